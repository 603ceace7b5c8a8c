# SPDX-License-Identifier: MIT
"""Everything a release holds about one economy."""

from collections.abc import Iterable

import attrs

from notorious_markets.editions.listings import Listings
from notorious_markets.records import plain
from notorious_markets.records.companies import Company
from notorious_markets.records.trade import WatchListEntry, WatchListYear
from notorious_markets.records.vocabulary import Kind, Presence, WatchList
from notorious_markets.text.index import Index
from notorious_markets.text.render import to_html
from notorious_markets.trade.totals import Totals


@attrs.frozen(kw_only=True)
class EditionCount:
    """How many listings of one edition belong to an economy.

    Attributes:
        online: Online listings recorded; `None` where none is, and there may be some.
        physical: Physical listings recorded; `None` likewise.
        online_exact: Whether there are no others: the section is recorded in full, and the sources
            name the economy of each of its listings.
        physical_exact: The same of physical listings.
    """

    online: int | None
    physical: int | None
    online_exact: bool
    physical_exact: bool

    to_dict = plain.to_dict

    def shown(self, kind: Kind) -> str:
        """The number of one kind, with a sign where there may be more."""
        online = kind is Kind.ONLINE
        number = self.online if online else self.physical
        exact = self.online_exact if online else self.physical_exact
        if number is None:
            return "?"
        return str(number) if exact else f"≥ {number}"

    def __str__(self) -> str:
        return f"{self.shown(Kind.ONLINE)} online, {self.shown(Kind.PHYSICAL)} physical"


@attrs.frozen(kw_only=True, repr=False)
class EconomyProfile:
    """One economy: its listings, watch-list status, seizures and companies.

    Attributes:
        code: ISO 3166-1 alpha-2 code.
        name: Its name in English, from pycountry.
        listings: The listings that their sources tie to it. An online listing without an economy
            may belong to it all the same.
        listed: The number of listings of each edition, by year, as far as they are known.
        watch_list: Its status in USTR's Special 301 Report by year, for the years recorded: a
            list, ``Presence.NOT_LISTED``, or ``Presence.UNKNOWN`` where a list is recorded in part.
        seizures: Sums of the DHS table by fiscal year, for goods that came from it.
        companies: The companies with their head office there.
    """

    code: str
    name: str
    listings: Listings
    listed: Index[int, EditionCount]
    watch_list: Index[int, WatchList | Presence]
    seizures: Totals
    companies: tuple[Company, ...]

    to_dict = plain.to_dict

    def __repr__(self) -> str:
        return (
            f"<EconomyProfile {self.code} {self.name}: {len(self.listings)} listings, "
            f"{len(self.companies)} companies>"
        )

    def _repr_html_(self) -> str:
        rows = {
            "listings": ", ".join(f"{year}: {count}" for year, count in self.listed.items()),
            "watch list": ", ".join(f"{year}: {on}" for year, on in self.watch_list.items()),
            "seizures": ", ".join(
                f"FY{item.key[0]}: {item.lines:,} lines, {item.msrp:,} USD"
                for item in self.seizures
            ),
            "companies": ", ".join(company.name for company in self.companies),
        }
        return to_html(f"{self.name} ({self.code})", rows.items())


def watch_list_status(
    code: str, years: Iterable[WatchListYear], entries: Iterable[WatchListEntry]
) -> Index[int, WatchList | Presence]:
    """The status of an economy in every year that is recorded, oldest first."""
    listed = {entry.year: entry.watch_list for entry in entries if entry.economy == code}

    def status(year: WatchListYear) -> WatchList | Presence:
        if year.year in listed:
            return listed[year.year]
        complete = year.priority_watch_list_complete and year.watch_list_complete
        return Presence.NOT_LISTED if complete else Presence.UNKNOWN

    return Index("year", ((year.year, status(year)) for year in years))
