# SPDX-License-Identifier: MIT
"""Screening in Polars: a prefilter over all values, then exact matching of the few that pass.

The prefilter is a regular expression that needs no more of a value than its authority. It lets
through an authority of nothing but lower-case letters, digits, dots, hyphens and underscores if it
ends with a listed domain, and every authority with anything else in it: capitals, a user, a port,
percent signs, tabs, characters outside ASCII. What is let through is matched exactly.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import polars as pl

from notorious_markets.frames.lookup import COLUMNS, UNREADABLE, DomainTable
from notorious_markets.screening.hosts import PLAIN_HOST, PLAIN_URL, host_of, host_of_host
from notorious_markets.screening.screener import Screener

_LEAST_PART = 50_000  # fewer values are not worth being divided
_LONGEST = 150_000  # letters; beyond, the automaton of one expression does not fit its cache
_NO_HTTP = "[^h]|h[^t]|ht[^t]|htt[^p]|http[^s:]|https[^:]|https?:[^/]|https?:/[^/]"
_ODD_AUTHORITY = "/|[a-z0-9._-]*[^a-z0-9._/-]"

_PLAIN = {"url": f"^{PLAIN_URL}", "host": f"^{PLAIN_HOST}$"}
_HOST_OF: dict[str, Callable[[str], str | None]] = {"url": host_of, "host": host_of_host}


def schema(*, unreadable: bool) -> dict[str, Any]:
    """The columns that are added, with their types."""
    types: list[Any] = [pl.String, pl.String, pl.Int16, pl.Int16]
    return dict(zip(COLUMNS, types, strict=True)) | ({UNREADABLE: pl.Boolean} if unreadable else {})


def passes(domains: tuple[str, ...], kind: str) -> pl.Expr:
    """The prefilter, as an expression of a column ``value``."""
    value = pl.col("value")
    if kind == "host":
        listed = value.str.contains_any(list(domains), ascii_case_insensitive=True)
        return listed | value.str.contains(r"[^!-~]|%")
    return pl.any_horizontal(value.str.contains(pattern) for pattern in expressions(domains))


def candidates(values: pl.Series, domains: tuple[str, ...], kind: str) -> pl.DataFrame:
    """The values that pass: their places, and their hosts where those can be read as they are."""
    # Polars works on several frames at once.
    parts = pl.thread_pool_size() if len(values) > _LEAST_PART else 1
    size = -(-len(values) // parts) or 1
    host = pl.col("value").str.extract(_PLAIN[kind]).str.to_lowercase()
    queries = [
        values.slice(start, size)
        .alias("value")
        .to_frame()
        .lazy()
        .with_row_index("place", start)
        .filter(passes(domains, kind))
        .with_columns(host=host)
        .with_columns(pl.when(~pl.col("host").str.contains("xn--", literal=True)).then("host"))
        for start in range(0, max(len(values), 1), size)
    ]
    return pl.concat(pl.collect_all(queries))


@lru_cache(8)
def expressions(domains: tuple[str, ...]) -> tuple[str, ...]:
    """The prefilter of URLs: a value passes if one of the expressions is found in it."""
    return tuple(
        rf"^(?:https?://(?:{_ending_with(part)}{_ODD_AUTHORITY})|{_NO_HTTP})"
        for part in _parts(domains)
    )


def _parts(domains: tuple[str, ...]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    size = 0
    for domain in domains:
        size += len(domain)
        if size > _LONGEST:
            parts.append([])
            size = len(domain)
        parts[-1].append(domain)
    return parts


def _ending_with(domains: list[str]) -> str:
    """The part of the expression for authorities that end with one of the domains."""
    heads: dict[str, list[str]] = {}
    for domain in domains:
        head, _, top = domain.rpartition(".")
        heads.setdefault(top, []).append(re.escape(head))
    listed = "|".join(rf"(?:{'|'.join(found)})\.{top}" for top, found in heads.items())
    return rf"(?:[a-z0-9_.-]*\.)?(?:{listed})\.?(?:/|$)|" if listed else ""


def codes(values: pl.Series, screener: Screener, table: DomainTable, kind: str) -> pl.Series:
    """For each value, the row of the table of domains that it matches, or null."""
    passed = candidates(values, table.domains, kind)
    places, hosts = passed["place"], passed["host"]
    odd = hosts.is_null()
    number = {domain: code for code, domain in enumerate(table.domains)}

    def matched(host: str | None) -> int | None:
        found = screener.match_host(host)
        return number[str(found[0].domain)] if found else None

    unique = hosts.drop_nulls().unique()
    by_host = pl.Series([matched(host) for host in unique], dtype=pl.Int32)
    found = hosts.replace_strict(unique, by_host, default=None, return_dtype=pl.Int32)
    odd_places = odd.arg_true()
    if len(odd_places):
        host_of_value = _HOST_OF[kind]
        exact = [matched(host_of_value(value)) for value in passed["value"].gather(odd_places)]
        found = found.scatter(odd_places, pl.Series(exact, dtype=pl.Int32))
    empty = pl.Series([None], dtype=pl.Int32).new_from_index(0, len(values))
    return empty.scatter(places, found) if len(places) else empty


def screen_series(
    values: pl.Series, screener: Screener, table: DomainTable, kind: str, *, unreadable: bool
) -> pl.DataFrame:
    """The columns that are added for a column of values."""
    rows = codes(values, screener, table, kind)
    columns = zip(
        schema(unreadable=False).items(),
        (table.markets, table.domains, table.first, table.last),
        strict=True,
    )
    added = (
        rows.alias("row")
        .to_frame()
        .select(
            pl.lit(pl.Series(data, dtype=dtype)).gather(pl.col("row")).alias(name)
            for (name, dtype), data in columns
        )
    )
    if unreadable:
        host_of_value = _HOST_OF[kind]
        bad = [value is None or host_of_value(value) is None for value in values]
        added = added.with_columns(pl.Series(UNREADABLE, bad, dtype=pl.Boolean))
    return added


def screen_polars(
    frame: "pl.DataFrame | pl.LazyFrame",
    column: str,
    screener: Screener,
    table: DomainTable,
    kind: str,
    *,
    unreadable: bool,
) -> Any:
    """A frame with the columns added; a lazy frame stays lazy."""
    if isinstance(frame, pl.DataFrame):
        values = frame.get_column(column).cast(pl.String)
        return frame.hstack(
            screen_series(values, screener, table, kind, unreadable=unreadable).get_columns()
        )

    def screened(values: pl.Series) -> pl.Series:
        return screen_series(values, screener, table, kind, unreadable=unreadable).to_struct("nm")

    struct = pl.Struct(schema(unreadable=unreadable))
    added = (
        pl.col(column)
        .cast(pl.String)
        .map_batches(screened, return_dtype=struct, is_elementwise=True)
    )
    return frame.with_columns(added.alias("__nm")).unnest("__nm")
