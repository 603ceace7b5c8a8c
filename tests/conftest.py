# SPDX-License-Identifier: MIT
"""What several test modules use."""

from pathlib import Path

import pytest

import notorious_markets as nm
from notorious_markets.tables import read_package

collect_ignore = ["browser"]  # they need the built site and Chromium: make test-docs


@pytest.fixture(scope="session")
def ds():
    return nm.load("2026.12")


@pytest.fixture(scope="session")
def contents(ds):
    """Every table of the same release, the largest included."""
    folder = Path(nm.__file__).parent / "data" / ds.release.version
    return read_package(folder)[1]
