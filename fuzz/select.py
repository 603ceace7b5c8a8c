# SPDX-License-Identifier: MIT
"""Choose the corpus of a target: ``python -m fuzz.select package``.

Of the inputs that a run has kept and merged, those that together execute all the lines, in all the
orders, that any of them does; then the shortest of the others, which differ in what libFuzzer
counts. They are copied to ``tests/corpus``, in which nothing is deleted: the findings stand there.
"""

import argparse
import contextlib
import hashlib
import sys
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import notorious_markets
from fuzz.run import CORPUS, TARGETS, WORK

_OURS = str(Path(notorious_markets.__file__).parent)
_LONGEST = 1_000  # bytes of an input
_MOST = 80  # inputs

Steps = frozenset[tuple[str, int, int]]
"""From which line to which line of which file."""


def main() -> None:
    """Choose and copy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--bytes", type=int, default=30_000, help="how much to keep at most")
    options = parser.parse_args()
    target = import_module(f"fuzz.{options.target}")
    merged, kept = WORK / f"{options.target}.merged", CORPUS / options.target
    kept.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():  # fills what is cached, so that each input is measured alike
        target.fuzz(seed)
    inputs = [path.read_bytes() for path in sorted(merged.iterdir())]
    there = [*target.seeds(), *(path.read_bytes() for path in kept.iterdir())]
    taken = {step for data in there for step in _steps(target, data)}
    steps = {data: _steps(target, data) for data in inputs if len(data) <= _LONGEST}
    chosen: list[bytes] = []
    while steps:
        best = max(steps, key=lambda data: (len(steps[data] - taken), -len(data), data))
        taken |= steps.pop(best)
        chosen.append(best)
    left = options.bytes
    for data in chosen[:_MOST]:
        if len(data) <= left:
            (kept / hashlib.sha1(data).hexdigest()[:12]).write_bytes(data)
            left -= len(data)
    print(f"{options.target}: {options.bytes - left} bytes, {len(taken)} steps")


def _steps(target: Any, data: bytes) -> Steps:
    found: set[tuple[str, int, int]] = set()
    before: dict[FrameType, int] = {}

    def trace(frame: FrameType, _: str, __: object) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(_OURS):
            return None
        found.add((name, before.get(frame, 0), frame.f_lineno))
        before[frame] = frame.f_lineno
        return trace

    sys.settrace(trace)
    try:
        with contextlib.suppress(Exception):
            target.fuzz(data)
    finally:
        sys.settrace(None)
    return frozenset(found)


if __name__ == "__main__":
    main()
