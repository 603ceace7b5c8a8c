# SPDX-License-Identifier: MIT
"""The laws among the records of a release: each is broken once, and the message says where."""

from datetime import date

import attrs
import pytest
from hypothesis import given

from notorious_markets import strategies
from notorious_markets.errors import IntegrityError
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

SOURCE = Source(id="s", url="https://ustr.gov/", title="T", publisher="USTR", kind="primary")
MARKET = Market(id="a", name="A", kind="online", aliases=["A.com"], sources=["s"])
OTHER = Market(id="b", name="B", kind="online", sources=["s"])
PLACE = Market(id="p", name="P", kind="physical", sources=["s"])
LISTING = Listing(edition=2020, market="a", name="A", category="e-commerce", sources=["s"])
ABSENCE = Absence(edition=2020, market="b", basis="stated", reason="r", sources=["s"])


def changed(record, **fields):
    return attrs.evolve(record, **fields)


def edition(year, **fields):
    return Edition(
        year=year,
        title="T",
        published=date(year, 12, 31),
        online_basis="b",
        physical_basis="b",
        sources=["s"],
        **fields,
    )


COMPANY = Company(id="x", name="X", sources=["s"])
SECOND = Company(id="y", name="Y", sources=["s"])
TICKER = Ticker(company="x", mic="XNYS", symbol="X", sources=["s"])
OWNED = Ownership(
    market="a", company="x", relation="owns", number=1, start="2019", end="2021", sources=["s"]
)
HELD = Holding(subsidiary="y", company="x", relation="owns", number=1, sources=["s"])
STATEMENT = Statement(
    edition=2020,
    speaker="X",
    on="A",
    stance="disputes",
    role="company",
    markets=["a"],
    company="x",
    summary="No.",
    sources=["s"],
)
STATISTIC = SeizureStatistic(
    fiscal_year=2020,
    measure="msrp",
    breakdown="total",
    item="total",
    unit="USD",
    number=1,
    basis="msrp",
    value=1,
    status="final",
    sources=["s"],
)
ORIGIN = Origin(name="Japan", economy="JP", sources=["s"])
LINE = SeizureLine(
    fiscal_year=2020,
    product="Toys",
    conveyance="Mail",
    origin="Japan",
    lines=1,
    msrp=1,
    sources=["s"],
)
YEAR = WatchListYear(year=2020, basis="b", sources=["s"])
ENTRY = WatchListEntry(year=2020, economy="CN", watch_list="watch-list", sources=["s"])

VALID = {
    "companies": [COMPANY, SECOND],
    "tickers": [TICKER],
    "ownership": [OWNED],
    "holdings": [HELD],
    "statements": [STATEMENT],
    "seizures": [STATISTIC],
    "origins": [ORIGIN],
    "seizure_lines": [LINE],
    "watch_list_years": [YEAR],
    "watch_lists": [ENTRY],
    "sources": [SOURCE],
    "editions": [edition(2020, pages=9), edition(2021, pages=9)],
    "markets": [MARKET, OTHER, PLACE],
    "listings": [LISTING],
    "absences": [ABSENCE],
}


