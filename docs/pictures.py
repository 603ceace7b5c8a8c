# SPDX-License-Identifier: MIT
"""Write the pictures of the docs and of the README; a part of ``make docs``.

The same Matplotlib writes the same bytes: ids are salted with a constant, there is no date, and
letters are drawn as paths of the font that comes with Matplotlib.
"""

from collections.abc import Callable
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.style import context

import notorious_markets as nm

FOLDER = Path(__file__).parent / "pictures"
SETTINGS = {"svg.fonttype": "path", "svg.hashsalt": "notorious_markets"}

PICTURES: dict[str, Callable[[nm.Dataset], Axes]] = {
    "heat-map": lambda ds: nm.plots.heat_map(ds, category="e-commerce"),
    "changes": lambda ds: nm.plots.changes(ds, kind="online"),
    "listings-by-economy": lambda ds: nm.plots.listings_by_economy(ds, kind="physical", top=6),
    "spells": lambda ds: nm.plots.spells(ds, category="torrent-index"),
    "comeback": lambda ds: nm.plots.spells(ds, market=["taobao", "rutracker"]),
    "survival": lambda ds: nm.plots.survival(ds, kind="online"),
    "seizures-by-year": nm.plots.seizures_by_year,
    "seizures-by-origin": nm.plots.seizures_by_origin,
    "seizures-by-product": nm.plots.seizures_by_product,
}


def write(folder: Path = FOLDER) -> None:
    """Write every picture into a folder."""
    folder.mkdir(exist_ok=True)
    ds = nm.load()
    with context("default"), matplotlib.rc_context(SETTINGS):
        for name, draw in PICTURES.items():
            figure = draw(ds).figure
            metadata = {"Date": None, "Creator": "notorious_markets"}
            figure.savefig(folder / f"{name}.svg", metadata=metadata)


if __name__ == "__main__":
    write()
