# SPDX-License-Identifier: MIT
"""Pictures: what is drawn against what the dataset says, then the pictures themselves.

Run as a script, this module writes the baselines anew. Look at them before you commit them.
"""

import io
import subprocess
import sys
from datetime import date
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.style import context
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text

import notorious_markets as nm
from notorious_markets import plots, strategies
from notorious_markets.errors import InvalidArgumentError, MissingTableError, UnknownValueError
from notorious_markets.plots import counts, paper, presence
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Presence

L, N, U = Presence.LISTED, Presence.NOT_LISTED, Presence.UNKNOWN

EVERY = {
    "heat_map": lambda ds, ax=None: plots.heat_map(ds, ax, market=["taobao", "vk", "rarbg"]),
    "changes": plots.changes,
    "listings_by_economy": plots.listings_by_economy,
    "spells": lambda ds, ax=None: plots.spells(ds, ax, market=["taobao", "vk", "rarbg"]),
    "survival": plots.survival,
    "seizures_by_year": plots.seizures_by_year,
    "seizures_by_origin": plots.seizures_by_origin,
    "seizures_by_product": plots.seizures_by_product,
}
OF_MARKETS = (plots.heat_map, plots.changes, plots.spells, plots.survival)

drawing = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)


# An invented list, whose presences are spelled out: listed, not listed, unknown


def invented(rows, complete=(), economy="CN"):
    """A dataset of online markets with these presences; some sections are said to be complete."""
    source = nm.Source(
        id="made-up", url="https://made-up.example/", title="T", publisher="P", kind="secondary"
    )
    years = range(2010, 2010 + len(next(iter(rows.values()))))
    cells = [(m, year, p) for m, row in rows.items() for year, p in zip(years, row, strict=True)]
    return nm.Dataset(
        nm.Release(version="2026.01", created=date(2026, 1, 1)),
        Contents(
            sources=(source,),
            editions=tuple(
                nm.Edition(
                    year=year,
                    title="T",
                    published=date(year, 12, 31),
                    online_complete=year in complete,
                    online_basis="made up",
                    physical_complete=False,
                    physical_basis="made up",
                    sources=["made-up"],
                )
                for year in years
            ),
            markets=tuple(
                nm.Market(id=m, name=f"Market {m.upper()}", kind="online", sources=["made-up"])
                for m in rows
            ),
            listings=tuple(
                nm.Listing(
                    edition=year,
                    market=m,
                    name=f"Market {m.upper()}",
                    category="forum",
                    economy=economy,
                    sources=["made-up"],
                )
                for m, year, p in cells
                if p == "L"
            ),
            absences=tuple(
                nm.Absence(edition=year, market=m, basis="stated", reason="R", sources=["made-up"])
                for m, year, p in cells
                if p == "N"
            ),
        ),
    )


ROWS = {"a": "LLNNL", "b": "NLLLN", "c": "ULLUL", "d": "NNLLL", "e": "ULNNN"}
SMALL = invented(ROWS, complete=(2012,))


@pytest.fixture(scope="module")
def newest():
    return nm.load("2026.12.1")


def cells_of(ax):
    """What the heat map shows, by row and column, read back from its shapes."""
    found = {}
    for artist in ax.collections:
        if artist.get_label() in set(Presence):
            for path in artist.get_paths():
                box = path.get_extents()
                assert round(box.height, 9) == 1
                for column in range(round(box.x0 + 0.5), round(box.x1 + 0.5)):
                    key = (round(box.y0 + 0.5), column)
                    assert key not in found, "a cell is drawn once"
                    found[key] = Presence(artist.get_label())
    return found


def shapes_of(ax, label):
    (artist,) = (item for item in ax.collections if item.get_label() == label)
    return [path.get_extents() for path in artist.get_paths()]


