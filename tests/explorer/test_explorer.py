# SPDX-License-Identifier: MIT
"""The pages of the list say what the dataset says, with its sources, and nothing else."""

import csv
import html
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import notorious_markets as nm
from explorer.citations import Citations
from explorer.companies import company_pages
from explorer.editions import edition_pages
from explorer.markdown import escape, table, web_link
from explorer.markets import market_pages
from explorer.page import Page
from explorer.site import FOLDERS, all_pages, write_downloads, write_pages
from explorer.sources import source_pages
from notorious_markets import Presence, strategies

MARKDOWN = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def newest():
    return nm.load("2026.12.1")


@pytest.fixture(scope="module")
def pages(newest):
    return {page.address: page for page in all_pages(newest)}


def section(page, title):
    """The Markdown of a section of the second level."""
    return page.body.partition(f"## {title}\n")[2].partition("\n## ")[0]


def numbers(page, text):
    """The publishers that a piece of a page cites."""
    cited = re.findall(r'href="#source-(\d+)"', text)
    return [page.sources[int(number) - 1].publisher for number in cited]


# Markdown


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"])))
def test_an_escaped_text_is_shown_as_it_is(text):
    assert MARKDOWN.renderInline(f"x{escape(text)}x") == html.escape(f"x{text}x").replace(
        "&#x27;", "'"
    )


@given(st.lists(st.text(alphabet="|\\`[]()<>*_ab#", min_size=1), min_size=3, max_size=3))
def test_no_text_breaks_a_table(texts):
    shown = MARKDOWN.render(table(("a", "b", "c"), [[*map(escape, texts)]], sortable=False))
    cells = re.findall("<td>(.*?)</td>", shown)
    assert [html.unescape(cell) for cell in cells] == texts


def test_an_address_cannot_break_out_of_its_link():
    shown = MARKDOWN.renderInline(web_link("a](b)", "https://example.com/<x>|y`"))
    assert shown == '<a href="https://example.com/%3Cx%3E%7Cy%60">a](b)</a>'


# Every dataset


@settings(max_examples=25)
@given(strategies.datasets())
def test_every_dataset_has_its_pages(ds):
    found = [
        page
        for pages_of in (edition_pages, market_pages, company_pages, source_pages)
        for page in pages_of(ds)
    ]
    assert sorted(page.address for page in found) == sorted(
        ["editions/index", "markets/index", "companies/index", "sources/index"]
        + [f"editions/{year}" for year in ds.editions]
        + [f"markets/{market}" for market in ds.markets]
        + [f"companies/{company}" for company in ds.companies]
    )
    for page in found:
        json.loads(page.json())
        MARKDOWN.render(page.markdown())


# The bundled release


def test_every_record_that_has_an_address_has_its_page(newest, pages):
    expected = {f"editions/{year}" for year in newest.editions}
    expected |= {f"markets/{market}" for market in newest.markets}
    expected |= {f"companies/{company}" for company in newest.companies}
    expected |= {f"economies/{item.economy}" for item in newest.listings if item.economy}
    expected |= {f"seizures/{int(item.fiscal_year)}" for item in newest.seizures.statistics}
    assert expected <= set(pages)


def test_links_between_pages_lead_to_pages(pages):
    folders = "|".join(FOLDERS)
    for page in pages.values():
        for target in re.findall(rf"\]\(/((?:{folders})/[^)]*)\.md\)", page.markdown()):
            assert target in pages, f"{page.address} links to {target}"


def test_presence_on_a_page_is_that_of_the_dataset(newest, pages):
    for market in newest.markets:
        timeline, _, _ = pages[f"markets/{market}"].body.partition("## ")
        shown = re.findall(r'<span class="presence-([a-z-]+)">', timeline)
        presences = newest.history(market).presences.values()
        assert shown == [presence.value.replace(" ", "-") for presence in presences]


def test_every_row_of_evidence_cites_the_sources_of_the_evidence(newest, pages):
    page = pages["markets/taobao"]
    rows = [line for line in section(page, "Edition by edition").splitlines() if "](/edi" in line]
    for row, year in zip(rows, newest.editions, strict=True):
        sources = newest.evidence("taobao", year).sources
        assert numbers(page, row) == [newest.sources[source].publisher for source in sources]


def test_citations_are_numbered_in_their_order(newest):
    cite = Citations(newest)
    first, second, *_ = newest.sources
    assert re.findall(r">(\d)<", cite([second, first])) == ["1", "2"]
    assert re.findall(r">(\d)<", cite([first])) == ["2"]
    assert [source.id for source in cite.cited] == [second, first]
    assert 'id="source-2"' in cite.listed()


# What people ask


