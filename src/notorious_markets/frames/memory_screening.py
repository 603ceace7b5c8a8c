# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportUnknownVariableType=false
"""Screening frames in memory (Polars, pandas, PyArrow), whose columns Polars screens."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import polars as pl
import pyarrow as pa

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames.lookup import FIRST, LAST, UNREADABLE, Question
from notorious_markets.frames.polars_screening import schema, screen_series

_TEXT: tuple[Any, ...] = (pl.String, pl.Categorical, pl.Enum, pl.Null)


def check_names(question: Question, names: Sequence[Any], *, fold_case: bool = False) -> None:
    """Check that the column is there once, and none that is added.

    Args:
        question: What is asked.
        names: The names of the columns of the frame.
        fold_case: Whether names are the same to the engine if they differ in nothing but case.

    Raises:
        UnknownValueError: There is no such column.
        InvalidArgumentError: It is there twice, or a column that is added is there.
    """
    same = [type(name) is type(question.column) and name == question.column for name in names]
    if not any(same):
        raise UnknownValueError("column", question.column, names)
    if sum(same) > 1:
        raise InvalidArgumentError(f"the frame has several columns {question.column!r}")
    heads: list[Any] = [name[0] if isinstance(name, tuple) and name else name for name in names]
    if fold_case:
        heads = [name.lower() for name in heads]
        if twice := [name for name in heads if heads.count(name) > 1]:
            raise InvalidArgumentError(
                f"the frame has several columns {twice[0]!r}, which differ in nothing but case"
            )
    for name in question.added:
        if name in heads:
            raise InvalidArgumentError(f"the frame has a column {name!r} already")


def no_text(question: Question, what: object) -> InvalidArgumentError:
    """Return the error for a column that holds something else than text."""
    return InvalidArgumentError(f"column {question.column!r} must hold text, not {what}")


def screen_polars(frame: pl.DataFrame, question: Question) -> pl.DataFrame:
    """Return a Polars frame with the columns added."""
    check_names(question, frame.columns)
    values = _text(frame.get_column(question.column), question)
    return frame.hstack(screen_series(values, question).get_columns())


def screen_lazy(frame: pl.LazyFrame, question: Question) -> pl.LazyFrame:
    """Return a lazy frame with the columns added; nothing is collected."""
    types = frame.collect_schema()
    names = types.names()
    check_names(question, names)
    if types[question.column] not in _TEXT:
        raise no_text(question, types[question.column])
    helper = "nm"
    while helper in names:
        helper += "_"

    def screened(values: pl.Series) -> pl.Series:
        return screen_series(values, question).to_struct("nm")

    text = pl.col(question.column).cast(pl.String)
    struct = pl.Struct(schema(question))
    added = text.map_batches(screened, return_dtype=struct, is_elementwise=True)
    return frame.with_columns(added.alias(helper)).unnest(helper)


def screen_arrow(table: pa.Table, question: Question) -> pa.Table:
    """Return a PyArrow table with the columns added."""
    check_names(question, table.column_names)
    column = table.column(table.column_names.index(question.column))
    for series in screen_series(_from_arrow(column, question), question):
        table = table.append_column(series.name, series.to_arrow())
    return table


def screen_pandas(frame: Any, question: Question) -> Any:
    """Return a pandas frame with the columns added; its labels may be of any sort."""
    names = list(frame.columns)
    check_names(question, names)
    place = next(i for i, name in enumerate(names) if name == question.column)
    added = screen_series(_from_pandas(frame.iloc[:, place], question), question)
    below = ("",) * (frame.columns.nlevels - 1)
    result = frame.copy(deep=False)
    for series in added:
        result[(series.name, *below) if below else series.name] = _to_pandas(series)
    return result


def _text(values: pl.Series, question: Question) -> pl.Series:
    """Return a column as text; one of another type may hold nothing but nulls."""
    if values.dtype in _TEXT or values.null_count() == len(values):
        return values.cast(pl.String, strict=False)
    raise no_text(question, values.dtype)


def _from_arrow(column: Any, question: Question) -> pl.Series:
    try:
        return _text(pl.Series(pl.from_arrow(column)), question)
    except (pl.exceptions.PolarsError, pa.ArrowException, ValueError, TypeError):
        raise no_text(question, column.type) from None


def _from_pandas(column: Any, question: Question) -> pl.Series:
    try:
        values = pa.Array.from_pandas(column)
    except UnicodeEncodeError:  # a surrogate is read as what decoders put in its place
        texts = [
            item.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if isinstance(item, str)
            else item
            for item in column
        ]
        return _from_pandas(type(column)(texts, dtype=object), question)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        raise no_text(question, f"a mixture of types ({column.dtype})") from None
    return _from_arrow(values, question)


def _to_pandas(series: pl.Series) -> Any:
    # An optional dependency, which is there if there is a frame of it.
    pd: Any = import_module("pandas")
    if series.name in (FIRST, LAST):
        mask = series.is_null().to_numpy()
        return pd.arrays.IntegerArray(series.fill_null(0).to_numpy().astype("int16"), mask)
    if series.name == UNREADABLE:
        return series.to_numpy()
    return pd.array(series.to_arrow(), dtype="string[pyarrow]")
