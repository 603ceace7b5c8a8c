# SPDX-License-Identifier: MIT
"""Two editions against each other: what is proved to have changed, and what may only be a gap."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

import attrs

from notorious_markets.editions.filters import Filters, checked_filters, kinds_of
from notorious_markets.editions.known import Known
from notorious_markets.editions.listings import Listings, markets_of
from notorious_markets.editions.presence import Coverage, PresenceIndex
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records import plain
from notorious_markets.records.citing import sources_of
from notorious_markets.records.editions import Listing
from notorious_markets.records.vocabulary import Kind, Presence
from notorious_markets.text.names import fold
from notorious_markets.text.render import to_html, to_markdown


@attrs.frozen(kw_only=True)
class Change:
    """One market in two editions.

    Attributes:
        market: Id of the market.
        before: The listing that names it in the one edition, or `None`.
        after: The listing that names it in the other edition, or `None`.
    """

    market: str
    before: Listing | None
    after: Listing | None

    to_dict = plain.to_dict

    @property
    def listing(self) -> Listing:
        """The listing of the later side that has one."""
        return self.after or cast("Listing", self.before)  # a change has at least one side

    @property
    def name(self) -> str:
        """The name printed there."""
        return self.listing.name

    @property
    def kind(self) -> Kind:
        """The section it stands in."""
        return self.listing.kind

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of both listings."""
        return sources_of(side for side in (self.before, self.after) if side is not None)

    def mirror(self) -> "Change":
        """Return the same change, seen the other way."""
        return Change(market=self.market, before=self.after, after=self.before)

    def __str__(self) -> str:
        if self.before is not None and self.after is not None and _renamed(self):
            return f"{self.before.name} → {self.after.name}"
        return self.name


Changes = tuple[Change, ...]


