# SPDX-License-Identifier: MIT
"""Hypothesis strategies for every record and for whole datasets (extra ``hypothesis``).

>>> from hypothesis import given
>>> from notorious_markets import strategies
>>> @given(strategies.datasets())
... def test_my_report(ds): ...
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from string import ascii_lowercase, digits
from typing import TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from notorious_markets.dataset import Dataset
from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
from notorious_markets.records.contents import Contents
from notorious_markets.records.dates import FIRST_FISCAL_YEAR, FiscalYear
from notorious_markets.records.editions import Absence, Edition, Listing, Market, Release, Source
from notorious_markets.records.fields import SEPARATOR
from notorious_markets.records.trade import (
    TOTAL,
    Origin,
    SeizureLine,
    SeizureStatistic,
    WatchListEntry,
    WatchListYear,
)
from notorious_markets.records.vocabulary import (
    AbsenceBasis,
    Breakdown,
    Category,
    Concern,
    Kind,
    Measure,
    Relation,
    Role,
    SourceKind,
    Stance,
    StatisticStatus,
    Unit,
    WatchList,
)
from notorious_markets.text.economies import CODES
from notorious_markets.text.names import is_domain

_T = TypeVar("_T")
_CHARACTERS = st.characters(exclude_categories=("C", "Z")) | st.just(" ")
_LABEL = st.text(ascii_lowercase + digits, min_size=1, max_size=8)
_YEARS = st.integers(2010, 2040)


def texts() -> SearchStrategy[str]:
    """Lines of text that a record accepts."""
    lines = st.text(_CHARACTERS, min_size=1, max_size=20)
    cleaned = lines.map(lambda line: unicodedata.normalize("NFC", line).strip())
    return cleaned.filter(lambda line: line != "" and line.isprintable())


def ids() -> SearchStrategy[str]:
    """Ids that a record accepts."""
    return st.lists(_LABEL, min_size=1, max_size=3).map("-".join)


def domains() -> SearchStrategy[str]:
    """Normalised host names."""
    return st.lists(_LABEL, min_size=2, max_size=4).map(".".join).filter(is_domain)


def economies() -> SearchStrategy[str]:
    """ISO 3166-1 alpha-2 codes."""
    return st.sampled_from(sorted(CODES))


def sources() -> SearchStrategy[Source]:
    """Sources."""
    return st.builds(
        Source,
        id=ids(),
        url=domains().map("https://{}/".format),
        title=texts(),
        publisher=texts(),
        date=st.none() | _YEARS.map(str) | st.dates(date(2000, 1, 1)).map(date.isoformat),
        kind=st.sampled_from(SourceKind),
        shows=st.none() | texts(),
    )


@st.composite
def editions(draw: DrawFn) -> Edition:
    """Editions."""
    year = draw(_YEARS)
    return Edition(
        year=year,
        title=draw(texts()),
        published=draw(st.dates(date(year, 1, 1), date(year + 1, 12, 31))),
        pages=draw(st.none() | st.integers(1, 99)),
        url=draw(st.none() | domains().map("https://{}/report.pdf".format)),
        docket=draw(st.none() | st.integers(0, 9999).map(f"USTR-{year}-{{:04}}".format)),
        federal_register=draw(st.none() | texts()),
        issue_focus=draw(st.none() | texts()),
        stated_online=draw(st.none() | st.integers(0, 99)),
        online_complete=draw(st.booleans()),
        online_basis=draw(texts()),
        stated_physical=draw(st.none() | st.integers(0, 99)),
        physical_complete=draw(st.booleans()),
        physical_basis=draw(texts()),
        sources=draw(_lists(ids(), least=1)),
        note=draw(st.none() | texts()),
    )


def markets() -> SearchStrategy[Market]:
    """Markets."""
    return st.builds(
        Market,
        id=ids(),
        name=texts(),
        kind=st.sampled_from(Kind),
        aliases=_lists(_items()),
        domains=_lists(domains()),
        sources=_lists(ids(), least=1),
        note=st.none() | texts(),
    )


@st.composite
def listings(draw: DrawFn) -> Listing:
    """Listings, of one market or of several."""
    market, *covers = draw(_lists(ids(), least=1))
    category = draw(st.sampled_from(Category))
    economy = economies() if category.kind is Kind.PHYSICAL else st.none() | economies()
    return Listing(
        edition=draw(_YEARS),
        market=market,
        covers=tuple(covers),
        name=draw(texts()),
        category=category,
        concerns=draw(_lists(st.sampled_from(Concern))),
        economy=draw(economy),
        locality=draw(st.none() | texts()),
        domains=draw(_lists(domains())),
        page=draw(st.none() | st.integers(1, 99)),
        stated_first=draw(st.booleans()),
        sources=draw(_lists(ids(), least=1)),
        note=draw(st.none() | texts()),
    )


def absences() -> SearchStrategy[Absence]:
    """Evidence of absence."""
    return st.builds(
        Absence,
        edition=_YEARS,
        market=ids(),
        basis=st.sampled_from(AbsenceBasis),
        reason=texts(),
        sources=_lists(ids(), least=1),
    )


def companies() -> SearchStrategy[Company]:
    """Companies."""
    return st.builds(
        Company,
        id=ids(),
        name=texts(),
        legal_name=st.none() | texts(),
        headquarters=st.none() | economies(),
        incorporated_in=st.none() | economies(),
        founded=st.none() | partial_dates(),
        website=st.none() | domains(),
        wikidata=st.none() | st.integers(1).map("Q{}".format),
        lei=st.none() | st.from_regex("[0-9A-Z]{18}[0-9]{2}", fullmatch=True),
        aliases=_lists(_items()),
        sources=_lists(ids(), least=1),
        note=st.none() | texts(),
    )


@st.composite
def tickers(draw: DrawFn) -> Ticker:
    """Securities of companies."""
    start, end = draw(_intervals())
    return Ticker(
        company=draw(ids()),
        mic=draw(st.from_regex("[0-9A-Z]{4}", fullmatch=True)),
        symbol=draw(st.from_regex("[0-9A-Z.]{1,6}", fullmatch=True)),
        start=start,
        end=end,
        isin=draw(st.none() | st.from_regex("[A-Z]{2}[0-9A-Z]{9}[0-9]", fullmatch=True)),
        sources=draw(_lists(ids(), least=1)),
    )


@st.composite
def ownership(draw: DrawFn) -> Ownership:
    """Relations of companies with markets."""
    start, end = draw(_intervals())
    return Ownership(
        market=draw(ids()),
        company=draw(ids()),
        relation=draw(st.sampled_from(Relation)),
        number=draw(st.integers(1, 9)),
        start=start,
        end=end,
        share_percent=draw(st.none() | _percentages()),
        sources=draw(_lists(ids(), least=1)),
        note=draw(st.none() | texts()),
    )


@st.composite
def holdings(draw: DrawFn) -> Holding:
    """Relations of companies with each other."""
    start, end = draw(_intervals())
    return Holding(
        subsidiary=draw(ids()),
        company=draw(ids()),
        relation=draw(st.sampled_from(Relation)),
        number=draw(st.integers(1, 9)),
        start=start,
        end=end,
        share_percent=draw(st.none() | _percentages()),
        sources=draw(_lists(ids(), least=1)),
        note=draw(st.none() | texts()),
    )


def statements() -> SearchStrategy[Statement]:
    """Statements about editions."""
    return st.builds(
        Statement,
        edition=_YEARS,
        speaker=texts(),
        on=texts(),
        stance=st.sampled_from(Stance),
        role=st.sampled_from(Role),
        date=st.none() | partial_dates(),
        markets=_lists(ids()),
        company=st.none() | ids(),
        summary=texts(),
        sources=_lists(ids(), least=1),
        note=st.none() | texts(),
    )


@st.composite
def seizure_statistics(draw: DrawFn) -> SeizureStatistic:
    """Published seizure statistics."""
    measure = draw(st.sampled_from(Measure))
    breakdown = draw(st.sampled_from(Breakdown))
    unit = draw(st.sampled_from((measure.unit, Unit.PERCENT)))
    total = breakdown is Breakdown.TOTAL
    return SeizureStatistic(
        fiscal_year=draw(fiscal_years()),
        measure=measure,
        breakdown=breakdown,
        item=TOTAL if total else draw(texts().filter(lambda item: item != TOTAL)),
        unit=unit,
        number=draw(st.integers(1, 9)),
        basis=measure.basis,
        value=draw(_percentages() if unit is Unit.PERCENT else st.decimals(0, 10**12, places=2)),
        status=draw(st.sampled_from(StatisticStatus)),
        sources=draw(_lists(ids(), least=1)),
        note=draw(st.none() | texts()),
    )


def origins() -> SearchStrategy[Origin]:
    """Names of economies in the DHS table."""
    return st.builds(
        Origin,
        name=texts(),
        economy=st.none() | economies(),
        sources=_lists(ids(), least=1),
        note=st.none() | texts(),
    )


def seizure_lines() -> SearchStrategy[SeizureLine]:
    """Rows of the DHS table."""
    return st.builds(
        SeizureLine,
        fiscal_year=fiscal_years(),
        product=texts(),
        conveyance=texts(),
        origin=texts(),
        lines=st.integers(0, 10**6),
        msrp=st.integers(0, 10**12),
        sources=_lists(ids(), least=1),
    )


def watch_list_years() -> SearchStrategy[WatchListYear]:
    """Coverage of Special 301 Reports."""
    return st.builds(
        WatchListYear,
        year=_YEARS,
        priority_watch_list_complete=st.booleans(),
        watch_list_complete=st.booleans(),
        basis=texts(),
        sources=_lists(ids(), least=1),
    )


def watch_list_entries() -> SearchStrategy[WatchListEntry]:
    """Economies on the lists of Special 301 Reports."""
    return st.builds(
        WatchListEntry,
        year=_YEARS,
        economy=economies(),
        watch_list=st.sampled_from(WatchList),
        sources=_lists(ids(), least=1),
        note=st.none() | texts(),
    )


def fiscal_years() -> SearchStrategy[FiscalYear]:
    """U.S. fiscal years."""
    return st.integers(FIRST_FISCAL_YEAR, 2100).map(FiscalYear)


def partial_dates() -> SearchStrategy[str]:
    """Dates as ISO 8601, to a year, a month or a day."""
    return st.builds(
        _shortened,
        st.dates(date(1900, 1, 1)),
        st.sampled_from((len("2026"), len("2026-11"), len("2026-11-23"))),
    )


def _shortened(day: date, length: int) -> str:
    return day.isoformat()[:length]


@st.composite
def contents(draw: DrawFn) -> Contents:
    """The tables of a release that contradict each other nowhere, with random coverage.

    They vary in what editions list and what is known of it, not in texts.
    """
    source = Source(
        id="made-up",
        url="https://made-up.example/",
        title="T",
        publisher="P",
        kind=SourceKind.SECONDARY,
    )
    years = range(2010, 2010 + draw(st.integers(1, 5)))
    found = [_market(number, kind, source) for number, kind in enumerate(draw(_KINDS))]
    listed = [listing for year in years for listing in draw(_edition_listings(year, found, source))]
    return Contents(
        sources=(source,),
        editions=tuple(draw(_edition(year, listed, source)) for year in years),
        markets=tuple(found),
        listings=tuple(draw(_with_stated_firsts(listed))),
        absences=tuple(draw(_absences(years, found, listed, source))),
    )


def datasets() -> SearchStrategy[Dataset]:
    """Datasets of releases that contradict themselves nowhere, with random coverage."""
    release = Release(version="2026.01", created=date(2026, 1, 1))
    return contents().map(lambda tables: Dataset(release, tables))


def _intervals() -> SearchStrategy[tuple[str | None, str | None]]:
    ends = st.tuples(st.none() | partial_dates(), st.none() | partial_dates())
    return ends.map(
        lambda pair: pair if None in pair else (min(filter(None, pair)), max(filter(None, pair)))
    )


def _percentages() -> SearchStrategy[Decimal]:
    return st.decimals(0, 100, places=2)


def _items() -> SearchStrategy[str]:
    return texts().filter(lambda text: SEPARATOR not in text)


def _lists(elements: SearchStrategy[_T], least: int = 0) -> SearchStrategy[tuple[_T, ...]]:
    return st.lists(elements, min_size=least, max_size=3, unique=True).map(tuple)


def _market(number: int, kind: Kind, source: Source) -> Market:
    return Market(
        id=f"market-{number}",
        name=f"Market {number}",
        kind=kind,
        aliases=(f"MARKET {number}", f"Alias {number}", f"market{number}.example"),
        domains=(f"market{number}.example",),
        sources=(source.id,),
    )


@st.composite
def _edition_listings(
    draw: DrawFn, year: int, found: Sequence[Market], source: Source
) -> list[Listing]:
    made: list[Listing] = []
    left = draw(st.lists(st.sampled_from(found), unique_by=lambda market: market.id))
    while left:
        market = left.pop()
        covers = [left.pop()] if left and left[-1].kind is market.kind and draw(_RARELY) else []
        made.append(
            Listing(
                edition=year,
                market=market.id,
                covers=tuple(other.id for other in covers),
                name=draw(st.sampled_from((market.name, *market.aliases))),
                category=draw(st.sampled_from(_CATEGORIES[market.kind])),
                economy=draw(st.sampled_from(("CN", "IN"))),
                domains=market.domains if draw(_RARELY) else (),
                sources=(source.id,),
            )
        )
    return made


@st.composite
def _edition(draw: DrawFn, year: int, listed: Sequence[Listing], source: Source) -> Edition:
    recorded = {
        kind: sum(listing.edition == year and listing.kind is kind for listing in listed)
        for kind in Kind
    }
    complete = {kind: draw(st.booleans()) for kind in Kind}
    stated = {kind: draw(st.none() | st.integers(0, 0 if complete[kind] else 3)) for kind in Kind}
    return Edition(
        year=year,
        title=f"{year} Review",
        published=date(year, 12, 31),
        pages=99,
        stated_online=_plus(recorded[Kind.ONLINE], stated[Kind.ONLINE]),
        online_complete=complete[Kind.ONLINE],
        online_basis="made up",
        stated_physical=_plus(recorded[Kind.PHYSICAL], stated[Kind.PHYSICAL]),
        physical_complete=complete[Kind.PHYSICAL],
        physical_basis="made up",
        sources=(source.id,),
    )


@st.composite
def _with_stated_firsts(draw: DrawFn, listed: Sequence[Listing]) -> list[Listing]:
    """The listings, some of those that are the first of all their markets stated to be so."""
    seen: set[str] = set()
    made: list[Listing] = []
    for listing in listed:  # oldest first
        first = seen.isdisjoint(listing.markets) and draw(_RARELY)
        made.append(listing if not first else _stated_first(listing))
        seen.update(listing.markets)
    return made


@st.composite
def _absences(
    draw: DrawFn,
    years: Sequence[int],
    found: Sequence[Market],
    listed: Sequence[Listing],
    source: Source,
) -> list[Absence]:
    present = {(listing.edition, market) for listing in listed for market in listing.markets}
    return [
        Absence(
            edition=year,
            market=market.id,
            basis=draw(st.sampled_from(AbsenceBasis)),
            reason="made up",
            sources=(source.id,),
        )
        for year in years
        for market in found
        if (year, market.id) not in present and draw(_RARELY)
    ]


_KINDS = st.lists(st.sampled_from(Kind), min_size=1, max_size=6)
_CATEGORIES = {kind: [category for category in Category if category.kind is kind] for kind in Kind}
_RARELY = st.integers(0, 3).map(lambda number: number == 3)  # a counterexample has none to spare


def _plus(recorded: int, missing: int | None) -> int | None:
    return None if missing is None else recorded + missing


def _stated_first(listing: Listing) -> Listing:
    return attrs.evolve(listing, stated_first=True)
