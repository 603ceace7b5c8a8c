# SPDX-License-Identifier: MIT
"""What can be typed: commands with their options, and a parser that refuses in one line."""

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs

from notorious_markets.bundled import releases
from notorious_markets.cli.answers import FORMATS, Answer
from notorious_markets.dataset import Dataset

_Answering = Callable[[Dataset, argparse.Namespace], Answer]
_Option = Callable[[argparse.ArgumentParser], object]


@attrs.frozen
class Command:
    """One command.

    Attributes:
        answer: The function that answers it from the options typed; its name is what is typed.
        summary: What it is for, in the list of all commands.
        options: Add its options to its parser.
        description: What its own help begins with, if not with the summary.
        has_formats: Whether the user chooses in which format it answers.
    """

    answer: _Answering
    summary: str
    options: tuple[_Option, ...]
    description: str | None
    has_formats: bool


def command(
    summary: str,
    *options: _Option,
    description: str | None = None,
    has_formats: bool = True,
) -> Callable[[_Answering], Command]:
    """Make a command of the function below, with its summary and its options."""
    return lambda answer: Command(answer, summary, options, description, has_formats)


def option(*names: str, **settings: Any) -> _Option:
    """Return what adds an option to a parser, given as `argparse` takes it."""
    return lambda parser: parser.add_argument(*names, **settings)


def make_parser(commands: Iterable[Command]) -> argparse.ArgumentParser:
    """Return the parser of the command line; it leaves the command typed in `command`."""
    parser = _Parser(
        prog="notorious_markets",
        description="The Notorious Markets List, edition by edition, with sources and gaps.",
    )
    parser.add_argument(
        "--release", help=f"version or folder of a release; bundled: {', '.join(releases())}"
    )
    added = parser.add_subparsers(metavar="command", required=True)
    for one in commands:
        name = one.answer.__name__
        description = one.summary if one.description is None else one.description
        own = added.add_parser(name, help=one.summary, description=description)
        own.set_defaults(command=one, format="text")
        if one.has_formats:
            own.add_argument("--format", choices=FORMATS, default="text")
        for add in one.options:
            add(own)
    return parser


def day(text: str) -> date:
    """Read a day as YYYY-MM-DD, and as nothing else that Python takes for a date.

    Raises:
        argparse.ArgumentTypeError: It is no day, or written otherwise.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise argparse.ArgumentTypeError(f"must be a day as YYYY-MM-DD, not {text!r}")
    return found


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, like every other error."""

    def error(self, message: str) -> Any:
        self.exit(2, f"{self.prog}: {message}\n")
