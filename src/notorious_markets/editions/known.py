# SPDX-License-Identifier: MIT
"""What a release knows besides the listings at hand: filters ask for it, and so do look-ups."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from notorious_markets.records.editions import Listing
from notorious_markets.records.release_tables import ReleaseTables
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Held
from notorious_markets.text.later import later

# Comparing two editions needs none of these.
if TYPE_CHECKING:
    from notorious_markets.companies import chains as company_chains
    from notorious_markets.companies import company_names
    from notorious_markets.editions import market_names
    from notorious_markets.text.finder import NameIndex
else:
    company_chains, company_names = later("companies.chains companies.company_names")
    (market_names,) = later("editions.market_names")


@attrs.frozen
class Known:
    """The values that a filter may name, although no listing at hand need have them.

    Attributes:
        editions: Years of the editions of the dataset.
        markets: Ids of its markets, where they do not stand in a table.
        published: When each edition was published.
        tables: The tables of the dataset.
    """

    editions: frozenset[int] = frozenset()
    markets: frozenset[str] = frozenset()
    published: Mapping[int, date] = attrs.field(factory=dict[int, date], eq=False)
    tables: ReleaseTables | None = attrs.field(default=None, eq=False)

    @cached_property
    def market_ids(self) -> frozenset[str]:
        """Ids of the markets."""
        if self.tables is None:
            return self.markets
        return frozenset(market.id for market in self.tables.contents.markets)

    @cached_property
    def market_names(self) -> "NameIndex":
        """The markets by all their names."""
        return market_names.index_markets(self._having("markets"))

    @cached_property
    def company_names(self) -> "NameIndex":
        """The companies by all their names.

        Raises:
            MissingTableError: The release has no companies.
        """
        return company_names.index_companies(self._having("companies"))

    @cached_property
    def chains(self) -> "company_chains.ChainIndex":
        """What connects companies with the markets.

        Raises:
            MissingTableError: The release does not say.
        """
        return company_chains.index_chains(self._having("ownership"))

    def held(self, companies: Iterable[str], listing: Listing, on: date | None) -> Held:
        """Tell whether one of some companies held a market of a listing on a day, or ever."""
        found = {
            self.chains.held(company, market, on)
            for company in companies
            for market in listing.markets
        }
        return next((held for held in (Held.YES, Held.UNKNOWN) if held in found), Held.NO)

    def _having(self, table: str) -> Contents:
        """Return the contents with a table; listings without a release know of no records."""
        return Contents() if self.tables is None else self.tables.having(table)


def known_of(tables: ReleaseTables) -> Known:
    """Return what a release knows."""
    contents = tables.contents
    return Known(
        editions=frozenset(edition.year for edition in contents.editions),
        published={edition.year: edition.published for edition in contents.editions},
        tables=tables,
    )
