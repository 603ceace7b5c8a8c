# SPDX-License-Identifier: MIT
"""The command line: ``python -m notorious_markets``, a thin layer over the public names.

May use every room.
"""

import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import cast

from notorious_markets.bundled import load
from notorious_markets.cli.answers import FORMATS, Answer
from notorious_markets.cli.companies import company
from notorious_markets.cli.editions import compare, editions, find, history, show
from notorious_markets.cli.options import make_parser
from notorious_markets.cli.screen import blocklist, screen
from notorious_markets.cli.trade import economy, seizures
from notorious_markets.errors import NotoriousMarketsError

# In the order in which the help names them.
COMMANDS = (
    *(editions, show, compare, history),
    *(company, economy, seizures),
    *(screen, blocklist, find),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    It is 1 if `screen` found a match, 0 if a command answered otherwise, 130 if it was interrupted,
    and 2 for anything else: input that is not understood, a full disk, the panic of an engine.
    """
    parser = make_parser(COMMANDS)
    options = parser.parse_args(arguments)
    try:
        answer: Answer = options.command.answer(load(options.release), options)
        text = FORMATS[options.format](answer)
        if text or options.format != "text":
            _write(text if text.endswith("\n") else f"{text}\n")
    except (NotoriousMarketsError, OSError) as error:
        problem, code = str(error), 2
    except KeyboardInterrupt as error:
        problem, code = str(error) or "interrupted", 130
    except Exception:  # noqa: BLE001 (Python would exit with 1, which means a match)
        problem, code = traceback.format_exc().rstrip(), 2
    else:
        return answer.code
    _leave_output()
    print(f"{parser.prog}: {problem}", file=sys.stderr)
    return code


def _write(text: str) -> None:
    """Print a text, on a terminal that cannot show all of it too, and to a reader that leaves."""
    stream: object = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        cast("io.TextIOWrapper", stream).reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        _leave_output()


def _leave_output() -> None:
    """Let nothing be printed any more where that fails: Python would try again when it exits."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
