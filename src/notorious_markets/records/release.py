# SPDX-License-Identifier: MIT
"""The record of a release: its version, its day, and the files of its tables."""

from datetime import date

import attrs

from notorious_markets.records import fields, plain


@attrs.frozen(kw_only=True)
class TableFile:
    """One table of a release as it lies on disk.

    Attributes:
        name: Name of the table.
        rows: Number of its rows, without the header.
        bytes: Size of its file.
        sha256: SHA-256 of its file, in lower-case hexadecimal.
    """

    name: str = fields.pattern(r"[a-z_]+", "the name of a table")
    rows: int = fields.integer(0)
    bytes: int = fields.integer(0)
    sha256: str = fields.pattern(r"[0-9a-f]{64}", "a SHA-256 in lower-case hexadecimal")

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class Release:
    """A frozen, checksummed version of the whole dataset.

    Attributes:
        version: Its name by calendar, for example ``"2026.11"``.
        created: The day it was made.
        tables: Its tables, in their order in the Data Package.
    """

    version: str = fields.pattern(
        r"[0-9]{4}\.(0[1-9]|1[0-2])(\.[0-9]+)?", "a calendar version such as 2026.11"
    )
    created: date = fields.day()
    tables: tuple[TableFile, ...] = fields.records(TableFile)

    to_dict = plain.to_dict
