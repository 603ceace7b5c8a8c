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

from notorious_markets.datapackage.cells import explained, reader, to_row
from notorious_markets.datapackage.descriptor import contradictions, describe
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
    shown,
)
from notorious_markets.records.release import Release, TableFile
from notorious_markets.records.tables import BY_NAME, TABLES, Contents, Table

DESCRIPTOR = "datapackage.json"
"""Name of a package's descriptor."""

PINS = "published.csv"
"""Name of the table, beside the releases, of those that were published, with the SHA-256 of each
one's descriptor. A descriptor has those of its tables, so that a pin holds a whole release."""


@attrs.frozen(eq=False)
class Package:
    """A package whose descriptor was read.

    Attributes:
        folder: Where it lies.
        release: What its descriptor says of it.
        schemas: The schema of each of its tables as it stands there.
    """

    folder: Folder
    release: Release
    schemas: Mapping[str, Any]

    def check_files(self) -> None:
        """Check that its files are those it describes.

        Raises:
            IntegrityError: One is missing, or has another size or SHA-256.
        """
        for file in self.release.tables:
            _read_checked(self.folder, file)

    def read(self, name: str) -> list[Any]:
        """Read a table and check it, except against others; one it does not have has no records.

        Raises:
            IntegrityError: It is missing or damaged.
        """
        file = next((file for file in self.release.tables if file.name == name), None)
        return [] if file is None else self._read(file)

    def _read(self, file: TableFile) -> list[Any]:
        table = BY_NAME[file.name]
        data = _read_checked(self.folder, file)
        if file.rows > MOST_ROWS:
            problem = f"{file.rows} rows are stated; {MOST_ROWS} are allowed"
            raise IntegrityError(table.name, [problem])
        try:
            columns, records = _records(table, data.decode(), file.rows + 1)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            problem = f"{table.path} line {line}: is no CSV in UTF-8: {error.reason}"
            raise IntegrityError(table.name, [problem]) from None
        if len(records) != file.rows:
            count = str(len(records)) if len(records) < file.rows else f"more than {file.rows}"
            raise IntegrityError(table.name, [f"{table.path} has {count} rows, not {file.rows}"])
        problems = list(contradictions(table, self.schemas[file.name], columns))
        if problems:
            raise IntegrityError(table.name, problems)
        return records


def read_package(folder: Folder, pin: str | None = None) -> tuple[Release, Contents]:
    """Read a package and check it: sizes, SHA-256, row counts, schemas, cells, records, laws.

    Args:
        folder: Where it lies.
        pin: The SHA-256 that its descriptor must have, if it was published.

    Raises:
        IntegrityError: Something is missing, damaged or contradictory. Nothing is returned then.
    """
    package = open_package(folder, pin)
    tables = {file.name: package.read(file.name) for file in package.release.tables}
    try:
        return package.release, Contents(**tables)
    except IntegrityError as error:
        raise located(error, tables) from None


def located(error: IntegrityError, tables: Mapping[str, Sequence[object]]) -> IntegrityError:
    """Return the same error with file, line and field of every problem.

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


def read_pins(data: Folder) -> dict[str, str]:
    """Return the SHA-256 of the descriptors of the published releases in a folder, by version.

    Raises:
        IntegrityError: They cannot be read.
    """
    try:
        rows = csv.DictReader(io.StringIO(read_file(data, PINS, LARGEST_DESCRIPTOR).decode()))
        return {row["version"]: row["descriptor_sha256"] for row in rows}
    except (ValueError, KeyError, csv.Error) as error:
        raise IntegrityError(PINS, [f"is no table of releases: {error}"]) from None


def open_package(folder: Folder, pin: str | None = None) -> Package:
    """Read the descriptor of a package.

    Args:
        folder: Where it lies.
        pin: The SHA-256 that its descriptor must have, if it was published.

    Raises:
        IntegrityError: There is none, it is not that one, or it does not describe a release.
    """
    data = read_file(folder, DESCRIPTOR, LARGEST_DESCRIPTOR)
    digest = hashlib.sha256(data).hexdigest()
    if pin is not None and digest != pin:
        problem = f"SHA-256 is {digest}, not {pin}, that of the release as it was published"
        raise IntegrityError(DESCRIPTOR, [problem])
    try:
        descriptor = json.loads(
            data.decode(),
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
    known = [table.name for table in TABLES if table.name in names or table.required]
    if names != known:
        raise IntegrityError(DESCRIPTOR, [f"has the tables {shown(names)}, not {known}"])
    for table in TABLES:
        if table.name not in names and is_stray(folder, table.path):
            raise IntegrityError(DESCRIPTOR, [f"does not name {table.path}, which lies beside it"])
    return Package(folder, release, schemas)


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


def _records(table: Table[Any], text: str, most: int) -> tuple[list[str], list[Any]]:
    """Return the columns and the first records, no more of them than are wanted."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    cells: list[str] = []
    records: list[Any] = []
    try:
        columns = next(rows, columns)
        _refuse_columns(table, columns)
        read = reader(table.record)
        for cells in islice(rows, most):
            records.append(read(zip(columns, cells, strict=True)))
    except IntegrityError:
        raise
    except Exception as error:  # noqa: BLE001 (its reason is sought now)
        problem = _problem(error, table, columns, cells)
        raise IntegrityError(
            table.name, [f"{table.path} line {rows.line_num}: {problem}"]
        ) from None
    return columns, records


def _problem(error: Exception, table: Table[Any], columns: list[str], cells: list[str]) -> str:
    """Say what is wrong with a row."""
    if isinstance(error, csv.Error):
        return f"is no CSV in UTF-8: {error}"
    if len(cells) != len(columns):
        return f"{len(cells)} cells in {len(columns)} columns"
    return str(explained(error, table.record, dict(zip(columns, cells, strict=True))))


def _refuse_columns(table: Table[Any], columns: Sequence[str]) -> None:
    for problem in _column_problems(table, columns):
        raise IntegrityError(table.name, [f"{table.path} line 1: {problem}"])


def _column_problems(table: Table[Any], columns: Sequence[str]) -> Iterator[str]:
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
    tables = [table for table in TABLES if table.required or contents.of(table)]
    files = {table.path: _to_csv(table, contents.of(table)) for table in tables}
    release = Release(
        version=version,
        created=created,
        tables=tuple(
            TableFile(
                name=table.name,
                rows=len(contents.of(table)),
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


def _to_csv(table: Table[Any], records: Sequence[Any]) -> bytes:
    text = io.StringIO(newline="")
    columns = [attribute.name for attribute in attrs.fields(table.record)]
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(to_row, records))
    return text.getvalue().encode()