def rows_of(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def texts_of(ax):
    return [text.get_text() for text in ax.texts]


# Every picture


@pytest.mark.parametrize("name", EVERY)
def test_the_axes_given_is_returned_and_nothing_else_is_touched(name, newest):
    before, settings_before = plt.get_fignums(), dict(matplotlib.rcParams)
    one, other = Figure().subplots(1, 2)
    assert EVERY[name](newest, one) is one
    assert not other.has_data()
    assert not other.texts
    made = EVERY[name](newest)
    assert made.figure is not one.figure
    assert plt.get_fignums() == before
    assert dict(matplotlib.rcParams) == settings_before


@pytest.mark.parametrize("name", EVERY)
def test_every_picture_names_its_release_and_its_source(name, newest):
    *_, footer = texts_of(EVERY[name](newest))
    assert f"Notorious Markets {newest.release.version}. " in footer
    assert "USTR" in footer or "Department of Homeland Security" in footer


SIZES = [None, (4.5, 4), (12, 9)]


def drawn(name, size, ds):
    ax = None if size is None else Figure(figsize=size, layout="constrained").add_subplot()
    ax = EVERY[name](ds, ax)
    ax.figure.draw_without_rendering()
    return ax


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EVERY)
def test_title_legend_data_and_footer_do_not_overlap(name, size, newest):
    ax = drawn(name, size, newest)
    *_, footer = ax.texts
    parts = [ax._left_title, ax, ax.xaxis.label, footer]
    if ax.get_legend():
        parts.insert(1, ax.get_legend())
    boxes = [part.get_window_extent() for part in parts]
    for upper, lower in pairwise(boxes):
        assert lower.y1 <= upper.y0 + 0.5, "from top to bottom, nothing on top of another"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EVERY)
def test_labels_of_an_axis_do_not_overlap(name, size, newest):
    ax = drawn(name, size, newest)
    for labels in (ax.get_xticklabels(), ax.get_yticklabels()):
        boxes = [label.get_window_extent() for label in labels if label.get_text()]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EVERY)
def test_the_figure_holds_all_of_the_picture_and_most_of_it_is_data(name, size, newest):
    ax = drawn(name, size, newest)
    figure = ax.figure
    inside = figure.get_tightbbox().transformed(figure.dpi_scale_trans)
    assert inside.x0 >= 0
    assert inside.y0 >= 0
    assert inside.x1 <= figure.bbox.x1
    assert inside.y1 <= figure.bbox.y1
    assert ax.bbox.width > 0.55 * figure.bbox.width


@pytest.mark.parametrize("name", EVERY)
def test_what_is_no_axes_or_no_dataset_is_refused(name, newest):
    draw = getattr(plots, name)
    with pytest.raises(InvalidArgumentError, match="ax must be one Matplotlib Axes, not array"):
        draw(newest, Figure().subplots(2))
    with pytest.raises(InvalidArgumentError, match=r"drawn of a dataset, not of <.* listings"):
        draw(newest.listings)


