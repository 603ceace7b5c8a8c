# SPDX-License-Identifier: MIT
"""A release without some tables answers what it can, and says what it cannot."""

import copy
import pickle
from datetime import date

import attrs
import pytest

import notorious_markets as nm
from notorious_markets.errors import MissingTableError, UnknownValueError
from notorious_markets.records.tables import TABLES, Contents

QUESTIONS = {
    "companies": [
        lambda ds: ds.companies,
        lambda ds: ds.company("BABA"),
        lambda ds: ds.tickers("BABA"),
        lambda ds: ds.markets_of("BABA"),
    ],
    "ownership": [
        lambda ds: ds.ownership,
        lambda ds: ds.companies_of("taobao"),
        lambda ds: ds.companies_of("taobao", date(2020, 1, 1), transitive=True),
        lambda ds: ds.compare(2020, 2021, by="company"),
        lambda ds: ds.listings.where(company="goto"),
        lambda ds: ds.listings.where(company_ever="goto"),
    ],
    "holdings": [lambda ds: ds.holdings],
    "statements": [lambda ds: ds.statements(), lambda ds: ds.statements(2021)],
    "seizures": [lambda ds: ds.seizures],
    "watch_list_years": [lambda ds: ds.watch_list_years, lambda ds: ds.watch_list("CN")],
    "watch_lists": [lambda ds: ds.watch_lists],
}


@pytest.fixture(scope="module")
def old():
    return nm.load("2026.11")


@pytest.mark.parametrize(
    ("table", "ask"), [(table, ask) for table, asks in QUESTIONS.items() for ask in asks]
)
def test_what_needs_a_missing_table_says_which_releases_have_it(old, table, ask):
    with pytest.raises(MissingTableError) as caught:
        ask(old)
    error = caught.value
    assert str(error) == f"release 2026.11 has no table {table}; 2026.12 and later have it"
    assert (error.release, error.table, error.since) == ("2026.11", table, "2026.12")
    assert isinstance(error, UnknownValueError)
    assert (error.given, error.nearest) == (table, None)
    assert error.allowed == tuple(file.name for file in old.release.tables)
    for made in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (str(made), vars(made)) == (str(error), vars(error))


def test_the_same_questions_have_answers_where_the_table_is():
    newest = nm.load()
    for asks in QUESTIONS.values():
        assert all(ask(newest) is not None for ask in asks)


def test_each_table_is_said_to_exist_since_the_first_release_that_has_it():
    versions = nm.releases()
    for table in TABLES:
        having = [
            version
            for version in versions
            if table.name in {file.name for file in nm.load(version).release.tables}
        ]
        assert having == list(versions[versions.index(table.since) :])


def test_what_needs_no_missing_table_is_answered(old):
    assert len(old.compare(2020, 2021).added) > 0
    assert old.compare(2020, 2021, by="economy").groups
    assert old.history("taobao").listed_in
    (match,) = old.screen("https://item.taobao.com/x")
    assert (match.market.id, match.companies) == ("taobao", ())
    assert old.screener(on=date(2021, 6, 1)).screen("Taobao")
    assert old.export_blocklist()


def test_an_economy_of_a_release_without_tables_says_which_are_missing(old):
    profile = old.economy("CN")
    assert profile.missing == ("companies", "seizures", "watch_lists")
    assert len(profile.listings) == len(old.listings.where(economy="CN")) > 0
    assert profile.listed == old.edition_counts("CN")
    assert (len(profile.seizures), len(profile.watch_list), profile.companies) == (0, 0, ())
    assert profile.seizures.dimensions == ("fiscal_year",)
    assert repr(profile) == (
        f"<EconomyProfile CN China: {len(profile.listings)} listings; "
        "not in this release: companies, seizures, watch_lists>"
    )
    html = profile._repr_html_()
    assert "<td>not in this release</td><td>companies, seizures, watch_lists</td>" in html
    assert pickle.loads(pickle.dumps(profile)) == profile


def test_an_economy_of_a_release_with_every_table_lacks_nothing(ds):
    profile = ds.economy("CN")
    assert profile.missing == ()
    assert "not in this release" not in repr(profile) + profile._repr_html_()


def test_a_dataset_that_has_no_files_has_every_table(ds):
    release = attrs.evolve(ds.release, tables=())
    made = nm.Dataset(release, Contents())
    assert (len(made.companies), made.ownership, made.statements()) == (0, (), ())
    assert (len(made.watch_list("CN")), made.seizures.lines) == (0, ())
    assert made.economy("CN").missing == ()


def test_a_later_release_without_a_file_has_a_table_without_rows(ds, contents):
    tables = tuple(file for file in ds.release.tables if file.name != "watch_lists")
    release = attrs.evolve(ds.release, tables=tables)
    made = nm.Dataset(release, contents.replace(watch_lists=()))
    assert made.watch_lists == ()
    assert made.economy("CN").missing == ()


def test_records_that_an_early_release_has_all_the_same_are_given(old, contents):
    made = nm.Dataset(old.release, contents)
    assert made.watch_lists == contents.watch_lists
    assert made.economy("CN").missing == ()
