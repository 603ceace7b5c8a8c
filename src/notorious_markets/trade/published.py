# SPDX-License-Identifier: MIT
"""Seizure statistics as CBP and USTR publish them: quoted, never added up."""

from collections.abc import Iterable

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.trade import SeizureStatistic
from notorious_markets.records.vocabulary import (
    Basis,
    Breakdown,
    Measure,
    StatisticStatus,
    Unit,
    member,
)
from notorious_markets.trade.figures import PUBLISHED, Figure, parts_of


class PublishedFigures:
    """The published figures of a release; of several for the same, the best supported is first.

    Args:
        statistics: The records of them.
    """

    def __init__(self, statistics: Iterable[SeizureStatistic]) -> None:
        self.statistics = tuple(statistics)

    def having(self, **facts: object) -> tuple[Figure, ...]:
        """Return those with the given facts; arguments and errors are those of `published`."""
        wanted = {name: self._known_fact(name, value) for name, value in facts.items()}
        return tuple(
            quoted(item)
            for item in self.statistics
            if all(getattr(item, name) == value for name, value in wanted.items())
        )

    def shares(self, item: str, year: int, **facts: object) -> tuple[Figure, ...]:
        """Return the shares of economies in a fiscal year, whatever they are shares of."""
        found = self.having(breakdown=Breakdown.ECONOMY, unit=Unit.PERCENT, **facts)
        parts = parts_of(item)
        return tuple(
            figure
            for figure in found
            if figure.fiscal_year == year and parts_of(figure.item) == parts
        )

    def share(self, item: str, year: int, basis: Basis) -> Figure:
        """Return the first of the shares of economies on a basis.

        Raises:
            UnknownValueError: There is none.
        """
        for figure in self.shares(item, year, basis=basis):
            return figure
        every = self.having(breakdown=Breakdown.ECONOMY, unit=Unit.PERCENT, basis=basis)
        there = [f"FY{figure.fiscal_year} {figure.item}" for figure in every]
        raise UnknownValueError(f"published share of {basis}", f"FY{year} {item}", there)

    def series(
        self, item: str, measure: Measure, unit: Unit, breakdown: Breakdown | str | None
    ) -> tuple[Figure, ...]:
        """Return the undisputed figure of each fiscal year that has one, oldest first.

        Raises:
            UnknownValueError: There is none of the item.
            InvalidArgumentError: Items of several breakdowns have the name.
        """
        facts = {} if breakdown is None else {"breakdown": breakdown}
        every = self.having(measure=measure, unit=unit, **facts)
        figures = [figure for figure in every if parts_of(figure.item) == parts_of(item)]
        divided = {figure.breakdown for figure in figures}
        if len(divided) > 1:
            names = ", ".join(sorted(divided))
            raise InvalidArgumentError(f"{item!r} is an item of several breakdowns: {names}")
        best: dict[FiscalYear, Figure] = {}
        for figure in figures:
            if figure.status is not StatisticStatus.DISPUTED:
                best.setdefault(figure.fiscal_year, figure)
        if not best:
            items = sorted({figure.item for figure in every})
            raise UnknownValueError(f"item of {measure} in {unit}", item, items)
        return tuple(best[year] for year in sorted(best))

    def _known_fact(self, name: str, value: object) -> object:
        """Return the value of a fact that figures can have."""
        if name not in _FACTS:
            raise UnknownValueError("fact", name, _FACTS)
        if name in _VOCABULARIES:
            return member(_VOCABULARIES[name], value)
        known = sorted({getattr(item, name) for item in self.statistics})
        if value not in known or isinstance(value, bool):
            raise UnknownValueError(name.replace("_", " "), value, known)
        return value


_VOCABULARIES = {
    "measure": Measure,
    "breakdown": Breakdown,
    "unit": Unit,
    "basis": Basis,
    "status": StatisticStatus,
}
_FACTS = ("fiscal_year", "item", *_VOCABULARIES)


def quoted(item: SeizureStatistic) -> Figure:
    """Return the figure that a record of a published statistic holds."""
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
