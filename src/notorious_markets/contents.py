# SPDX-License-Identifier: MIT
"""The records of one release together, and the laws that hold among them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from notorious_markets.errors import IntegrityError
from notorious_markets.records import Absence, Edition, Listing, Market, Source
from notorious_markets.vocabulary import Kind


def _by_id(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.id))


def _by_year(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.year))


def _by_edition(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: (record.edition, record.market)))


@attrs.frozen(kw_only=True)
class Contents:
    """Every table of a release; each is sorted by its primary key.

    Attributes:
        sources: The sources that all other records cite.
        editions: The reviews.
        markets: The identities behind the listings.
        listings: The headings of the reviews.
        absences: Evidence that a market is not in an edition.

    Raises:
        IntegrityError: The records contradict each other. Every contradiction is named.
    """

    sources: tuple[Source, ...] = attrs.field(default=(), converter=_by_id)
    editions: tuple[Edition, ...] = attrs.field(default=(), converter=_by_year)
    markets: tuple[Market, ...] = attrs.field(default=(), converter=_by_id)
    listings: tuple[Listing, ...] = attrs.field(default=(), converter=_by_edition)
    absences: tuple[Absence, ...] = attrs.field(default=(), converter=_by_edition)

    def __attrs_post_init__(self) -> None:
        for table, laws in _LAWS.items():
            problems = [problem for law in laws for problem in law(self)]
            if problems:
                raise IntegrityError(table, problems)


# Laws: each yields a sentence for every place where it does not hold.


def _unique_keys(table: str, *key: str) -> Callable[[Contents], Iterator[str]]:
    def law(contents: Contents) -> Iterator[str]:
        keys = Counter(
            tuple(getattr(record, name) for name in key) for record in getattr(contents, table)
        )
        for values, count in keys.items():
            if count > 1:
                yield f"{' '.join(key)} {_spoken(values)} stands {count} times"

    return law


def _cited_sources_exist(table: str, *key: str) -> Callable[[Contents], Iterator[str]]:
    def law(contents: Contents) -> Iterator[str]:
        known = {source.id for source in contents.sources}
        for record in getattr(contents, table):
            for source in record.sources:
                if source not in known:
                    values = tuple(getattr(record, name) for name in key)
                    yield f"{_spoken(values)} cites the unknown source {source!r}"

    return law


def _references_exist(table: str) -> Callable[[Contents], Iterator[str]]:
    def law(contents: Contents) -> Iterator[str]:
        editions = {edition.year for edition in contents.editions}
        markets = {market.id for market in contents.markets}
        for record in getattr(contents, table):
            where = _spoken((record.edition, record.market))
            if record.edition not in editions:
                yield f"{where} names the unknown edition {record.edition}"
            for market in getattr(record, "markets", (record.market,)):
                if market not in markets:
                    yield f"{where} names the unknown market {market!r}"

    return law


def _sections_fit_their_counts(contents: Contents) -> Iterator[str]:
    recorded = Counter((listing.edition, listing.kind) for listing in contents.listings)
    for edition in contents.editions:
        for kind in Kind:
            stated, count = edition.stated(kind), recorded[edition.year, kind]
            if stated is None:
                continue
            if count > stated:
                yield f"{edition.year} {kind}: {count} recorded, but only {stated} stated"
            elif edition.complete(kind) and count < stated:
                yield f"{edition.year} {kind}: said to be complete with {count} of {stated}"


def _no_name_twice_in_a_market(contents: Contents) -> Iterator[str]:
    for market in contents.markets:
        if market.name in market.aliases:
            yield f"{market.id}: the name {market.name!r} is an alias too"


def _domains_belong_to_one_market(contents: Contents) -> Iterator[str]:
    # A heading of several markets prints domains without saying whose they are.
    owners: dict[str, list[set[str]]] = defaultdict(list)
    for market in contents.markets:
        for domain in market.domains:
            owners[domain].append({market.id})
    for listing in contents.listings:
        for domain in listing.domains:
            owners[domain].append(set(listing.markets))
    for domain, claims in owners.items():
        if not set.intersection(*claims):
            markets = sorted(set().union(*claims))
            yield f"the domain {domain} is claimed for several markets: {', '.join(markets)}"


def _markets_are_listed_once_an_edition(contents: Contents) -> Iterator[str]:
    seen = Counter(
        (listing.edition, market) for listing in contents.listings for market in listing.markets
    )
    for values, count in seen.items():
        if count > 1:
            yield f"{_spoken(values)} is listed {count} times"


def _listings_fit_their_markets(contents: Contents) -> Iterator[str]:
    markets = {market.id: market for market in contents.markets}
    for listing in contents.listings:
        where = _spoken((listing.edition, listing.market))
        for market in map(markets.get, listing.markets):
            if market and market.kind is not listing.kind:
                yield f"{where} is {listing.kind}, but the market {market.id!r} is {market.kind}"
        named = markets.get(listing.market)
        if named and not listing.covers and listing.name not in (named.name, *named.aliases):
            yield f"{where}: the printed name {listing.name!r} is no name of the market"


def _pages_exist(contents: Contents) -> Iterator[str]:
    pages = {edition.year: edition.pages for edition in contents.editions}
    for listing in contents.listings:
        last = pages.get(listing.edition)
        if listing.page is not None and last is not None and listing.page > last:
            where = _spoken((listing.edition, listing.market))
            yield f"{where}: page {listing.page} of an edition with {last} pages"


def _first_means_first(contents: Contents) -> Iterator[str]:
    earliest: dict[str, int] = {}
    for listing in contents.listings:  # sorted by edition
        for market in listing.markets:
            first = earliest.setdefault(market, listing.edition)
            if listing.stated_first and first < listing.edition:
                where = _spoken((listing.edition, market))
                yield f"{where} is stated to be its first listing, but {first} has one"


def _absent_means_not_listed(contents: Contents) -> Iterator[str]:
    listed = {
        (listing.edition, market) for listing in contents.listings for market in listing.markets
    }
    for absence in contents.absences:
        if (absence.edition, absence.market) in listed:
            yield f"{_spoken((absence.edition, absence.market))} is listed and absent at once"


def _spoken(values: tuple[object, ...]) -> str:
    return " ".join(map(str, values))


_LAWS: dict[str, tuple[Callable[[Contents], Iterator[str]], ...]] = {
    "sources": (_unique_keys("sources", "id"),),
    "editions": (
        _unique_keys("editions", "year"),
        _cited_sources_exist("editions", "year"),
        _sections_fit_their_counts,
    ),
    "markets": (
        _unique_keys("markets", "id"),
        _cited_sources_exist("markets", "id"),
        _no_name_twice_in_a_market,
        _domains_belong_to_one_market,
    ),
    "listings": (
        _unique_keys("listings", "edition", "market"),
        _cited_sources_exist("listings", "edition", "market"),
        _references_exist("listings"),
        _markets_are_listed_once_an_edition,
        _listings_fit_their_markets,
        _pages_exist,
        _first_means_first,
    ),
    "absences": (
        _unique_keys("absences", "edition", "market"),
        _cited_sources_exist("absences", "edition", "market"),
        _references_exist("absences"),
        _absent_means_not_listed,
    ),
}
