# SPDX-License-Identifier: MIT
# Matplotlib leaves keywords untyped.
# pyright: reportUnknownMemberType=false
"""Markets in rows, editions in columns: presence, and the spells in it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, Unpack

from matplotlib.axes import Axes

from notorious_markets.dataset import Dataset
from notorious_markets.editions.filters import Filters
from notorious_markets.editions.history import History
from notorious_markets.editions.listings import Listings
from notorious_markets.plots import paper
from notorious_markets.plots.paper import Box
from notorious_markets.records.vocabulary import Presence

LOOKS: Mapping[Presence, Mapping[str, Any]] = MappingProxyType(
    {
        Presence.LISTED: {"face": paper.BLUE},
        Presence.NOT_LISTED: {"face": paper.WHITE, "edge": paper.SILVER, "width": 0.8},
        Presence.UNKNOWN: {"face": paper.SILVER, "edge": paper.GREY, "hatch": "/////"},
    }
)
"""How each answer is drawn; hatching keeps the unknown apart in print."""


def heat_map(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    listings: Listings | None = None,
    **filters: Unpack[Filters],
) -> Axes:
    """Draw every chosen market in every edition: listed, not listed, or unknown.

    Markets stand in the order of their first listing. A figure made here grows with them; all
    markets of the list take a poster.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        listings: The listings among which the filters choose markets; all if none are given.
        filters: As in `~notorious_markets.Listings.where`; errors as in
            `~notorious_markets.Dataset.histories`.
    """
    histories = paper.chosen_histories(ds, paper.selected(ds, listings, filters))
    ax = paper.axes_for(ds, ax, 1.4 + paper.PITCH * len(histories))
    handles = [
        paper.boxes(ax, _runs(histories, presence), label=presence.value, **LOOKS[presence])
        for presence in Presence
    ]
    columns, rows = len(ds.editions), len(histories)
    ax.vlines([x - 0.5 for x in range(columns + 1)], -0.5, rows - 0.5, paper.SILVER, lw=0.8)
    ax.hlines([y - 0.5 for y in range(rows + 1)], -0.5, columns - 0.5, paper.SILVER, lw=0.8)
    _market_axis(ax, ds, histories)
    ax.set_xlim(-0.5, columns - 0.5)
    title = paper.heading(ds, "Presence by edition", histories)
    return paper.finish(ax, title, [paper.list_note(ds)], handles)


def _runs(histories: Sequence[History], presence: Presence) -> Iterator[Box]:
    """Yield a box for each run of editions with one answer; one an edition makes files big."""
    for row, history in enumerate(histories):
        for first, last in _stretches(history, presence):
            yield first - 0.5, last + 0.5, row - 0.5, row + 0.5


def _stretches(history: History, wanted: Presence) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of every run of editions with an answer."""
    places = enumerate(history.presences.values())
    for presence, run in groupby(places, key=lambda item: item[1]):
        if presence is wanted:
            numbers = [place for place, _ in run]
            yield numbers[0], numbers[-1]


def _market_axis(ax: Axes, ds: Dataset, histories: Sequence[History]) -> None:
    """Give each market a row, the first on top, over an axis of editions."""
    paper.rows_axis(ax, [ds.markets[history.market].name for history in histories])
    paper.edition_axis(ax, ds, paper.kinds_of(ds, histories))


def spells(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    listings: Listings | None = None,
    **filters: Unpack[Filters],
) -> Axes:
    """Draw the spells of every chosen market as bars, and whether their ends are proved.

    A bar covers the editions of a spell. A proved end is closed by a stroke: the edition next to it
    is proved not to list the market, or the spell begins with the first edition of all. Any other
    end is open, and runs half an edition into what is unknown, or not published yet. Editions for
    which the presence is unknown are dotted; a gap without dots is a proved absence.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        listings: The listings among which the filters choose markets; all if none are given.
        filters: As in `~notorious_markets.Listings.where`; errors as in
            `~notorious_markets.Dataset.histories`.
    """
    histories = paper.chosen_histories(ds, paper.selected(ds, listings, filters))
    ax = paper.axes_for(ds, ax, 1.4 + paper.PITCH * len(histories))
    unknown = ax.hlines(
        *_dotted(histories),
        color=paper.GREY,
        lw=1.2,
        linestyles=(0, (0.8, 2)),
        label="unknown",
        zorder=0.5,
    )
    ends = list(_ends(ds, histories))
    proved = [(x, row) for x, _, row, is_proved in ends if is_proved]
    handles = [
        paper.boxes(ax, _bars(histories), label="listed", face=paper.BLUE),
        ax.vlines(
            [x for x, _ in proved],
            [row - 0.42 for _, row in proved],
            [row + 0.42 for _, row in proved],
            color=paper.BLACK,
            lw=1.8,
            label="proved start or end",
        ),
        paper.boxes(
            ax,
            [
                (min(x, beyond), max(x, beyond), row - _THICK, row + _THICK)
                for x, beyond, row, is_proved in ends
                if not is_proved
            ],
            label="may have begun earlier, or go on",
            face=paper.WHITE,
            edge=paper.BLUE,
            hatch="|||||",
        ),
        unknown,
    ]
    _market_axis(ax, ds, histories)
    ax.set_xlim(-1.0, len(ds.editions))
    ax.hlines(
        [row + 0.5 for row in range(len(histories) - 1)],
        -1.0,
        len(ds.editions),
        color=paper.SILVER,
        lw=0.4,
        zorder=0,
    )
    title = paper.heading(ds, "Spells", histories)
    notes = ["Where there are neither bars nor dots, the market is proved not to be listed."]
    return paper.finish(ax, title, [*notes, paper.list_note(ds)], handles)


_THICK = 0.3  # half a bar
_REACH = 0.46  # how far an open end goes into the next edition


def _bars(histories: Sequence[History]) -> Iterator[Box]:
    """Yield a box for each run of editions that list a market."""
    for row, history in enumerate(histories):
        for first, last in _stretches(history, Presence.LISTED):
            yield first - 0.5, last + 0.5, row - _THICK, row + _THICK


def _ends(ds: Dataset, histories: Sequence[History]) -> Iterator[tuple[float, float, int, bool]]:
    """Yield each end of each spell: where it is, how far it may reach, its row, if it is proved."""
    place = {year: number for number, year in enumerate(ds.editions)}
    for row, history in enumerate(histories):
        for spell in history.spells:
            first, last = place[spell.first] - 0.5, place[spell.last] + 0.5
            yield first, first - _REACH, row, spell.start_proved
            yield last, last + _REACH, row, spell.end_proved


def _dotted(histories: Sequence[History]) -> tuple[list[int], list[float], list[float]]:
    """Return the rows, the starts and the ends of the stretches of unknown presence."""
    found = [
        (row, first - 0.5, last + 0.5)
        for row, history in enumerate(histories)
        for first, last in _stretches(history, Presence.UNKNOWN)
    ]
    return (
        [row for row, _, _ in found],
        [start for _, start, _ in found],
        [end for _, _, end in found],
    )
