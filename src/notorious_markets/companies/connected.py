# SPDX-License-Identifier: MIT
"""A company behind a market, or a market of a company, with what connects them."""

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

import attrs

from notorious_markets.companies.chains import Chain, ChainIndex
from notorious_markets.records import plain
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Market
from notorious_markets.records.vocabulary import Held, Relation

_R = TypeVar("_R", Company, Market)


@attrs.frozen(kw_only=True)
class Connected(Generic[_R]):
    """A company connected with a market, or a market connected with a company.

    Attributes:
        record: The company, or the market.
        chain: What connects it with the other.
    """

    record: _R
    chain: Chain

    to_dict = plain.to_dict

    @property
    def id(self) -> str:
        """Id of the record."""
        return self.record.id

    @property
    def name(self) -> str:
        """Name of the record."""
        return self.record.name

    @property
    def relation(self) -> Relation:
        """The relation with the market, of the last company of the chain."""
        return self.chain.ownership.relation

    @property
    def held(self) -> Held | None:
        """Whether it held on the day asked for; `None` if no day was asked for."""
        return self.chain.held

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that show it."""
        return self.chain.sources

    def __str__(self) -> str:
        owned = self.chain.ownership
        share = "" if owned.share_percent is None else f" {owned.share_percent}%"
        through = "".join(f" through {holding.subsidiary}" for holding in self.chain.holdings)
        doubt = "; unknown on that day" if self.held is Held.UNKNOWN else ""
        years = f"{owned.start or '?'} to {owned.end or '?'}"
        return f"{self.name} ({owned.relation}{share}{through}, {years}{doubt})"


def companies_behind(
    chains: ChainIndex,
    companies: Mapping[str, Company],
    market: str,
    on: date | None,
    *,
    transitive: bool,
) -> tuple[Connected[Company], ...]:
    """Return the companies at the top of the chains that lead down to a market."""
    found = chains.above(market, on, transitive=transitive)
    return tuple(Connected(record=companies[chain.company], chain=chain) for chain in found)


def markets_below(
    chains: ChainIndex,
    markets: Mapping[str, Market],
    company: str,
    on: date | None,
    *,
    transitive: bool,
) -> tuple[Connected[Market], ...]:
    """Return the markets at the bottom of the chains that begin with a company."""
    found = chains.below(company, on, transitive=transitive)
    return tuple(Connected(record=markets[chain.market], chain=chain) for chain in found)
