# SPDX-License-Identifier: MIT
"""What the reference links to in the documentation of others, as inventories for intersphinx.

Their own inventories hold every name; to fetch them, the build would need the network.
"""

from pathlib import Path

import sphobjinv

_LINKED = {
    "https://docs.python.org/3": {
        "collections.abc.Callable": "library/collections.abc.html#$",
        "collections.abc.Iterable": "library/collections.abc.html#$",
        "collections.abc.Mapping": "library/collections.abc.html#$",
        "datetime.date": "library/datetime.html#$",
        "decimal.Decimal": "library/decimal.html#$",
        "os.PathLike": "library/os.html#$",
    },
    "https://hypothesis.readthedocs.io/en/latest": {
        "hypothesis.strategies.SearchStrategy": "reference/strategies.html",
    },
    "https://matplotlib.org/stable": {
        "matplotlib.axes.Axes": "api/_as_gen/matplotlib.axes.Axes.html",
        "matplotlib.axes._axes.Axes": "api/_as_gen/matplotlib.axes.Axes.html",  # where it is made
    },
}


def write_inventories(folder: Path) -> dict[str, tuple[str, str]]:
    """Write an inventory for each site, and give the value of ``intersphinx_mapping``."""
    folder.mkdir(parents=True, exist_ok=True)
    mapping = {}
    for site, names in _LINKED.items():
        inventory = sphobjinv.Inventory()
        inventory.project = next(iter(names)).partition(".")[0]
        inventory.version = ""
        inventory.objects += [
            sphobjinv.DataObjStr(
                name=name, domain="py", role="class", priority="1", uri=uri, dispname="-"
            )
            for name, uri in names.items()
        ]
        path = folder / f"{inventory.project}.inv"
        sphobjinv.writebytes(path, sphobjinv.compress(inventory.data_file()))
        mapping[inventory.project] = (site, str(path))
    return mapping