def test_the_2021_edition_says_what_is_new_and_who_says_so(pages):
    page = pages["editions/2021"]
    changes = section(page, "Changes since 2020")
    assert "**First listed**: 2 ([AliExpress]" in changes
    row = next(line for line in changes.splitlines() if line.startswith("| first listed"))
    assert "USTR (copy on docduoduo.com)" in numbers(page, row)
    assert "online 42 of 42" in page.body.replace("\\", "")


def test_taobao_says_since_when_and_who_owns_it(pages):
    facts = pages["markets/taobao"].body.partition("## ")[0].replace("\\", "")
    assert "| **Recorded as listed** | 2010–2011; 2016–2025 or later |" in facts
    assert "[Alibaba Group](/companies/alibaba-group.md) (owns, 2003 to ?) <span" in facts
    assert "`taobao.com`" in facts


def test_alibaba_group_says_what_is_uncertain(newest, pages):
    listed = section(pages["companies/alibaba-group"], "Listings at the time")
    assert listed.count("| unknown |") == len(
        newest.listings.where(company="alibaba-group").uncertain
    )


def test_china_says_where_there_may_be_more(newest, pages):
    row = next(
        line for line in pages["economies/CN"].body.splitlines() if line.startswith("| [2021]")
    )
    counts = newest.economy("CN").listed[2021]
    assert f"| ≥ {counts.physical} |" in row
    assert not counts.physical_exact


def test_fiscal_year_2020_gives_both_answers_with_their_sources(pages):
    page = pages["seizures/2020"]
    lines = section(page, "At a glance").replace("\\", "").splitlines()
    published = next(line for line in lines if "83% of MSRP, as published" in line)
    summed = next(line for line in lines if "80.17% of MSRP, summed" in line)
    assert "FashionUnited (AFP)" in numbers(page, published)
    assert any("Homeland Security" in publisher for publisher in numbers(page, summed))


def test_an_unknown_is_never_shown_as_an_absence(newest, pages):
    unknown = [
        (market, year)
        for market in newest.markets
        for year, presence in newest.history(market).presences.items()
        if presence is Presence.UNKNOWN
    ]
    assert unknown
    for market, year in unknown:
        rows = section(pages[f"markets/{market}"], "Edition by edition").splitlines()
        (row,) = (row for row in rows if row.startswith(f"| [{year}](/editions/"))
        assert 'class="presence-unknown"' in row


def test_an_economy_without_a_row_in_the_dhs_table_is_not_said_to_have_no_seizures(newest, pages):
    without = [row for row in pages["economies/index"].rows if row["lines"] is None]
    assert without
    seized = {total.origin for total in newest.seizures.by("origin")}
    assert not seized & {row["economy"] for row in without}
    shown = pages["economies/index"].body.splitlines()
    for row in without:
        (line,) = (line for line in shown if f"(/economies/{row['economy']}.md)" in line)
        assert line.endswith("|   |   |")


# Downloads and linked data


def test_downloads_hold_the_records(newest, pages, tmp_path):
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    write_downloads(pages.values(), tmp_path)
    text = (tmp_path / "editions/2021.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    listings = newest.listings.where(edition=2021)
    assert [row["name"] for row in rows] == [listing.name for listing in listings]
    data = json.loads((tmp_path / "markets/taobao.json").read_text("utf-8"))
    assert [item["presence"] for item in data["editions"]] == [
        presence.value for presence in newest.history("taobao").presences.values()
    ]
    for page in pages.values():
        json.loads(page.json())
        csv.reader(io.StringIO(page.csv()), strict=True)


def test_linked_data_names_release_licence_sources_and_downloads(newest, pages):
    page = pages["markets/taobao"]
    described = page.linked_data(newest.release, "https://example.org/")
    assert described["@type"] == "Dataset"
    assert described["version"] == "2026.12.1"
    assert described["url"] == "https://example.org/markets/taobao.html"
    assert described["citation"] == [source.url for source in page.sources]
    assert [item["contentUrl"] for item in page.linked_data(newest.release)["distribution"]] == [
        "taobao.csv",
        "taobao.json",
    ]


def test_writing_leaves_what_is_right_and_removes_what_is_gone(tmp_path):
    def page(address, body):
        return Page(
            address=address,
            title="A",
            description="B.",
            body=body,
            rows=[],
            data={},
            years="2021",
        )

    write_pages([page("markets/a", "one"), page("markets/b", "one")], tmp_path)
    (tmp_path / "markets/a.md").touch()
    before = (tmp_path / "markets/a.md").stat().st_mtime_ns
    write_pages([page("markets/a", "one"), page("markets/c", "two")], tmp_path)
    assert (tmp_path / "markets/a.md").stat().st_mtime_ns == before
    assert sorted(path.name for path in (tmp_path / "markets").iterdir()) == ["a.md", "c.md"]
