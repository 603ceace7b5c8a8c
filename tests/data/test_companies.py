# SPDX-License-Identifier: MIT
"""Companies, statistics and watch lists of the releases, reviewed as data."""

from collections import Counter

import iso10383
import pytest

import notorious_markets as nm
from notorious_markets.records.dates import Interval, earliest, latest
from notorious_markets.records.vocabulary import (
    Breakdown,
    Relation,
    StatisticStatus,
    Unit,
    WatchList,
)
from notorious_markets.text.economies import CODES
from notorious_markets.text.names import name_key


@pytest.fixture(params=nm.releases()[1:], scope="module")
def release(request):
    return nm.load(request.param)


def test_every_record_cites_sources_that_exist(release):
    companies, trade = release._having("companies"), release._having("seizures")
    tables = (
        companies.companies,
        companies.tickers,
        companies.ownership,
        companies.holdings,
        companies.statements,
        trade.seizures,
        trade.origins,
        trade.seizure_lines,
        trade.watch_list_years,
        trade.watch_lists,
    )
    for table in tables:
        assert table
        assert {source for record in table for source in record.sources} <= set(release.sources)


def test_every_market_identifier_code_is_in_iso_10383(release):
    codes = {ticker.mic for ticker in release._contents.tickers}
    assert codes <= {entry.value.mic for entry in iso10383.MIC}


def test_every_ownership_names_a_market_and_a_company(release):
    for item in release.ownership:
        assert item.market in release.markets
        assert item.company in release.companies
    for item in release.holdings:
        assert {item.subsidiary, item.company} <= set(release.companies)


def test_full_ownership_of_one_market_does_not_overlap(release):
    spans = {}
    for item in release.ownership:
        if item.relation is Relation.OWNS and item.start and item.end:
            span = (latest(item.start), earliest(item.end))
            for other in spans.setdefault(item.market, []):
                assert span[1] <= other[0] or other[1] <= span[0], item.market
            spans[item.market].append(span)


def test_shares_held_at_one_time_do_not_exceed_the_whole(release):
    for market in release.markets:
        held = [item for item in release.ownership if item.market == market and item.share_percent]
        for day in {earliest(item.start) for item in held if item.start}:
            total = sum(
                item.share_percent
                for item in held
                if Interval(item.start, item.end).held(day) is nm.Held.YES
            )
            assert total <= 100, market


def test_numbers_of_one_relation_count_from_one(release):
    for table in (release.ownership, release.holdings):
        keys = Counter(
            (getattr(item, "market", None) or item.subsidiary, item.company, item.relation)
            for item in table
        )
        for (of, company, relation), count in keys.items():
            numbers = sorted(
                item.number
                for item in table
                if (getattr(item, "market", None) or item.subsidiary, item.company, item.relation)
                == (of, company, relation)
            )
            assert numbers == list(range(1, count + 1))


def test_a_company_is_found_by_every_name_and_ticker(release):
    for company in release.companies.values():
        for name in (company.id, company.legal_name, *company.aliases):
            if name is not None:
                assert release.company(name).id == company.id
    for ticker in release._contents.tickers:
        assert release.company(str(ticker)).id == ticker.company
    names = Counter(name_key(company.id) for company in release.companies.values())
    assert max(names.values()) == 1


def test_statements_follow_their_edition(release):
    for item in release.statements():
        published = release.edition(item.edition).published
        if item.date is not None and item.note != "Made before the publication.":
            assert latest(item.date) >= published, item
        assert bool(item.company) <= (item.role is nm.Role.COMPANY)


def test_published_statistics_are_numbered_and_make_sense(release):
    keys = {}
    for item in release.seizures.statistics:
        key = (item.fiscal_year, item.measure, item.breakdown, item.item, item.unit)
        keys.setdefault(key, []).append(item)
        assert item.value == item.value.to_integral_value() or item.unit is not Unit.COUNT
        if item.breakdown is Breakdown.ECONOMY and item.item != "other":
            assert set(item.item.split("+")) <= CODES
    for items in keys.values():
        assert [item.number for item in items] == list(range(1, len(items) + 1))
        assert len({item.value for item in items}) == len(items)


def test_misprints_are_disputed(release):
    for item in release.seizures.statistics:
        if (item.note or "").startswith(("MISPRINT", "DOUBTFUL")):
            assert item.status is StatisticStatus.DISPUTED


def test_the_seizure_table_is_the_one_that_was_published(release):
    lines = release.seizures.lines
    assert len(lines) == 4583
    totals = {
        int(item.fiscal_year): (item.lines, item.msrp)
        for item in release.seizures.by("fiscal_year")
    }
    assert totals[2020] == (72_018, 1_205_129_468)
    assert set(totals) == set(range(2019, 2024))


def test_watch_lists_have_the_numbers_that_the_reports_state(release):
    counts = Counter((item.year, item.watch_list) for item in release.watch_lists)
    for year, priority, watch in ((2014, 10, 27), (2016, 11, 23), (2019, 11, 25), (2025, 8, 18)):
        assert counts[year, WatchList.PRIORITY_WATCH_LIST] == priority
        assert counts[year, WatchList.WATCH_LIST] == watch
