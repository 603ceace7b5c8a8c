# SPDX-License-Identifier: MIT
"""The seizure table of the U.S. Department of Homeland Security, and what it adds up to.

A figure of the table is summed exactly from its rows; its shares are of the whole table, unknown
origins included.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, localcontext
from functools import cached_property
from typing import Any

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.citing import sources_of
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.trade import TOTAL, Origin, SeizureLine
from notorious_markets.records.vocabulary import Basis, Breakdown, Measure, StatisticStatus, Unit
from notorious_markets.text.economies import economy_code
from notorious_markets.text.values import checked_several
from notorious_markets.trade.dhs_totals import DIMENSIONS, Key, Total, Totals
from notorious_markets.trade.figures import LINES, Figure, economies_of

UNKNOWN_ORIGIN = "Unknown"
"""The origin of rows whose economy the DHS table does not know."""

MEASURES = (Measure.MSRP, Measure.LINES)
"""What the table measures."""


class DhsTable:
    """The rows of the table, which can be added up.

    Args:
        lines: The rows.
        origins: The economies that the names of their origins stand for.
    """

    def __init__(self, lines: Iterable[SeizureLine], origins: Iterable[Origin]) -> None:
        self.lines = tuple(lines)
        self.origins = tuple(origins)

    def by(self, dimensions: tuple[str, ...], filters: Mapping[str, object]) -> Totals:
        """Add up the rows that pass filters; arguments and errors are those of `Seizures.by`."""
        for name in (*dimensions, *filters):
            if not isinstance(name, str) or name not in DIMENSIONS:
                raise UnknownValueError("dimension", name, DIMENSIONS)
        if len(set(dimensions)) != len(dimensions):
            raise InvalidArgumentError(f"a dimension stands twice in {', '.join(dimensions)}")
        wanted = {name: self._wanted(name, value) for name, value in filters.items()}
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for row, lines, msrp in self._rows:
            if all(row[name] in values for name, values in wanted.items()):
                sum_ = sums[tuple(row[name] for name in dimensions)]
                sum_[0] += lines
                sum_[1] += msrp
        return Totals(
            dimensions,
            (
                Total(key=Key(dimensions, key), lines=lines, msrp=msrp)
                for key, (lines, msrp) in sorted(sums.items())
            ),
        )

    def figure(self, year: int, measure: Measure, item: str, unit: Unit) -> Figure:
        """Return what the rows of a fiscal year say of the total, or of economies."""
        if unit is Unit.PERCENT:
            if item == TOTAL:
                raise InvalidArgumentError("the total is no share; ask for an economy")
            return self.share(economies_of(item), year, measure.basis)
        codes = None if item == TOTAL else economies_of(item)
        return self._figure(self._sum(year, measure, codes), year, measure, item, unit)

    def share(self, codes: tuple[str, ...], year: int, basis: Basis) -> Figure:
        """Return the share of economies in a fiscal year, in percent.

        Raises:
            InvalidArgumentError: A share of what the table has not, or of nothing.
            UnknownValueError: The table has nothing of that year.
        """
        if basis is Basis.DOMESTIC_VALUE:
            raise InvalidArgumentError("the DHS table has MSRP and lines, no domestic value")
        if year not in self.years:
            raise UnknownValueError("fiscal year of the DHS table", year, sorted(self.years))
        measure = Measure.MSRP if basis is Basis.MSRP else Measure.LINES
        part, whole = self._sum(year, measure, codes), self._sum(year, measure)
        if whole == 0:
            raise InvalidArgumentError(f"the DHS table has no {measure} in FY{year} to share")
        with localcontext(Context(prec=28)):
            share = Decimal(100) * part / whole
        return self._figure(share, year, measure, "+".join(codes), Unit.PERCENT)

    def series(self, item: str, measure: Measure, unit: Unit) -> tuple[Figure, ...]:
        """Return a figure of every fiscal year of the table, oldest first."""
        if measure not in MEASURES:
            raise UnknownValueError("measure of the DHS table", measure, ("msrp", "lines"))
        return tuple(self.figure(year, measure, item, unit) for year in sorted(self.years))

    @cached_property
    def years(self) -> frozenset[FiscalYear]:
        """The fiscal years that have a row."""
        return frozenset(line.fiscal_year for line in self.lines)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the rows."""
        return sources_of(self.lines)

    @cached_property
    def _rows(self) -> list[tuple[Mapping[str, Any], int, int]]:
        economies = {origin.name: origin.economy or UNKNOWN_ORIGIN for origin in self.origins}
        return [
            (
                {
                    "fiscal_year": line.fiscal_year,
                    "product": line.product,
                    "conveyance": line.conveyance,
                    "origin": economies[line.origin],
                },
                line.lines,
                line.msrp,
            )
            for line in self.lines
        ]

    def _wanted(self, name: str, value: object) -> frozenset[Any]:
        """Return the values that a filter lets pass; each must stand in the table."""
        values: frozenset[Any] = frozenset(checked_several(name, value))
        known = {row[name] for row, _, _ in self._rows}
        for item in values - known:
            if name == "origin" and isinstance(item, str):
                economy_code(item)  # an economy without a row is no error
                continue
            raise UnknownValueError(name, item, sorted(known))
        return values

    @cached_property
    def _sums(self) -> Mapping[tuple[FiscalYear, str], Total]:
        """The sums by fiscal year and economy: shares and series ask for little else."""
        totals = self.by(("fiscal_year", "origin"), {})
        return {(total.fiscal_year, total.origin): total for total in totals}

    def _sum(self, year: int, measure: Measure, codes: tuple[str, ...] | None = None) -> int:
        return sum(
            total.lines if measure is Measure.LINES else total.msrp
            for (of_year, origin), total in self._sums.items()
            if of_year == year and (codes is None or origin in codes)
        )

    def _figure(
        self, value: Decimal | int, year: int, measure: Measure, item: str, unit: Unit
    ) -> Figure:
        return Figure(
            value,
            fiscal_year=FiscalYear(year),
            measure=measure,
            item=item,
            breakdown=Breakdown.TOTAL if item == TOTAL else Breakdown.ECONOMY,
            unit=unit,
            origin=LINES,
            status=StatisticStatus.FINAL,
            sources=self.sources,
            note=None,
        )
