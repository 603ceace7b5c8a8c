# SPDX-License-Identifier: MIT
"""A screener as a table of answers, for engines that match columns and not values."""

from collections import Counter
from functools import cache, lru_cache
from typing import Any

import attrs

from notorious_markets.bundled import load
from notorious_markets.screening.matches import Match
from notorious_markets.screening.screener import Screener

MARKET, DOMAIN = "nm_market", "nm_domain"
FIRST, LAST = "nm_first_edition", "nm_last_edition"
COLUMNS = (MARKET, DOMAIN, FIRST, LAST)
"""The columns that screening adds, for the id of the market, the listed domain that covers the
value, and the first and the last edition that lists the market."""

UNREADABLE = "nm_unreadable"
"""The column that is added on request, true where a value is null or has nothing to look for."""


@attrs.frozen
class AnswerTable:
    """The first match of every listed domain, in their order, then of every listed name.

    Attributes:
        domains: The listed domains.
        names: The listed names, in their plain form.
        rows: A row for each answer: market, listed domain, first and last edition.
        number: The number of the row of each market and domain.
        tails: That of each domain of two labels below which no domain is listed.
    """

    domains: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, str | None, int, int], ...]
    number: dict[tuple[str, str | None], int] = attrs.field(eq=False, repr=False)
    tails: dict[str, int] = attrs.field(eq=False, repr=False)

    def row(self, found: tuple[Match, ...]) -> int | None:
        """Return the number of the row of the first match; `None` if there is none."""
        return self.number[found[0].market.id, found[0].domain] if found else None


@lru_cache(8)
def answer_table(screener: Screener) -> AnswerTable:
    """Return the table of a screener, which is immutable, so that it is made once."""
    names = screener.names
    first = [screener.match_host(domain)[0] for domain in screener.domains]
    first += [found[0] for found in names.values()]
    rows = [
        (match.market.id, match.domain, min(match.editions), max(match.editions)) for match in first
    ]
    rows = list(dict.fromkeys(rows))
    number = {(market, domain): place for place, (market, domain, _, _) in enumerate(rows)}
    below = Counter(".".join(domain.split(".")[-2:]) for domain in screener.domains)
    alone = [match for match in first if match.domain and below[match.domain] == 1]
    return AnswerTable(
        domains=screener.domains,
        names=tuple(names),
        rows=tuple(rows),
        number=number,
        tails={str(match.domain): number[match.market.id, match.domain] for match in alone},
    )


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of a frame, on whichever engine.

    Attributes:
        column: The label of the column.
        kind: What its values are; `None` to guess.
        screener: What is screened for.
        unreadable: Whether the column that counts them is added.
    """

    column: Any
    kind: str | None
    screener: Screener
    unreadable: bool

    @property
    def table(self) -> AnswerTable:
        """All answers there may be."""
        return answer_table(self.screener)

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the columns that are added."""
        return (*COLUMNS, UNREADABLE) if self.unreadable else COLUMNS


@cache
def default_screener() -> Screener:
    """Return the screener of the newest release."""
    return load().screener()
