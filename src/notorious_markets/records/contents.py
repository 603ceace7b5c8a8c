# SPDX-License-Identifier: MIT
"""The records of one release together, and the laws that hold among them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

import attrs

from notorious_markets.errors import IntegrityError
from notorious_markets.records.editions import Absence, Edition, Listing, Market, Source
from notorious_markets.records.vocabulary import Kind, Relation

if TYPE_CHECKING:  # most questions need neither
    from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
    from notorious_markets.records.trade import (
        Origin,
        SeizureLine,
        SeizureStatistic,
        WatchListEntry,
        WatchListYear,
    )


@attrs.frozen(kw_only=True)
class Contents:
    """Every table of a release; each is sorted by its primary key.

    Attributes:
        sources: The sources that all other records cite.
        editions: The reviews.
        markets: The identities behind the listings.
        listings: The headings of the reviews.
        absences: Evidence that a market is not in an edition.
        companies: The companies behind the markets.
        tickers: Their securities.
        ownership: What companies have to do with markets.
        holdings: What companies have to do with each other.
        statements: What was said of editions.
        seizures: Published seizure statistics.
        origins: The names of economies in the seizure lines.
        seizure_lines: The seizure table of the U.S. Department of Homeland Security.
        watch_list_years: How much of each Special 301 Report is recorded.
        watch_lists: The economies on its lists.

    Raises:
        IntegrityError: The records contradict each other. Every contradiction is named.
    """

    sources: tuple[Source, ...] = ()
    editions: tuple[Edition, ...] = ()
    markets: tuple[Market, ...] = ()
    listings: tuple[Listing, ...] = ()
    absences: tuple[Absence, ...] = ()
    companies: "tuple[Company, ...]" = ()
    tickers: "tuple[Ticker, ...]" = ()
    ownership: "tuple[Ownership, ...]" = ()
    holdings: "tuple[Holding, ...]" = ()
    statements: "tuple[Statement, ...]" = ()
    seizures: "tuple[SeizureStatistic, ...]" = ()
    origins: "tuple[Origin, ...]" = ()
    seizure_lines: "tuple[SeizureLine, ...]" = ()
    watch_list_years: "tuple[WatchListYear, ...]" = ()
    watch_lists: "tuple[WatchListEntry, ...]" = ()

    def __attrs_post_init__(self) -> None:
        _sort_and_check(self, _LAWS)

    def extended(self, tables: Mapping[str, Iterable[Any]]) -> "Contents":
        """These records with those of some tables more; only these are checked, against all.

        Raises:
            IntegrityError: They contradict themselves or the others.
        """
        made = copy(self)
        for table, records in tables.items():
            object.__setattr__(made, table, records)
        _sort_and_check(made, tables)
        return made


def _sort_and_check(contents: Contents, tables: Iterable[str]) -> None:
    """Sort some tables of new contents, and hold them to their laws."""
    new = frozenset(tables)
    for table in new:
        key, _ = _LAWS[table]
        records = tuple(sorted(getattr(contents, table), key=attrgetter(*key)))
        object.__setattr__(contents, table, records)
    for table, (key, laws) in _LAWS.items():
        if table not in new:
            continue
        breaches = list(_keys_and_sources(contents, table, key))
        breaches += [breach for law in laws for breach in law(contents)]
        if breaches:
            problems = [problem for _, _, problem in breaches]
            raise IntegrityError(
                table, problems, [(record, field) for record, field, _ in breaches]
            )


# Laws: each yields, for every place where it does not hold, the record, the field and a sentence.

_Breaches = Iterator[tuple[object, str, str]]


def _keys_and_sources(contents: Contents, table: str, key: tuple[str, ...]) -> _Breaches:
    records = getattr(contents, table)
    key_of = attrgetter(*key)
    for values, count in Counter(map(key_of, records)).items():
        if count > 1:
            record = next(record for record in reversed(records) if key_of(record) == values)
            yield record, key[-1], f"{' '.join(key)} {_spoken(values)} stands {count} times"
    if table == "sources":
        return
    known = {source.id for source in contents.sources}
    for record in records:
        if not known.issuperset(record.sources):
            for source in sorted(set(record.sources) - known):
                problem = f"{_spoken(key_of(record))} cites the unknown source {source!r}"
                yield record, "sources", problem


def _refers(table: str, field: str, to: str, by: str = "id") -> "_Law":
    """The law that a field, of one id or of several, names what another table has."""

    def law(contents: Contents) -> _Breaches:
        known = {getattr(record, by) for record in getattr(contents, to)}
        for record in getattr(contents, table):
            value = getattr(record, field)
            for item in _several(value):
                if item is not None and item not in known:
                    problem = f"{_named(record)} names the unknown {_ONE_OF[to]} {item!r}"
                    yield record, field, problem

    return law


_ONE_OF = {
    "companies": "company",
    "editions": "edition",
    "markets": "market",
    "origins": "origin",
    "watch_list_years": "year",
}


def _named(record: Any) -> str:
    """The first two values of a record, which begin its key."""
    fields = attrs.fields(record.__class__)[:2]
    return _spoken(tuple(getattr(record, field.name) for field in fields))


def _full_ownership_does_not_overlap(contents: Contents) -> _Breaches:
    if not contents.ownership:
        return
    from notorious_markets.records.dates import Interval, overlap

    owners: dict[str, list[Ownership]] = defaultdict(list)
    for item in contents.ownership:
        if item.relation is Relation.OWNS:
            owners[item.market].append(item)
    for market, owned in owners.items():
        if overlap(Interval(item.start, item.end) for item in owned):
            yield owned[-1], "start", f"{market} is owned in full by several companies at once"


def _holdings_form_no_cycle(contents: Contents) -> _Breaches:
    graph: dict[str, set[str]] = defaultdict(set)
    for holding in contents.holdings:
        if holding.relation.decides:
            graph[holding.subsidiary].add(holding.company)
    if not graph:
        return
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
        holding = next(item for item in contents.holdings if item.subsidiary in circle)
        problem = f"companies hold each other in a circle: {' < '.join(circle)}"
        yield holding, "company", problem


def _sections_fit_their_counts(contents: Contents) -> _Breaches:
    recorded = Counter((listing.edition, listing.kind) for listing in contents.listings)
    for edition in contents.editions:
        for kind in Kind:
            stated, count = edition.stated(kind), recorded[edition.year, kind]
            if stated is None:
                continue
            if count > stated:
                problem = f"{edition.year} {kind}: {count} recorded, but only {stated} stated"
                yield edition, f"stated_{kind}", problem
            elif edition.complete(kind) and count < stated:
                problem = f"{edition.year} {kind}: said to be complete with {count} of {stated}"
                yield edition, f"{kind}_complete", problem


def _no_name_twice_in_a_market(contents: Contents) -> _Breaches:
    for market in contents.markets:
        if market.name in market.aliases:
            problem = f"{market.id}: the name {market.name!r} is an alias too"
            yield market, "aliases", problem


def _domains_belong_to_one_market(contents: Contents) -> _Breaches:
    # A heading of several markets prints domains without saying whose they are.
    owners: dict[str, list[set[str]]] = defaultdict(list)
    last: dict[str, object] = {}
    for market in contents.markets:
        for domain in market.domains:
            owners[domain].append({market.id})
            last[domain] = market
    for listing in contents.listings:
        for domain in listing.domains:
            owners[domain].append(set(listing.markets))
            last[domain] = listing
    for domain, claims in owners.items():
        if not claims[0].intersection(*claims):
            markets = ", ".join(sorted(claims[0].union(*claims)))
            problem = f"the domain {domain} is claimed for several markets: {markets}"
            yield last[domain], "domains", problem


def _markets_are_listed_once_an_edition(contents: Contents) -> _Breaches:
    seen: dict[tuple[int, str], list[Listing]] = defaultdict(list)
    for listing in contents.listings:
        for market in listing.markets:
            seen[listing.edition, market].append(listing)
    for values, listings in seen.items():
        if len(listings) > 1:
            yield listings[-1], "market", f"{_spoken(values)} is listed {len(listings)} times"


def _listings_fit_their_markets(contents: Contents) -> _Breaches:
    markets = {market.id: market for market in contents.markets}
    for listing in contents.listings:
        where = _spoken((listing.edition, listing.market))
        for market in map(markets.get, listing.markets):
            if market and market.kind is not listing.kind:
                kinds = f"is {listing.kind}, but the market {market.id!r} is {market.kind}"
                yield listing, "category", f"{where} {kinds}"
        named = markets.get(listing.market)
        if named and not listing.covers and listing.name not in (named.name, *named.aliases):
            problem = f"{where}: the printed name {listing.name!r} is no name of the market"
            yield listing, "name", problem


def _pages_exist(contents: Contents) -> _Breaches:
    pages = {edition.year: edition.pages for edition in contents.editions}
    for listing in contents.listings:
        last = pages.get(listing.edition)
        if listing.page is not None and last is not None and listing.page > last:
            where = _spoken((listing.edition, listing.market))
            problem = f"{where}: page {listing.page} of an edition with {last} pages"
            yield listing, "page", problem


def _first_means_first(contents: Contents) -> _Breaches:
    earliest: dict[str, int] = {}
    for listing in contents.listings:  # sorted by edition
        for market in listing.markets:
            first = earliest.setdefault(market, listing.edition)
            if listing.stated_first and first < listing.edition:
                where = _spoken((listing.edition, market))
                problem = f"{where} is stated to be its first listing, but {first} has one"
                yield listing, "stated_first", problem


def _absent_means_not_listed(contents: Contents) -> _Breaches:
    listed = {
        (listing.edition, market) for listing in contents.listings for market in listing.markets
    }
    for absence in contents.absences:
        if (absence.edition, absence.market) in listed:
            problem = f"{_spoken((absence.edition, absence.market))} is listed and absent at once"
            yield absence, "market", problem


def _spoken(values: object) -> str:
    return " ".join(map(str, _several(values)))


def _several(values: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", values) if isinstance(values, tuple) else (values,)


_Law = Callable[[Contents], _Breaches]

_LAWS: dict[str, tuple[tuple[str, ...], tuple[_Law, ...]]] = {
    "sources": (("id",), ()),
    "editions": (("year",), (_sections_fit_their_counts,)),
    "markets": (("id",), (_no_name_twice_in_a_market, _domains_belong_to_one_market)),
    "listings": (
        ("edition", "market"),
        (
            _refers("listings", "edition", "editions", "year"),
            _refers("listings", "markets", "markets"),
            _markets_are_listed_once_an_edition,
            _listings_fit_their_markets,
            _pages_exist,
            _first_means_first,
        ),
    ),
    "absences": (
        ("edition", "market"),
        (
            _refers("absences", "edition", "editions", "year"),
            _refers("absences", "market", "markets"),
            _absent_means_not_listed,
        ),
    ),
    "companies": (("id",), ()),
    "tickers": (("company", "mic", "symbol"), (_refers("tickers", "company", "companies"),)),
    "ownership": (
        ("market", "company", "relation", "number"),
        (
            _refers("ownership", "market", "markets"),
            _refers("ownership", "company", "companies"),
            _full_ownership_does_not_overlap,
        ),
    ),
    "holdings": (
        ("subsidiary", "company", "relation", "number"),
        (
            _refers("holdings", "subsidiary", "companies"),
            _refers("holdings", "company", "companies"),
            _holdings_form_no_cycle,
        ),
    ),
    "statements": (
        ("edition", "speaker", "on", "stance"),
        (
            _refers("statements", "edition", "editions", "year"),
            _refers("statements", "markets", "markets"),
            _refers("statements", "company", "companies"),
        ),
    ),
    "seizures": (("fiscal_year", "measure", "breakdown", "item", "unit", "number"), ()),
    "origins": (("name",), ()),
    "seizure_lines": (
        ("fiscal_year", "product", "conveyance", "origin"),
        (_refers("seizure_lines", "origin", "origins", "name"),),
    ),
    "watch_list_years": (("year",), ()),
    "watch_lists": (
        ("year", "economy"),
        (_refers("watch_lists", "year", "watch_list_years", "year"),),
    ),
}
