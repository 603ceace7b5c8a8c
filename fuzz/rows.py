# SPDX-License-Identifier: MIT
"""Target: cells to records and back. The first line names the table, each other is a row."""

import copy
import pickle
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import attrs

from fuzz import small
from notorious_markets.datapackage.cells import from_row, to_row
from notorious_markets.datapackage.descriptor import describe_schema
from notorious_markets.errors import InvalidRecordError
from notorious_markets.records.dates import Interval, earliest, latest, may_overlap, overlap
from notorious_markets.records.tables import BY_NAME, TABLES, Table
from notorious_markets.screening.hosts import host_of_host
from notorious_markets.text.names import is_domain

HEAD = 1
"""How many lines stand before the cells."""

SEPARATOR = b"\t"
"""What separates the cells of a line; None where an input has no cells."""

_DAYS = (date.min, date(2020, 2, 29), date.max)
_SCHEMAS = {table.name: describe_schema(table)["fields"] for table in TABLES}


def fuzz(data: bytes) -> None:
    """Hold that what is read from a row is written as it was, or refused with an error of ours."""
    name, *lines = data.decode("utf-8", "surrogateescape").split("\n")
    table = BY_NAME.get(name)
    if table is None:
        return
    columns = [attribute.name for attribute in attrs.fields(table.record)]
    for line in lines:
        cells = _cells(line, len(columns))
        _record(table, dict(zip(columns, cells, strict=True)))
        _check_texts(cells)


def seeds() -> Iterator[bytes]:
    """Yield the rows of the small release, table by table."""
    for table in TABLES:
        records = small.contents().of(table)
        lines = [SEPARATOR.decode().join(to_row(record).values()) for record in records]
        yield "\n".join([table.name, *lines]).encode()
        for line in lines:
            yield f"{table.name}\n{line}".encode()


def words() -> Iterator[str]:
    """Yield cells of the small release and what else a cell may hold."""
    for table in TABLES:
        for record in small.contents().of(table):
            yield from filter(None, to_row(record).values())
    yield from ("|", "\t", "\n", "true", "false", "2020-02-30", "0001", "9999-12-31", "1e5", "٣")
    yield from ("0.10", "00", "-1", "xn--bcher-kva.example", "a.0x1", "\u0301", "\u00a0", "é")


def _cells(line: str, width: int) -> list[str]:
    given = line.split(SEPARATOR.decode())[:width]
    return [*given, *[""] * (width - len(given))]


def _record(table: Table[Any], row: Mapping[str, str]) -> Any:
    try:
        record = from_row(table.record, row)
    except InvalidRecordError as error:
        assert str(error)
        return None
    written = to_row(record)
    assert from_row(table.record, written) == record
    assert {name: written[name] for name, cell in row.items() if cell} == {
        name: cell for name, cell in row.items() if cell
    }
    assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == record
    for field in _SCHEMAS[table.name]:
        if written[field["name"]]:
            _check_constraints(field, written[field["name"]])
    if hasattr(record, "start"):
        _check_intervals([Interval(record.start, record.end), Interval(record.end, record.start)])
    return record


def _check_constraints(field: dict[str, Any], cell: str) -> None:
    """Hold that the Table Schema accepts what the records accept."""
    constraints = field.get("constraints", {})
    if "pattern" in constraints:
        assert re.fullmatch(constraints["pattern"], cell)
    if "enum" in constraints:
        assert cell in constraints["enum"]
    if "minimum" in constraints:
        assert Decimal(cell) >= constraints["minimum"]
    if "maximum" in constraints:
        assert Decimal(cell) <= constraints["maximum"]


def _check_texts(cells: list[str]) -> None:
    for cell in cells:
        for text in cell.split("|"):
            if is_domain(text) and "xn--" not in text:
                assert host_of_host(text) == text


def _check_intervals(intervals: list[Interval]) -> None:
    for interval in intervals:
        held = [interval.held(day) for day in _DAYS]
        assert len(held) == len(_DAYS)
        for partial in filter(None, (interval.start, interval.end)):
            assert earliest(partial) <= latest(partial)
    for pair in pairwise(intervals):
        assert not overlap(pair) or may_overlap(pair)
