# SPDX-License-Identifier: MIT
"""What a value is read as; that hosts are bounded; and that nobody is accused by the wrong door."""

import itertools

import duckdb
import polars as pl
import pyarrow as pa
import pytest
import tldextract
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.errors import UnknownValueError
from notorious_markets.frames import screen
from notorious_markets.screening import screener as module
from notorious_markets.screening.hosts import MAX_HOST, MAX_LABELS, SIMPLE_URL, host_of
from notorious_markets.screening.values import INPUTS, MAX_GUESSED, MAX_NAME, Reading, read_value
from tests.screening.dirty import FORMS, dirty_rows
from urls import dirty, hosts_of_domains, urls

FORMS_OF_VALUES = [
    ("https://vk.com/x", "url", "vk.com"),
    ("HTTPS:vk.com\\x", "url", "vk.com"),
    ("wss://vk.com", "url", "vk.com"),
    (" \x01https://vk.com/\t\n", "url", "vk.com"),
    ("ht\ntps://v\tk.com/", "url", "vk.com"),
    ("//vk.com/x", "url", "vk.com"),
    ("\\\\vk.com\\x", "url", "vk.com"),
    ("vk.com", "host", "vk.com"),
    ("VK.com.", "host", "vk.com"),
    ("vk。com", "host", "vk.com"),
    ("vk%2ecom", "host", "vk.com"),
    ("vk.com:443", "host", "vk.com"),
    ("vk.com:", "host", "vk.com"),
    ("vk.com:99999", "host", None),
    ("vk.com/x y", "host", "vk.com"),
    ("vk.com:443//x", "host", "vk.com"),
    ("vk.com?q", "host", "vk.com"),
    ("127.0.0.1", "host", "127.0.0.1"),
    ("a..", "name", None),
    ("someone@vk.com", "email", "vk.com"),
    ("user:p@vk.com/x", "url", "vk.com"),
    ("@vk.com", "email", None),
    ("Some One <a@vk.com>", "email", "vk.com"),
    ("<a@vk.com>", "email", "vk.com"),
    ("mailto:a@vk.com?subject=x", "email", "vk.com"),
    ("MAILTO:a%40vk.com", "email", "vk.com"),
    ("mailto:", "email", None),
    ("view-source:https://vk.com/", "url", "vk.com"),
    ("blob:https://vk.com/0a1b", "url", "vk.com"),
    ("view-source:blob:https://vk.com/0a1b", "url", "vk.com"),
    ("hxxp://vk.com", "url", "vk.com"),
    ("hXXps[:]//vk[.]com/x", "url", "vk.com"),
    ("http[://]vk(.)com", "url", "vk.com"),
    ("h**p://vk{.}com", "url", "vk.com"),
    ("vk[dot]com", "host", "vk.com"),
    ("vk [.] com", "host", "vk.com"),
    ("a[at]vk[.]com", "email", "vk.com"),
    ("<https://vk.com/>", "url", "vk.com"),
    ("<URL:https://vk.com/>", "url", "vk.com"),
    ("“vk.com”", "host", "vk.com"),
    ("('vk.com'),", "host", "vk.com"),
    ("\ufeffvk.com\u200b", "host", "vk.com"),
    ("https://vk.com;", "url", "vk.com"),
    ("http://user@/", "url", None),
    ("foo://vk.com/", "url", None),
    ("javascript://vk.com/", "url", None),
    ("vk.com://x/", "url", None),
    ("https: the pirate bay", "url", None),
    ("//", "url", None),
]


@pytest.mark.parametrize(("value", "kind", "host"), FORMS_OF_VALUES)
def test_the_form_of_a_value_is_guessed(value, kind, host):
    reading = read_value(value)
    assert (reading.kind, reading.host) == (kind, host)
    assert (reading.name is None) == (kind != "name")
    assert reading.readable == (host is not None or kind == "name")


@pytest.mark.parametrize(
    "value",
    ["Amazon.com, Inc.", "Ambassador Mall/ITC", "VK", "see https://vk.com/", "C:\\vk", "vk:"],
)
def test_what_looks_like_nothing_else_is_a_name(value):
    assert read_value(value) == Reading("name", name=value)