BROKEN = [
    ("companies", {"companies": [COMPANY, COMPANY, SECOND]}, "id x stands 2 times", "id"),
    (
        "tickers",
        {"tickers": [TICKER, TICKER]},
        "company mic symbol x XNYS X stands 2 times",
        "symbol",
    ),
    (
        "tickers",
        {"tickers": [changed(TICKER, company="z")]},
        "z XNYS names the unknown company",
        "company",
    ),
    (
        "ownership",
        {"ownership": [changed(OWNED, market="z")]},
        "z x names the unknown market 'z'",
        "market",
    ),
    (
        "ownership",
        {"ownership": [changed(OWNED, company="z")]},
        "names the unknown company 'z'",
        "company",
    ),
    (
        "ownership",
        {"ownership": [OWNED, changed(OWNED, company="y", start="2019-06", end="2022")]},
        "a is owned in full by several companies at once",
        "start",
    ),
    (
        "holdings",
        {"holdings": [changed(HELD, company="z")]},
        "y z names the unknown company 'z'",
        "company",
    ),
    (
        "holdings",
        {"holdings": [changed(HELD, subsidiary="z")]},
        "names the unknown company 'z'",
        "subsidiary",
    ),
    (
        "holdings",
        {"holdings": [HELD, changed(HELD, subsidiary="x", company="y")]},
        "companies hold each other in a circle: x < y < x",
        "company",
    ),
    (
        "statements",
        {"statements": [STATEMENT, STATEMENT]},
        "2020 X A disputes stands 2 times",
        "stance",
    ),
    (
        "statements",
        {"statements": [changed(STATEMENT, edition=2030)]},
        "unknown edition 2030",
        "edition",
    ),
    (
        "statements",
        {"statements": [changed(STATEMENT, markets=["z"])]},
        "unknown market 'z'",
        "markets",
    ),
    (
        "statements",
        {"statements": [changed(STATEMENT, company="z")]},
        "unknown company 'z'",
        "company",
    ),
    (
        "seizures",
        {"seizures": [STATISTIC, STATISTIC]},
        "2020 msrp total total USD 1 stands 2",
        "number",
    ),
    ("origins", {"origins": [ORIGIN, ORIGIN]}, "name Japan stands 2 times", "name"),
    (
        "seizure_lines",
        {"seizure_lines": [LINE, LINE]},
        "2020 Toys Mail Japan stands 2 times",
        "origin",
    ),
    (
        "seizure_lines",
        {"seizure_lines": [changed(LINE, origin="X")]},
        "unknown origin 'X'",
        "origin",
    ),
    ("watch_list_years", {"watch_list_years": [YEAR, YEAR]}, "year 2020 stands 2 times", "year"),
    (
        "watch_lists",
        {"watch_lists": [changed(ENTRY, year=2019)]},
        "names the unknown watch list year 2019",
        "year",
    ),
    (
        "watch_lists",
        {"watch_lists": [ENTRY, ENTRY]},
        "year economy 2020 CN stands 2 times",
        "economy",
    ),
    ("sources", {"sources": [SOURCE, SOURCE]}, "id s stands 2 times", "id"),
    ("editions", {"editions": [edition(2020), edition(2020)]}, "year 2020 stands 2 times", "year"),
    ("markets", {"markets": [MARKET, MARKET]}, "id a stands 2 times", "id"),
    (
        "listings",
        {"listings": [LISTING, LISTING]},
        "edition market 2020 a stands 2 times",
        "market",
    ),
    (
        "absences",
        {"absences": [ABSENCE, ABSENCE]},
        "edition market 2020 b stands 2 times",
        "market",
    ),
    (
        "markets",
        {"markets": [changed(MARKET, sources=["x"])]},
        "a cites the unknown source 'x'",
        "sources",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, sources=["s", "x"])]},
        "2020 a cites the unknown source 'x'",
        "sources",
    ),
    (
        "absences",
        {"absences": [changed(ABSENCE, sources=["x"])]},
        "2020 b cites the unknown",
        "sources",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, edition=2030)]},
        "2030 a names the unknown",
        "edition",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, market="x")]},
        "2020 x names the unknown market",
        "market",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, covers=["x"])]},
        "2020 a names the unknown",
        "covers",
    ),
    (
        "absences",
        {"absences": [changed(ABSENCE, market="x")]},
        "2020 x names the unknown market",
        "market",
    ),
    (
        "absences",
        {"absences": [changed(ABSENCE, edition=2030)]},
        "names the unknown edition 2030",
        "edition",
    ),
    (
        "editions",
        {"editions": [edition(2020, stated_online=0)]},
        "2020 online: 1 recorded, but only 0 stated",
        "stated_online",
    ),
    (
        "editions",
        {"editions": [edition(2020, stated_online=2, online_complete=True)]},
        "2020 online: said to be complete with 1 of 2",
        "online_complete",
    ),
    (
        "editions",
        {"editions": [edition(2020, stated_physical=1, physical_complete=True)]},
        "2020 physical: said to be complete with 0 of 1",
        "physical_complete",
    ),
    (
        "markets",
        {"markets": [changed(MARKET, aliases=["A"])]},
        "a: the name 'A' is an alias too",
        "aliases",
    ),
    (
        "markets",
        {"markets": [changed(MARKET, domains=["x.com"]), changed(OTHER, domains=["x.com"])]},
        "the domain x.com is claimed for several markets: a, b",
        "domains",
    ),
    (
        "markets",
        {
            "markets": [MARKET, changed(OTHER, domains=["x.com"])],
            "listings": [changed(LISTING, domains=["x.com"])],
        },
        "the domain x.com is claimed for several markets: a, b",
        "domains",
    ),
    (
        "listings",
        {"listings": [LISTING, changed(LISTING, market="b", name="B", covers=["a"])]},
        "2020 a is listed 2 times",
        "market",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, market="p", name="P")]},
        "2020 p is online, but the market 'p' is physical",
        "category",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, covers=["p"])]},
        "2020 a is online, but the market 'p' is physical",
        "category",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, name="a")]},
        "2020 a: the printed name 'a' is no name of the market",
        "name",
    ),
    (
        "listings",
        {"listings": [changed(LISTING, page=10)]},
        "2020 a: page 10 of an edition with 9",
        "page",
    ),
    (
        "listings",
        {"listings": [LISTING, changed(LISTING, edition=2021, stated_first=True)]},
        "2021 a is stated to be its first listing, but 2020 has one",
        "stated_first",
    ),
    (
        "absences",
        {"absences": [changed(ABSENCE, market="a")]},
        "2020 a is listed and absent at once",
        "market",
    ),
]


