# SPDX-License-Identifier: MIT
"""The fiscal year of the United States government."""

from datetime import date

FIRST_FISCAL_YEAR = 1977
"""The first that began on 1 October (31 U.S.C. 1102)."""


class FiscalYear(int):
    """A U.S. fiscal year: it begins on 1 October of the year before the one it is named by.

    It is an integer, and equal to it: ``FiscalYear(2020) == 2020``.
    """

    __slots__ = ()

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self - 1, 10, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self, 9, 30)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{int(self)}"

    def __repr__(self) -> str:
        return f"FiscalYear({int(self)})"
