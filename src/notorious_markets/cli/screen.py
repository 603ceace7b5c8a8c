# SPDX-License-Identifier: MIT
"""The commands ``screen`` and ``blocklist``: addresses, hosts and names against the list."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from notorious_markets.cli.answers import Answer, paragraphs, sources
from notorious_markets.cli.files import names_files, refuse_file, screen_files
from notorious_markets.cli.options import command, day, option
from notorious_markets.dataset import Dataset
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.vocabulary import Concern
from notorious_markets.screening.blocklists import FORMATS
from notorious_markets.screening.filenames import FORMS
from notorious_markets.screening.matches import Match
from notorious_markets.screening.receipt import make_receipt
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.values import INPUTS


@command(
    "whether a URL, host, address or name, or the rows of files, belong to a market",
    option("what", nargs="+", help="a value; or files, folders, patterns, - (standard input)"),
    option("-o", "--output", help="a file or folder to write, or - (standard output)"),
    option("--column", default="url", help="the column of the files (url)"),
    option("--kind", choices=INPUTS, help="what the values are; guessed otherwise"),
    option("--edition", type=int, action="append", help="only this one; repeatable"),
    option("--input-format", choices=FORMS, help="what the files hold, if no suffix says it"),
    option("--delimiter", help="what separates cells; recognised otherwise"),
    option("--encoding", help="of text; otherwise what a mark says, or UTF-8"),
    option("--receipt", type=Path, help="a JSON file for all that is needed to repeat it"),
    description="Exit code 0: nothing matches, 1: something does, 2: anything else.",
)
def screen(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with the matches of a value, or of the rows of files."""
    began = datetime.now(UTC)
    screener = dataset.screener(editions=options.edition)
    restrictions = {"kind": options.kind, "editions": options.edition}
    if names_files(options):
        answer = screen_files(
            dataset, screener, {**restrictions, "column": options.column}, options
        )
    else:
        answer = _screen_value(dataset, screener, restrictions, began, options)
    if options.receipt is not None:
        _write_receipt(options.receipt, answer.record)
    return answer


def _screen_value(
    dataset: Dataset,
    screener: Screener,
    restrictions: dict[str, object],
    began: datetime,
    options: argparse.Namespace,
) -> Answer:
    (value,) = options.what
    matches = screener.screen(value, options.kind)
    if not matches and options.kind is None:
        refuse_file(value)
    found: list[dict[str, Any]] = [match.to_dict() for match in matches]
    return Answer(
        rows=[_row(match) for match in matches],
        text=lambda: _matches_text(dataset, matches) if matches else "no match",
        record=make_receipt(
            dataset.release,
            screener,
            restrictions,
            began,
            datetime.now(UTC),
            value=value,
            found=found,
        ),
        code=int(bool(matches)),
    )


def _row(match: Match) -> dict[str, Any]:
    return {
        "market": match.market.id,
        "name": match.market.name,
        "domain": match.domain or "",
        "editions": ", ".join(map(str, match.editions)),
        "reason": match.reason,
    }


def _write_receipt(path: Path, receipt: object) -> None:
    text = json.dumps(receipt, ensure_ascii=False, indent=2)
    try:
        path.write_text(f"{text}\n", "utf-8")
    except (OSError, ValueError) as error:
        raise InvalidArgumentError(f"the receipt is not written: {error}") from None


def _matches_text(dataset: Dataset, matches: tuple[Match, ...]) -> str:
    if not matches:
        return "no match"
    newest = (match.listings[-1] for match in matches)
    return paragraphs(
        [f"{match}\n  {_companies(match)}" for match in matches],
        ["Of the newest listing of each:", *sources(dataset, *newest)],
    )


def _companies(match: Match) -> str:
    return "; ".join(map(str, match.companies)) or "no company is recorded"


@command(
    "the listed domains for other tools",
    option("--format", dest="written_for", choices=FORMATS, default="domains"),
    option("--edition", type=int, action="append", help="markets of this one; repeatable"),
    option("--concern", choices=[*Concern], help="markets listed for it only"),
    option("--economy", help="markets of this economy only"),
    option("--on", type=day, help="markets of the newest edition on this day"),
    option("--former", action="store_true", help="markets that have left the list as well"),
    description="The domains of the markets that are not proved to have left the list.",
    has_formats=False,
)
def blocklist(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with a block list, written for one of the tools that read them."""
    text = dataset.export_blocklist(
        options.written_for,
        former=options.former,
        editions=options.edition,
        concern=options.concern,
        economy=options.economy,
        on=options.on,
    )
    return Answer(text=lambda: text)
