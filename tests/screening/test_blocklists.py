# SPDX-License-Identifier: MIT
"""Block lists: whose domains they take, and that the tools they are for can read them."""

import json
from datetime import date

import adblock
import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.__main__ import main
from notorious_markets.errors import UnknownValueError
from notorious_markets.screening.blocklists import FORMATS, export_blocklist
from notorious_markets.screening.targets import find_targets

RELEASE = "2026.12.1"
DATASET = nm.load(RELEASE)
DOMAINS = DATASET.screener().domains

SHAPES = {
    "domains": ("#", ["{}"]),
    "hosts": ("#", ["0.0.0.0 {}", ":: {}"]),
    "adblock": ("!", ["||{}^"]),
    "dnsmasq": ("#", ["local=/{}/"]),
}


def domains_of(**restrictions):
    """The domains of the plainest format."""
    lines = DATASET.export_blocklist("domains", **restrictions).splitlines()
    return [line for line in lines if not line.startswith("#")]


def newest_known(market):
    """The newest presence of a market that is not unknown."""
    known = [item for item in DATASET.history(market).presences.values() if item.value != "unknown"]
    return known[-1]


@pytest.mark.parametrize("form", FORMATS)
def test_a_blocklist_is_the_same_every_time_and_names_release_and_licence(form):
    text = nm.export_blocklist(form, RELEASE)
    assert text == nm.load(RELEASE).export_blocklist(form)
    assert text.endswith("\n")
    assert RELEASE in text
    assert "CC0-1.0" in text
    assert "no proof about a page" in text


@pytest.mark.parametrize(
    ("form", "sign", "before"),
    [
        ("domains", "#", 0),
        ("hosts", "#", 0),
        ("dnsmasq", "#", 0),
        ("rpz", ";", 0),
        ("adblock", "!", 3),
    ],
)
def test_the_header_is_a_comment(form, sign, before):
    assert nm.export_blocklist(form, RELEASE).splitlines()[before : before + 3] == [
        f"{sign} Notorious Markets, release {RELEASE} of 2026-11-23",
        f"{sign} Licence: CC0-1.0",
        f"{sign} A listed domain is an allegation of the report, and no proof about a page.",
    ]


def test_the_format_is_domains_unless_said_otherwise():
    expected = nm.export_blocklist("domains", RELEASE, former=True)
    assert export_blocklist(DATASET.screener(), DATASET.release) == expected
    assert DATASET.export_blocklist(former=True) == expected


# Whose domains


def test_a_market_that_is_proved_to_have_left_the_list_is_left_out():
    assert "amazon.co.uk" not in domains_of()
    assert "amazon.co.uk" in domains_of(former=True)
    assert domains_of(former=True) == list(DOMAINS)
    for domain in DOMAINS:
        owners = {
            owner
            for item in DATASET.screen(domain, "host")
            if item.domain == domain
            for owner in item.one_of or [item.market.id]
        }
        left = {owner for owner in owners if newest_known(owner).value == "not listed"}
        assert (domain in domains_of()) == (left != owners)


@given(
    editions=st.none() | st.lists(st.sampled_from(list(DATASET.editions)), min_size=1),
    concern=st.sampled_from([None, "piracy", "counterfeiting"]),
    economy=st.sampled_from([None, "CN", "RU"]),
    on=st.none() | st.dates(date(2011, 3, 1), date(2026, 6, 1)),
    former=st.booleans(),
)
def test_restrictions_are_those_of_the_screener(editions, concern, economy, on, former):
    restrictions = {"editions": editions, "concern": concern, "economy": economy, "on": on}
    listed = list(DATASET.screener(**restrictions).domains)
    found = domains_of(**restrictions, former=former)
    if former or editions is not None or on is not None:
        assert found == listed
    else:
        assert found == [domain for domain in listed if domain in domains_of()]


def test_restrictions_that_do_not_exist_are_refused():
    for restrictions in ({"editions": 1999}, {"concern": "fraud"}, {"economy": "XX"}):
        with pytest.raises(UnknownValueError):
            nm.export_blocklist("domains", RELEASE, **restrictions)


def test_a_domain_of_a_market_left_out_stays_where_another_market_has_it():
    markets = {
        name: nm.Market(id=name, name=name, kind="online", domains=["x.example"], sources=["s"])
        for name in ("a", "b")
    }
    listings = [
        nm.Listing(edition=2021, market=name, name=name, category="e-commerce", sources=["s"])
        for name in markets
    ]
    screener = nm.Screener(find_targets(markets, listings, listings, lambda _: ()))

    def written(without):
        text = export_blocklist(screener, DATASET.release, "datapackage", without)
        return [row["market"] for row in json.loads(text)["resources"][0]["data"]]

    assert written(()) == ["a"]
    assert written({"a"}) == ["b"]
    assert written({"a", "b"}) == []


# The formats


