# SPDX-License-Identifier: MIT
"""Which recorded markets a printed name may mean: suggestions, for a person to decide."""

from collections.abc import Iterable, Sequence

import attrs
from rapidfuzz import fuzz, process

from notorious_markets.records.editions import Listing, Market
from notorious_markets.records.vocabulary import Kind
from notorious_markets.text.names import fold, name_key

SIMILAR = 80.0
"""The least similarity, of 100, at which a name is suggested."""


@attrs.frozen(kw_only=True)
class Suggestion:
    """A market that a printed name may mean.

    Attributes:
        market: Its id.
        score: 100 for the same name or domain, less for a similar name (RapidFuzz ``WRatio``).
        why: What the two have in common.
    """

    market: str
    score: float
    why: str

    def __str__(self) -> str:
        return f"{self.market} ({self.score:.0f}: {self.why})"


class Identities:
    """The recorded markets by their names and domains.

    Args:
        markets: The markets.
        listings: Their listings, whose printed domains count too.
    """

    def __init__(self, markets: Iterable[Market], listings: Iterable[Listing]) -> None:
        self._names: dict[Kind, list[tuple[str, str]]] = {kind: [] for kind in Kind}
        self._domains: dict[str, set[str]] = {}
        for market in markets:
            names = (market.id.replace("-", " "), market.name, *market.aliases)
            self._names[market.kind] += [(name, market.id) for name in names]
            for domain in market.domains:
                self._domains.setdefault(domain, set()).add(market.id)
        for listing in listings:
            for domain in listing.domains:
                self._domains.setdefault(domain, set()).update(listing.markets)

    def suggest(
        self, name: str, kind: Kind, domains: Sequence[str] = (), *, most: int = 3
    ) -> tuple[Suggestion, ...]:
        """Return the markets of a kind that a name or its domains may mean, the likeliest first."""
        best: dict[str, Suggestion] = {}
        for item in self._candidates(name, kind, domains):
            if item.market not in best or best[item.market].score < item.score:
                best[item.market] = item
        return tuple(sorted(best.values(), key=lambda item: (-item.score, item.market))[:most])

    def _candidates(self, name: str, kind: Kind, domains: Sequence[str]) -> Iterable[Suggestion]:
        names = self._names[kind]
        key = name_key(name)
        for spelling, market in names:
            if name_key(spelling) == key:
                yield Suggestion(market=market, score=100.0, why="same name")
        for domain in domains:
            for market in self._domains.get(domain, ()):
                yield Suggestion(market=market, score=100.0, why=f"same domain {domain}")
        spellings = [spelling for spelling, _ in names]
        for spelling, score, place in process.extract(
            name, spellings, scorer=fuzz.WRatio, processor=fold, score_cutoff=SIMILAR, limit=10
        ):
            yield Suggestion(market=names[place][1], score=score, why=f"like {spelling}")