@pytest.mark.parametrize(
    ("value", "kind", "reading"),
    [
        ("vk.com", "url", Reading("url")),
        ("hxxp://vk.com", "url", Reading("url")),
        ("https://vk.com/", "host", Reading("host")),
        ("vk.com/x", "host", Reading("host")),
        ("v\tk.com:80", "host", Reading("host", "vk.com")),
        ("A <a@vk.com>", "email", Reading("email", "vk.com")),
        ("mailto:a@vk.com", "email", Reading("email", "vk.com")),
        ("vk.com", "email", Reading("email")),
        ("vk.com", "name", Reading("name", name="vk.com")),
        ("  ", "name", Reading("name")),
    ],
)
def test_a_kind_that_is_said_is_taken_at_its_word(value, kind, reading):
    assert read_value(value, kind) == reading


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownValueError, match="did you mean host"):
        read_value("vk.com", "hosts")


@given(urls())
def test_what_is_said_to_be_a_url_has_the_host_of_the_standard(url):
    assert read_value(url, "url") == Reading("url", host_of(url))


@given(st.from_regex(SIMPLE_URL))
def test_a_simple_url_has_the_host_that_stands_in_it_or_none(url):
    host = SIMPLE_URL.match(url)[1] if SIMPLE_URL.match(url) else ""
    assert not host or "xn--" in host or host_of(url) in (host, None)


@given(st.from_regex(r"[a-z0-9.-]{0,20}", fullmatch=True))
def test_a_simple_url_below_a_listed_domain_has_that_host(head):
    host = f"{head}.vk.com"
    assert "xn--" in host or host_of(f"https://{host}/x") == host


# Nobody is accused by the wrong door


@pytest.fixture(scope="module")
def ds():
    return nm.load("2026.12.1")


@pytest.fixture(scope="module")
def screener(ds):
    return ds.screener()


@pytest.mark.parametrize(
    "host", ["jd.com", "amazon.com", "sohu.com", "Weibo.com", "JD.com", "kat.ph"]
)
def test_a_host_is_no_name(ds, host):
    for value in (host, f"https://{host}/", f"a@{host}", f"{host}/x", f"{host}:443", f" <{host}> "):
        assert all(match.domain is not None for match in ds.screen(value)), value
    assert ds.screen("jd.com") == ds.screen("amazon.com") == ds.screen("sohu.com") == ()


def spellings(ds):
    """Every name of the data: of markets as they are known and printed, and of companies."""
    for market in ds.markets.values():
        yield from (market.name, *market.aliases)
    for listing in ds.listings:
        yield listing.name
    for company in ds.companies.values():
        yield from filter(None, (company.name, company.legal_name, *company.aliases))


def test_no_name_of_the_data_that_is_a_bare_host_matches_by_name(ds, screener):
    hosts = [name for name in spellings(ds) if read_value(name).kind != "name"]
    assert len(hosts) > 50
    for name in hosts:
        for match in screener.screen(name):
            assert match.domain is not None, name


@given(dirty() | hosts_of_domains())
def test_only_what_is_read_as_a_name_matches_by_name(value):
    reading = read_value(value)
    for match in nm.load("2026.12.1").screener().screen(value) if reading.name is None else ():
        assert match.domain is not None
        assert reading.host == match.domain or reading.host.endswith(f".{match.domain}")


# Hosts are bounded, and so is the time


def host_of_labels(count, domain="vk.com"):
    return "a." * (count - domain.count(".") - 1) + domain


def test_a_host_has_at_most_as_many_characters_and_labels_as_name_servers_take(screener):
    longest = ("a" * 61 + ".") * 4  # 248 characters
    for host, found in (
        (host_of_labels(MAX_LABELS - 3), True),
        (host_of_labels(MAX_LABELS + 1), False),
        (longest[2:] + "vk.com", True),
        (longest[3:] + "b.vk.com", True),
        (longest[1:] + "vk.com", True),
        (longest[2:] + "b.vk.com", False),
        (longest + "vk.com", False),
    ):
        assert (len(host) <= MAX_HOST) == found
        for value in (
            host,
            f"https://{host}/",
            f"HTTPS://{host}",
            f"a@{host}",
            f"https://%76{host}",
        ):
            assert not screener.screen(value) or found, value
        assert bool(screener.screen(f"https://{host}/", "url")) == found
        assert bool(screener.screen(host)) == found
        assert (host_of(f"https://{host}/") == host) == found
        assert (host_of(f"https://{host}./?q") == host) == found
        assert bool(screener.match_host(host)) == found


