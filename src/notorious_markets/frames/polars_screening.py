# SPDX-License-Identifier: MIT
"""Screening in Polars: a prefilter over all values, then exact matching of the few that pass.

The prefilter is an Aho-Corasick automaton over the listed domains. What it lets through is matched
exactly, so it may let through too much, and must not hold back anything that matches. A host that
a browser reads as a listed domain contains that domain as it is written, in some case, unless a
character of the authority is percent-encoded, outside ASCII, or a tab or a line break, which the
standard removes. Values with such a character in their authority pass as well.
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from notorious_markets.frames.lookup import COLUMNS, UNREADABLE, DomainTable
from notorious_markets.hosts import host_of, host_of_host
from notorious_markets.screening import Screener

# The authority: what stands between the slashes after the scheme and the next delimiter.
_ODD_AUTHORITY = r"^[\x00-\x20]*[A-Za-z\t\n\r]+:[/\\\t\n\r]*[^/\\?#]*[%\t\n\r\x{80}-\x{10FFFF}]"
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

CODES = "code"
"""Name of the column of row numbers in the table of domains."""


def schema(*, unreadable: bool) -> dict[str, Any]:
    """The columns that are added, with their types."""
    types: list[Any] = [pl.String, pl.String, pl.Int16, pl.Int16]
    return dict(zip(COLUMNS, types, strict=True)) | ({UNREADABLE: pl.Boolean} if unreadable else {})


def candidates(values: pl.Series, domains: tuple[str, ...], kind: str) -> pl.Series:
    """Which values the prefilter lets through; null for a null value."""
    if not domains:
        return pl.Series(values.name, [False], dtype=pl.Boolean).new_from_index(0, len(values))
    found = values.str.contains_any(list(domains), ascii_case_insensitive=True)
    suspects = (
        values.str.contains_any(["%", "\t", "\n", "\r"])
        | (values.str.len_bytes() != values.str.len_chars())
    ) & ~found
    if kind == "host":
        return found | suspects
    places = suspects.fill_null(value=False).arg_true()
    odd = values.gather(places).str.contains(_ODD_AUTHORITY)
    return found.scatter(places.filter(odd), values=True) if odd.any() else found


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
