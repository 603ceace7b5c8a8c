# SPDX-License-Identifier: MIT
"""Screening against its peers in one run; prints ratios, and writes them to ``results.md``.

Usage: ``python benchmarks/screening.py PEER_PYTHON``, an interpreter with data-prep-kit's blocklist
transform. Rates are medians of rounds, in URLs a second; a ratio is to a rate of the same run.
"""

import json
import random
import re
import statistics
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import tldextract
from report import Report

import notorious_markets as nm
from notorious_markets.records.editions import Listing, Market
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.targets import Target

ROUNDS = 5
PEER = "data-prep-toolkit-transforms"
PEER_MOST = 1_000_000  # more would take it minutes
HITS = (0.01, 0.2)


def urls(count: int, hits: float, domains: tuple[str, ...]) -> list[str]:
    """Invented URLs: 50,000 hosts, a tenth with a percent sign, some below a listed domain."""
    chance = random.Random(count)
    made = []
    for number in range(count):
        host = f"www.site{chance.randrange(50_000)}.example.com"
        if chance.random() < hits:
            host = f"item{number % 97}.{chance.choice(domains)}"
        query = "%20x" if number % 10 == 0 else "x"
        made.append(f"https://{host}/some/path/{number}.html?ref={query}")
    return made


def synthetic(screener: Screener, times: int) -> Screener:
    """A screener of so many times the domains, the others invented."""
    chance = random.Random(times)
    targets = []
    domains = list(screener.domains)
    while len(domains) < len(screener.domains) * times:
        label = "".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 12)))
        domains.append(f"{label}.{chance.choice(['com', 'to', 'net', 'org', 'ru', 'cn'])}")
    for number, domain in enumerate(dict.fromkeys(domains)):
        market = Market(id=f"m{number}", name=domain, kind="online", sources=("x",))
        listing = Listing(
            edition=2021, market=market.id, name=domain, category="other", sources=("x",)
        )
        targets.append(
            Target(
                market=market,
                listings=(listing,),
                printed={domain: (2021,)},
                names={},
                companies=(),
                company_names={},
            )
        )
    return Screener(targets)


def rate(count: int, call: object, rounds: int = ROUNDS) -> float:
    """How many a second, the median of rounds after one that does not count."""
    seconds = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        call()  # type: ignore[operator]
        seconds.append(time.perf_counter() - start)
    return count / statistics.median(seconds[1:])


