# SPDX-License-Identifier: MIT
"""A damaged package is refused with an error of ours, or what loads is what its files say.

A corruption is a pure function from the bytes of a table to other bytes. Each is tried twice: as it
is, when the checksum refuses it, and with a descriptor that agrees with it, when the deeper checks
must. `docs/reference/integrity.md` has the counts, which are tested here.
"""

import csv
import hashlib
import io
import json
import os
import random
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import attrs
import pytest

import notorious_markets as nm
from explorer.editions import edition_pages
from notorious_markets.__main__ import main
from notorious_markets.datapackage.cells import from_row
from notorious_markets.datapackage.files import LARGEST_DESCRIPTOR, LARGEST_TABLE, MOST_ROWS
from notorious_markets.datapackage.package import (
    DESCRIPTOR,
    open_package,
    read_package,
    write_package,
)
from notorious_markets.errors import IntegrityError, InvalidArgumentError
from notorious_markets.records.release import TableFile
from notorious_markets.records.tables import BY_NAME
from notorious_markets.text.render import begins_formula

DATA = Path(nm.__file__).parent / "data"
RELEASE = "2026.12.1"
# Those that the release has: the file of a table that is younger is not there to be damaged.
TABLES = [BY_NAME[file.name] for file in nm.load(RELEASE).release.tables]
COUNTS = Path(__file__).parents[2] / "docs/reference/integrity.md"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The records of a bundled release, every table of it, the largest cut to 150 rows."""
    contents = read_package(DATA / RELEASE)[1]
    contents = contents.replace(seizure_lines=contents.seizure_lines[:150])
    folder = tmp_path_factory.mktemp("sound") / "package"
    write_package(folder, contents, version="2026.01", created=date(2026, 1, 31))
    assert {path.name for path in folder.glob("*.csv")} == {table.path for table in TABLES}
    return contents, {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def package(sound, tmp_path):
    """The files of the same, for a test to damage."""
    folder = tmp_path / "package"
    folder.mkdir()
    write(folder, sound[1])
    return folder


def write(folder, files):
    for name, data in files.items():
        (folder / name).write_bytes(data)


# Corruptions


def lines(change):
    """A corruption of the lines of a table, of which the first is the header."""
    return lambda data: b"".join(change(data.splitlines(keepends=True)))


def cells(change):
    """A corruption of the rows of a table, of which the first is the header."""

    def corrupt(data):
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(change(rows))
        return text.getvalue().encode("utf-8", "surrogatepass")

    return corrupt


def cell(column, change):
    """A corruption of one cell, in the middle of a table."""

    def corrupt(rows):
        place = rows[0].index(column)
        row = rows[middle(rows)]
        row[place] = change(row[place]) if callable(change) else change
        return rows

    return cells(corrupt)


def middle(rows):
    return max(1, len(rows) // 2)


def flip(place, bit):
    def corrupt(data):
        at = place % len(data)
        return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]

    return corrupt


def swap_columns(rows):
    return [[row[1], row[0], *row[2:]] for row in rows]


LINES = {
    "the first row twice": lines(lambda all_: [*all_[:2], *all_[1:]]),
    "the last row twice": lines(lambda all_: [*all_, all_[-1]]),
    "the first row dropped": lines(lambda all_: [all_[0], *all_[2:]]),
    "the last row dropped": lines(lambda all_: all_[:-1]),
    "the header dropped": lines(lambda all_: all_[1:]),
    "the header twice": lines(lambda all_: [all_[0], *all_]),
    "two rows swapped": lines(lambda all_: [all_[0], all_[2], all_[1], *all_[3:]]),
    "an empty line at the end": lambda data: data + b"\n",
    "an empty line in the middle": lines(lambda all_: [*all_[:2], b"\n", *all_[2:]]),
    "nothing": lambda _: b"",
    "nothing but the header": lines(lambda all_: all_[:1]),
}
COLUMNS = {
    "two names swapped": cells(lambda rows: [*swap_columns(rows[:1]), *rows[1:]]),
    "two columns swapped": cells(swap_columns),
    "the first column dropped": cells(lambda rows: [row[1:] for row in rows]),
    "the last column dropped": cells(lambda rows: [row[:-1] for row in rows]),
    "the first column twice": cells(lambda rows: [[row[0], *row] for row in rows]),
    "a column more": cells(lambda rows: [[*row, "colour"] for row in rows]),
    "a cell more": cells(lambda rows: [*rows[:-1], [*rows[-1], ""]]),
    "a cell less": cells(lambda rows: [*rows[:-1], rows[-1][:-1]]),
    "semicolons": lambda data: data.replace(b",", b";"),
    "tabs": lambda data: data.replace(b",", b"\t"),
}
ENCODINGS = {
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "Latin-1": lambda data: data + "é".encode("latin-1"),
    "a surrogate": lambda data: data + b"\xed\xa0\x80",
    "CR LF": lambda data: data.replace(b"\n", b"\r\n"),
    "CR": lambda data: data.replace(b"\n", b"\r"),
    "mixed line ends": lines(lambda all_: [all_[0].replace(b"\n", b"\r\n"), *all_[1:]]),
    "no last line end": lambda data: data[:-1],
    "a quote that does not end": lambda data: data + b'"',
    "NUL at the end": lambda data: data + b"\0",
    "NUL only": lambda data: bytes(len(data)),
    "gzip": lambda data: b"\x1f\x8b\x08\0" + data,
    "zip": lambda data: b"PK\x03\x04" + data,
}
HARMLESS = {"two rows swapped", "CR LF", "CR", "mixed line ends", "no last line end"}
"""What changes no record, and loads."""

SHORTER = {
    "the first row dropped",
    "the last row dropped",
    "nothing but the header",
}
"""What loads where no other table refers to the rows that are gone: the descriptor counts them."""

CELLS = {
    "NUL": lambda text: f"{text}\0",
    "a line feed": lambda text: f"{text}\nx",
    "a tab": lambda text: f"\t{text}",
    "a space": lambda text: f" {text}",
    "a decomposed letter": lambda text: f"{text}e\u0301",
    "a reversal of the reading order": lambda text: f"{text}\u202e",
    "200,000 characters": "x" * 200_000,
    "2,000 digits": "9" * 2_000,
    "5,000 digits": "9" * 5_000,
}
"""What no cell can be, whatever its column; the digits are tried where a number is expected."""


def bits(table):
    places = random.Random(table.name)
    return {f"bit {number}": flip(places.randrange(2**31), number % 8) for number in range(16)}


def cuts(_):
    return {f"{part}/8": lambda data, part=part: data[: len(data) * part // 8] for part in range(8)}


def cell_corruptions(table):
    for column, attribute in attrs.fields_dict(table.record).items():
        free = attribute.type in (str, str | None)
        listed = str(attribute.type).startswith("tuple")
        for name, change in CELLS.items():
            if not name.endswith("digits") or not (free or listed):
                yield column, change
        if not free:
            yield column, "no such value|"  # the wrong type
        if attribute.default is attrs.NOTHING:
            yield column, ""


def references(table):
    """Every column that refers to a table, with a reference to nothing."""
    dangling = {"year": "2099", "id": "no-such-id", "name": "No such name"}
    found = {column: dangling[BY_NAME[other].key[0]] for column, other in table.references.items()}
    cites = "sources" in attrs.fields_dict(table.record)
    return {**found, "sources": "no-such-id"} if cites else found


KINDS = {
    "bits": bits,
    "cut": cuts,
    "lines": lambda _: LINES,
    "columns": lambda _: COLUMNS,
    "encoding": lambda _: ENCODINGS,
    "cells": lambda table: {one: cell(*one) for one in cell_corruptions(table)},
    "references": lambda table: {one: cell(*one) for one in references(table).items()},
}


# What becomes of them


def sealed(files, table, data):
    """The files of a package with a table changed, and a descriptor that agrees with it."""
    descriptor = json.loads(files[DESCRIPTOR])
    for resource in descriptor["resources"]:
        if resource["name"] == table.name:
            resource.update(attrs.asdict(described(table, data)))
            resource["hash"] = f"sha256:{resource.pop('sha256')}"
    text = json.dumps(descriptor, ensure_ascii=False)
    return {**files, table.path: data, DESCRIPTOR: text.encode()}


def described(table, data):
    text = io.StringIO(data.decode("utf-8", "replace"), newline="")
    csv.field_size_limit(2**20)
    try:
        rows = sum(1 for _ in csv.reader(text))
    finally:
        csv.field_size_limit(2**17)
    digest = hashlib.sha256(data).hexdigest()
    return TableFile(name=table.name, rows=max(rows - 1, 0), bytes=len(data), sha256=digest)


def read_table(package, file):
    """The records of a table, as if the descriptor told of its file what is given."""
    opened = open_package(package)
    files = [file if file.name == other.name else other for other in opened.release.tables]
    return attrs.evolve(opened, release=attrs.evolve(opened.release, tables=files)).read(file.name)


def outcome(package, sound, table, data):
    """Refused and why, or what becomes of the records: then they are what the file says."""
    contents, _ = sound
    (package / table.path).write_bytes(data)
    try:
        records = read_table(package, described(table, data))
        loaded = contents.replace(**{table.name: records})
    except IntegrityError as error:
        return "refused", error
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert records == [from_row(table.record, row) for row in rows]
    assert loaded.replace(**{table.name: contents.of(table)}) == contents
    return ("same" if loaded == contents else "other"), None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_corrupt_table_is_refused_or_is_read_as_what_it_says(package, sound, table):
    """Even when the descriptor agrees; when it does not, the checksum refuses it."""
    files = sound[1]
    data = files[table.path]
    file = described(table, data)
    counts, becomes = [], {"refused": 0, "same": 0, "other": 0}
    for kind, corruptions in KINDS.items():
        changes = {name: change(data) for name, change in corruptions(table).items()}
        changes = {name: changed for name, changed in changes.items() if changed != data}
        counts.append(len(changes))
        for name, changed in changes.items():
            found, error = outcome(package, sound, table, changed)
            becomes[found] += 1
            if error is None:
                assert kind in ("bits", "cut") or name in HARMLESS | SHORTER, name
                assert name not in HARMLESS or found == "same"
            else:
                assert error.table in BY_NAME
                assert len(str(error)) < 20_000
                if kind == "cells":
                    assert_named(error, table, data, *name)
            with pytest.raises(IntegrityError, match=f"^{table.name}: SHA-256 is"):
                read_table(package, file)
        write(package, sealed(files, table, changed))  # the last of the kind, as a whole package
        for ask in (nm.load, nm.verify):
            if found == "refused":
                with pytest.raises(IntegrityError):
                    ask(package)
            else:
                ask(package)
        write(package, files)
    row = [f"`{table.name}`", *counts, sum(counts), *becomes.values()]
    assert f"| {' | '.join(map(str, row))} |" in COUNTS.read_text("utf-8")


def test_the_counts_of_the_documentation_add_up():
    rows = [line.split(" | ")[1:] for line in COUNTS.read_text("utf-8").splitlines()]
    head = next(place for place, row in enumerate(rows) if row[:1] == ["bits"])
    counts = [[int(n.strip(" |").replace(",", "")) for n in row] for row in rows[head + 2 :][:16]]
    assert counts[-1] == [sum(column) for column in zip(*counts[:-1], strict=True)]
    for *kinds, cases, refused, same, other in counts:
        assert sum(kinds) == cases == refused + same + other


@pytest.mark.parametrize(
    ("what", "cases"),
    [("descriptors: ", "DESCRIPTORS"), ("a pipe, ", "FILES"), ("tables of 16 MiB ", "BOMBS")],
)
def test_the_other_counts_of_the_documentation_are_those_of_the_tests(what, cases):
    count = len(globals()[cases]) * (16 if cases == "FILES" else 1)
    (line,) = (line for line in COUNTS.read_text("utf-8").splitlines() if f"| {what}" in line)
    assert f" | {count} | " in line


def assert_named(error, table, data, column, change):
    """File, line and field are named."""
    line = middle(data.splitlines()) + 1
    if len(change if isinstance(change, str) else change("")) > csv.field_size_limit():
        problem = "is no CSV in UTF-8: field larger than field limit (131072)"
    else:
        line += callable(change) and "\n" in change("")  # such a row ends a line later
        problem = f"{table.record.__name__}.{column} = "
    assert str(error).startswith(f"{table.name}: {table.path} line {line}: {problem}"), str(error)


@pytest.mark.parametrize(
    ("table", "column", "dangling"),
    [(table, *reference) for table in TABLES for reference in references(table).items()],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_dangling_reference_is_named_by_file_line_and_field(
    package, sound, table, column, dangling
):
    data = sound[1][table.path]
    line = middle(data.splitlines()) + 1
    write(package, sealed(sound[1], table, cell(column, dangling)(data)))
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError, match="unknown") as caught:
            ask(package)
        assert caught.value.table == table.name
        where = f"{table.path} line {line}, {column}: "
        assert any(problem.startswith(where) for problem in caught.value.problems), caught.value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_can_stand_in_another_order_if_the_schema_says_so(package, sound, table):
    contents, files = sound
    files = sealed(files, table, COLUMNS["two columns swapped"](files[table.path]))
    descriptor = json.loads(files[DESCRIPTOR])
    for resource in descriptor["resources"]:
        if resource["name"] == table.name:
            (resource["schema"]["fields"],) = swap_columns([resource["schema"]["fields"]])
    write(package, {**files, DESCRIPTOR: json.dumps(descriptor).encode()})
    assert read_package(package)[1] == contents


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_repeated_key_is_named_by_file_line_and_field(package, sound, table):
    data = LINES["the last row twice"](sound[1][table.path])
    write(package, sealed(sound[1], table, data))
    with pytest.raises(IntegrityError, match="stands 2 times") as caught:
        nm.load(package)
    line = data.count(b"\n")
    assert caught.value.problems[0].startswith(
        (
            f"{table.path} line {line}, {table.key[-1]}: ",
            f"{table.path} line {line - 1}, {table.key[-1]}: ",
        )
    )


# The descriptor


def descriptor_change(change):
    """A corruption of the descriptor, as the object it stands for."""

    def corrupt(text):
        descriptor = json.loads(text)
        change(descriptor)
        return json.dumps(descriptor)

    return corrupt


def in_resource(**changes):
    return descriptor_change(lambda d: d["resources"][2].update(changes))


def in_schema(change):
    return descriptor_change(lambda d: change(d["resources"][2]["schema"]))


PATHS = (
    "../listings.csv",
    "./listings.csv",
    "package/../listings.csv",
    "/etc/passwd",
    "/dev/zero",
    "//server/share/listings.csv",
    "\\\\server\\share\\listings.csv",
    "C:\\listings.csv",
    "C:listings.csv",
    "..\\listings.csv",
    "file:///etc/passwd",
    "https://example.com/listings.csv",
    "listings.csv\0",
    "listings.csv.gz",
    "listings.zip",
    "LISTINGS.CSV",
    "",
    ["listings.csv"],
    ["listings.csv", "absences.csv"],
    None,
    7,
    {},
)
DESCRIPTORS = {
    **{f"path {path!r}": in_resource(path=path) for path in PATHS},
    **{
        f"name {name!r}": in_resource(name=name, path=f"{name}.csv")
        for name in ("../listings", "/etc/passwd", "listings\0", "", "colours", "markets", 7)
    },
    "gzip": in_resource(compression="gz"),
    "zip": in_resource(compression="zip", path="listings.csv.zip"),
    "data": in_resource(data=[]),
    "dialect": in_resource(dialect={"delimiter": ";"}),
    "encoding": in_resource(encoding="latin-1"),
    "format": in_resource(format="xlsx"),
    "type": in_resource(type="json"),
    "a number of rows that is none": in_resource(rows=1.0),
    "an infinite number of rows": in_resource(rows=float("inf")),
    "no number of rows": in_resource(rows=float("nan")),
    "true rows": in_resource(rows=True),
    "fewer rows": descriptor_change(lambda d: d["resources"][2].update(rows=3)),
    "more rows": descriptor_change(lambda d: d["resources"][2].update(rows=MOST_ROWS)),
    "too many rows": descriptor_change(lambda d: d["resources"][2].update(rows=10**17)),
    "MD5": in_resource(hash="md5:d41d8cd98f00b204e9800998ecf8427e"),
    "the hash of another": descriptor_change(
        lambda d: d["resources"][2].update(hash=d["resources"][1]["hash"])
    ),
    "no schema": descriptor_change(lambda d: d["resources"][2].pop("schema")),
    "a schema that is none": in_resource(schema=[]),
    "no fields": in_schema(lambda s: s.pop("fields")),
    "a field without a name": in_schema(lambda s: s["fields"][0].pop("name")),
    "a field less": in_schema(lambda s: s["fields"].pop()),
    "a field twice": in_schema(lambda s: s["fields"].append(s["fields"][0])),
    "fields in another order": in_schema(lambda s: s["fields"].reverse()),
    "another type": in_schema(lambda s: s["fields"][0].update(type="string")),
    "another delimiter": in_schema(lambda s: s["fields"][2].update(delimiter=";")),
    "another key": in_schema(lambda s: s.update(primaryKey=["edition"])),
    "another foreign key": in_schema(lambda s: s["foreignKeys"].append({})),
    "another vocabulary": in_schema(
        lambda s: s["fields"][4]["constraints"]["enum"].append("flea-market")
    ),
    "no vocabulary": in_schema(lambda s: s["fields"][4].pop("constraints")),
    "a table less": descriptor_change(lambda d: d["resources"].pop(2)),
    "a table less that could be missing": descriptor_change(lambda d: d["resources"].pop()),
    "a table twice": descriptor_change(lambda d: d["resources"].append(d["resources"][-1])),
    "no table": descriptor_change(lambda d: d.update(resources=[])),
    "tables that are none": descriptor_change(lambda d: d.update(resources=[None])),
    "tables by name": descriptor_change(lambda d: d.update(resources={"listings": {}})),
    "ten thousand tables": descriptor_change(lambda d: d.update(resources=[{}] * 10_000)),
    "a version that is none": descriptor_change(lambda d: d.update(version="latest")),
    "a version of another kind": descriptor_change(lambda d: d.update(version=2026.11)),
    "a day that is none": descriptor_change(lambda d: d.update(created="2026-02-30")),
    "a day and something": descriptor_change(lambda d: d.update(created="2026-01-31, or so")),
    "a day of another kind": descriptor_change(lambda d: d.update(created=["2026-01-31"] * 10)),
    "a key twice": lambda text: text.replace('"rows"', '"rows": 3, "rows"', 1),
    "a huge integer": lambda text: text.replace('"rows": ', f'"rows": {"9" * 5_000}', 1),
    "deep lists": lambda text: text.replace("{", f'{{"x": {"[" * 5_000}{"]" * 5_000}, ', 1),
    "very deep lists": lambda text: text.replace("{", f'{{"x": {"[" * 400_000}', 1),
    "no end": lambda text: text[:-3],
    "two of them": lambda text: text + text,
    "a byte-order mark": lambda text: f"\ufeff{text}",
    "NUL": lambda text: f"{text}\0",
    "spaces up to the limit": lambda text: text.ljust(LARGEST_DESCRIPTOR + 1),
}


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_a_corrupt_descriptor_is_refused(package, sound, name):
    text = sound[1][DESCRIPTOR].decode()
    changed = DESCRIPTORS[name](text)
    assert changed != text
    (package / DESCRIPTOR).write_text(changed, "utf-8")
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError) as caught:
            ask(package)
        assert len(str(caught.value)) < 5_000
        assert caught.value.table in (DESCRIPTOR, "listings")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
def test_a_descriptor_in_another_encoding_is_refused(package, sound, encoding):
    text = sound[1][DESCRIPTOR].decode().replace("Notorious", "Nötörious")
    (package / DESCRIPTOR).write_bytes(text.encode(encoding))
    with pytest.raises(IntegrityError, match="is no descriptor of a release"):
        nm.load(package)


def test_a_bit_of_the_descriptor_changes_no_record(package, sound):
    contents, files = sound
    data = files[DESCRIPTOR]
    places = random.Random(0)
    for _ in range(32):
        changed = flip(places.randrange(len(data)), places.randrange(8))(data)
        (package / DESCRIPTOR).write_bytes(changed)
        try:
            _, loaded = read_package(package)
        except IntegrityError:
            continue
        assert loaded == contents  # a description, or the release's name, is another


def test_deep_json_where_nothing_reads_it_is_refused_or_harmless(package, sound):
    contents, files = sound
    for depth in (10, 100, 900):
        text = files[DESCRIPTOR].decode().replace("{", f'{{"x": {"[" * depth}{"]" * depth}, ', 1)
        (package / DESCRIPTOR).write_text(text, "utf-8")
        try:
            loaded = read_package(package)[1]
        except IntegrityError as error:
            loaded, problem = contents, str(error)
            assert "RecursionError" in problem
        assert loaded == contents


# Files that are none


def as_fifo(path):
    os.mkfifo(path)


def as_folder(path):
    path.mkdir()


def as_sparse(path):
    with path.open("wb") as file:
        file.truncate(2**31)


def as_link(target, path):
    path.symlink_to(target)


FILES = {
    "a pipe": (as_fifo, "is no regular file"),
    "a folder": (as_folder, "is no regular file"),
    "2 GiB": (as_sparse, "has 2147483648 bytes; [0-9]+ are allowed"),
    "a link to a device": (partial(as_link, "/dev/zero"), "is a symbolic link"),
    "a link out of the package": (partial(as_link, "../elsewhere"), "is a symbolic link"),
    "a link to nothing": (partial(as_link, "nothing"), "is a symbolic link"),
    "a link to itself": (partial(as_link, "listings.csv"), "is a symbolic link"),
    "no file": (lambda _: None, "cannot be read: No such file or directory"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and links")
@pytest.mark.parametrize("name", [DESCRIPTOR, *(table.path for table in TABLES)])
@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_regular_file_of_a_fair_size_is_refused_unread(package, name, kind):
    make, problem = FILES[kind]
    (package / name).rename(package.parent / "elsewhere")  # the true file, where a link leads
    make(package / name)
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError, match=f"^{name}: {problem}"):
            ask(package)


def test_a_file_that_grows_while_it_is_read_does_not_fit_its_checksum(package, monkeypatch):
    """And no more is read than was there when it was opened."""
    fstat = os.fstat

    def before(descriptor):
        state = fstat(descriptor)
        with (package / "listings.csv").open("ab") as file:
            file.write(b"x" * 100)
        return state

    monkeypatch.setattr(os, "fstat", before)
    with pytest.raises(IntegrityError):
        nm.load(package)


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000, "x/" * 5_000])
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(nm.UnknownValueError, match="unknown release"):
        nm.load(path)
    with pytest.raises(IntegrityError, match=r"datapackage\.json: cannot be read"):
        nm.load(Path(path))


# Bounds of memory. A text that took more than one pass a cell would not be read in a lifetime.

BOMBS = {
    "empty lines": ("markets", lambda head: head + b"\n" * (LARGEST_TABLE - len(head))),
    "one line of empty cells": ("markets", lambda head: head + b"," * (LARGEST_TABLE - len(head))),
    "one line of columns": ("markets", lambda _: b"," * LARGEST_TABLE),
    "one cell": ("markets", lambda head: head + b"x" * (LARGEST_TABLE - len(head))),
    "a long address": (
        "sources",
        lambda head: head + b"s,http://" + b"x" * (LARGEST_TABLE - 100) + b" ,T,P,,primary,\n",
    ),
    "a long word for a vocabulary": (
        "markets",
        lambda head: head + b"m,M," + b"online" * (LARGEST_TABLE // 7) + b",,,s,\n",
    ),
    "a long name for an economy": (
        "companies",
        lambda head: head + b"c,C,," + b"China" * (LARGEST_TABLE // 6) + b",,,,,,,s,\n",
    ),
}
CHILD = """
import csv, resource, sys
import notorious_markets as nm

