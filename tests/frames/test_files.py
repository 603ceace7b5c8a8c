# SPDX-License-Identifier: MIT
"""Screening files: whatever else is in them comes out as it was, and never half a file."""

import csv
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import notorious_markets as nm
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames import COLUMNS
from notorious_markets.frames.files import (
    Question,
    Reading,
    runs,
    screen_file,
    screen_run,
)
from notorious_markets.frames.files.streams import ENCODINGS
from notorious_markets.screening.filenames import Run
from notorious_markets.screening.values import INPUTS
from tests.screening.dirty import dirty_rows
from urls import dirty

RELEASE = "2026.12.1"
SCREENER = nm.load(RELEASE).screener()
QUESTION = Question(screener=SCREENER, release=RELEASE, kind="url")
URLS = ["https://vk.com/a", "https://x.example", "", "https://item.taobao.com/1", "no url"]
MARKETS = ["vk", None, None, "taobao", None]


def run(source, output, question=QUESTION, **reading):
    return screen_file(source, output, question, Reading(**reading))


def screened(data, name="in.csv", output=None, **reading):
    """The bytes of the output for the bytes of an input."""
    folder = Path(reading.pop("folder"))
    (folder / name).write_bytes(data)
    target = folder / (output or f"out{''.join(Path(name).suffixes)}")
    run(folder / name, target, **reading)
    return target.read_bytes()


def added(value, kind="url"):
    """The cells that are added for a value, by way of a single value."""
    found = SCREENER.screen(value, kind)
    if not found:
        return ["", "", "", ""]
    years = [min(found[0].editions), max(found[0].editions)]
    return [found[0].market.id, found[0].domain, *map(str, years)]


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["007", "NA", "1.10", "1E5", "9" * 30, "True", "null", "2024-01-02 10:00", 'a "b" c', "a\r\nb"]
)
VALUES = st.sampled_from([*URLS, "https://taobao.com/a,b;c|d", 'https://vk.com/"', "a\nb"]) | CELLS


# What is found


def test_the_dirty_file_has_every_answer_and_its_other_cells_byte_for_byte(tmp_path):
    """All 200,000 values of fifteen forms, as the answers say that they were made."""
    rows = dirty_rows()
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("merchant", "url", "price", "since"))
    for number, row in enumerate(rows):
        writer.writerow((f"{number:07d}", row.value, f"{number % 97}.10", "2024-01-02 10:00:00"))
    data = stream.getvalue()
    guessed = Question(screener=SCREENER, release=RELEASE)
    (tmp_path / "in.csv").write_text(data, "utf-8", newline="")
    outcome = run(tmp_path / "in.csv", tmp_path / "out.csv", guessed)
    head, *lines = data.split("\r\n")[:-1]  # none of the values has such an end
    expected = [",".join([head, *COLUMNS])]
    expected += [
        ",".join([line, *(added(row.domain, "host") if row.domain else [""] * 4)])
        for line, row in zip(lines, rows, strict=True)
    ]
    assert (tmp_path / "out.csv").read_bytes() == "".join(
        f"{line}\r\n" for line in expected
    ).encode()
    assert outcome.counts.matched == sum(row.domain is not None for row in rows)


@settings(deadline=None)
@given(values=st.lists(dirty() | VALUES, max_size=6), kind=st.sampled_from([None, *INPUTS]))
def test_a_row_of_a_file_has_the_answer_of_its_value(tmp_path_factory, values, kind):
    folder = tmp_path_factory.mktemp("values")
    question = Question(screener=SCREENER, release=RELEASE, kind=kind)
    expected = [SCREENER.screen(value, kind)[:1] for value in values]
    lines = [json.dumps({"url": value}) for value in values]
    (folder / "in.jsonl").write_text("".join(f"{line}\n" for line in lines))
    run(folder / "in.jsonl", folder / "out.jsonl", question)
    found = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert [(row["nm_market"], row["nm_domain"]) for row in found] == [
        (match[0].market.id, match[0].domain) if match else (None, None) for match in expected
    ]


# What is copied


