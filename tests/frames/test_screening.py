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
from notorious_markets.frames import COLUMNS, UNREADABLE, panel, prefilter, screen, to_frame
from notorious_markets.frames.lookup import answer_table
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.values import INPUTS
from urls import dirty

SCREENER = nm.load("2026.12.1").screener()
TABLE = answer_table(SCREENER)
KINDS = (None, *INPUTS)

MAKE = {
    "polars": lambda values: pl.DataFrame({"url": pl.Series(values, dtype=pl.String)}),
    "polars lazy": lambda values: pl.LazyFrame({"url": pl.Series(values, dtype=pl.String)}),
    "pyarrow": lambda values: pa.table({"url": pa.array(values, pa.string())}),
    "pandas": lambda values: pd.DataFrame({"url": pd.Series(values, dtype="string")}),
    "pandas objects": lambda values: pd.DataFrame({"url": pd.Series(values, dtype=object)}),
}


def expected(values, kind=None):
    """What scalar screening says of each value, as the row that a frame has for it."""
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


# One answer through every door


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
@settings(suppress_health_check=list(HealthCheck), max_examples=25)
@given(values=st.lists(dirty() | st.none(), max_size=12))
def test_every_frame_in_memory_agrees_with_scalar_screening(make, kind, values):
    frame = make(values)
    assert rows_of(screen(frame, kind=kind, screener=SCREENER)) == expected(values, kind)


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=list(HealthCheck), max_examples=15)
@given(values=st.lists(dirty() | st.none(), min_size=1, max_size=12))
def test_duckdb_agrees_with_scalar_screening(kind, values):
    with duckdb.connect() as connection:
        source = pl.DataFrame({"n": range(len(values)), "url": pl.Series(values, dtype=pl.String)})
        relation = connection.from_arrow(source.to_arrow())
        found = screen(relation, kind=kind, screener=SCREENER)
        assert isinstance(found, duckdb.DuckDBPyRelation)
        rows = found.order("n").select(*COLUMNS).fetchall()
    assert rows == expected(values, kind)


def test_the_kind_is_guessed_unless_said():
    values = [
        "vk.com",
        "https://vk.com/",
        "a@vk.com",
        "VK",
        "vk.com/x",
        "hxxp://vk[.]com",
        "jd.com",
    ]
    found = {kind: rows_of(screen(MAKE["polars"](values), kind=kind)) for kind in KINDS}
    assert rows_of(screen(MAKE["polars"](values))) == found[None]
    matched = {kind: [row[0] == "vk" for row in rows] for kind, rows in found.items()}
    assert matched == {
        None: [True, True, True, True, True, True, False],
        "url": [False, True, False, False, False, False, False],
        "host": [True, False, False, False, False, False, False],
        "email": [False, False, True, False, False, False, False],
        "name": [True, False, False, True, False, False, False],
    }


@pytest.mark.parametrize("kind", KINDS)
@given(values=st.lists(dirty(), min_size=1, max_size=20))
def test_the_prefilter_holds_back_nothing_that_matches(kind, values):
    passed = set(prefilter.candidates(pl.Series(values), TABLE, kind)["place"])
    for place, value in enumerate(values):
        assert place in passed or not SCREENER.screen(value, kind), value


def test_the_prefilter_holds_back_what_is_plain_and_not_listed():
    values = [
        "https://www.example.com/taobao.com",
        "http://nottaobao.com/x?u=%20",
        "https://a_b.c/",
    ]
    values += ["Acme Trading Ltd.", "someone@example.com", "www.example.com/x", "+1 555 0100"]
    assert prefilter.candidates(pl.Series(values), TABLE, None).is_empty()


def test_a_long_list_is_split_and_large_columns_are_too(monkeypatch):
    values = ["https://item.taobao.com/x", "HTTP://VK.com", "https://example.com", None, "vk.com"]
    monkeypatch.setattr(prefilter, "_LONGEST", 100)
    monkeypatch.setattr(prefilter, "_LEAST_PART", 1)
    prefilter.expressions.cache_clear()
    assert len(prefilter.expressions(TABLE.domains)) > 10
    parts = prefilter._parts(TABLE.domains)
    assert tuple(domain for part in parts for domain in part) == TABLE.domains
    assert rows_of(screen(MAKE["polars"](values), screener=SCREENER)) == expected(values)
    prefilter.expressions.cache_clear()


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
        make(["https://vk.com", None, "a name", "https://a b/", "vk.com:x", " "]),
        unreadable=True,
        screener=SCREENER,
    )
    frame = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    column = nw.from_native(frame)[UNREADABLE]
    assert column.to_list() == [False, True, False, True, True, True]


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


