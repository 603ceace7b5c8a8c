# SPDX-License-Identifier: MIT
"""Screening: a listed domain covers its subdomains and nothing else, as a browser reads hosts."""

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import ada_url
import attrs
import pytest
import tldextract
from hypothesis import assume, example, given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.errors import (
    InvalidArgumentError,
    MissingDependencyError,
    UnknownValueError,
)
from notorious_markets.screening import hosts
from notorious_markets.screening.hosts import host_of, host_of_host
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.targets import Target
from notorious_markets.strategies import datasets
from urls import hosts_of_domains, urls

HOSTILE = (Path(__file__).parents[1] / "hostile_urls.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def ds():
    return nm.load("2026.12.1")


@pytest.fixture(scope="module")
def screener(ds):
    return ds.screener()


def markets(matches):
    return [match.market.id for match in matches]


def named(matches):
    """The markets that matches name, those of which one is meant among them."""
    return {id_ for match in matches for id_ in (match.market.id, *match.one_of)}


def authority(url):
    """The host by the authority alone, without the fast path."""
    try:
        parsed = ada_url.URL(
            url.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        )
    except ValueError:
        return None
    if parsed.protocol not in hosts.SPECIAL:
        return None
    return parsed.hostname.removesuffix(".") or None


# The host, as the WHATWG URL standard has it


@given(urls() | st.text())
@example("http://a.com:99999/")
@example("http://a.com:/")
@example("http://1.2.3/")
@example("http://a.0x4/")
@example("http://xn--a/")
@example("http://a..b/")
@example("http://a.XN--POKXNCVKS/")
@example("http://t%61obao.com./")
@example("http://t%61obao.com/")
@example("http://\ud800/")
def test_the_host_is_that_of_the_authority(url):
    assert host_of(url) == authority(url)


@given(st.from_regex(rf"\A(?:{hosts.PLAIN_URL})", alphabet=st.characters(codec="utf-8")))
def test_where_the_fast_path_answers_it_agrees_with_the_authority(url):
    host = hosts._PLAIN.match(url)[1].lower()
    assert "xn--" in host or host == authority(url)


@pytest.mark.parametrize("line", [line for line in HOSTILE if line and line[0] != "#"])
def test_hostile_urls(screener, line):
    written, expected = line.split("\t")
    url = written.encode("ascii", "backslashreplace").decode("unicode_escape")
    assert markets(screener.screen(url, "url")) == ([] if expected == "-" else [expected])


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("TaoBao.com", "taobao.com"),
        ("taobao.com.", "taobao.com"),
        ("taobao.com:443", "taobao.com"),
        ("tao%62ao.com", "taobao.com"),
        ("\x01\t taobao.com \x1f", "taobao.com"),
        ("\u00a0taobao.com", None),
        ("taobao.com/x", None),
        ("user@taobao.com", None),
        ("", None),
        ("[::1]", "[::1]"),
    ],
)
def test_a_bare_host(text, host):
    assert host_of_host(text) == host


def test_a_url_that_needs_the_parser_says_what_to_install(monkeypatch):
    monkeypatch.setattr(hosts, "_ada", hosts._ada.__wrapped__)
    monkeypatch.setitem(sys.modules, "ada_url", None)
    assert host_of("https://item.taobao.com/") == "item.taobao.com"
    with pytest.raises(MissingDependencyError, match=r"notorious-markets\[screen\]") as caught:
        host_of("https://tao%62ao.com/")
    assert (caught.value.package, caught.value.extra) == ("ada-url", "screen")


# Domains


@given(st.data())
def test_a_listed_domain_covers_its_subdomains(screener, data):
    domain = data.draw(st.sampled_from(screener.domains))
    label = data.draw(st.from_regex(r"[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?", fullmatch=True))
    assume(not label.startswith("xn--"))
    found = screener.match_host(domain)
    assert found
    assert found[0].domain == domain
    assert found == screener.screen(f"https://{label}.{domain}/x", "url")[-len(found) :]


