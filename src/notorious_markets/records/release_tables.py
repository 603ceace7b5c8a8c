# SPDX-License-Identifier: MIT
"""Which tables a release has, and what is said where a question needs one that it has not."""

import attrs

from notorious_markets.errors import MissingTableError
from notorious_markets.records.release import Release
from notorious_markets.records.tables import BY_NAME, Contents


@attrs.frozen
class ReleaseTables:
    """The tables of a release.

    Attributes:
        release: The release.
        contents: The records of its tables.
    """

    release: Release
    contents: Contents

    def lacks(self, table: str) -> bool:
        """Tell whether the release comes before a table.

        A table without rows has no file. A dataset that someone puts together has no files at all,
        and every table.
        """
        files = {file.name for file in self.release.tables}
        if not files or table in files or getattr(self.contents, table):
            return False
        return _number(self.release.version) < _number(BY_NAME[table].since)

    def having(self, table: str) -> Contents:
        """Return the contents with a table.

        Raises:
            MissingTableError: The release does not have it.
        """
        if self.lacks(table):
            files = (file.name for file in self.release.tables)
            raise MissingTableError(self.release.version, table, files, BY_NAME[table].since)
        return self.contents

    def __hash__(self) -> int:
        return hash(self.release)


def _number(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: as text, 2026.9 would come after 2026.11."""
    return tuple(map(int, version.split(".")))
