# SPDX-License-Identifier: MIT
"""A small invented release with a row or more in every table, as records and as files."""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from notorious_markets.datapackage.package import write_package
from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
from notorious_markets.records.editions import Absence, Edition, Listing, Market
from notorious_markets.records.sources import Source
from notorious_markets.records.tables import Contents
from notorious_markets.records.trade import (
    Origin,
    SeizureLine,
    SeizureStatistic,
    WatchListEntry,
    WatchListYear,
)

VERSION = "2026.01"
CREATED = date(2026, 1, 2)


@cache
def contents() -> Contents:
    """Return the records; none of the facts is true."""
    cited = {"sources": ("made-up",)}
    bay, bazaar = "invented-bay", "invented-bazaar"
    return Contents(
        sources=(
            Source(
                id="made-up",
                url="https://made-up.example/",
                title="Invented",
                publisher="Nobody",
                date="2020-02-03",
                kind="secondary",
            ),
        ),
        editions=tuple(
            Edition(
                year=year,
                title=f"{year} Review",
                published=date(year + 1, 2, 1),
                pages=50,
                stated_online=1 if year == 2020 else None,
                online_complete=year == 2020,
                online_basis="made up",
                stated_physical=None,
                physical_complete=False,
                physical_basis="made up",
                **cited,
            )
            for year in (2018, 2019, 2020, 2021)
        ),
        markets=(
            Market(id=bay, name="Invented Bay", kind="online", aliases=("Bay",), **cited),
            Market(id="other", name="Öther", kind="online", domains=("other.example",), **cited),
            Market(id=bazaar, name="Invented Bazaar", kind="physical", **cited),
        ),
        listings=(
            Listing(
                edition=2018, market=bay, name="Bay", category="torrent-index", page=3, **cited
            ),
            Listing(
                edition=2020,
                market=bay,
                covers=("other",),
                name="Invented Bay and Öther",
                category="e-commerce",
                concerns=("piracy", "counterfeiting"),
                domains=("bay.example", "xn--bcher-kva.example"),
                **cited,
            ),
            Listing(
                edition=2021,
                market=bazaar,
                name="Invented Bazaar",
                category="physical-market",
                economy="CN",
                locality="Nowhere",
                stated_first=True,
                note="made up",
                **cited,
            ),
        ),
        absences=(Absence(edition=2019, market=bay, basis="stated", reason="made up", **cited),),
        companies=(
            Company(id="parent", name="Parent", headquarters="CN", founded="1999-05", **cited),
            Company(id="child", name="Child Ltd.", website="child.example", lei="0" * 20, **cited),
        ),
        tickers=(
            Ticker(company="parent", mic="XNYS", symbol="PRNT", start="2010", end="2021", **cited),
        ),
        ownership=(
            Ownership(
                market=bay,
                company="child",
                relation="owns",
                number=1,
                start="2012-03",
                end="2020-12-31",
                share_percent="99.50",
                **cited,
            ),
        ),
        holdings=(
            Holding(
                subsidiary="child",
                company="parent",
                relation="controls",
                number=1,
                start="2015",
                **cited,
            ),
        ),
        statements=(
            Statement(
                edition=2020,
                speaker="Parent",
                on="listing",
                stance="disputes",
                role="company",
                date="2021-02",
                markets=(bay,),
                company="parent",
                summary="made up",
                **cited,
            ),
        ),
        seizures=(
            SeizureStatistic(
                fiscal_year=2020,
                measure="msrp",
                breakdown="economy",
                item="CN+HK",
                unit="percent",
                number=1,
                basis="msrp",
                value="83",
                status="rounded",
                **cited,
            ),
            SeizureStatistic(
                fiscal_year=2020,
                measure="msrp",
                breakdown="total",
                item="total",
                unit="USD",
                number=1,
                basis="msrp",
                value="1205.50",
                status="final",
                **cited,
            ),
        ),
        origins=(
            Origin(name="China", economy="CN", **cited),
            Origin(name="Nobody knows", **cited),
        ),
        seizure_lines=(
            SeizureLine(
                fiscal_year=2020,
                product="Shoes",
                conveyance="Express",
                origin="China",
                lines=2,
                msrp=900,
                **cited,
            ),
            SeizureLine(
                fiscal_year=2021,
                product="Toys",
                conveyance="Cargo",
                origin="Nobody knows",
                lines=0,
                msrp=0,
                **cited,
            ),
        ),
        watch_list_years=(
            WatchListYear(
                year=2020,
                priority_watch_list_complete=True,
                watch_list_complete=False,
                basis="made up",
                **cited,
            ),
        ),
        watch_lists=(
            WatchListEntry(year=2020, economy="CN", watch_list="priority-watch-list", **cited),
        ),
    )


@cache
def files() -> "MappingProxyType[str, bytes]":
    """Return the files of the release by name."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "release")
        write_package(made, contents(), version=VERSION, created=CREATED)
        return MappingProxyType({path.name: path.read_bytes() for path in made.iterdir()})
