# SPDX-License-Identifier: MIT
"""Coverage and three-valued presence: what the data says of a market in an edition, and why."""

from collections import Counter
from collections.abc import Container, Iterator
from functools import cached_property

import attrs

from notorious_markets.records import plain
from notorious_markets.records.editions import Absence, Edition, Listing
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Kind, Presence, member
from notorious_markets.text.index import Index


@attrs.frozen(kw_only=True)
class SectionCoverage:
    """How much of one section of an edition is recorded.

    Attributes:
        edition: Year of the edition.
        kind: The section.
        stated: How many markets the report states, or a source counts in it; `None` if unknown.
        recorded: How many of its listings are recorded.
        complete: Whether all of them are.
        basis: Why that is believed.
    """

    edition: int
    kind: Kind
    stated: int | None
    recorded: int
    complete: bool
    basis: str

    to_dict = plain.to_dict

    @property
    def missing(self) -> int | None:
        """How many listings are known to be missing; `None` if that is unknown."""
        if self.complete:
            return 0
        return None if self.stated is None else self.stated - self.recorded

    def __str__(self) -> str:
        of = "number stated unknown" if self.stated is None else f"{self.stated} stated"
        state = "complete" if self.complete else "partial"
        return f"{self.kind}: {self.recorded} recorded, {of} ({state})"


@attrs.frozen(kw_only=True)
class Coverage:
    """How much of an edition is recorded, section by section.

    Attributes:
        edition: Year of the edition.
        online: Coverage of its online markets.
        physical: Coverage of its physical markets.
    """

    edition: int
    online: SectionCoverage
    physical: SectionCoverage

    to_dict = plain.to_dict

    def section(self, kind: Kind | str) -> SectionCoverage:
        """Return the coverage of one section."""
        return self.online if member(Kind, kind) is Kind.ONLINE else self.physical

    def __iter__(self) -> Iterator[SectionCoverage]:
        return iter((self.online, self.physical))

    def __str__(self) -> str:
        return f"{self.edition}: {self.online}; {self.physical}"


@attrs.frozen(kw_only=True)
class Evidence:
    """Why a market is said to be in an edition, not in it, or possibly in it.

    Attributes:
        edition: Year of the edition.
        market: Id of the market.
        presence: The answer.
        reason: What the answer rests on.
        sources: Ids of the sources that show it; none where the answer is unknown.
    """

    edition: int
    market: str
    presence: Presence
    reason: str
    sources: tuple[str, ...] = ()

    to_dict = plain.to_dict

    def __str__(self) -> str:
        return f"{self.market} in {self.edition}: {self.presence} ({self.reason})"


class PresenceIndex:
    """Answers, for every market and edition of a release, whether the one is in the other.

    A market is LISTED where a heading names it. It is NOT_LISTED where the section is recorded in
    full, where the data holds evidence of the absence, or where a later listing is stated to be
    the market's first. Everything else is UNKNOWN.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def _kind(self, market: str) -> Kind:
        """Return the kind of a market: that of its listings, so that no other table is read."""
        listings = self._listings.get(market)
        return next(iter(listings.values())).kind if listings else self._kinds[market]

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {market.id: market.kind for market in self._contents.markets}

    @cached_property
    def _recorded(self) -> Counter[tuple[int, Kind]]:
        return Counter((item.edition, item.kind) for item in self._contents.listings)

    @cached_property
    def editions(self) -> Index[int, Edition]:
        """The editions by year, oldest first."""
        return Index("edition", ((item.year, item) for item in self._contents.editions))

    @cached_property
    def _listings(self) -> dict[str, dict[int, Listing]]:
        found: dict[str, dict[int, Listing]] = {}
        for listing in self._contents.listings:
            for market in listing.markets:
                found.setdefault(market, {})[listing.edition] = listing
        return found

    @cached_property
    def _absences(self) -> dict[tuple[str, int], Absence]:
        return {(item.market, item.edition): item for item in self._contents.absences}

    @cached_property
    def _stated_first(self) -> dict[str, Listing]:
        return {
            market: listing
            for listing in self._contents.listings
            if listing.stated_first
            for market in listing.markets
        }

    def listings_of(self, editions: Container[int]) -> Iterator[Listing]:
        """Yield the listings of some editions: to put all in order takes longer."""
        return (item for item in self._contents.listings if item.edition in editions)

    def listings(self, market: str) -> Index[int, Listing]:
        """Return the listings that name a market, by edition, oldest first."""
        return Index("edition", self._listings.get(market, {}).items())

    def coverage(self, edition: int) -> Coverage:
        """Return how much of an edition is recorded."""
        online, physical = (
            SectionCoverage(
                edition=edition,
                kind=kind,
                stated=self.editions[edition].stated(kind),
                recorded=self._recorded[edition, kind],
                complete=self.editions[edition].complete(kind),
                basis=self.editions[edition].basis(kind),
            )
            for kind in Kind
        )
        return Coverage(edition=edition, online=online, physical=physical)

    def presence(self, market: str, edition: int) -> Presence:
        """Tell whether a market is in an edition."""
        if edition in self._listings.get(market, ()):
            return Presence.LISTED
        first = self._stated_first.get(market)
        if (
            self.editions[edition].complete(self._kind(market))
            or (market, edition) in self._absences
            or (first is not None and edition < first.edition)
        ):
            return Presence.NOT_LISTED
        return Presence.UNKNOWN

    def evidence(self, market: str, edition: int) -> Evidence:
        """Tell whether a market is in an edition, with the reason and its sources."""
        presence = self.presence(market, edition)
        reason, sources = self._reason(market, edition)
        return Evidence(
            edition=edition, market=market, presence=presence, reason=reason, sources=sources
        )

    def _reason(self, market: str, edition: int) -> tuple[str, tuple[str, ...]]:
        """Return what `presence` rests on: the strongest reason, and the sources of it."""
        kind = self._kind(market)
        listing = self._listings.get(market, {}).get(edition)
        if listing is not None:
            return f"printed as {listing.name!r}", listing.sources
        absence = self._absences.get((market, edition))
        if absence is not None:
            return absence.reason, absence.sources
        section = self.coverage(edition).section(kind)
        if section.complete:
            return f"the {kind} section is recorded in full", self.editions[edition].sources
        first = self._stated_first.get(market)
        if first is not None and edition < first.edition:
            return f"{first.edition} is stated to be its first listing", first.sources
        return f"nothing shows that it was absent; {section}", ()
