# SPDX-License-Identifier: MIT
"""A company behind a market, or a market of a company, with what connects them."""

from typing import Generic, TypeVar

import attrs

from notorious_markets.companies.relations import Chain
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
