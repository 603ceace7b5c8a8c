# SPDX-License-Identifier: MIT
# Matplotlib leaves keywords untyped.
# pyright: reportUnknownMemberType=false
"""How long spells last."""

from typing import Unpack

from matplotlib.axes import Axes

from notorious_markets.dataset import Dataset
from notorious_markets.editions.filters import Filters
from notorious_markets.editions.listings import Listings
from notorious_markets.editions.survival import Survival
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.plots import paper


def survival(
    ds: Dataset,
    ax: Axes | None = None,
    *,
    listings: Listings | None = None,
    **filters: Unpack[Filters],
) -> Axes:
    """Draw the share of spells that last longer than a number of editions.

    The line is the estimate of Kaplan and Meier, over the band of what is possible at all. Numbers
    below the axis are the spells at risk. Spells without a proved start are left out; those without
    a proved end are right-censored. `~notorious_markets.Survival` defines all of these, and says
    why the estimate is rather too high. The numbers are those of
    `~notorious_markets.Dataset.survival`.

    Args:
        ds: The release.
        ax: Where to draw; a new figure if none is given.
        listings: The listings among which the filters choose markets; all if none are given.
        filters: As in `~notorious_markets.Listings.where`; errors as in
            `~notorious_markets.Dataset.histories`.
    """
    chosen = paper.selected(ds, listings, filters)
    histories = paper.chosen_histories(ds, chosen)
    estimate = ds.survival(**chosen)
    if not estimate.spells:
        raise InvalidArgumentError("no spell of the selection has a proved start")
    ax = paper.axes_for(ds, ax, 3.8)
    steps = estimate.steps
    known = [step for step in steps if step.survival is not None]
    band = ax.fill_between(
        range(len(steps) + 1),
        [1.0, *(step.low for step in steps)],
        [1.0, *(step.high for step in steps)],
        step="post",
        facecolor=paper.SILVER,
        edgecolor=paper.GREY,
        linewidth=0.4,
        label="bounds: no open end is an end, or all are",
    )
    (line,) = ax.step(
        range(len(known) + 1),
        [1.0, *(step.survival for step in known if step.survival is not None)],
        where="post",
        color=paper.BLUE,
        lw=2.2,
        label="Kaplan–Meier estimate",
    )
    _axes_of_shares(ax, estimate)
    notes = [
        f"{estimate.spells} spells with a proved start, right-censored if their end is not proved.",
        f"{estimate.left_censored} spells without a proved start are left out.",
        "Staying is easier to show than leaving, so that the estimate is rather too high.",
        paper.list_note(ds),
    ]
    title = paper.heading(ds, "Survival of spells", histories)
    return paper.finish(ax, title, notes, [line, band])


def _axes_of_shares(ax: Axes, estimate: Survival) -> None:
    """Label the axes; below each step, the spells at risk say how much it rests on."""
    labels = ["0", *(f"{step.editions}\n{step.at_risk}" for step in estimate.steps)]
    ax.set_xticks(range(len(labels)), labels)
    ax.set_xlim(0, len(labels) - 1)
    ax.set_ylim(0, 1.02)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    paper.label_axis(ax, "editions listed; below, the spells at risk of ending there")
    ax.set_ylabel("share of spells that last longer", fontsize=paper.TICK_SIZE)
