# SPDX-License-Identifier: MIT
"""A release on disk: a folder with ``datapackage.json`` and one CSV file a table.

The files are RFC 4180 in UTF-8 with lines ended by a line feed. Reading checks everything and gives
all or nothing; writing what was read gives the same bytes.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from notorious_markets.contents import Contents
from notorious_markets.errors import IntegrityError, InvalidArgumentError, InvalidRecordError
from notorious_markets.records import Release, TableFile
from notorious_markets.rows import from_row, from_rows, to_row
from notorious_markets.schemas import TABLES, Table, describe

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from notorious_markets.archive import ArchivedFolder

DESCRIPTOR = "datapackage.json"
"""Name of a package's descriptor."""

_REQUIRED = frozenset({"editions", "markets", "listings", "absences", "sources"})


def read_package(
    folder: "Path | Traversable | ArchivedFolder", leave: frozenset[str] = frozenset()
) -> tuple[Release, Contents]:
    """Read a package and check it: sizes, SHA-256, row counts, cells, records, references.

    Args:
        folder: Where it lies.
        leave: Names of tables to leave out, to be read later with `read_table`. Of these only the
            sizes and SHA-256 are checked.

    Raises:
        IntegrityError: Something is missing, damaged or contradictory. Nothing is returned then.
    """
    release = _read_release(folder)
    for file in release.tables:
        if file.name in leave:
            _read_checked(folder, file)
    tables: dict[str, Any] = {
        file.name: read_table(folder, file) for file in release.tables if file.name not in leave
    }
    return release, Contents(**tables)


def read_table(folder: "Path | Traversable | ArchivedFolder", file: TableFile) -> list[Any]:
    """Read one table of a package and check it, except against other tables.

    Raises:
        IntegrityError: It is missing or damaged.
    """
    (table,) = (table for table in TABLES if table.name == file.name)
    data = _read_checked(folder, file)
    try:
        records = _records(table, data.decode())
    except (UnicodeDecodeError, csv.Error) as error:
        raise IntegrityError(table.name, [f"{table.path} is no CSV in UTF-8: {error}"]) from None
    if len(records) != file.rows:
        raise IntegrityError(table.name, [f"has {len(records)} rows, not {file.rows}"])
    return records


def _read_release(folder: "Path | Traversable | ArchivedFolder") -> Release:
    try:
        descriptor = json.loads(_read_bytes(folder, DESCRIPTOR))
        release = Release(
            version=descriptor["version"],
            created=date.fromisoformat(descriptor["created"][:10]),
            tables=tuple(_table_file(resource) for resource in descriptor["resources"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IntegrityError(DESCRIPTOR, [f"is no descriptor of a release: {error!r}"]) from None
    names = [file.name for file in release.tables]
    known = [table.name for table in TABLES if table.name in names or table.name in _REQUIRED]
    if names != known:
        raise IntegrityError(DESCRIPTOR, [f"has the tables {names}, not {known}"])
    return release


def _table_file(resource: Mapping[str, Any]) -> TableFile:
    if resource["path"] != f"{resource['name']}.csv":
        raise ValueError(f"the path of a table must be its name and .csv, not {resource['path']!r}")
    return TableFile(
        name=resource["name"],
        rows=resource["rows"],
        bytes=resource["bytes"],
        sha256=resource["hash"].removeprefix("sha256:"),
    )


def _records(table: Table, text: str) -> list[Any]:
    try:
        columns, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        return from_rows(table.record, columns, rows)
    except Exception:  # noqa: BLE001 (whatever it is, reading row by row says what and where)
        return list(_records_one_by_one(table, text))


def _records_one_by_one(table: Table, text: str) -> Iterator[Any]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = next(rows, [])
    unknown = set(columns) - set(attrs.fields_dict(table.record))
    if unknown or len(set(columns)) != len(columns):
        problem = f"{table.path} line 1: unknown or repeated columns in {', '.join(columns)!r}"
        raise IntegrityError(table.name, [problem])
    for row in rows:
        where = f"{table.path} line {rows.line_num}"
        if len(row) != len(columns):
            problem = f"{where}: {len(row)} cells in {len(columns)} columns"
            raise IntegrityError(table.name, [problem])
        try:
            yield from_row(table.record, dict(zip(columns, row, strict=True)))
        except InvalidRecordError as error:
            raise IntegrityError(table.name, [f"{where}: {error}"]) from error


def _read_checked(folder: "Path | Traversable | ArchivedFolder", file: TableFile) -> bytes:
    data = _read_bytes(folder, f"{file.name}.csv")
    digest = hashlib.sha256(data).hexdigest()
    if (digest, len(data)) != (file.sha256, file.bytes):
        problem = f"SHA-256 is {digest} over {len(data)} bytes, not {file.sha256} over {file.bytes}"
        raise IntegrityError(file.name, [problem])
    return data


def _read_bytes(folder: "Path | Traversable | ArchivedFolder", name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except (OSError, ValueError) as error:  # a path with a null in it is a ValueError
        problem = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise IntegrityError(name, [problem]) from None


def write_package(folder: Path, contents: Contents, *, version: str, created: date) -> Release:
    """Write a release into a new folder.

    Args:
        folder: Where to; it must not exist, because a release is never overwritten.
        contents: The records.
        version: The release's name by calendar.
        created: The day it was made.

    Raises:
        InvalidArgumentError: The folder exists.
        InvalidRecordError: The version is no calendar version.
    """
    if folder.exists():
        raise InvalidArgumentError(f"{folder} exists, and a release is never overwritten")
    tables = [table for table in TABLES if table.name in _REQUIRED or getattr(contents, table.name)]
    files = {table.path: _to_csv(table, getattr(contents, table.name)) for table in tables}
    release = Release(
        version=version,
        created=created,
        tables=tuple(
            TableFile(
                name=table.name,
                rows=len(getattr(contents, table.name)),
                bytes=len(files[table.path]),
                sha256=hashlib.sha256(files[table.path]).hexdigest(),
            )
            for table in tables
        ),
    )
    folder.mkdir(parents=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
    text = json.dumps(describe(release), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_bytes(f"{text}\n".encode())
    return release


def _to_csv(table: Table, records: Sequence[Any]) -> bytes:
    text = io.StringIO(newline="")
    columns = [attribute.name for attribute in attrs.fields(table.record)]
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(to_row, records))
    return text.getvalue().encode()