nm.verify()
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
csv.field_size_limit(2**30)  # another library may have done so: the bounds are not the csv module's
for folder in sys.argv[1:]:
    try:
        nm.load(folder)
    except nm.IntegrityError as error:
        print(len(str(error)) < 5_000, error.table)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits its memory as Linux does")
def test_the_largest_tables_are_refused_within_bounded_memory(sound, tmp_path):
    folders, expected = [], []
    for number, (name, make) in enumerate(BOMBS.values()):
        table = BY_NAME[name]
        data = make(sound[1][table.path].splitlines(keepends=True)[0])
        assert len(data) <= LARGEST_TABLE
        descriptor = json.loads(sound[1][DESCRIPTOR])
        for resource in descriptor["resources"]:
            if resource["name"] == name:
                digest = hashlib.sha256(data).hexdigest()
                resource.update(bytes=len(data), rows=MOST_ROWS, hash=f"sha256:{digest}")
        folder = tmp_path / str(number)
        folder.mkdir()
        write(folder, {**sound[1], table.path: data, DESCRIPTOR: json.dumps(descriptor).encode()})
        folders.append(folder)
        expected.append(f"True {name}")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, folders)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == expected


# Formulas


def test_no_bundled_cell_would_be_a_formula_in_a_spreadsheet():
    for table in DATA.glob("*/*.csv"):
        with table.open(encoding="utf-8", newline="") as rows:
            assert not any(begins_formula(text) for row in csv.reader(rows) for text in row)


