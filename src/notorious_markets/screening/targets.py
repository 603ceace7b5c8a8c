# SPDX-License-Identifier: MIT
"""What leads to a market: its domains, its names, and the companies that answer for it.

A domain belongs to a market if a listing of this market alone prints it, or the market's record
has it. A heading of several markets does not say whose its domains are: without such evidence, a
domain belongs to one of them, and nobody says to which.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from notorious_markets.companies.connected import Connected
from notorious_markets.editions.presence import PresenceIndex
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Listing, Market
from notorious_markets.records.vocabulary import Presence
from notorious_markets.text.names import name_key


@attrs.frozen(kw_only=True)
class Shared:
    """A domain of one of several markets: nothing shows of which.

    Attributes:
        markets: Ids of the markets that the headings name which print it.
        listings: Those of the headings that are asked for; not empty.
        years: The editions that print it.
    """

    markets: tuple[str, ...]
    listings: tuple[Listing, ...]
    years: tuple[int, ...]


@attrs.frozen(kw_only=True)
class Target:
    """A market to screen for, with everything that leads to it.

    Attributes:
        market: The market.
        listings: Its listings, of the editions that are asked for; not empty.
        printed: The domains printed for it alone in any edition, with the years.
        shared: The domains that are its own or another market's, which are found here.
        names: Its names, each with what it is.
        companies: The companies behind it.
        company_names: The names of the companies that answer for it, each with the company.
        status: Whether it is still listed, as far as the release knows.
    """

    market: Market
    listings: tuple[Listing, ...]
    printed: Mapping[str, tuple[int, ...]]
    shared: Mapping[str, Shared] = MappingProxyType({})
    names: Mapping[str, str]
    companies: tuple[Connected[Company], ...]
    company_names: Mapping[str, str]
    status: str = ""


def find_targets(
    markets: Mapping[str, Market],
    listings: Iterable[Listing],
    chosen: Iterable[Listing],
    companies_of: Callable[[str], tuple[Connected[Company], ...]],
    index: PresenceIndex | None = None,
) -> Iterator[Target]:
    """Yield the markets that the chosen listings name, as targets.

    Args:
        markets: Every market by id.
        listings: Every listing: a domain printed in any edition belongs to its market.
        chosen: The listings that are asked for.
        companies_of: Returns the companies behind the market with an id.
        index: What the release knows of presence. Without it, targets have no status.
    """
    listings = tuple(listings)
    listed: dict[str, list[Listing]] = {}
    for listing in chosen:
        for id_ in listing.markets:
            listed.setdefault(id_, []).append(listing)
    printed, names = own_domains(listings), _printed_names(listings)
    shared = _shared_domains(markets, listings, listed)
    for id_, found in listed.items():
        market, companies = markets[id_], companies_of(id_)
        yield Target(
            market=market,
            listings=tuple(found),
            printed=printed.get(id_, {}),
            shared=shared.get(id_, {}),
            names={
                **names.get(id_, {}),
                **dict.fromkeys(market.aliases, "an alias of it"),
                market.name: "its name",
            },
            companies=companies,
            company_names={
                name: item.name
                for item in companies
                if item.relation.decides
                for name in (item.record.name, item.record.legal_name, *item.record.aliases)
                if name
            },
            status="" if index is None else market_status(index, id_),
        )


def market_status(index: PresenceIndex, market: str) -> str:
    """Return whether a market is still listed, as far as the release knows.

    >>> for name in ("VK", "Shopee", "Private Layer"):
    ...     print(ds.screen(name)[0].status)
    listed in 2025, the newest edition
    listed in 2024; unknown in 2025
    listed in 2021; removed in 2022; unknown in 2025
    """
    last = max(index.listings(market))
    later = {year: index.presence(market, year) for year in index.editions if year > last}
    if not later:
        return f"listed in {last}, the newest edition"
    said = [f"listed in {last}"]
    if off := [year for year, presence in later.items() if presence is Presence.NOT_LISTED]:
        said.append(f"removed {'in' if off[0] == min(later) else 'by'} {off[0]}")
    if later[max(later)] is Presence.UNKNOWN:
        said.append(f"unknown in {max(later)}")
    return "; ".join(said)


def own_domains(listings: Iterable[Listing]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return the domains of each market that were printed for it alone, with the editions.

    Once such a listing shows whose a domain is, headings of several markets count as editions.
    """
    owners: dict[str, set[str]] = {}
    for listing in listings:
        if not listing.covers:
            for domain in listing.domains:
                owners.setdefault(domain, set()).add(listing.market)
    years: dict[str, dict[str, set[int]]] = {}
    for listing in listings:
        for domain in listing.domains:
            for id_ in owners.get(domain, set()).intersection(listing.markets):
                years.setdefault(id_, {}).setdefault(domain, set()).add(listing.edition)
    return {
        id_: {domain: tuple(sorted(found)) for domain, found in domains.items()}
        for id_, domains in years.items()
    }


def _shared_domains(
    markets: Mapping[str, Market],
    listings: Iterable[Listing],
    listed: Mapping[str, list[Listing]],
) -> dict[str, dict[str, Shared]]:
    """Return the domains that only headings of several markets print, by the market to name."""
    owned = {domain for market in markets.values() for domain in market.domains}
    claims: dict[str, list[Listing]] = {}
    for listing in listings:
        if listing.covers:
            for domain in listing.domains:
                claims.setdefault(domain, []).append(listing)
        else:
            owned.update(listing.domains)
    shared: dict[str, dict[str, Shared]] = {}
    for domain, headings in claims.items():
        asked = tuple(item for item in headings if item in listed.get(item.market, ()))
        if domain in owned or not asked:
            continue
        ids = tuple(dict.fromkeys(id_ for heading in headings for id_ in heading.markets))
        named = [id_ for id_ in asked[0].markets if _bears(domain, markets[id_])]
        first = named[0] if len(named) == 1 else asked[0].market
        shared.setdefault(first, {})[domain] = Shared(
            markets=ids,
            listings=asked,
            years=tuple(sorted({heading.edition for heading in headings})),
        )
    return shared


def _bears(domain: str, market: Market) -> bool:
    """Tell whether a domain bears a name of a market: "libgen.io" bears Libgen."""
    names = {name_key(name) for name in (market.name, *market.aliases)}
    return bool(names & {name_key(domain), name_key(domain.partition(".")[0])})


def _printed_names(listings: Iterable[Listing]) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for listing in listings:
        for id_ in listing.markets:
            names.setdefault(id_, {})[listing.name] = f"printed in {listing.edition}"
    return names
