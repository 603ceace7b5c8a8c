# SPDX-License-Identifier: MIT
"""Screening in Polars: a prefilter over all values, then exact matching of the few that pass.

Whatever passes is screened as one value is, by the same function. Plain URLs share what stands
before their paths, which is screened once for all of them.
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from notorious_markets.frames.lookup import COLUMNS, UNREADABLE, AnswerTable, Question
from notorious_markets.frames.prefilter import candidates
from notorious_markets.screening.hosts import MAX_HOST
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.values import read_value

_NONE = -1  # the row of what was screened and matches nothing
_PLAIN_AUTHORITY = "^[A-Za-z0-9.:-]+$"

_TYPES: tuple[Any, ...] = (pl.String, pl.String, pl.Int16, pl.Int16)


def schema(question: Question) -> dict[str, Any]:
    """Return the columns that are added, with their types."""
    return dict(zip(question.added, (*_TYPES, pl.Boolean), strict=False))


def answers(values: pl.Series, question: Question) -> pl.Series:
    """Return for each value the row of the table that answers it, or null."""
    screener, table, kind = question.screener, question.table, question.kind
    passed = candidates(values, table, kind)
    authorities = passed["authority"]
    plain = authorities.unique()
    plain = plain.filter(plain.str.contains(_PLAIN_AUTHORITY))
    found = _each_once(authorities, plain, lambda text: _row_of(text, screener, table))
    whole = found.is_null().arg_true()
    if len(whole):
        texts = passed["value"].gather(whole)
        exact = _each_once(
            texts, texts.unique(), lambda value: table.row(screener.screen(value, kind))
        )
        found = found.scatter(whole, exact)
    matched = found != _NONE
    empty = pl.Series([None], dtype=pl.Int32).new_from_index(0, len(values))
    return empty.scatter(passed["place"].filter(matched), found.filter(matched))


def _row_of(authority: str, screener: Screener, table: AnswerTable) -> int | None:
    """Return the row for a plain authority; most have a domain of two labels at their end."""
    if "xn--" not in authority and len(authority) <= MAX_HOST:
        row = table.tails.get(authority[authority.rfind(".", 0, authority.rfind(".")) + 1 :])
        if row is not None:
            return row
    return table.row(screener.screen(f"http://{authority}/", "url"))


def _each_once(
    values: pl.Series, unique: pl.Series, answer: Callable[[str], int | None]
) -> pl.Series:
    """Return the answers to some values, each asked for once; null for all other values."""
    rows = [_NONE if (row := answer(value)) is None else row for value in unique]
    new = pl.Series(rows, dtype=pl.Int32)
    return values.replace_strict(unique, new, default=None, return_dtype=pl.Int32)


def screen_series(values: pl.Series, question: Question) -> pl.DataFrame:
    """Return the columns that are added for a column of text."""
    rows = answers(values, question)
    table = question.table
    columns: list[Any] = list(zip(*table.rows, strict=True)) or [()] * len(COLUMNS)
    data = zip(COLUMNS, _TYPES, columns, strict=True)
    added = (
        rows.alias("row")
        .to_frame()
        .select(
            pl.lit(pl.Series(column, dtype=dtype)).gather(pl.col("row")).alias(name)
            for name, dtype, column in data
        )
    )
    if question.unreadable:
        bad = [value is None or not read_value(value, question.kind).readable for value in values]
        added = added.with_columns(pl.Series(UNREADABLE, bad, dtype=pl.Boolean))
    return added