def test_drawing_imports_no_pyplot_and_the_package_no_matplotlib():
    code = (
        "import sys, notorious_markets as nm; ds = nm.load()\n"
        "print('matplotlib' in sys.modules)\n"
        "nm.plots.changes(ds); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def test_plots_without_the_extra_say_what_to_install():
    code = (
        "import sys; sys.modules['matplotlib'] = None; import notorious_markets as nm\n"
        "try: nm.plots\n"
        "except nm.MissingDependencyError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == (
        "matplotlib is needed for pictures: pip install 'notorious-markets[plots]'\n"
    )


# What they are drawn of


@pytest.mark.parametrize("draw", OF_MARKETS)
def test_filters_and_a_selection_draw_the_same(draw, newest):
    def drawn(**chosen):
        file = io.BytesIO()
        draw(newest, **chosen).figure.savefig(file, dpi=40)
        return file.getvalue()

    by_filters = drawn(kind="online", economy="CN")
    listings = newest.listings.where(economy="CN")
    assert drawn(listings=listings, kind="online") == by_filters
    assert drawn(listings=listings & newest.listings.where(kind="online")) == by_filters
    assert drawn(kind="online", predicate=lambda item: item.economy == "CN") == by_filters
    assert drawn(kind=iter(["online"]), economy=iter(["CN"])) == by_filters


@pytest.mark.parametrize("draw", OF_MARKETS)
def test_a_predicate_chooses_within_a_selection(draw, newest):
    listings = newest.listings.where(kind="online")
    ax = draw(newest, listings=listings, predicate=lambda item: item.market == "taobao")
    assert ax.get_title(loc="left").endswith(", 1 online market")


@pytest.mark.parametrize("draw", OF_MARKETS)
def test_selections_that_cannot_be_drawn_are_refused(draw, newest):
    with pytest.raises(InvalidArgumentError, match="there is nothing to draw"):
        draw(newest, kind="online", category="physical-market")
    with pytest.raises(UnknownValueError, match="unknown filter 'knd'; did you mean kind"):
        draw(newest, knd="online")
    with pytest.raises(UnknownValueError, match="unknown market 'taobau'; did you mean taobao"):
        draw(newest, market="taobau")
    with pytest.raises(InvalidArgumentError, match="listings must be Listings, not"):
        draw(newest, listings=["taobao"])
    with pytest.raises(InvalidArgumentError, match="use company_ever"):
        draw(newest, company="alibaba-group")
    foreign = SMALL.listings.where(market="a")
    with pytest.raises(InvalidArgumentError, match=r"3 of the 3 listings are not in release 2026"):
        draw(newest, listings=foreign)


# Presence


@drawing
@given(strategies.datasets())
def test_every_cell_of_the_heat_map_is_the_presence_and_the_unknown_are_unknown(ds):
    assume(ds.listings)
    ax = plots.heat_map(ds)
    by_name = {market.name: market.id for market in ds.markets.values()}
    markets = [by_name[name] for name in rows_of(ax)]
    assert sorted(markets) == sorted(ds.histories())
    assert cells_of(ax) == {
        (row, column): ds.presence(market, year)
        for row, market in enumerate(markets)
        for column, year in enumerate(ds.editions)
    }


def test_markets_stand_in_the_order_of_their_first_listing():
    assert rows_of(plots.heat_map(SMALL)) == [f"Market {m}" for m in "AEBCD"]


def test_unknown_is_hatched_and_the_others_are_not():
    assert presence.LOOKS[U].get("hatch")
    assert not presence.LOOKS[L].get("hatch")
    assert not presence.LOOKS[N].get("hatch")
    assert presence.LOOKS[N]["face"] == paper.WHITE


@pytest.mark.parametrize("draw", [plots.heat_map, plots.changes, plots.spells])
def test_the_axis_says_which_editions_are_recorded_in_full(draw, newest):
    ax = draw(newest, kind="online", market="taobao")
    years = dict(label.get_text().split("\n") for label in ax.get_xticklabels())
    assert {int(year) for year, sign in years.items() if sign == "●"} == {
        year for year, edition in newest.editions.items() if edition.complete("online")
    }
    assert ax.get_xlabel() == "edition (● online section recorded in full, ○ in part)"
    both = draw(newest)
    assert both.get_xlabel().startswith("edition (● online and physical sections recorded in full")
    assert "●" not in "".join(label.get_text() for label in both.get_xticklabels())


@drawing
@given(strategies.datasets())
def test_spells_are_drawn_whole_and_their_ends_as_what_they_are(ds):
    assume(ds.listings)
    ax = plots.spells(ds)
    by_name = {market.name: market.id for market in ds.markets.values()}
    place = {year: number for number, year in enumerate(ds.editions)}
    bars, strokes, stubs, dots = set(), set(), set(), set()
    for row, name in enumerate(rows_of(ax)):
        history = ds.history(by_name[name])
        for spell in history.spells:
            start, end = place[spell.first] - 0.5, place[spell.last] + 0.5
            bars.add((row, start, end))
            for at, proved in ((start, spell.start_proved), (end, spell.end_proved)):
                (strokes if proved else stubs).add((row, at))
        dots |= {(row, place[year]) for year in history.unknown_in}

    assert {(round(b.y0 + 0.3), b.x0, b.x1) for b in shapes_of(ax, "listed")} == bars
    drawn = shapes_of(ax, "proved start or end")
    assert {(round((b.y0 + b.y1) / 2), b.x0) for b in drawn} == strokes
    drawn = shapes_of(ax, "may have begun earlier, or go on")
    assert all(
        (round(b.y0 + 0.3), b.x0) in stubs or (round(b.y0 + 0.3), b.x1) in stubs for b in drawn
    )
    assert len(drawn) == len(stubs)
    assert dots == {
        (round(b.y0), column)
        for b in shapes_of(ax, "unknown")
        for column in range(round(b.x0 + 0.5), round(b.x1 + 0.5))
    }


# Numbers


@drawing
@given(strategies.datasets(), st.sampled_from([{}, {"kind": "online"}]))
def test_the_bars_of_changes_are_the_numbers_of_turnover(ds, filters):
    assume(ds.listings.where(**filters))
    ax = plots.changes(ds, **filters)
    for name in ("continued", "added", "possibly_added", "removed", "possibly_removed"):
        heights = {
            round((box.x0 + box.x1) / 2): box.height
            for box in shapes_of(ax, name.replace("_", " "))
        }
        wanted = [getattr(item, name) for item in ds.turnover(**filters)]
        assert [heights.get(place, 0) for place in range(1, len(ds.editions))] == wanted


def test_what_stands_above_is_in_the_edition_and_what_stands_below_was_in_the_one_before(newest):
    ax = plots.changes(newest, kind="online")
    up = [box for n in ("continued", "added", "possibly added") for box in shapes_of(ax, n)]
    down = [box for n in ("removed", "possibly removed") for box in shapes_of(ax, n)]
    for place, (item, year) in enumerate(
        zip(newest.turnover(kind="online"), [*newest.editions][1:], strict=True), 1
    ):
        listed = {m for x in newest.listings.where(edition=year, kind="online") for m in x.markets}
        assert max(box.y1 for box in up if box.x0 < place < box.x1) == len(listed)
        lows = [box.y0 for box in down if box.x0 < place < box.x1]
        assert -min(lows, default=0) == item.removed + item.possibly_removed


def test_numbers_in_the_bars_are_those_of_turnover(newest):
    turnover = newest.turnover(kind="online")
    numbers = [int(text) for text in texts_of(plots.changes(newest, kind="online"))[:-1]]
    wanted = [
        getattr(item, name)
        for name in ("continued", "added", "possibly_added", "removed", "possibly_removed")
        for item in turnover
    ]
    assert numbers == [number for number in wanted if number > 2]


@drawing
@given(strategies.datasets(), st.sampled_from([None, "online", "physical"]))
def test_a_count_is_exact_at_least_or_unknown_as_the_dataset_has_it(ds, kind):
    ax = plots.listings_by_economy(ds, economy=["IN", "CN", "FR"], kind=kind)
    kinds = tuple(nm.Kind) if kind is None else (nm.Kind(kind),)
    wanted = []
    for code in ("IN", "CN", "FR"):
        for count in ds.edition_counts(code).values():
            shown = [count.shown(of_kind) for of_kind in kinds]
            number = sum(int(text.strip("≥ ")) for text in shown if text != "?")
            exact = all(text.isdecimal() for text in shown)
            wanted.append(f"{number}" if exact else f"≥{number}" if number else "?")
    assert texts_of(ax)[:-1] == wanted
    boxes = [shapes_of(ax, look["label"]) for look in counts.COUNT_LOOKS.values()]
    assert list(map(len, boxes)) == [
        sum(text.isdecimal() for text in wanted),
        sum(text.startswith("≥") for text in wanted),
        wanted.count("?"),
    ]
    assert rows_of(ax) == ["India", "China", "France"]


def test_the_economies_are_those_with_most_listings_and_those_without_are_counted(newest):
    ax = plots.listings_by_economy(newest, top=3)
    assert rows_of(ax) == ["China", "India", "Russian Federation"]
    assert texts_of(ax)[-1].startswith("241 of the 635 listings are in no row")
    physical = plots.listings_by_economy(newest, kind="physical", economy="MX")
    assert rows_of(physical) == ["Mexico"]
    assert texts_of(physical)[0] == "1"
    assert "in no row" not in texts_of(physical)[-1]


def test_what_cannot_be_counted_by_economy_is_refused(newest):
    for top in (0, -1, True, "3", None):
        with pytest.raises(InvalidArgumentError, match="top must be an integer from 1, not"):
            plots.listings_by_economy(newest, top=top)
    with pytest.raises(UnknownValueError, match="did you mean MX"):
        plots.listings_by_economy(newest, economy="Mexico")
    with pytest.raises(UnknownValueError, match="alpha-2 code 5"):
        plots.listings_by_economy(newest, economy=5)
    with pytest.raises(UnknownValueError, match="did you mean online"):
        plots.listings_by_economy(newest, kind="onlin")
    for nothing in ({"economy": []}, {"kind": "physical"}):
        with pytest.raises(InvalidArgumentError, match="nothing to draw"):
            plots.listings_by_economy(SMALL, **nothing)
    with pytest.raises(InvalidArgumentError, match="nothing to draw"):
        plots.listings_by_economy(nm.Dataset(SMALL.release, Contents()), economy="CN")


def test_one_edition_is_drawn_alone():
    one = invented({"a": "L", "b": "N", "c": "L"})
    for draw in (*OF_MARKETS, plots.listings_by_economy):
        assert "Source: USTR edition 2010, as recorded." in texts_of(draw(one))[-1]


# Durations


@drawing
@given(strategies.datasets())
def test_the_curve_is_the_estimate_and_the_axis_has_the_spells_at_risk(ds):
    survival = ds.survival()
    assume(survival.spells)
    ax = plots.survival(ds)
    (line,) = ax.lines
    known = [step for step in survival.steps if step.survival is not None]
    assert list(line.get_xdata()) == [0, *(step.editions for step in known)]
    assert list(line.get_ydata()) == [1, *(step.survival for step in known)]
    assert line.get_drawstyle() == "steps-post"
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == ["0", *(f"{step.editions}\n{step.at_risk}" for step in survival.steps)]
    (band,) = ax.collections
    corners = {tuple(corner) for path in band.get_paths() for corner in path.vertices}
    for step in survival.steps[:-1]:
        assert {(step.editions, step.low), (step.editions, step.high)} <= corners


def test_the_label_says_what_is_censored_and_what_is_left_out(newest):
    footer = texts_of(plots.survival(newest, kind="online"))[-1]
    assert "79 spells with a proved start, right-censored if their end is not proved" in footer
    assert "100 spells without a proved start are left out" in footer


def test_spells_without_a_proved_start_have_no_curve():
    with pytest.raises(InvalidArgumentError, match="no spell of the selection has a proved start"):
        plots.survival(invented({"a": "UL"}))


# Trade


def points_of(ax):
    """The markers: year, value, and whether they are filled."""
    return sorted(
        (int(x), y, line.get_markerfacecolor() != paper.WHITE, line.get_marker())
        for line in ax.lines
        if line.get_linestyle() == "None"
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    )


@pytest.mark.parametrize("measure", ["msrp", "domestic-value", "seizures", "lines", "units"])
def test_the_points_are_the_figures_and_those_that_are_not_final_are_open(measure, newest):
    seizures = newest.seizures
    ax = plots.seizures_by_year(newest, measure=measure)
    series = [("o", seizures.series(measure=measure))] if measure != "lines" else []
    if measure in ("msrp", "lines"):
        series.append(("s", seizures.series(measure=measure, source="lines")))
    assert points_of(ax) == sorted(
        (int(figure.fiscal_year), float(figure), figure.status == "final", marker)
        for marker, figures in series
        for figure in figures
    )


def test_no_line_crosses_a_year_without_a_figure(newest):
    for measure in ("msrp", "seizures", "domestic-value"):
        for line in plots.seizures_by_year(newest, measure=measure).lines:
            if line.get_linestyle() != "None":
                years = [int(year) for year in line.get_xdata()]
                assert all(year + 1 == following for year, following in pairwise(years))


@pytest.mark.parametrize("measure", ["msrp", "lines"])
@pytest.mark.parametrize("draw", [plots.seizures_by_origin, plots.seizures_by_product])
@pytest.mark.parametrize(("years", "top"), [(None, 10), (2020, 3), ([2019, 2021], 200), (2023, 0)])
def test_the_bars_are_the_sums_and_together_the_whole(draw, measure, years, top, newest):
    dimension = draw.__name__.rpartition("_")[2]
    wanted = {} if years is None else {"fiscal_year": years}
    totals = newest.seizures.by(dimension, **wanted)
    ax = draw(newest, measure=measure, fiscal_year=years, top=top)
    widths = [patch.get_width() for patch in ax.patches]
    greatest = [getattr(total, measure) for total in totals.top(top, by=measure)]
    assert widths[: len(greatest)] == greatest
    assert sum(widths) == getattr(newest.seizures.total(**wanted), measure)
    assert len(widths) == min(top + 1, len(totals))
    rest = len(totals) - len(greatest)
    assert not rest or rows_of(ax)[-1].startswith(f"{rest} other ")


def test_an_iterator_of_years_is_read_once(newest):
    ax = plots.seizures_by_origin(newest, fiscal_year=iter([2019, 2020, 2022]))
    assert ax.get_title(loc="left").endswith("by origin, FY2019–2020, FY2022")


def test_an_unknown_origin_is_hatched_and_has_a_bar_of_its_own(newest):
    ax = plots.seizures_by_origin(newest)
    hatched = [
        name for name, patch in zip(rows_of(ax), ax.patches, strict=True) if patch.get_hatch()
    ]
    assert hatched == ["origin unknown"]


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        (6_883_077_495, "msrp", "6.88 billion USD"),
        (11_601_000_000, "msrp", "11.6 billion USD"),
        (1_000_000_000, "msrp", "1.00 billion USD"),
        (999_600_000, "msrp", "1,000 million USD"),
        (69_166_990, "msrp", "69.2 million USD"),
        (788_613, "msrp", "788,613 USD"),
        (17_633, "lines", "17,633"),
        (2, "lines", "2"),
    ],
)
def test_amounts_are_written_for_a_reader(value, measure, text):
    assert plots.trade.amount(value, nm.Measure(measure)) == text


