# SPDX-License-Identifier: MIT
"""Whole releases whose records agree with each other."""

from collections.abc import Sequence
from datetime import date

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from notorious_markets.dataset import Dataset
from notorious_markets.records.editions import Absence, Edition, Listing, Market
from notorious_markets.records.release import Release
from notorious_markets.records.sources import Source
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import AbsenceBasis, Category, Kind, SourceKind


@st.composite
def contents(draw: DrawFn) -> Contents:
    """Make the tables of a release that contradict each other nowhere, with random coverage.

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
    """Make datasets of releases that contradict themselves nowhere, with random coverage."""
    release = Release(version="2026.01", created=date(2026, 1, 1))
    return contents().map(lambda tables: Dataset(release, tables))


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
    """Say of some listings, the first of all their markets, that they are stated to be so."""
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
