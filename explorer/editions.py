# SPDX-License-Identifier: MIT
"""A page for each edition: its facts, coverage, listings, and what changed since the one before."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from explorer.citations import Citations
from explorer.markdown import blocks, bullets, escape, facts, link, section, table, web_link
from explorer.page import Page, all_years
from explorer.shown import (
    companies_on,
    domains,
    economy_link,
    edition_link,
    kept,
    market_link,
    named,
    of_stated,
    statements_table,
    ways,
)
from notorious_markets import Change, Comparison, Dataset, Edition, Kind, Turnover

INDEX = "editions/index"


def edition_pages(ds: Dataset) -> Iterator[Page]:
    """Yield the page of all editions, and that of each."""
    yield _index(ds)
    before = {year: previous for previous, year in pairwise(ds.editions)}
    for edition in ds.editions.values():
        yield _page(ds, edition, before.get(edition.year))


def _index(ds: Dataset) -> Page:
    turnover = {item.edition: item for item in ds.turnover()}
    rows = [
        {
            "edition": year,
            "published": edition.published,
            **{
                f"{kind.value}_{fact}": getattr(ds.coverage(year).section(kind), fact)
                for kind in Kind
                for fact in ("recorded", "stated", "complete")
            },
            **({} if year not in turnover else turnover[year].to_dict()),
        }
        for year, edition in ds.editions.items()
    ]
    body = blocks(
        "Recorded listings of the number that the report states (? where no source gives it), and "
        "the markets that are proved to be new, to have left, or to have stayed since the edition "
        "before. *Unaccounted* counts those of which the data cannot tell: see "
        "[](/explanation/compare.md).",
        table(
            (
                "edition",
                "published",
                "online",
                "physical",
                "added",
                "removed",
                "continued",
                "unaccounted",
            ),
            (
                (
                    edition_link(year),
                    edition.published.isoformat(),
                    *(of_stated(ds.coverage(year).section(kind)) for kind in Kind),
                    *_changes(turnover.get(year)),
                )
                for year, edition in ds.editions.items()
            ),
        ),
        "![Markets added, removed and continued, edition by edition](/pictures/changes.svg)",
    )
    return Page(
        address=INDEX,
        title="Editions",
        description="Every edition of the Notorious Markets List and how much of it is recorded.",
        body=body,
        rows=rows,
        data={"release": ds.release.version, "editions": rows},
        years=all_years(ds),
    )


def _changes(item: Turnover | None) -> tuple[str, ...]:
    if item is None:
        return ("", "", "", "")
    unaccounted = item.possibly_added + item.possibly_removed
    return tuple(map(str, (item.added, item.removed, item.continued, unaccounted)))


def _page(ds: Dataset, edition: Edition, previous: int | None) -> Page:
    cite = Citations(ds)
    year = edition.year
    editions = list(ds.editions)
    comparison = None if previous is None else ds.compare(previous, year)
    listings = ds.listings.where(edition=year)
    body = blocks(
        ways(link("Editions", INDEX), [*map(edition_link, editions)], editions.index(year)),
        _facts(ds, edition, cite),
        section("Coverage", _coverage(ds, edition, cite)),
        "" if comparison is None else _since(ds, comparison, cite),
        *(_section(ds, edition, kind, cite) for kind in Kind),
        section("Statements", statements_table(ds, ds.statements(year), cite)),
        cite.listed(),
    )
    return Page(
        address=f"editions/{year}",
        title=f"{year} edition",
        description=f"The {year} Notorious Markets List as recorded: {ds.coverage(year)}.",
        body=body,
        rows=listings,
        data={
            "release": ds.release.version,
            "edition": edition,
            "coverage": list(ds.coverage(year)),
            "listings": listings,
            "changes": comparison,
            "statements": ds.statements(year),
        },
        sources=cite.cited,
        years=str(year),
    )


def _facts(ds: Dataset, edition: Edition, cite: Citations) -> str:
    recorded = (f"{part.kind.value} {of_stated(part)}" for part in ds.coverage(edition.year))
    return facts(
        [
            ("Markets recorded, of those stated", escape("; ".join(recorded))),
            ("Title", escape(edition.title)),
            ("Published", edition.published.isoformat()),
            ("Pages", str(edition.pages or "")),
            ("Issue focus", escape(edition.issue_focus or "")),
            ("Docket", escape(edition.docket or "")),
            ("Federal Register", escape(edition.federal_register or "")),
            ("Report", web_link("USTR", edition.url) if edition.url else ""),
            ("Note", escape(edition.note or "")),
            ("Shown by", cite(edition.sources)),
        ]
    )


def _coverage(ds: Dataset, edition: Edition, cite: Citations) -> str:
    return table(
        ("section", "stated", "recorded", "complete", "why that is believed", "sources"),
        (
            (
                item.kind.value,
                "?" if item.stated is None else str(item.stated),
                str(item.recorded),
                "yes" if item.complete else "no",
                escape(item.basis),
                cite(edition.sources),
            )
            for item in ds.coverage(edition.year)
        ),
    )


def _since(ds: Dataset, comparison: Comparison, cite: Citations) -> str:
    before, after = comparison.before.edition, comparison.after.edition
    special = {item.market for item in (*comparison.first_listed, *comparison.relisted)}
    others = [change for change in comparison.added if change.market not in special]
    groups: list[tuple[str, Iterable[Change]]] = [
        ("First listed", comparison.first_listed),
        ("Relisted", comparison.relisted),
        ("Added, and not known to be either", others),
        ("Removed", comparison.removed),
        (f"In {after}, unknown in {before}", comparison.possibly_added),
        (f"In {before}, unknown in {after}", comparison.possibly_removed),
        ("Renamed", comparison.renamed),
    ]
    lines = [_group(ds, title, list(changes)) for title, changes in groups]
    rows = [
        (
            title.lower(),
            change.kind.value,
            market_link(ds.markets[change.market]),
            *("" if side is None else escape(side.name) for side in (change.before, change.after)),
            *_proof(ds, change, before, after, cite),
        )
        for title, changes in groups
        for change in changes
    ]
    return section(
        f"Changes since {before}",
        bullets([*lines, f"**Continued**: {len(comparison.continued)}"]),
        table(
            (
                "change",
                "section",
                "market",
                f"printed in {before}",
                f"printed in {after}",
                "how the absence is known",
                "sources",
            ),
            rows,
        ),
    )


def _group(ds: Dataset, title: str, changes: list[Change]) -> str:
    names = ", ".join(market_link(ds.markets[change.market]) for change in changes)
    return f"**{title}**: {len(changes)}{f' ({names})' if names else ''}"


def _proof(
    ds: Dataset, change: Change, before: int, after: int, cite: Citations
) -> tuple[str, str]:
    """Say how the side without a listing is known, with the sources of both sides."""
    if change.before is not None and change.after is not None:
        return "", cite(change.sources)
    evidence = ds.evidence(change.market, before if change.before is None else after)
    return escape(evidence.reason), cite(dict.fromkeys((*change.sources, *evidence.sources)))


def _section(ds: Dataset, edition: Edition, kind: Kind, cite: Citations) -> str:
    listings = ds.listings.where(edition=edition.year, kind=kind)
    physical = kind is Kind.PHYSICAL
    place = ("locality",) if physical else ("domains printed",)
    return section(
        f"{kind.value.capitalize()} markets: {of_stated(ds.coverage(edition.year).section(kind))}",
        table(
            (
                "printed name",
                "category",
                "concerns",
                "economy",
                *place,
                "page",
                f"companies on {edition.published.isoformat()}",
                "note",
                "sources",
            ),
            (
                (
                    named(ds, item),
                    escape(item.category.value),
                    kept(item.concerns),
                    economy_link(item.economy),
                    escape(item.locality or "") if physical else domains(item.domains),
                    str(item.page or ""),
                    companies_on(ds, item.market, edition.published),
                    escape(item.note or ""),
                    cite(item.sources),
                )
                for item in listings
            ),
        ),
    )