@pytest.mark.parametrize("form", SHAPES)
def test_a_format_has_its_lines_for_every_domain_and_nothing_else(form):
    sign, shapes = SHAPES[form]
    lines = nm.export_blocklist(form, RELEASE, former=True).splitlines()
    body = [line for line in lines if not line.startswith((sign, "[Adblock"))]
    assert body == [shape.format(domain) for domain in DOMAINS for shape in shapes]


def test_a_filter_list_begins_as_its_readers_want_it_and_blocks_what_is_listed():
    text = nm.export_blocklist("adblock", RELEASE, former=True)
    assert text.splitlines()[:3] == [
        "[Adblock Plus 2.0]",
        "! Title: Notorious Markets",
        f"! Version: {RELEASE}",
    ]
    filters = adblock.FilterSet()
    filters.add_filter_list(text)
    engine = adblock.Engine(filters)

    def blocked(host):
        return engine.check_network_urls(
            f"https://{host}/a", "https://x.example/", "script"
        ).matched

    for domain in DOMAINS:
        assert blocked(domain)
        assert blocked(f"sub.{domain}")
        assert not blocked(f"not{domain}.example")


def test_a_response_policy_zone_covers_domains_and_subdomains():
    lines = nm.export_blocklist("rpz", RELEASE, former=True).splitlines()
    assert lines[3:6] == [
        "$TTL 3600",
        "@ IN SOA localhost. root.localhost. (2026112300 3600 600 86400 3600)",
        "@ IN NS localhost.",
    ]
    assert lines[6:] == [
        line for domain in DOMAINS for line in (f"{domain} CNAME .", f"*.{domain} CNAME .")
    ]


def test_the_data_package_is_opened_by_frictionless_as_it_is():
    text = nm.export_blocklist("datapackage", RELEASE, former=True)
    descriptor = json.loads(text)
    assert text == json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    assert {key: value for key, value in descriptor.items() if key != "resources"} == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "notorious-markets-domains",
        "version": RELEASE,
        "created": "2026-11-23T00:00:00Z",
        "description": "A listed domain is an allegation of the report, and no proof about a page.",
        "licenses": [{"name": "CC0-1.0"}],
    }
    (resource,) = descriptor["resources"]
    assert {key: resource[key] for key in resource if key not in ("data", "schema")} == {
        "name": "domains",
        "type": "table",
    }
    assert resource["schema"]["primaryKey"] == ["domain"]
    assert [(field["name"], field["type"]) for field in resource["schema"]["fields"]] == [
        ("domain", "string"),
        ("first_edition", "integer"),
        ("last_edition", "integer"),
        ("market", "string"),
        ("name", "string"),
        ("one_of", "string"),
        ("printed", "boolean"),
    ]
    assert all(field["description"].endswith(".") for field in resource["schema"]["fields"])
    package = frictionless.Package.from_descriptor(descriptor)
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = package.get_resource("domains").read_rows()
    assert [row["domain"] for row in rows] == list(DOMAINS)
    assert {
        "domain": "taobao.com",
        "first_edition": 2010,
        "last_edition": 2025,
        "market": "taobao",
        "name": "Taobao",
        "one_of": None,
        "printed": True,
    } in [row.to_dict() for row in rows]


def test_a_domain_of_one_of_several_markets_is_claimed_for_none():
    text = nm.export_blocklist("datapackage", RELEASE, former=True)
    (resource,) = json.loads(text)["resources"]
    several = {row["domain"]: row for row in resource["data"] if row["one_of"]}
    assert several
    for domain, row in several.items():
        (match,) = {item for item in DATASET.screen(domain, "host") if item.domain == domain}
        assert row["one_of"].split() == list(match.one_of)
        assert (row["market"], row["name"]) == (None, None)


def test_the_cells_of_the_data_package_are_in_the_order_of_the_alphabet():
    """An older reader, datapackage-py, sorts the cells of a row and does not ask the schema."""
    descriptor = json.loads(nm.export_blocklist("datapackage", RELEASE))
    (resource,) = descriptor["resources"]
    fields = [field["name"] for field in resource["schema"]["fields"]]
    assert fields == sorted(fields)
    assert all(list(row) == fields for row in resource["data"])


def test_a_name_in_any_script_is_written_as_it_is():
    market = nm.Market(id="a", name="淘宝", kind="online", domains=["a.example"], sources=["s"])
    listing = nm.Listing(
        edition=2021, market="a", name="淘宝", category="e-commerce", sources=["s"]
    )
    screener = nm.Screener(find_targets({"a": market}, [listing], [listing], lambda _: ()))
    text = export_blocklist(screener, DATASET.release, "datapackage")
    assert '"name": "淘宝"' in text


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownValueError, match="did you mean hosts"):
        nm.export_blocklist("host")
    with pytest.raises(UnknownValueError, match="unknown format"):
        nm.export_blocklist(["hosts"])


def test_the_command(capsys):
    assert main(["--release", RELEASE, "blocklist", "--format", "adblock"]) == 0
    assert capsys.readouterr().out == nm.export_blocklist("adblock", RELEASE)