@given(st.data())
def test_a_domain_covers_nothing_else(screener, data):
    domain = data.draw(st.sampled_from(screener.domains))
    label = data.draw(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
    listed = set(screener.domains)
    for host in (label + domain, f"{domain}.{label}.example", f"{domain}{label}"):
        suffixes = {host.split(".", n)[-1] for n in range(host.count(".") + 1)}
        if not suffixes & listed:
            assert screener.match_host(host) == ()


@given(hosts_of_domains())
def test_a_match_has_a_listed_suffix_on_a_label_boundary(screener, host):
    for match in screener.match_host(host):
        assert host == match.domain or host.endswith(f".{match.domain}")


def test_of_domains_that_cover_a_host_the_longest_comes_first(ds):
    def target(id_, *domains):
        return Target(
            market=attrs.evolve(ds.market("taobao"), id=id_, domains=domains),
            listings=tuple(ds.listings[:1]),
            printed={},
            names={},
            companies=(),
            company_names={},
        )

    found = Screener([target("short", "a.example"), target("long", "c.b.a.example")])
    for host in ("c.b.a.example", "d.c.b.a.example"):
        assert [(match.market.id, match.domain) for match in found.match_host(host)] == [
            ("long", "c.b.a.example"),
            ("short", "a.example"),
        ]
    assert markets(found.match_host("b.a.example")) == ["short"]


def test_no_listed_domain_is_a_public_suffix(screener):
    split = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)
    for domain in screener.domains:
        assert split(domain).domain, domain


def test_a_host_below_a_public_suffix_does_not_cover_the_suffix(screener):
    assert markets(screener.screen("amazon.co.uk")) == ["amazon-foreign-domains"]
    assert screener.match_host("co.uk") == ()
    assert screener.match_host("example.co.uk") == ()


def test_a_match_says_what_it_rests_on(ds):
    (match,) = ds.screen("https://item.taobao.com/x")
    assert (match.market, match.domain, match.printed) == (ds.market("taobao"), "taobao.com", True)
    assert match.reason.startswith("taobao.com is printed in the edition of 2016, 2017")
    assert match.editions == tuple(sorted(match.editions))
    assert set(match.editions) == set(ds.history("taobao").listed_in)
    assert "alibaba-group" in [company.id for company in match.companies]
    assert set(match.listings[0].sources) <= set(match.sources)
    assert len(ds.cite(match)) == len(match.sources)
    years = ", ".join(str(year) for year in match.editions)
    assert match.status == "listed in 2025, the newest edition"
    assert str(match) == f"Taobao (taobao): {match.reason}; listed in {years} ({match.status})"
    assert ", " in years


@given(datasets())
def test_every_match_names_what_led_to_it(dataset):
    screener = dataset.screener()
    for domain in screener.domains:
        for match in screener.match_host(domain):
            assert domain == match.domain or domain.endswith(f".{match.domain}")
            named = dataset.listings.where(market=match.market.id, domain=match.domain)
            assert named if match.printed else match.domain in match.market.domains
            assert match.score == 100
    for listing in dataset.listings:
        found = screener.screen(listing.name, "name")
        assert set(listing.markets) <= set(markets(found))
        assert {(match.domain, match.printed) for match in found} == {(None, False)}


def test_a_domain_known_from_elsewhere_is_told_apart(ds):
    (match,) = ds.screen("kickass.so")
    assert (match.printed, match.reason) == (
        False,
        "kickass.so is known from elsewhere than a report",
    )


def test_every_domain_of_the_data_leads_to_its_market(ds, screener):
    domains = {domain for market in ds.markets.values() for domain in market.domains}
    domains |= {domain for listing in ds.listings for domain in listing.domains}
    assert set(screener.domains) == domains
    for market in ds.markets.values():
        for domain in market.domains:
            assert market.id in markets(screener.match_host(domain))


# Restrictions


@given(datasets(), st.data())
def test_screening_is_monotone_in_editions(dataset, data):
    years = sorted(dataset.editions)
    some = data.draw(st.sets(st.sampled_from(years), min_size=1)) if years else set()
    assume(some)
    narrow, wide = dataset.screener(editions=some), dataset.screener()
    for domain in wide.domains:
        assert named(narrow.match_host(domain)) <= named(wide.match_host(domain))
        for match in narrow.match_host(domain):
            assert set(match.editions) <= some


def test_restrictions(ds):
    url = "https://taobao.com/"
    assert markets(ds.screen(url, editions=2021)) == ["taobao"]
    assert ds.screen(url, editions=2012) == ()
    assert ds.screen(url, editions=[2011, 2012])[0].editions == (2011,)
    assert ds.screen(url, kind="physical") == ()
    assert markets(ds.screen("Silk Market", kind=("name", "physical"))) == ["silk-market"]
    assert ds.screen(url, concern="counterfeiting")
    assert ds.screen("https://thepiratebay.org/", concern="counterfeiting") == ()


