# SPDX-License-Identifier: MIT
"""U.S. seizure statistics: what CBP and USTR publish, and what the DHS table adds up to.

The two do not agree, and are kept apart: a published figure is quoted, a figure of the table is
summed exactly from its rows. Both say where they come from.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Any

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.trade import TOTAL, Origin, SeizureLine, SeizureStatistic
from notorious_markets.records.vocabulary import Basis, Breakdown, Measure, Unit, member
from notorious_markets.text.economies import CODES
from notorious_markets.text.values import is_integer
from notorious_markets.trade.dhs_table import MEASURES, DhsTable
from notorious_markets.trade.dhs_totals import Total, Totals
from notorious_markets.trade.figures import (
    ORIGINS,
    PUBLISHED,
    Disagreement,
    Figure,
    Growth,
    agree,
    economies_of,
    parts_of,
)
from notorious_markets.trade.published import PublishedFigures, quoted


class Seizures:
    """The seizure statistics of a release. Two are equal that hold the same records."""

    def __init__(
        self,
        statistics: Iterable[SeizureStatistic],
        origins: Iterable[Origin],
        lines: Iterable[SeizureLine],
    ) -> None:
        self._published = PublishedFigures(statistics)
        self._table = DhsTable(lines, origins)

    @property
    def statistics(self) -> tuple[SeizureStatistic, ...]:
        """Every published figure."""
        return self._published.statistics

    @property
    def lines(self) -> tuple[SeizureLine, ...]:
        """Every row of the DHS table."""
        return self._table.lines

    @property
    def line_sources(self) -> tuple[str, ...]:
        """Ids of the sources of the DHS table."""
        return self._table.sources

    def published(self, **facts: object) -> tuple[Figure, ...]:
        """Return every published figure with the given facts, by fiscal year and measure.

        Of several values for the same figure the best supported comes first.

        Args:
            facts: Any of ``fiscal_year``, ``measure``, ``breakdown``, ``item``, ``unit``,
                ``basis`` and ``status``, each with one value.

        Raises:
            UnknownValueError: A fact that does not exist, or a value that no figure has.
        """
        return self._published.having(**facts)

    def share(
        self,
        item: str,
        *,
        fiscal_year: int,
        basis: Basis | str = Basis.MSRP,
        source: str = PUBLISHED,
    ) -> Figure:
        """Return the share of an economy, or of several together, in percent.

        Args:
            item: ISO 3166-1 alpha-2 codes, joined by ``+``: ``"CN+HK"``.
            fiscal_year: The U.S. fiscal year.
            basis: Of what it is a share: ``"msrp"``, ``"domestic-value"`` or ``"count"``.
            source: ``"published"`` for the figure that CBP or USTR gives, ``"lines"`` for that of
                the DHS table, of whose whole, unknown origins included, it is a share.

        Raises:
            UnknownValueError: There is no such figure, code, basis or source.
            InvalidArgumentError: The item or the year has the wrong form, or domestic value is
                asked of the DHS table.

        Of several published figures the first is given, of any status; `shares` gives all.

        >>> ds.seizures.share("CN+HK", fiscal_year=2020)
        <Figure 83 percent msrp FY2020 CN+HK (published, final)>
        """
        basis = member(Basis, basis)
        codes, year = economies_of(item), _year(fiscal_year)
        if _is_published(source):
            return self._published.share(item, year, basis)
        return self._table.share(codes, year, basis)

    def shares(self, item: str, *, fiscal_year: int) -> tuple[Figure, ...]:
        """Return every answer to one question: all published shares, and those of the DHS table.

        Raises:
            UnknownValueError: There is no such code, or nothing of that year.
        """
        codes, year = economies_of(item), _year(fiscal_year)
        years = {statistic.fiscal_year for statistic in self.statistics} | self._table.years
        if year not in years:
            raise UnknownValueError("fiscal year", year, sorted(years))
        of_table = (Basis.MSRP, Basis.COUNT) if year in self._table.years else ()
        return (
            *self._published.shares(item, year),
            *(self._table.share(codes, year, basis) for basis in of_table),
        )

    def series(
        self,
        item: str = TOTAL,
        *,
        measure: Measure | str = Measure.MSRP,
        unit: Unit | str | None = None,
        breakdown: Breakdown | str | None = None,
        source: str = PUBLISHED,
    ) -> tuple[Figure, ...]:
        """Return a figure through the fiscal years, oldest first; years without one are left out.

        Of several published values for a year the best supported is given, and none that is
        disputed; `disagreements` lists the others. Different measures are never joined.

        Args:
            item: ``"total"``, ISO 3166-1 alpha-2 codes joined by ``+``, or a name of CBP's.
            measure: What is measured; the DHS table has ``"msrp"`` and ``"lines"``.
            unit: ``"USD"``, ``"count"`` or ``"percent"``; that of the measure if not given.
            breakdown: By what the whole is divided, where items of the same name need it.
            source: ``"published"`` or ``"lines"``.

        Raises:
            UnknownValueError: There is no such measure, unit or source, or no figure of the item.
            InvalidArgumentError: Items of several breakdowns have the name.
        """
        measure = member(Measure, measure)
        unit = measure.unit if unit is None else member(Unit, unit)
        if unit not in (measure.unit, Unit.PERCENT):
            raise UnknownValueError(f"unit of {measure}", unit, (measure.unit, Unit.PERCENT))
        if _is_published(source):
            return self._published.series(item, measure, unit, breakdown)
        of = Breakdown.TOTAL if item == TOTAL else Breakdown.ECONOMY
        if breakdown is not None and member(Breakdown, breakdown) is not of:
            raise UnknownValueError("breakdown of the DHS table", breakdown, (of,))
        return self._table.series(item, measure, unit)

    def growth(
        self,
        item: str = TOTAL,
        *,
        measure: Measure | str = Measure.MSRP,
        unit: Unit | str | None = None,
        breakdown: Breakdown | str | None = None,
        source: str = PUBLISHED,
    ) -> tuple[Growth, ...]:
        """Return how a series changed from each fiscal year to the next; arguments as in `series`.

        A year whose neighbour has no figure has no growth.
        """
        figures = self.series(item, measure=measure, unit=unit, breakdown=breakdown, source=source)
        return tuple(
            Growth(before=before, after=after)
            for before, after in pairwise(figures)
            if after.fiscal_year == before.fiscal_year + 1
        )

    def by(self, *dimensions: str, **filters: object) -> Totals:
        """Add up the rows of the DHS table by some dimensions.

        Args:
            dimensions: Any of ``"fiscal_year"``, ``"product"``, ``"conveyance"`` and ``"origin"``.
                An origin is an ISO 3166-1 alpha-2 code, or ``"Unknown"``.
            filters: A value of any dimension, or several, to add up nothing else.

        Raises:
            UnknownValueError: A dimension, or a value of one, that does not exist.
            InvalidArgumentError: The same dimension twice, or a value of the wrong form.
        """
        return self._table.by(dimensions, filters)

    def total(self, **filters: object) -> Total:
        """Add up the rows of the DHS table that pass filters, which are as in `by`, to one sum."""
        sums = self.by(**filters)
        return sums[0] if sums else Total(key=(), lines=0, msrp=0)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return where sources differ for the same figure, oldest year first.

        Published values are held against each other, and against the DHS table where it has the
        same: totals and economies, in MSRP and in lines. Figures that differ by no more than the
        rounding of one of them do not disagree.
        """
        asked: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
        for item in self.statistics:
            key = (item.fiscal_year, item.measure, item.breakdown, item.item, item.unit)
            asked[key].append(quoted(item))
        for key, figures in asked.items():
            figures += self._counterpart(*key)
        return tuple(
            Disagreement(
                fiscal_year=year, measure=measure, item=item, unit=unit, figures=tuple(figures)
            )
            for (year, measure, _, item, unit), figures in sorted(asked.items())
            if any(not agree(one, other) for one, other in combinations(figures, 2))
        )

    def _counterpart(
        self, year: FiscalYear, measure: Measure, breakdown: Breakdown, item: str, unit: Unit
    ) -> list[Figure]:
        """Return what the DHS table says of a published figure, if it can."""
        of_total = breakdown is Breakdown.TOTAL
        comparable = unit is not Unit.PERCENT if of_total else parts_of(item) <= CODES
        if comparable and measure in MEASURES and year in self._table.years:
            return [self._table.figure(year, measure, item, unit)]
        return []

    def __eq__(self, other: object) -> bool:
        return self._records == other._records if isinstance(other, Seizures) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.statistics, len(self.lines)))  # of rows there are thousands

    def __reduce__(self) -> tuple[Any, ...]:
        return (Seizures, self._records)

    @property
    def _records(self) -> tuple[Any, ...]:
        return (self.statistics, self._table.origins, self.lines)

    def __repr__(self) -> str:
        return f"<Seizures: {len(self.statistics)} statistics, {len(self.lines)} lines>"


def _is_published(source: str) -> bool:
    """Tell whether published figures are asked for, and not those of the DHS table."""
    if source not in ORIGINS:
        raise UnknownValueError("source", source, ORIGINS)
    return source == PUBLISHED


def _year(value: object) -> int:
    if not is_integer(value):
        raise InvalidArgumentError(f"fiscal_year must be an integer, not {value!r}")
    return value
