# SPDX-License-Identifier: MIT
"""The data is reviewed as data: what must be true of every bundled release."""

from importlib.resources import files
from pathlib import Path

import frictionless
import pytest

import notorious_markets as nm
from notorious_markets.datapackage.package import DESCRIPTOR, read_package
from notorious_markets.records.tables import TABLES
from notorious_markets.records.vocabulary import AbsenceBasis, Kind, Presence, SourceKind
from notorious_markets.text.economies import CODES
from notorious_markets.text.names import is_domain, name_key


@pytest.fixture(params=nm.releases(), scope="module")
def release(request):
    return nm.load(request.param)


def where(version):
    return str(files("notorious_markets") / "data" / version / DESCRIPTOR)


def test_an_independent_tool_finds_the_release_valid(release):
    report = frictionless.validate(where(release.release.version))
    assert report.valid, report.flatten(["type", "rowNumber", "fieldName", "note"])
    assert {task.name: task.stats["rows"] for task in report.tasks} == {
        table.name: table.rows for table in release.release.tables
    }


def test_it_holds_every_edition_from_2010(release):
    assert list(release.editions) == list(range(2010, 2010 + len(release.editions)))
    assert len(release.editions) >= 16


def test_editions_are_published_in_order_and_in_their_window(release):
    published = [edition.published for edition in release.editions.values()]
    assert published == sorted(set(published))
    for edition in release.editions.values():
        assert edition.year <= edition.published.year <= edition.year + 1
        assert edition.published <= release.release.created


def test_recorded_never_exceeds_stated_and_complete_means_equal(release):
    for coverage in release.coverage():
        for section in coverage:
            if section.stated is not None:
                assert section.recorded <= section.stated
            if section.complete:
                assert section.recorded == section.stated


def test_no_market_is_listed_twice_in_an_edition(release):
    listed = [(item.edition, market) for item in release.listings for market in item.markets]
    assert len(listed) == len(set(listed))


def test_every_record_cites_a_source_that_exists_and_every_source_is_cited(release):
    folder = Path(nm.__file__).parent / "data" / release.release.version
    contents = read_package(folder)[1]
    cited = {
        source
        for table in TABLES
        if table.name != "sources"
        for record in contents.of(table)
        for source in record.sources
    }
    assert cited == set(release.sources)


def test_every_market_is_listed_in_some_edition(release):
    listed = {market for item in release.listings for market in item.markets}
    assert listed == set(release.markets)


def test_codes_and_domains_are_valid_and_a_domain_has_one_market(release):
    owners = {}
    for item in release.listings:
        assert item.economy is None or item.economy in CODES
        assert item.kind is Kind.ONLINE or item.economy
        for domain in item.domains:
            assert is_domain(domain)
            owners.setdefault(domain, set()).add(item.markets)
    for market in release.markets.values():
        for domain in market.domains:
            assert is_domain(domain)
            assert domain not in owners, f"{domain} is printed in a listing: it belongs there"
            owners.setdefault(domain, set()).add((market.id,))
    for domain, claims in owners.items():
        assert set.intersection(*map(set, claims)), domain


def test_a_physical_market_stays_in_its_economy(release):
    for market, listings in release.listings.where(kind="physical").group_by("market").items():
        assert len(set(listings.count_by("economy"))) == 1, market


def test_names_lead_to_one_market(release):
    owners = {}
    for market in release.markets.values():
        for name in (market.id, market.name, *market.aliases):
            assert owners.setdefault(name_key(name), market.id) == market.id


def test_a_source_address_is_given_once(release):
    # A page that showed something else in another year is another source.
    urls = [(source.url, source.date) for source in release.sources.values()]
    assert len(urls) == len(set(urls))


def test_primary_sources_stand_at_addresses_of_the_united_states(release):
    hosts = {
        source.url.split("/")[2].removeprefix("www.")
        for source in release.sources.values()
        if source.kind is SourceKind.PRIMARY
    }
    assert hosts <= {
        "ustr.gov",
        "govinfo.gov",
        "gpo.gov",
        "federalregister.gov",
        "cbp.gov",
        "ice.gov",
        "ohss.dhs.gov",
    }


def test_absences_are_evidence_where_presence_would_be_unknown_or_a_reason_where_it_is_not(release):
    for absence in release.absences:
        assert release.presence(absence.market, absence.edition) is Presence.NOT_LISTED
        if absence.basis is AbsenceBasis.COUNT:
            assert release.markets[absence.market].kind is Kind.PHYSICAL


def test_the_contents_page_of_2020_speaks_of_every_online_market(release):
    """A market added later must be held against the one gap, between ThePirateBay and Uploaded."""
    for market in release.markets.values():
        if market.kind is not Kind.ONLINE:
            continue
        names = [name_key(name) for name in (market.name, *market.aliases)]
        in_gap = any("thepiratebay" < name < "uploaded" for name in names)
        presence = release.presence(market.id, 2020)
        assert (presence is Presence.UNKNOWN) <= in_gap, market.id


def test_what_the_2021_review_is_known_for(release):
    coverage = release.coverage(2021)
    assert (coverage.online.recorded, coverage.online.stated) == (42, 42)
    assert coverage.physical.stated == 35
    first = {change.market for change in release.compare(2020, 2021).first_listed}
    assert first == {"aliexpress", "wechat"}
    assert str(release.edition(2021).published) == "2022-02-17"
