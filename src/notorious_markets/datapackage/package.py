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
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import attrs

from notorious_markets.datapackage.cells import from_row, from_rows, to_row
from notorious_markets.datapackage.descriptor import TABLES, Table, contradictions, describe
from notorious_markets.datapackage.files import (
    LARGEST_DESCRIPTOR,
    LARGEST_TABLE,
    MOST_ROWS,
    Folder,
    is_stray,
    read_file,
)
from notorious_markets.errors import (
    IntegrityError,
    InvalidArgumentError,
    InvalidRecordError,
    shown,
)
from notorious_markets.records.contents import Contents
from notorious_markets.records.editions import Release, TableFile

DESCRIPTOR = "datapackage.json"
"""Name of a package's descriptor."""

_REQUIRED = frozenset({"editions", "markets", "listings", "absences", "sources"})


def read_package(folder: Folder, leave: frozenset[str] = frozenset()) -> tuple[Release, Contents]:
    """Read a package and check it: sizes, SHA-256, row counts, schemas, cells, records, references.

    Args:
        folder: Where it lies.
        leave: Names of tables to leave out, to be read later with `read_table`. Of these only the
            sizes and SHA-256 are checked.

    Raises:
        IntegrityError: Something is missing, damaged or contradictory. Nothing is returned then.
    """
    release, schemas = _read_descriptor(folder)
    for file in release.tables:
        if file.name in leave:
            _read_checked(folder, file)
    tables: dict[str, Any] = {}
    for file in release.tables:
        if file.name not in leave:
            columns, tables[file.name] = _read_rows(folder, file)
            problems = list(contradictions(_table(file), schemas[file.name], columns))
            if problems:
                raise IntegrityError(file.name, problems)
    try:
        return release, Contents(**tables)
    except IntegrityError as error:
        raise located(error, tables) from None


def read_table(folder: Folder, file: TableFile) -> list[Any]:
    """Read one table of a package and check it, except against other tables.

    Raises:
        IntegrityError: It is missing or damaged.
    """
    return _read_rows(folder, file)[1]


def located(error: IntegrityError, tables: Mapping[str, Sequence[object]]) -> IntegrityError:
    """The same error with file, line and field of every problem.

    Args:
        error: What `Contents` raised.
        tables: The records it was made of, in the order of their rows.
    """
    lines = {  # no cell of a valid record has a line feed, so that a row is a line
        id(record): f"{table}.csv line {number}"
        for table, records in tables.items()
        for number, record in enumerate(records, start=2)
    }
    problems = [
        f"{lines[id(record)]}, {field}: {problem}" if id(record) in lines else problem
        for problem, (record, field) in zip(error.problems, error.places, strict=True)
    ]
    return IntegrityError(error.table, problems, error.places)


# The descriptor

_ONLY = MappingProxyType(
    {
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": None,
        "compression": None,
        "data": None,
        "extrapaths": None,
    }
)
"""What a resource can say of its file. Anything else would have to be read in another way."""


