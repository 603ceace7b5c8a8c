# SPDX-License-Identifier: MIT
"""For `make mutation`: the same sample of every module each time, and what became of it.

python tests/mutants.py NUMBER SEED MODULE...   prints the names of mutants, to be run
python tests/mutants.py                         prints a table of those that were run
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

MUTANTS = Path(__file__).parents[1] / "mutants" / "src" / "notorious_markets"

REFUSED, SURVIVED, NOT_RUN = 37, 0, None  # mutmut's exit codes: mypy refuses it; all tests pass


def sample(number, seed, modules):
    """So many mutants of each module, or all if it has fewer, of those that mutmut has made."""
    for module in modules:
        names = sorted(_exit_codes(MUTANTS / f"{module}.py.meta"))
        yield from random.Random(seed).sample(names, min(number, len(names)))


def table():
    """The lines of a Markdown table, a module each."""
    total = Counter()
    for meta in sorted(MUTANTS.glob("*.meta")):
        codes = Counter(_exit_codes(meta).values())
        counts = Counter(made=codes.total(), refused=codes[REFUSED], survived=codes[SURVIVED])
        counts["drawn"] = counts["made"] - codes[NOT_RUN]
        counts["killed"] = counts["drawn"] - counts["refused"] - counts["survived"]
        if counts["drawn"]:
            total += counts
            yield _row(meta.name.removesuffix(".py.meta"), counts)
    yield _row("**all**", total)


def _exit_codes(meta):
    return json.loads(meta.read_text("utf-8"))["exit_code_by_key"]


def _row(name, counts):
    run = counts["killed"] + counts["survived"]
    score = f"{counts['killed'] / run:.0%}" if run else "–"
    cells = [name, *(counts[key] for key in ("made", "drawn", "refused"))]
    cells += [run, counts["killed"], counts["survived"], score]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    match sys.argv[1:]:
        case [number, seed, *modules]:
            print(*sample(int(number), int(seed), modules))
        case _:
            print("| module | made | drawn | refused by mypy | run | killed | survived | score |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- |")
            print(*table(), sep="\n")