def test_a_duckdb_relation_stays_one_and_reads_its_source_again(tmp_path):
    path = tmp_path / "urls.parquet"
    pl.DataFrame({'a "b"': ["https://vk.com", None]}).write_parquet(path)
    relation = duckdb.read_parquet(str(path))
    found = screen(relation, 'a "b"', screener=SCREENER)
    assert found.columns == ['a "b"', *COLUMNS]
    assert len(found.fetchall()) == 2
    path.unlink()
    with pytest.raises(duckdb.Error):
        found.fetchall()


def test_duckdb_with_a_screener_of_nothing():
    found = screen(duckdb.sql("select 'https://vk.com' as url"), screener=Screener([]))
    assert found.fetchall() == [("https://vk.com", None, None, None, None)]


# At the boundary

ODD_NAMES = ["__nm", "nm", "nm_", "nm_raw", "NM_Host", "select", "domain", "value", "s"]


@pytest.mark.parametrize(
    "name", ["__nm", "nm", "nm_", "nm_raw", "NM_Host", "select", "a.b", "", "'"]
)
@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_a_column_may_have_any_name(make, name):
    frame = make(["https://vk.com/"])
    frame = nw.from_native(frame).with_columns(nw.lit(7).alias(name)).to_native()
    found = screen(frame, screener=SCREENER)
    columns = nw.from_native(found).collect_schema().names()
    assert columns == ["url", name, *COLUMNS]
    assert rows_of(found) == expected(["https://vk.com/"])
    found = nw.from_native(found).lazy().collect("pyarrow").to_native()
    assert found[name].to_pylist() == [7]


@pytest.mark.parametrize(
    "name", ["__nm", "nm", "nm_raw", "NM_Host", "select", "domain", "value", "s"]
)
def test_a_column_may_have_any_name_on_duckdb(name):
    relation = duckdb.from_arrow(pa.table({"url": ["https://vk.com/"], name: [7]}))
    found = screen(relation, screener=SCREENER)
    assert found.columns == ["url", name, *COLUMNS]
    assert found.fetchall()[0][:3] == ("https://vk.com/", 7, "vk")
    relation = duckdb.from_arrow(pa.table({name: ["https://vk.com/"]}))
    assert screen(relation, name, screener=SCREENER).fetchall()[0][1] == "vk"


@pytest.mark.parametrize("label", [0, 1.5, None, ("a", "url"), date(2021, 1, 1), True])
def test_a_pandas_column_may_have_any_label(label):
    frame = pd.DataFrame([["https://vk.com/", 7]])
    frame.columns = pd.Index([label, "other"], dtype=object, tupleize_cols=False)
    found = screen(frame, label, screener=SCREENER)
    assert rows_of(found[list(COLUMNS)]) == expected(["https://vk.com/"])
    assert found["other"].to_list() == [7]


def test_a_pandas_index_of_several_levels():
    columns = pd.MultiIndex.from_tuples([("a", "url"), ("b", "url")])
    frame = pd.DataFrame([["https://vk.com/", "x"]], columns=columns)
    found = screen(frame, ("a", "url"), screener=SCREENER)
    assert found.iloc[0].to_list()[:3] == ["https://vk.com/", "x", "vk"]
    with pytest.raises(UnknownValueError, match="unknown column 'a'"):
        screen(frame, "a")
    frame[("nm_market", "x")] = 1
    with pytest.raises(InvalidArgumentError, match="'nm_market' already"):
        screen(frame, ("a", "url"))


@pytest.mark.parametrize(
    "columns",
    [
        pd.CategoricalIndex(["url"]),
        pd.DatetimeIndex(["2021-01-01"]),
        pd.PeriodIndex(["2021"], freq="Y"),
        pd.IntervalIndex.from_breaks([0, 1]),
        pd.RangeIndex(1),
    ],
    ids=lambda columns: type(columns).__name__,
)
def test_a_pandas_index_of_any_sort(columns):
    frame = pd.DataFrame([["https://vk.com/"]], columns=columns)
    found = screen(frame, columns[0], screener=SCREENER)
    assert found.iloc[0].to_list()[:2] == ["https://vk.com/", "vk"]
    assert list(found.columns) == [columns[0], *COLUMNS]


TWICE = [
    pd.DataFrame([["https://vk.com/", "x"]], columns=["url", "url"]),
    pa.table([["https://vk.com/"], ["x"]], names=["url", "url"]),
    duckdb.sql("select 'https://vk.com/' as url, 'x' as url"),
]


@pytest.mark.parametrize("frame", TWICE, ids=lambda frame: type(frame).__name__)
def test_a_column_that_is_there_twice_is_refused(frame):
    with pytest.raises(InvalidArgumentError, match="several columns 'url'"):
        screen(frame)


