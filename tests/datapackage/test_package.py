# SPDX-License-Identifier: MIT
"""Rows and packages: what is written is read, and what is damaged is refused."""

import csv
import hashlib
import io
import json
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

import attrs
import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets import strategies
from notorious_markets.datapackage.cells import from_row, to_row
from notorious_markets.datapackage.files import MOST_ROWS
from notorious_markets.datapackage.package import (
    DESCRIPTOR,
    located,
    open_package,
    read_package,
    write_package,
)
from notorious_markets.errors import (
    IntegrityError,
    InvalidArgumentError,
    InvalidRecordError,
    UnknownValueError,
)
from notorious_markets.records.editions import Listing
from notorious_markets.records.tables import BY_NAME, TABLES, Contents

RECORDS = st.one_of(*(strategies.records_of(table.record) for table in TABLES))
LISTED = [field.name for field in attrs.fields(Listing)]
WRITTEN = {"version": "2026.01", "created": date(2026, 1, 31)}


@pytest.fixture
def package(contents, tmp_path):
    """A copy of the bundled release that a test may damage."""
    write_package(tmp_path / "copy", contents, **WRITTEN)
    return tmp_path / "copy"


@pytest.fixture
def small_package(small, tmp_path):
    """A small package that has every table."""
    write_package(tmp_path / "small", small, **WRITTEN)
    return tmp_path / "small"


# Rows


@given(RECORDS)
def test_a_record_survives_as_a_row(record):
    row = to_row(record)
    assert all(isinstance(cell, str) for cell in row.values())
    assert list(row) == [field.name for field in attrs.fields(type(record))]
    assert from_row(type(record), row) == record
    assert to_row(from_row(type(record), row)) == row


@pytest.mark.parametrize("version", nm.releases())
def test_a_bundled_table_is_read_as_its_rows_are(version):
    package = open_package(Path(nm.__file__).parent / "data" / version)
    for file in package.release.tables:
        table = BY_NAME[file.name]
        with (package.folder / table.path).open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        found = package.read(table.name)
        expected = [from_row(table.record, row) for row in rows]
        assert found == expected
        assert list(map(repr, found)) == list(map(repr, expected))  # types too
        assert [to_row(record) for record in found] == [
            {**to_row(record), **row} for record, row in zip(found, rows, strict=True)
        ]


@given(RECORDS)
def test_a_row_survives_as_csv(record):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, to_row(record), lineterminator="\n")
    writer.writerow(to_row(record))
    text.seek(0)
    (cells,) = csv.reader(text, strict=True)
    assert cells == list(to_row(record).values())
    assert text.getvalue().count("\n") == 1


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("edition", "2021.0", "must be an integer in decimal digits"),
        ("edition", "02021", "must be an integer in decimal digits"),
        ("edition", "", "must be given"),
        ("page", "x", "must be an integer in decimal digits"),
        ("stated_first", "True", "must be true or false"),
        ("category", "ecommerce", "did you mean e-commerce"),
        ("domains", "taobao.com|", "host names"),
        ("sources", "", "must be given"),
        ("colour", "red", "is no column"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column, cell, problem):
    listing = Listing(
        edition=2021, market="taobao", name="Taobao", category="e-commerce", sources=["s"]
    )
    with pytest.raises(InvalidRecordError, match=problem) as caught:
        from_row(Listing, {**to_row(listing), column: cell})
    assert caught.value.field == column
    if problem in ("must be an integer in decimal digits", "must be true or false"):
        assert (caught.value.value, caught.value.problem) == (cell, problem)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"edition": "2021"}, "Listing.market = '': must be given"),
        (
            {"year": "2021", "basis": "b", "sources": "s", "b": "x", "a": "y"},
            "WatchListYear.a, b = '': is no column of this table",
        ),
    ],
)
def test_a_missing_or_unknown_column_is_named(row, problem):
    record = nm.WatchListYear if "year" in row else Listing
    with pytest.raises(InvalidRecordError) as caught:
        from_row(record, row)
    assert str(caught.value) == problem


@pytest.mark.parametrize("cell", ["2022-2-17", "20220217", "2022-02-30", "yesterday"])
def test_a_date_has_one_spelling(cell, ds):
    row = {**to_row(ds.edition(2021)), "published": cell}
    with pytest.raises(InvalidRecordError) as caught:
        from_row(nm.Edition, row)
    assert caught.value.field == "published"
    assert caught.value.problem == "must be a date as YYYY-MM-DD"