@attrs.frozen(kw_only=True, repr=False)
class Comparison:
    """What changed from one edition to another, as far as the data proves it.

    Every market that either edition lists stands in exactly one of `added`, `removed`,
    `continued` and `unaccounted`; the other groups single out some of these. Groups are sorted by
    the printed name.

    Attributes:
        before: Coverage of the one edition.
        after: Coverage of the other edition.
        kinds: The sections that were compared.
        added: In `after`, and proved not to be in `before`.
        removed: In `before`, and proved not to be in `after`.
        continued: In both.
        unaccounted: In one of them, while the data cannot tell whether it is in the other: perhaps
            a change, perhaps only a gap.
        renamed: Those of `continued` whose printed name differs in more than capitals, which
            headings set in capitals do not show.
        relisted: Those of `added` that an edition earlier than `before` lists. Empty unless
            `after` is the later edition.
        first_listed: Those of `added` that are proved to be in no edition up to `before`. Empty
            unless `after` is the later edition.
        uncertain: Ids of markets that a ``company`` filter chose although the ownership may not
            have held when the edition was published.
    """

    before: Coverage
    after: Coverage
    kinds: tuple[Kind, ...]
    added: Changes
    removed: Changes
    continued: Changes
    unaccounted: Changes
    renamed: Changes
    relisted: Changes
    first_listed: Changes
    uncertain: tuple[str, ...] = ()

    @property
    def possibly_added(self) -> Changes:
        """Those of `unaccounted` that are in `after`."""
        return tuple(change for change in self.unaccounted if change.before is None)

    @property
    def possibly_removed(self) -> Changes:
        """Those of `unaccounted` that are in `before`."""
        return tuple(change for change in self.unaccounted if change.after is None)

    def apply(self, listings: Iterable[Listing]) -> Listings:
        """Turn the listings of `before` into those of `after`.

        Raises:
            InvalidArgumentError: They are not the listings that were compared.
        """
        given, compared = set(listings), set(self._side("before"))
        if given != compared:
            raise InvalidArgumentError(
                f"not the listings of {self.before.edition} that were compared: "
                f"{len(compared - given)} missing, {len(given - compared)} foreign"
            )
        return Listings(self._side("after"))

    def summary(self) -> str:
        """Return the comparison in a few lines of plain text."""
        lines = [f"{self.before.edition} → {self.after.edition}"]
        lines += [f"  {title}: {len(group)}" for title, group in self.groups()]
        if self.uncertain:
            lines.append(f"  Of uncertain ownership: {', '.join(self.uncertain)}")
        lines += [f"  {section}" for section in self.sections()]
        return "\n".join(lines)

    def to_markdown(self) -> str:
        """Return the comparison as a Markdown document: every group, its sources, and the gaps."""
        lines = [f"## {self.before.edition} → {self.after.edition}", ""]
        lines += [f"- {section}" for section in self.sections()]
        for title, group in self.groups():
            lines += ["", f"### {title} ({len(group)})", ""]
            rows = [
                (
                    change,
                    change.market,
                    change.kind,
                    change.listing.economy or "",
                    ", ".join(change.sources),
                )
                for change in group
            ]
            lines.append(to_markdown(_COLUMNS, rows) if rows else "none")
        return "\n".join([*lines, ""])

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as a dictionary of plain values, ready for JSON."""
        sections = [side.section(kind) for side in (self.before, self.after) for kind in self.kinds]
        groups = [field.name for field in attrs.fields(Comparison) if field.type is Changes]
        facts: dict[str, Any] = {
            "before": self.before.edition,
            "after": self.after.edition,
            "coverage": sections,
            "uncertain": self.uncertain,
            **{name: getattr(self, name) for name in groups},
        }
        return {name: plain.to_plain(fact) for name, fact in facts.items()}

    def __repr__(self) -> str:
        return f"<Comparison {self.summary()}>"

    def _repr_html_(self) -> str:
        rows = ((title, len(group), ", ".join(map(str, group))) for title, group in self.groups())
        caption = f"{self.before.edition} → {self.after.edition}: {'; '.join(self.sections())}"
        return to_html(caption, rows)

    def _side(self, side: str) -> Iterator[Listing]:
        """Yield the listings of one of the two editions."""
        for group in (self.added, self.removed, self.continued, self.unaccounted):
            for change in group:
                listing = getattr(change, side)
                if listing is not None:
                    yield listing

    def groups(self) -> tuple[tuple[str, Changes], ...]:
        """Return every group with its title, in the order in which they are shown."""
        before, after = self.before.edition, self.after.edition
        return (
            ("First listed", self.first_listed),
            ("Relisted", self.relisted),
            ("Added", self.added),
            ("Removed", self.removed),
            ("Continued", self.continued),
            ("Renamed", self.renamed),
            (f"Unaccounted: in {after}, unknown in {before}", self.possibly_added),
            (f"Unaccounted: in {before}, unknown in {after}", self.possibly_removed),
        )

    def sections(self) -> list[str]:
        """Return the coverage of the sections that were compared, in words."""
        return [
            f"{coverage.edition} {coverage.section(kind)}"
            for coverage in (self.before, self.after)
            for kind in self.kinds
        ]


def compare_listed(
    index: PresenceIndex, before: int, after: int, known: Known, filters: Filters
) -> Comparison:
    """Compare two editions by the markets with a listing in one of them that passes filters.

    Such a market is compared as a whole, so that a filter never makes a change.
    """
    filters = checked_filters(filters)
    found = Listings(index.listings_of((before, after)), known=known).where(**filters)
    return compare_editions(
        index,
        before,
        after,
        markets=markets_of(found),
        kinds=kinds_of(filters),
        uncertain=markets_of(found.uncertain),
    )


def compare_editions(
    index: PresenceIndex,
    before: int,
    after: int,
    *,
    markets: Iterable[str],
    kinds: tuple[Kind, ...] = tuple(Kind),
    uncertain: Iterable[str] = (),
) -> Comparison:
    """Compare two editions, in either order.

    Args:
        index: What is known of every market and edition.
        before: Year of the one edition.
        after: Year of the other.
        markets: Ids of the markets to compare.
        kinds: The sections whose coverage is shown with the result.
        uncertain: Those of the markets that may not belong to the comparison.
    """
    groups: dict[str, list[Change]] = {
        name: [] for name in ("added", "removed", "continued", "unaccounted")
    }
    for market in markets:
        listings = index.listings(market)
        change = Change(market=market, before=listings.get(before), after=listings.get(after))
        if change.before is not None and change.after is not None:
            groups["continued"].append(change)
        elif change.after is not None:
            proved = index.presence(market, before) is Presence.NOT_LISTED
            groups["added" if proved else "unaccounted"].append(change)
        elif change.before is not None:
            proved = index.presence(market, after) is Presence.NOT_LISTED
            groups["removed" if proved else "unaccounted"].append(change)

    added, removed, continued, unaccounted = map(_sorted, groups.values())
    forward = added if before < after else ()
    earlier = [year for year in index.editions if year < before]
    return Comparison(
        before=index.coverage(before),
        after=index.coverage(after),
        kinds=kinds,
        uncertain=tuple(sorted(set(uncertain))),
        added=added,
        removed=removed,
        continued=continued,
        unaccounted=unaccounted,
        renamed=tuple(filter(_renamed, continued)),
        relisted=tuple(
            change for change in forward if index.listings(change.market).keys() & earlier
        ),
        first_listed=tuple(
            change
            for change in forward
            if all(index.presence(change.market, year) is Presence.NOT_LISTED for year in earlier)
        ),
    )


def _sorted(changes: Iterable[Change]) -> Changes:
    return tuple(sorted(changes, key=lambda change: (fold(change.name), change.market)))


def _renamed(change: Change) -> bool:
    """Tell whether a printed name changed in more than capitals, in which some headings are set."""
    return (
        change.before is not None
        and change.after is not None
        and change.before.name.casefold() != change.after.name.casefold()
    )


_COLUMNS = ("printed name", "market", "kind", "economy", "sources")