def test_other_columns_may_be_there_twice():
    frame = pd.DataFrame([["https://vk.com/", 1, 2]], columns=["url", "a", "a"])
    assert screen(frame, screener=SCREENER).iloc[0].to_list()[:4] == ["https://vk.com/", 1, 2, "vk"]
    table = pa.table([["https://vk.com/"], [1], [2]], names=["url", "a", "a"])
    found = screen(table, screener=SCREENER)
    assert found.column_names == ["url", "a", "a", *COLUMNS]
    assert found.column(3).to_pylist() == ["vk"]
    with pytest.raises(InvalidArgumentError, match="nothing but case"):
        screen(duckdb.sql("select '' as url, 1 as a, 2 as A"))


NO_TEXT = {
    "integers": [1, 2],
    "decimals": [Decimal("1.5"), None],
    "lists": [["https://vk.com"], []],
    "bytes": [b"https://vk.com", b""],
    "dates": [date(2021, 1, 1), None],
    "truth": [True, False],
}


@pytest.mark.parametrize("values", NO_TEXT.values(), ids=NO_TEXT)
def test_a_column_of_no_text_is_refused(values):
    frame = pl.DataFrame({"url": values})
    frames = [frame, frame.lazy(), frame.to_arrow(), pd.DataFrame({"url": values})]
    frames.append(duckdb.from_arrow(frame.to_arrow()))
    for one in frames:
        with pytest.raises(InvalidArgumentError, match="column 'url' must hold text, not"):
            screen(one)


def test_a_mixture_of_types_is_refused():
    with pytest.raises(InvalidArgumentError, match="must hold text, not a mixture"):
        screen(pd.DataFrame({"url": ["https://vk.com", 7]}))
    with pytest.raises(InvalidArgumentError, match="must hold text"):
        screen(pl.DataFrame({"url": pl.Series([object()], dtype=pl.Object)}))


CATEGORIES = [
    pl.DataFrame({"url": pl.Series(["https://vk.com/", None], dtype=pl.Categorical)}),
    pl.LazyFrame({"url": pl.Series(["https://vk.com/", None], dtype=pl.Enum(["https://vk.com/"]))}),
    pd.DataFrame({"url": pd.Categorical(["https://vk.com/", None])}),
    pa.table({"url": pa.array(["https://vk.com/", None]).dictionary_encode()}),
    pa.table({"url": pa.array(["https://vk.com/", None], pa.large_string())}),
    pa.table({"url": pa.array(["https://vk.com/", None], pa.string_view())}),
    duckdb.sql("select 'https://vk.com/'::ENUM('https://vk.com/') as url union all select null"),
]


@pytest.mark.parametrize("frame", CATEGORIES, ids=lambda frame: type(frame).__name__)
def test_categories_are_text(frame):
    found = screen(frame, screener=SCREENER)
    if isinstance(found, duckdb.DuckDBPyRelation):
        found = found.to_arrow_table()
    assert sorted(rows_of(found), key=str) == sorted(expected(["https://vk.com/", None]), key=str)


def test_surrogates_are_read_as_one_value_is():
    values = ["https://\ud800.vk.com/", "https://vk.com/\ud800", "\udcff", None]
    found = screen(pd.DataFrame({"url": pd.Series(values, dtype=object)}), screener=SCREENER)
    assert rows_of(found[list(COLUMNS)]) == expected(values)
    assert found["nm_market"].to_list()[1] == "vk"
    with pytest.raises(InvalidArgumentError, match="must hold text"):
        screen(pd.DataFrame({"url": pd.Series(["\ud800", 7], dtype=object)}))


@pytest.mark.parametrize("values", [[], [None], [None, None]], ids=str)
def test_a_column_of_nothing_has_no_type_to_be_refused(values):
    frames = [
        pl.DataFrame({"url": pl.Series(values, dtype=pl.Int64)}),
        pl.DataFrame({"url": pl.Series(values, dtype=pl.Null)}),
        pa.table({"url": pa.array(values, pa.null())}),
        pd.DataFrame({"url": pd.Series(values, dtype=float)}),
    ]
    for frame in frames:
        assert rows_of(screen(frame, screener=SCREENER)) == expected(values)


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
        ((pl.DataFrame({"url": [""]}),), {"kind": "names"}, UnknownValueError, "did you mean name"),
        ((pd.DataFrame({"url": [""]}), ["url"]), {}, UnknownValueError, "unknown column"),
        ((duckdb.sql("select 1 as Nm_Market, '' as url"),), {}, InvalidArgumentError, "already"),
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
