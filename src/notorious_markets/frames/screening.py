# SPDX-License-Identifier: MIT
"""Screening a column of a data frame: which engine does what."""

from typing import Any, TypeVar

from narwhals import dependencies

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames import memory_screening, sql_screening
from notorious_markets.frames.lookup import Question, default_screener
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.values import INPUTS

_Frame = TypeVar("_Frame")


def screen(
    frame: _Frame,
    column: Any = "url",
    *,
    kind: str | None = None,
    screener: Screener | None = None,
    unreadable: bool = False,
) -> _Frame:
    """Add to a frame what the values of a column match.

    Each row gets the answer that `~notorious_markets.Dataset.screen` gives. The columns are
    ``nm_market`` (id), ``nm_domain`` (the listed domain that covers the value),
    ``nm_first_edition`` and ``nm_last_edition`` (years, of the editions that were asked for). They
    are null where nothing matches and for nulls; of a match by name, the domain is. Where several
    domains or markets match, they are those of the first match. A domain that belongs to one of
    several markets has the one of `~notorious_markets.Match`; ask for the match to see the others.

    A lazy frame stays lazy: nothing is collected. A DuckDB relation is read once here and once
    when its result is fetched. DuckDB and PySpark do not keep the order of rows.

    Args:
        frame: A pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark frame.
        column: Name of the column of text; in pandas, a label of any sort.
        kind: What the values are: ``"url"``, ``"host"``, ``"email"`` or ``"name"``; guessed for
            each value if it is not given.
        screener: The compiled form, of `~notorious_markets.Dataset.screener`. By default that of
            the newest release.
        unreadable: Whether to add ``nm_unreadable``, true for nulls and for what has nothing to
            look for in it, as a URL without a host; its sum counts them. Not on DuckDB and PySpark.

    Returns:
        A frame of the same kind.

    Raises:
        InvalidArgumentError: No such kind of frame, a column that is not of text or that is there
            twice, a frame that has one of the added columns already, and ``unreadable`` on DuckDB
            or PySpark.
        UnknownValueError: There is no such column or kind.

    >>> import polars as pl
    >>> frame = pl.DataFrame({"url": ["hxxps://vk[.]com/x", "jd.com", None]})
    >>> nm.frames.screen(frame)["nm_market"].to_list()
    ['vk', None, None]
    """
    if kind is not None and kind not in INPUTS:
        raise UnknownValueError("kind", kind, INPUTS)
    question = Question(
        column=column,
        kind=kind,
        screener=default_screener() if screener is None else screener,
        unreadable=unreadable,
    )
    result: _Frame = _on_engine(frame, question)
    return result


def _on_engine(frame: Any, question: Question) -> Any:
    known: Any = dependencies  # the types of PySpark may be missing
    if known.is_polars_dataframe(frame):
        return memory_screening.screen_polars(frame, question)
    if known.is_polars_lazyframe(frame):
        return memory_screening.screen_lazy(frame, question)
    if known.is_pandas_dataframe(frame):
        return memory_screening.screen_pandas(frame, question)
    if known.is_pyarrow_table(frame):
        return memory_screening.screen_arrow(frame, question)
    if known.is_duckdb_relation(frame):
        return sql_screening.screen_duckdb(frame, question)
    if known.is_pyspark_dataframe(frame) or known.is_pyspark_connect_dataframe(frame):
        return sql_screening.screen_spark(frame, question)
    raise InvalidArgumentError(
        f"frame must be a pandas, Polars, PyArrow, DuckDB or PySpark frame, not {type(frame)!r}"
    )
