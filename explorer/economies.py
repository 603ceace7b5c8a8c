# SPDX-License-Identifier: MIT
"""A page for each economy: its listings, companies, Special 301 status and seizures by year."""

from collections.abc import Iterable, Iterator
from functools import partial

from explorer.citations import Citations
from explorer.markdown import blocks, escape, link, section, table
from explorer.page import Page, all_years
from explorer.shown import company_link, economy_link, edition_link, fiscal_year_link, kept, named
from notorious_markets import Dataset, EconomyProfile, Kind, Presence, Total, WatchList

_COUNTS = (
    "Listings are the recorded ones whose sources name the economy: ? says that none is recorded "
    "and there may be some, ≥ that there may be more. Seizures are lines and MSRP in USD of goods "
    "from there, summed from the table of the U.S. Department of Homeland Security, by U.S. fiscal "
    "year; an empty cell is a year outside that table or without a row."
)

_STATUS: dict[object, str] = {
    WatchList.PRIORITY_WATCH_LIST: "Priority Watch List",
    WatchList.WATCH_LIST: "Watch List",
}


def economy_pages(ds: Dataset) -> Iterator[Page]:
    """Yield the page of all economies of which anything is recorded, and that of each."""
    profiles = [ds.economy(code) for code in sorted(_codes(ds))]
    yield _index(ds, profiles)
    for profile in profiles:
        yield _page(ds, profile)


def _codes(ds: Dataset) -> set[str]:
    found = {listing.economy for listing in ds.listings}
    for company in ds.companies.values():
        found |= {company.headquarters, company.incorporated_in}
    found |= {entry.economy for entry in ds.watch_lists}
    found |= {total.origin for total in ds.seizures.by("origin")} - {"Unknown"}
    return {code for code in found if code is not None}


def _index(ds: Dataset, profiles: list[EconomyProfile]) -> Page:
    newest = max(ds.watch_list_years)
    rows = [
        {
            "economy": profile.code,
            "name": profile.name,
            "listings": len(profile.listings),
            "editions": sorted({item.edition for item in profile.listings}),
            "companies": [company.id for company in profile.companies],
            "watch_list": profile.watch_list[newest].value,
            "lines": _sum(total.lines for total in profile.seizures),
            "msrp": _sum(total.msrp for total in profile.seizures),
        }
        for profile in profiles
    ]
    years = [int(total.fiscal_year) for total in ds.seizures.by("fiscal_year")]
    body = blocks(
        f"{len(profiles)} economies (ISO 3166-1) of which anything is recorded. *Listings* counts "
        "the recorded ones whose sources name the economy. *Lines* and *MSRP* are seizures of "
        f"goods from there in the fiscal years {min(years)} to {max(years)}: see "
        "[](/seizures/index.md). An empty cell is an economy without a row in that table.",
        table(
            ("economy", "code", "listings", "companies", f"Special 301, {newest}", "lines", "MSRP"),
            (
                (
                    economy_link(profile.code),
                    profile.code,
                    str(len(profile.listings)),
                    str(len(profile.companies)),
                    _status(profile, newest),
                    "" if row["lines"] is None else f"{row['lines']:,}",
                    "" if row["msrp"] is None else f"${row['msrp']:,}",
                )
                for profile, row in zip(profiles, rows, strict=True)
            ),
        ),
        "![Listings by economy, edition by edition](/pictures/listings-by-economy.svg)",
    )
    return Page(
        address="economies/index",
        title="Economies",
        description="Listings, companies, Special 301 status and seizures by economy.",
        body=body,
        rows=rows,
        data={"release": ds.release.version, "economies": rows},
        years=all_years(ds),
    )


def _sum(numbers: Iterable[int]) -> int | None:
    """Add up numbers; none give none, because no row is no proof of no seizures."""
    several = tuple(numbers)
    return sum(several) if several else None


