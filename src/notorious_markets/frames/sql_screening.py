# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportUnknownVariableType=false
"""Screening on DuckDB and PySpark: the values go to Polars in batches, the answers come back.

There is one reading of values, and these engines have no copy of it. That is also the fastest:
their own expressions take several times as long for a URL as handing it over.
"""

from importlib import import_module
from typing import Any

import polars as pl
import pyarrow as pa

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.frames.lookup import (
    COLUMNS,
    DOMAIN,
    FIRST,
    LAST,
    MARKET,
    UNREADABLE,
    Question,
)
from notorious_markets.frames.memory_screening import check_names, no_text
from notorious_markets.frames.polars_screening import screen_series

_BATCH = 100_000  # rows that are handed over at once
_TYPES: dict[str, Any] = {
    MARKET: pa.string(),
    DOMAIN: pa.string(),
    FIRST: pa.int16(),
    LAST: pa.int16(),
}


def screen_duckdb(relation: Any, question: Question) -> Any:
    """Return a DuckDB relation with the columns added, joined with the values that match.

    The column is read here; the other columns, and it once more, when the result is fetched.
    """
    _refuse_unreadable(question, "DuckDB")
    check_names(question, relation.columns, fold_case=True)
    type_ = str(dict(zip(relation.columns, relation.types, strict=True))[question.column])
    if type_ not in ("VARCHAR", "JSON", '"NULL"') and not type_.startswith("ENUM"):
        raise no_text(question, type_)
    text = f"CAST({_quoted(question.column)} AS VARCHAR)"
    # DuckDB finds the table by the name of the variable, unless a table of the user has that name.
    nm_answers_to_values = _answers(relation.project(f"{text} AS value"), question)
    added = ", ".join(f"a.{name}" for name in COLUMNS)
    # Names are quoted; nothing that a user gives is code.
    query = f"""
        SELECT s.*, {added} FROM nm_relation_to_screen s
        LEFT JOIN nm_answers_to_values a ON s.{_quoted(question.column)}::VARCHAR = a.value
    """  # noqa: S608
    joined = relation.query("nm_relation_to_screen", query)
    del nm_answers_to_values  # the relation holds it
    return joined


def _answers(values: Any, question: Question) -> Any:
    """Return the values that match, each once, with their answers, as a PyArrow table."""
    reader = getattr(values, "to_arrow_reader", None) or values.fetch_arrow_reader  # before 2.0
    empty = pl.Series("value", [], dtype=pl.String)
    found = [empty.to_frame().hstack(screen_series(empty, question).get_columns())]
    for batch in reader(_BATCH):
        texts = pl.Series("value", pl.from_arrow(batch.column(0)), dtype=pl.String)
        screened = texts.to_frame().hstack(screen_series(texts, question).get_columns())
        found.append(screened.filter(pl.col(COLUMNS[0]).is_not_null()).unique("value"))
    return pl.concat(found).unique("value").to_arrow()


def screen_spark(frame: Any, question: Question) -> Any:
    """Return a PySpark frame with the columns added by a function of batches of the column.

    The executors need this package, of the same version of Python.
    """
    _refuse_unreadable(question, "PySpark")
    check_names(question, frame.columns, fold_case=True)
    type_ = frame.schema[question.column].dataType.typeName()
    if not type_.startswith(("string", "char", "varchar", "void")):
        raise no_text(question, type_)
    # As everybody calls it; who screens a PySpark frame has PySpark.
    F: Any = import_module("pyspark.sql.functions")  # noqa: N806
    if not hasattr(F, "arrow_udf"):
        raise InvalidArgumentError("to screen its frames, PySpark must be 4.1 or newer")

    def answers(values: Any) -> Any:
        texts = pl.Series("value", pl.from_arrow(values), dtype=pl.String)
        added = screen_series(texts, question).to_arrow()
        arrays = [added[name].cast(type_).combine_chunks() for name, type_ in _TYPES.items()]
        return pa.StructArray.from_arrays(arrays, names=list(_TYPES))

    # PySpark reads the sort of function off its annotations.
    answers.__annotations__ = {"values": pa.Array, "return": pa.Array}
    struct = f"{MARKET} string, {DOMAIN} string, {FIRST} smallint, {LAST} smallint"
    helper = "nm"
    while helper in map(str.lower, frame.columns):
        helper += "_"
    text = F.col(_ticked(question.column)).cast("string")
    screened = frame.select("*", F.arrow_udf(answers, struct)(text).alias(helper))
    kept = [F.col(_ticked(name)) for name in frame.columns]
    return screened.select(*kept, *(F.col(f"{helper}.{name}") for name in COLUMNS))


def _refuse_unreadable(question: Question, engine: str) -> None:
    if question.unreadable:
        raise InvalidArgumentError(f"{UNREADABLE} cannot be added on {engine}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _ticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
