# SPDX-License-Identifier: MIT
"""Whose a domain is: no market has one without evidence, and a match says if nobody knows."""

import json

import attrs
import pytest
from hypothesis import given

import notorious_markets as nm
from notorious_markets.screening.targets import find_targets, market_status
from notorious_markets.strategies import datasets


@pytest.fixture(scope="module")
def ds():
    return nm.load("2026.12.1")


def evidence(dataset, market, domain):
    """The records that give a domain to one market and no other."""
    return domain in dataset.markets[market].domains or any(
        domain in listing.domains and listing.markets == (market,) for listing in dataset.listings
    )


def holds(dataset):
    screener = dataset.screener()
    for domain in screener.domains:
        for match in screener.match_host(domain):
            if not match.one_of:
                assert evidence(dataset, match.market.id, match.domain)
                continue
            assert not any(evidence(dataset, id_, match.domain) for id_ in dataset.markets)
            assert match.market.id in match.one_of
            assert len(match.one_of) > 1
            for listing in match.listings:
                assert match.domain in listing.domains
                assert set(listing.markets) <= set(match.one_of)
            assert str(match).startswith(f"one of {', '.join(match.one_of)}: ")


@given(datasets())
def test_no_domain_is_a_markets_without_evidence(dataset):
    holds(dataset)


def test_no_domain_of_the_data_is_a_markets_without_evidence(ds):
    holds(ds)


@given(datasets())
def test_every_domain_that_is_printed_is_found(dataset):
    printed = {domain for listing in dataset.listings for domain in listing.domains}
    assert printed <= set(dataset.screener().domains)


@pytest.mark.parametrize(
    ("domain", "market", "one_of"),
    [
        ("primewire.ag", "primewire", "the-watch-series projectfree-tv 1337x primewire"),
        ("libgen.io", "libgen", "bookfi libgen"),
        ("rapidgator.org", "rapidgator", "rutracker rapidgator"),
        ("videoweed.es", "movshare", "movshare novamov nowvideo"),
        ("1337x.to", "1337x", ""),
        ("rutracker.org", "rutracker", ""),
        ("novamov.com", "novamov", ""),
    ],
)
def test_a_domain_of_a_heading_of_several_markets(ds, domain, market, one_of):
    (match,) = ds.screen(f"https://www.{domain}/")
    assert (match.market.id, match.one_of) == (market, tuple(one_of.split()))
    assert match.printed
    if one_of:
        assert match.editions == (2016,)
        assert "nothing shows whose it is" in match.reason
        assert ds.screen(domain, editions=2019) == ()


def test_the_market_that_is_named_first_is_found_where_the_domain_bears_no_name(ds):
    listing = attrs.evolve(
        ds.listings.where(market="bookfi")[0], domains=("x.example",), covers=("libgen", "vk")
    )
    (target, *others) = find_targets(ds.markets, [listing], [listing], lambda _: ())
    assert target.market.id == "bookfi"
    assert target.shared["x.example"].markets == ("bookfi", "libgen", "vk")
    assert not any(other.shared or other.printed for other in others)
    assert target.status == ""


# Whether a market is still listed


@pytest.mark.parametrize(
    ("market", "status"),
    [
        ("vk", "listed in 2025, the newest edition"),
        ("shopee", "listed in 2024; unknown in 2025"),
        ("private-layer", "listed in 2021; removed in 2022; unknown in 2025"),
        ("rebel", "listed in 2017; removed by 2019; unknown in 2025"),
    ],
)
def test_a_match_says_whether_its_market_is_still_listed(ds, market, status):
    (match,) = ds.screen(ds.market(market).name, "name")
    assert match.status == status
    assert str(match).endswith(f" ({status})")


@given(datasets())
def test_a_status_says_no_more_than_presence_does(dataset):
    for market in {id_ for listing in dataset.listings for id_ in listing.markets}:
        status = market_status(dataset._index, market)
        presence = {year: dataset.presence(market, year) for year in dataset.editions}
        last = max(year for year, found in presence.items() if found is nm.Presence.LISTED)
        newest = max(presence)
        assert status.startswith(f"listed in {last}")
        assert status.endswith(", the newest edition") == (last == newest)
        assert f"unknown in {newest}" in status or presence[newest] is not nm.Presence.UNKNOWN
        off = [
            year
            for year, found in presence.items()
            if year > last and found is nm.Presence.NOT_LISTED
        ]
        assert ("removed" in status) == bool(off)
        assert not off or str(off[0]) in status


def test_a_status_is_of_all_editions_whichever_are_asked_for(ds):
    assert ds.screen("vk.com", editions=2013)[0].status == "listed in 2025, the newest edition"


# As values


def test_a_match_as_values_that_json_has(ds):
    (match,) = ds.screen("https://shop.taobao.com/x", editions=[2024, 2025])
    values = match.to_dict()
    assert json.loads(json.dumps(values)) == values
    assert (values["release"], values["matched"]) == ("2026.12.1", "domain")
    assert values["market"] == match.market.to_dict()
    assert (values["domain"], values["printed"]) == ("taobao.com", True)
    assert (values["one_of"], values["score"]) == ([], 100.0)
    assert values["editions"] == list(match.editions) == [2024, 2025]
    assert values["sources"] == list(match.sources)
    assert (values["reason"], values["status"]) == (match.reason, match.status)
    assert [item["record"]["id"] for item in values["companies"]] == ["alibaba-group"]
    assert ds.screen("Taobao")[0].to_dict()["matched"] == "name"


def test_every_match_of_the_data_is_json(ds):
    screener = ds.screener()
    matches = [match for found in screener.names.values() for match in found]
    matches += [match for domain in screener.domains for match in screener.match_host(domain)]
    for match in matches:
        values = match.to_dict()
        assert json.loads(json.dumps(values, allow_nan=False)) == values
        assert match.status
        assert match.release == "2026.12.1"