def test_what_the_tables_do_not_have_is_refused(newest):
    with pytest.raises(UnknownValueError, match="did you mean msrp"):
        plots.seizures_by_year(newest, measure="msrpp")
    for draw in (plots.seizures_by_origin, plots.seizures_by_product):
        with pytest.raises(UnknownValueError, match="measure of the DHS table 'units'"):
            draw(newest, measure="units")
        with pytest.raises(UnknownValueError, match="unknown fiscal_year 2030; did you mean 2023"):
            draw(newest, fiscal_year=2030)
        with pytest.raises(InvalidArgumentError, match="number must be an integer from 0"):
            draw(newest, top=-1)
        with pytest.raises(InvalidArgumentError, match="nothing to draw"):
            draw(newest, fiscal_year=[])
    for name in ("seizures_by_year", "seizures_by_origin", "seizures_by_product"):
        with pytest.raises(MissingTableError, match=r"release 2026\.11 has no table seizures"):
            getattr(plots, name)(nm.load("2026.11"))


def test_a_measure_without_a_total_is_refused():
    line = nm.SeizureLine(
        fiscal_year=2020,
        product="Toys",
        conveyance="Mail",
        origin="Nowhere",
        lines=1,
        msrp=0,
        sources=["made-up"],
    )
    origin = nm.Origin(name="Nowhere", sources=["made-up"])
    sources = tuple(SMALL.sources.values())
    tables = Contents(sources=sources, origins=(origin,), seizure_lines=(line,))
    ds = nm.Dataset(SMALL.release, tables)
    with pytest.raises(UnknownValueError, match=r"unknown measure with a total <.*'units'"):
        plots.seizures_by_year(ds, measure="units")
    with pytest.raises(InvalidArgumentError, match="nothing to draw"):
        plots.seizures_by_origin(ds)
    assert points_of(plots.seizures_by_year(ds)) == [(2020, 0, True, "s")]