@st.composite
def tables(draw, delimiters=",;\t|"):
    """The text of a table, each cell quoted if it has to be or by chance, and what it says."""
    delimiter = draw(st.sampled_from(delimiters))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    width = draw(st.integers(1, 4))
    index = draw(st.integers(0, width - 1))
    names = [f"column {number}" for number in range(width)]
    names[index] = "url"
    rows = draw(
        st.lists(
            st.tuples(*[VALUES if place == index else CELLS for place in range(width)]), max_size=8
        )
    )
    chance = draw(st.randoms(use_true_random=False))

    def written(cell):
        if cell[:1] == '"' or any(sign in cell for sign in [delimiter, "\r", "\n"]):
            return quoted(cell)
        return quoted(cell) if chance.random() < 0.3 or (width == 1 and not cell) else cell

    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"'

    records = [delimiter.join(map(written, row)) for row in [names, *rows]]
    last = "" if draw(st.booleans()) else end
    return names, rows, index, records, delimiter, end, last


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    table=tables(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    rows=st.integers(1, 5),
    compression=st.sampled_from(["", ".gz"]),
)
def test_every_byte_of_a_table_is_copied(tmp_path_factory, table, encoding, rows, compression):
    """The output is the input, with nothing but four cells more at the end of each record."""
    _, lines, index, records, delimiter, end, last = table
    folder = tmp_path_factory.mktemp("table")

    def encoded(texts):
        ends = [end] * (len(texts) - 1) + [last or (end if len(texts) == 1 else "")]
        return "".join(map("".join, zip(texts, ends, strict=True))).encode(encoding)

    expected = [delimiter.join([records[0], *COLUMNS])]
    expected += [
        delimiter.join([record, *added(line[index])])
        for record, line in zip(records[1:], lines, strict=True)
    ]
    data = encoded(records)
    got = screened(
        gzip.compress(data) if compression else data,
        f"in.csv{compression}",
        "out.csv",
        folder=folder,
        rows=rows,
        delimiter=delimiter,
    )
    assert got == encoded(expected)


@settings(deadline=None)
@given(table=tables(","))
def test_other_readers_find_the_same_cells_in_both_files(tmp_path_factory, table):
    names, lines, _, records, _, end, last = table
    data = (end.join(records) + last).encode()
    got = screened(data, folder=tmp_path_factory.mktemp("table"))
    assert [row[: len(names)] for row in csv.reader(io.StringIO(got.decode(), newline=""))] == [
        names,
        *map(list, lines),
    ]
    if "\0" not in data.decode():  # which ends a cell for the reader of pandas
        before, after = (
            pd.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False, na_filter=False)
            for text in (data, got)
        )
        assert after[names].equals(before[names])
    # Polars has one character for the end, and no quotes inside of a cell that has none around it.
    if end != "\r" and not any('"' in cell for line in lines for cell in line):
        before, after = (pl.read_csv(text, infer_schema=False) for text in (data, got))
        assert after[names].equals(before)


RECORDS = st.lists(st.text('ab",; \r\nü', max_size=12), max_size=6).map("".join)


@settings(deadline=None)
@given(text=RECORDS)
def test_records_are_those_of_the_csv_module_whatever_the_quotes(tmp_path_factory, text):
    """The csv module is asked what a text says; only what is lost in an open quote is refused."""
    data = f"url,b\n{text}"
    before = [row for row in csv.reader(io.StringIO(data, newline="")) if row]
    # What follows an open quote goes into its cell.
    marked = [row for row in csv.reader(io.StringIO(f"{data}\r\nMARK", newline="")) if row]
    is_open, is_long = marked[-1] != ["MARK"], any(len(row) > 2 for row in before)
    folder = tmp_path_factory.mktemp("records")
    if is_open or is_long:
        with pytest.raises(
            InvalidArgumentError, match=r"nothing closes a quote|after the head has"
        ):
            screened(data.encode(), folder=folder, delimiter=",")
        return
    got = screened(data.encode(), folder=folder, delimiter=",")
    after = [row for row in csv.reader(io.StringIO(got.decode(), newline="")) if row]
    assert [row[:2] for row in after] == [[*row, ""][:2] for row in before]
    assert {len(row) for row in after} == {6}


def test_cells_longer_than_any_block_are_copied(tmp_path):
    cell = "x\r\n" * 1_000_000 + '""'
    data = f'url,note\r\nhttps://taobao.com/,"{cell}"\r\nhttps://vk.com/,b\r\n'.encode()
    head, first, second = (
        screened(data, folder=tmp_path).split(b"taobao.com,2010,2025\r\n")[0],
        0,
        0,
    )
    assert head.endswith(f'https://taobao.com/,"{cell}",taobao,'.encode()), (first, second)


def test_a_quote_that_nothing_closes_is_refused(tmp_path):
    with pytest.raises(InvalidArgumentError, match=r"in\.csv: nothing closes a quote in 'a,\"b"):
        screened(b'url,n\na,"b\nhttps://taobao.com/,1\n', folder=tmp_path)