# Packages


@settings(max_examples=25)
@given(strategies.contents())
def test_a_package_survives_the_disk_byte_for_byte(contents):
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder, "one"), Path(folder, "two")
        release = write_package(one, contents, **WRITTEN)
        assert read_package(one) == (release, contents)
        write_package(two, read_package(one)[1], **WRITTEN)
        assert _bytes(one) == _bytes(two)


def test_the_bundled_release_is_what_this_code_writes(ds, contents, tmp_path):
    written = write_package(
        tmp_path / "again", contents, version=ds.release.version, created=ds.release.created
    )
    assert written == ds.release
    bundled = Path(nm.__file__).parent / "data" / ds.release.version
    assert _bytes(tmp_path / "again") == _bytes(bundled)


def test_an_independent_tool_finds_a_written_package_valid(package):
    report = frictionless.validate(str(package / DESCRIPTOR))
    assert report.valid, report.flatten(["type", "rowNumber", "fieldName", "note"])


def test_a_release_is_written_where_no_folder_is_and_in_plain_letters(tmp_path, monkeypatch):
    monkeypatch.setattr(nm.Edition, "__doc__", "Édition")
    nothing = Contents(editions=(), markets=(), listings=(), absences=(), sources=())
    write_package(tmp_path / "new" / "2026.01", nothing, **WRITTEN)
    text = (tmp_path / "new" / "2026.01" / DESCRIPTOR).read_text("utf-8")
    assert '"description": "Édition"' in text


def test_a_release_is_never_overwritten(contents, package):
    with pytest.raises(InvalidArgumentError, match="never overwritten"):
        write_package(package, contents, **WRITTEN)


def test_a_bad_version_writes_nothing(contents, tmp_path):
    with pytest.raises(InvalidRecordError, match="calendar version"):
        write_package(tmp_path / "new", contents, version="1.0", created=date(2026, 1, 1))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("damage", ["flip", "truncate", "delete", "double", "drop", "empty"])
def test_a_damaged_table_is_refused_and_named(small_package, table, damage):
    file = small_package / table.path
    data = file.read_bytes()
    lines = data.splitlines(keepends=True)
    match damage:
        case "flip":
            file.write_bytes(data[:20] + bytes([data[20] ^ 1]) + data[21:])
        case "truncate":
            file.write_bytes(data[:-10])
        case "delete":
            file.unlink()
        case "double":
            file.write_bytes(data + lines[-1])
        case "drop":
            file.write_bytes(b"".join(lines[:-1]))
        case "empty":
            file.write_bytes(b"")
    with pytest.raises(IntegrityError) as caught:
        nm.load(small_package)
    assert table.name in caught.value.table
    with pytest.raises(IntegrityError):
        nm.verify(small_package)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace("category", "kategorie", 1), "line 1: unknown or repeated"),
        (lambda text: text.replace("category", "market", 1), "line 1: unknown or repeated"),
        (lambda text: text.replace("e-commerce", "ecommerce", 1), "did you mean e-commerce"),
        (lambda text: text.replace("\n2011,", "\n2011,x,", 1), "cells in 13 columns"),
        (lambda text: text + '2025,"a', "no CSV in UTF-8"),
        (lambda text: text.replace(",Taobao,", ',"Tao"bao,', 1), "no CSV in UTF-8"),
        (lambda text: text[: text.rindex("\n", 0, -1) + 1], "has 528 rows, not 529"),
        (lambda text: text.replace(",piracy,", ",\x00,", 1), "listings.csv"),
        (lambda text: text + text.splitlines()[1] + "\n", "has more than 529 rows, not 529"),
        (lambda text: text.replace("\n2021,taobao,", "\n2021,toabao,"), "unknown market 'toabao'"),
        (lambda text: text.replace("\n2012,vk,", "\n2030,vk,"), "unknown edition 2030"),
        (lambda text: text.replace("\n2023,taobao,", "\n2024,taobao,"), "stands 2 times"),
        (
            lambda text: re.sub("(,physical-market,[^,]*),[A-Z]{2},", r"\1,,", text, count=1),
            r"line [0-9]+: Listing\.economy = None: must be given for a physical market",
        ),
    ],
)
def test_a_table_with_a_true_checksum_is_checked_all_the_same(package, change, problem):
    file = package / "listings.csv"
    file.write_bytes(change(file.read_text("utf-8")).encode())
    _reseal(package, "listings")
    with pytest.raises(IntegrityError, match=problem) as caught:
        nm.load(package)
    assert caught.value.table == "listings"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda text: text.replace("edition,market,", "edition,colour,", 1),
            f"unknown or repeated columns in {', '.join(['edition', 'colour', *LISTED[2:]])!r}",
        ),
        (
            lambda text: "edition,page" + text[text.index("\n") :],
            "no column market, name, category, sources",
        ),
        (lambda _: "", "no column edition, market, name, category, sources"),
    ],
)
def test_a_header_is_refused_by_its_columns(package, change, problem):
    file = package / "listings.csv"
    file.write_bytes(change(file.read_text("utf-8")).encode())
    _reseal(package, "listings")
    with pytest.raises(IntegrityError) as caught:
        nm.load(package)
    assert caught.value.problems == (f"listings.csv line 1: {problem}",)


