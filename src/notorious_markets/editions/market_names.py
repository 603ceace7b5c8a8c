# SPDX-License-Identifier: MIT
"""By which names a market is found."""

from notorious_markets.records.tables import Contents
from notorious_markets.text.finder import NameIndex


def index_markets(contents: Contents) -> NameIndex:
    """Index markets by their names, aliases and domains, and by what is printed in the reports."""
    names = {
        market.id: [market.name, *market.aliases, *market.domains] for market in contents.markets
    }
    headings: dict[str, str] = {}
    for listing in contents.listings:
        for market in listing.markets:
            names[market].append(listing.name)
        if listing.covers:
            headings[listing.name] = listing.market
        else:  # otherwise nobody says whose the domains are
            names[listing.market] += listing.domains
    return NameIndex("market", names, headings)
