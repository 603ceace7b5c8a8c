# SPDX-License-Identifier: MIT
"""Screening on DuckDB and PySpark: native expressions and a join, no Python for a row.

The expressions read the host as `notorious_markets.screening.hosts.host_of` does. There is one
difference: a subdomain label of a listed domain that IDNA refuses, which makes the whole URL
unreadable there, is not looked into here, and the domain matches.
"""

import sys
import unicodedata
from functools import cache
from importlib import import_module
from typing import Any

from notorious_markets.frames.lookup import COLUMNS, DomainTable
from notorious_markets.screening.hosts import SPACES, host_of

_FORBIDDEN = r"[\x00-\x20#%/:<>?@\[\\\]^|\x7F\x{FFFD}]"
_URL = r"^[\x00-\x20]*(?:[hH][tT][tT][pP][sS]?|[wW][sS][sS]?|[fF][tT][pP]):[/\\]*([^/\\?#]*)"
_BIG_PORT = (
    r":0*(?:[1-9][0-9]{5,}|6553[6-9]|655[4-9][0-9]|65[6-9][0-9]{2}|6[6-9][0-9]{3}|[7-9][0-9]{4})$"
)

_FULL_STOPS = "\u3002\uff61"  # ideographic, which separate labels as well

RESERVED = "nm_"
"""How the names of the plan's own columns begin, and no column of a frame may."""


@cache
def folding(domains: tuple[str, ...]) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """How characters outside ASCII become ASCII in a host, as the parser has it.

    Returns:
        The characters that become one, what they become in the same order (those beyond its end
        vanish), and those that become several, of which a listed domain could be made.
    """
    single: dict[str, str] = {}
    gone: list[str] = []
    several: list[tuple[str, str]] = []
    for character in map(chr, range(0x80, sys.maxunicode + 1)):
        category = unicodedata.category(character)
        if category in ("Cn", "Co", "Cs"):
            continue
        plain = unicodedata.normalize("NFKC", character.casefold()).casefold()
        if not (plain.isascii() or category in ("Cf", "Mn") or character in _FULL_STOPS):
            continue
        host = host_of(f"http://a{character}b.example/")
        if not host or not host.startswith("a") or not host.endswith("b.example"):
            continue
        text = host[1 : -len("b.example")]
        if not text:
            gone.append(character)
        elif len(text) == 1:
            single[character] = text
        elif any(
            text in domain or domain.startswith(text.rpartition(".")[2]) for domain in domains
        ):
            several.append((character, text))
    return "".join([*single, *gone]), "".join(single.values()), tuple(several)


def duckdb_sql(source: str, column: str, table: DomainTable, kind: str) -> str:
    """The query that adds the columns to a DuckDB relation."""
    froms, tos, several = folding(table.domains)
    url = f"CAST({_quoted(column)} AS VARCHAR)"
    if kind == "host":
        bare = f"'http://' || trim({url}, {_literal(SPACES)}) || '/'"
        url = f"CASE WHEN regexp_matches({url}, '[/\\\\?#@]') THEN NULL ELSE {bare} END"
    decoded = "nm_raw"
    for character, text in several:
        decoded = f"replace({decoded}, {_literal(character)}, {_literal(text)})"
    rows = ", ".join(
        f"({_literal(domain)}, {_literal(market)}, {first}::SMALLINT, {last}::SMALLINT)"
        for domain, market, first, last in table.rows
    )
    joins: list[str] = []
    picks: list[str] = []
    for depth in table.depths:
        suffix = f"regexp_extract(nm_host, '(?:[^.]+\\.){{{depth - 1}}}[^.]+$')"
        joins.append(f"LEFT JOIN nm_domains d{depth} ON d{depth}.domain = {suffix}")
        picks.append(f"d{depth}")
    added = ", ".join(
        f"coalesce({', '.join(f'{pick}.{field}' for pick in picks)}) AS {name}"
        for name, field in zip(COLUMNS, ("market", "domain", "first", "last"), strict=True)
    )
    # Every name and value is quoted; nothing that a user gives is code.
    return f"""
        WITH nm_domains(domain, market, first, last) AS (VALUES {rows}),
        nm_one AS (
            SELECT *, regexp_extract(
                regexp_replace(
                    rtrim({url}, {_literal(SPACES)}), '[\\t\\n\\r]', '', 'g'
                ), '{_sql(_URL)}', 1
            ) AS nm_authority FROM {source}
        ),
        nm_two AS (
            SELECT * EXCLUDE (nm_authority), CASE
                WHEN regexp_matches(nm_authority, '{_BIG_PORT}') THEN NULL
                ELSE regexp_replace(
                    regexp_replace(nm_authority, '^.*@', '', 's'), ':[0-9]*$', ''
                )
            END AS nm_raw FROM nm_one
        ),
        nm_three AS (
            SELECT * REPLACE (
                CASE WHEN contains(nm_raw, '%') THEN TRY(url_decode(nm_raw)) ELSE nm_raw END
                AS nm_raw
            ) FROM nm_two
        ),
        nm_four AS (
            SELECT * EXCLUDE (nm_raw), nm_trimmed AS nm_host FROM (
                SELECT *, regexp_replace(CASE
                    WHEN regexp_matches(nm_folded, '{_sql(_FORBIDDEN)}') THEN NULL
                    ELSE nm_folded
                END, '\\.$', '') AS nm_trimmed FROM (
                    SELECT *, lower(CASE
                        WHEN regexp_matches(nm_raw, '[^\\x00-\\x7F]')
                        THEN translate({decoded}, {_literal(froms)}, {_literal(tos)})
                        ELSE nm_raw
                    END) AS nm_folded FROM nm_three
                )
            )
        )
        SELECT nm_four.* EXCLUDE (nm_host, nm_folded, nm_trimmed), {added}
        FROM nm_four {" ".join(joins)}
    """  # noqa: S608


