# SPDX-License-Identifier: MIT
"""Three-valued presence: nothing is NOT_LISTED unless the data proves it."""

import pytest
from hypothesis import given

from notorious_markets import strategies
from notorious_markets.records.vocabulary import Kind, Presence


def pairs(ds):
    return [(market, edition) for market in ds.markets for edition in ds.editions]


@given(strategies.datasets())
def test_listed_means_that_a_listing_names_the_market(ds):
    for market, edition in pairs(ds):
        named = any(
            item.edition == edition and market in (item.market, *item.covers)
            for item in ds.listings
        )
        assert (ds.presence(market, edition) is Presence.LISTED) == named


@given(strategies.datasets())
def test_not_listed_needs_a_proof_and_unknown_has_none(ds):
    for market, edition in pairs(ds):
        kind = ds.markets[market].kind
        proved = (
            ds.edition(edition).complete(kind)
            or any((item.market, item.edition) == (market, edition) for item in ds.absences)
            or any(
                item.stated_first and market in item.markets and edition < item.edition
                for item in ds.listings
            )
        )
        presence = ds.presence(market, edition)
        if presence is Presence.NOT_LISTED:
            assert proved
        if presence is Presence.UNKNOWN:
            assert not proved


@given(strategies.datasets())
def test_evidence_agrees_with_presence_and_cites_sources_for_what_is_known(ds):
    for market, edition in pairs(ds):
        evidence = ds.evidence(market, edition)
        assert evidence.presence is ds.presence(market, edition)
        assert (evidence.market, evidence.edition) == (market, edition)
        assert bool(evidence.sources) == (evidence.presence is not Presence.UNKNOWN)
        assert ds.cite(evidence) == tuple(ds.sources[source] for source in evidence.sources)
        assert evidence.reason in str(evidence)


@given(strategies.datasets())
def test_coverage_counts_what_is_recorded(ds):
    for coverage in ds.coverage():
        edition = ds.edition(coverage.edition)
        assert ds.coverage(edition.year) == coverage
        for section in coverage:
            kind = section.kind
            assert coverage.section(kind) == section
            assert section.recorded == len(ds.listings.where(edition=edition.year, kind=kind))
            assert section.stated == edition.stated(kind)
            assert section.complete == edition.complete(kind)
            assert section.basis == edition.basis(kind)
            if section.complete:
                assert section.missing == 0
            elif section.stated is None:
                assert section.missing is None
            else:
                assert section.missing == section.stated - section.recorded >= 0


@pytest.mark.parametrize(
    ("market", "edition", "presence", "reason"),
    [
        ("taobao", 2021, Presence.LISTED, "printed as 'Taobao'"),
        ("haraj", 2021, Presence.NOT_LISTED, "in the 2020 table of contents"),
        ("avito", 2021, Presence.NOT_LISTED, "the online section is recorded in full"),
        ("aliexpress", 2015, Presence.NOT_LISTED, "2021 is stated to be its first listing"),
        ("pacific-mall", 2020, Presence.NOT_LISTED, "Canada is not among them"),
        ("palika-bazaar", 2019, Presence.NOT_LISTED, "the 4 physical markets"),
        ("tokopedia", 2020, Presence.UNKNOWN, "nothing shows that it was absent"),
        ("taobao", 2025, Presence.UNKNOWN, "0 recorded, 37 stated (partial)"),
        ("rapidgator", 2016, Presence.LISTED, "printed as 'Rutracker.org and Rapidgator.org'"),
        ("galeria-page", 2021, Presence.LISTED, "printed as 'Rua 25 de Março'"),
    ],
)
def test_presence_of_the_release(ds, market, edition, presence, reason):
    evidence = ds.evidence(market, edition)
    assert evidence.presence is presence
    assert reason in evidence.reason


def test_the_one_gap_of_2020_is_unknown_only_where_a_name_would_stand(ds):
    unknown = {
        market.id
        for market in ds.markets.values()
        if market.kind is Kind.ONLINE and ds.presence(market.id, 2020) is Presence.UNKNOWN
    }
    assert {"tokopedia", "torrentz2", "turbobit"} <= unknown
    for market in unknown:
        names = [ds.markets[market].name, *ds.markets[market].aliases]
        keys = ["".join(c for c in name.casefold() if c.isalnum()) for name in names]
        assert any("thepiratebay" < key < "uploaded" for key in keys), market


def test_coverage_reads_well(ds):
    assert str(ds.coverage(2021)) == (
        "2021: online: 42 recorded, 42 stated (complete); "
        "physical: 16 recorded, 35 stated (partial)"
    )
    for kind in Kind:
        assert ds.coverage(2021).section(kind.value).kind is kind
        assert ds.edition(2021).stated(kind.value) == {"online": 42, "physical": 35}[kind]
    assert str(ds.coverage(2013).online) == "online: 3 recorded, number stated unknown (partial)"
