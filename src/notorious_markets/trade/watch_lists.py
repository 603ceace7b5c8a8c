# SPDX-License-Identifier: MIT
"""The two lists of economies in USTR's Special 301 Reports."""

from collections.abc import Iterable

from notorious_markets.records.trade import WatchListEntry, WatchListYear
from notorious_markets.records.vocabulary import Presence, WatchList
from notorious_markets.text.index import Index


def watch_list_status(
    code: str, years: Iterable[WatchListYear], entries: Iterable[WatchListEntry]
) -> Index[int, WatchList | Presence]:
    """Return the status of an economy in every year that is recorded, oldest first."""
    listed = {entry.year: entry.watch_list for entry in entries if entry.economy == code}

    def status(year: WatchListYear) -> WatchList | Presence:
        if year.year in listed:
            return listed[year.year]
        complete = year.priority_watch_list_complete and year.watch_list_complete
        return Presence.NOT_LISTED if complete else Presence.UNKNOWN

    return Index("year", ((year.year, status(year)) for year in years))