def test_a_day_means_the_newest_edition_of_then_and_the_companies_of_then(ds):
    assert ds.screen("taobao.com", on=date(2013, 6, 1)) == ()
    (match,) = ds.screen("tokopedia.com", on=date(2023, 6, 1)) or ds.screen(
        "Tokopedia", on=date(2023, 6, 1)
    )
    assert match.editions == (2022,)
    assert "goto" in [company.id for company in match.companies]
    assert ds.screen("taobao.com", on=date(2010, 1, 1)) == ()


# Guessing and names


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("https://vk.com/x", ["vk"]),
        ("HTTPS:vk.com\\x", ["vk"]),
        ("https:vk.com", ["vk"]),
        ("https: the pirate bay", []),
        ("vk.com", ["vk"]),
        ("m.vk.com/video?x=1", ["vk"]),
        ("m.vk.com:443/video?x=1", ["vk"]),
        ("vk.com:443", ["vk"]),
        ("vk.com:443#x", ["vk"]),
        ("vk.com:x/y", []),
        ("vk.com://x/", []),
        ("someone@vk.com", ["vk"]),
        ("someone@vk.com.example", []),
        ("the PIRATE bay", ["the-pirate-bay"]),
        ("Fu’an Footwear and Accessory Market", ["fuan-footwear-market"]),
        ("VK Company", ["vk"]),
        ("nothing of the sort", []),
        ("", []),
        ("   ", []),
        ("@", []),
    ],
)
def test_what_a_value_is_can_be_guessed(ds, value, found):
    assert markets(ds.screen(value)) == found


def test_what_a_value_is_can_be_said(screener):
    assert markets(screener.screen("m.vk.com", "host")) == ["vk"]
    assert markets(screener.screen("https://m.vk.com/x", "url")) == ["vk"]
    assert markets(screener.screen("VK", "name")) == ["vk"]
    for value, kind in (("https://m.vk.com/", "host"), ("m.vk.com", "url"), ("m.vk.com", "name")):
        assert screener.screen(value, kind) == ()


def test_an_address_needs_someone_before_the_at(screener):
    assert markets(screener.screen(" someone@vk.com ", "email")) == ["vk"]
    assert markets(screener.screen('"a@b"@vk.com', "email")) == ["vk"], "the last one counts"
    assert screener.screen("a@vk.com@b.example", "email") == ()
    assert screener.screen("@vk.com", "email") == ()
    assert screener.screen("vk.com", "email") == ()


@pytest.mark.parametrize(
    "text", ["." * 200_000 + " x", "a." * 100_000 + " ", "co " * 200_000 + "x"]
)
def test_the_longest_text_is_screened_in_a_time_that_grows_no_faster_than_it(screener, text):
    assert screener.screen(text) == ()  # with backtracking it would take hours


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("VK", "VK is its name"),
        ("VKONTAKTE", "vKontakte is an alias of it"),
        ("bookfi.net AND libgen.io", "Bookfi.net and Libgen.io is printed in 2016"),
        ("Alibaba Group", "Alibaba Group names Alibaba Group, a company behind the market"),
    ],
)
def test_a_match_of_a_name_says_what_the_name_is(ds, name, reason):
    assert reason in [match.reason for match in ds.screen(name, "name")]


def test_a_company_leads_to_the_markets_it_answers_for(ds):
    found = ds.screen("ALIBABA GROUP HOLDING LTD.", "name")
    assert {"taobao", "aliexpress"} <= set(markets(found))
    assert all("a company behind the market" in match.reason for match in found)
    assert "sogou-mp3" not in markets(ds.screen("Alibaba", "name")), "a stake is no answer"


def test_no_name_matches_by_similarity_unless_asked(ds):
    assert ds.screen("Tabao") == ()
    (match, *_) = ds.screen("Tabao", "name", similar=85)
    assert match.market.id == "taobao"
    assert 85 <= match.score < 100
    assert match.reason.startswith("similar to Taobao (91):")
    assert ds.screen("Taobao", "name", similar=0)[0].score == 100
    assert ds.screen("Zzyzx Qwfp", "name", similar=95) == ()
    assert ds.screen("Tabao", "name", similar=100) == ()


