# SPDX-License-Identifier: MIT
"""Screening a column of a data frame: which engine does what."""

from typing import Any, TypeVar

import narwhals as nw

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames.lookup import (
    COLUMNS,
    UNREADABLE,
    DomainTable,
    default_screener,
    domain_table,
)
from notorious_markets.screening.screener import Screener

_Frame = TypeVar("_Frame")
KINDS = ("url", "host")


def screen(
    frame: _Frame,
    column: str = "url",
    *,
    kind: str = "url",
    screener: Screener | None = None,
    unreadable: bool = False,
) -> _Frame:
    """Add to a frame what the values of a column match.

    Each row gets the answer that `~notorious_markets.Dataset.screen` would give. The columns are
    ``nm_market`` (id), ``nm_domain`` (the listed domain that covers the value),
    ``nm_first_edition`` and ``nm_last_edition`` (years, of the editions that were asked for). They
    are null where nothing matches, for nulls, and for what is no URL. Where several domains or
    markets match, they are those of the first match.

    A lazy frame stays lazy: nothing is collected. DuckDB and PySpark do not keep the order of rows.

    Args:
        frame: A pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark frame.
        column: Name of the column of text.
        kind: ``"url"``, or ``"host"`` for bare host names.
        screener: The compiled form, of `~notorious_markets.Dataset.screener`. By default that of
            the newest release.
        unreadable: Whether to add ``nm_unreadable``, true for nulls and for what has no host; its
            sum counts them. Not on DuckDB and PySpark.

    Returns:
        A frame of the same kind.

    Raises:
        InvalidArgumentError: No such kind of frame, a column that is there already, and on DuckDB
            or PySpark ``unreadable`` or any column that begins with ``nm_``.
        UnknownValueError: There is no such column or kind.
    """
    if kind not in KINDS:
        raise UnknownValueError("kind", kind, KINDS)
    chosen = default_screener() if screener is None else screener
    native: Any = frame
    try:
        wrapped: Any = nw.from_native(native)
    except TypeError:
        raise InvalidArgumentError(
            f"frame must be a pandas, Polars, PyArrow, DuckDB or PySpark frame, not {type(frame)!r}"
        ) from None
    names = wrapped.collect_schema().names()
    if column not in names:
        raise UnknownValueError("column", column, names)
    taken = [name for name in (*COLUMNS, UNREADABLE) if name in names]
    if taken:
        raise InvalidArgumentError(f"the frame has a column {taken[0]!r} already")
    table = domain_table(chosen)
    result: _Frame = _on_engine(frame, wrapped, column, chosen, table, kind, unreadable=unreadable)
    return result


def _on_engine(
    frame: Any,
    wrapped: Any,
    column: str,
    screener: Screener,
    table: DomainTable,
    kind: str,
    *,
    unreadable: bool,
) -> Any:
    engine = wrapped.implementation
    if engine.is_duckdb() or engine.is_pyspark() or engine.is_pyspark_connect():
        if unreadable:
            raise InvalidArgumentError(f"{UNREADABLE} cannot be added on {engine}")
        return _on_sql(frame, wrapped, column, table, kind)

    from notorious_markets.frames import polars_screening

    if engine.is_polars():
        return polars_screening.screen_polars(
            frame, column, screener, table, kind, unreadable=unreadable
        )
    if not _is_eager(wrapped):
        raise InvalidArgumentError(f"lazy frames of {engine} cannot be screened")
    values = wrapped[column].cast(nw.String()).to_polars()
    added = polars_screening.screen_series(values, screener, table, kind, unreadable=unreadable)
    if engine.is_pandas():
        return _to_pandas(frame, added)
    if engine.is_pyarrow():
        for series in added:
            frame = frame.append_column(series.name, series.to_arrow())
        return frame
    columns = (nw.new_series(item.name, item.to_list(), backend=engine) for item in added)
    return nw.to_native(wrapped.with_columns(*columns))


def _is_eager(wrapped: Any) -> bool:
    return isinstance(wrapped, nw.DataFrame)


def _on_sql(frame: Any, wrapped: Any, column: str, table: DomainTable, kind: str) -> Any:
    from notorious_markets.frames import sql_screening

    for name in wrapped.collect_schema().names():
        if name.lower().startswith(sql_screening.RESERVED):  # names have no case there
            raise InvalidArgumentError(
                f"on this engine no column may begin with {sql_screening.RESERVED!r}: {name!r}"
            )
    if wrapped.implementation.is_duckdb():
        return sql_screening.screen_duckdb(frame, column, table, kind)
    return sql_screening.screen_spark(frame, column, table, kind)


def _to_pandas(frame: Any, added: Any) -> Any:
    import pandas as pd

    columns = {}
    for series in added:
        if series.name in COLUMNS[:2]:
            columns[series.name] = pd.array(series.to_arrow(), dtype="string[pyarrow]")
        elif series.name in COLUMNS[2:]:
            mask = series.is_null().to_numpy()
            values = series.fill_null(0).to_numpy().astype("int16")
            columns[series.name] = pd.arrays.IntegerArray(values, mask)
        else:
            columns[series.name] = series.to_numpy()
    return frame.assign(**columns)
