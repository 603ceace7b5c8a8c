# SPDX-License-Identifier: MIT
"""Who owned, controlled or operated what on a day, through chains of companies."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import attrs

from notorious_markets.records import plain
from notorious_markets.records.citing import sources_of
from notorious_markets.records.companies import Holding, Ownership
from notorious_markets.records.dates import Interval, may_overlap
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Held, Relation


@attrs.frozen(kw_only=True)
class Chain:
    """How a company is connected with a market: by an ownership, perhaps of a subsidiary.

    Attributes:
        company: Id of the company at the top.
        market: Id of the market at the bottom.
        ownership: The relation of the last company with the market.
        holdings: The relations of the companies in between, from the top down.
        held: Whether all of it held on the day asked for; `None` if no day was asked for.
    """

    company: str
    market: str
    ownership: Ownership
    holdings: tuple[Holding, ...]
    held: Held | None

    to_dict = plain.to_dict

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that show it."""
        return sources_of((*self.holdings, self.ownership))


class ChainIndex:
    """The chains between the companies and the markets of a release.

    Args:
        ownership: Relations of companies with markets.
        holdings: Relations of companies with each other; without a cycle.
        days: Gives the day of each source that has one: it shows that what cites it held then.
            It is asked when a question first names a day.
        companies: Ids of all companies, those without a relation included.

    Attributes:
        companies: Those ids.
    """

    def __init__(
        self,
        ownership: Iterable[Ownership] = (),
        holdings: Iterable[Holding] = (),
        days: Callable[[], Mapping[str, date]] = dict,
        companies: Iterable[str] = (),
    ) -> None:
        self.companies = frozenset(companies)
        self._days = days
        self._of_market: dict[str, list[Ownership]] = defaultdict(list)
        self._of_company: dict[str, list[Ownership]] = defaultdict(list)
        self._parents: dict[str, list[Holding]] = defaultdict(list)
        self._children: dict[str, list[Holding]] = defaultdict(list)
        for owned in ownership:
            self._of_market[owned.market].append(owned)
            self._of_company[owned.company].append(owned)
        for holding in holdings:
            self._parents[holding.subsidiary].append(holding)
            self._children[holding.company].append(holding)

    def above(self, market: str, on: date | None = None, *, transitive: bool) -> tuple[Chain, ...]:
        """Return the chains from any company down to a market that may have held on a day."""
        chains = [self._chain((), owned, on) for owned in self._of_market.get(market, ())]
        if transitive:
            chains += [
                self._chain(holdings, owned, on)
                for owned in self._of_market.get(market, ())
                for holdings in self._upward(owned.company)
            ]
        return _possible(chains)

    def below(self, company: str, on: date | None = None, *, transitive: bool) -> tuple[Chain, ...]:
        """Return the chains from a company down to any market that may have held on a day."""
        chains = [self._chain((), owned, on) for owned in self._of_company.get(company, ())]
        if transitive:
            chains += [
                self._chain(holdings, owned, on)
                for holdings in self._downward(company)
                for owned in self._of_company.get(holdings[-1].subsidiary, ())
            ]
        return _possible(chains)

    def held(self, company: str, market: str, on: date | None) -> Held:
        """Tell whether a company, or one it decides over, owned, controlled or operated a market.

        Without a day, tell whether it ever did.
        """
        found = {
            chain.held
            for chain in self.below(company, on, transitive=True)
            if chain.market == market and chain.ownership.relation.decides
        }
        if Held.YES in found or None in found:
            return Held.YES
        return Held.UNKNOWN if found else Held.NO

    def _upward(self, company: str) -> Iterator[tuple[Holding, ...]]:
        """Yield every way up from a company through those that decide, each from the top down."""
        ways: list[tuple[Holding, ...]] = [(way,) for way in self._parents.get(company, ())]
        while ways:
            way = ways.pop()
            if way[0].relation.decides:
                yield way
                ways += [(above, *way) for above in self._parents.get(way[0].company, ())]

    def _downward(self, company: str) -> Iterator[tuple[Holding, ...]]:
        """Yield every way down from a company through those it decides over."""
        ways: list[tuple[Holding, ...]] = [(way,) for way in self._children.get(company, ())]
        while ways:
            way = ways.pop()
            if way[-1].relation.decides:
                yield way
                ways += [(*way, below) for below in self._children.get(way[-1].subsidiary, ())]

    def _chain(self, holdings: tuple[Holding, ...], ownership: Ownership, on: date | None) -> Chain:
        return Chain(
            company=holdings[0].company if holdings else ownership.company,
            market=ownership.market,
            ownership=ownership,
            holdings=holdings,
            held=self._held_together((*holdings, ownership), on),
        )

    def _held_together(
        self, links: tuple[Holding | Ownership, ...], on: date | None
    ) -> Held | None:
        """Tell whether links of a chain held on one day: no day may join what never overlapped."""
        if on is None:
            together = may_overlap(Interval(link.start, link.end) for link in links)
            return None if together else Held.NO
        found = {self._interval(link).held(on) for link in links}
        return next(held for held in (Held.NO, Held.UNKNOWN, Held.YES) if held in found)

    def _interval(self, link: Holding | Ownership) -> Interval:
        """Return when a relation held; a source shows it on the day the source is of."""
        days = self._day_of_source
        shown = tuple(days[source] for source in link.sources if source in days)
        return Interval(link.start, link.end, shown)

    @cached_property
    def _day_of_source(self) -> Mapping[str, date]:
        return self._days()


def index_chains(contents: Contents) -> ChainIndex:
    """Index the relations of a release; a source shows a relation on the day of its date."""

    def days() -> Mapping[str, date]:
        return {
            source.id: date.fromisoformat(source.date)
            for source in contents.sources
            if source.date is not None and len(source.date) == _FULL_DATE  # a month is no day
        }

    companies = (company.id for company in contents.companies)
    return ChainIndex(contents.ownership, contents.holdings, days, companies)


_FULL_DATE = len("2026-11-23")


def _possible(chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """Return the chains that may have held, in their order."""
    kept = (chain for chain in chains if chain.held is not Held.NO)
    return tuple(sorted(kept, key=_order))


def _order(chain: Chain) -> tuple[object, ...]:
    """Rank a chain: by market, the shortest way and the strongest relation first."""
    strength = list(Relation).index(chain.ownership.relation)
    return (
        chain.market,
        len(chain.holdings),
        strength,
        chain.company,
        chain.ownership.start or "",
        chain.ownership.number,
    )
