# SPDX-License-Identifier: MIT
"""Target: cells to records and back. The first byte names the table, a line is a row of cells."""

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
from notorious_markets.datapackage.cells import from_row, from_rows, to_row
from notorious_markets.datapackage.descriptor import TABLES, Table, describe_schema
from notorious_markets.errors import InvalidRecordError
from notorious_markets.records.dates import Interval, earliest, latest, may_overlap, overlap
from notorious_markets.screening.hosts import host_of_host
from notorious_markets.text.names import is_domain

HEAD = 1
"""How many bytes stand before the cells."""

SEPARATOR = b"\t"
"""What separates the cells of a line; None where an input has no cells."""

_DAYS = (date.min, date(2020, 2, 29), date.max)
_SCHEMAS = {table.name: describe_schema(table)["fields"] for table in TABLES}


def fuzz(data: bytes) -> None:
    """Rows are read alike one by one and together, and what was read is written as it was."""
    if not data:
        return
    table = TABLES[data[0] % len(TABLES)]
    columns = [attribute.name for attribute in attrs.fields(table.record)]
    text = data[1:].decode("utf-8", "surrogateescape")
    rows = [_cells(line, len(columns)) for line in text.split("\n")]
    records = [_record(table, dict(zip(columns, row, strict=True))) for row in rows]
    try:
        together = from_rows(table.record, columns, rows)
    except ValueError:
        assert None in records
    else:
        assert together == records
        assert list(map(hash, together)) == list(map(hash, records))
    for cells in rows:
        _check_texts(cells)


def seeds() -> Iterator[bytes]:
    """The rows of the small release, table by table."""
    for number, table in enumerate(TABLES):
        records = getattr(small.contents(), table.name)
        lines = [SEPARATOR.decode().join(to_row(record).values()) for record in records]
        yield bytes([number]) + "\n".join(lines).encode()
        for line in lines:
            yield bytes([number]) + line.encode()


def words() -> Iterator[str]:
    """Cells of the small release and what else a cell may hold."""
    for table in TABLES:
        for record in getattr(small.contents(), table.name):
            yield from filter(None, to_row(record).values())
    yield from ("|", "\t", "\n", "true", "false", "2020-02-30", "0001", "9999-12-31", "1e5", "٣")
    yield from ("0.10", "00", "-1", "xn--bcher-kva.example", "a.0x1", "\u0301", "\u00a0", "é")


def _cells(line: str, width: int) -> list[str]:
    given = line.split(SEPARATOR.decode())[:width]
    return [*given, *[""] * (width - len(given))]


def _record(table: Table, row: Mapping[str, str]) -> Any:
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
    """What the records accept, the Table Schema accepts."""
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
