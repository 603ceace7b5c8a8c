# SPDX-License-Identifier: MIT
"""What several test modules use."""

import sys
from pathlib import Path

import pytest

import fuzz.small
import notorious_markets as nm
from notorious_markets import bundled
from notorious_markets.datapackage.package import read_package

collect_ignore = ["browser"]  # they need the built site and Chromium: make test-docs


@pytest.fixture(scope="session")
def ds():
    return nm.load("2026.12")


@pytest.fixture(scope="session")
def contents(ds):
    """Every table of the same release, the largest included."""
    folder = Path(nm.__file__).parent / "data" / ds.release.version
    return read_package(folder)[1]


@pytest.fixture(scope="session")
def small():
    """A small invented release with a record or more in every table, whatever tables there are."""
    return fuzz.small.contents()


@pytest.fixture
def unread():
    """Nothing is loaded when the test begins, and what it loads is forgotten when it ends."""
    _forget()
    yield
    _forget()


def _forget():
    for loaded in (bundled._package, bundled._bundled, bundled._table):
        loaded.cache_clear()


# For mutmut: the quickest tests first, as one that fails is enough; and what runs when a module is
# imported concerns every test, not only the first.

_RAN_IN_IMPORTS = pytest.StashKey[set[str]]()


def pytest_collection_modifyitems(config, items):
    if mutmut := sys.modules.get("mutmut.state"):
        state = mutmut.state()
        items.sort(key=lambda item: state.duration_by_test.get(item.nodeid, 0))
        config.stash[_RAN_IN_IMPORTS] = set(state._stats)


def pytest_runtest_setup(item):
    if ran := item.config.stash.get(_RAN_IN_IMPORTS, None):
        sys.modules["mutmut.state"].state()._stats.update(ran)
