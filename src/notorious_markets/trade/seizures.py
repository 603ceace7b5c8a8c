# SPDX-License-Identifier: MIT
"""U.S. seizure statistics: what CBP and USTR publish, and what the DHS table adds up to.

The two do not agree, and are kept apart: a published figure is quoted, a figure of the table is
summed exactly from its rows. Both say where they come from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, localcontext
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any, cast

from notorious_markets.editions.filters import are_hashable
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.trade import TOTAL, Origin, SeizureLine, SeizureStatistic
from notorious_markets.records.vocabulary import (
    Basis,
    Breakdown,
    Measure,
    StatisticStatus,
    Unit,
    member,
)
from notorious_markets.text.economies import CODES, economy_code
from notorious_markets.trade.figures import (
    LINES,
    ORIGINS,
    PUBLISHED,
    Disagreement,
    Figure,
    Growth,
    agree,
)
from notorious_markets.trade.totals import Total, Totals

DIMENSIONS = ("fiscal_year", "product", "conveyance", "origin")
"""By what the rows of the DHS table can be added up."""

UNKNOWN_ORIGIN = "Unknown"
"""The origin of rows whose economy the DHS table does not know."""


class Seizures:
    """The seizure statistics of a release."""

    def __init__(
        self,
        statistics: Iterable[SeizureStatistic],
        origins: Iterable[Origin],
        lines: Iterable[SeizureLine],
    ) -> None:
        self._statistics = tuple(statistics)
        self._lines = tuple(lines)
        self._economies = {origin.name: origin.economy or UNKNOWN_ORIGIN for origin in origins}

    @property
    def statistics(self) -> tuple[SeizureStatistic, ...]:
        """Every published figure."""
        return self._statistics

    @property
    def lines(self) -> tuple[SeizureLine, ...]:
        """Every row of the DHS table."""
        return self._lines

    def __repr__(self) -> str:
        return f"<Seizures: {len(self.statistics)} statistics, {len(self.lines)} lines>"

    # Published figures

    def published(self, **facts: object) -> tuple[Figure, ...]:
        """Every published figure with the given facts, by fiscal year and measure.

        Of several values for the same figure the best supported comes first.

        Args:
            facts: Any of ``fiscal_year``, ``measure``, ``breakdown``, ``item``, ``unit``,
                ``basis`` and ``status``, each with one value.

        Raises:
            UnknownValueError: A fact that does not exist, or a value that no figure has.
        """
        wanted = {name: self._known_fact(name, value) for name, value in facts.items()}
        return tuple(
            _quoted(item)
            for item in self.statistics
            if all(getattr(item, name) == value for name, value in wanted.items())
        )

    def share(
        self,
        item: str,
        *,
        fiscal_year: int,
        basis: Basis | str = Basis.MSRP,
        source: str = PUBLISHED,
    ) -> Figure:
        """The share of an economy, or of several together, in percent.

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
        """
        basis = member(Basis, basis)
        codes = _codes(item)
        year = _year(fiscal_year)
        if source == LINES:
            return self._line_share(codes, year, basis)
        if source != PUBLISHED:
            raise UnknownValueError("source", source, ORIGINS)
        shares = self.published(breakdown=Breakdown.ECONOMY, unit=Unit.PERCENT, basis=basis)
        for figure in shares:
            if figure.fiscal_year == year and _parts(figure.item) == frozenset(codes):
                return figure
        there = [f"FY{figure.fiscal_year} {figure.item}" for figure in shares]
        raise UnknownValueError(f"published share of {basis}", f"FY{fiscal_year} {item}", there)

    def shares(self, item: str, *, fiscal_year: int) -> tuple[Figure, ...]:
        """Every answer to the same question: all published shares, and those of the DHS table.

        Raises:
            UnknownValueError: There is no such code, or nothing of that year.
        """
        codes, year = _codes(item), _year(fiscal_year)
        years = {item.fiscal_year for item in self.statistics} | self._line_years
        if year not in years:
            raise UnknownValueError("fiscal year", year, sorted(years))
        published = self.published(breakdown=Breakdown.ECONOMY, unit=Unit.PERCENT)
        found = [
            figure
            for figure in published
            if figure.fiscal_year == year and _parts(figure.item) == frozenset(codes)
        ]
        if year in self._line_years:
            found += [self._line_share(codes, year, basis) for basis in (Basis.MSRP, Basis.COUNT)]
        return tuple(found)

    def series(
        self,
        item: str = TOTAL,
        *,
        measure: Measure | str = Measure.MSRP,
        unit: Unit | str | None = None,
        breakdown: Breakdown | str | None = None,
        source: str = PUBLISHED,
    ) -> tuple[Figure, ...]:
        """A figure through the fiscal years, oldest first; years without one are left out.

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
        if source == LINES:
            of = Breakdown.TOTAL if item == TOTAL else Breakdown.ECONOMY
            if breakdown is not None and member(Breakdown, breakdown) is not of:
                raise UnknownValueError("breakdown of the DHS table", breakdown, (of,))
            return self._line_series(item, measure, unit)
        if source != PUBLISHED:
            raise UnknownValueError("source", source, ORIGINS)
        facts = {} if breakdown is None else {"breakdown": breakdown}
        figures = self.published(measure=measure, unit=unit, **facts)
        figures = tuple(figure for figure in figures if _parts(figure.item) == _parts(item))
        divided = {figure.breakdown for figure in figures}
        if len(divided) > 1:
            names = ", ".join(sorted(divided))
            raise InvalidArgumentError(f"{item!r} is an item of several breakdowns: {names}")
        best: dict[FiscalYear, Figure] = {}
        for figure in figures:
            if figure.status is not StatisticStatus.DISPUTED:
                best.setdefault(figure.fiscal_year, figure)
        if not best:
            every = self.published(measure=measure, unit=unit, **facts)
            items = sorted({figure.item for figure in every})
            raise UnknownValueError(f"item of {measure} in {unit}", item, items)
        return tuple(best[year] for year in sorted(best))

    def growth(
        self,
        item: str = TOTAL,
        *,
        measure: Measure | str = Measure.MSRP,
        unit: Unit | str | None = None,
        breakdown: Breakdown | str | None = None,
        source: str = PUBLISHED,
    ) -> tuple[Growth, ...]:
        """How a series changed from each fiscal year to the next; arguments as in `series`.

        A year whose neighbour has no figure has no growth.
        """
        figures = self.series(item, measure=measure, unit=unit, breakdown=breakdown, source=source)
        return tuple(
            Growth(before=before, after=after)
            for before, after in pairwise(figures)
            if after.fiscal_year == before.fiscal_year + 1
        )

    def _known_fact(self, name: str, value: object) -> object:
        if name not in _FACTS:
            raise UnknownValueError("fact", name, _FACTS)
        if name in _VOCABULARIES:
            return member(_VOCABULARIES[name], value)
        known = sorted({getattr(item, name) for item in self.statistics})
        if value not in known or isinstance(value, bool):
            raise UnknownValueError(name.replace("_", " "), value, known)
        return value

    # The DHS table

    def by(self, *dimensions: str, **filters: object) -> Totals:
        """The rows of the DHS table, added up by some dimensions.

        Args:
            dimensions: Any of ``"fiscal_year"``, ``"product"``, ``"conveyance"`` and ``"origin"``.
                An origin is an ISO 3166-1 alpha-2 code, or ``"Unknown"``.
            filters: A value of any dimension, or several, to add up nothing else.

        Raises:
            UnknownValueError: A dimension, or a value of one, that does not exist.
            InvalidArgumentError: The same dimension twice, or a value of the wrong form.
        """
        for name in (*dimensions, *filters):
            if not isinstance(name, str) or name not in DIMENSIONS:
                raise UnknownValueError("dimension", name, DIMENSIONS)
        if len(set(dimensions)) != len(dimensions):
            raise InvalidArgumentError(f"a dimension stands twice in {', '.join(dimensions)}")
        wanted = {name: self._wanted(name, value) for name, value in filters.items()}
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for row, lines, msrp in self._rows:
            if all(row[name] in values for name, values in wanted.items()):
                total = sums[tuple(row[name] for name in dimensions)]
                total[0] += lines
                total[1] += msrp
        return Totals(
            dimensions,
            (Total(key=key, lines=sums[key][0], msrp=sums[key][1]) for key in sorted(sums)),
        )

    def total(self, **filters: object) -> Total:
        """The rows of the DHS table, or those that pass, as one sum; arguments as in `by`."""
        sums = self.by(**filters)
        return sums[0] if sums else Total(key=(), lines=0, msrp=0)

    # Both

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where sources differ for the same figure, oldest year first.

        Published values are held against each other, and against the DHS table where it has the
        same: totals and economies, in MSRP and in lines. Figures that differ by no more than the
        rounding of one of them do not disagree.
        """
        asked: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
        for item in self.statistics:
            key = (item.fiscal_year, item.measure, item.breakdown, item.item, item.unit)
            asked[key].append(_quoted(item))
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
        """What the DHS table says of a published figure, if it can."""
        comparable = breakdown is Breakdown.TOTAL or _parts(item) <= CODES
        if measure not in (Measure.MSRP, Measure.LINES) or not comparable:
            return []
        if breakdown is Breakdown.TOTAL and unit is Unit.PERCENT:
            return []
        if year not in self._line_years:
            return []
        return [self._line_figure(year, measure, item, unit)]

    @cached_property
    def _line_years(self) -> frozenset[FiscalYear]:
        return frozenset(line.fiscal_year for line in self.lines)

    @cached_property
    def line_sources(self) -> tuple[str, ...]:
        """Ids of the sources of the DHS table."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))

    @cached_property
    def _rows(self) -> list[tuple[Mapping[str, Any], int, int]]:
        return [
            (
                {
                    "fiscal_year": line.fiscal_year,
                    "product": line.product,
                    "conveyance": line.conveyance,
                    "origin": self._economies[line.origin],
                },
                line.lines,
                line.msrp,
            )
            for line in self.lines
        ]

    def _wanted(self, name: str, value: Any) -> frozenset[Any]:
        if isinstance(value, Mapping | bytes):
            raise InvalidArgumentError(f"{name} must be a value or several of them, not {value!r}")
        found = _several(value)
        if not are_hashable(found):
            raise InvalidArgumentError(f"{name} must be a value or several of them, not {value!r}")
        values: frozenset[Any] = frozenset(found)
        known = {row[name] for row, _, _ in self._rows}
        for item in values - known:
            if name == "origin" and isinstance(item, str):
                economy_code(item)  # an economy without a row is no error
                continue
            raise UnknownValueError(name, item, sorted(known))
        return values

    @cached_property
    def _sums(self) -> Mapping[tuple[int, str], tuple[int, int]]:
        """Lines and MSRP by fiscal year and economy."""
        return {
            (int(total.key[0]), str(total.key[1])): (total.lines, total.msrp)
            for total in self.by("fiscal_year", "origin")
        }

    def _sum(self, year: int, measure: Measure, codes: tuple[str, ...] | None = None) -> int:
        place = 0 if measure is Measure.LINES else 1
        return sum(
            sums[place]
            for (of_year, origin), sums in self._sums.items()
            if of_year == year and (codes is None or origin in codes)
        )

    def _line_share(self, codes: tuple[str, ...], year: int, basis: Basis) -> Figure:
        if basis is Basis.DOMESTIC_VALUE:
            raise InvalidArgumentError("the DHS table has MSRP and lines, no domestic value")
        if year not in self._line_years:
            raise UnknownValueError("fiscal year of the DHS table", year, sorted(self._line_years))
        measure = Measure.MSRP if basis is Basis.MSRP else Measure.LINES
        part, whole = self._sum(year, measure, codes), self._sum(year, measure)
        if whole == 0:
            raise InvalidArgumentError(f"the DHS table has no {measure} in FY{year} to share")
        with localcontext(Context(prec=28)):
            share = Decimal(100) * part / whole
        return self._summed(share, year, measure, "+".join(codes), Unit.PERCENT)

    def _line_series(self, item: str, measure: Measure, unit: Unit) -> tuple[Figure, ...]:
        if measure not in (Measure.MSRP, Measure.LINES):
            raise UnknownValueError("measure of the DHS table", measure, ("msrp", "lines"))
        return tuple(
            self._line_figure(year, measure, item, unit) for year in sorted(self._line_years)
        )

    def _line_figure(self, year: int, measure: Measure, item: str, unit: Unit) -> Figure:
        if unit is Unit.PERCENT:
            if item == TOTAL:
                raise InvalidArgumentError("the total is no share; ask for an economy")
            return self._line_share(_codes(item), year, measure.basis)
        codes = None if item == TOTAL else _codes(item)
        return self._summed(self._sum(year, measure, codes), year, measure, item, unit)

    def _summed(
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
            sources=self.line_sources,
            note=None,
        )


_VOCABULARIES = {
    "measure": Measure,
    "breakdown": Breakdown,
    "unit": Unit,
    "basis": Basis,
    "status": StatisticStatus,
}
_FACTS = ("fiscal_year", "item", *_VOCABULARIES)


def _quoted(item: SeizureStatistic) -> Figure:
    return Figure(
        item.value,
        fiscal_year=item.fiscal_year,
        measure=item.measure,
        item=item.item,
        breakdown=item.breakdown,
        unit=item.unit,
        origin=PUBLISHED,
        status=item.status,
        sources=item.sources,
        note=item.note,
    )


def _codes(item: str) -> tuple[str, ...]:
    if not isinstance(item, str):
        raise InvalidArgumentError(f"item must be codes joined by +, such as CN+HK, not {item!r}")
    return tuple(dict.fromkeys(map(economy_code, item.split("+"))))


def _year(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidArgumentError(f"fiscal_year must be an integer, not {value!r}")
    return value


def _parts(item: object) -> frozenset[str]:
    return frozenset(str(item).split("+"))


def _several(value: object) -> tuple[Any, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(cast("Iterable[object]", value))
