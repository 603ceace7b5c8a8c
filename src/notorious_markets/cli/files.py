# SPDX-License-Identifier: MIT
"""The part of ``screen`` that reads files: the rows that match, told or written, and a summary."""

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from notorious_markets.cli.answers import Answer
from notorious_markets.dataset import Dataset
from notorious_markets.errors import InvalidArgumentError, MissingDependencyError
from notorious_markets.records.plain import to_plain
from notorious_markets.screening.filenames import (
    STANDARD,
    Run,
    is_named,
    looks_like_file,
    plan_runs,
)
from notorious_markets.screening.receipt import make_receipt
from notorious_markets.screening.screener import Screener

if TYPE_CHECKING:
    from notorious_markets.frames.files import Counts, Outcome, Row

_FILE_OPTIONS = ("output", "input_format", "delimiter", "encoding")


def names_files(options: argparse.Namespace) -> bool:
    """Say whether files are to be screened, and not a value.

    Raises:
        InvalidArgumentError: Several values, or values among files.
    """
    if any(getattr(options, name) is not None for name in _FILE_OPTIONS):
        return True
    found = [is_named(text) for text in options.what]
    if len(found) > 1 and not all(found):
        what = options.what[found.index(False)]
        raise InvalidArgumentError(f"several are screened only if all are files: {what!r} is none")
    return all(found)


def refuse_file(text: str) -> None:
    """Refuse a text that matches nothing and looks like a file: it was meant to be read."""
    if looks_like_file(text):
        raise InvalidArgumentError(
            f"{text!r} looks like a file that is not there or that says not what it holds "
            "(--input-format); if it is a value, say what it is (--kind)"
        )


def screen_files(
    dataset: Dataset,
    screener: Screener,
    restrictions: Mapping[str, object],
    options: argparse.Namespace,
) -> Answer:
    """Screen files, and answer with what was found."""
    try:  # needs the extra `frames`
        from notorious_markets.frames.files import Question, Reading, screen_run
    except ModuleNotFoundError as error:
        raise MissingDependencyError(str(error.name), "frames", "to screen a file") from None
    runs = plan_runs(options.what, options.output, options.input_format)
    _refuse_receipt(options.receipt, runs)
    if options.output == STANDARD and options.format != "text":
        raise InvalidArgumentError("standard output cannot take both the rows and the answer")
    began = datetime.now(UTC)
    question = Question(
        screener=screener,
        release=dataset.release.version,
        kind=options.kind,
        restrictions=restrictions,
    )
    reading = Reading(
        column=options.column,
        form=options.input_format,
        delimiter=options.delimiter,
        encoding=options.encoding,
    )
    told: list[Row] = []
    one = len(runs) == 1 and len(runs[0].inputs) == 1
    tell = None
    if options.output is None:
        tell = _Printer(with_file=not one) if options.format == "text" else told.append
    outcomes = [screen_run(run, question, reading, tell) for run in runs]
    counts = [outcome.counts for outcome in outcomes]
    whole = sum(counts[1:], counts[0])
    receipt = make_receipt(
        dataset.release,
        screener,
        restrictions,
        began,
        datetime.now(UTC),
        inputs=[
            {"name": name, "sha256": digest}
            for outcome in outcomes
            for name, digest in outcome.inputs.items()
        ],
        outputs=[_output(outcome.output) for outcome in outcomes if outcome.output is not None],
        counts={"rows": whole.rows, "matched": whole.matched, "unreadable": whole.unreadable},
        found=_found(whole),
        **({"matches": to_plain(told)} if options.output is None and tell == told.append else {}),
    )
    summary = "\n".join(_summary(outcome, dataset.release.version) for outcome in outcomes)
    if options.output == STANDARD:
        print(summary, file=sys.stderr)
        summary = ""
    return Answer(
        rows=[attrs.asdict(row) for row in told],
        text=lambda: summary,
        record=receipt,
        code=int(whole.matched > 0),
    )


def _output(name: str) -> dict[str, Any]:
    """Return what a receipt says of an output; one that is a stream cannot be read again."""
    if name == STANDARD or not Path(name).is_file():
        return {"name": name, "sha256": None}
    with Path(name).open("rb") as file:
        return {"name": name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


class _Printer:
    """Prints the rows that match as they are found, as tab-separated values."""

    def __init__(self, *, with_file: bool) -> None:
        self._with_file = with_file
        self._begun = False

    def __call__(self, row: "Row") -> None:
        if not self._begun:
            self._begun = True
            self._print("row", "value", "market", "domain")
        where = f"{row.file}:{row.row}" if self._with_file else str(row.row)
        self._print(where, row.value, row.market, row.domain or "")

    def _print(self, *cells: str) -> None:
        sys.stdout.write("\t".join(map(_printable, cells)) + "\n")


def _printable(text: str) -> str:
    """Escape what would end a cell or command a terminal."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def _found(counts: "Counts") -> list[dict[str, Any]]:
    fields = ("market", "domain", "first_edition", "last_edition")
    return [
        {**dict(zip(fields, hit, strict=True)), "rows": rows}
        for hit, rows in sorted(counts.found.items(), key=lambda item: (-item[1], str(item[0])))
    ]


def _summary(outcome: "Outcome", release: str) -> str:
    counts = outcome.counts
    name = ", ".join(outcome.inputs) if outcome.output is None else outcome.output
    return (
        f"{name}: {counts.matched} of {counts.rows} rows match, "
        f"{counts.unreadable} cannot be read (release {release})"
    )


def _refuse_receipt(receipt: Path | None, runs: Sequence[Run]) -> None:
    """Refuse a receipt that would be written onto an input or an output."""
    if receipt is None:
        return
    taken = [name for run in runs for name in (*run.inputs, run.output) if name is not None]
    for name in taken:
        path = Path(name)
        if receipt.resolve() == path.resolve() or (
            receipt.exists() and path.exists() and receipt.samefile(path)
        ):
            raise InvalidArgumentError(f"the receipt cannot be written onto {name}")
