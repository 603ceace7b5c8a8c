# SPDX-License-Identifier: MIT
"""The commands about editions and markets: ``editions show compare history find``."""

import argparse

from notorious_markets.cli.answers import Answer, Rows, joined, paragraphs, sources, table
from notorious_markets.cli.options import command, option
from notorious_markets.dataset import Dataset
from notorious_markets.editions.comparison import Changes, Comparison
from notorious_markets.editions.grouped import GROUPS, GroupedComparison
from notorious_markets.editions.presence import SectionCoverage
from notorious_markets.records.vocabulary import Kind

_KIND = option("--kind", choices=[kind.value for kind in Kind])


@command("every edition and how much of it is recorded")
def editions(dataset: Dataset, _: argparse.Namespace) -> Answer:
    """Answer with a row for each edition."""
    rows = [
        {
            "edition": year,
            "published": edition.published.isoformat(),
            "online": _of_stated(coverage.online),
            "physical": _of_stated(coverage.physical),
        }
        for (year, edition), coverage in zip(
            dataset.editions.items(), dataset.coverage(), strict=True
        )
    ]
    return Answer(rows=rows)


def _of_stated(section: SectionCoverage) -> str:
    stated = "?" if section.stated is None else section.stated
    return f"{section.recorded} of {stated}{' (complete)' if section.complete else ''}"


@command("the listings of an edition", option("edition", type=int), _KIND)
def show(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with the listings of an edition; its coverage stands above them."""
    edition = dataset.edition(options.edition)
    listings = dataset.listings.where(edition=edition.year, kind=options.kind)
    rows = [
        {
            "kind": item.kind.value,
            "name": item.name,
            "market": item.market,
            "category": item.category.value,
            "concerns": joined(item.concerns),
            "economy": item.economy or "",
            "page": "" if item.page is None else item.page,
            "sources": joined(item.sources),
        }
        for item in listings
    ]
    head = [
        f"{edition.year}: {edition.title}, published {edition.published}",
        *(str(section) for section in dataset.coverage(edition.year)),
    ]
    return Answer(
        rows=rows,
        text=lambda: paragraphs(head, table(rows), sources(dataset, *listings)),
        record=listings,
    )


@command(
    "what changed between two editions",
    option("before", type=int),
    option("after", type=int),
    option("--by", choices=GROUPS),
    _KIND,
)
def compare(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with what changed between two editions, market by market or by group."""
    if options.by is not None:
        return _compare_by(dataset, options)
    comparison = dataset.compare(options.before, options.after, kind=options.kind)
    return Answer(
        rows=_change_rows(comparison),
        text=lambda: _comparison_text(dataset, comparison),
        record=comparison,
    )


def _comparison_text(dataset: Dataset, comparison: Comparison) -> str:
    before, after = comparison.before.edition, comparison.after.edition
    proofs = [dataset.evidence(change.market, before) for change in comparison.added]
    proofs += [dataset.evidence(change.market, after) for change in comparison.removed]
    known = [f"  {proof} [{joined(proof.sources)}]" for proof in proofs]
    return paragraphs(
        comparison.summary(),
        *(
            [f"{title} ({len(changes)})", f"  {_names(dataset, title, changes) or 'none'}"]
            for title, changes in comparison.groups()
        ),
        ["How the absences are known", *(known or ["  none"])],
        sources(dataset, *comparison.first_listed, *proofs),
    )


def _names(dataset: Dataset, title: str, changes: Changes) -> str:
    """Name the markets of a group; of a renamed one, both names as printed."""
    if title == "Renamed":
        return joined(changes)
    return joined(dataset.markets[change.market].name for change in changes)


def _change_rows(comparison: Comparison) -> Rows:
    """Give each market a row in the one group that it stands in; flags single some out."""
    return [
        {
            "change": group,
            "market": change.market,
            "kind": change.kind.value,
            "before": change.before.name if change.before else "",
            "after": change.after.name if change.after else "",
            **{
                flag: str(change in getattr(comparison, flag)).lower()
                for flag in ("first_listed", "relisted", "renamed")
            },
            "sources": joined(change.sources),
        }
        for group in ("added", "removed", "continued", "unaccounted")
        for change in getattr(comparison, group)
    ]


def _compare_by(dataset: Dataset, options: argparse.Namespace) -> Answer:
    by: str = options.by
    grouped = dataset.compare(options.before, options.after, by=by, kind=options.kind)
    rows = [{**row, by: row[by] or "unknown"} for row in grouped.to_dicts()]
    return Answer(rows=rows, text=lambda: _grouped_text(dataset, grouped, rows), record=grouped)


def _grouped_text(dataset: Dataset, grouped: GroupedComparison, rows: Rows) -> str:
    comparison = grouped.comparison
    before, after = comparison.before.edition, comparison.after.edition
    changes = (*comparison.added, *comparison.removed, *comparison.continued)
    return paragraphs(
        [
            f"{before} → {after} by {grouped.by}",
            *(f"  {section}" for section in comparison.sections()),
        ],
        table(rows),
        sources(dataset, dataset.edition(before), dataset.edition(after), *changes),
    )


@command(
    "what every edition says of a market",
    option("market", help="an id, a name, an alias or a domain"),
)
def history(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with a row for each edition, and why it is said to list a market or not."""
    found = dataset.history(options.market)
    market = dataset.market(options.market)
    proofs = [dataset.evidence(market.id, year) for year in found.presences]
    rows = [
        {
            "edition": proof.edition,
            "presence": proof.presence.value,
            "name": found.names.get(proof.edition, ""),
            "reason": proof.reason,
            "sources": joined(proof.sources),
        }
        for proof in proofs
    ]
    head = [
        f"{market.name} ({market.id}), {market.kind}",
        *([f"also: {joined(market.aliases)}"] if market.aliases else []),
        *([f"note: {market.note}"] if market.note else []),
        f"spells: {joined(found.spells) or 'none'}",
    ]
    shown = [{column: row[column] for column in ("edition", "presence", "reason")} for row in rows]
    return Answer(rows=rows, text=lambda: paragraphs(head, table(shown), sources(dataset, *proofs)))


@command("markets with a text in their names", option("text"))
def find(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with the markets that a text leads to."""
    rows = [
        {
            "market": market.id,
            "name": market.name,
            "kind": market.kind.value,
            "editions": joined(dataset.history(market.id).listed_in),
            "aliases": joined(market.aliases),
        }
        for market in dataset.find(options.text)
    ]
    if rows:
        return Answer(rows=rows)
    return Answer(text=lambda: f"no market has {options.text!r} in its names")