@pytest.mark.parametrize("least", [40, 60, 80])
def test_similar_names_are_all_found_the_most_similar_first(ds, least):
    found = ds.screen("Bazar", "name", similar=least)
    assert [(-match.score, match.market.id) for match in found] == sorted(
        (-match.score, match.market.id) for match in found
    )
    assert all(least <= match.score < 100 for match in found)
    every = ds.screen("Bazar", "name", similar=0)
    assert len(every) == len({id_ for item in ds.listings for id_ in item.markets})
    assert found == tuple(match for match in every if match.score >= least)


def test_similarity_says_what_to_install(ds, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(MissingDependencyError, match=r"notorious-markets\[fuzzy\]") as caught:
        ds.screen("Tabao", similar=90)
    assert str(caught.value).startswith("rapidfuzz is needed to compare names: pip install")


@pytest.mark.parametrize(
    ("arguments", "error", "problem"),
    [
        ((12,), InvalidArgumentError, "must be text, not 12"),
        ((None,), InvalidArgumentError, "must be text"),
        ((b"http://vk.com",), InvalidArgumentError, "must be text"),
        (("vk.com", "hosts"), UnknownValueError, "did you mean host"),
        (("vk.com", ("url", "host")), InvalidArgumentError, "of one kind, not of url, host"),
        (("vk.com", 5), UnknownValueError, "unknown kind 5"),
        (("vk.com", [["url"]]), UnknownValueError, "unknown kind"),
    ],
)
def test_bad_input_is_refused(ds, arguments, error, problem):
    with pytest.raises(error, match=problem):
        ds.screen(*arguments)


@pytest.mark.parametrize("similar", [-1, 101, True, "90", [90], float("nan")])
def test_a_similarity_is_a_number_from_0_to_100(ds, similar):
    with pytest.raises(InvalidArgumentError, match="from 0 to 100"):
        ds.screen("Tabao", "name", similar=similar)
    with pytest.raises(InvalidArgumentError, match="from 0 to 100"):
        ds.screen("Taobao", "name", similar=similar)  # where it would not be needed too
    with pytest.raises(InvalidArgumentError, match="from 0 to 100"):
        ds.screen("vk.com", similar=similar)
    with pytest.raises(InvalidArgumentError, match="from 0 to 100"):
        ds.screener().match_name("Taobao", similar=similar)


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"editions": 1999}, UnknownValueError),
        ({"concern": "theft"}, UnknownValueError),
        ({"on": "2021-01-01"}, InvalidArgumentError),
    ],
)
def test_bad_restrictions_are_refused(ds, filters, error):
    with pytest.raises(error):
        ds.screen("vk.com", **filters)


def test_a_host_and_a_name_are_text(screener):
    assert screener.match_host(None) == ()
    for wrong in (5, b"vk.com", ["vk.com"]):
        with pytest.raises(InvalidArgumentError, match="a host must be text, not"):
            screener.match_host(wrong)
        with pytest.raises(InvalidArgumentError, match="a name must be text, not"):
            screener.match_name(wrong)


def test_a_screener_refuses_an_unknown_kind(screener):
    with pytest.raises(UnknownValueError, match="did you mean url"):
        screener.screen("vk.com", "urls")


# The compiled form


def test_a_screener_is_immutable_and_survives_pickling(screener):
    with pytest.raises(AttributeError, match="immutable"):
        screener._domains = {}
    with pytest.raises(AttributeError, match="immutable"):
        screener.new = 1
    again = pickle.loads(pickle.dumps(screener))
    assert again == screener
    assert hash(again) == hash(screener)
    assert again.domains == screener.domains
    assert again.screen("https://taobao.com/") == screener.screen("https://taobao.com/")
    assert again.screen("Taobao") == screener.screen("Taobao")
    assert repr(again) == repr(screener)
    assert repr(screener).startswith("<Screener of ")


def test_screeners_are_equal_if_they_answer_alike(ds, screener):
    assert ds.screener() == screener
    assert ds.screener() is not screener
    assert len({ds.screener(), screener, ds.screener(editions=list(ds.editions))}) == 1
    assert ds.screener(editions=2021) != screener
    assert ds.screener(editions=[2024, 2025]) != ds.screener(editions=2025)
    assert nm.load("2026.12").screener() != screener
    assert screener != "screener"
    assert Screener([]) == Screener([])


def test_screening_imports_no_parser_before_it_is_needed():
    code = (
        "import sys, notorious_markets as nm; nm.load().screen('https://taobao.com/x');"
        "assert not {'ada_url', 'rapidfuzz', 'narwhals', 'polars'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
