# SPDX-License-Identifier: MIT
"""The laws between the records of a release. Which law is a table's, its entry says.

A law yields, for every place where it does not hold, the record, the field and a sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from notorious_markets.records.vocabulary import Kind, Relation, spoken_name

if TYPE_CHECKING:
    from notorious_markets.records.companies import Ownership
    from notorious_markets.records.editions import Listing
    from notorious_markets.records.tables import Contents, Table

Breach = tuple[object, str, str]
Law: TypeAlias = "Callable[[Contents], Iterator[Breach]]"


def breaches(contents: "Contents", table: "Table[Any]") -> Iterator[Breach]:
    """Yield where a table breaks a law: those of every table, then its own."""
    yield from _keys_stand_once(contents, table)
    for field in (*table.references, "sources"):
        if field in attrs.fields_dict(table.record):
            yield from _references_exist(contents, table, field)
    for law in table.laws:
        yield from law(contents)


# Laws of every table


def _keys_stand_once(contents: "Contents", table: "Table[Any]") -> Iterator[Breach]:
    last = {table.key_of(record): record for record in contents.of(table)}
    for values, count in Counter(map(table.key_of, contents.of(table))).items():
        if count > 1:
            problem = f"{' '.join(table.key)} {_words(values)} stands {count} times"
            yield last[values], table.key[-1], problem


def _references_exist(contents: "Contents", table: "Table[Any]", field: str) -> Iterator[Breach]:
    """Yield where a field, of one key or of several, holds one that the other table has not."""
    other = _table(contents, table.references.get(field, "sources"))
    known = {key for record in contents.of(other) for key in other.key_of(record)}
    verb = "cites" if field == "sources" else "names"
    for record in contents.of(table):
        value = getattr(record, field)
        for item in cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,)):
            if item is not None and item not in known:
                what = f"unknown {spoken_name(other.record)} {item!r}"
                yield record, field, f"{_words(_named(table, record))} {verb} the {what}"


def _table(contents: "Contents", name: str) -> "Table[Any]":
    table: Table[Any] = getattr(type(contents), name)
    return table


def _named(table: "Table[Any]", record: Any) -> tuple[object, ...]:
    return table.key_of(record)[:2]


def _words(values: tuple[object, ...]) -> str:
    return " ".join(map(str, values))


# Laws of editions, markets and listings


def sections_fit_their_counts(contents: "Contents") -> Iterator[Breach]:
    """Yield sections with more listings than stated, or complete ones with fewer."""
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


def no_name_stands_twice(contents: "Contents") -> Iterator[Breach]:
    """Yield markets whose name is an alias too."""
    for market in contents.markets:
        if market.name in market.aliases:
            problem = f"{market.id}: the name {market.name!r} is an alias too"
            yield market, "aliases", problem


def domains_belong_to_one_market(contents: "Contents") -> Iterator[Breach]:
    """Yield domains that records give to several markets.

    A heading of several markets prints domains without saying whose they are: it gives each to any
    of them.
    """
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


def markets_are_listed_once_an_edition(contents: "Contents") -> Iterator[Breach]:
    """Yield markets that several headings of one edition name."""
    seen: dict[tuple[int, str], list[Listing]] = defaultdict(list)
    for listing in contents.listings:
        for market in listing.markets:
            seen[listing.edition, market].append(listing)
    for values, listings in seen.items():
        if len(listings) > 1:
            yield listings[-1], "market", f"{_words(values)} is listed {len(listings)} times"


def listings_fit_their_markets(contents: "Contents") -> Iterator[Breach]:
    """Yield listings of another kind than their market, or of a name that it has not."""
    markets = {market.id: market for market in contents.markets}
    for listing in contents.listings:
        where = f"{listing.edition} {listing.market}"
        for market in map(markets.get, listing.markets):
            if market and market.kind is not listing.kind:
                kinds = f"is {listing.kind}, but the market {market.id!r} is {market.kind}"
                yield listing, "category", f"{where} {kinds}"
        named = markets.get(listing.market)
        if named and not listing.covers and listing.name not in (named.name, *named.aliases):
            problem = f"{where}: the printed name {listing.name!r} is no name of the market"
            yield listing, "name", problem


def pages_exist(contents: "Contents") -> Iterator[Breach]:
    """Yield listings on a page that the edition has not."""
    pages = {edition.year: edition.pages for edition in contents.editions}
    for listing in contents.listings:
        last = pages.get(listing.edition)
        if listing.page is not None and last is not None and listing.page > last:
            where = f"{listing.edition} {listing.market}"
            problem = f"{where}: page {listing.page} of an edition with {last} pages"
            yield listing, "page", problem


def first_means_first(contents: "Contents") -> Iterator[Breach]:
    """Yield listings stated to be a market's first, where an earlier one is recorded."""
    earliest: dict[str, int] = {}
    for listing in contents.listings:  # sorted by edition
        for market in listing.markets:
            first = earliest.setdefault(market, listing.edition)
            if listing.stated_first and first < listing.edition:
                where = f"{listing.edition} {market}"
                problem = f"{where} is stated to be its first listing, but {first} has one"
                yield listing, "stated_first", problem


def absent_means_not_listed(contents: "Contents") -> Iterator[Breach]:
    """Yield evidence that a market is not in an edition that lists it."""
    listed = {
        (listing.edition, market) for listing in contents.listings for market in listing.markets
    }
    for absence in contents.absences:
        if (absence.edition, absence.market) in listed:
            problem = f"{absence.edition} {absence.market} is listed and absent at once"
            yield absence, "market", problem


# Laws of companies


def full_ownership_does_not_overlap(contents: "Contents") -> Iterator[Breach]:
    """Yield markets that two companies owned in full on the same day, by starts and ends alone."""
    from notorious_markets.records.dates import Interval, overlap  # a class less at every start

    owners: dict[str, list[Ownership]] = defaultdict(list)
    for item in contents.ownership:
        if item.relation is Relation.OWNS:
            owners[item.market].append(item)
    for market, owned in owners.items():
        if overlap(Interval(item.start, item.end) for item in owned):
            yield owned[-1], "start", f"{market} is owned in full by several companies at once"


def holdings_form_no_circle(contents: "Contents") -> Iterator[Breach]:
    """Yield a company that decides over itself, through others."""
    from graphlib import CycleError, TopologicalSorter  # only this law needs it

    graph: dict[str, set[str]] = defaultdict(set)
    for holding in contents.holdings:
        if holding.relation.decides:
            graph[holding.subsidiary].add(holding.company)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
        holding = next(item for item in contents.holdings if item.subsidiary in circle)
        problem = f"companies hold each other in a circle: {' < '.join(circle)}"
        yield holding, "company", problem
