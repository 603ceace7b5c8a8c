# SPDX-License-Identifier: MIT
# Matplotlib leaves keywords untyped.
# pyright: reportUnknownMemberType=false
"""Numbers of markets and of listings, edition by edition."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Unpack

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from notorious_markets.dataset import Dataset
from notorious_markets.economy import EditionCount
from notorious_markets.editions.filters import Filters
from notorious_markets.editions.listings import Listings
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.plots import paper
from notorious_markets.plots.paper import Box
from notorious_markets.records.vocabulary import Kind, member
from notorious_markets.text.economies import economy_code, economy_name
from notorious_markets.text.values import is_integer, several

LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "continued": {"face": paper.SILVER},
        "added": {"face": paper.BLUE},
        "possibly_added": {"face": paper.WHITE, "edge": paper.BLUE, "hatch": "/////"},
        "removed": {"face": paper.ORANGE},
        "possibly_removed": {"face": paper.WHITE, "edge": paper.ORANGE, "hatch": "\\\\\\\\\\"},
    }
)
"""How each number of a `~notorious_markets.Turnover` is drawn: what is not proved is hatched."""

_UP = ("continued", "added", "possibly_added")
_DOWN = ("removed", "possibly_removed")


def changes(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    listings: Listings | None = None,
    **filters: Unpack[Filters],
) -> Axes:
    """Draw how each edition differs from the one before, in numbers of markets.

    Above the line stand the recorded markets of the edition: those that continue, those that are
    proved to be new, and those that may be. Below stand the markets of the edition before that are
    proved to have left, and those that may have. The numbers are those of
    `~notorious_markets.Dataset.turnover`; the height of a column says how much is recorded, not how
    long the list is.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        listings: The listings among which the filters choose markets; all if none are given.
        filters: As in `~notorious_markets.Listings.where`; errors as in
            `~notorious_markets.Dataset.turnover`.
    """
    chosen = paper.selected(ds, listings, filters)
    histories = paper.chosen_histories(ds, chosen)
    ax = paper.axes_for(ds, ax, 4.6)
    turnover = ds.turnover(**chosen)
    stacks = {
        **_stacked([{name: getattr(item, name) for name in _UP} for item in turnover], 1),
        **_stacked([{name: getattr(item, name) for name in _DOWN} for item in turnover], -1),
    }
    handles = [
        paper.boxes(ax, stacks[name], label=name.replace("_", " "), **LOOKS[name], width=0.5)
        for name in (*_UP, *_DOWN)
    ]
    edges = [edge for shapes in stacks.values() for *_, low, high in shapes for edge in (low, high)]
    top, bottom = max(edges, default=0), min(edges, default=0)
    for name, shapes in stacks.items():
        _number(ax, shapes, LOOKS[name], (top - bottom) / 27)
    ax.axhline(0, color=paper.BLACK, lw=0.8)
    paper.edition_axis(ax, ds, paper.kinds_of(ds, histories))
    ax.set_xlim(0.4, max(len(ds.editions) - 0.4, 1.6))
    ax.set_ylim(bottom * 1.05 - 0.5, top * 1.05 + 0.5)
    ax.set_ylabel("markets (below 0: of the edition before)", fontsize=paper.TICK_SIZE)
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    notes = [
        "“Possibly added”: the edition before is recorded in part; “possibly removed”: this one.",
        "Columns are as high as what is recorded, which may be less than the list.",
        paper.list_note(ds),
    ]
    title = paper.heading(ds, "Changes against the edition before", histories)
    return paper.finish(ax, title, notes, handles)


def _stacked(counts: Sequence[Mapping[str, int]], sign: int) -> dict[str, list[Box]]:
    """Stack a column for each edition but the first, a box for each number, upwards or down."""
    shapes: dict[str, list[Box]] = {name: [] for name in (_UP if sign > 0 else _DOWN)}
    for place, numbers in enumerate(counts, 1):
        height = 0
        for name, number in numbers.items():
            if not number:
                continue
            low, high = sorted((sign * height, sign * (height + number)))
            shapes[name].append((place - 0.38, place + 0.38, low, high))
            height += number
    return shapes


def _number(ax: Axes, shapes: Iterable[Box], look: Mapping[str, Any], least: float) -> None:
    """Write its number into every box that has room for it."""
    colour = paper.WHITE if look["face"] == paper.BLUE else paper.BLACK
    for left, right, bottom, top in shapes:
        if top - bottom >= least:
            ax.text(
                (left + right) / 2,
                (bottom + top) / 2,
                f"{top - bottom:g}",
                ha="center",
                va="center",
                fontsize=paper.NOTE_SIZE,
                color=colour,
                bbox=dict(paper.PATCH) if "hatch" in look else None,
            )


def listings_by_economy(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    economy: str | Iterable[str] | None = None,
    kind: Kind | str | None = None,
    top: int = 8,
) -> Axes:
    """Draw the listings of economies through the editions, as far as they are known.

    A plain bar is the number. A hatched bar under ``≥`` is the least it can be: the section is
    recorded in part, or sources name no economy for some of its listings. A hatched field with
    ``?`` is an edition of which no listing is recorded for the economy, while there may be some; a
    0 is proved. So a lower bar need not be a fall. The numbers are those of
    `~notorious_markets.Dataset.edition_counts`.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        economy: ISO 3166-1 alpha-2 codes, drawn in this order; those with most recorded listings
            if none are given.
        kind: Only listings of this kind.
        top: How many economies, if none are given.
    """
    paper.check_dataset(ds)
    kinds = tuple(Kind) if kind is None else (member(Kind, kind),)
    found = ds.listings.where(kind=kinds)
    codes = _most_listed(found, top) if economy is None else _given(economy)
    if not codes or not ds.editions:
        raise InvalidArgumentError("no economy, or no edition; there is nothing to draw")
    counts = [
        [_together(count, kinds) for count in ds.edition_counts(code).values()] for code in codes
    ]
    ax = paper.axes_for(ds, ax, 1.4 + 0.5 * len(codes))
    handles = _draw_counts(ax, counts)
    paper.rows_axis(ax, [economy_name(code) for code in codes])
    paper.edition_axis(ax, ds, kinds)
    ax.set_xlim(-0.5, len(ds.editions) - 0.5)
    unnamed = sum(listing.economy is None for listing in found)
    notes = [paper.list_note(ds)]
    if unnamed:
        share = f"{unnamed} of the {len(found)} listings"
        notes.insert(0, f"{share} are in no row: their sources name no economy.")
    title = f"{' and '.join(kinds).capitalize()} listings by economy"
    return paper.finish(ax, title, notes, handles)


def _most_listed(listings: Listings, top: int) -> list[str]:
    """Return the economies with most recorded listings; of equal ones the first by its code."""
    if not is_integer(top) or top < 1:
        raise InvalidArgumentError(f"top must be an integer from 1, not {top!r}")
    counts = Counter(item.economy for item in listings if item.economy is not None)
    return sorted(counts, key=lambda code: (-counts[code], code))[:top]


def _given(economy: str | Iterable[str]) -> list[str]:
    """Return one code or several as a list, in the order given, each once."""
    return list(dict.fromkeys(map(economy_code, several(economy))))


def _together(count: EditionCount, kinds: Iterable[Kind]) -> tuple[int | None, bool]:
    """Add up the listings of some kinds, and tell whether there are no others."""
    of_kind = {
        Kind.ONLINE: (count.online, count.online_exact),
        Kind.PHYSICAL: (count.physical, count.physical_exact),
    }
    wanted = [of_kind[kind] for kind in kinds]
    known = [number for number, _ in wanted if number is not None]
    exact = all(exact for _, exact in wanted)
    return (sum(known) if exact or any(known) else None), exact


_BASE = 0.45  # below the middle of a row, where its bars stand
_TALLEST = 0.65


def _draw_counts(
    ax: Axes, counts: Sequence[Sequence[tuple[int | None, bool]]]
) -> list[PolyCollection]:
    """Draw a row of bars for each economy, all to one scale; return a handle for each sort."""
    most = max((number or 0 for row in counts for number, _ in row), default=0) or 1
    shapes: dict[str, list[Box]] = {name: [] for name in COUNT_LOOKS}
    for row, numbers in enumerate(counts):
        base = row + _BASE
        for place, (number, exact) in enumerate(numbers):
            height = _TALLEST if number is None else _TALLEST * number / most
            name = "unknown" if number is None else "exact" if exact else "at least"
            shapes[name].append((place - 0.38, place + 0.38, base, base - height))
            text = "?" if number is None else f"{number}" if exact else f"≥{number}"
            middle = number is None
            ax.text(
                place,
                base - height / 2 if middle else base - height - 0.02,
                text,
                ha="center",
                va="center" if middle else "bottom",
                fontsize=paper.NOTE_SIZE,
                bbox=dict(paper.PATCH) if middle else None,
            )
        ax.axhline(base, color=paper.GREY, lw=0.5)
    return [paper.boxes(ax, shapes[name], **look) for name, look in COUNT_LOOKS.items()]


COUNT_LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "exact": {"label": "exact number", "face": paper.BLUE},
        "at least": {
            "label": "≥ so many, perhaps more",
            "face": paper.WHITE,
            "edge": paper.BLUE,
            "hatch": "/////",
            "width": 0.6,
        },
        "unknown": {
            "label": "? none recorded, perhaps some",
            "face": paper.WHITE,
            "edge": paper.SILVER,
            "hatch": "xxxx",
        },
    }
)
"""How a number of listings is drawn, by how far it is known."""