def _page(ds: Dataset, profile: EconomyProfile) -> Page:
    cite = Citations(ds)
    rows = [_year(profile, year) for year in _years(profile)]
    body = blocks(
        link("Economies", "economies/index"),
        section("Year by year", _COUNTS, _year_table(ds, profile, cite)),
        section("Listings", _listings(ds, profile, cite)),
        section("Companies with their head office there", _companies(profile, cite)),
        cite.listed(),
    )
    return Page(
        address=f"economies/{profile.code}",
        title=profile.name,
        description=f"{profile.name} ({profile.code}): {len(profile.listings)} recorded listings "
        "of the Notorious Markets List, Special 301 status, and U.S. seizures by year.",
        body=body,
        rows=rows,
        data={
            "release": ds.release.version,
            "economy": {"code": profile.code, "name": profile.name},
            "years": rows,
            "listings": profile.listings,
            "companies": profile.companies,
        },
        sources=cite.cited,
        years=f"{rows[0]['year']}/{rows[-1]['year']}",
    )


def _listings(ds: Dataset, profile: EconomyProfile, cite: Citations) -> str:
    return table(
        ("edition", "section", "printed name", "category", "concerns", "locality", "sources"),
        (
            (
                edition_link(item.edition),
                item.kind.value,
                named(ds, item),
                escape(item.category.value),
                kept(item.concerns),
                escape(item.locality or ""),
                cite(item.sources),
            )
            for item in profile.listings
        ),
    )


def _companies(profile: EconomyProfile, cite: Citations) -> str:
    return table(
        ("company", "legal name", "sources"),
        (
            (company_link(item), escape(item.legal_name or ""), cite(item.sources))
            for item in profile.companies
        ),
    )


def _years(profile: EconomyProfile) -> list[int]:
    return sorted({*profile.listed, *profile.watch_list, *_seized(profile)})


def _seized(profile: EconomyProfile) -> dict[int, Total]:
    """Return the seizures of goods from there, by fiscal year."""
    return {int(total.fiscal_year): total for total in profile.seizures}


def _year(profile: EconomyProfile, year: int) -> dict[str, object]:
    """Return what is recorded of one year, as plain values."""
    seized = _seized(profile)
    counts = profile.listed[year].to_dict() if year in profile.listed else {}
    return {
        "year": year,
        "online": counts.get("online"),
        "online_exact": counts.get("online_exact"),
        "physical": counts.get("physical"),
        "physical_exact": counts.get("physical_exact"),
        "watch_list": profile.watch_list[year].value if year in profile.watch_list else None,
        "lines": seized[year].lines if year in seized else None,
        "msrp": seized[year].msrp if year in seized else None,
    }


def _year_table(ds: Dataset, profile: EconomyProfile, cite: Citations) -> str:
    row = partial(_year_row, ds, profile, cite)
    columns = ("year", *(kind.value for kind in Kind), "Special 301", "lines", "MSRP", "sources")
    return table(columns, map(row, _years(profile)))


def _year_row(ds: Dataset, profile: EconomyProfile, cite: Citations, year: int) -> tuple[str, ...]:
    seized = _seized(profile).get(year)
    counts = profile.listed.get(year)
    return (
        str(year) if counts is None else edition_link(year),
        *("" if counts is None else counts.shown(kind) for kind in Kind),
        _status(profile, year),
        "" if seized is None else f"{seized.lines:,}",
        "" if seized is None else fiscal_year_link(year, f"${seized.msrp:,}"),
        cite(dict.fromkeys(_sources(ds, profile, year))),
    )


def _sources(ds: Dataset, profile: EconomyProfile, year: int) -> Iterator[str]:
    """Yield the sources of what is recorded of one year."""
    for listing in profile.listings:
        if listing.edition == year:
            yield from listing.sources
    status = profile.watch_list.get(year, Presence.UNKNOWN)
    if status is Presence.NOT_LISTED:
        yield from ds.watch_list_years[year].sources
    for entry in ds.watch_lists:
        if (entry.year, entry.economy) == (year, profile.code):
            yield from entry.sources
    if year in _seized(profile):
        yield from ds.seizures.line_sources


def _status(profile: EconomyProfile, year: int) -> str:
    """Name the Special 301 status in a year; nothing in a year that is not recorded."""
    status = profile.watch_list.get(year)
    return "" if status is None else _STATUS.get(status, status.value)
