# SPDX-License-Identifier: MIT
"""Records are frozen, and invalid values cannot be constructed."""

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notorious_markets import strategies
from notorious_markets.errors import InvalidArgumentError, InvalidRecordError
from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
from notorious_markets.records.editions import Absence, Edition, Listing, Market
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.release import Release, TableFile
from notorious_markets.records.sources import Source
from notorious_markets.records.trade import (
    Origin,
    SeizureLine,
    SeizureStatistic,
    WatchListEntry,
    WatchListYear,
)
from notorious_markets.records.vocabulary import Category, Concern, Kind

VALID = {
    Source: {
        "id": "ustr-2022",
        "url": "https://ustr.gov/x",
        "title": "T",
        "publisher": "USTR",
        "kind": "primary",
    },
    Edition: {
        "year": 2021,
        "title": "T",
        "published": date(2022, 2, 17),
        "online_basis": "b",
        "physical_basis": "b",
        "sources": ["s"],
    },
    Market: {"id": "taobao", "name": "Taobao", "kind": "online", "sources": ["s"]},
    Listing: {
        "edition": 2021,
        "market": "taobao",
        "name": "Taobao",
        "category": "e-commerce",
        "sources": ["s"],
    },
    Absence: {
        "edition": 2021,
        "market": "taobao",
        "basis": "stated",
        "reason": "r",
        "sources": ["s"],
    },
    Company: {"id": "alibaba-group", "name": "Alibaba Group", "sources": ["s"]},
    Ticker: {"company": "alibaba-group", "mic": "XNYS", "symbol": "BABA", "sources": ["s"]},
    Ownership: {
        "market": "taobao",
        "company": "alibaba-group",
        "relation": "owns",
        "number": 1,
        "sources": ["s"],
    },
    Holding: {
        "subsidiary": "prosus",
        "company": "naspers",
        "relation": "controls",
        "number": 1,
        "sources": ["s"],
    },
    Statement: {
        "edition": 2021,
        "speaker": "Tencent",
        "on": "WeChat",
        "stance": "disputes",
        "role": "company",
        "summary": "Disagreed.",
        "sources": ["s"],
    },
    SeizureStatistic: {
        "fiscal_year": 2020,
        "measure": "msrp",
        "breakdown": "economy",
        "item": "CN+HK",
        "unit": "percent",
        "number": 1,
        "basis": "msrp",
        "value": 83,
        "status": "final",
        "sources": ["s"],
    },
    Origin: {"name": "Union of Burma", "economy": "MM", "sources": ["s"]},
    SeizureLine: {
        "fiscal_year": 2020,
        "product": "Toys",
        "conveyance": "Mail",
        "origin": "Union of Burma",
        "lines": 1,
        "msrp": 30,
        "sources": ["s"],
    },
    WatchListYear: {"year": 2020, "basis": "b", "sources": ["s"]},
    WatchListEntry: {
        "year": 2020,
        "economy": "CN",
        "watch_list": "priority-watch-list",
        "sources": ["s"],
    },
    TableFile: {"name": "listings", "rows": 0, "bytes": 0, "sha256": "0" * 64},
    Release: {"version": "2026.11", "created": date(2026, 11, 23)},
}

INVALID_TEXTS = ["", " a", "a ", "a\nb", "a\x00b", "e\u0301", 3, None]
INVALID_IDS = ["", "Taobao", "a b", "-a", "a-", "a--b", "ä", None, 1]
INVALID_ID_LISTS = [(), "s", None, ["S"], ["s", "s"], [1], {"s"}]
INVALID_OPTIONAL_TEXTS = [text for text in INVALID_TEXTS if text is not None]
INVALID_DOMAINS = ["taobao.com", ["Taobao.com"], ["taobao"], ["münchen.de"], [1], ["a.b", "a.b"]]

INVALID_DATES = [
    "2021-02-31",
    "0000",
    "",
    "2014-13",
    "2014-00",
    "14",
    "2014-02-32",
    2014,
    date(2014, 9, 19),
]
INVALID_SHARES = [-1, 101, "75,01", "1e2", 75.01, Decimal("NaN"), Decimal("Infinity"), True]

