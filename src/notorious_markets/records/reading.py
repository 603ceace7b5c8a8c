# SPDX-License-Identifier: MIT
"""The tables of one release: which it has, and those that are read when they are first needed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import attrs

from notorious_markets.errors import MissingTableError
from notorious_markets.records.contents import Contents
from notorious_markets.records.editions import Release

COMPANIES, TRADE = "companies", "trade"
"""The groups of tables that a bundled release reads when they are first needed."""

_OWNERS = ("companies", "tickers", "ownership", "holdings", "statements")
_TRADE = ("seizures", "origins", "seizure_lines", "watch_list_years", "watch_lists")

SINCE: Mapping[str, str] = MappingProxyType(dict.fromkeys((*_OWNERS, *_TRADE), "2026.12"))
"""The first release that has a table, for each table that is not in all."""


class ReleaseTables:
    """The tables of a release, of which some may be read later.

    Args:
        release: The release.
        contents: Its tables, or those that every question needs.
        read_group: Reads a group of the others.
    """

    def __init__(
        self, release: Release, contents: Contents, read_group: Callable[[str], Contents] | None
    ) -> None:
        self.release = release
        self.contents = contents
        self.read_group = read_group

    def lacks(self, table: str) -> bool:
        """Tell whether the release does not have a table.

        A dataset that someone puts together has no files, and therefore every table.
        """
        files = {file.name for file in self.release.tables}
        return bool(files) and table not in files and not getattr(self.contents, table)

    def having(self, table: str) -> Contents:
        """Return the contents with a table.

        Raises:
            MissingTableError: The release does not have it.
        """
        if table not in SINCE:
            return self.contents
        if not self.lacks(table):
            return self._read(COMPANIES if table in _OWNERS else TRADE)
        version, since = self.release.version, SINCE[table]
        earlier = _number(version) < _number(since)
        files = (file.name for file in self.release.tables)
        raise MissingTableError(version, table, files, since if earlier else None)

    def _read(self, group: str) -> Contents:
        return self.contents if self.read_group is None else self.read_group(group)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReleaseTables):
            return NotImplemented
        return self is other or self._everything == other._everything

    def __hash__(self) -> int:
        return hash(self.release)

    @property
    def _everything(self) -> tuple[object, ...]:
        """All records, whenever they are read."""
        trade, owners = self._read(TRADE), self._read(COMPANIES)
        tables = (field.name for field in attrs.fields(Contents))
        found = (getattr(trade if name in _TRADE else owners, name) for name in tables)
        return (self.release, *found)


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
