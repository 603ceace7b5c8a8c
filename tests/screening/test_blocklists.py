# SPDX-License-Identifier: MIT
"""Blocklists: every listed domain, a header that names release and licence, the same every time."""

import json

import frictionless
import pytest

import notorious_markets as nm
from notorious_markets.__main__ import main
from notorious_markets.errors import UnknownValueError
from notorious_markets.screening.blocklists import FORMATS, export_blocklist
from notorious_markets.screening.targets import find_targets

RELEASE = "2026.12.1"
DOMAINS = nm.load(RELEASE).screener().domains

SHAPES = {
    "domains": ("#", "{}"),
    "hosts": ("#", "0.0.0.0 {}"),
    "adblock": ("!", "||{}^"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_blocklist_is_the_same_every_time_and_names_release_and_licence(form):
    text = nm.export_blocklist(form, RELEASE)
    assert text == nm.load(RELEASE).export_blocklist(form)
    assert text.endswith("\n")
    assert RELEASE in text
    assert "CC0-1.0" in text
    assert "no proof about a page" in text


@pytest.mark.parametrize(
    ("form", "sign"), [("domains", "#"), ("hosts", "#"), ("adblock", "!"), ("rpz", ";")]
)
def test_the_header_is_a_comment(form, sign):
    assert nm.export_blocklist(form, RELEASE).splitlines()[:3] == [
        f"{sign} Notorious Markets, release {RELEASE} of 2026-11-23",
        f"{sign} Licence: CC0-1.0",
        f"{sign} A listed domain is an allegation of the report, and no proof about a page.",
    ]


def test_the_format_is_domains_unless_said_otherwise():
    ds = nm.load(RELEASE)
    expected = nm.export_blocklist("domains", RELEASE)
    assert export_blocklist(ds.screener(), ds.release) == expected
    assert ds.export_blocklist() == expected


@pytest.mark.parametrize("form", SHAPES)
def test_a_line_for_every_domain(form):
    sign, shape = SHAPES[form]
    lines = nm.export_blocklist(form, RELEASE).splitlines()
    body = [line for line in lines if not line.startswith(sign)]
    assert body == [shape.format(domain) for domain in DOMAINS]
    assert len(lines) == len(body) + 3


def test_a_response_policy_zone_covers_domains_and_subdomains():
    lines = nm.export_blocklist("rpz", RELEASE).splitlines()
    assert lines[3:6] == [
        "$TTL 3600",
        "@ IN SOA localhost. root.localhost. (2026112300 3600 600 86400 3600)",
        "@ IN NS localhost.",
    ]
    assert lines[6:] == [
        line for domain in DOMAINS for line in (f"{domain} CNAME .", f"*.{domain} CNAME .")
    ]


def test_the_data_package_is_valid_and_complete():
    text = nm.export_blocklist("datapackage", RELEASE)
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
        "format": "csv",
        "mediatype": "text/csv",
    }
    assert resource["schema"]["primaryKey"] == ["domain"]
    assert [(field["name"], field["type"]) for field in resource["schema"]["fields"]] == [
        ("domain", "string"),
        ("market", "string"),
        ("name", "string"),
        ("printed", "boolean"),
        ("first_edition", "integer"),
        ("last_edition", "integer"),
    ]
    assert all(field["description"].endswith(".") for field in resource["schema"]["fields"])
    rows = resource["data"].splitlines()
    assert rows[0] == "domain,market,name,printed,first_edition,last_edition"
    assert [row.split(",")[0] for row in rows[1:]] == list(DOMAINS)
    assert "taobao.com,taobao,Taobao,true,2010,2025" in rows
    schema = frictionless.Schema.from_descriptor(resource["schema"])
    report = frictionless.Resource(
        data=resource["data"].encode(), format="csv", schema=schema
    ).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_a_name_in_any_script_is_written_as_it_is():
    market = nm.Market(id="a", name="淘宝", kind="online", domains=["a.example"], sources=["s"])
    listing = nm.Listing(
        edition=2021, market="a", name="淘宝", category="e-commerce", sources=["s"]
    )
    screener = nm.Screener(find_targets({"a": market}, [listing], [listing], lambda _: ()))
    text = export_blocklist(screener, nm.load(RELEASE).release, "datapackage")
    assert "a.example,a,淘宝,false,2021,2021" in text


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownValueError, match="did you mean hosts"):
        nm.export_blocklist("host")
    with pytest.raises(UnknownValueError, match="unknown format"):
        nm.export_blocklist(["hosts"])


def test_the_command(capsys):
    assert main(["--release", RELEASE, "blocklist", "--format", "adblock"]) == 0
    assert capsys.readouterr().out == nm.export_blocklist("adblock", RELEASE)
