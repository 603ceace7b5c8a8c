# SPDX-License-Identifier: MIT
# Matplotlib leaves keywords untyped.
# pyright: reportUnknownMemberType=false
"""What all pictures share: where they are drawn, what of, in which colours, and their labels."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from notorious_markets.dataset import Dataset
from notorious_markets.editions.filters import Filters, checked_filters
from notorious_markets.editions.history import History
from notorious_markets.editions.listings import Listings
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.editions import Listing
from notorious_markets.records.vocabulary import Kind

# After Okabe and Ito (2008), for all common forms of colour vision. Of the palette, only colours
# that differ in lightness are used, so that a grey copy keeps them apart: see the tests.
BLACK = "#000000"
BLUE = "#0072B2"
ORANGE = "#E69F00"
SILVER = "#D4D4D4"
WHITE = "#FFFFFF"
GREY = "#595959"  # of lines and small print; dark enough to be read on white

TITLE_SIZE = 9.5
LEGEND_SIZE = 7.5
TICK_SIZE = 7.0
NOTE_SIZE = 6.5
WIDTH = 7.2  # inches of a figure made here: the text of a printed page
PITCH = 0.16  # inches that a row of text takes

PATCH: Mapping[str, Any] = MappingProxyType({"facecolor": WHITE, "edgecolor": "none", "pad": 0.8})
"""What is put under a text on hatching."""

_LEGEND_ROW = 13.0  # points

Box = tuple[float, float, float, float]
"""A rectangle: left, right, bottom, top, in the units of the axes."""


def axes_for(ds: Dataset, ax: Axes | None, height: float) -> Axes:
    """Return the Axes given, or that of a new figure some inches high, unknown to pyplot."""
    check_dataset(ds)
    if ax is None:
        return Figure(figsize=(WIDTH, height), layout="constrained").add_subplot()
    if not isinstance(ax, Axes):
        raise InvalidArgumentError(f"ax must be one Matplotlib Axes, not {ax!r}")
    return ax


def check_dataset(ds: Dataset) -> None:
    """Refuse what is no dataset before anything else is asked of it."""
    if not isinstance(ds, Dataset):
        raise InvalidArgumentError(f"a picture is drawn of a dataset, not of {ds!r}")


def selected(ds: Dataset, listings: Listings | None, filters: Filters) -> Filters:
    """Return filters that choose markets, among the listings of a selection if one is given."""
    check_dataset(ds)
    filters = checked_filters(filters)
    if listings is None:
        return filters
    if not isinstance(listings, Listings):
        raise InvalidArgumentError(f"listings must be Listings, not {listings!r}")
    foreign = len(listings - ds.listings)
    if foreign:
        raise InvalidArgumentError(
            f"{foreign} of the {len(listings)} listings are not in release {ds.release.version}"
        )
    among, given = frozenset(listings), filters.get("predicate")

    def passes(listing: Listing) -> bool:
        return listing in among and (given is None or given(listing))

    return {**filters, "predicate": passes}


def chosen_histories(ds: Dataset, filters: Filters) -> tuple[History, ...]:
    """Return the histories of the markets to draw: first listed first, then by last listing."""
    histories = ds.histories(**filters).values()
    if not histories:
        raise InvalidArgumentError("no market passes the selection; there is nothing to draw")
    return tuple(
        sorted(
            histories,
            key=lambda item: (
                item.listed_in[0],
                item.listed_in[-1],
                ds.markets[item.market].name.casefold(),
            ),
        )
    )


def kinds_of(ds: Dataset, histories: Iterable[History]) -> tuple[Kind, ...]:
    """Return the sections in which markets stand."""
    kinds = {ds.markets[history.market].kind for history in histories}
    return tuple(kind for kind in Kind if kind in kinds)


def heading(ds: Dataset, what: str, histories: Sequence[History]) -> str:
    """Write a title that says how many markets of which kind it is about."""
    kinds = kinds_of(ds, histories)
    kind = f"{kinds[0]} " if len(kinds) == 1 else ""
    one = len(histories) == 1
    return f"{what}, {len(histories)} {kind}{'market' if one else 'markets'}"


def edition_axis(ax: Axes, ds: Dataset, kinds: Iterable[Kind]) -> None:
    """Give each edition a place, and a sign of how much of its sections is recorded."""
    sections = tuple(kinds)
    short = len(ds.editions) * text_width("2010", TICK_SIZE) * _APART > room(ax)
    years = [f"’{year % 100:02}" if short else f"{year}" for year in ds.editions]
    full = [all(edition.complete(kind) for kind in sections) for edition in ds.editions.values()]
    labels = [
        f"{year}\n{_FULL if whole else _PART}" for year, whole in zip(years, full, strict=True)
    ]
    ax.set_xticks(range(len(labels)), labels)
    names = f"{' and '.join(sections)} {'section' if len(sections) == 1 else 'sections'}"
    label_axis(ax, f"edition ({_FULL} {names} recorded in full, {_PART} in part)")


_FULL, _PART = "●", "○"
_APART = 1.4  # so much more room than its width has the label of an edition


def label_axis(ax: Axes, text: str) -> None:
    """Say what the horizontal axis shows."""
    ax.set_xlabel(_wrapped(text, TICK_SIZE, ax), fontsize=TICK_SIZE)


def room(ax: Axes) -> float:
    """Estimate how wide the Axes will be, in points, once the layout has made room for its rows."""
    now = float(ax.bbox.width) * 72 / ax.figure.dpi
    names = [text_width(label.get_text(), TICK_SIZE) for label in ax.get_yticklabels()]
    return min(now, now / _SHARE - max(names, default=0) - 2 * TICK_SIZE)


_SHARE = 0.775  # of the width of a figure, that of its Axes before any layout


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text of some size is, in points; nothing is rendered to find out."""
    return len(text) * size * _LETTER


