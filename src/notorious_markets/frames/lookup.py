# SPDX-License-Identifier: MIT
"""A screener as a table of domains, for engines that match columns and not values."""

from functools import cache, lru_cache

import attrs

from notorious_markets.bundled import load
from notorious_markets.screening.matches import Match
from notorious_markets.screening.screener import Screener

MARKET, DOMAIN = "nm_market", "nm_domain"
FIRST, LAST = "nm_first_edition", "nm_last_edition"
COLUMNS = (MARKET, DOMAIN, FIRST, LAST)
"""The columns that screening adds, for the id of the market, the listed domain that covers the
value, and the first and the last edition that lists the market."""

UNREADABLE = "nm_unreadable"
"""The column that is added on request, true where a value is null or has no host."""


@attrs.frozen
class DomainTable:
    """The first match of every listed domain, in the order of the domains.

    Attributes:
        domains: The listed domains.
        markets: The id of the market of each.
        first: The first edition that lists the market.
        last: The last one.
    """

    domains: tuple[str, ...]
    markets: tuple[str, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    @property
    def rows(self) -> list[tuple[str, str, int, int]]:
        """A row for each domain: domain, market, first and last edition."""
        return list(zip(self.domains, self.markets, self.first, self.last, strict=True))

    @property
    def depths(self) -> tuple[int, ...]:
        """How many labels the domains have, most first."""
        return tuple(sorted({domain.count(".") + 1 for domain in self.domains}, reverse=True))


@lru_cache(8)
def domain_table(screener: Screener) -> DomainTable:
    """The table of a screener, which is immutable, so that it is made once."""
    first: list[Match] = [screener.match_host(domain)[0] for domain in screener.domains]
    return DomainTable(
        domains=screener.domains,
        markets=tuple(match.market.id for match in first),
        first=tuple(min(match.editions) for match in first),
        last=tuple(max(match.editions) for match in first),
    )


@cache
def default_screener() -> Screener:
    """The screener of the newest release."""
    return load().screener()
