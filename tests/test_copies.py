# SPDX-License-Identifier: MIT
"""Whatever a dataset answers with can be pickled, copied and compared with its copy."""

import copy
import pickle
import subprocess
import sys

import attrs
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


# Datasets, seizures and screeners hold many records; two of the same records are equal.


def test_what_holds_many_records_equals_its_copies_and_has_the_same_hash(ds):
    assert ds.seizures.total().lines > 0  # some indexes are made
    for original in (ds, ds.seizures, ds.screener(kind="online")):
        assert_alike(original)
        assert {hash(made) for made in copies(original)} == {hash(original)}


def test_a_pickle_has_no_indexes_and_works_in_another_process(ds, tmp_path):
    for original in (ds, ds.seizures):
        before = len(pickle.dumps(pickle.loads(pickle.dumps(original))))
        ds.screen("Taobao")
        ds.seizures.by("origin")
        assert len(pickle.dumps(original)) == before
    path = tmp_path / "dataset.pickle"
    path.write_bytes(pickle.dumps((ds, ds.seizures, ds.listings.where(edition=2021))))
    code = (
        "import pickle, pathlib, notorious_markets as nm\n"
        f"ds, seizures, listings = pickle.loads(pathlib.Path({str(path)!r}).read_bytes())\n"
        f"same = nm.load({ds.release.version!r})\n"
        "assert ds == same and hash(ds) == hash(same)\n"
        "assert seizures == same.seizures == ds.seizures\n"
        "assert listings.where(company='goto') == same.listings.where(edition=2021, company='goto')"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_datasets_and_seizures_of_other_records_are_not_equal(ds, contents):
    assert nm.Dataset(ds.release, contents) == ds
    others = [
        nm.Dataset(attrs.evolve(ds.release, tables=()), contents),
        *(nm.Dataset(ds.release, contents.replace(**{t: ()})) for t in LEAVES),
        nm.load("2026.11"),
        "2026.12",
    ]
    assert [other for other in others if other == ds] == []
    records = (contents.seizures, contents.origins, contents.seizure_lines)
    assert nm.Seizures(*records) == ds.seizures
    assert nm.Seizures((), *records[1:]) != ds.seizures
    assert nm.Seizures(*records[:2], records[2][1:]) != ds.seizures
    renamed = attrs.evolve(records[1][0], economy="AQ")
    assert nm.Seizures(records[0], (renamed, *records[1][1:]), records[2]) != ds.seizures
    assert ds.seizures != records


LEAVES = ("absences", "tickers", "ownership", "statements", "seizures", "watch_lists")
"""Tables that no other refers to."""


def copies(original):
    protocols = range(2, pickle.HIGHEST_PROTOCOL + 1)
    pickled = [pickle.loads(pickle.dumps(original, protocol)) for protocol in protocols]
    return [*pickled, copy.copy(original), copy.deepcopy(original)]


def assert_alike(original):
    for made in copies(original):
        assert type(made) is type(original)
        assert made == original
        assert repr(made) == repr(original)