def test_a_bad_cell_is_found_whatever_ends_the_lines(package):
    file = package / "listings.csv"
    text = file.read_text("utf-8")
    number = text[: text.index("e-commerce")].count("\n") + 1
    bad = text.replace("e-commerce", "ecommerce", 1)
    for end in ("\n", "\r", "\r\n"):
        file.write_bytes(bad.replace("\n", end).encode())
        _reseal(package, "listings")
        with pytest.raises(IntegrityError, match=rf"csv line {number}: Listing\.category = 'ecom"):
            nm.load(package)


def test_a_line_end_in_a_cell_is_shown_as_it_is(package):
    file = package / "listings.csv"
    file.write_bytes(file.read_bytes().replace(b",Taobao,", b',"Tao\rbao",', 1))
    _reseal(package, "listings")
    with pytest.raises(IntegrityError, match=r"Listing\.name = 'Tao\\rbao': "):
        nm.load(package)


def test_a_problem_of_a_record_from_elsewhere_has_no_line():
    source = nm.Source(id="s", url="https://a.example/", title="t", publisher="p", kind="primary")
    error = IntegrityError("sources", ["one", "two"], [(source, "url"), (object(), "title")])
    found = located(error, {"sources": [source]})
    assert found.problems == ("sources.csv line 2, url: one", "two")
    assert found.places == error.places


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (MOST_ROWS, f"listings.csv has 529 rows, not {MOST_ROWS}"),
        (MOST_ROWS + 1, f"{MOST_ROWS + 1} rows are stated; {MOST_ROWS} are allowed"),
    ],
)
def test_so_many_rows_may_be_stated(package, rows, problem):
    _describe(package, listings={"rows": rows})
    with pytest.raises(IntegrityError) as caught:
        nm.load(package)
    assert caught.value.problems == (problem,)


@pytest.mark.parametrize("field", ["bytes", "rows"])
def test_a_wrong_size_is_refused(package, field):
    _change_descriptor(
        package, lambda d: d["resources"][0].update({field: d["resources"][0][field] + 1})
    )
    with pytest.raises(IntegrityError, match="editions: "):
        nm.load(package)


@pytest.mark.parametrize(
    "change", [lambda data: data.replace(b"\n", b"\n\xff", 2), lambda data: b"\n\xff" + data]
)
def test_bytes_that_are_no_utf_8_are_refused(package, change):
    file = package / "listings.csv"
    file.write_bytes(change(file.read_bytes()))
    _reseal(package, "listings")
    with pytest.raises(IntegrityError, match=r"listings\.csv line 2: is no CSV in UTF-8: invalid"):
        nm.load(package)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("version"),
        lambda d: d.update(version="one"),
        lambda d: d.update(created=None),
        lambda d: d.update(created="today"),
        lambda d: d["resources"].pop(0),
        lambda d: d["resources"][-1].update(name="colours", path="colours.csv"),
        lambda d: d["resources"].reverse(),
        lambda d: d["resources"][0].update(path="../editions.csv"),
        lambda d: d["resources"][0].update(path="/etc/passwd"),
        lambda d: d["resources"][0].update(hash=None),
        lambda d: d["resources"][0].update(rows="16"),
        lambda d: d["resources"][0].update(bytes=-1),
        lambda d: d.update(resources=None),
    ],
)
def test_a_wrong_descriptor_is_refused(package, change):
    _change_descriptor(package, change)
    with pytest.raises(IntegrityError) as caught:
        nm.load(package)
    assert caught.value.table == DESCRIPTOR


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"path": "../a.csv"}, "the path of a table must be its name and .csv, not '../a.csv'"),
        ({"encoding": "latin-1"}, "encoding of listings.csv must be 'utf-8', not 'latin-1'"),
        ({"dialect": {}}, "dialect of listings.csv must be left out, not {}"),
    ],
)
def test_what_a_resource_cannot_say_is_shown(package, said, problem):
    _describe(package, listings=said)
    with pytest.raises(IntegrityError) as caught:
        nm.load(package)
    assert caught.value.problems == (f"is no descriptor of a release: ValueError: {problem}",)


