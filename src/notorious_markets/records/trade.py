# SPDX-License-Identifier: MIT
"""The records of U.S. trade statistics and of the Special 301 lists that the reports rest on."""

from decimal import Decimal

import attrs

from notorious_markets.records import fields, plain
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.vocabulary import (
    Basis,
    Breakdown,
    Measure,
    StatisticStatus,
    Unit,
    WatchList,
)

TOTAL = "total"
"""The item of a seizure statistic that is not divided."""

_WHOLE = 100  # percent


@attrs.frozen(kw_only=True)
class SeizureStatistic:
    """One published figure of U.S. Customs and Border Protection (CBP) for one U.S. fiscal year.

    Attributes:
        fiscal_year: The U.S. fiscal year.
        measure: What is measured.
        breakdown: By what the whole is divided.
        item: Which part of it: an ISO 3166-1 alpha-2 code, several joined by ``+`` (``CN+HK``), a
            name of CBP's, or ``total``.
        unit: ``USD``, ``count``, or ``percent``: of the total of the same measure, unless the note
            says of what else.
        number: 1, or more where sources give several values for the same figure.
        basis: What the value is reckoned in, and what a percentage is a share of.
        value: The figure, in its unit.
        status: How far it can be relied on.
        sources: Ids of the sources that print it.
        note: How it is printed, and what contradicts it.
    """

    fiscal_year: FiscalYear = fields.fiscal_year()
    measure: Measure = fields.choice(Measure)
    breakdown: Breakdown = fields.choice(Breakdown)
    item: str = fields.text()
    unit: Unit = fields.choice(Unit)
    number: int = fields.integer(1)
    basis: Basis = fields.choice(Basis)
    value: Decimal = fields.number()
    status: StatisticStatus = fields.choice(StatisticStatus)
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict

    def __attrs_post_init__(self) -> None:
        if self.basis is not self.measure.basis:
            problem = f"must be {self.measure.basis.value!r} for the measure {self.measure.value!r}"
            fields.refuse(self, "basis", self.basis, problem)
        if self.unit not in (Unit.PERCENT, self.measure.unit):
            problem = f"must be {self.measure.unit.value!r} or 'percent' for that measure"
            fields.refuse(self, "unit", self.unit, problem)
        if self.unit is Unit.PERCENT and self.value > _WHOLE:
            fields.refuse(self, "value", self.value, "must not be over 100 percent")
        if (self.breakdown is Breakdown.TOTAL) != (self.item == TOTAL):
            fields.refuse(self, "item", self.item, "must be 'total' for a total, and only then")


@attrs.frozen(kw_only=True)
class Origin:
    """A name of an economy in the seizure table of the U.S. Department of Homeland Security.

    Attributes:
        name: The name as printed there.
        economy: ISO 3166-1 alpha-2 code of the economy; none for ``Unknown``.
        sources: Ids of the sources that print the name.
        note: How a name that is not a country's was mapped.
    """

    name: str = fields.text()
    economy: str | None = fields.economy(optional=True)
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class SeizureLine:
    """One row of the seizure table of the U.S. Department of Homeland Security, at full detail.

    Attributes:
        fiscal_year: The U.S. fiscal year.
        product: What was seized.
        conveyance: How it came.
        origin: Where from: the name of an `Origin`.
        lines: Number of seizure lines.
        msrp: Sum of the manufacturer's suggested retail prices, in USD.
        sources: Ids of the sources that print it.
    """

    fiscal_year: FiscalYear = fields.fiscal_year()
    product: str = fields.text()
    conveyance: str = fields.text()
    origin: str = fields.text()
    lines: int = fields.integer(0)
    msrp: int = fields.integer(0)
    sources: tuple[str, ...] = fields.ids(least=1)

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class WatchListYear:
    """How much of the Special 301 Report of one year is recorded.

    Attributes:
        year: The year of the report.
        priority_watch_list_complete: Whether every economy on the Priority Watch List is recorded.
        watch_list_complete: Whether every economy on the Watch List is recorded.
        basis: Why that is believed.
        sources: Ids of the sources that show it.
    """

    year: int = fields.integer(1989)
    priority_watch_list_complete: bool = fields.flag()
    watch_list_complete: bool = fields.flag()
    basis: str = fields.text()
    sources: tuple[str, ...] = fields.ids(least=1)

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class WatchListEntry:
    """An economy on one of the lists of USTR's Special 301 Report of one year.

    Attributes:
        year: The year of the report.
        economy: ISO 3166-1 alpha-2 code of the economy.
        watch_list: Which list it is on.
        sources: Ids of the sources that show it.
        note: What else a reader should know.
    """

    year: int = fields.integer(1989)
    economy: str = fields.economy()
    watch_list: WatchList = fields.choice(WatchList)
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict
