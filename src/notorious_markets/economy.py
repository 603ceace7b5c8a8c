# SPDX-License-Identifier: MIT
"""Everything a release holds about one economy."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from notorious_markets.editions.listings import Listings
from notorious_markets.records import plain
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Edition
from notorious_markets.records.release_tables import ReleaseTables
from notorious_markets.records.vocabulary import Kind, Presence, WatchList, member
from notorious_markets.text.economies import economy_name
from notorious_markets.text.index import Index
from notorious_markets.text.render import to_html
from notorious_markets.trade.dhs_totals import Totals
from notorious_markets.trade.seizures import Seizures
from notorious_markets.trade.watch_lists import watch_list_status

TABLES = ("companies", "seizures", "watch_lists")
"""The tables of what a profile says besides listings; the first release has none of them."""


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

    def shown(self, kind: Kind | str) -> str:
        """Return the number of one kind, with a sign where there may be more.

        Raises:
            UnknownValueError: There is no such kind.
        """
        online = member(Kind, kind) is Kind.ONLINE
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
        missing: Tables that the release does not have: what they would say is not known, although
            it stands here as nothing.
    """

    code: str
    name: str
    listings: Listings
    listed: Index[int, EditionCount]
    watch_list: Index[int, WatchList | Presence]
    seizures: Totals
    companies: tuple[Company, ...]
    missing: tuple[str, ...] = ()

    to_dict = plain.to_dict

    def __repr__(self) -> str:
        companies = [] if "companies" in self.missing else [f"{len(self.companies)} companies"]
        lacking = [f"not in this release: {', '.join(self.missing)}"] if self.missing else []
        held = ", ".join([f"{len(self.listings)} listings", *companies])
        return f"<EconomyProfile {self.code} {self.name}: {'; '.join([held, *lacking])}>"

    def _repr_html_(self) -> str:
        rows = {
            "listings": ", ".join(f"{year}: {count}" for year, count in self.listed.items()),
            "watch list": ", ".join(f"{year}: {on}" for year, on in self.watch_list.items()),
            "seizures": ", ".join(
                f"FY{total.fiscal_year}: {total.lines:,} lines, {total.msrp:,} USD"
                for total in self.seizures
            ),
            "companies": ", ".join(company.name for company in self.companies),
        }
        if self.missing:
            rows["not in this release"] = ", ".join(self.missing)
        return to_html(f"{self.name} ({self.code})", rows.items())


def edition_counts(
    code: str, listings: Listings, editions: Mapping[int, Edition]
) -> Index[int, EditionCount]:
    """Count the listings of each edition that belong to an economy, as far as that is known."""
    found = listings.where(economy=code)
    return Index(
        "edition", ((year, _counted(found, listings, item)) for year, item in editions.items())
    )


def _counted(found: Listings, listings: Listings, edition: Edition) -> EditionCount:
    """Count an economy's listings in an edition; a zero is given only where it is proved."""
    counts: dict[str, Any] = {}
    for kind in Kind:
        number = len(found.where(edition=edition.year, kind=kind))
        section = listings.where(edition=edition.year, kind=kind)
        exact = edition.complete(kind) and all(item.economy for item in section)
        counts[kind.value] = number if number or exact else None
        counts[f"{kind.value}_exact"] = exact
    return EditionCount(**counts)


def economy_profile(
    code: str,
    listings: Listings,
    editions: Mapping[int, Edition],
    tables: ReleaseTables,
    seizures: Callable[[], Seizures],
) -> EconomyProfile:
    """Put together what a release holds about an economy; of a missing table that is nothing.

    Args:
        code: ISO 3166-1 alpha-2 code of the economy.
        listings: All listings of the release.
        editions: Its editions by year.
        tables: Its tables.
        seizures: Gives its seizure statistics, if it has some.
    """
    years, missing = ("fiscal_year",), tuple(filter(tables.lacks, TABLES))
    status: Index[int, WatchList | Presence] = Index("year", ())
    if "watch_lists" not in missing:
        recorded = tables.having("watch_list_years").watch_list_years
        status = watch_list_status(code, recorded, tables.having("watch_lists").watch_lists)
    return EconomyProfile(
        code=code,
        name=economy_name(code),
        listings=listings.where(economy=code),
        listed=edition_counts(code, listings, editions),
        watch_list=status,
        seizures=Totals(years, ()) if "seizures" in missing else seizures().by(*years, origin=code),
        companies=()
        if "companies" in missing
        else tuple(
            item for item in tables.having("companies").companies if item.headquarters == code
        ),
        missing=missing,
    )
