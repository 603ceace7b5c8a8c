# SPDX-License-Identifier: MIT
"""Screening in Polars: a prefilter over all values, then exact matching of the few that pass.

A host that a browser reads as a listed domain has that domain in its authority as it is written,
unless a letter there is a capital, is percent-encoded or outside ASCII, or a tab or a line break,
which the standard removes, stands between. The prefilter lets through what has either. It may let
through too much, and must not hold back anything that matches.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import polars as pl

from notorious_markets.frames.lookup import COLUMNS, UNREADABLE, DomainTable
from notorious_markets.hosts import host_of, host_of_host
from notorious_markets.screening import Screener

# What precedes the authority, and the authority up to a point: at the next delimiter it ends.
_INTO_AUTHORITY = r"^[^/\\]*[/\\]*[^/\\?#]*?"
_ODD = r"[A-Z%\t\n\r\x{80}-\x{10FFFF}]"
_LEAST_PART = 50_000  # fewer values are not worth a thread
_MOST_ALTERNATIVES = 1_500  # beyond, one regular expression becomes slow, and then too large

_PLAIN_HOST = {
    "url": (
        r"^(?:[hH][tT][tT][pP][sS]?)://((?:[A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*)\.?"
        r"(?::[0-9]{1,4})?(?:[/?#\\]|\z)"
    ),
    "host": r"^((?:[A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*)\.?(?::[0-9]{1,4})?\z",
}


def _host_of_bare(value: str) -> str | None:
    return host_of_host(value.strip())


_HOST_OF: dict[str, Callable[[str], str | None]] = {"url": host_of, "host": _host_of_bare}


def schema(*, unreadable: bool) -> dict[str, Any]:
    """The columns that are added, with their types."""
    types: list[Any] = [pl.String, pl.String, pl.Int16, pl.Int16]
    return dict(zip(COLUMNS, types, strict=True)) | ({UNREADABLE: pl.Boolean} if unreadable else {})


def candidates(values: pl.Series, domains: tuple[str, ...], kind: str) -> pl.Series:
    """Which values the prefilter lets through; null for a null value."""
    if not domains:
        return values.is_null() & values.is_not_null()
    if kind == "host":
        return _contain_any(values, domains)
    screen_part = _by_expression if len(domains) <= _MOST_ALTERNATIVES else _by_authority
    parts = pl.thread_pool_size() if len(values) > _LEAST_PART else 1
    size = -(-len(values) // parts) or 1
    slices = [values.slice(start, size) for start in range(0, len(values), size)] or [values]
    with ThreadPoolExecutor(parts) as pool:
        return pl.concat(pool.map(lambda part: screen_part(part, domains), slices))


def _by_expression(values: pl.Series, domains: tuple[str, ...]) -> pl.Series:
    listed = "|".join(map(re.escape, domains))
    return values.str.contains(f"{_INTO_AUTHORITY}(?:{listed}|{_ODD})")


def _by_authority(values: pl.Series, domains: tuple[str, ...]) -> pl.Series:
    """As `_by_expression`, at a cost that hardly grows with the number of domains."""
    secure, open_ = values.str.starts_with("https://"), values.str.starts_with("http://")
    frame = pl.DataFrame({"value": values, "secure": secure})
    rest = frame.select(pl.col("value").str.slice(pl.when("secure").then(8).otherwise(7)))
    end = pl.col("value").str.find("/", literal=True).fill_null(pl.col("value").str.len_bytes())
    authority = rest.select(pl.col("value").str.slice(0, end)).to_series()
    unique = authority.unique()
    passed = authority.is_in(unique.filter(_contain_any(unique, domains)).implode())
    # What does not begin like that, or with more slashes, is rare, and is looked at as a whole.
    other = (~(secure | open_) | (authority == "")).fill_null(value=False).arg_true()
    if len(other):
        passed = passed.scatter(other, _contain_any(values.gather(other), domains))
    return passed


def _contain_any(values: pl.Series, domains: tuple[str, ...]) -> pl.Series:
    listed = values.str.contains_any(list(domains), ascii_case_insensitive=True)
    return listed | values.str.contains(_ODD.replace("A-Z", ""))


def codes(values: pl.Series, screener: Screener, table: DomainTable, kind: str) -> pl.Series:
    """For each value, the row of the table of domains that it matches, or null."""
    places = candidates(values, table.domains, kind).fill_null(value=False).arg_true()
    passed = values.gather(places)
    hosts = passed.str.extract(_PLAIN_HOST[kind]).str.to_lowercase()
    odd = (hosts.is_null() | hosts.str.contains("xn--", literal=True)).fill_null(value=True)
    hosts = pl.select(pl.when(odd).then(None).otherwise(hosts)).to_series()
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
        exact = [matched(host_of_value(value)) for value in passed.gather(odd_places)]
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
    added = [pl.Series(name, data, dtype=dtype).gather(rows) for (name, dtype), data in columns]
    if unreadable:
        host_of_value = _HOST_OF[kind]
        bad = [value is None or host_of_value(value) is None for value in values]
        added.append(pl.Series(UNREADABLE, bad, dtype=pl.Boolean))
    return pl.DataFrame(added)


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
