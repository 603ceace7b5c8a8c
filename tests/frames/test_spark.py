# SPDX-License-Identifier: MIT
"""Screening on PySpark, in local mode; ``make test-spark``, because it needs Java and half a GB."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.frames import COLUMNS, screen
from notorious_markets.screening.hosts import host_of
from tests.frames.test_screening import SCREENER, SQL_URLS, expected

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


def test_spark_agrees_with_scalar_screening(frame):
    values = [row.url for row in frame.orderBy("n").collect()]
    assert all(value is None or value.isascii() or host_of(value) for value in values)
    rows = screen(frame, screener=SCREENER).orderBy("n").select(*COLUMNS).collect()
    assert [tuple(row) for row in rows] == expected(values)


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(values=st.lists(SQL_URLS, min_size=40, max_size=60))
def test_spark_agrees_on_any_url(spark, values):
    frame = spark.createDataFrame(list(enumerate(values)), "n int, url string")
    rows = screen(frame, screener=SCREENER).orderBy("n").select(*COLUMNS).collect()
    assert [tuple(row) for row in rows] == expected(values)


def test_the_plan_has_native_expressions_and_broadcast_joins_only(frame):
    found = screen(frame, screener=SCREENER)
    assert found.columns == ["n", "url", *COLUMNS]
    plan = found._jdf.queryExecution().executedPlan().toString()
    assert "BroadcastHashJoin" in plan
    assert "SortMergeJoin" not in plan
    for python in ("PythonUDF", "ArrowEvalPython", "BatchEvalPython", "MapInPandas"):
        assert python not in plan


def test_bare_hosts_and_odd_column_names(spark):
    frame = spark.createDataFrame([(" VK.com.",), ("vk.com/x",)], "`a.b` string")
    rows = screen(frame, "a.b", kind="host", screener=SCREENER).collect()
    assert [row["nm_market"] for row in rows] == ["vk", None]


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
