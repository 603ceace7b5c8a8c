# SPDX-License-Identifier: MIT
"""Drafts of a change: everything a reading proposes, and everything that is left to decide."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from curation.headings import Proposal, Reading
from curation.identity import Identities, Suggestion
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.editions import Listing
from notorious_markets.records.forms import SEPARATOR
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Category, Kind
from notorious_markets.text.render import begins_formula

_LISTINGS = (
    "edition identity market suggestions name category concerns economy locality domains page "
    "stated_first sources note review"
).split()
_EDITIONS = (
    "year title published stated_online online_complete online_basis stated_physical "
    "physical_complete physical_basis sources review"
).split()
_SOURCES = "id url title publisher date kind shows review".split()

_Row = dict[str, str]


def draft_change(folder: Path, reading: Reading, base: Contents, edition: int) -> None:
    """Write a draft of a new edition: ``editions``, ``listings`` and ``sources``.

    What the report does not show by its headings is left empty or stands under ``review``; so does
    a text that a spreadsheet, in which drafts are reviewed, would take for a formula.

    Raises:
        InvalidArgumentError: The folder exists.
    """
    if folder.exists():
        raise InvalidArgumentError(f"{folder} exists; a draft does not overwrite what was decided")
    source = f"ustr-{edition}-report"
    identities = Identities(base.markets, base.listings)
    rows = [
        _without_formulas(_listing(item, edition, source, base, identities))
        for item in reading.proposals
    ]
    folder.mkdir(parents=True)
    _write(folder / "listings.csv", _LISTINGS, rows)
    _write(folder / "editions.csv", _EDITIONS, [_edition(reading, edition, source)])
    _write(folder / "sources.csv", _SOURCES, [_source(edition, source)])


def suggest_markets(path: Path, base: Contents) -> int:
    """Fill the suggestions of a table of listings anew, and return how many rows it has.

    Raises:
        InvalidArgumentError: The file cannot be read, or has no names.
        UnknownValueError: A row has an unknown category.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), list(reader.fieldnames or ())
    except OSError as error:
        raise InvalidArgumentError(f"{path} cannot be read: {error.strerror}") from None
    if "name" not in columns:
        raise InvalidArgumentError(f"{path} has no column 'name'")
    if "suggestions" not in columns:
        columns.append("suggestions")
    identities = Identities(base.markets, base.listings)
    for row in rows:
        row["suggestions"] = _spoken(
            suggestion
            for kind in _kinds(row)
            for suggestion in identities.suggest(
                row["name"], kind, tuple(filter(None, row.get("domains", "").split(SEPARATOR)))
            )
        )
    _write(path, columns, rows)
    return len(rows)


def _kinds(row: Mapping[str, str]) -> Sequence[Kind]:
    """Return the kind of a row's category; both while it has none."""
    category = row.get("category")
    if not category:
        return tuple(Kind)
    if category not in set(Category):
        raise UnknownValueError("category", category, [item.value for item in Category])
    return (Category(category).kind,)


def _listing(
    item: Proposal, edition: int, source: str, base: Contents, identities: Identities
) -> _Row:
    suggestions = identities.suggest(item.name, item.kind, item.domains)
    row = {
        "edition": str(edition),
        "suggestions": _spoken(suggestions),
        "name": item.name,
        "category": Category.PHYSICAL_MARKET.value if item.kind is Kind.PHYSICAL else "",
        "economy": item.economy or "",
        "locality": item.locality or "",
        "domains": SEPARATOR.join(item.domains),
        "page": str(item.page),
        "sources": source,
        "review": "identity, market, concerns",
    }
    last = _last_listing(suggestions, base)
    if last is not None and item.kind is Kind.ONLINE:
        row["category"] = last.category.value
        row["review"] += f"; category is that of {last.edition}"
    elif item.kind is Kind.ONLINE:
        row["review"] += ", category"
    return row


def _without_formulas(row: _Row) -> _Row:
    formulas = {column: cell for column, cell in row.items() if begins_formula(cell)}
    review = [row["review"], *(f"{column} is {cell!r}" for column, cell in formulas.items())]
    return {**row, **dict.fromkeys(formulas, ""), "review": "; ".join(review)}


def _last_listing(suggestions: Sequence[Suggestion], base: Contents) -> Listing | None:
    """Return the newest listing of the market that has exactly the name or the domain."""
    if not suggestions or suggestions[0].score < 100:
        return None
    market = suggestions[0].market
    return next((item for item in reversed(base.listings) if market in item.markets), None)


def _edition(reading: Reading, edition: int, source: str) -> _Row:
    stated = {kind: reading.stated.get(kind) for kind in Kind}
    return {
        "year": str(edition),
        "title": "Review of Notorious Markets for Counterfeiting and Piracy",
        "stated_online": str(stated[Kind.ONLINE] or ""),
        "online_complete": "false",
        "stated_physical": str(stated[Kind.PHYSICAL] or ""),
        "physical_complete": "false",
        "sources": source,
        "review": "published, whether each section is complete, and on what basis",
    }


def _source(edition: int, source: str) -> _Row:
    return {
        "id": source,
        "title": f"{edition} Review of Notorious Markets for Counterfeiting and Piracy",
        "publisher": "USTR",
        "kind": "primary",
        "shows": "the report",
        "review": "url, date",
    }


def _spoken(suggestions: Iterable[Suggestion]) -> str:
    return "; ".join(map(str, suggestions))


def _write(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