# Print


def lightness(colour):
    """CIE L* of a colour, 0 to 100: how light its grey copy is."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > (6 / 29) ** 3 else 903.3 * luminance


def test_the_colours_differ_in_lightness():
    colours = (paper.BLACK, paper.BLUE, paper.ORANGE, paper.SILVER, paper.WHITE)
    for one, other in combinations(colours, 2):
        assert abs(lightness(one) - lightness(other)) > 12


@pytest.mark.parametrize("looks", [presence.LOOKS, counts.LOOKS, counts.COUNT_LOOKS])
def test_no_two_meanings_differ_in_colour_alone(looks):
    for one, other in combinations(looks.values(), 2):
        lighter = abs(lightness(one["face"]) - lightness(other["face"])) > 12
        assert lighter or one.get("hatch") != other.get("hatch")


def test_texts_can_be_read():
    for text, ground in ((paper.WHITE, paper.BLUE), (paper.BLACK, paper.SILVER)):
        assert abs(lightness(text) - lightness(ground)) > 50
    assert lightness(paper.WHITE) - lightness(paper.GREY) > 50


# The pictures themselves

BASELINES = Path(__file__).parent / "baseline"
PICTURES = {
    "heat_map": lambda ax: plots.heat_map(SMALL, ax),
    "spells": lambda ax: plots.spells(SMALL, ax),
    "survival": lambda ax: plots.survival(SMALL, ax),
    "listings_by_economy": lambda ax: plots.listings_by_economy(SMALL, ax, kind="online"),
    "changes": lambda ax: plots.changes(nm.load("2026.12.1"), ax, kind="online"),
    "seizures_by_year": lambda ax: plots.seizures_by_year(nm.load("2026.12.1"), ax),
    "seizures_by_origin": lambda ax: plots.seizures_by_origin(nm.load("2026.12.1"), ax, top=4),
}

# Root mean square of the difference, of 255. Matplotlib 3.9 and 3.11 draw these marks alike to the
# last pixel; the rest is for processors that round anti-aliasing another way. One cell of the heat
# map with another meaning makes 31.
TOLERANCE = 2


def write(draw, path):
    """The marks of a picture on Axes of a fixed place.

    Versions of Matplotlib differ in how wide letters are, and a legend and the layout follow them.
    So texts are left to the tests above.
    """
    with context("default"):
        figure = Figure(figsize=(4, 3))
        draw(figure.add_axes((0.04, 0.04, 0.92, 0.92)))
        for legend in figure.findobj(Legend):
            legend.remove()
        for text in figure.findobj(Text):
            text.set_visible(False)
        figure.savefig(path, dpi=60, metadata={"Software": None})
    return str(path)


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_look_as_they_did(name, tmp_path):
    made = write(PICTURES[name], tmp_path / f"{name}.png")
    assert compare_images(str(BASELINES / f"{name}.png"), made, TOLERANCE) is None


def test_a_small_change_of_the_data_does_not_pass(tmp_path):
    changed = invented({**ROWS, "c": "UNLUL"}, complete=(2012,))
    made = write(partial(plots.heat_map, changed), tmp_path / "changed.png")
    assert compare_images(str(BASELINES / "heat_map.png"), made, TOLERANCE) is not None


def test_the_pictures_of_the_docs_are_the_same_bytes_each_time(tmp_path):
    sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
    try:
        import pictures
    finally:
        sys.path.pop(0)
    one, other = tmp_path / "one", tmp_path / "other"
    pictures.write(one)
    pictures.write(other)
    made = sorted(path.name for path in one.iterdir())
    assert made == sorted(path.name for path in pictures.FOLDER.glob("*.svg"))
    for name in made:
        assert (one / name).read_bytes() == (other / name).read_bytes()
        assert (one / name).stat().st_size < 120_000


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        print(write(draw, BASELINES / f"{name}.png"))
