# SPDX-License-Identifier: MIT
"""Screening data frames: the same kind of frame comes back, with the answers of `screen`."""

from datetime import date
from decimal import Decimal

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets import Spell
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames import COLUMNS, UNREADABLE, panel, screen, to_frame
from notorious_markets.frames import polars_screening as engine
from notorious_markets.frames.lookup import domain_table
from notorious_markets.screening.hosts import host_of
from notorious_markets.screening.screener import Screener
from urls import hosts_of_domains, urls

SCREENER = nm.load("2026.12.1").screener()
TABLE = domain_table(SCREENER)

# Arrow, and so every frame, holds Unicode scalar values only.
_VALUES = st.lists(
    (urls() | st.text() | st.none()).filter(lambda v: v is None or v.isprintable() or v.isascii()),
    max_size=8,
)

MAKE = {
    "polars": lambda values: pl.DataFrame({"url": pl.Series(values, dtype=pl.String)}),
    "polars lazy": lambda values: pl.LazyFrame({"url": pl.Series(values, dtype=pl.String)}),
    "pyarrow": lambda values: pa.table({"url": pa.array(values, pa.string())}),
    "pandas": lambda values: pd.DataFrame({"url": pd.Series(values, dtype="string")}),
    "pandas objects": lambda values: pd.DataFrame({"url": pd.Series(values, dtype=object)}),
}


def expected(values, kind="url"):
    rows = []
    for value in values:
        found = SCREENER.screen(value, kind) if value is not None else ()
        years = found[0].editions if found else ()
        rows.append(
            (found[0].market.id, found[0].domain, min(years), max(years)) if found else (None,) * 4
        )
    return rows


