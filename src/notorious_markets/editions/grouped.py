# SPDX-License-Identifier: MIT
"""Two editions against each other by company or by economy, in numbers of listed markets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

import attrs

from notorious_markets.companies.chains import ChainIndex
from notorious_markets.editions.comparison import Change, Comparison
from notorious_markets.editions.known import Known
from notorious_markets.errors import UnknownValueError
from notorious_markets.records import plain
from notorious_markets.records.vocabulary import Held
from notorious_markets.text.render import to_html, to_markdown

_Groups = Callable[[Change], Mapping[str | None, tuple[Held, Held]]]
"""The groups of a market, and whether it belonged to each when either edition was published."""


@attrs.frozen(kw_only=True)
class GroupChange:
    """What changed for one company or economy.

    A market is in a group's part of an edition if the edition lists it and it belonged to the group
    when the edition was published; it is not, if either is known not to be so; and otherwise that
    is unknown.

    Attributes:
        key: Id of the company, or code of the economy; `None` where no source says.
        before: Markets in its part of the one edition.
        after: Markets in its part of the other edition.
        added: Those of `after` that were not in its part of the one edition.
        removed: Those of `before` that are not in its part of the other.
        unknown: Markets of which it is unknown for one edition whether they are in its part, while
            they are, or may be, in the other.
    """

    key: str | None
    before: int
    after: int
    added: int
    removed: int
    unknown: int

    to_dict = plain.to_dict

    @property
    def change(self) -> int:
        """How many markets more it certainly has, besides what is unknown."""
        return self.added - self.removed


@attrs.frozen(kw_only=True, repr=False)
class GroupedComparison:
    """Two editions against each other, group by group.

    Attributes:
        comparison: The comparison of the markets.
        by: ``"company"`` or ``"economy"``.
        groups: What changed for each, the greatest changes first, then by key.
    """

    comparison: Comparison
    by: str
    groups: tuple[GroupChange, ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each group as a dictionary of plain values, ready for JSON."""
        return [
            {
                self.by: group.key,
                **{column: getattr(group, column) for column in _COLUMNS},
            }
            for group in self.groups
        ]

    def to_markdown(self) -> str:
        """Return the groups as a Markdown table, with the coverage of both editions."""
        columns = (self.by, *_COLUMNS)
        coverage = "".join(f"- {section}\n" for section in self.comparison.sections())
        return f"{coverage}\n{to_markdown(columns, self._cells())}\n"

    def __repr__(self) -> str:
        before, after = self.comparison.before.edition, self.comparison.after.edition
        rows = [
            f"  {cells[0]}: {cells[1]} → {cells[2]} "
            f"({cells[4]} added, {cells[5]} removed, {cells[6]} unknown)"
            for cells in self._cells()
        ]
        sections = [f"  {section}" for section in self.comparison.sections()]
        return "\n".join([f"<{before} → {after} by {self.by}>", *rows, *sections])

    def _repr_html_(self) -> str:
        return to_html("; ".join(self.comparison.sections()), self._cells(), (self.by, *_COLUMNS))

    def _cells(self) -> list[tuple[object, ...]]:
        return [
            (group.key or "unknown", *(getattr(group, column) for column in _COLUMNS))
            for group in self.groups
        ]


_COLUMNS = ("before", "after", "change", "added", "removed", "unknown")


def group(comparison: Comparison, by: str, known: Known) -> GroupedComparison:
    """Count the changes of a comparison by companies or by economies.

    Raises:
        UnknownValueError: By anything else.
    """
    if not isinstance(by, str) or by not in GROUPS:
        raise UnknownValueError("group", by, GROUPS)
    return _grouped(comparison, by, GROUPS[by](comparison, known))


def _grouped(comparison: Comparison, by: str, groups: _Groups) -> GroupedComparison:
    """Count the changes of a comparison by the groups of their markets.

    A market that belongs to no known group counts in that of `None`.
    """
    found: dict[str | None, list[tuple[Held, Held]]] = {}
    for name in ("added", "removed", "continued", "unaccounted"):
        absent = Held.UNKNOWN if name == "unaccounted" else Held.NO
        for change in getattr(comparison, name):
            before = Held.YES if change.before is not None else absent
            after = Held.YES if change.after is not None else absent
            for key, (belonged_before, belonged_after) in groups(change).items():
                pair = (_both(before, belonged_before), _both(after, belonged_after))
                found.setdefault(key, []).append(pair)
    made = (_count(key, pairs) for key, pairs in found.items())
    ranked = sorted(
        (group for group in made if group.before or group.after or group.unknown),
        key=lambda group: (-abs(group.change), group.key is None, group.key or ""),
    )
    return GroupedComparison(comparison=comparison, by=by, groups=tuple(ranked))


def _by_economy(_: Comparison, __: Known) -> _Groups:
    return _economies


def _economies(change: Change) -> dict[str | None, tuple[Held, Held]]:
    """Return the economies of a market; one that only one edition's sources name is of both."""
    sides = [side.economy if side is not None else None for side in (change.before, change.after)]
    known = [economy for economy in sides if economy is not None]
    if len(set(known)) < len(sides):
        return {(known[0] if known else None): (Held.YES, Held.YES)}
    return {sides[0]: (Held.YES, Held.NO), sides[1]: (Held.NO, Held.YES)}


def _by_company(comparison: Comparison, known: Known) -> _Groups:
    years = (comparison.before.edition, comparison.after.edition)
    return partial(_companies, known.chains, [known.published[year] for year in years])


def _companies(
    chains: ChainIndex, days: Sequence[date], change: Change
) -> dict[str | None, tuple[Held, Held]]:
    """Return the companies that answered for a market on the days the editions were published."""
    held = [
        {
            chain.company: chains.held(chain.company, change.market, day)
            for chain in chains.above(change.market, day, transitive=True)
            if chain.ownership.relation.decides
        }
        for day in days
    ]
    companies = sorted({company for of_day in held for company in of_day})
    if not companies:
        return {None: (Held.YES, Held.YES)}
    return {
        company: (held[0].get(company, Held.NO), held[1].get(company, Held.NO))
        for company in companies
    }


def _both(one: Held, other: Held) -> Held:
    """Tell whether two things held at once: that one did not settles it, doubt is passed on."""
    return next(held for held in (Held.NO, Held.UNKNOWN, Held.YES) if held in (one, other))


def _count(key: str | None, pairs: list[tuple[Held, Held]]) -> GroupChange:
    return GroupChange(
        key=key,
        before=sum(before is Held.YES for before, _ in pairs),
        after=sum(after is Held.YES for _, after in pairs),
        added=pairs.count((Held.NO, Held.YES)),
        removed=pairs.count((Held.YES, Held.NO)),
        unknown=sum(Held.UNKNOWN in pair for pair in pairs),
    )


GROUPS: Mapping[str, Callable[[Comparison, Known], _Groups]] = MappingProxyType(
    {"company": _by_company, "economy": _by_economy}
)
"""What a comparison can be counted by, and what gives the groups of its markets."""