def _sql(expression: str) -> str:
    return expression.replace("'", "''")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def screen_duckdb(frame: Any, column: str, table: DomainTable, kind: str) -> Any:
    """A DuckDB relation with the columns added; nothing is executed."""
    if not table.domains:
        types = ("VARCHAR", "VARCHAR", "SMALLINT", "SMALLINT")
        nulls = (f"NULL::{type_} AS {name}" for name, type_ in zip(COLUMNS, types, strict=True))
        return frame.select(f"*, {', '.join(nulls)}")
    return frame.query("nm_source", duckdb_sql("nm_source", column, table, kind))


def screen_spark(frame: Any, column: str, table: DomainTable, kind: str) -> Any:
    """A PySpark frame with the columns added, as a plan of expressions and broadcast joins."""
    # As everybody calls it; who screens a PySpark frame has PySpark.
    F: Any = import_module("pyspark.sql.functions")  # noqa: N806

    if not table.domains:
        types = ("string", "string", "smallint", "smallint")
        nulls = (F.lit(None).cast(type_).alias(n) for n, type_ in zip(COLUMNS, types, strict=True))
        return frame.select("*", *nulls)
    froms, tos, several = folding(table.domains)
    url = F.col(f"`{column.replace('`', '``')}`").cast("string")
    spaces = r"^[\x01-\x20]+|[\x01-\x20]+$"
    if kind == "host":
        url = F.when(
            ~url.rlike(r"[/\\?#@]"),
            F.concat(F.lit("http://"), F.regexp_replace(url, spaces, ""), F.lit("/")),
        )
    url = F.regexp_replace(F.regexp_replace(url, r"[\x00-\x20]+$", ""), r"[\t\n\r]", "")
    authority = F.regexp_extract(url, f"(?s){_URL}", 1)
    raw = F.when(
        ~authority.rlike(_BIG_PORT),
        F.regexp_replace(
            F.regexp_replace(authority, "(?s)^.*@", ""),
            r":[0-9]*$",
            "",
        ),
    )
    plus_safe = F.replace(raw, F.lit("+"), F.lit("%2B"))
    raw = F.when(raw.contains("%"), F.try_url_decode(plus_safe)).otherwise(raw)
    folded = raw
    for character, text in several:
        folded = F.replace(folded, F.lit(character), F.lit(text))
    folded = F.translate(folded, froms, tos)
    folded = F.lower(F.when(raw.rlike(r"[^\x00-\x7F]"), folded).otherwise(raw))
    host = F.regexp_replace(F.when(~folded.rlike(_FORBIDDEN), folded), r"\.$", "")
    small = F.broadcast(
        frame.sparkSession.createDataFrame(
            table.rows, "domain string, market string, first smallint, last smallint"
        )
    )
    kept = list(frame.columns)
    found = frame.withColumn("nm_host", host)
    fields = dict(zip(COLUMNS, ("market", "domain", "first", "last"), strict=True))
    for depth in table.depths:
        suffix = rf"(?:[^.]+\.){{{depth - 1}}}[^.]+$"
        renamed = small.select(*(F.col(f).alias(f"nm_{depth}_{f}") for f in fields.values()))
        key = F.regexp_extract(F.col("nm_host"), suffix, 0)
        found = found.join(renamed, key == F.col(f"nm_{depth}_domain"), "left")
    added = [
        F.coalesce(*(F.col(f"nm_{depth}_{field}") for depth in table.depths)).alias(name)
        for name, field in fields.items()
    ]
    return found.select(*(F.col(f"`{name.replace('`', '``')}`") for name in kept), *added)
