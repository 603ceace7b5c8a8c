# SPDX-License-Identifier: MIT
"""For `make mutation`: what became of the mutants, module by module; fails if too many survive."""

import json
import sys
from collections import Counter
from pathlib import Path

MUTANTS = Path(__file__).parents[1] / "mutants" / "src" / "notorious_markets"

LEAST = 0.9  # of those that are run, that many have to be killed

# mutmut's exit codes: all tests pass, none reaches it, mypy refuses it, it was not run.
SURVIVED, REFUSED, NOT_RUN = (0, 5, 33), 37, None


def main():
    """Print the score as a Markdown table, and the survivors."""
    codes = {
        _dotted(meta): json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        for meta in sorted(MUTANTS.rglob("*.py.meta"))
    }
    print("| module | made | not run | refused by mypy | run | killed | survived | score |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    total = Counter()
    for module, of_module in codes.items():
        counts = _counts(of_module)
        total += counts
        print(_row(module, counts))
    print(_row("**all**", total))
    print("\nSurvived:")
    for of_module in codes.values():
        for name in (name for name, code in of_module.items() if code in SURVIVED):
            print(f"  {name}")
    return 0 if total["killed"] >= LEAST * total["run"] > 0 else 1


def _dotted(meta):
    """Name a module as an import does, from the package on: `records.dates`."""
    return ".".join(meta.relative_to(MUTANTS).parts).removesuffix(".py.meta")


def _counts(codes):
    found = Counter(codes.values())
    counts = Counter(
        made=found.total(),
        not_run=found[NOT_RUN],
        refused=found[REFUSED],
        survived=sum(found[code] for code in SURVIVED),
    )
    counts["run"] = counts["made"] - counts["not_run"] - counts["refused"]
    counts["killed"] = counts["run"] - counts["survived"]
    return counts


def _row(name, counts):
    columns = ("made", "not_run", "refused", "run", "killed", "survived")
    score = f"{counts['killed'] / counts['run']:.1%}" if counts["run"] else "–"
    return f"| {name} | {' | '.join(str(counts[column]) for column in columns)} | {score} |"


if __name__ == "__main__":
    sys.exit(main())
