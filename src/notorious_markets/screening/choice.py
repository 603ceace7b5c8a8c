# SPDX-License-Identifier: MIT
"""What a question of screening asks for: a kind of value, sections, and the listings meant."""

from collections.abc import Iterable, Mapping
from datetime import date

from notorious_markets.companies.chains import ChainIndex
from notorious_markets.companies.connected import Connected, companies_behind
from notorious_markets.editions.filters import Filters
from notorious_markets.editions.listings import Listings
from notorious_markets.editions.presence import PresenceIndex
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Edition, Market
from notorious_markets.records.vocabulary import Kind
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.targets import find_targets
from notorious_markets.screening.values import INPUTS
from notorious_markets.text.values import several


def split_kinds(
    kind: str | Kind | Iterable[str | Kind] | None,
) -> tuple[str | None, tuple[Kind, ...]]:
    """Return what a value is said to be, and the sections to look in: both are called kinds.

    Raises:
        UnknownValueError: Neither a kind of value nor a section.
        InvalidArgumentError: Several kinds of value.
    """
    kinds = () if kind is None else several(kind)
    sections = tuple(Kind(item) for item in kinds if item in tuple(Kind))
    inputs = [item for item in kinds if item not in tuple(Kind)]
    for item in inputs:
        if item not in INPUTS:
            raise UnknownValueError("kind", item, (*INPUTS, *Kind))
    if len(inputs) > 1:
        raise InvalidArgumentError(f"a value is of one kind, not of {', '.join(inputs)}")
    return (inputs[0] if inputs else None), sections


def choose(
    listings: Listings, editions: Mapping[int, Edition], filters: Filters, on: date | None
) -> Listings:
    """Return the listings that pass filters; of a day, those of the newest edition out by then."""
    kinds = filters.get("kind")
    if kinds is not None:  # no section at all is every section
        filters = {**filters, "kind": several(kinds) or None}
    chosen = listings.where(**filters)
    if on is None:
        return chosen
    current = [year for year, edition in editions.items() if edition.published <= on][-1:]
    return chosen.where(edition=current)


def compile_screener(
    release: str,
    index: PresenceIndex,
    markets: Mapping[str, Market],
    listings: Listings,
    chosen: Listings,
    companies: tuple[ChainIndex, Mapping[str, Company]] | None,
    on: date | None,
) -> Screener:
    """Compile a screener for the markets of chosen listings.

    Args:
        release: Version of the release.
        index: What it knows of presence.
        markets: Every market by id.
        listings: Every listing: a domain printed in any edition belongs to its market.
        chosen: The listings that are asked for.
        companies: The companies of the release by id, and their chains, where it has some.
        on: The day of which the companies behind a market are wanted; any day without it.
    """

    def behind(market: str) -> tuple[Connected[Company], ...]:
        return (
            () if companies is None else companies_behind(*companies, market, on, transitive=False)
        )

    return Screener(find_targets(markets, listings, chosen, behind, index), release)
