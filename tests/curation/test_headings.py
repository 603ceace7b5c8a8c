# SPDX-License-Identifier: MIT
"""Listings proposed from the headings of a report: nothing dropped, nothing decided."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented
from curation.drafts import draft_change
from curation.headings import Proposal, Reading, economy_of, read_headings
from curation.pages import as_page, read_pages
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.vocabulary import Kind

EXPECTED = [
    *(("online", name, None, None, page) for name, _, page in invented.ONLINE),
    *(
        ("physical", name, {"CHINA": "CN", "KYRGYZ REPUBLIC": "KG", "TURKEY": "TR"}[economy], *rest)
        for economy, name, *rest in invented.PHYSICAL
    ),
]


def read(pages):
    return read_headings([as_page(place, lines) for place, lines in enumerate(pages, start=1)])


def summary(reading):
    return [
        (str(item.kind), item.name, item.economy, item.locality, item.page)
        for item in reading.proposals
    ]


def test_every_heading_of_a_report_is_proposed_with_its_page():
    reading = read(invented.report_pages())
    assert summary(reading) == EXPECTED
    assert reading.stated == {Kind.ONLINE: 4, Kind.PHYSICAL: 4}
    assert reading.doubts == ()


def test_text_and_pdf_read_alike(tmp_path):
    text, pdf = tmp_path / "report.txt", tmp_path / "report.pdf"
    text.write_text(invented.as_text(invented.report_pages()), "utf-8")
    invented.write_pdf(pdf, invented.report_pages())
    assert read_pages(text) == read_pages(pdf)
    assert summary(read_headings(read_pages(pdf))) == EXPECTED


@pytest.mark.parametrize("leader", ["....", ". . . . . .", "......................"])
@pytest.mark.parametrize("joined", [False, True], ids=["lines", "run in"])
def test_a_contents_page_alone_gives_the_online_names_and_the_economies_to_look_up(leader, joined):
    lines = list(invented.contents_lines(leader))
    reading = read([[" ".join(lines)] if joined else lines])
    assert [item.name for item in reading.of(Kind.ONLINE)] == [
        name.upper() for name, _, _ in invented.ONLINE
    ]
    assert reading.of(Kind.PHYSICAL) == ()
    assert "CN stands on the contents page, for page 5, but no market of it was found" in (
        reading.doubts
    )


def test_a_contents_page_that_names_physical_markets_gives_them_their_economy():
    lines = "Contents|Physical Markets .... 1|PERU .... 2|Invented Hall, Lima .... 2".split("|")
    (item,) = read([lines]).of(Kind.PHYSICAL)
    assert (item.name, item.economy, item.locality, item.page) == ("Invented Hall", "PE", "Lima", 2)


def test_domains_are_those_an_entry_says_it_was_nominated_as():
    by_name = {item.name: item.domains for item in read(invented.report_pages()).proposals}
    assert by_name["1337x"] == ("1337x.example", "1337x-two.example")
    assert by_name["Inventobay"] == ("inventobay.example", "inventobay-two.example")


def test_an_entry_whose_name_was_lost_is_a_doubt():
    lines = "Contents .... 1|Online Markets .... 2|.... 3|OTHER .... 4".split("|")
    doubts = read([lines]).doubts
    assert "an entry without a name stands on the contents page, for page 3" in doubts


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("names 4 online", "names 5 online", "the text states 5 online markets; 4 are proposed"),
        (
            "names 4 online markets",
            "names some sites",
            "the text states no number of online markets; 4 are proposed",
        ),
        ("TAOBAO", "TAOBAY", "Taobao, page 4: not on the contents page"),
        (
            "Grand Bazaar, Istanbul\n",
            "",
            "TR stands on the contents page, for page 6, but no market of it was found",
        ),
        ("CHINA\n", "", "Silk Market, page 5: stands under no economy"),
        ("KYRGYZ REPUBLIC ", "PERU ", "Invented Bazaar, page 6: KG is not on the contents page"),
    ],
)
def test_what_does_not_fit_is_a_doubt(old, new, doubt):
    text = invented.as_text(invented.report_pages())
    assert old in text
    assert doubt in read([page.split("\n") for page in text.replace(old, new).split("\f")]).doubts


def test_a_contents_name_without_a_heading_is_proposed_and_doubted():
    text = invented.as_text(invented.report_pages()).replace("Inventobay\n", "")
    reading = read([page.split("\n") for page in text.split("\f")])
    assert "INVENTOBAY" in [item.name for item in reading.proposals]
    doubt = "INVENTOBAY stands on the contents page, for page 4, but no heading of the text"
    assert any(text.startswith(doubt) for text in reading.doubts)


def test_sentences_are_no_headings():
    lines = ["Physical Markets", "PERU", "Many markets in Lima sell shoes.", "Some sell more"]
    assert read([[*lines, "than shoes."]]).proposals == ()


def test_economies_are_those_of_iso_3166_or_as_ustr_prints_them():
    printed = ["ARGENTINA", "Hong Kong", "TURKEY", "Türkiye", "RUSSIA", "VIETNAM", "SOUTH KOREA"]
    assert [economy_of(name) for name in printed] == ["AR", "HK", "TR", "TR", "RU", "VN", "KR"]
    assert [economy_of(name) for name in ("Tank Road", "IN", "Indiana Market", "")] == [None] * 4


def test_a_page_has_the_number_printed_on_it_or_its_place():
    assert as_page(9, ["A line", "", "  7 "]).number == 7
    assert as_page(9, ["Page 7", "A line"]).number == 7
    assert as_page(9, ["A  line of 7"]).number == 9
    assert as_page(9, ["A  line of 7"]).lines == ("A line of 7",)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("none.txt", None, "cannot be read"),
        ("empty.txt", b" \f\n", "no text"),
        ("latin.txt", b"\xff\xfe\xff", "cannot be read"),
        ("broken.pdf", b"%PDF-1.7 nothing", "no readable PDF"),
        ("none.pdf", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_ours(tmp_path, name, data, problem):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidArgumentError, match=problem):
        read_pages(tmp_path / name)


_LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [line for page in invented.report_pages() for line in page]
)


@given(st.lists(st.lists(_LINE, max_size=12), max_size=5))
def test_any_text_is_read_without_an_error(pages):
    reading = read(pages)
    for item in reading.proposals:
        assert item.name or item.kind is Kind.PHYSICAL
        assert item.kind is Kind.PHYSICAL or item.economy is None


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_left_to_the_reviewer(
    contents, tmp_path
):
    proposals = [Proposal(kind=Kind.ONLINE, name=name, page=3) for name in ("=1+1", "Taobao")]
    reading = Reading(proposals=tuple(proposals), stated={}, doubts=())
    draft_change(tmp_path / "draft", reading, contents, 2026)
    with (tmp_path / "draft/listings.csv").open(encoding="utf-8", newline="") as file:
        formula, plain = csv.DictReader(file)
    assert formula["name"] == ""
    assert formula["review"].endswith("; name is '=1+1'")
    assert plain["name"] == "Taobao"
    assert "name is" not in plain["review"]
