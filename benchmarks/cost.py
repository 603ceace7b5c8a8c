# SPDX-License-Identifier: MIT
"""What importing, loading and asking cost, as ratios to peers in the same run.

Prints the ratios with their targets, and writes them to ``results.md``. Processes are fresh
interpreters, run in turn, so that a machine that slows down slows down both sides; every figure is
a median.
"""

import compileall
import csv
import gc
import io
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

from report import Report

import notorious_markets as nm
from notorious_markets.datapackage.package import open_package
from notorious_markets.dataset import Dataset
from notorious_markets.records.tables import Contents

RUNS = 21
PACKAGE = Path(nm.__file__).parent
NEWEST = nm.releases()[-1]
TABLES = {file.name: file for file in nm.load().release.tables}
COMPARED = ("editions", "listings", "absences")  # what comparing two editions reads

IDLE = "pass"
IMPORT = "import notorious_markets"
COMPARE = "import notorious_markets as nm; nm.load().compare(2020, 2021)"
ATTRS_CATTRS = "import attrs, cattrs"
PARTICLES = "from particle import Particle; Particle.all()"
PYCOUNTRY, PARTICLE, HOLIDAYS = "import pycountry", "import particle", "import holidays"

FIRST_SCREEN = """
import time
import notorious_markets as nm
ds = nm.load()
start = time.perf_counter()
ds.screen("https://item.taobao.com/x")
print(time.perf_counter() - start)
"""


def bench_processes(report: Report) -> None:
    """Fresh interpreters, whole and less what an idle one takes."""
    codes = (IDLE, IMPORT, COMPARE, PYCOUNTRY, PARTICLE, HOLIDAYS, ATTRS_CATTRS, PARTICLES)
    whole = process_seconds(codes)
    idle = whole[IDLE]
    report.head(
        "Processes", "code", "ms", "peer", "ms", "whole processes", "less an idle one", "target"
    )
    for code, peer, target in (
        (IMPORT, PYCOUNTRY, "less an idle one ≤ 0.1"),
        (IMPORT, PARTICLE, ""),
        (IMPORT, HOLIDAYS, ""),
        (COMPARE, ATTRS_CATTRS, "whole ≤ 2"),
        (COMPARE, PARTICLES, ""),
    ):
        ours, theirs = whole[code], whole[peer]
        net = max(ours - idle, 0) / (theirs - idle)  # an import may be lost in the noise
        cells = (f"`{code}`", ms(ours), f"`{peer}`", ms(theirs))
        report.row(*cells, f"{ours / theirs:.2f}", f"{net:.2f}", target)


def bench_reading(report: Report) -> None:
    """Reading and checking tables, against reading the same bytes into dictionaries."""
    report.head("Reading", "tables", "records a second", "`csv.DictReader`", "its time", "target")
    for what, names in (("those of a comparison", COMPARED), ("all", tuple(TABLES))):
        rows = sum(TABLES[name].rows for name in names)
        ours, theirs = in_turn(
            lambda names=names: read_tables(names), lambda names=names: read_dictionaries(names)
        )
        rates = (f"{rows / ours:,.0f}", f"{rows / theirs:,.0f}")
        report.row(what, *rates, f"× {ours / theirs:.2f}", "≤ 4")


def bench_memory(report: Report) -> None:
    """What a loaded dataset holds, against the size of its files."""
    report.head("Memory", "tables", "on disk", "in memory", "ratio", "target")
    for what, names, ask in (
        ("those of a comparison", COMPARED, lambda _: None),
        ("all", tuple(TABLES), lambda _: None),
        ("all, with what the questions build", tuple(TABLES), ask_everything),
    ):
        disk = sum(TABLES[name].bytes for name in names)
        ask(nm.load())  # what is imported and cached besides does not count
        gc.collect()
        tracemalloc.start()
        package = open_package(PACKAGE / "data" / NEWEST)
        contents = Contents(package.read)
        dataset = Dataset(package.release, contents)
        for name in names:
            getattr(contents, name)
        ask(dataset)
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del dataset, contents
        report.row(what, f"{disk:,} B", f"{held:,} B", f"{held / disk:.2f}", "≤ 6")


def ask_everything(dataset: Dataset) -> None:
    """Have every index built."""
    dataset.compare(2020, 2021, by="company")
    dataset.screen("https://item.taobao.com/x")
    dataset.economy("CN")


def bench_first_screen(report: Report) -> None:
    """The first question to the screener, which builds it."""
    report.head("First call after `load`, in a fresh process", "call", "ms", "target")
    found = [float(run(FIRST_SCREEN)) for _ in range(RUNS)]
    report.row('`ds.screen("https://item.taobao.com/x")`', ms(statistics.median(found)), "≤ 30")


def process_seconds(codes: Iterable[str]) -> dict[str, float]:
    """Median wall seconds of a fresh interpreter for each piece of code, run in turn."""
    seconds = in_turn(*(lambda code=code: run(code) for code in codes))
    return dict(zip(codes, seconds, strict=True))


def in_turn(*calls: Callable[[], object]) -> tuple[float, ...]:
    """Median seconds of several calls."""
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(RUNS):
        for call, found in zip(calls, seconds, strict=True):
            start = time.perf_counter()
            call()
            found.append(time.perf_counter() - start)
    return tuple(map(statistics.median, seconds))


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def read_tables(names: Iterable[str]) -> None:
    """Read and check tables, as a dataset does."""
    package = open_package(PACKAGE / "data" / NEWEST)
    for name in names:
        package.read(name)


def read_dictionaries(names: Iterable[str]) -> None:
    """Read tables with the standard library."""
    for name in names:
        text = (PACKAGE / "data" / NEWEST / f"{name}.csv").read_bytes().decode()
        list(csv.DictReader(io.StringIO(text, newline="")))


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:.1f}"


def main() -> None:
    """Measure everything and write the section."""
    compileall.compile_dir(PACKAGE, quiet=1)  # as pip does with what it installs: peers have it
    report = Report()
    for bench in (bench_processes, bench_reading, bench_memory, bench_first_screen):
        bench(report)
    packages = ("attrs", "cattrs", "pycountry", "particle", "holidays")
    report.write("Cost", packages, f"Release {NEWEST}; medians of {RUNS} runs in turn.")


if __name__ == "__main__":
    main()
