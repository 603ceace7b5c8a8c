# SPDX-License-Identifier: MIT
"""One market, or the whole list, through the editions: spells, relistings, turnover."""

from itertools import groupby, pairwise

import attrs

from notorious_markets.editions.comparison import compare_editions
from notorious_markets.editions.filters import Filters, checked_filters, kinds_of
from notorious_markets.editions.listings import Listings, markets_ever
from notorious_markets.editions.presence import PresenceIndex
from notorious_markets.records import plain
from notorious_markets.records.editions import Listing
from notorious_markets.records.vocabulary import Presence
from notorious_markets.text.index import Index
from notorious_markets.text.render import to_html


@attrs.frozen(kw_only=True)
class Spell:
    """An unbroken run of editions in which a market is recorded as listed.

    Attributes:
        first: Year of its first edition.
        last: Year of its last edition.
        start_proved: Whether the market is proved not to be in the edition before, or there is
            none. If not, the spell may have begun earlier.
        end_proved: Whether the market is proved not to be in the edition after. If not, the spell
            may go on: the next edition is recorded in part, or has not been published yet.
    """

    first: int
    last: int
    start_proved: bool
    end_proved: bool

    to_dict = plain.to_dict

    def __str__(self) -> str:
        start = "" if self.start_proved else "≤ "
        end = "" if self.end_proved else " or later"
        years = f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"
        return f"{start}{years}{end}"


@attrs.frozen(kw_only=True, repr=False)
class History:
    """What the editions say of one market.

    Attributes:
        market: Id of the market.
        presences: Whether it is in each edition, by year, oldest first.
        listings: The listings that name it, by edition, oldest first.
    """

    market: str
    presences: Index[int, Presence]
    listings: Index[int, Listing]

    to_dict = plain.to_dict

    @property
    def listed_in(self) -> tuple[int, ...]:
        """Years of the editions that list it."""
        return self._years(Presence.LISTED)

    @property
    def not_listed_in(self) -> tuple[int, ...]:
        """Years of the editions that are proved not to list it."""
        return self._years(Presence.NOT_LISTED)

    @property
    def unknown_in(self) -> tuple[int, ...]:
        """Years of the editions that may list it: the data does not say."""
        return self._years(Presence.UNKNOWN)

    @property
    def first(self) -> int | None:
        """Year of the first edition recorded as listing it, proved to be the first or not."""
        return min(self.listed_in, default=None)

    @property
    def last(self) -> int | None:
        """Year of the last edition recorded as listing it."""
        return max(self.listed_in, default=None)

    @property
    def first_proved(self) -> bool:
        """Whether every edition before `first` is proved not to list it."""
        first = self.first
        return first is not None and not any(
            year < first and presence is Presence.UNKNOWN
            for year, presence in self.presences.items()
        )

    @property
    def names(self) -> Index[int, str]:
        """The name printed in each edition that lists it."""
        return Index("edition", ((year, item.name) for year, item in self.listings.items()))

    @property
    def spells(self) -> tuple[Spell, ...]:
        """Its spells, oldest first. An unknown edition ends a spell, without proving its end."""
        runs = [
            [year for year, _ in run]
            for presence, run in groupby(self.presences.items(), key=lambda item: item[1])
            if presence is Presence.LISTED
        ]
        years = list(self.presences)
        before = dict(zip(years[1:], years, strict=False))
        after = dict(pairwise(years))
        return tuple(
            Spell(
                first=run[0],
                last=run[-1],
                start_proved=run[0] not in before or self._proved_absent(before[run[0]]),
                end_proved=run[-1] in after and self._proved_absent(after[run[-1]]),
            )
            for run in runs
        )

    @property
    def relisted_in(self) -> tuple[int, ...]:
        """Years of the editions that list it again, with a proved absence since it was listed."""
        found: list[int] = []
        listed = absent = False
        for year, presence in self.presences.items():
            if presence is Presence.LISTED:
                if listed and absent:
                    found.append(year)
                listed, absent = True, False
            elif presence is Presence.NOT_LISTED:
                absent = True
        return tuple(found)

    def _years(self, wanted: Presence) -> tuple[int, ...]:
        return tuple(year for year, presence in self.presences.items() if presence is wanted)

    def _proved_absent(self, year: int) -> bool:
        return self.presences[year] is Presence.NOT_LISTED

    def __str__(self) -> str:
        lines = [
            f"{year}  {presence}{f': {self.names[year]}' if year in self.names else ''}"
            for year, presence in self.presences.items()
        ]
        spells = ", ".join(map(str, self.spells)) or "none"
        return "\n".join([self.market, *lines, f"spells: {spells}"])

    def __repr__(self) -> str:
        spells = ", ".join(map(str, self.spells)) or "never listed"
        return f"<History {self.market}: {spells}; unknown in {len(self.unknown_in)} editions>"

    def _repr_html_(self) -> str:
        rows = (
            (year, presence, self.names.get(year, "")) for year, presence in self.presences.items()
        )
        return to_html(self.market, rows)


