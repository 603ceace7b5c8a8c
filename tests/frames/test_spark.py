# SPDX-License-Identifier: MIT
"""Screening on PySpark, in local mode; ``make test-spark``, because it needs Java and half a GB."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.frames import COLUMNS, screen
from tests.frames.test_screening import KINDS, SCREENER, expected
from tests.screening.dirty import dirty_rows
from urls import dirty

pytestmark = pytest.mark.spark

HOSTILE = [
    "https://item.taobao.com/x",
    "HTTPS://TAOBAO.COM.:443/",
    "https://taobao.com.evil.example/",
    "https://nottaobao.com/",
    "https://user:p@ss@taobao.com/",
    "https://taobao.com:65536/",
    "https://taobao.com:x/",
    "https:\\\\taobao.com\\x",
    "https:taobao.com",
    "https://tao%62ao.com/",
    "https://tao%62ao+x.com/",
    "https://x+y.taobao.com/",
    "https://%zz.taobao.com/",
    "https://%ff.taobao.com/",
    "https://tao\tbao.com/",
    "https://tao bao.com/",
    "https://taobao.com /x",
    "https://taobao.com:65536 ",
    " https://taobao.com \t",
    "https://tao\u00adbao.com/",
    "https://taobao\u3002com/",
    "https://\uff54\uff41\uff4f\uff42\uff41\uff4f.com/",
    "https://bücher.taobao.com/",
    "https://_dmarc.taobao.com/",
    "ftp://taobao.com/",
    "mailto:x@taobao.com",
    "taobao.com",
    "https://pan.baidu.com/s/1",
    "https://example.com/?u=taobao.com",
    "",
    None,
]


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession  # installed by make test-spark only

    # The executors run this interpreter, which has the package.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield from _session(SparkSession)


def _session(SparkSession):  # noqa: N803
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def frame(spark):
    values = [*HOSTILE, *(f"https://a.{domain}/x" for domain in SCREENER.domains)]
    return spark.createDataFrame(list(enumerate(values)), "n int, url string")


@pytest.mark.parametrize("kind", KINDS)
def test_spark_agrees_with_scalar_screening(frame, kind):
    values = [row.url for row in frame.orderBy("n").collect()]
    rows = screen(frame, kind=kind, screener=SCREENER).orderBy("n").select(*COLUMNS).collect()
    assert [tuple(row) for row in rows] == expected(values, kind)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(values=st.lists(dirty() | st.none(), min_size=100, max_size=200))
def test_spark_agrees_on_any_value(spark, kind, values):
    frame = spark.createDataFrame(list(enumerate(values)), "n int, url string")
    rows = screen(frame, kind=kind, screener=SCREENER).orderBy("n").select(*COLUMNS).collect()
    assert [tuple(row) for row in rows] == expected(values, kind)


def test_spark_agrees_on_the_dirty_file(spark):
    rows = dirty_rows()
    frame = spark.createDataFrame(
        [(number, row.value) for number, row in enumerate(rows)], "n int, url string"
    )
    found = screen(frame, screener=SCREENER).orderBy("n").select("nm_domain").collect()
    assert [row.nm_domain for row in found] == [row.domain for row in rows]


def test_nothing_is_joined_or_shuffled_and_the_column_alone_is_handed_over(frame):
    found = screen(frame, screener=SCREENER)
    assert found.columns == ["n", "url", *COLUMNS]
    plan = found._jdf.queryExecution().executedPlan().toString()
    assert plan.count("EvalPython") >= 1
    assert "Join" not in plan
    assert "Exchange" not in plan


@pytest.mark.parametrize("name", ["__nm", "nm", "nm_raw", "select", "a.b", "`", "value"])
def test_a_column_may_have_any_name(spark, name):
    ticked = "`" + name.replace("`", "``") + "`"
    frame = spark.createDataFrame([(" VK.com.", 7), ("vk.com/x", 8)], f"url string, {ticked} int")
    rows = screen(frame, kind="host", screener=SCREENER).collect()
    assert [tuple(row)[:3] for row in rows] == [(" VK.com.", 7, "vk"), ("vk.com/x", 8, None)]
    rows = screen(frame.select(frame.url.alias(name)), name, screener=SCREENER).collect()
    assert [row["nm_market"] for row in rows] == ["vk", "vk"]


def test_what_is_no_text_or_there_twice_is_refused(spark):
    with pytest.raises(InvalidArgumentError, match="must hold text, not integer"):
        screen(spark.createDataFrame([(1,)], "url int"))
    with pytest.raises(InvalidArgumentError, match="several columns 'url'"):
        screen(spark.sql("select 'x' as url, 'y' as url"))
    with pytest.raises(InvalidArgumentError, match="nothing but case"):
        screen(spark.sql("select 'x' as url, 'y' as URL"))
    with pytest.raises(InvalidArgumentError, match="'nm_market' already"):
        screen(spark.sql("select 'x' as url, 'y' as NM_Market"))


def test_an_empty_frame_and_nulls(spark):
    empty = screen(spark.createDataFrame([], "url string"), screener=SCREENER)
    assert empty.columns == ["url", *COLUMNS]
    assert empty.collect() == []
    nulls = screen(spark.sql("select null as url"), screener=SCREENER)
    assert [tuple(row) for row in nulls.collect()] == [(None,) * 5]


def test_what_spark_cannot_do_is_refused(frame):
    with pytest.raises(InvalidArgumentError, match="cannot be added"):
        screen(frame, unreadable=True)


def test_the_recipe_of_the_docs(spark, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "screen.md").read_text("utf-8")
    _, _, rest = page.partition(":name: spark-recipe\n")
    recipe = rest.partition("```")[0]
    assert "nm.frames.screen(pages)" in recipe
    urls = [
        (f"https://item{n}.taobao.com/" if n % 4 == 0 else f"https://e{n}.example/",)
        for n in range(100)
    ]
    source, target = str(tmp_path / "source"), str(tmp_path / "target")
    spark.createDataFrame(urls, "url string").write.parquet(source)
    exec(recipe, {"spark": spark, "nm": nm, "source": source, "target": target})
    kept = spark.read.parquet(target)
    assert kept.columns == ["url"]
    assert kept.count() == 75
