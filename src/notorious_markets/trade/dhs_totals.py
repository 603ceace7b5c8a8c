# SPDX-License-Identifier: MIT
"""Exact sums over the rows of the DHS table."""

from collections.abc import Iterable, Sequence
from typing import Any, Self, cast, overload

import attrs

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records import plain
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.text.values import is_integer

DIMENSIONS = ("fiscal_year", "product", "conveyance", "origin")
"""By what the rows of the DHS table can be added up."""


class Key(tuple[FiscalYear | str, ...]):
    """The values that the rows of a sum share. It equals the tuple of its values.

    Attributes:
        dimensions: Of which dimension each value is.
    """

    dimensions: tuple[str, ...]

    def __new__(cls, dimensions: Iterable[str], values: Iterable[FiscalYear | str]) -> Self:
        """Make a key of the dimensions and of a value for each."""
        made = super().__new__(cls, values)
        made.dimensions = tuple(dimensions)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.dimensions, tuple(self)))


@attrs.frozen(kw_only=True)
class Total:
    """The sum of some rows of the DHS table.

    A dimension that the rows were not divided by has no value: to ask for it raises an
    `UnknownValueError`.

    Attributes:
        key: The values that the rows share, in the order of the dimensions asked for.
        lines: Number of seizure lines.
        msrp: Sum of the manufacturer's suggested retail prices, in USD.
    """

    key: tuple[FiscalYear | str, ...]
    lines: int
    msrp: int

    to_dict = plain.to_dict

    @property
    def fiscal_year(self) -> FiscalYear:
        """The U.S. fiscal year of the rows."""
        return cast("FiscalYear", self._shared("fiscal_year"))

    @property
    def product(self) -> str:
        """What was seized, in the words of the table."""
        return str(self._shared("product"))

    @property
    def conveyance(self) -> str:
        """How it came, in the words of the table."""
        return str(self._shared("conveyance"))

    @property
    def origin(self) -> str:
        """Where it came from: an ISO 3166-1 alpha-2 code, or ``"Unknown"``."""
        return str(self._shared("origin"))

    def _shared(self, dimension: str) -> FiscalYear | str:
        """Return the value of a dimension, which only a key of `DhsTable.by` can name."""
        dimensions = self.key.dimensions if isinstance(self.key, Key) else ()
        if dimension not in dimensions:
            raise UnknownValueError("dimension of this total", dimension, dimensions)
        return self.key[dimensions.index(dimension)]


class Totals(Sequence[Total]):
    """The sums of the DHS table by some dimensions, in the order of their keys."""

    __slots__ = ("_dimensions", "_items")

    def __init__(self, dimensions: tuple[str, ...], items: Iterable[Total]) -> None:
        self._dimensions = dimensions
        self._items = tuple(items)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of the keys."""
        return self._dimensions

    def top(self, number: int, by: str = "msrp") -> "Totals":
        """Return the greatest sums, greatest first.

        Args:
            number: How many.
            by: ``"msrp"`` or ``"lines"``.

        Raises:
            UnknownValueError: Neither of them.
            InvalidArgumentError: The number is no integer, or negative.

        >>> ds.seizures.by("origin").top(1)
        <1 totals by origin>
          CN: 138,334 lines, 6,883,077,495 USD
        """
        if by not in ("msrp", "lines"):
            raise UnknownValueError("sum", by, ("msrp", "lines"))
        if not is_integer(number) or number < 0:
            raise InvalidArgumentError(f"number must be an integer from 0, not {number!r}")
        ranked = sorted(self._items, key=lambda item: (-getattr(item, by), item.key))
        return Totals(self.dimensions, ranked[:number])

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each sum as a dictionary of plain values, ready for JSON."""
        return [
            {
                **dict(zip(self.dimensions, plain.to_plain(item.key), strict=True)),
                "lines": item.lines,
                "msrp": item.msrp,
            }
            for item in self._items
        ]

    @overload
    def __getitem__(self, index: int) -> Total: ...
    @overload
    def __getitem__(self, index: slice) -> "Totals": ...
    def __getitem__(self, index: int | slice) -> "Total | Totals":
        if isinstance(index, slice):
            return Totals(self.dimensions, self._items[index])
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Totals):
            return NotImplemented
        return (self.dimensions, self._items) == (other.dimensions, other._items)

    def __hash__(self) -> int:
        return hash((self.dimensions, self._items))

    def __repr__(self) -> str:
        rows = [
            f"  {' '.join(map(str, item.key))}: {item.lines:,} lines, {item.msrp:,} USD"
            for item in self._items
        ]
        return "\n".join([f"<{len(self)} totals by {', '.join(self.dimensions)}>", *rows])
