# SPDX-License-Identifier: MIT
"""Commands in the documentation, as `$ python -m notorious_markets …`: what they print."""

import contextlib
import doctest
import io
import shlex
from pathlib import Path

from notorious_markets.__main__ import main

PROMPT = "$ "
PROGRAM = ["python", "-m", "notorious_markets"]


def commands_of(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what stands below it."""
    commands: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith(PROMPT):
            commands.append((line.removeprefix(PROMPT).rstrip("\n"), ""))
        elif commands:
            command, output = commands[-1]
            commands[-1] = (command, output + line)
        else:
            raise ValueError(f"a block of commands must begin with {PROMPT!r}, not {line!r}")
    return commands


def output_of(command: str) -> str:
    """What a command prints on both streams; it may write its output to a file with ``>``.

    The command runs in this process, in the current folder.
    """
    words = shlex.split(command)
    if words[:3] != PROGRAM:
        raise ValueError(f"only {' '.join(PROGRAM)} is executed, not {command!r}; use ```shell")
    arguments, target = words[3:], None
    if arguments[-2:-1] == [">"]:
        *arguments, _, target = arguments
    printed = io.StringIO()
    saved = printed if target is None else io.StringIO()
    with (
        contextlib.redirect_stdout(saved),
        contextlib.redirect_stderr(printed),
        contextlib.suppress(SystemExit),
    ):
        main(arguments)
    if target is not None:
        Path(target).write_text(saved.getvalue(), "utf-8")
    return "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())


def matches(want: str, got: str) -> bool:
    """Whether an output is that of the page, where ``...`` stands for anything."""
    return doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS)
