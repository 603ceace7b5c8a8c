# SPDX-License-Identifier: MIT
"""How long importing, loading and comparing take, as ratios against named peers in the same run.

Every figure is the median of interleaved runs of a fresh interpreter, less that of one which does
nothing, so that a machine that slows down slows down both sides.
"""

import csv
import io
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from importlib.resources import files

import notorious_markets as nm
from notorious_markets.tables import read_package

RUNS = 15

NOTHING = "pass"
IMPORT = "import notorious_markets"
COMPARE = "import notorious_markets as nm; nm.load().compare(2020, 2021).summary()"
PYCOUNTRY = "import pycountry"
ATTRS_CATTRS = "import attrs, cattrs"


def main() -> None:
    """Print the table of ratios."""
    processes = medians([NOTHING, IMPORT, COMPARE, PYCOUNTRY, ATTRS_CATTRS])
    idle = processes[NOTHING]
    cost = {code: max(seconds - idle, 1e-6) for code, seconds in processes.items()}
    load, read = in_process()
    rows = [
        ("import notorious_markets", cost[IMPORT], "import pycountry", cost[PYCOUNTRY]),
        ("cold load + compare", cost[COMPARE], "import attrs, cattrs", cost[ATTRS_CATTRS]),
        ("read and check a release", load, "csv.DictReader on the same bytes", read),
    ]
    peers = ", ".join(f"{name} {version(name)}" for name in ("attrs", "cattrs", "pycountry"))
    print(f"Python {sys.version.split()[0]}, {peers}; medians of {RUNS} runs")
    print(f"{'what':<26} {'seconds':>9}  {'peer':<33} {'seconds':>9} {'ratio':>7}")
    for what, seconds, peer, theirs in rows:
        print(f"{what:<26} {seconds:>9.4f}  {peer:<33} {theirs:>9.4f} {seconds / theirs:>7.2f}")


def medians(codes: list[str]) -> dict[str, float]:
    """Median wall seconds of a fresh interpreter for each piece of code, run in turn."""
    seconds: dict[str, list[float]] = {code: [] for code in codes}
    for _ in range(RUNS):
        for code in codes:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            seconds[code].append(time.perf_counter() - start)
    return {code: statistics.median(values) for code, values in seconds.items()}


def in_process() -> tuple[float, float]:
    """Median seconds to read a release whole, and to read the same bytes as plain dictionaries."""
    folder = files("notorious_markets") / "data" / nm.releases()[-1]
    names = [f"{table.name}.csv" for table in nm.load().release.tables]
    ours, theirs = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        read_package(folder)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        for name in names:
            text = (folder / name).read_bytes().decode()
            list(csv.DictReader(io.StringIO(text, newline="")))
        theirs.append(time.perf_counter() - start)
    return statistics.median(ours), statistics.median(theirs)


if __name__ == "__main__":
    main()
