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


def _no_options(_: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no options of its own."""


@attrs.frozen
class Command:
    """One command.

    Attributes:
        name: What is typed.
        answer: Answers from a dataset and the options typed.
        summary: What it is for, in the list of all commands.
        add_options: Adds its options to its parser.
        description: What its own help begins with, where that is not the summary; perhaps nothing.
        has_formats: Whether the user chooses in which format it answers.
    """

    name: str
    answer: Callable[[Dataset, argparse.Namespace], Answer]
    summary: str
    add_options: Callable[[argparse.ArgumentParser], None] = _no_options
    description: str | None = attrs.field(default=None, kw_only=True)
    has_formats: bool = attrs.field(default=True, kw_only=True)


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
    for command in commands:
        own = added.add_parser(
            command.name,
            help=command.summary,
            description=command.summary if command.description is None else command.description,
        )
        own.set_defaults(command=command, format="text")
        if command.has_formats:
            own.add_argument("--format", choices=FORMATS, default="text")
        command.add_options(own)
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
