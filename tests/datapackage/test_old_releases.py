# SPDX-License-Identifier: MIT
"""A release says the same for ever: its records, as this code reads them, have a digest.

The digest is one of what the records say and not of the bytes of the files. It is made of the cells
of each record that are neither empty nor false, by column, so that a column which later releases
have changes nothing. Add a line when a release is published; a line that is here is never changed.
"""

import hashlib
from pathlib import Path

import pytest

import notorious_markets as nm
from notorious_markets.datapackage.cells import to_row
from notorious_markets.datapackage.package import read_package
from notorious_markets.records.tables import TABLES

DIGESTS = {
    "2026.11": "792404714ad03d9e0929b6c8d9bf3d6691e56296e9c7a0656af07bda8c0126ed",
    "2026.12": "ab5edc5794f2771b101bbd4771b13eced1f1bfd0048e6a4272968af07ffde8ab",
    "2026.12.1": "ac4dc5e30e6c498c7fb4ff4162b27996dc88bc4c2fda665a499259f7e5836e28",
}


def digest(contents):
    """SHA-256 over a line for each cell: table, number of the record, column, value."""
    found = hashlib.sha256()
    for table in sorted(TABLES, key=lambda table: table.name):
        for number, record in enumerate(contents.of(table)):
            for column, cell in sorted(to_row(record).items()):
                if cell not in ("", "false"):
                    found.update(f"{table.name}\t{number}\t{column}\t{cell}\n".encode())
    return found.hexdigest()


def test_every_release_has_its_digest():
    assert tuple(DIGESTS) == nm.releases(), "add the digest of a new release to DIGESTS"


@pytest.mark.parametrize("release", nm.releases())
def test_a_release_loads_as_it_did_when_it_was_published(release):
    folder = Path(nm.__file__).parent / "data" / release
    assert digest(read_package(folder)[1]) == DIGESTS[release]


def test_what_is_loaded_is_what_the_digest_is_of():
    for release in nm.releases():
        loaded = nm.load(release)
        folder = Path(nm.__file__).parent / "data" / release
        contents = read_package(folder)[1]
        assert set(loaded.listings) == set(contents.listings)
        if contents.companies:
            assert tuple(loaded.companies.values()) == contents.companies