def test_a_row_longer_than_the_head_is_refused_and_a_shorter_one_filled(tmp_path):
    with pytest.raises(InvalidArgumentError, match="record 2 after the head has 3 cells"):
        screened(b"url,n\na,1\nb,2,3\n", folder=tmp_path)
    got = screened(b"n,url,m\n1\n2,https://vk.com\n", folder=tmp_path).splitlines()
    assert got[1:] == [b"1,,,,,,", b"2,https://vk.com,,vk,vk.com,2010,2025"]


def test_empty_lines_are_copied_and_are_no_rows(tmp_path):
    data = b"\n\nurl,n\n\nhttps://vk.com,1\n\n\nx,2\n\n"
    for rows in (1, 2, 100):
        (tmp_path / "in.csv").write_bytes(data)
        outcome = run(tmp_path / "in.csv", tmp_path / "out.csv", rows=rows)
        assert (outcome.counts.rows, outcome.counts.matched) == (2, 1)
        assert (tmp_path / "out.csv").read_bytes() == (
            b"\n\nurl,n,nm_market,nm_domain,nm_first_edition,nm_last_edition\n\n"
            b"https://vk.com,1,vk,vk.com,2010,2025\n\n\nx,2,,,,\n\n"
        )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_by_which_the_head_has_the_column(tmp_path, delimiter):
    data = f'"a,b;c|d\te"{delimiter}url{delimiter}x,y;z\n'.replace(delimiter, "\0")
    data = data.replace("\0", delimiter).encode()
    if delimiter in ",;":
        data = data.replace(b"x,y;z", b"z")
    got = screened(data, folder=tmp_path)
    assert got.endswith(f"{delimiter}nm_last_edition\n".encode())


def test_a_delimiter_can_be_given_and_must_be_one_character(tmp_path):
    assert b"taobao^taobao.com" in screened(
        b"url^n\nhttps://taobao.com/^1\n", folder=tmp_path, delimiter="^"
    )
    for delimiter in ("", "ab", "\n", '"', "x"):
        with pytest.raises(InvalidArgumentError, match="a delimiter is one character"):
            screened(b"url\n", folder=tmp_path, delimiter=delimiter)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_comes_out_in_its_encoding(tmp_path, encoding):
    letters = {"iso-8859-5": "я", "cp1251": "я", "koi8-r": "я", "cp1253": "α"}.get(encoding, "ö")
    data = f"url,n\nhttps://taobao.com/,{letters}\n".encode(encoding)
    got = screened(data, folder=tmp_path, encoding=encoding)
    expected = f"https://taobao.com/,{letters},taobao,taobao.com,2010,2025\n"
    assert got.decode(encoding).splitlines(keepends=True)[1] == expected


@pytest.mark.parametrize(
    ("data", "encoding", "error", "problem"),
    [
        (b"url\nhttps://vk.com/\xff\n", None, InvalidArgumentError, "no utf-8; say its encoding"),
        ("url\nx\n".encode("utf-16-le"), None, InvalidArgumentError, "for example utf-16-le"),
        ("url\nx\n".encode("utf-16"), "latin-1", InvalidArgumentError, "the mark of utf-16-le"),
        (b"url\nx\n", "rot13", UnknownValueError, "unknown encoding 'rot13'"),
        (b"url\nx\n", "utf-7", UnknownValueError, "unknown encoding 'utf-7'"),
    ],
)
def test_an_encoding_is_never_guessed(tmp_path, data, encoding, error, problem):
    with pytest.raises(error, match=problem):
        screened(data, folder=tmp_path, encoding=encoding)


# Texts


def test_a_text_becomes_a_table_with_its_line_ends(tmp_path):
    data = b"\xef\xbb\xbfhttps://taobao.com/\r\nx,y\r\n\r\nhttps://vk.com"
    assert screened(data, "in.txt", "out.csv", folder=tmp_path) == (
        b"\xef\xbb\xbfurl,nm_market,nm_domain,nm_first_edition,nm_last_edition\n"
        b"https://taobao.com/,taobao,taobao.com,2010,2025\r\n"
        b'"x,y",,,,\r\n,,,,\r\n'
        b"https://vk.com,vk,vk.com,2010,2025"
    )


# JSON Lines

JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text() | st.integers(-(10**30)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(
    items=st.lists(
        st.tuples(
            st.dictionaries(st.text().filter(lambda key: key not in COLUMNS), JSON, max_size=4),
            VALUES | st.none(),
            st.booleans(),
            st.sampled_from(["\n", "\r\n", " \n\n"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_each_json_line_keeps_its_text_and_gets_four_fields(tmp_path_factory, items):
    lines = [
        (json.dumps({**item, "url": value}, ensure_ascii=ascii_only), value, end)
        for item, value, ascii_only, end in items
    ]
    data = "".join(f"{line}{end}" for line, _, end in lines)
    if any(0xD800 <= ord(sign) < 0xE000 for sign in data):
        return  # no encoding has a lone surrogate; JSON escapes it
    got = screened(data.encode(), "in.jsonl", folder=tmp_path_factory.mktemp("json")).decode()
    for line, value, end in lines:
        cells = [cell or None for cell in added(value)] if value else [None] * 4
        fields = dict(
            zip(COLUMNS, cells[:2] + [int(y) if y else y for y in cells[2:]], strict=True)
        )
        expected = f"{line[:-1]}, {json.dumps(fields)[1:]}{end}"
        assert got.startswith(expected)
        got = got[len(expected) :]
        assert json.loads(expected) == {**json.loads(line), **fields}
    assert got == ""


@pytest.mark.parametrize(
    ("data", "error", "problem"),
    [
        (b'{"url": "x"}\n[1]\n', InvalidArgumentError, r"in\.ndjson: line 2 is no JSON object"),
        (b'{"url": "x"}\n{"url": \n', InvalidArgumentError, "line 2 is no JSON: "),
        (b"[" * 100_000, InvalidArgumentError, "line 1 is no JSON: "),
        (b'{"url": 5}\n', InvalidArgumentError, "line 1 has no text in 'url'"),
        (b'{"url": ["x"]}\n', InvalidArgumentError, "line 1 has no text in 'url'"),
        (b'{"url": "x", "nm_market": 1}\n', InvalidArgumentError, "a field 'nm_market' already"),
        (b'{"link": "x"}\n{}\n', UnknownValueError, "unknown column 'url' .allowed: link"),
    ],
)
def test_what_is_no_object_with_text_is_refused(tmp_path, data, error, problem):
    with pytest.raises(error, match=problem):
        screened(data, "in.ndjson", folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["in.ndjson"]


def test_json_may_hold_what_no_frame_can(tmp_path):
    data = b'{}\n{"n": %s, "url": "https://taobao.com/\\ud800"}\n' % (b"9" * 5000)
    got = screened(data, "in.jsonl", folder=tmp_path).splitlines()
    assert got[0] == (
        b'{"nm_market": null, "nm_domain": null, "nm_first_edition": null, "nm_last_edition": null}'
    )
    assert json.loads(got[1].replace(b"9" * 5000, b"9"))["nm_market"] == "taobao"


# Parquet


def odd_table(size=3):
    """A table of types that not every engine knows."""
    ordered = pa.DictionaryArray.from_arrays(
        pa.array([0, 1, None], pa.int8()), pa.array(["low", "high"]), ordered=True
    )
    columns = {
        "decimal": pa.array([Decimal("1.10"), None, Decimal(10) ** 50], pa.decimal256(60, 2)),
        "url": pa.array(["https://taobao.com/", None, "x"]),
        "ordered": ordered,
        "binary": pa.array([b"\xff", b"", None]),
        "fixed": pa.array([b"abc", None, b"abd"], pa.binary(3)),
        "nested": pa.array([{"a": [1.5], "b": None}, None, {"a": [], "b": "x"}]),
        "map": pa.array([[("a", 1)], [], None], pa.map_(pa.string(), pa.int8())),
        "large": pa.array([["a"], None, []], pa.large_list(pa.large_string())),
        "when": pa.array([1, None, 3], pa.timestamp("ns", "Asia/Tokyo")),
        "lasted": pa.array([1, None, 3], pa.duration("us")),
        "half": pa.array([1.5, None, 0], pa.float16()),
        "nothing": pa.nulls(3),
        "byte": pa.array([1, 2, 255], pa.uint8()),
    }
    if hasattr(pa, "uuid"):
        columns["uuid"] = pa.array([bytes(range(16)), None, bytes(16)], pa.uuid())
    fields = [pa.field(name, item.type, metadata={"k": name}) for name, item in columns.items()]
    schema = pa.schema(fields, metadata={"origin": "a test"})
    return pa.table(list(columns.values()), schema=schema).slice(0, size)


@pytest.mark.parametrize("size", [0, 1, 3])
@pytest.mark.parametrize("rows", [1, 2, 100])
def test_types_order_and_metadata_of_parquet_pass_by(tmp_path, size, rows):
    parquet.write_table(odd_table(size), tmp_path / "in.parquet", compression="zstd")
    outcome = run(tmp_path / "in.parquet", tmp_path / "out.parquet", rows=rows)
    before, after = (parquet.ParquetFile(tmp_path / f"{name}.parquet") for name in ("in", "out"))
    assert outcome.counts.rows == size
    assert after.schema_arrow.names == [*before.schema_arrow.names, *COLUMNS]
    same = after.read().drop_columns(list(COLUMNS))
    assert same.schema.equals(before.schema_arrow, check_metadata=True)
    assert same.equals(before.read())
    assert after.schema_arrow.field("ordered").type.ordered
    assert after.read()["nm_market"].to_pylist() == ["taobao", None, None][:size]
    if size:
        assert after.metadata.row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["https://taobao.com/", None], pa.large_string()),
        pa.array(["https://taobao.com/", None]).dictionary_encode(),
        pa.array([b"https://taobao.com/", None], pa.binary()),
    ],
    ids=lambda column: str(column.type)[:12],
)
def test_text_of_any_type_is_screened(tmp_path, column):
    parquet.write_table(pa.table({"url": column}), tmp_path / "in.parquet")
    run(tmp_path / "in.parquet", tmp_path / "out.parquet")
    after = parquet.read_table(tmp_path / "out.parquet")
    assert after["url"].type == column.type
    assert after["nm_market"].to_pylist() == ["taobao", None]


@pytest.mark.parametrize(
    "column",
    [pa.array([1]), pa.array([1], pa.decimal256(60, 2)), pa.array([["x"]]), pa.array([True])],
    ids=lambda column: str(column.type),
)
def test_a_column_without_text_is_refused(tmp_path, column):
    parquet.write_table(pa.table({"url": column}), tmp_path / "in.parquet")
    with pytest.raises(InvalidArgumentError, match=r"the column 'url' holds .*, and no text"):
        run(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_column_of_bytes_that_are_no_text_is_refused(tmp_path):
    parquet.write_table(pa.table({"url": [b"\xff"]}), tmp_path / "in.parquet")
    with pytest.raises(InvalidArgumentError, match=r"in\.parquet: Invalid UTF8"):
        run(tmp_path / "in.parquet", tmp_path / "out.csv")


def test_a_panic_of_an_engine_is_an_error_of_ours(tmp_path, monkeypatch):
    def panic(*_, **__):
        raise pl.exceptions.PanicException("it gave up")

    monkeypatch.setattr(runs, "screen", panic)
    with pytest.raises(InvalidArgumentError, match=r"in\.csv: it gave up"):
        screened(b"url\nx\n", folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


# From one kind of file to another


def write(path, name="url"):
    frame = pl.DataFrame({"n": range(len(URLS)), name: URLS})
    match path.suffix:
        case ".txt":
            path.write_text("".join(f"{url}\n" for url in URLS))
        case ".csv" | ".tsv":
            frame.write_csv(path, separator="," if path.suffix == ".csv" else "\t")
        case ".jsonl":
            frame.write_ndjson(path)
        case _:
            frame.write_parquet(path)
    return path


def read(path):
    match path.suffix:
        case ".csv":
            return pl.read_csv(path)
        case ".tsv":
            return pl.read_csv(path, separator="\t")
        case ".jsonl":
            return pl.read_ndjson(path)
        case _:
            return pl.read_parquet(path)


PAIRS = [
    *((source, "csv") for source in ("txt", "csv", "tsv", "parquet")),
    *((source, "tsv") for source in ("txt", "csv", "tsv", "parquet")),
    *((source, "parquet") for source in ("txt", "csv", "tsv", "parquet")),
    *((source, "jsonl") for source in ("txt", "csv", "tsv", "jsonl")),
]


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("rows", [1, 2, 100])
def test_every_kind_of_file_in_batches_of_any_size(tmp_path, source, target, rows):
    paths = tmp_path / f"in.{source}", tmp_path / f"out.{target}"
    outcome = run(write(paths[0]), paths[1], rows=rows)
    assert (outcome.counts.rows, outcome.counts.matched, outcome.counts.unreadable) == (5, 2, 2)
    frame = read(paths[1])
    assert frame.columns[-4:] == list(COLUMNS)
    assert [value or None for value in frame["nm_market"]] == MARKETS
    assert [value or "" for value in frame["url"]] == URLS
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths)


@pytest.mark.parametrize("target", ["csv", "parquet"])
def test_a_kind_of_output_that_cannot_be_made_is_refused(tmp_path, target):
    source = write(tmp_path / "in.jsonl")
    with pytest.raises(
        InvalidArgumentError, match=f"of a jsonl file the output is jsonl, not {target}"
    ):
        run(source, tmp_path / f"out.{target}")


def test_a_type_that_csv_cannot_hold_leaves_no_half_file(tmp_path):
    pl.DataFrame({"url": ["x"], "lists": [[1]]}).write_parquet(tmp_path / "in.parquet")
    with pytest.raises(InvalidArgumentError, match="Unsupported"):
        run(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


@pytest.mark.parametrize("compression", ["gz", "zst"])
@pytest.mark.parametrize("kind", ["txt", "csv", "tsv", "jsonl"])
def test_compressed_files_are_read_and_written(tmp_path, kind, compression):
    plain = write(tmp_path / f"in.{kind}")
    packed = tmp_path / f"in.{kind}.{compression}"
    if compression == "gz":
        packed.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with pa.CompressedOutputStream(str(packed), "zstd") as file:
            file.write(plain.read_bytes())
    target = "csv" if kind == "txt" else kind
    run(plain, tmp_path / f"out.{target}")
    run(packed, tmp_path / f"packed.{target}.{compression}", rows=2)
    run(packed, tmp_path / f"unpacked.{target}")
    out = (tmp_path / f"out.{target}").read_bytes()
    assert (tmp_path / f"unpacked.{target}").read_bytes() == out
    name = str(tmp_path / f"packed.{target}.{compression}")
    if compression == "gz":
        assert gzip.decompress(Path(name).read_bytes()) == out
    else:
        assert pa.CompressedInputStream(pa.OSFile(name), "zstd").read() == out


def test_damaged_compression_is_refused(tmp_path):
    data = gzip.compress(b"https://vk.com\n" * 1000)
    for name, damaged in (("in.txt.gz", data[:-9]), ("in.txt.gz", b"x\n"), ("in.txt.zst", data)):
        if name.endswith("zst"):
            damaged = b"\x28\xb5\x2f\xfd" + damaged
        with pytest.raises(InvalidArgumentError, match=r"in\.txt"):
            screened(damaged, name, "out.csv", folder=tmp_path)
        assert not (tmp_path / "out.csv").exists()


# Nothing in them


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("in.csv", b"url,n\r\n", b"url,n,nm_market,nm_domain,nm_first_edition,nm_last_edition\r\n"),
        ("in.csv", b"url;n", b"url;n;nm_market;nm_domain;nm_first_edition;nm_last_edition\n"),
        ("in.csv", b"", b"url,nm_market,nm_domain,nm_first_edition,nm_last_edition\n"),
        ("in.tsv", b"", b"url\tnm_market\tnm_domain\tnm_first_edition\tnm_last_edition\n"),
        ("in.jsonl", b"", b""),
        ("in.csv.gz", b"", None),
    ],
)
def test_an_input_without_rows_gives_an_output_without_rows(tmp_path, name, data, expected):
    got = screened(data, name, folder=tmp_path)
    if expected is None:
        got, expected = gzip.decompress(got).splitlines()[1:], []
    assert got == expected


# Several files


def test_files_of_one_kind_go_into_one_output(tmp_path):
    (tmp_path / "a.csv").write_text("url,n\nhttps://vk.com,1")
    (tmp_path / "b.csv").write_bytes("url,n\nx,ü\n".encode("utf-16"))
    (tmp_path / "c.csv").write_text("url,n\n")
    names = tuple(str(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv"))
    told = []
    outcome = screen_run(Run(names, str(tmp_path / "o.csv")), QUESTION, Reading(), told.append)
    assert (tmp_path / "o.csv").read_text("utf-8").splitlines()[1:] == [
        "https://vk.com,1,vk,vk.com,2010,2025",
        "x,ü,,,,",
    ]
    assert list(outcome.inputs) == list(names)
    assert [(row.file, row.row, row.market) for row in told] == [(names[0], 1, "vk")]


@pytest.mark.parametrize("other", ["n,url\n", "url;n\n", "url\n"])
def test_files_with_other_columns_do_not_go_into_one_output(tmp_path, other):
    (tmp_path / "a.csv").write_text("url,n\n")
    (tmp_path / "b.csv").write_text(other)
    names = (str(tmp_path / "a.csv"), str(tmp_path / "b.csv"))
    with pytest.raises(InvalidArgumentError, match="has not the columns of"):
        screen_run(Run(names, str(tmp_path / "o.csv")), QUESTION, Reading())


def test_without_an_output_the_rows_that_match_are_told(tmp_path):
    told = []
    source = str(write(tmp_path / "in.csv"))
    outcome = screen_run(Run((source,), None), QUESTION, Reading(rows=2), told.append)
    assert outcome.counts.matched == 2
    assert [(row.row, row.value, row.market, row.domain) for row in told] == [
        (1, "https://vk.com/a", "vk", "vk.com"),
        (4, "https://item.taobao.com/1", "taobao", "taobao.com"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


# Interruptions


def interrupted(monkeypatch, after):
    """Interrupt a run when so many batches are screened."""
    screen, calls = runs._screened, []

    def screened(values, question):
        if len(calls) == after:
            raise KeyboardInterrupt
        calls.append(values)
        return screen(values, question)

    monkeypatch.setattr(runs, "_screened", screened)
    return calls


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_an_interrupted_run_goes_on_and_leaves_no_half_file(tmp_path, monkeypatch, kind):
    source, output = write(tmp_path / f"in.{kind}"), tmp_path / f"out.{kind}"
    run(source, tmp_path / f"whole.{kind}")
    first = interrupted(monkeypatch, 2)
    with pytest.raises(KeyboardInterrupt, match="the same command goes on where it stopped"):
        run(source, output, rows=1)
    assert not output.exists()
    monkeypatch.undo()
    second = interrupted(monkeypatch, 100)
    outcome = run(source, output, rows=1)
    assert (outcome.counts.rows, outcome.counts.matched) == (5, 2)
    assert [*first, *second] == [[url] for url in URLS], "what was done is not done again"
    assert read(output).equals(read(tmp_path / f"whole.{kind}"))
    assert not (tmp_path / f"out.{kind}.parts").exists()


def test_an_interruption_before_anything_is_done_keeps_nothing(tmp_path, monkeypatch):
    source = write(tmp_path / "in.csv")
    interrupted(monkeypatch, 0)
    with pytest.raises(KeyboardInterrupt, match="nothing is kept"):
        run(source, tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("kind", ["txt", "csv", "parquet"])
def test_a_changed_input_is_known_by_its_content(tmp_path, monkeypatch, kind):
    """Size and time of the changed file are those of the first."""
    source, output = tmp_path / f"in.{kind}", tmp_path / "out.parquet"

    def make(urls):
        if kind == "parquet":
            parquet.write_table(pa.table({"url": urls}), source, compression="none")
        else:
            head = "url\n" if kind == "csv" else ""
            source.write_text(head + "".join(f"{url}\n" for url in urls))
        os.utime(source, (1_700_000_000, 1_700_000_000))
        return source.stat().st_size

    size = make(["https://vx.com", "https://vy.com", "https://vz.com"])
    interrupted(monkeypatch, 2)
    with pytest.raises(KeyboardInterrupt):
        run(source, output, rows=1)
    monkeypatch.undo()
    assert make(["https://vx.com", "https://vk.com", "https://vz.com"]) == size
    run(source, output, rows=1)
    assert read(output)["nm_market"].to_list() == [None, "vk", None]


def test_a_damaged_part_is_made_again(tmp_path, monkeypatch):
    source, output = write(tmp_path / "in.csv"), tmp_path / "out.csv"
    for damage in (lambda part, _: part.write_bytes(b""), lambda _, note: note.write_bytes(b"{")):
        interrupted(monkeypatch, 2)
        with pytest.raises(KeyboardInterrupt):
            run(source, output, rows=1)
        monkeypatch.undo()
        folder = tmp_path / "out.csv.parts"
        damage(folder / "00000001.part", folder / "00000001.json")
        assert run(source, output, rows=1).counts.rows == 5
        assert list(read(output)["nm_market"]) == MARKETS


def test_another_question_starts_anew(tmp_path, monkeypatch):
    source, output = write(tmp_path / "in.csv"), tmp_path / "out.csv"
    restricted = nm.load(RELEASE).screener(editions=2012)
    questions = [
        Question(screener=restricted, release=RELEASE, kind="url"),
        Question(screener=SCREENER, release="2026.12", kind="url"),
        Question(screener=SCREENER, release=RELEASE, kind="host"),
    ]
    for question in questions:
        interrupted(monkeypatch, 1)
        with pytest.raises(KeyboardInterrupt):
            run(source, output, rows=4)
        monkeypatch.undo()
        calls = interrupted(monkeypatch, 100)
        run(source, output, question, rows=4)
        assert len(calls) == 2
        monkeypatch.undo()


def test_an_older_output_is_replaced_when_the_new_one_is_whole(tmp_path):
    source, output = write(tmp_path / "in.txt"), tmp_path / "out.csv"
    output.write_text("old")
    with pytest.raises(InvalidArgumentError):
        run(tmp_path / "none.txt", output)
    assert output.read_text() == "old"
    run(source, output)
    assert read(output).height == 5


# Refused


@pytest.mark.parametrize(
    ("source", "text", "output", "error", "problem"),
    [
        ("none.parquet", None, "out.parquet", InvalidArgumentError, "none.parquet"),
        ("bad.parquet", "no parquet", "out.parquet", InvalidArgumentError, "bad.parquet"),
        ("urls.csv", "link\nx\n", "out.parquet", UnknownValueError, "column 'url'"),
        ("urls.csv", "url,url\nx,y\n", "out.csv", InvalidArgumentError, "more than once"),
        ("urls.csv", "url,a,a\nx,y,z\n", "out.parquet", InvalidArgumentError, "more than once"),
        ("urls.csv", "url,a,a\nx,y,z\n", "out.jsonl", InvalidArgumentError, "more than once"),
        (
            "urls.csv",
            "url,nm_domain\nx,y\n",
            "out.csv",
            InvalidArgumentError,
            "'nm_domain' already",
        ),
        ("urls\0.csv", None, "out.csv", InvalidArgumentError, "null byte"),
        ("urls.txt", "x\n", "out\0.csv", InvalidArgumentError, "null byte"),
        ("urls.json", "{}", "out.parquet", UnknownValueError, "kind of file '.json'"),
        ("urls.parquet.gz", "x", "out.parquet", UnknownValueError, "kind of file '.gz'"),
        ("urls.txt", "x\n", "out.xlsx", UnknownValueError, "kind of file '.xlsx'"),
        ("urls.txt", "x\n", "no/such/folder/out.csv", None, None),
    ],
)
def test_bad_files_are_refused(tmp_path, source, text, output, error, problem):
    if text is not None:
        (tmp_path / source).write_text(text)
    if error is None:  # the folder of the output is made
        assert run(tmp_path / source, tmp_path / output).counts.rows == 1
        return
    with pytest.raises(error, match=problem):
        run(tmp_path / source, tmp_path / output)
    assert [path.name for path in tmp_path.iterdir()] == ([] if text is None else [source])


@pytest.mark.parametrize("name", ["x" * 300, "\udce8"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name):
    source = write(tmp_path / "urls.txt")
    for paths in (
        (source, tmp_path / f"{name}.csv"),
        (tmp_path / f"{name}.txt", tmp_path / "x.csv"),
    ):
        with pytest.raises(InvalidArgumentError, match=r"too long|must be Unicode"):
            run(*paths)
    assert list(tmp_path.iterdir()) == [source]


def test_a_full_disk_is_an_error_of_ours(tmp_path):
    (tmp_path / "in.csv").write_bytes(b"url\n" + b"https://x.example/\n" * 100_000)
    with pytest.raises(InvalidArgumentError, match="No space left"):
        run(tmp_path / "in.csv", "/dev/full")


def test_progress_is_a_bar_for_terminals(tmp_path, monkeypatch, capsys):
    run(write(tmp_path / "in.txt"), tmp_path / "out.csv")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    run(write(tmp_path / "in.txt"), tmp_path / "out.csv")
    assert "5 rows, 2 match" in capsys.readouterr().err


def test_the_digest_of_an_input_is_that_of_its_bytes(tmp_path):
    for kind in ("txt", "csv", "jsonl", "parquet"):
        source = write(tmp_path / f"in.{kind}")
        outcome = run(source, tmp_path / f"out.{'csv' if kind == 'txt' else kind}")
        assert outcome.inputs == {str(source): hashlib.sha256(source.read_bytes()).hexdigest()}


def test_frames_without_the_extra_say_what_to_install():
    code = (
        "import sys; sys.modules['narwhals'] = None; import notorious_markets as nm\n"
        "try: nm.frames\n"
        "except nm.MissingDependencyError as error: print(error.package, error.extra)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "narwhals frames\n"
