# SPDX-License-Identifier: MIT
"""Which values of a column may match: a prefilter over all of them, in Polars.

What it holds back matches nothing; what it lets through is screened one by one. A URL passes by a
regular expression that needs no more of it than what stands before the path: an authority of
nothing but lower-case letters, digits, dots, hyphens and underscores if it ends with a listed
domain, and every authority with anything else in it (capitals, a user, a port, percent signs, tabs,
characters outside ASCII). Any other value passes if it has a listed domain or the letters of a
listed name in it, or a character that may stand for another.
"""

import re
from functools import lru_cache

import polars as pl

from notorious_markets.frames.lookup import AnswerTable

_LONGEST = 150_000  # letters; beyond, the automaton of one expression does not fit its cache
_NO_HTTP = "[^h]|h[^t]|ht[^t]|htt[^p]|http[^s:]|https[^:]|https?:[^/]|https?:/[^/]"
_ODD_AUTHORITY = "/|[a-z0-9._-]*[^a-z0-9._/-]"

# Characters that a reader removes, decodes or maps, and what stands for a dot where an address is
# written so that nobody opens it.
_ODD = r"(?i)[^\x20-\x7e]|%|[\[({] ?(?:://|:|//|\.|dot|@|at) ?[\])}]"
# A value with a dot inside that has neither white space nor what ends a host looks like a host.
_DOT_INSIDE = "[A-Za-z0-9_][.]+[A-Za-z0-9_]"
_NO_HOST = r"[^ ] +[^ ]|[/\\?#]"
_NO_LETTERS = "[^a-z0-9_]+"
_LEAST_PART = 50_000  # fewer values are not worth being divided


def candidates(values: pl.Series, table: AnswerTable, kind: str | None) -> pl.DataFrame:
    """Return the values that may match, with their places.

    Of HTTP URLs there is also what stands between the second slash and the third, or the end; if it
    is plain, it decides.
    """
    value = pl.col("value")
    web = value.str.starts_with("http://") | value.str.starts_with("https://")
    # Splitting takes a third of the time of a regular expression with a group.
    split = value.str.splitn("/", 4).struct.field("field_2")
    authority = pl.when(web).then(split)
    nothing = pl.lit(None, pl.String)
    if kind == "url":
        return _filtered(values, _any(expressions(table.domains, f"|{_NO_HTTP}")), authority)
    if kind is not None:
        return _filtered(values, may_be_other(value, table, kind), nothing)
    urls = _filtered(values, _any(expressions(table.domains)), authority)
    others = _filtered(values, ~web, nothing)  # which is none of a column of URLs
    return pl.concat([urls, others.filter(may_be_other(value, table, None))])


def _filtered(values: pl.Series, predicate: pl.Expr, authority: pl.Expr) -> pl.DataFrame:
    """Return the values for which something holds; Polars works on several frames at once."""
    parts = pl.thread_pool_size() if len(values) > _LEAST_PART else 1
    size = -(-len(values) // parts) or 1
    queries = [
        values.slice(start, size)
        .alias("value")
        .to_frame()
        .lazy()
        .with_row_index("place", start)
        .filter(predicate)
        .with_columns(authority=authority)
        for start in range(0, max(len(values), 1), size)
    ]
    return pl.concat(pl.collect_all(queries))


def _any(patterns: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(pl.col("value").str.contains(one) for one in patterns)


def may_be_other(value: pl.Expr, table: AnswerTable, kind: str | None) -> pl.Expr:
    """Return the prefilter of all other values: hosts, addresses, names."""
    passes = value.str.contains(_ODD)
    if kind != "name":
        passes |= _contains(value, table.domains)
    if kind in (None, "name"):
        letters = value.str.to_lowercase().str.replace_all(_NO_LETTERS, "")
        named = _contains(letters, _letters(table.names))
        if kind is None:
            named &= value.str.contains(_NO_HOST) | ~value.str.contains(_DOT_INSIDE)
        passes |= named
    return passes


def _contains(text: pl.Expr, parts: tuple[str, ...]) -> pl.Expr:
    if not parts:  # which Polars has no type for
        return pl.lit(value=False)
    return text.str.contains_any(list(parts), ascii_case_insensitive=True)


@lru_cache(8)
def expressions(domains: tuple[str, ...], others: str = "") -> tuple[str, ...]:
    """Return the prefilter of HTTP URLs: one passes if an expression is found in it.

    Args:
        domains: The listed domains.
        others: Alternatives, for values that do not begin as HTTP URLs do.
    """
    return tuple(
        f"^(?:https?://(?:{_ending_with(part)}{_ODD_AUTHORITY}){others})"
        for part in _parts(domains)
    )


@lru_cache(8)
def _letters(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the letters of names of ASCII; a value with any other character passes anyway."""
    return tuple(dict.fromkeys(re.sub(_NO_LETTERS, "", name) for name in names if name.isascii()))


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
    """Return the part of the expression for authorities that end with one of the domains."""
    heads: dict[str, list[str]] = {}
    for domain in domains:
        head, _, top = domain.rpartition(".")
        heads.setdefault(top, []).append(re.escape(head))
    listed = "|".join(rf"(?:{'|'.join(found)})\.{top}" for top, found in heads.items())
    return rf"(?:[a-z0-9_.-]*\.)?(?:{listed})\.?(?:/|$)|" if listed else ""
