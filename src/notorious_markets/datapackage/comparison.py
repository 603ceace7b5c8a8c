# SPDX-License-Identifier: MIT
"""Two releases against each other, table by table and field by field."""

from typing import Any

import attrs

from notorious_markets.datapackage.cells import to_row
from notorious_markets.records import plain
from notorious_markets.records.tables import TABLES, Contents, Table
from notorious_markets.text.render import to_markdown


@attrs.frozen(kw_only=True)
class CellChange:
    """One field of a row that both releases have, with different values.

    Attributes:
        key: The values of the row's primary key.
        field: Name of the field.
        before: Its cell in the one release; empty for a missing value.
        after: Its cell in the other.
    """

    key: tuple[str, ...]
    field: str
    before: str
    after: str

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class TableChange:
    """What changed in one table.

    Attributes:
        table: Name of the table.
        added: Keys of the rows that only the other release has.
        removed: Keys of the rows that only the one release has.
        changed: The fields that differ in rows of both.
    """

    table: str
    added: tuple[tuple[str, ...], ...]
    removed: tuple[tuple[str, ...], ...]
    changed: tuple[CellChange, ...]

    to_dict = plain.to_dict

    @property
    def rows_changed(self) -> int:
        """How many rows of both releases differ."""
        return len({change.key for change in self.changed})


@attrs.frozen(kw_only=True, repr=False)
class ReleaseComparison:
    """What changed from one release to another.

    Attributes:
        before: Version of the one release.
        after: Version of the other.
        tables: The tables that differ.
    """

    before: str
    after: str
    tables: tuple[TableChange, ...]

    to_dict = plain.to_dict

    def to_markdown(self) -> str:
        """Return a table of counts, as a changelog wants it."""
        columns = ("table", "rows added", "rows removed", "rows changed")
        rows = (
            (item.table, len(item.added), len(item.removed), item.rows_changed)
            for item in self.tables
        )
        return f"{to_markdown(columns, rows)}\n"

    def __repr__(self) -> str:
        rows = [
            f"  {item.table}: {len(item.added)} rows added, {len(item.removed)} removed, "
            f"{item.rows_changed} changed"
            for item in self.tables
        ]
        return "\n".join([f"<{self.before} → {self.after}>", *(rows or ["  no change"])])


def compare_contents(
    before: str, after: str, contents: tuple[Contents, Contents]
) -> ReleaseComparison:
    """Compare the tables of two releases."""
    tables = (_compare_table(table, *contents) for table in TABLES)
    return ReleaseComparison(
        before=before,
        after=after,
        tables=tuple(item for item in tables if item.added or item.removed or item.changed),
    )


def _compare_table(table: Table[Any], before: Contents, after: Contents) -> TableChange:
    old, new = _rows(table, before), _rows(table, after)
    return TableChange(
        table=table.name,
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=tuple(
            CellChange(key=key, field=field, before=old[key][field], after=cell)
            for key, row in new.items()
            if key in old
            for field, cell in row.items()
            if old[key][field] != cell
        ),
    )


def _rows(table: Table[Any], contents: Contents) -> dict[tuple[str, ...], dict[str, str]]:
    rows = [to_row(record) for record in contents.of(table)]
    return {tuple(row[field] for field in table.key): row for row in rows}
