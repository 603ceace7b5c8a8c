# SPDX-License-Identifier: MIT
"""Names of mutants for `make mutation`: the same sample of every module each time."""

import json
import random
import sys
from pathlib import Path

MUTANTS = Path(__file__).parents[1] / "mutants" / "src" / "notorious_markets"


def sample(number, modules):
    """So many mutants of each module, or all if it has fewer, of those that mutmut has made."""
    for module in modules:
        made = json.loads((MUTANTS / f"{module}.py.meta").read_text("utf-8"))
        names = sorted(made["exit_code_by_key"])
        yield from random.Random(7).sample(names, min(number, len(names)))


if __name__ == "__main__":
    print(*sample(int(sys.argv[1]), sys.argv[2:]))
