# SPDX-License-Identifier: MIT
"""Whatever a dataset answers with can be pickled, copied and compared with its copy."""

import copy
import pickle

import pytest
from hypothesis import HealthCheck, given, settings

import notorious_markets as nm
from notorious_markets import strategies
from notorious_markets.records.tables import TABLES

ANSWERS = {
    "listings": lambda ds: ds.listings.where(edition=2021),
    "groups": lambda ds: ds.listings.group_by("economy"),
    "markets": lambda ds: ds.markets,
    "coverage": lambda ds: ds.coverage(),
    "evidence": lambda ds: ds.evidence("taobao", 2021),
    "comparison": lambda ds: ds.compare(2020, 2021),
    "grouped comparison": lambda ds: ds.compare(2020, 2021, by="company"),
    "release comparison": lambda _: nm.compare_releases("2026.11", "2026.12"),
    "history": lambda ds: ds.history("taobao"),
    "turnover": lambda ds: ds.turnover(),
    "survival": lambda ds: ds.survival(),
    "matches": lambda ds: ds.screen("https://item.taobao.com/x"),
    "companies": lambda ds: ds.companies_of("taobao", transitive=True),
    "economy": lambda ds: ds.economy("CN"),
    "figure": lambda ds: ds.seizures.share("CN+HK", fiscal_year=2020, basis="msrp"),
    "growth": lambda ds: ds.seizures.growth(),
    "disagreements": lambda ds: ds.seizures.disagreements(),
    "total": lambda ds: ds.seizures.total(),
    "totals": lambda ds: ds.seizures.by("fiscal_year", "product"),
    "release": lambda ds: ds.release,
}


@pytest.mark.parametrize("ask", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_equals_its_copies(ds, ask):
    answer = ask(ds)
    assert answer
    assert_alike(answer)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_record_equals_its_copies(small, table):
    records = small.of(table)
    assert records
    assert_alike(records)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(strategies.datasets())
def test_every_generated_listing_equals_its_copies(ds):
    assert_alike(ds.listings)


# Of these no two are equal, so their copies are compared by what they answer.


def test_a_copied_screener_finds_the_same(ds):
    screener = ds.screener(kind="online")
    for value in ("https://item.taobao.com/x", "Taobao", "nottaobao.com"):
        for made in copies(screener):
            assert made.screen(value) == screener.screen(value)


def test_copied_seizures_hold_the_same(ds):
    for made in copies(ds.seizures):
        assert made.lines == ds.seizures.lines
        assert made.statistics == ds.seizures.statistics


def copies(original):
    protocols = range(2, pickle.HIGHEST_PROTOCOL + 1)
    pickled = [pickle.loads(pickle.dumps(original, protocol)) for protocol in protocols]
    return [*pickled, copy.copy(original), copy.deepcopy(original)]


def assert_alike(original):
    for made in copies(original):
        assert type(made) is type(original)
        assert made == original
        assert repr(made) == repr(original)
