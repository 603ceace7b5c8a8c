# SPDX-License-Identifier: MIT
"""What a change does to a release, as Markdown for the one who has to approve it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from notorious_markets.datapackage.comparison import compare_contents
from notorious_markets.dataset import Dataset
from notorious_markets.records.editions import Market
from notorious_markets.records.release import Release
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Kind, Presence
from notorious_markets.text.render import to_markdown


def effects(base: Contents, changed: Contents) -> str:
    """Write what changes in tables, coverage, identity and presence, and in a new edition."""
    before, after = _dataset(base), _dataset(changed)
    parts = [
        _section("Tables", compare_contents("before", "after", (base, changed)).to_markdown()),
        _section("Coverage", _coverage(before, after)),
        _section("Identity", "\n".join(f"- {line}" for line in _identity(base, changed))),
        _section("Answers to “was it listed?”", _answers(before, after)),
    ]
    new = [year for year in after.editions if year not in before.editions]
    parts += [
        _section(f"{year} against the edition before it", _against_previous(after, year))
        for year in new
        if year != min(after.editions)
    ]
    return "\n".join(parts)


def _dataset(contents: Contents) -> Dataset:
    # Whatever is not published yet has no checksums to show.
    return Dataset(Release(version="2000.01", created=date(2000, 1, 1), tables=()), contents)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n{text.strip() or 'No change.'}\n"


def _coverage(before: Dataset, after: Dataset) -> str:
    rows = [
        (year, kind, _spoken(before, year, kind), _spoken(after, year, kind))
        for year in after.editions
        for kind in Kind
        if _spoken(before, year, kind) != _spoken(after, year, kind)
    ]
    return to_markdown(("edition", "section", "before", "after"), rows) if rows else ""


def _spoken(dataset: Dataset, year: int, kind: Kind) -> str:
    if year not in dataset.editions:
        return "no such edition"
    coverage = dataset.coverage(year)
    section = coverage.online if kind is Kind.ONLINE else coverage.physical
    state = "complete" if section.complete else "partial"
    return f"{section.recorded} of {section.stated or 'unknown'}, {state}"


def _identity(base: Contents, changed: Contents) -> Iterator[str]:
    old = {market.id: market for market in base.markets}
    new = {market.id: market for market in changed.markets}
    for market in new.values():
        if market.id not in old:
            yield f"new market `{market.id}`: {market.name} ({market.kind})"
        else:
            yield from _renamed(old[market.id], market)
    for market in old.values():
        if market.id not in new:
            yield f"no longer a market: `{market.id}`: {market.name}"


def _renamed(old: Market, new: Market) -> Iterator[str]:
    names = {
        "also": (set(new.aliases) | {new.name}) - {old.name, *old.aliases},
        "no longer": {old.name, *old.aliases} - {new.name, *new.aliases},
    }
    for what, spellings in names.items():
        for spelling in sorted(spellings):
            yield f"`{new.id}`, {old.name}: {what} {spelling}"


def _answers(before: Dataset, after: Dataset) -> str:
    counts = [_count_answers(dataset) for dataset in (before, after)]
    rows = [(presence, *(count[presence] for count in counts)) for presence in Presence]
    return to_markdown(("market and edition", "before", "after"), rows)


def _count_answers(dataset: Dataset) -> Counter[Presence]:
    return Counter(
        dataset.presence(market, year) for market in dataset.markets for year in dataset.editions
    )


def _against_previous(dataset: Dataset, year: int) -> str:
    previous = max(other for other in dataset.editions if other < year)
    return dataset.compare(previous, year).to_markdown()