INVALID = [
    (Company, "id", INVALID_IDS),
    (Company, "name", INVALID_TEXTS),
    (Company, "legal_name", INVALID_OPTIONAL_TEXTS),
    (Company, "headquarters", ["China", "XX"]),
    (Company, "incorporated_in", ["Cayman"]),
    (Company, "founded", INVALID_DATES),
    (Company, "website", ["https://alibaba.com/", "alibaba", "Alibaba.com"]),
    (Company, "wikidata", ["Q", "Q0", "1359568"]),
    (Company, "lei", ["5493001NTNQJDH60PM0", "5493001ntnqjdh60pm02"]),
    (Company, "aliases", ["Alibaba", ["a|b"], ["a", "a"]]),
    (Company, "sources", INVALID_ID_LISTS),
    (Company, "note", INVALID_OPTIONAL_TEXTS),
    (Ticker, "company", INVALID_IDS),
    (Ticker, "mic", ["NYSE.", "xnys", "XNY", None]),
    (Ticker, "symbol", ["baba", "", "BA BA", None, 9988]),
    (Ticker, "start", INVALID_DATES),
    (Ticker, "end", INVALID_DATES),
    (Ticker, "isin", ["INE933S0101", "ine933s01016"]),
    (Ticker, "sources", INVALID_ID_LISTS),
    (Ownership, "market", INVALID_IDS),
    (Ownership, "company", INVALID_IDS),
    (Ownership, "relation", ["own", None]),
    (Ownership, "number", [0, "1"]),
    (Ownership, "start", INVALID_DATES),
    (Ownership, "end", INVALID_DATES),
    (Ownership, "share_percent", INVALID_SHARES),
    (Ownership, "sources", INVALID_ID_LISTS),
    (Ownership, "note", INVALID_OPTIONAL_TEXTS),
    (Holding, "subsidiary", INVALID_IDS),
    (Holding, "company", INVALID_IDS),
    (Holding, "relation", ["holds"]),
    (Holding, "number", [0]),
    (Holding, "start", INVALID_DATES),
    (Holding, "end", INVALID_DATES),
    (Holding, "share_percent", INVALID_SHARES),
    (Holding, "sources", INVALID_ID_LISTS),
    (Holding, "note", INVALID_OPTIONAL_TEXTS),
    (Statement, "edition", [2009]),
    (Statement, "speaker", INVALID_TEXTS),
    (Statement, "on", INVALID_TEXTS),
    (Statement, "stance", ["denies", None]),
    (Statement, "role", ["press"]),
    (Statement, "date", INVALID_DATES),
    (Statement, "markets", ["wechat", ["WeChat"]]),
    (Statement, "company", ["Tencent", ""]),
    (Statement, "summary", INVALID_TEXTS),
    (Statement, "sources", INVALID_ID_LISTS),
    (Statement, "note", INVALID_OPTIONAL_TEXTS),
    (SeizureStatistic, "fiscal_year", [1976, "2020", None, True]),
    (SeizureStatistic, "measure", ["value"]),
    (SeizureStatistic, "breakdown", ["origin"]),
    (SeizureStatistic, "item", ["total", *INVALID_TEXTS]),
    (SeizureStatistic, "unit", ["EUR", "count"]),
    (SeizureStatistic, "number", [0]),
    (SeizureStatistic, "basis", ["count", "value"]),
    (SeizureStatistic, "value", [-1, 101, 83.5, "83,5", None]),
    (SeizureStatistic, "status", ["exact"]),
    (SeizureStatistic, "sources", INVALID_ID_LISTS),
    (SeizureStatistic, "note", INVALID_OPTIONAL_TEXTS),
    (Origin, "name", INVALID_TEXTS),
    (Origin, "economy", ["Burma"]),
    (Origin, "sources", INVALID_ID_LISTS),
    (Origin, "note", INVALID_OPTIONAL_TEXTS),
    (SeizureLine, "fiscal_year", [1976]),
    (SeizureLine, "product", INVALID_TEXTS),
    (SeizureLine, "conveyance", INVALID_TEXTS),
    (SeizureLine, "origin", INVALID_TEXTS),
    (SeizureLine, "lines", [-1, 1.0]),
    (SeizureLine, "msrp", [-1, "30"]),
    (SeizureLine, "sources", INVALID_ID_LISTS),
    (WatchListYear, "year", [1988, "2020"]),
    (WatchListYear, "priority_watch_list_complete", [None, "true"]),
    (WatchListYear, "watch_list_complete", [1]),
    (WatchListYear, "basis", INVALID_TEXTS),
    (WatchListYear, "sources", INVALID_ID_LISTS),
    (WatchListEntry, "year", [1988]),
    (WatchListEntry, "economy", ["China", None]),
    (WatchListEntry, "watch_list", ["blacklist"]),
    (WatchListEntry, "sources", INVALID_ID_LISTS),
    (WatchListEntry, "note", INVALID_OPTIONAL_TEXTS),
    (Source, "id", INVALID_IDS),
    (Source, "url", ["", "ustr.gov", "ftp://ustr.gov", "https://", "https://a b", None]),
    (Source, "title", INVALID_TEXTS),
    (Source, "publisher", INVALID_TEXTS),
    (Source, "date", ["2021-02-30", "", "2022-13", "2022-02-32", "22", date(2022, 2, 17)]),
    (Source, "kind", ["press", "", None]),
    (Source, "shows", INVALID_OPTIONAL_TEXTS),
    (Edition, "year", [2009, "2021", True, None, 2021.0]),
    (Edition, "title", INVALID_TEXTS),
    (Edition, "published", [date(2020, 12, 31), datetime(2022, 2, 17), "2022-02-17", None]),  # noqa: DTZ001
    (Edition, "pages", [0, -1, "3"]),
    (Edition, "url", ["ustr.gov"]),
    (Edition, "docket", ["2021-0013", "USTR-21-13"]),
    (Edition, "federal_register", INVALID_OPTIONAL_TEXTS),
    (Edition, "issue_focus", INVALID_OPTIONAL_TEXTS),
    (Edition, "stated_online", [-1, "42"]),
    (Edition, "online_complete", [None, 1, "true"]),
    (Edition, "online_basis", INVALID_TEXTS),
    (Edition, "stated_physical", [-1]),
    (Edition, "physical_complete", ["false"]),
    (Edition, "physical_basis", INVALID_TEXTS),
    (Edition, "sources", INVALID_ID_LISTS),
    (Edition, "note", INVALID_OPTIONAL_TEXTS),
    (Market, "id", INVALID_IDS),
    (Market, "name", INVALID_TEXTS),
    (Market, "kind", ["Online", "both", None]),
    (Market, "aliases", ["VK", ["a|b"], ["a", "a"], [""], None]),
    (Market, "domains", INVALID_DOMAINS),
    (Market, "sources", INVALID_ID_LISTS),
    (Market, "note", INVALID_OPTIONAL_TEXTS),
    (Listing, "edition", [1999, None]),
    (Listing, "market", INVALID_IDS),
    (Listing, "covers", ["a", ["taobao"], ["A"], ["a", "a"]]),
    (Listing, "name", INVALID_TEXTS),
    (Listing, "category", ["ecommerce", None, Concern.PIRACY, Category.PHYSICAL_MARKET]),
    (Listing, "concerns", ["piracy", ["Piracy"], ["piracy", "piracy"], None]),
    (Listing, "economy", [["CN"], {}, "China", "cn", "XX", "EU", 156]),
    (Listing, "locality", INVALID_OPTIONAL_TEXTS),
    (Listing, "domains", INVALID_DOMAINS),
    (Listing, "page", [0, "12", 1.5]),
    (Listing, "stated_first", [None, "true"]),
    (Listing, "sources", INVALID_ID_LISTS),
    (Listing, "note", INVALID_OPTIONAL_TEXTS),
    (Absence, "edition", [2009]),
    (Absence, "market", INVALID_IDS),
    (Absence, "basis", ["guessed"]),
    (Absence, "reason", INVALID_TEXTS),
    (Absence, "sources", INVALID_ID_LISTS),
    (TableFile, "name", ["Listings", "../listings", ""]),
    (TableFile, "rows", [-1, "1"]),
    (TableFile, "bytes", [-1]),
    (TableFile, "sha256", ["0" * 63, "G" * 64, "A" * 64]),
    (Release, "version", ["2026", "2026.13", "2026.11-rc", "v2026.11", None]),
    (Release, "created", ["2026-11-23", None]),
    (Release, "tables", [5, "x", [1, 2]]),
]