def test_no_host_has_more_labels_than_allowed():
    dots = "." * MAX_LABELS + "vk.com"
    assert host_of(f"http://{dots}/") is None
    assert host_of(f"http://{dots[2:]}/") == dots[2:]


@pytest.mark.parametrize("labels", [20_000, 80_000])
def test_the_domains_above_a_host_are_asked_for_a_bounded_number_of_times(
    screener, monkeypatch, labels
):
    asked = []
    suffixes = module._suffixes

    def counted(host):
        for suffix in suffixes(host):
            asked.append(suffix)
            yield suffix

    monkeypatch.setattr(module, "_suffixes", counted)
    deep = next(domain for domain in screener.domains if domain.count(".") > 1)
    for host in (host_of_labels(labels, deep), host_of_labels(100, deep.partition(".")[2])):
        for kind in (None, "url", "host"):
            screener.screen(f"https://{host}/" if kind != "host" else host, kind)
        screener.match_host(host)
    assert 0 < len(asked) <= 6 * MAX_LABELS


@pytest.mark.parametrize(
    "letter", ["a.", "ü.", "%61", "@", "[.]", "<", "(", "co ", "x", "x\t", "/", "."]
)
@pytest.mark.parametrize("kind", [None, *INPUTS])
def test_ten_megabytes_are_read(screener, letter, kind):
    value = letter * (10_000_000 // len(letter))  # with more than linear time this takes hours
    assert screener.screen(f"{value}vk.com", kind) == ()
    assert screener.screen(f"https://{value[1:]}", kind) == ()


def test_what_is_longer_than_is_guessed_is_a_url_or_nothing(screener):
    path = "x" * MAX_GUESSED
    assert screener.screen(f"https://vk.com/{path}")
    assert screener.screen(f"  HTTPS://VK.com:443/{path}\n")
    assert read_value(f"vk.com/{path}") == Reading("url")
    assert read_value("x" * MAX_NAME) == Reading("name", name="x" * MAX_NAME)
    assert read_value("x" * (MAX_NAME + 1)) == Reading("name")


# The dirty file, and a list that was not made for this


def test_the_dirty_file_has_fifteen_forms_and_as_many_rows_as_promised():
    rows = dirty_rows()
    assert len(rows) == 200_000
    assert len({row.form for row in rows}) == len(FORMS) == 15
    assert 27_000 < sum(row.domain is not None for row in rows) < 29_000


def test_every_row_of_the_dirty_file_has_its_answer_through_every_door(screener):
    rows = dirty_rows()
    values, expected = [row.value for row in rows], [row.domain for row in rows]
    found = [screener.screen(value) for value in values]
    assert [match[0].domain if match else None for match in found] == expected
    frame = pl.DataFrame({"url": values})
    lazy = screen(frame.lazy(), screener=screener).collect()
    for screened in (
        screen(frame, screener=screener),
        lazy,
        pl.DataFrame(pl.from_arrow(screen(pa.table({"url": values}), screener=screener))),
        pl.DataFrame(pl.from_pandas(screen(frame.to_pandas(), screener=screener))),
    ):
        assert screened["nm_domain"].to_list() == expected
    numbered = frame.with_row_index("n").to_arrow()
    relation = screen(duckdb.from_arrow(numbered), screener=screener).order("n")
    assert [row[0] for row in relation.select("nm_domain").fetchall()] == expected


def test_a_list_that_was_not_made_for_this_is_answered_alike_and_accuses_nobody(screener):
    split = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)
    suffixes = sorted(split.tlds)  # the Public Suffix List, as that package ships it
    assert len(suffixes) > 8_000
    templates = ("{}", "https://www.example.{}/x", "shop.{}", "a@{}", "hxxp://x[.]{}", "{}:8080")
    values = [
        template.format(suffix) for suffix, template in itertools.product(suffixes, templates)
    ]
    found = [screener.screen(value) for value in values]
    assert not any(match.domain for matches in found for match in matches)
    expected = [matches[0].market.id if matches else None for matches in found]
    screened = screen(pl.DataFrame({"url": values}), screener=screener)
    assert screened["nm_market"].to_list() == expected
    named = {value for value, market in zip(values, expected, strict=True) if market}
    assert all(read_value(value).kind == "name" for value in named)