def test_a_resource_need_not_say_what_goes_without_saying(package):
    _change_descriptor(package, lambda d: d["resources"][2].pop("encoding"))
    assert nm.load(package).release.version == "2026.01"


def test_a_schema_that_contradicts_its_table_is_refused(package):
    _describe(package, listings={"schema": {"fields": []}})
    with pytest.raises(IntegrityError, match=r"the schema has the columns \[\], not") as caught:
        nm.load(package)
    assert caught.value.table == "listings"


def test_a_key_that_stands_twice_is_shown(package):
    text = (package / DESCRIPTOR).read_text("utf-8")
    (package / DESCRIPTOR).write_text(text.replace("{", '{"a": 1, "a": 2, "b": {},', 1), "utf-8")
    with pytest.raises(IntegrityError, match=r"an object has a key twice: \['a', 'a', 'b', "):
        nm.load(package)


def test_tables_that_are_missing_are_shown(package):
    _change_descriptor(package, lambda d: d.update(resources=d["resources"][:2]))
    with pytest.raises(IntegrityError) as caught:
        nm.load(package)
    required = ["editions", "markets", "listings", "absences", "sources"]
    assert caught.value.problems == (f"has the tables {required[:2]}, not {required}",)


def test_a_number_that_json_does_not_have_is_named(package):
    text = (package / DESCRIPTOR).read_text("utf-8")
    (package / DESCRIPTOR).write_text(text.replace("{", '{"x": -Infinity,', 1), "utf-8")
    with pytest.raises(IntegrityError, match=r"ValueError: -Infinity is no number$"):
        nm.load(package)


@pytest.mark.parametrize("text", ["", "[]", "{", "3", "null", "[" * 100_000, "\ufeff{}"])
def test_what_is_no_descriptor_is_refused(package, text):
    (package / DESCRIPTOR).write_text(text, "utf-8")
    with pytest.raises(IntegrityError, match="is no descriptor of a release"):
        nm.load(package)


def test_a_folder_without_a_package_is_refused(tmp_path):
    with pytest.raises(IntegrityError, match=r"datapackage\.json: cannot be read"):
        nm.load(tmp_path)


@pytest.mark.parametrize("name", ["x" * 300, "x\0y"])
def test_a_name_that_no_folder_can_have_is_refused(name):
    with pytest.raises(IntegrityError, match="cannot be read"):
        nm.load(Path(name))
    with pytest.raises(UnknownValueError):
        nm.load(name)


def test_a_foreign_package_is_loaded_like_a_bundled_one(ds, package, tmp_path):
    for folder in (package, str(package)):
        loaded = nm.load(folder)
        assert loaded.listings == ds.listings
        assert loaded.seizures.lines == ds.seizures.lines
        assert loaded.release.version == "2026.01"
    nm.verify(package)
    nm.verify(str(package))
    shutil.move(package, tmp_path / "moved")
    assert loaded.compare(2020, 2021) == ds.compare(2020, 2021)  # everything was read at once


def _bytes(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _reseal(package, name):
    """Make the descriptor agree with a changed table, except in the number of its rows."""
    data = (package / f"{name}.csv").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    _describe(package, **{name: {"bytes": len(data), "hash": f"sha256:{digest}"}})


def _describe(package, **tables):
    """Make the descriptor say other things of some tables."""

    def change(descriptor):
        for resource in descriptor["resources"]:
            resource.update(tables.get(resource["name"], {}))

    _change_descriptor(package, change)


def _change_descriptor(package, change):
    descriptor = json.loads((package / DESCRIPTOR).read_text("utf-8"))
    change(descriptor)
    (package / DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")