def test_valid_contents_are_constructed():
    assert Contents(**VALID).listings == (LISTING,)
    assert Contents() == Contents(sources=[], editions=[])


@pytest.mark.parametrize(("table", "change", "problem", "field"), BROKEN)
def test_a_broken_law_is_named_with_its_place(table, change, problem, field):
    with pytest.raises(IntegrityError) as caught:
        Contents(**{**VALID, **change})
    error = caught.value
    assert error.table == table
    (number,) = (at for at, found in enumerate(error.problems) if problem in found)
    record, named = error.places[number]
    assert named == field
    assert any(record in changed for changed in change.values())


def test_of_records_that_contradict_each_other_the_last_is_named():
    owners = [changed(OWNED, company=company) for company in ("x", "y", "z")]
    listings = [LISTING, changed(LISTING, market="b", name="B", covers=["a"])]
    listings.append(changed(LISTING, market="c", name="C", covers=["a"]))
    for table, records, field, says in (
        ("ownership", owners, "start", "several companies at once"),
        ("listings", listings, "market", "is listed 3 times"),
    ):
        with pytest.raises(IntegrityError) as caught:
            Contents(**{**VALID, table: records})
        (number,) = (at for at, it in enumerate(caught.value.problems) if says in it)
        assert caught.value.places[number] == (records[-1], field)


def test_every_breach_of_a_table_is_named_at_once():
    with pytest.raises(IntegrityError) as caught:
        Contents(**{**VALID, "listings": [changed(LISTING, page=10, sources=["x"])]})
    assert len(caught.value.problems) == 2


def test_companies_may_follow_each_other_as_owners():
    Contents(**{**VALID, "ownership": [OWNED, changed(OWNED, company="y", start="2021", end=None)]})
    stake = changed(HELD, subsidiary="x", company="y", relation="minority-stake")
    Contents(**{**VALID, "holdings": [HELD, stake]})  # a stake decides nothing


def test_what_is_allowed():
    grouped = changed(LISTING, name="A and B", covers=["b"], domains=["x.com"])
    owner = changed(OTHER, domains=["x.com"])  # one of the markets that the heading names
    Contents(**{**VALID, "markets": [MARKET, owner], "listings": [grouped], "absences": []})
    Contents(**{**VALID, "editions": [edition(2020, online_complete=True)]})  # number not stated
    Contents(**{**VALID, "listings": [changed(LISTING, page=9)]})
    Contents(**{**VALID, "listings": [changed(LISTING, name="A.com")]})
    Contents(**{**VALID, "listings": [changed(LISTING, stated_first=True)]})
    Contents(**{**VALID, "listings": [LISTING, changed(LISTING, edition=2021)]})


@given(strategies.contents())
def test_tables_are_sorted_by_their_keys_whatever_the_order_given(contents):
    mirrored = Contents(
        **{name: tuple(reversed(getattr(contents, name))) for name in VALID},
    )
    assert mirrored == contents
    keys = [(listing.edition, listing.market) for listing in contents.listings]
    assert keys == sorted(keys)
