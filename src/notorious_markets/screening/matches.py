# SPDX-License-Identifier: MIT
"""What screening answers: a market that a value belongs to, and what that rests on."""

from typing import Any

import attrs

from notorious_markets.companies.connected import Connected
from notorious_markets.records import plain
from notorious_markets.records.citing import sources_of
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Listing, Market

EXACT = 100.0
"""The score of a match that is no matter of similarity."""


@attrs.frozen(kw_only=True)
class Match:
    """One market that a value belongs to, or one of several.

    Attributes:
        market: The market. If `one_of` is not empty, that of them which the heading names first,
            or whose name the domain bears.
        domain: The listed domain that covers the value; `None` for a match by name.
        printed: Whether the domain is printed in a report. If not, it is known from elsewhere.
        one_of: Ids of the markets that a printed heading names together with the domain, where
            nothing shows whose domain it is; else empty.
        listings: The listings of the market, of the editions that were asked for; of a domain that
            belongs to one of several markets, those that print it.
        companies: The companies behind the market.
        score: 100, or the similarity of the names, from 0 to 100.
        reason: What the match rests on.
        status: Whether the market is still listed, as far as the release knows.
        release: The release that answers; `None` if the screener was not made by a dataset.
    """

    market: Market
    domain: str | None
    printed: bool
    one_of: tuple[str, ...] = ()
    listings: tuple[Listing, ...]
    companies: tuple[Connected[Company], ...]
    score: float = EXACT
    reason: str
    status: str = ""
    release: str | None = None

    @property
    def editions(self) -> tuple[int, ...]:
        """Years of the editions that list the market, of those that were asked for."""
        return tuple(listing.edition for listing in self.listings)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the listings and of what is said of the companies."""
        return sources_of((*self.listings, *self.companies))

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values, and what follows from them.

        ``matched`` is ``"domain"`` or ``"name"``; ``editions`` and ``sources`` are those of the
        listings and companies.

        >>> found = ds.screen("item.taobao.com", editions=2025)[0].to_dict()
        >>> found["matched"], found["domain"], found["editions"], found["release"]
        ('domain', 'taobao.com', [2025], '2026.12.1')
        """
        return {
            "matched": "name" if self.domain is None else "domain",
            **plain.to_dict(self),
            "editions": list(self.editions),
            "sources": list(self.sources),
        }

    def __str__(self) -> str:
        years = ", ".join(map(str, self.editions))
        who = f"{self.market.name} ({self.market.id})"
        if self.one_of:
            who = f"one of {', '.join(self.one_of)}"
        status = f" ({self.status})" if self.status else ""
        return f"{who}: {self.reason}; listed in {years}{status}"