@pytest.mark.parametrize("record", VALID, ids=lambda record: record.__name__)
def test_a_valid_record_is_constructed(record):
    assert record(**VALID[record])


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [(record, field, value) for record, field, values in INVALID for value in values],
)
def test_an_invalid_value_cannot_be_constructed(record, field, value):
    with pytest.raises(InvalidRecordError) as caught:
        record(**{**VALID[record], field: value})
    error = caught.value
    assert error.record == record.__name__
    if value is Category.PHYSICAL_MARKET:  # it is valid, and asks for an economy that is missing
        assert (error.field, error.value) == ("economy", None)
        return
    assert error.field == field
    if isinstance(value, list) and error.value != value:  # a tuple of it, or one that is in it
        assert error.value == tuple(value) or error.value in value
    else:
        assert error.value is value or error.value == value


@pytest.mark.parametrize("record", VALID, ids=lambda record: record.__name__)
def test_every_field_has_values_that_are_refused(record):
    tested = {field for tested, field, _ in INVALID if tested is record}
    assert {field.name for field in attrs.fields(record)} == tested


TEXT = "must be a line of text: Unicode form NFC, no control character, no outer space"
HOST = "must be a host name of two labels or more, in lower-case ASCII (IDNA 2008)"
HOSTS = "must be a tuple of host names of two labels or more, in lower-case ASCII (IDNA 2008)"
ADDRESS = "must be an http or https address"