_LETTER = 0.56  # average width of a letter of DejaVu Sans, of its size


def _wrapped(text: str, size: float, ax: Axes) -> str:
    """Break a text into lines of the width of the Axes: Matplotlib would run over its edge."""
    return textwrap.fill(text, max(20, int(room(ax) / text_width("n", size))))


def rows_axis(ax: Axes, names: Sequence[str]) -> None:
    """Give each name a row, the first on top."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)


def boxes(
    ax: Axes,
    shapes: Iterable[Box],
    *,
    label: str,
    face: str,
    edge: str = BLACK,
    hatch: str | None = None,
    width: float = 0.0,
) -> PolyCollection:
    """Draw the rectangles of one meaning as one artist; hatching has the colour of the edges."""
    made = PolyCollection(
        [
            [(left, bottom), (right, bottom), (right, top), (left, top)]
            for left, right, bottom, top in shapes
        ],
        facecolors=face,
        edgecolors=edge,
        hatch=hatch,
        linewidths=width,
        label=label,
    )
    ax.add_collection(made, autolim=False)
    return made


def finish(ax: Axes, title: str, notes: Iterable[str], handles: Sequence[Artist] = ()) -> Axes:
    """Add the title, the legend and the notes, all outside of the data, and take off the frame."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(labelsize=TICK_SIZE)
    rows = _legend_rows([str(handle.get_label()) for handle in handles], room(ax))
    ax.set_title(
        _wrapped(title, 1.05 * TITLE_SIZE, ax),  # bold letters are wider
        loc="left",
        fontsize=TITLE_SIZE,
        fontweight="bold",
        pad=8 + rows * _LEGEND_ROW,
    )
    if handles:
        ax.legend(
            handles=list(handles),
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=-(-len(handles) // rows),
            fontsize=LEGEND_SIZE,
            frameon=False,
            borderaxespad=0.3,
            borderpad=0,
            handlelength=2,
            handleheight=1,
            columnspacing=1.4,
        )
    # Hung below the label of the axis, whatever the size of the picture and of its labels.
    ax.annotate(
        "\n".join(_wrapped(note, 1.15 * NOTE_SIZE, ax) for note in notes),
        xy=(0, 0),
        xycoords=(ax.transAxes, ax.xaxis.label),
        xytext=(0, -5),
        textcoords="offset points",
        va="top",
        fontsize=NOTE_SIZE,
        color=GREY,
        linespacing=1.35,
        annotation_clip=False,
    )
    return ax


def _legend_rows(labels: Sequence[str], width: float) -> int:
    """Count the rows in which a legend, filled column by column, fits into a width."""
    if not labels:
        return 0
    for rows in range(1, len(labels)):
        columns = [labels[start : start + rows] for start in range(0, len(labels), rows)]
        texts = sum(max(text_width(label, LEGEND_SIZE) for label in column) for column in columns)
        if texts + len(columns) * _SWATCH * LEGEND_SIZE <= width:
            return rows
    return len(labels)


_SWATCH = 4.2  # times the size of the letters: what stands before a text of the legend, and spaces


def list_note(ds: Dataset) -> str:
    """Name the release and the sources of a picture of the editions."""
    first, last = min(ds.editions), max(ds.editions)
    source = f"USTR edition {first}" if first == last else f"USTR editions {first}–{last}"
    return f"{release_note(ds)}. Source: {source}, as recorded."


def release_note(ds: Dataset) -> str:
    """Name the release that a picture is drawn from."""
    return f"Notorious Markets {ds.release.version}"
