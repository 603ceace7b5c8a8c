# SPDX-License-Identifier: MIT
"""``python -m curation``: propose listings, suggest identities, check a change, make a release."""

import argparse
import csv
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import notorious_markets as nm
from curation.changes import apply_change, read_change
from curation.drafts import draft_change, suggest_markets
from curation.effects import effects
from curation.headings import read_headings
from curation.pages import read_pages
from curation.publish import changelog_entry, publish, with_entry
from notorious_markets.datapackage.package import read_package
from notorious_markets.errors import IntegrityError, NotoriousMarketsError, UnknownValueError
from notorious_markets.records.tables import Contents

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "notorious_markets" / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 2 for input that cannot be accepted."""
    options = _parser().parse_args(arguments)
    try:
        print(options.command(options))
    except IntegrityError as error:  # a maintainer wants every problem, not the first dozen
        print("\n".join([f"{error.table}:", *error.problems]), file=sys.stderr)
        return 2
    except (NotoriousMarketsError, csv.Error) as error:
        print(f"curation: {error}", file=sys.stderr)
        return 2
    return 0


def _propose(options: argparse.Namespace) -> str:
    reading = read_headings(read_pages(options.report))
    base = _base(options)
    draft_change(options.change, reading, base, options.edition)
    counts = ", ".join(f"{len(reading.of(kind))} {kind}" for kind in nm.Kind)
    doubts = [f"- {doubt}" for doubt in reading.doubts] or ["- none"]
    return "\n".join(
        [
            f"{options.change}: {counts} listings proposed for {options.edition}.",
            "Decide identity and market of each, fill what is empty, and empty the review cells.",
            "To look up in the report:",
            *doubts,
        ]
    )


def _suggest(options: argparse.Namespace) -> str:
    base = _base(options)
    count = suggest_markets(options.change / "listings.csv", base)
    return f"{options.change / 'listings.csv'}: suggestions for {count} rows; none is decided."


def _check(options: argparse.Namespace) -> str:
    base = _base(options)
    return effects(base, apply_change(base, read_change(options.change)))


def _release(options: argparse.Namespace) -> str:
    base = _base(options)
    changed = apply_change(base, read_change(options.change))
    entry = changelog_entry(options.base, options.version, (base, changed))
    text = with_entry(options.changelog.read_text("utf-8"), entry)
    publish(
        options.data,
        options.base,
        changed,
        version=options.version,
        created=options.created,
    )
    options.changelog.write_text(text, "utf-8")
    return f"{options.version} is written, pinned and in the changelog.\n\n{effects(base, changed)}"


def _base(options: argparse.Namespace) -> Contents:
    released = sorted(path.parent.name for path in options.data.glob("*/datapackage.json"))
    if options.base not in released:
        raise UnknownValueError("release", options.base, released)
    return read_package(options.data / options.base)[1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="curation", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("change", type=Path, help="the folder of the change")
    shared.add_argument("--base", default=nm.releases()[-1], help="release to start from")
    shared.add_argument("--data", type=Path, default=DATA, help="the folder of the releases")

    propose = commands.add_parser("propose", parents=[shared], help="listings from a report's text")
    propose.add_argument("report", type=Path, help="a PDF, or text with form feeds between pages")
    propose.add_argument("--edition", type=int, required=True, help="year in the report's title")
    propose.set_defaults(command=_propose)

    suggest = commands.add_parser("suggest", parents=[shared], help="markets that names may mean")
    suggest.set_defaults(command=_suggest)

    check = commands.add_parser("check", parents=[shared], help="validate, and show the effects")
    check.set_defaults(command=_check)

    release = commands.add_parser("release", parents=[shared], help="write the next release")
    release.add_argument("--version", required=True, help="its name by calendar, such as 2027.02")
    release.add_argument("--created", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
    release.add_argument("--changelog", type=Path, default=ROOT / "CHANGELOG.md")
    release.set_defaults(command=_release)
    return parser


if __name__ == "__main__":
    sys.exit(main())