@pytest.mark.parametrize(
    ("record", "field", "value", "problem"),
    [
        (
            Company,
            "id",
            "",
            "must be an id: lower-case ASCII letters, digits and single inner hyphens",
        ),
        (Company, "name", "", TEXT),
        (Company, "founded", "2021-02-31", "must be a year, a month or a day (ISO 8601)"),
        (Company, "website", "alibaba", HOST),
        (Company, "wikidata", "Q", "must be an item such as Q42"),
        (Company, "lei", "x", "must be an LEI (ISO 17442)"),
        (Company, "aliases", "x", "must be a tuple of lines of text without '|'"),
        (Company, "aliases", ["a", "a"], "must not repeat a value"),
        (Company, "sources", [], "must have at least 1"),
        (Company, "sources", "s", "must be a tuple of ids"),
        (Ticker, "mic", "NYSE.", "must be a Market Identifier Code (ISO 10383)"),
        (Ticker, "symbol", "x", "must be a symbol of capital letters, digits and dots"),
        (Ticker, "isin", "x", "must be an ISIN"),
        (Ownership, "number", 0, "must be an integer of at least 1 and of 18 digits at most"),
        (Ownership, "share_percent", 101, "must be a decimal number from 0 to 100"),
        (
            Statement,
            "edition",
            2009,
            "must be an integer of at least 2010 and of 18 digits at most",
        ),
        (
            Statement,
            "company",
            "X",
            "must be an id: lower-case ASCII letters, digits and single inner hyphens",
        ),
        (SeizureStatistic, "fiscal_year", 1976, "must be a fiscal year from 1977 to 9999"),
        (SeizureStatistic, "item", "total", "must be 'total' for a total, and only then"),
        (SeizureStatistic, "unit", "count", "must be 'USD' or 'percent' for that measure"),
        (SeizureStatistic, "basis", "count", "must be 'msrp' for the measure 'msrp'"),
        (SeizureStatistic, "value", -1, "must be a decimal number of at least 0"),
        (SeizureStatistic, "value", 101, "must not be over 100 percent"),
        (WatchListYear, "watch_list_complete", 1, "must be True or False"),
        (Source, "url", "ustr.gov", ADDRESS),
        (Edition, "url", "ustr.gov", ADDRESS),
        (Edition, "published", date(2020, 12, 31), "must not be before the year 2021"),
        (Edition, "published", "2022", "must be a datetime.date"),
        (Edition, "docket", "x", "must be a docket such as USTR-2016-0013"),
        (Market, "domains", "x", HOSTS),
        (Listing, "covers", ["taobao"], "must not repeat the market 'taobao'"),
        (Listing, "category", Category.PHYSICAL_MARKET, "must be given for a physical market"),
        (Listing, "concerns", "piracy", "must be a tuple"),
        (TableFile, "name", "X", "must be the name of a table"),
        (TableFile, "sha256", "X", "must be a SHA-256 in lower-case hexadecimal"),
        (Release, "version", "X", "must be a calendar version such as 2026.11"),
        (Release, "tables", 5, "must be a tuple of TableFile"),
    ],
)
def test_what_is_allowed_is_said(record, field, value, problem):
    with pytest.raises(InvalidRecordError) as caught:
        record(**{**VALID[record], field: value})
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    ("record", "field", "least", "most"),
    [
        (Edition, "year", 2010, 2022),
        (Edition, "pages", 1, 10**18 - 1),
        (Edition, "stated_online", 0, 10**18 - 1),
        (Edition, "stated_physical", 0, 10**18 - 1),
        (Listing, "edition", 2010, 10**18 - 1),
        (Listing, "page", 1, 10**18 - 1),
        (Absence, "edition", 2010, 10**18 - 1),
        (Statement, "edition", 2010, 10**18 - 1),
        (Ownership, "number", 1, 10**18 - 1),
        (Ownership, "share_percent", Decimal(0), Decimal(100)),
        (Holding, "number", 1, 10**18 - 1),
        (Holding, "share_percent", Decimal(0), Decimal(100)),
        (SeizureStatistic, "fiscal_year", 1977, 9999),
        (SeizureStatistic, "number", 1, 10**18 - 1),
        (SeizureStatistic, "value", Decimal(0), Decimal(100)),
        (SeizureLine, "fiscal_year", 1977, 9999),
        (SeizureLine, "lines", 0, 10**18 - 1),
        (SeizureLine, "msrp", 0, 10**18 - 1),
        (WatchListYear, "year", 1989, 10**18 - 1),
        (WatchListEntry, "year", 1989, 10**18 - 1),
        (TableFile, "rows", 0, 10**18 - 1),
        (TableFile, "bytes", 0, 10**18 - 1),
    ],
)
def test_the_least_and_the_most_are_allowed_and_no_more(record, field, least, most):
    for value in (least, most):
        assert getattr(record(**{**VALID[record], field: value}), field) == value
    for value in (least - 1, most + 1):
        with pytest.raises(InvalidRecordError):
            record(**{**VALID[record], field: value})


