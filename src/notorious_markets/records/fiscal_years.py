# SPDX-License-Identifier: MIT
"""The fiscal year of the United States government."""

from datetime import date
from typing import Self

from notorious_markets.errors import InvalidArgumentError, shown
from notorious_markets.text.values import is_integer

FIRST_FISCAL_YEAR = 1977
"""The first that began on 1 October (31 U.S.C. 1102)."""

LAST_FISCAL_YEAR = date.max.year
"""The last whose days Python has dates for."""


class FiscalYear(int):
    """A U.S. fiscal year: it begins on 1 October of the year before the one it is named by.

    It is an integer, and equal to it: ``FiscalYear(2020) == 2020``.
    """

    __slots__ = ()

    def __new__(cls, year: int) -> Self:
        """Make a fiscal year of its number.

        Raises:
            InvalidArgumentError: It is no integer, before the first such year, or past the last
                that has dates.
        """
        if not is_fiscal_year(year):
            problem = (
                f"a fiscal year is an integer from {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR}, "
                f"not {shown(year)}"
            )
            raise InvalidArgumentError(problem)
        return super().__new__(cls, year)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self - 1, 10, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self, 9, 30)

    def __contains__(self, day: object) -> bool:
        return type(day) is date and self.first <= day <= self.last

    def __reduce__(self) -> tuple[type[Self], tuple[int]]:
        return (type(self), (int(self),))

    def __str__(self) -> str:
        return f"{int(self)}"

    def __repr__(self) -> str:
        return f"FiscalYear({int(self)})"


def is_fiscal_year(year: object) -> bool:
    """Say whether a value is an integer that numbers a fiscal year."""
    return is_integer(year) and FIRST_FISCAL_YEAR <= year <= LAST_FISCAL_YEAR
