# SPDX-License-Identifier: MIT
"""The commands ``screen`` and ``blocklist``: addresses, hosts and names against the list."""

import argparse
from pathlib import Path

from notorious_markets.cli.answers import Answer, paragraphs, sources
from notorious_markets.cli.options import command, option
from notorious_markets.dataset import Dataset
from notorious_markets.errors import MissingDependencyError
from notorious_markets.screening.blocklists import FORMATS
from notorious_markets.screening.matches import Match
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.values import INPUTS


@command(
    "whether a URL, host, address or name, or the rows of a file, belong to a market",
    option("what", help="a value; with -o a .txt, .csv or .parquet file"),
    option("-o", "--output", type=Path, help="a .parquet or .csv file to write"),
    option("--column", default="url", help="the column of the file (url)"),
    option("--kind", choices=INPUTS, help="what the value is; guessed otherwise"),
    option("--edition", type=int, action="append", help="only this one; repeatable"),
    description="Exit code 0: nothing matches, 1: something does, 2: bad input.",
    has_formats=False,
)
def screen(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with the matches of a value, or with how many rows of a file match."""
    screener = dataset.screener(editions=options.edition)
    if options.output is not None:
        return _screen_file(dataset, screener, options)
    matches = screener.screen(options.what, options.kind)
    return Answer(text=lambda: _matches_text(dataset, matches), code=bool(matches))


def _matches_text(dataset: Dataset, matches: tuple[Match, ...]) -> str:
    if not matches:
        return "no match"
    newest = (match.listings[-1] for match in matches)
    return paragraphs(
        [f"{match}\n  {_companies(match)}" for match in matches],
        ["Of the newest listing of each:", *sources(dataset, *newest)],
    )


def _screen_file(dataset: Dataset, screener: Screener, options: argparse.Namespace) -> Answer:
    try:
        from notorious_markets.frames.files import screen_file  # needs the extra `frames`
    except ModuleNotFoundError as error:
        raise MissingDependencyError(str(error.name), "frames", "to screen a file") from None
    outcome = screen_file(
        Path(options.what),
        options.output,
        column=options.column,
        kind=options.kind,
        screener=screener,
        release=dataset.release.version,
    )
    text = f"{options.output}: {outcome.matched} of {outcome.rows} rows match"
    return Answer(text=lambda: text, code=bool(outcome.matched))


def _companies(match: Match) -> str:
    return "; ".join(map(str, match.companies)) or "no company is recorded"


@command(
    "the listed domains for other tools",
    option("--format", dest="written_for", choices=FORMATS, default="domains"),
    description="",
    has_formats=False,
)
def blocklist(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with a block list, written for one of the tools that read them."""
    text = dataset.export_blocklist(options.written_for)
    return Answer(text=lambda: text)