def test_an_amount_of_18_digits_is_the_most():
    amount = {**VALID[SeizureStatistic], "unit": "USD", "value": "999999999999999999.99"}
    assert SeizureStatistic(**amount).value == Decimal("999999999999999999.99")
    with pytest.raises(InvalidRecordError):
        SeizureStatistic(**{**amount, "value": 10**18})


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (record, field.name)
        for record in VALID
        for field in attrs.fields(record)
        if field.name not in VALID[record]
    ],
)
def test_what_need_not_be_given_is_none_false_or_empty(record, field):
    left_out = getattr(record(**VALID[record]), field)
    assert left_out is None or left_out is False or left_out == ()
    assert getattr(record(**{**VALID[record], field: left_out}), field) == left_out


def test_a_message_names_the_record_the_field_and_the_nearest_value():
    with pytest.raises(InvalidRecordError, match=r"^Listing\.category = 'ecommerce': .*did you"):
        Listing(**{**VALID[Listing], "category": "ecommerce"})
    with pytest.raises(InvalidRecordError, match=r"did you mean CN\?"):
        Listing(**{**VALID[Listing], "economy": "China"})


def test_a_physical_listing_needs_an_economy():
    with pytest.raises(InvalidRecordError, match="economy = None: must be given for a physical"):
        Listing(**{**VALID[Listing], "category": "physical-market"})