@attrs.frozen(kw_only=True)
class Turnover:
    """How one edition differs from the one before, in numbers of markets.

    Attributes:
        edition: Year of the edition.
        previous: Year of the edition before.
        added: Markets proved to be new against the previous edition.
        removed: Markets proved to have left.
        continued: Markets in both.
        possibly_added: Markets in this edition that the previous one may list too.
        possibly_removed: Markets in the previous edition that this one may list too.
    """

    edition: int
    previous: int
    added: int
    removed: int
    continued: int
    possibly_added: int
    possibly_removed: int

    to_dict = plain.to_dict

    @property
    def retention_low(self) -> float | None:
        """Least possible share of the previous edition's recorded markets that stay, 0 to 1."""
        return self._share(self.continued)

    @property
    def retention_high(self) -> float | None:
        """Greatest possible share of the previous edition's recorded markets that stay, 0 to 1."""
        return self._share(self.continued + self.possibly_removed)

    @property
    def retention(self) -> float | None:
        """The exact share of the previous edition's recorded markets that stay, 0 to 1.

        `None` while the data leaves it open. Where the previous edition is recorded in part, it is
        the share of that part.
        """
        return None if self.possibly_removed else self._share(self.continued)

    def _share(self, staying: int) -> float | None:
        """Return a number of markets as a share of those that were there before."""
        total = self.continued + self.removed + self.possibly_removed
        return staying / total if total else None


def market_history(index: PresenceIndex, market: str) -> History:
    """Return what the editions say of one market."""
    return History(
        market=market,
        presences=Index(
            "edition", ((year, index.presence(market, year)) for year in index.editions)
        ),
        listings=index.listings(market),
    )


def market_histories(
    index: PresenceIndex, listings: Listings, filters: Filters
) -> Index[str, History]:
    """Return the histories of the markets with a listing in any edition that passes filters."""
    markets = markets_ever(listings, filters)
    return Index("market", ((market, market_history(index, market)) for market in markets))


def list_turnover(
    index: PresenceIndex, listings: Listings, filters: Filters
) -> tuple[Turnover, ...]:
    """Return the turnover of every edition but the first, among the markets of such listings."""
    found: list[Turnover] = []
    filters = checked_filters(filters)
    ids, kinds = markets_ever(listings, filters), kinds_of(filters)
    for previous, edition in pairwise(index.editions):
        comparison = compare_editions(index, previous, edition, markets=ids, kinds=kinds)
        found.append(
            Turnover(
                edition=edition,
                previous=previous,
                added=len(comparison.added),
                removed=len(comparison.removed),
                continued=len(comparison.continued),
                possibly_added=len(comparison.possibly_added),
                possibly_removed=len(comparison.possibly_removed),
            )
        )
    return tuple(found)