def _read_descriptor(folder: Folder) -> tuple[Release, Mapping[str, Any]]:
    """The release, and the schema of each of its tables as it stands in the descriptor."""
    try:
        descriptor = json.loads(
            read_file(folder, DESCRIPTOR, LARGEST_DESCRIPTOR).decode(),
            object_pairs_hook=_object,
            parse_constant=_no_number,
        )
        release = Release(
            version=descriptor["version"],
            created=datetime.fromisoformat(descriptor["created"]).date(),
            tables=tuple(_table_file(resource) for resource in descriptor["resources"]),
        )
        schemas = {resource["name"]: resource["schema"] for resource in descriptor["resources"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem = f"{type(error).__name__}: {str(error)[:_LONGEST]}"
        raise IntegrityError(DESCRIPTOR, [f"is no descriptor of a release: {problem}"]) from None
    names = [file.name for file in release.tables]
    known = [table.name for table in TABLES if table.name in names or table.name in _REQUIRED]
    if names != known:
        raise IntegrityError(DESCRIPTOR, [f"has the tables {shown(names)}, not {known}"])
    for table in TABLES:
        if table.name not in names and is_stray(folder, table.path):
            raise IntegrityError(DESCRIPTOR, [f"does not name {table.path}, which lies beside it"])
    return release, schemas


_COLUMNS = 50  # of a header that is refused, as many are shown

_LONGEST = 500  # characters of a message that is not this package's


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(f"an object has a key twice: {shown([key for key, _ in pairs])}")
    return made


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _table_file(resource: Mapping[str, Any]) -> TableFile:
    path = f"{resource['name']}.csv"
    if resource["path"] != path:
        given = shown(resource["path"])
        raise ValueError(f"the path of a table must be its name and .csv, not {given}")
    for key, only in _ONLY.items():
        if resource.get(key, only) != only:
            allowed = "left out" if only is None else repr(only)
            raise ValueError(f"{key} of {path} must be {allowed}, not {shown(resource[key])}")
    return TableFile(
        name=resource["name"],
        rows=resource["rows"],
        bytes=resource["bytes"],
        sha256=resource["hash"].removeprefix("sha256:"),
    )


# Tables


def _read_rows(folder: Folder, file: TableFile) -> tuple[list[str], list[Any]]:
    """The columns of a table, and its records in the order of the rows."""
    table = _table(file)
    data = _read_checked(folder, file)
    if file.rows > MOST_ROWS:
        raise IntegrityError(table.name, [f"{file.rows} rows are stated; {MOST_ROWS} are allowed"])
    try:
        columns, records = _records(table, data.decode(), file.rows + 1)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"{table.path} line {line}: is no CSV in UTF-8: {error.reason}"
        raise IntegrityError(table.name, [problem]) from None
    if len(records) != file.rows:
        count = str(len(records)) if len(records) < file.rows else f"more than {file.rows}"
        raise IntegrityError(table.name, [f"{table.path} has {count} rows, not {file.rows}"])
    return columns, records


def _table(file: TableFile) -> Table:
    return next(table for table in TABLES if table.name == file.name)


def _records(table: Table, text: str, most: int) -> tuple[list[str], list[Any]]:
    """The columns and the first records, no more of them than are wanted."""
    try:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        columns = next(rows)
        return columns, from_rows(table.record, columns, list(islice(rows, most)))
    except Exception:  # noqa: BLE001 (whatever it is, reading row by row says what and where)
        columns, *records = _records_one_by_one(table, text, most)
        return columns, records


def _records_one_by_one(table: Table, text: str, most: int) -> Iterator[Any]:
    """The columns, and then the records."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = next(rows, list[str]())
        yield columns
        for problem in _column_problems(table, columns):
            raise IntegrityError(table.name, [f"{table.path} line 1: {problem}"])
        for row in islice(rows, most):
            where = f"{table.path} line {rows.line_num}"
            if len(row) != len(columns):
                problem = f"{where}: {len(row)} cells in {len(columns)} columns"
                raise IntegrityError(table.name, [problem])
            try:
                yield from_row(table.record, dict(zip(columns, row, strict=True)))
            except InvalidRecordError as error:
                raise IntegrityError(table.name, [f"{where}: {error}"]) from None
    except csv.Error as error:
        problem = f"{table.path} line {rows.line_num}: is no CSV in UTF-8: {error}"
        raise IntegrityError(table.name, [problem]) from None


def _column_problems(table: Table, columns: Sequence[str]) -> Iterator[str]:
    fields = attrs.fields_dict(table.record)
    if not set(columns) <= set(fields) or len(set(columns)) != len(columns):
        yield f"unknown or repeated columns in {shown(', '.join(columns[:_COLUMNS]))}"
    missing = [
        name
        for name, attribute in fields.items()
        if attribute.default is attrs.NOTHING and name not in columns
    ]
    if missing:
        yield f"no column {', '.join(missing)}"


def _read_checked(folder: Folder, file: TableFile) -> bytes:
    data = read_file(folder, f"{file.name}.csv", LARGEST_TABLE)
    digest = hashlib.sha256(data).hexdigest()
    if (digest, len(data)) != (file.sha256, file.bytes):
        problem = f"SHA-256 is {digest} over {len(data)} bytes, not {file.sha256} over {file.bytes}"
        raise IntegrityError(file.name, [problem])
    return data


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