FORMULA = '=HYPERLINK("https://x.example/","A")'


@pytest.fixture
def injected(package, sound):
    """A sound package in which one market, and its listing, have a formula for a name."""
    files = sound[1]
    for name in ("markets", "listings"):
        change = cells(lambda rows: [[FORMULA if c == "Taobao" else c for c in r] for r in rows])
        files = sealed(files, BY_NAME[name], change(files[f"{name}.csv"]))
    write(package, files)
    return package


def test_a_formula_is_loaded_as_it_is_and_never_written_as_csv(injected, capsys):
    ds = nm.load(injected)
    assert ds.market("taobao").name == FORMULA
    for command in (["find", "taobao"], ["show", "2020"], ["compare", "2020", "2021"]):
        assert main(["--release", str(injected), *command, "--format", "csv"]) == 2
        shown = capsys.readouterr()
        assert not shown.out
        assert "would be a formula in a spreadsheet" in shown.err
        assert main(["--release", str(injected), *command, "--format", "json"]) == 0
        assert "=HYPERLINK" in capsys.readouterr().out
    for form in ("domains", "datapackage"):  # the latter is JSON: no spreadsheet opens it
        assert "taobao.com" in nm.export_blocklist(form, injected)
    (page,) = (page for page in edition_pages(ds) if page.address == "editions/2020")
    with pytest.raises(InvalidArgumentError, match="would be a formula"):
        page.csv()
