# SPDX-License-Identifier: MIT
"""A change: a folder of small CSV tables, applied to the records of a release.

Each table has the name and the columns of a table of the release, as far as it needs them, and may
have three more:

``change``
    ``add`` (the default), ``change`` or ``remove``. A row to change names its key; an empty cell
    leaves a value as it is, ``(none)`` clears it, and ``+a|b`` adds to a list.
``why``
    The reason of a change or a removal, which must be given.
``identity``
    In ``listings``, for every row to add: ``known`` if its market is recorded, ``new`` if not. A
    new market is made from the listing, unless ``markets.csv`` adds it. A printed name that its
    known market has not had yet becomes one of its aliases.

The columns ``suggestions`` and ``review`` are a reviewer's: the former is ignored, the latter must
be empty, because what stands there is still to be decided.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from notorious_markets.datapackage.cells import from_row, to_row
from notorious_markets.errors import IntegrityError, InvalidRecordError, UnknownValueError, nearest
from notorious_markets.records.editions import Listing, Market
from notorious_markets.records.fields import kind_of
from notorious_markets.records.forms import SEPARATOR
from notorious_markets.records.tables import TABLES, Contents, Table

CLEARED = "(none)"
"""What clears a value in a row to change."""

ACTIONS = ("add", "change", "remove")
IDENTITIES = ("known", "new")
_WORKING = ("change", "why", "identity", "suggestions", "review")

_Key = tuple[str, ...]
_Rows = dict[str, dict[_Key, dict[str, str]]]


@attrs.frozen(kw_only=True)
class ChangeRow:
    """One row of a change.

    Attributes:
        table: The table it belongs to.
        where: File and line, for messages.
        action: One of `ACTIONS`.
        cells: The cells of the table's own columns.
        working: The cells of the other columns.
    """

    table: Table[Any]
    where: str
    action: str
    cells: Mapping[str, str]
    working: Mapping[str, str]

    @property
    def key(self) -> _Key:
        """Its primary key, as cells."""
        return tuple(self.cells.get(field, "") for field in self.table.key)


class ChangeError(IntegrityError):
    """A change cannot be applied. Every problem is named by file, line and field."""


def read_change(folder: Path) -> tuple[ChangeRow, ...]:
    """Read every table of a change.

    Raises:
        ChangeError: A file that is no table, an unknown column or action, a row of the wrong
            length, or no table at all.
    """
    known = {table.path: table for table in TABLES}
    paths = sorted(folder.glob("*.csv"))
    problems = [
        f"{path.name} is no table of a release; {_hint(path.name, known)}"
        for path in paths
        if path.name not in known
    ]
    if not paths:
        problems.append(f"{folder} holds no table; {_hint('listings.csv', known)}")
    rows: list[ChangeRow] = []
    for path in paths:
        if path.name in known:
            _read_table(path, known[path.name], rows, problems)
    if problems:
        raise ChangeError(str(folder), problems)
    return tuple(rows)


def apply_change(base: Contents, rows: tuple[ChangeRow, ...]) -> Contents:
    """Return the records of a release after a change.

    Raises:
        ChangeError: A row does not fit the release, or makes no valid record; or the records
            contradict each other afterwards.
    """
    tables: _Rows = {
        table.name: {_key(table, row): row for row in map(to_row, base.of(table))}
        for table in TABLES
    }
    problems: list[str] = []
    for row in rows:
        problems += [f"{row.where}: {text}" for text in _ACT[row.action](tables, row)]
    problems += _settle_identities(tables, rows)
    contents = _records(tables, rows, problems)
    if problems:
        raise ChangeError("change", problems)
    try:
        return Contents(**contents)
    except IntegrityError as error:
        raise ChangeError(error.table, error.problems) from None


def _records(
    tables: _Rows, rows: tuple[ChangeRow, ...], problems: list[str]
) -> dict[str, tuple[Any, ...]]:
    """Return the records of every table; what makes none is added to the problems."""
    given = {(row.table.name, row.key): row.where for row in rows if row.action != "remove"}
    contents: dict[str, Any] = {}
    for table in TABLES:
        records: list[Any] = []
        for key, cells in tables[table.name].items():
            try:
                records.append(from_row(table.record, cells))
            except InvalidRecordError as error:
                where = given.get((table.name, key), f"{table.path}, {' '.join(key)}")
                problems.append(f"{where}: {error.field} {error.value!r}: {error.problem}")
        contents[table.name] = tuple(records)
    return contents


# Reading


def _read_table(path: Path, table: Table[Any], rows: list[ChangeRow], problems: list[str]) -> None:
    own = tuple(attrs.fields_dict(table.record))
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        columns = next(reader, list[str]())
        allowed = (*own, *(_WORKING if table.record is Listing else _WORKING[:2]), *_WORKING[3:])
        unknown = [column for column in columns if column not in allowed]
        if unknown or len(set(columns)) != len(columns):
            named = unknown or columns
            problems.append(
                f"{path.name} line 1: unknown or repeated column {named[0]!r}; "
                f"{_hint(named[0], allowed)}"
            )
            return
        for cells in reader:
            where = f"{path.name} line {reader.line_num}"
            if len(cells) != len(columns):
                problems.append(f"{where}: {len(cells)} cells in {len(columns)} columns")
                continue
            given = {c: cell.strip() for c, cell in zip(columns, cells, strict=True)}
            row = ChangeRow(
                table=table,
                where=where,
                action=given.get("change") or "add",
                cells={column: cell for column, cell in given.items() if column in own},
                working={column: cell for column, cell in given.items() if column not in own},
            )
            problems += [f"{where}: {text}" for text in _form_problems(row)]
            rows.append(row)


def _form_problems(row: ChangeRow) -> Iterator[str]:
    if row.action not in ACTIONS:
        yield f"change {row.action!r}: {_hint(row.action, ACTIONS)}"
        return
    if row.working.get("review"):
        yield f"review {row.working['review']!r}: decide it, and empty the cell"
    if row.action != "add" and not row.working.get("why"):
        yield f"why: a reason must be given to {row.action} a row"
    needs_source = row.action == "add" and "sources" in attrs.fields_dict(row.table.record)
    if needs_source and not row.cells.get("sources"):
        yield "sources: a source must be given for every row"
    if row.table.record is Listing and row.action == "add":
        identity = row.working.get("identity", "")
        if identity not in IDENTITIES:
            yield f"identity {identity!r}: must be known or new, by a person's decision"


def _hint(given: str, allowed: Any) -> str:
    close = nearest(given, allowed)
    meant = f"did you mean {close}? " if close is not None else ""
    return f"{meant}(allowed: {', '.join(allowed)})"


# Applying: each returns what is wrong


def _add(tables: _Rows, row: ChangeRow) -> list[str]:
    if row.key in tables[row.table.name]:
        return [f"{' '.join(row.key)} is recorded already; to correct it, say change"]
    columns = attrs.fields_dict(row.table.record)
    tables[row.table.name][row.key] = {c: row.cells.get(c, "") for c in columns}
    return []


def _change(tables: _Rows, row: ChangeRow) -> list[str]:
    recorded = tables[row.table.name].get(row.key)
    if recorded is None:
        return _not_recorded(tables, row)
    problems: list[str] = []
    for column, cell in row.cells.items():
        if not cell or column in row.table.key:
            continue
        if cell.startswith("+") and column in _lists(row.table):
            old = recorded[column].split(SEPARATOR) if recorded[column] else []
            new = cell[1:].split(SEPARATOR)
            problems += [f"{column}: {item!r} is there already" for item in new if item in old]
            recorded[column] = SEPARATOR.join([*old, *new])
        elif recorded[column] == cell:
            problems.append(f"{column}: {cell!r} is what is recorded")
        else:
            recorded[column] = "" if cell == CLEARED else cell
    return problems


def _remove(tables: _Rows, row: ChangeRow) -> list[str]:
    if tables[row.table.name].pop(row.key, None) is None:
        return _not_recorded(tables, row)
    return []


def _not_recorded(tables: _Rows, row: ChangeRow) -> list[str]:
    keys = [" ".join(key) for key in tables[row.table.name]]
    return [str(UnknownValueError(f"row of {row.table.name}", " ".join(row.key), keys))]


_ACT: Mapping[str, Callable[[_Rows, ChangeRow], list[str]]] = {
    "add": _add,
    "change": _change,
    "remove": _remove,
}


def _settle_identities(tables: _Rows, rows: tuple[ChangeRow, ...]) -> Iterator[str]:
    """Make the new markets, and give known ones the names that were printed."""
    markets = tables["markets"]
    declared = {row.key for row in rows if row.table.record is Market and row.action == "add"}
    made: set[_Key] = set()
    for row in rows:
        if row.table.record is not Listing or row.action == "remove":
            continue
        listing = tables["listings"].get(row.key)
        if listing is None:
            continue
        key = (listing["market"],)
        if row.action == "add" and row.working["identity"] == "new":
            if key in markets and key not in declared | made:
                yield f"{row.where}: market {key[0]!r} is recorded already, and not new"
                continue
            if key not in markets:
                made.add(key)
                markets[key] = _new_market(listing)
        elif key not in markets:
            known = UnknownValueError("market", key[0], (market for (market,) in markets))
            yield f"{row.where}: {known}"
            continue
        _add_name(markets[key], listing)


def _new_market(listing: Mapping[str, str]) -> dict[str, str]:
    physical = listing["category"] == "physical-market"
    return {
        "id": listing["market"],
        "name": listing["name"],
        "kind": "physical" if physical else "online",
        "aliases": "",
        "domains": "",
        "sources": listing["sources"],
        "note": "",
    }


def _add_name(market: dict[str, str], listing: Mapping[str, str]) -> None:
    aliases = market["aliases"].split(SEPARATOR) if market["aliases"] else []
    # A heading that names several markets is no name of one of them.
    if not listing["covers"] and listing["name"] not in (market["name"], *aliases):
        market["aliases"] = SEPARATOR.join([*aliases, listing["name"]])


def _lists(table: Table[Any]) -> set[str]:
    fields = attrs.fields(table.record)
    return {field.name for field in fields if kind_of(field).is_list}


def _key(table: Table[Any], row: Mapping[str, str]) -> _Key:
    return tuple(row[field] for field in table.key)