def rows_of(frame):
    """The added columns, as Python values."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    table = nw.from_native(frame).to_arrow()
    return list(zip(*(table[name].to_pylist() for name in COLUMNS), strict=True))


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(values=_VALUES)
def test_every_frame_in_memory_agrees_with_scalar_screening(make, values):
    frame = make(values)
    assert rows_of(screen(frame, screener=SCREENER)) == expected(values)


@settings(max_examples=60)
@given(st.lists(hosts_of_domains() | st.text(max_size=20), max_size=8))
def test_bare_hosts_too(values):
    values = [value for value in values if value.isprintable()]
    frame = screen(MAKE["polars"](values), kind="host", screener=SCREENER)
    assert rows_of(frame) == expected(values, "host")


def idna_accepts(value):
    """Whether the one difference of the SQL engines is not in a value (see the docs)."""
    return value is None or host_of(value) is not None or value.isascii()


SQL_URLS = urls().filter(
    lambda v: "\x00" not in v and v.isprintable() and idna_accepts(v) and "xn--" not in v
)


@settings(max_examples=60)
@given(st.lists(SQL_URLS, min_size=1, max_size=8))
def test_duckdb_agrees_with_scalar_screening(values):
    with duckdb.connect() as connection:
        source = pl.DataFrame({"n": range(len(values)), "url": values})
        relation = connection.from_arrow(source.to_arrow())
        found = screen(relation, screener=SCREENER)
        assert isinstance(found, duckdb.DuckDBPyRelation)
        rows = found.order("n").select(*COLUMNS).fetchall()
    assert rows == expected(values)


def test_duckdb_keeps_columns_of_any_name_but_those_it_needs():
    names = ["raw", "folded", "domain", "d2", "url"]
    relation = duckdb.from_arrow(pa.table({name: ["https://vk.com"] for name in names}))
    found = screen(relation, screener=SCREENER)
    assert found.columns == [*names, *COLUMNS]
    assert found.fetchall()[0][:6] == ("https://vk.com",) * 5 + ("vk",)
    for name in ("nm_raw", "NM_Host", "nm_2_market"):
        with pytest.raises(InvalidArgumentError, match=f"'nm_': '{name}'"):
            screen(duckdb.sql(f"select '' as url, 1 as {name}"))


def test_duckdb_with_a_screener_of_nothing():
    found = screen(duckdb.sql("select 'https://vk.com' as url"), screener=Screener([]))
    assert found.fetchall() == [("https://vk.com", None, None, None, None)]


def test_duckdb_takes_bare_hosts():
    hosts = [" VK.com.", "vk.com/x", "item.taobao.com:443", "a@taobao.com", None, "\x1fvk.com\t"]
    hosts += ["\u2003vk.com", "vk.com\u2028", "vk.com\xa0", "\x00vk.com"]
    frame = pl.DataFrame({"host": hosts}).with_row_index("n")
    relation = duckdb.from_arrow(frame.to_arrow())
    found = screen(relation, "host", kind="host", screener=SCREENER).order("n")
    assert found.select(*COLUMNS).fetchall() == expected(hosts, "host")
    assert rows_of(screen(frame, "host", kind="host", screener=SCREENER)) == expected(hosts, "host")


@given(st.lists(urls(), min_size=1, max_size=20))
def test_the_prefilter_holds_back_nothing_that_matches(values):
    series = pl.Series([v.encode("utf-8", "replace").decode() for v in values], dtype=pl.String)
    passed = set(engine.candidates(series, TABLE.domains, "url")["place"])
    for place, value in enumerate(series):
        assert place in passed or not SCREENER.screen(value, "url"), value


def test_the_prefilter_holds_back_what_is_plain_and_not_listed():
    values = ["https://www.example.com/taobao.com", "http://nottaobao.com/x?u=%20", "https://a_b.c"]
    assert engine.candidates(pl.Series(values), TABLE.domains, "url").is_empty()


def test_a_long_list_is_split_and_large_columns_are_too(monkeypatch):
    values = ["https://item.taobao.com/x", "HTTP://VK.com", "https://example.com", None, "vk.com"]
    monkeypatch.setattr(engine, "_LONGEST", 100)
    monkeypatch.setattr(engine, "_LEAST_PART", 1)
    engine.expressions.cache_clear()
    assert len(engine.expressions(TABLE.domains)) > 10
    parts = engine._parts(TABLE.domains)
    assert tuple(domain for part in parts for domain in part) == TABLE.domains
    assert rows_of(screen(MAKE["polars"](values), screener=SCREENER)) == expected(values)
    engine.expressions.cache_clear()


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
@pytest.mark.parametrize("values", [[], [None], [None, "nothing"], ["https://vk.com/"]], ids=str)
def test_empty_frames_nulls_and_one_row(make, values):
    frame = make(values)
    found = screen(frame, screener=SCREENER)
    assert type(found) is type(frame)
    assert rows_of(found) == expected(values)


def test_a_screener_of_nothing_matches_nothing():
    frame = screen(MAKE["polars"](["https://vk.com/", None]), screener=Screener([]))
    assert rows_of(frame) == [(None,) * 4] * 2


def test_other_columns_and_the_index_stay():
    frame = pd.DataFrame({"a": [1, 2], "link": ["https://vk.com", None]}, index=[7, 3])
    found = screen(frame, "link", screener=SCREENER)
    assert list(found.index) == [7, 3]
    assert list(found.columns) == ["a", "link", *COLUMNS]
    assert list(frame.columns) == ["a", "link"], "the frame that was given is not changed"


def test_the_types_of_the_columns():
    polars = screen(MAKE["polars"](["https://vk.com"]), unreadable=True, screener=SCREENER)
    assert polars.schema == {
        "url": pl.String,
        "nm_market": pl.String,
        "nm_domain": pl.String,
        "nm_first_edition": pl.Int16,
        "nm_last_edition": pl.Int16,
        "nm_unreadable": pl.Boolean,
    }
    pandas = screen(MAKE["pandas"](["https://vk.com"]), screener=SCREENER)
    assert str(pandas["nm_first_edition"].dtype) == "Int16"
    assert str(pandas["nm_market"].dtype) == "string"


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_what_cannot_be_read_is_counted_on_request(make):
    frame = screen(
        make(["https://vk.com", None, "no url", "https://a b/"]), unreadable=True, screener=SCREENER
    )
    frame = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    column = nw.from_native(frame)[UNREADABLE]
    assert column.to_list() == [False, True, True, True]


def test_a_lazy_frame_is_not_collected():
    calls = []

    def noticing(frame):
        calls.append(len(frame))
        return frame

    lazy = pl.LazyFrame({"url": ["https://vk.com"]}).map_batches(noticing)
    found = screen(lazy, screener=SCREENER)
    assert isinstance(found, pl.LazyFrame)
    assert calls == []
    assert found.collect_schema().names() == ["url", *COLUMNS]
    assert calls == []
    assert found.collect()["nm_market"].to_list() == ["vk"]


def test_a_filter_above_reaches_the_screened_column():
    lazy = screen(MAKE["polars lazy"](["https://vk.com", "https://a.example"]), screener=SCREENER)
    assert lazy.filter(pl.col("nm_market").is_not_null()).collect().height == 1


def test_duckdb_plans_and_does_not_execute(tmp_path):
    path = tmp_path / "urls.parquet"
    pl.DataFrame({'a "b"': ["https://vk.com", None]}).write_parquet(path)
    relation = duckdb.read_parquet(str(path))
    found = screen(relation, 'a "b"', screener=SCREENER)
    assert found.columns == ['a "b"', *COLUMNS]
    path.unlink()
    with pytest.raises(duckdb.Error):
        found.fetchall()


def test_the_default_is_the_newest_release():
    found = screen(pl.DataFrame({"url": ["https://taobao.com"]}))
    assert found["nm_market"].to_list() == ["taobao"]
    assert nm.frames.screen is screen


def test_restrictions_come_with_the_screener():
    restricted = nm.load("2026.12.1").screener(editions=[2016, 2017])
    found = screen(pl.DataFrame({"url": ["https://taobao.com"]}), screener=restricted)
    assert found.row(0)[1:] == ("taobao", "taobao.com", 2016, 2017)


@pytest.mark.parametrize(
    ("arguments", "keywords", "error", "problem"),
    [
        (([1, 2],), {}, InvalidArgumentError, "must be a pandas, Polars"),
        ((pl.DataFrame({"ulr": [""]}),), {}, UnknownValueError, "did you mean ulr"),
        ((pl.DataFrame({"url": [""]}),), {"kind": "name"}, UnknownValueError, "kind 'name'"),
        ((pl.DataFrame({"url": [""], "nm_market": [""]}),), {}, InvalidArgumentError, "already"),
        (
            (duckdb.sql("select '' as url"),),
            {"unreadable": True},
            InvalidArgumentError,
            "cannot be added",
        ),
    ],
)
def test_bad_input_is_refused(arguments, keywords, error, problem):
    with pytest.raises(error, match=problem):
        screen(*arguments, **keywords)


# Records as frames


@pytest.fixture(scope="module")
def ds():
    return nm.load("2026.12.1")


def test_listings_as_a_frame(ds):
    frame = to_frame(ds.listings)
    assert frame.height == len(ds.listings)
    assert isinstance(frame.schema["category"], pl.Categorical | pl.Enum)
    assert frame.schema["domains"] == pl.List(pl.String)
    assert frame.schema["stated_first"] == pl.Boolean
    taobao = frame.filter(pl.col("market") == "taobao")["edition"].to_list()
    assert tuple(taobao) == ds.history("taobao").listed_in


def test_dates_and_decimals(ds):
    assert to_frame(ds.editions.values()).schema["published"] == pl.Date
    lines = to_frame(ds.seizures.lines)
    assert lines.schema["fiscal_year"] == pl.Int64
    assert lines.filter(pl.col("fiscal_year") == 2020)["lines"].sum() == 72_018
    figures = to_frame(ds.seizures.statistics)
    assert isinstance(figures.schema["value"], pl.Decimal)
    assert figures["value"][0] == Decimal(ds.seizures.statistics[0].value)


def test_companies_as_a_frame_in_every_backend(ds):
    companies = list(ds.companies.values())
    assert to_frame(companies, "pyarrow").num_rows == len(companies)
    pandas = to_frame(companies, "pandas")
    assert list(pandas["id"]) == [company.id for company in companies]


def test_a_history_as_a_frame(ds):
    frame = to_frame(ds.history("kickasstorrents"))
    assert frame.columns == ["market", "edition", "presence", "name"]
    assert frame.height == len(ds.editions)
    assert set(frame["presence"].cast(pl.String)) <= set(nm.Presence)


def test_a_panel_has_a_row_for_every_market_and_edition(ds):
    rows = panel(ds, kind="physical")
    frame = to_frame(rows)
    physical = [market for market in ds.markets.values() if market.kind == "physical"]
    assert frame.height == len(physical) * len(ds.editions) == len(rows)
    assert frame.schema["published"] == pl.Date
    assert len(panel(ds)) == len(ds.markets) * len(ds.editions)
    assert rows[0].published == date(2011, 2, 28)
    row = next(r for r in rows if (r.market, r.edition) == ("silk-market", 2018))
    assert row.presence is nm.Presence.UNKNOWN


@pytest.mark.parametrize(
    ("records", "backend", "error", "problem"),
    [
        ([], "polars", InvalidArgumentError, "at least one"),
        ([1], "polars", InvalidArgumentError, "int"),
        ("ds", "polar", UnknownValueError, "did you mean polars"),
    ],
)
def test_bad_records_are_refused(ds, records, backend, error, problem):
    with pytest.raises(error, match=problem):
        to_frame(ds.listings if records == "ds" else records, backend)


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_a_number_that_fits_no_column_is_refused(backend):
    spell = Spell(first=2010, last=2**63, start_proved=True, end_proved=False)
    with pytest.raises(InvalidArgumentError, match="last has a number too long"):
        to_frame([spell], backend)


def test_records_of_several_classes_are_refused(ds):
    with pytest.raises(InvalidArgumentError, match="Edition, Market"):
        to_frame([ds.edition(2021), ds.market("vk")])