def peer_rate(python: str, path: Path, domains: Path, count: int, rounds: int = 3) -> float:
    """The rate of the peer, in its own interpreter."""
    script = str(Path(__file__).with_name("peer_blocklist.py"))
    command = [python, script, str(path), str(domains), str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return count / statistics.median(json.loads(done.stdout.splitlines()[-1])["seconds"])


def peak_memory(path: Path, output: Path) -> float:
    """Megabytes that a process needs at most to screen a Parquet file."""
    code = (
        "import sys; from pathlib import Path; from notorious_markets.__main__ import main;"
        "main(sys.argv[1:]);"  # and then the kernel's account of this process alone
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    command = [sys.executable, "-c", code, "screen", str(path), "-o", str(output)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout.splitlines()[-1]) / 1024


def bench_values(report: Report, screener: Screener, peer_python: str, folder: Path) -> None:
    """One value at a time."""
    domains = screener.domains
    extract = tldextract.TLDExtract(suffix_list_urls=())
    known = set(domains)
    listed = "|".join(map(re.escape, domains))
    pattern = re.compile(rf"https?://(?:[^/@]*\.)?(?:{listed})(?:[:/?#]|$)")
    calls = {
        "tldextract and a set": lambda value: (
            extract(value).top_domain_under_public_suffix in known
        ),
        "compiled regular expression": pattern.match,
        "`Screener.screen`": lambda value: screener.screen(value, "url"),
        "`Screener.screen`, kinds guessed": screener.screen,
    }
    report.head("One value at a time", "what", "URLs", "hits", "URLs a second", "× the peer")
    for hits in HITS:
        values = urls(200_000, hits, domains)
        path = folder / f"values-{hits}.parquet"
        pl.DataFrame({"url": values}).write_parquet(path)
        peer = peer_rate(peer_python, path, folder / "domains", len(values))
        report.row(PEER, f"{len(values):,}", f"{hits:.0%}", f"{peer:,.0f}", "1.0")
        for name, call in calls.items():
            speed = rate(len(values), lambda call=call, values=values: list(map(call, values)), 3)
            ratio = f"{speed / peer:.1f}"
            report.row(name, f"{len(values):,}", f"{hits:.0%}", f"{speed:,.0f}", ratio)


def bench_frames(report: Report, screener: Screener, peer_python: str, folder: Path) -> None:
    """Columns of URLs."""
    report.head(
        "Data frames, all four columns", "frame", "URLs", "hits", "URLs a second", "× the peer"
    )
    peer = 0.0
    for count in (200_000, 1_000_000, 5_000_000):
        for hits in HITS:
            frame = pl.DataFrame({"url": urls(count, hits, screener.domains)})
            path = folder / f"{count}-{hits}.parquet"
            frame.write_parquet(path, row_group_size=100_000)
            if count <= PEER_MOST:
                peer = peer_rate(peer_python, path, folder / "domains", count)
                report.row(PEER, f"{count:,}", f"{hits:.0%}", f"{peer:,.0f}", "1.0")
            kinds = {
                "Polars": frame,
                "pandas": pd.DataFrame({"url": frame["url"].to_pandas()}),
                "PyArrow": frame.to_arrow(),
            }
            calls = {
                name: lambda data=data: nm.frames.screen(data, kind="url")
                for name, data in kinds.items()
            }
            calls["Polars, kinds guessed"] = lambda frame=frame: nm.frames.screen(frame)
            if count <= PEER_MOST:  # it is slower; a relation is a plan until it is fetched
                table = kinds["PyArrow"]
                calls["DuckDB"] = lambda table=table: nm.frames.screen(
                    duckdb.from_arrow(table), kind="url"
                ).to_arrow_table()
            for name, call in calls.items():
                speed = rate(count, call, ROUNDS if count <= PEER_MOST else 2)
                ratio = f"{speed / peer:.1f}"
                report.row(name, f"{count:,}", f"{hits:.0%}", f"{speed:,.0f}", ratio)
    report.lines.append("\nOf five million URLs, the ratio is to the peer's rate on one million.")


def bench_other_kinds(report: Report, screener: Screener) -> None:
    """Columns of other values than URLs, and what guessing costs."""
    report.head("Other values, 1,000,000 rows of Polars", "values", "said", "guessed", "cost")
    addresses = urls(1_000_000, 0.01, screener.domains)
    hosts = [address.split("/")[2] for address in addresses]
    columns = {
        "url": addresses,
        "host": hosts,
        "email": [f"a{number}@{host}" for number, host in enumerate(hosts)],
        "name": [f"Trading House {number} Ltd." for number in range(len(hosts))],
    }
    for kind, values in columns.items():
        frame = pl.DataFrame({"url": values})
        said = rate(frame.height, lambda frame=frame, kind=kind: nm.frames.screen(frame, kind=kind))
        guessed = rate(frame.height, lambda frame=frame: nm.frames.screen(frame))
        report.row(kind, f"{said:,.0f}", f"{guessed:,.0f}", f"× {said / guessed:.2f}")


def bench_growth(report: Report, screener: Screener, folder: Path) -> None:
    """What more domains cost."""
    report.head(
        "Growth with the list, 1,000,000 URLs", "domains", "Polars", "cost", "one by one", "cost"
    )
    frame = pl.read_parquet(folder / "1000000-0.01.parquet")
    values = frame["url"][:200_000].to_list()
    base: list[float] = []
    for times in (1, 10, 100):
        larger = synthetic(screener, times)
        speeds = [
            rate(
                frame.height,
                lambda larger=larger: nm.frames.screen(frame, kind="url", screener=larger),
            ),
            rate(
                len(values),
                lambda larger=larger: [larger.screen(value, "url") for value in values],
                3,
            ),
        ]
        base = base or speeds
        cells = [
            cell
            for speed, first in zip(speeds, base, strict=True)
            for cell in (f"{speed:,.0f}", f"× {first / speed:.2f}")
        ]
        report.row(f"{len(larger.domains):,}", *cells)


def bench_memory(report: Report, folder: Path) -> None:
    """What a file of five million needs."""
    report.head("Memory, 5,000,000 URLs from Parquet to Parquet", "what", "at most")
    peak = peak_memory(folder / "5000000-0.01.parquet", folder / "out.parquet")
    report.row("`python -m notorious_markets screen`", f"{peak:,.0f} MB")


def main() -> None:
    """Measure everything and write the section."""
    peer_python = sys.argv[1]
    screener = nm.load().screener()
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "domains").mkdir()
        (folder / "domains" / "domains").write_text("\n".join(screener.domains))
        bench_values(report, screener, peer_python, folder)
        bench_frames(report, screener, peer_python, folder)
        bench_other_kinds(report, screener)
        bench_growth(report, screener, folder)
        bench_memory(report, folder)
    packages = ("polars", "pandas", "pyarrow", "duckdb", "tldextract", "ada-url")
    report.write("Screening", packages, f"{PEER} runs in an environment of its own.")


if __name__ == "__main__":
    main()
