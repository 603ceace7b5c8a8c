# SPDX-License-Identifier: MIT
"""Two editions against each other by company or by economy, in numbers of listed markets."""

import html
from collections.abc import Callable
from typing import Any

import attrs

from notorious_markets.comparison import Change, Comparison
from notorious_markets.records import Listing

Keys = Callable[[str, Listing], tuple[tuple[str | None, bool], ...]]
"""The groups of a market with its listing, each with whether it certainly belongs there."""


@attrs.frozen(kw_only=True)
class GroupChange:
    """What changed for one company or economy.

    Attributes:
        key: Id of the company, or code of the economy; `None` where no source says.
        before: Markets that are certainly its own and listed in the one edition.
        after: Markets that are certainly its own and listed in the other.
        added: Those of `after` that are proved to be new against the one edition.
        removed: Those of `before` that are proved to have left.
        unaccounted: Markets in one edition that the other may list too.
        uncertain: Markets in either edition of which it is unknown whether they were its own at
            that edition's publication.
    """

    key: str | None
    before: int
    after: int
    added: int
    removed: int
    unaccounted: int
    uncertain: int

    @property
    def change(self) -> int:
        """How many more markets the other edition is recorded to list."""
        return self.after - self.before


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
        """Each group as a dictionary of plain values, ready for JSON."""
        return [
            {self.by: row.pop("key"), **row, "change": group.change}
            for group, row in ((group, attrs.asdict(group)) for group in self.groups)
        ]

    def to_markdown(self) -> str:
        """The groups as a Markdown table."""
        columns = (self.by, *_COUNTS)
        lines = [columns, ["---"] * len(columns), *self._cells()]
        return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)

    def __repr__(self) -> str:
        before, after = self.comparison.before.edition, self.comparison.after.edition
        rows = (f"  {cells[0]}: {cells[1]} → {cells[2]}" for cells in self._cells())
        return "\n".join([f"<{before} → {after} by {self.by}>", *rows])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{column}</th>" for column in (self.by, *_COUNTS))
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in cells)}</tr>"
            for cells in self._cells()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _cells(self) -> list[tuple[object, ...]]:
        return [
            (group.key or "unknown", *(getattr(group, name) for name in _COUNTS))
            for group in self.groups
        ]


_COUNTS = ("before", "after", "change", "added", "removed", "unaccounted", "uncertain")


def group_comparison(comparison: Comparison, by: str, keys: Keys) -> GroupedComparison:
    """Count the changes of a comparison by the groups of their markets."""
    counts: dict[str | None, dict[str, set[str]]] = {}

    def count(name: str, change: Change, listing: Listing) -> None:
        for key, certain in keys(change.market, listing):
            group = counts.setdefault(key, {field: set() for field in _COUNTED})
            group[name if certain else "uncertain"].add(change.market)

    for name in ("added", "removed", "continued", "unaccounted"):
        for change in getattr(comparison, name):
            for side, listing in (("before", change.before), ("after", change.after)):
                if listing is not None:
                    count(side, change, listing)
                    if name != "continued":
                        count(name, change, listing)
    groups = (
        GroupChange(key=key, **{name: len(found[name]) for name in _COUNTED})
        for key, found in counts.items()
    )
    ranked = sorted(groups, key=lambda group: (-abs(group.change), group.key or "~"))
    return GroupedComparison(comparison=comparison, by=by, groups=tuple(ranked))


_COUNTED = ("before", "after", "added", "removed", "unaccounted", "uncertain")
