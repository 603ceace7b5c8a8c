# SPDX-License-Identifier: MIT
"""Numbers that know what they say, and what follows from two of them."""

from decimal import Context, Decimal, localcontext
from typing import Any, Self

import attrs

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records import plain
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.vocabulary import Breakdown, Measure, StatisticStatus, Unit
from notorious_markets.text.economies import economy_code

PUBLISHED = "published"
LINES = "lines"
ORIGINS = (PUBLISHED, LINES)
"""Where a figure can come from: published statistics, or the rows of the DHS table."""


class Figure(Decimal):
    """A `~decimal.Decimal` that knows what it says: its year, unit, status and sources.

    Attributes:
        fiscal_year: The U.S. fiscal year.
        measure: What is measured.
        item: Which part of the whole.
        breakdown: By what the whole is divided.
        unit: ``USD``, ``count``, or ``percent``: of the total of the same measure, unless the note
            says of what else.
        origin: ``"published"``, or ``"lines"`` where it was summed from the DHS table.
        status: How far it can be relied on.
        sources: Ids of the sources that print it, or that it was summed from.
        note: How it is printed, and what contradicts it.
    """

    fiscal_year: FiscalYear
    measure: Measure
    item: str
    breakdown: Breakdown
    unit: Unit
    origin: str
    status: StatisticStatus
    sources: tuple[str, ...]
    note: str | None

    def __new__(cls, value: Decimal | int | str, **facts: Any) -> Self:
        """Make a figure of a number and its facts."""
        made = super().__new__(cls, value)
        for name, fact in facts.items():
            object.__setattr__(made, name, fact)
        return made

    def to_dict(self) -> dict[str, Any]:
        """Return the number, as ``value``, and its facts as plain values, ready for JSON."""
        facts: dict[str, Any] = plain.to_plain({"value": Decimal(self), **vars(self)})
        return facts

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a figure is immutable: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a figure is immutable: {name}")

    def __reduce__(self) -> tuple[Any, Any]:
        return (_figure, (str(Decimal(self)), dict(vars(self))))

    def __copy__(self) -> "Figure":
        return self

    def __deepcopy__(self, memo: object) -> "Figure":
        return self

    def __repr__(self) -> str:
        what = f"{self.unit} {self.measure} FY{self.fiscal_year} {self.item}"
        return f"<Figure {Decimal(self)} {what} ({self.origin}, {self.status})>"


def _figure(value: str, facts: dict[str, Any]) -> Figure:
    """Make a figure again of what a pickle holds: pickles call without keywords."""
    return Figure(value, **facts)


def economies_of(item: object) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of an item of economies, each once.

    Raises:
        UnknownValueError: There is no such code.
        InvalidArgumentError: The item is no text.
    """
    if not isinstance(item, str):
        raise InvalidArgumentError(f"item must be codes joined by +, such as CN+HK, not {item!r}")
    return tuple(dict.fromkeys(map(economy_code, item.split("+"))))


def parts_of(item: object) -> frozenset[str]:
    """Return what an item has between its plus signs: "CN+HK" and "HK+CN" are the same item."""
    return frozenset(str(item).split("+"))


def agree(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are the same within the rounding of one of them."""
    rounded = [item for item in (one, other) if item.status is StatisticStatus.ROUNDED]
    tolerance = max(map(_last_digit, rounded), default=Decimal(0))
    return one == other or abs(Decimal(one) - Decimal(other)) < tolerance


def _last_digit(figure: Figure) -> Decimal:
    """Return what one is worth in the last digit that is not a trailing zero."""
    return Decimal(1).scaleb(int(Decimal(figure).normalize().as_tuple().exponent))


@attrs.frozen(kw_only=True)
class Growth:
    """How a figure changed from one fiscal year to the next.

    Attributes:
        before: The figure of the year before.
        after: The figure of the year.
    """

    before: Figure
    after: Figure

    to_dict = plain.to_dict

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of the year before; `None` if that was nothing."""
        if not self.before:
            return None
        with localcontext(Context(prec=28)):
            return (Decimal(self.after) / Decimal(self.before) - 1) * 100


@attrs.frozen(kw_only=True)
class Disagreement:
    """Different answers to one question.

    Attributes:
        fiscal_year: The U.S. fiscal year.
        measure: What is measured.
        item: Which part of the whole.
        unit: The unit of the answers.
        figures: The answers; at least two of them differ.
    """

    fiscal_year: FiscalYear
    measure: Measure
    item: str
    unit: Unit
    figures: tuple[Figure, ...]

    to_dict = plain.to_dict
