# SPDX-License-Identifier: MIT
# Matplotlib leaves keywords untyped.
# pyright: reportUnknownMemberType=false
"""Seizures of U.S. customs: through the fiscal years, and by what was seized and from where."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from notorious_markets.dataset import Dataset
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.plots import paper
from notorious_markets.records.vocabulary import Measure, StatisticStatus, Unit, member
from notorious_markets.text.economies import economy_name
from notorious_markets.trade.dhs_table import UNKNOWN_ORIGIN
from notorious_markets.trade.dhs_totals import Total
from notorious_markets.trade.figures import LINES, PUBLISHED, Figure

_TABLE_MEASURES = (Measure.MSRP, Measure.LINES)

_SPOKEN = MappingProxyType(
    {
        Measure.DOMESTIC_VALUE: "Domestic value of goods seized",
        Measure.LINES: "Seizure lines",
        Measure.MSRP: "Value of goods seized (MSRP)",
        Measure.SEIZURES: "Seizures",
        Measure.SHIPMENTS: "Shipments seized",
        Measure.UNITS: "Single items seized",
    }
)
"""What is measured, in words for a title."""


def seizures_by_year(
    ds: Dataset, ax: Axes | None = None, *, measure: Measure | str = Measure.MSRP
) -> Axes:
    """Draw a total through the U.S. fiscal years: as published, and as the DHS table adds up.

    The two are drawn apart, because they differ. A line joins neighbouring fiscal years only; a
    year without a figure is a gap. An open marker is a figure that is rounded, or preliminary. Of
    several published values the best supported is drawn, and none that is disputed.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        measure: What is measured, of `~notorious_markets.Measure`; USD, or a count.

    Raises:
        UnknownValueError: There is no such measure, no total of it, or the release has no seizures.
    """
    paper.check_dataset(ds)
    measure = member(Measure, measure)
    series = _all_series(ds, measure)
    ax = paper.axes_for(ds, ax, 3.6)
    handles = [_draw_series(ax, figures, source) for source, figures in series.items()]
    values = [figure for figures in series.values() for figure in figures]
    if any(not _firm(figure) for figure in values):
        (firmless,) = ax.plot([], [], "o", mfc="white", mec=paper.BLACK, ls="", label=_ROUNDED)
        handles.append(firmless)
    years = [int(figure.fiscal_year) for figure in values]
    ax.set_xlim(min(years) - 0.6, max(years) + 0.6)
    _value_axis(ax, float(max(values)), measure)
    span = range(min(years), max(years) + 1)
    needed = len(span) * paper.text_width(" 2010 ", paper.TICK_SIZE)
    ax.set_xticks(span[:: math.ceil(needed / paper.room(ax))])
    ax.grid(axis="y", color=paper.SILVER, lw=0.5)
    ax.set_axisbelow(True)
    paper.label_axis(ax, "U.S. fiscal year, to 30 September")
    title = f"{_SPOKEN[measure]} by U.S. fiscal year"
    return paper.finish(ax, title, _notes(ds, tuple(series), measure), handles)


def _value_axis(ax: Axes, greatest: float, measure: Measure) -> None:
    """Begin the axis of values at zero, and say its unit once."""
    size, unit = _unit(greatest, measure)
    ax.set_ylim(0, greatest * 1.12 or 1)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value / size:,g}")
    ax.set_ylabel(unit, fontsize=paper.TICK_SIZE)


_ROUNDED = "open marker: rounded or preliminary"
_LINES_OF: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        PUBLISHED: {
            "color": paper.BLUE,
            "marker": "o",
            "ls": "-",
            "ms": 4.5,
            "zorder": 3,  # the smaller markers on top: in some years the two all but agree
            "label": "published",
        },
        LINES: {
            "color": paper.ORANGE,
            "marker": "s",
            "ls": "--",
            "ms": 7.5,
            "zorder": 2.5,
            "label": "sum of the DHS table",
        },
    }
)


def _all_series(ds: Dataset, measure: Measure) -> dict[str, tuple[Figure, ...]]:
    """Return the series of totals that there are, by where they come from."""
    found: dict[str, tuple[Figure, ...]] = {}
    if ds.seizures.published(measure=measure, unit=measure.unit, breakdown="total"):
        found[PUBLISHED] = ds.seizures.series(measure=measure)
    if ds.seizures.lines and measure in _TABLE_MEASURES:
        found[LINES] = ds.seizures.series(measure=measure, source=LINES)
    if not found:
        totals = ds.seizures.published(breakdown="total")
        there = {figure.measure for figure in totals if figure.unit is not Unit.PERCENT}
        raise UnknownValueError("measure with a total", measure, sorted(there))
    return found


def _draw_series(ax: Axes, figures: Sequence[Figure], source: str) -> Artist:
    """Draw one line, broken where a year is missing; markers of figures not firm stay open."""
    look = _LINES_OF[source]
    runs = groupby(enumerate(figures), key=lambda item: int(item[1].fiscal_year) - item[0])
    for _, run in runs:
        part = [figure for _, figure in run]
        years, values = [int(item.fiscal_year) for item in part], [float(item) for item in part]
        line: dict[str, Any] = {**look, "marker": "", "label": f"_{source}"}
        ax.plot(years, values, **line, lw=1.4)
    for firm in (True, False):
        part = [figure for figure in figures if _firm(figure) is firm]
        markers: dict[str, Any] = {**look, "ls": "", "label": f"_{source} {firm}"}
        ax.plot(
            [int(item.fiscal_year) for item in part],
            [float(item) for item in part],
            **markers,
            mfc=look["color"] if firm else paper.WHITE,
        )
    (handle,) = ax.plot([], [], **look, lw=1.4)
    return handle


def _firm(figure: Figure) -> bool:
    """Tell whether a figure is neither rounded nor preliminary."""
    return figure.status is StatisticStatus.FINAL


def seizures_by_origin(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    measure: Measure | str = Measure.MSRP,
    fiscal_year: int | Iterable[int] | None = None,
    top: int = 10,
) -> Axes:
    """Draw where seized goods came from, by the sums of the DHS table.

    Goods of unknown origin have a hatched bar of their own. The other origins are added up in the
    last bar, so that all bars together are the whole.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        measure: ``"msrp"``, manufacturer's suggested retail prices in USD, or ``"lines"``, a count
            of seizure lines.
        fiscal_year: Only these U.S. fiscal years; all of the table if none is given.
        top: How many origins to draw one by one.

    Raises:
        UnknownValueError: There is no such measure or year, or the release has no seizures.
        InvalidArgumentError: ``top`` is no integer, or negative.
    """
    return _ranking(ds, ax, "origin", _origin, (measure, fiscal_year, top))


def seizures_by_product(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    measure: Measure | str = Measure.MSRP,
    fiscal_year: int | Iterable[int] | None = None,
    top: int = 10,
) -> Axes:
    """Draw what was seized, by the sums of the DHS table and in its words.

    Arguments and errors are those of `seizures_by_origin`. The table has a product "other", which
    is drawn like any; products that are not drawn one by one are added up in the last bar.
    """
    return _ranking(ds, ax, "product", str, (measure, fiscal_year, top))


def _ranking(
    ds: Dataset,
    ax: Axes | None,
    dimension: str,
    name_of: Callable[[str], str],
    asked: tuple[Measure | str, int | Iterable[int] | None, int],
) -> Axes:
    """Draw bars of the greatest sums by a dimension, and one of all others."""
    given, fiscal_year, top = asked
    paper.check_dataset(ds)
    measure = _table_measure(given)
    wanted = {} if fiscal_year is None else {"fiscal_year": fiscal_year}
    years = [int(total.fiscal_year) for total in ds.seizures.by("fiscal_year", **wanted)]
    totals = ds.seizures.by(dimension, fiscal_year=years)
    greatest = totals.top(top, by=measure.value)
    rest = [total for total in totals if total not in set(greatest)]
    whole = sum(_sum(total, measure) for total in totals)
    if not whole:
        raise InvalidArgumentError("the DHS table has nothing of that; there is nothing to draw")
    names = [name_of(getattr(total, dimension)) for total in greatest]
    sums = [_sum(total, measure) for total in greatest]
    if rest:
        names.append(f"{len(rest)} other {dimension}s" if len(rest) > 1 else f"1 other {dimension}")
        sums.append(sum(_sum(total, measure) for total in rest))
    ax = paper.axes_for(ds, ax, 1.2 + 0.24 * len(sums))
    looks = [
        _UNKNOWN if getattr(item, dimension) == UNKNOWN_ORIGIN else _KNOWN for item in greatest
    ]
    _draw_ranking(ax, sums, [*looks, _REST])
    paper.rows_axis(ax, names)
    _label_bars(
        ax, sums, [f" {amount(item, measure)} ({100 * item / whole:.1f}%)" for item in sums]
    )
    title = f"{_SPOKEN[measure]} by {dimension}, {_spoken_years(years)}"
    ax.set_xlabel(f"all together: {amount(whole, measure)}", fontsize=paper.TICK_SIZE, loc="left")
    return paper.finish(ax, title, _notes(ds, (LINES,), measure))


_KNOWN = MappingProxyType({"facecolor": paper.BLUE, "edgecolor": paper.BLUE})
_UNKNOWN = MappingProxyType({"facecolor": paper.WHITE, "edgecolor": paper.BLUE, "hatch": "/////"})
_REST = MappingProxyType({"facecolor": paper.SILVER, "edgecolor": paper.GREY})


def _draw_ranking(ax: Axes, sums: Sequence[int], looks: Iterable[Mapping[str, Any]]) -> None:
    for row, (number, look) in enumerate(zip(sums, looks, strict=False)):
        ax.barh(row, number, height=0.72, linewidth=0.8, **look)


def _label_bars(ax: Axes, sums: Sequence[int], texts: Sequence[str]) -> None:
    """Write a text behind every bar, and leave room for it."""
    for row, (number, text) in enumerate(zip(sums, texts, strict=True)):
        ax.text(number, row, text, va="center", fontsize=paper.TICK_SIZE)
    width = max(paper.text_width(text, paper.TICK_SIZE) for text in texts)
    ax.set_xlim(0, max(sums) / max(1 - width / paper.room(ax), 0.2))
    ax.set_xticks([])


def _table_measure(measure: Measure | str) -> Measure:
    """Return a measure that the DHS table has; other measures are published figures only."""
    found = member(Measure, measure)
    if found not in _TABLE_MEASURES:
        raise UnknownValueError("measure of the DHS table", found.value, _TABLE_MEASURES)
    return found


def _sum(total: Total, measure: Measure) -> int:
    return total.msrp if measure is Measure.MSRP else total.lines


def _origin(code: str) -> str:
    return "origin unknown" if code == UNKNOWN_ORIGIN else economy_name(code)


def amount(value: float, measure: Measure) -> str:
    """Write a number for a reader: USD in billions or millions, counts with separators."""
    size, unit = _unit(value, measure)
    scaled = value / size
    places = 0 if size == 1 else max(0, 3 - len(f"{scaled:.0f}"))
    return f"{scaled:,.{places}f}{f' {unit}' if measure.unit is Unit.USD else ''}"


def _unit(value: float, measure: Measure) -> tuple[float, str]:
    """Return what to divide a value by for a reader, and what it is then counted in."""
    if measure.unit is not Unit.USD:
        return 1, _SPOKEN[measure].lower()
    for size, name in ((1e9, "billion USD"), (1e6, "million USD")):
        if value >= size:
            return size, name
    return 1, "USD"


def _spoken_years(years: Sequence[int]) -> str:
    """Write fiscal years as short as they can be said: FY2019–2021, FY2023."""
    runs = groupby(enumerate(years), key=lambda item: item[1] - item[0])
    spans = [[year for _, year in run] for _, run in runs]
    return ", ".join(
        f"FY{span[0]}" if len(span) == 1 else f"FY{span[0]}–{span[-1]}" for span in spans
    )


def _notes(ds: Dataset, sources: Sequence[str], measure: Measure) -> list[str]:
    """Return the lines below a picture: what is measured, the release, where figures are from."""
    years = sorted({int(line.fiscal_year) for line in ds.seizures.lines})
    said = {
        PUBLISHED: "Published by CBP and USTR, as the sources recorded there quote them.",
        LINES: f"Table of the U.S. Department of Homeland Security (DHS), {_spoken_years(years)}.",
    }
    first, *others = (said[source] for source in sources)
    origin = [f"{paper.release_note(ds)}. {first}", *others]
    return [*filter(None, [_MEANINGS.get(measure)]), *origin]


_MEANINGS = MappingProxyType(
    {
        Measure.MSRP: "MSRP: manufacturer's suggested retail price, had the goods been genuine.",
        Measure.DOMESTIC_VALUE: "Domestic value: cost, duties, freight and profit.",
        Measure.LINES: "A seizure line is one product of one brand in a seizure.",
    }
)
"""What a measure means, where its name does not say so."""