@pytest.mark.parametrize("record", VALID, ids=lambda record: record.__name__)
def test_a_record_is_immutable_hashable_and_can_be_copied(record):
    made = record(**VALID[record])
    field = attrs.fields(record)[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(made, field, None)
    assert not hasattr(made, "__dict__")
    assert hash(made) == hash(record(**VALID[record]))
    assert copy.deepcopy(made) == made == pickle.loads(pickle.dumps(made))


def test_positional_arguments_are_refused():
    with pytest.raises(TypeError):
        Market("taobao", "Taobao", "online", (), (), ("s",))


def test_strings_become_members_and_lists_become_tuples():
    listing = Listing(**{**VALID[Listing], "concerns": ["piracy"], "domains": ["taobao.com"]})
    assert listing.category is Category.E_COMMERCE
    assert listing.concerns == (Concern.PIRACY,)
    assert listing.domains == ("taobao.com",)


@pytest.mark.parametrize(
    ("start", "end", "valid"),
    [
        ("2014", "2014", True),
        ("2014", "2014-03", True),
        ("2014-05", "2014", True),
        ("2014-05", "2014-04", False),
        ("2014-05-02", "2014-05", True),
        ("2015", "2014-12-31", False),
        (None, "2014", True),
    ],
)
def test_an_interval_does_not_end_before_it_begins(start, end, valid):
    for record in (Ticker, Ownership, Holding):
        values = {**VALID[record], "start": start, "end": end}
        if valid:
            assert record(**values).end == end
        else:
            with pytest.raises(InvalidRecordError) as caught:
                record(**values)
            assert str(caught.value) == (
                f"{record.__name__}.end = {end!r}: must not be before the start {start}"
            )


def test_money_is_exact():
    assert Ownership(**{**VALID[Ownership], "share_percent": "75.01"}).share_percent == Decimal(
        "75.01"
    )
    assert SeizureStatistic(**VALID[SeizureStatistic]).value == Decimal(83)
    amount = {**VALID[SeizureStatistic], "unit": "USD", "value": 3_300_000_000}
    assert SeizureStatistic(**amount).value == 3_300_000_000


def test_a_total_is_not_divided():
    with pytest.raises(InvalidRecordError, match="must be 'total' for a total"):
        SeizureStatistic(**{**VALID[SeizureStatistic], "breakdown": "total"})


@given(strategies.listings())
def test_a_listing_knows_its_section_and_its_markets(listing):
    assert (listing.kind is Kind.PHYSICAL) == (listing.category is Category.PHYSICAL_MARKET)
    assert listing.markets == (listing.market, *listing.covers)


@given(strategies.editions(), st.sampled_from(Kind))
def test_an_edition_answers_by_kind(edition, kind):
    assert edition.stated(kind) == getattr(edition, f"stated_{kind}")
    assert edition.complete(kind) == getattr(edition, f"{kind}_complete")
    assert edition.basis(kind) == getattr(edition, f"{kind}_basis")


@pytest.mark.parametrize(
    "url",
    [
        "http://x" + "x" * 10**6 + " ",  # in one pass: in more it would take hours
        "https://x.example/\0",
        "https://x.example/\u202e",
        "https://x.example/e\u0301",
    ],
)
def test_an_address_is_a_line_of_text(url):
    with pytest.raises(InvalidRecordError, match="must be an http or https address"):
        Source(id="s", url=url, title="T", publisher="P", kind="secondary")


def test_numbers_and_years_have_an_end():
    line = {"product": "P", "conveyance": "C", "origin": "O", "lines": 1, "sources": ["s"]}
    for fields in ({"fiscal_year": 2020, "msrp": 10**18}, {"fiscal_year": 10_000, "msrp": 1}):
        with pytest.raises(InvalidRecordError):
            SeizureLine(**line, **fields)
    assert SeizureLine(**line, fiscal_year=9999, msrp=10**18 - 1).fiscal_year.last.year == 9999
    with pytest.raises(InvalidArgumentError, match="a fiscal year is an integer"):
        FiscalYear(10**5_000)
