# SPDX-License-Identifier: MIT
"""Pictures of a dataset (extra ``plots``), for the screen and for print.

Every function takes a dataset, an optional `~matplotlib.axes.Axes` of Matplotlib and what to
select. It draws on the Axes and returns it. Without one it makes a figure of a suitable size,
``ax.figure``, which is not registered with pyplot: save it with ``ax.figure.savefig(path)``.
Jupyter shows it after ``%matplotlib inline``. Nothing is shown, and no setting of Matplotlib is
changed.

Pictures of markets take the filters of `~notorious_markets.Listings.where`, which choose markets:
those with a listing in any edition that passes. ``listings=`` chooses among the listings of a
selection instead of all, so that what was filtered and combined elsewhere can be drawn.

What is unknown is drawn as unknown, never as absent. No meaning rests on colour alone: the colours,
after the palette of Okabe and Ito for readers with colour blindness, differ in lightness too, and
come with hatching, markers or numbers. A line below each picture names the release and the sources.

Every function raises `~notorious_markets.InvalidArgumentError` for what is no dataset, no Axes or
no listings of the dataset, and where the selection leaves nothing to draw, and
`~notorious_markets.UnknownValueError` for values that do not exist.

The room may use every other but ``cli``, ``frames`` and ``strategies``.
"""

from notorious_markets.plots.counts import changes, listings_by_economy
from notorious_markets.plots.durations import survival
from notorious_markets.plots.presence import heat_map, spells
from notorious_markets.plots.trade import seizures_by_origin, seizures_by_product, seizures_by_year

__all__ = [
    "changes",
    "heat_map",
    "listings_by_economy",
    "seizures_by_origin",
    "seizures_by_product",
    "seizures_by_year",
    "spells",
    "survival",
]
