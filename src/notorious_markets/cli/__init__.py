# SPDX-License-Identifier: MIT
"""The command line: ``python -m notorious_markets``, a thin layer over the public names."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from notorious_markets.bundled import load, releases
from notorious_markets.dataset import Dataset
from notorious_markets.editions.comparison import Comparison
from notorious_markets.editions.grouped import GroupedComparison
from notorious_markets.editions.history import History
from notorious_markets.editions.listings import Listings
from notorious_markets.editions.presence import SectionCoverage
from notorious_markets.errors import MissingDependencyError, NotoriousMarketsError
from notorious_markets.records.vocabulary import Kind
from notorious_markets.screening.blocklists import FORMATS as BLOCKLIST_FORMATS
from notorious_markets.screening.matches import Match
from notorious_markets.screening.values import INPUTS
from notorious_markets.text.render import to_csv, to_markdown, to_text
from notorious_markets.trade.seizures import DIMENSIONS

Rows = Sequence[dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    It is 2 for input that is not understood, 1 if `screen` found a match, and 0 otherwise.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        result: str | tuple[str, int] = options.command(load(options.release), options)
    except NotoriousMarketsError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    text, code = result if isinstance(result, tuple) else (result, 0)
    _escape_rather_than_fail(sys.stdout)
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _escape_rather_than_fail(stream: object) -> None:
    """Escape what a narrow terminal cannot show."""
    if isinstance(stream, io.TextIOWrapper):
        cast("io.TextIOWrapper", stream).reconfigure(errors="backslashreplace")


# Commands


def _editions(dataset: Dataset, options: argparse.Namespace) -> str:
    rows = [
        {
            "edition": year,
            "published": edition.published.isoformat(),
            "online": _of_stated(coverage.online),
            "physical": _of_stated(coverage.physical),
        }
        for (year, edition), coverage in zip(
            dataset.editions.items(), dataset.coverage(), strict=True
        )
    ]
    return _FORMATS[options.format](rows)


def _show(dataset: Dataset, options: argparse.Namespace) -> str:
    edition = dataset.edition(options.edition)
    listings = dataset.listings.where(edition=edition.year, kind=options.kind)
    if options.format == "json":
        return _as_json(listings.to_dicts())
    rows = _listing_rows(listings)
    if options.format != "text":
        return _FORMATS[options.format](rows)
    lines = [
        f"{edition.year}: {edition.title}, published {edition.published}",
        *(str(section) for section in dataset.coverage(edition.year)),
        "",
        _as_text(rows),
        "",
        *_sources(dataset, [source for item in listings for source in item.sources]),
    ]
    return "\n".join(lines)


def _compare(dataset: Dataset, options: argparse.Namespace) -> str:
    if options.by is not None:
        by: str = options.by
        grouped = dataset.compare(options.before, options.after, by=by, kind=options.kind)
        return _grouped(dataset, grouped, options)
    comparison = dataset.compare(options.before, options.after, kind=options.kind)
    match options.format:
        case "json":
            return _as_json(comparison.to_dict())
        case "markdown":
            return comparison.to_markdown()
        case "csv":
            return _as_csv(_comparison_rows(comparison))
        case _:
            return _comparison_text(dataset, comparison)


def _grouped(dataset: Dataset, grouped: GroupedComparison, options: argparse.Namespace) -> str:
    rows = [{**row, options.by: row[options.by] or "unknown"} for row in grouped.to_dicts()]
    if options.format == "json":
        return _as_json(grouped.to_dicts())
    if options.format == "markdown":
        return grouped.to_markdown()
    if options.format == "csv":
        return _as_csv(rows)
    years = [dataset.edition(year) for year in (options.before, options.after)]
    comparison = grouped.comparison
    cited = [source for edition in years for source in edition.sources]
    for changes in (comparison.added, comparison.removed, comparison.continued):
        cited += [source for change in changes for source in change.sources]
    lines = [
        f"{options.before} → {options.after} by {options.by}",
        *(f"  {section}" for section in comparison.sections()),
        "",
        _as_text(rows),
        "",
        *_sources(dataset, cited),
    ]
    return "\n".join(lines)


def _history(dataset: Dataset, options: argparse.Namespace) -> str:
    history = dataset.history(options.market)
    rows = _history_rows(dataset, history)
    if options.format != "text":
        return _FORMATS[options.format](rows)
    market = dataset.market(options.market)
    lines = [
        f"{market.name} ({market.id}), {market.kind}",
        *([f"also: {', '.join(market.aliases)}"] if market.aliases else []),
        *([f"note: {market.note}"] if market.note else []),
        f"spells: {', '.join(map(str, history.spells)) or 'none'}",
        "",
        _as_text([{name: row[name] for name in ("edition", "presence", "reason")} for row in rows]),
        "",
        *_sources(
            dataset, [source for row in rows for source in row["sources"].split(", ") if source]
        ),
    ]
    return "\n".join(lines)


def _find(dataset: Dataset, options: argparse.Namespace) -> str:
    rows = [
        {
            "market": market.id,
            "name": market.name,
            "kind": market.kind.value,
            "editions": ", ".join(map(str, dataset.history(market.id).listed_in)),
            "aliases": ", ".join(market.aliases),
        }
        for market in dataset.find(options.text)
    ]
    if not rows and options.format == "text":
        return f"no market has {options.text!r} in its names"
    return _FORMATS[options.format](rows)


def _company(dataset: Dataset, options: argparse.Namespace) -> str:
    company = dataset.company(options.company)
    connected = dataset.markets_of(company.id, options.on, transitive=True)
    rows = [
        {
            "market": item.name,
            "relation": item.relation.value,
            "share": _percent(item.chain.ownership.share_percent),
            "from": item.chain.ownership.start or "?",
            "to": item.chain.ownership.end or "?",
            **({} if item.held is None else {f"held on {options.on}": item.held.value}),
            "through": ", ".join(holding.subsidiary for holding in item.chain.holdings),
            "sources": ", ".join(item.sources),
        }
        for item in connected
    ]
    if options.format != "text":
        return _FORMATS[options.format](rows)
    listings = dataset.listings.where(company=company.id)
    tickers = dataset.tickers(company.id)
    cited = list(company.sources)
    cited += [source for ticker in tickers for source in ticker.sources]
    cited += [source for item in connected for source in item.sources]
    lines = [
        f"{company.name} ({company.id})",
        *_facts(
            {
                "legal name": company.legal_name,
                "head office": company.headquarters,
                "incorporated in": company.incorporated_in,
                "founded": company.founded,
                "tickers": ", ".join(
                    f"{item} ({item.start or '?'} to {item.end or '?'})" for item in tickers
                ),
                "also": ", ".join(company.aliases),
                "note": company.note,
                "listed at the time": ", ".join(
                    f"{year} ({len(of_year)})"
                    for year, of_year in listings.group_by("edition").items()
                ),
                "of these uncertain": ", ".join(
                    f"{item.edition} {item.name}" for item in listings.uncertain
                ),
            }
        ),
        "",
        _as_text(rows),
        "",
        *_sources(dataset, cited),
    ]
    return "\n".join(lines)


def _economy(dataset: Dataset, options: argparse.Namespace) -> str:
    profile = dataset.economy(options.code)
    seizures = {int(item.key[0]): item for item in profile.seizures}
    rows = [
        {
            "year": year,
            **{
                kind.value: profile.listed[year].shown(kind) if year in profile.listed else ""
                for kind in Kind
            },
            "special 301": str(profile.watch_list[year]) if year in profile.watch_list else "",
            "lines seized": seizures[year].lines if year in seizures else "",
            "msrp usd": seizures[year].msrp if year in seizures else "",
        }
        for year in sorted({*profile.listed, *profile.watch_list, *seizures})
    ]
    if options.format != "text":
        return _FORMATS[options.format](rows)
    cited = [source for year in dataset.watch_list_years.values() for source in year.sources]
    cited += dataset.seizures.line_sources
    cited += [source for company in profile.companies for source in company.sources]
    cited += [source for listing in profile.listings for source in listing.sources]
    names = ", ".join(company.name for company in profile.companies)
    lines = [
        f"{profile.name} ({profile.code})",
        f"companies recorded: {names or 'none'}",
        "Listings are those recorded whose sources name the economy: ? is unknown, ≥ is at least.",
        "Years of seizures are U.S. fiscal years.",
        "",
        _as_text(rows),
        "",
        *_sources(dataset, cited),
    ]
    return "\n".join(lines)


def _seizures(dataset: Dataset, options: argparse.Namespace) -> str:
    years = {} if options.fiscal_year is None else {"fiscal_year": options.fiscal_year}
    totals = dataset.seizures.by(options.by, **years)
    if options.top is not None:
        totals = totals.top(options.top)
    whole = dataset.seizures.total(**years)
    rows = [{**row, "share of msrp": _share(row["msrp"], whole.msrp)} for row in totals.to_dicts()]
    if options.format != "text":
        return _FORMATS[options.format](rows)
    shown = [{**row, "lines": f"{row['lines']:,}", "msrp": f"{row['msrp']:,}"} for row in rows]
    when = "all fiscal years" if options.fiscal_year is None else f"FY{options.fiscal_year}"
    published = [
        figure
        for figure in dataset.seizures.published(**years, unit="percent", item="CN+HK")
        if options.by == "origin" and years
    ]
    lines = [
        f"{when}: {whole.lines:,} lines, {whole.msrp:,} USD of MSRP",
        "",
        _as_text(shown),
        *(["", "Published shares of China and Hong Kong together"] if published else []),
        *(f"  {figure}% of {figure.measure} [{', '.join(figure.sources)}]" for figure in published),
        "",
        *_sources(
            dataset,
            [
                *dataset.seizures.line_sources,
                *(source for figure in published for source in figure.sources),
            ],
        ),
    ]
    return "\n".join(lines)


def _screen(dataset: Dataset, options: argparse.Namespace) -> tuple[str, int]:
    screener = dataset.screener(editions=options.edition)
    if options.output is None:
        matches = screener.screen(options.what, options.kind)
        lines = [
            *(f"{match}\n  {_companies(match)}" for match in matches),
            "",
            "Of the newest listing of each:",
            *_sources(dataset, [id_ for match in matches for id_ in match.listings[-1].sources]),
        ]
        return "\n".join(lines) if matches else "no match", bool(matches)
    try:
        from notorious_markets.frames.files import screen_file
    except ModuleNotFoundError as error:
        raise MissingDependencyError(str(error.name), "frames", "to screen a file") from None
    outcome = screen_file(
        Path(options.what),
        options.output,
        column=options.column,
        kind=options.kind or "url",
        screener=screener,
        release=dataset.release.version,
    )
    text = f"{options.output}: {outcome.matched} of {outcome.rows} rows match"
    return text, bool(outcome.matched)


def _companies(match: Match) -> str:
    return "; ".join(map(str, match.companies)) or "no company is recorded"


def _blocklist(dataset: Dataset, options: argparse.Namespace) -> str:
    return dataset.export_blocklist(options.format)


# Rows


def _facts(facts: dict[str, str | None]) -> list[str]:
    return [f"{name}: {fact}" for name, fact in facts.items() if fact]


def _percent(share: object) -> str:
    return "" if share is None else f"{share}%"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else ""


def _of_stated(section: SectionCoverage) -> str:
    stated = "?" if section.stated is None else section.stated
    return f"{section.recorded} of {stated}{' (complete)' if section.complete else ''}"


def _listing_rows(listings: Listings) -> Rows:
    return [
        {
            "kind": item.kind.value,
            "name": item.name,
            "market": item.market,
            "category": item.category.value,
            "concerns": ", ".join(item.concerns),
            "economy": item.economy or "",
            "page": "" if item.page is None else item.page,
            "sources": ", ".join(item.sources),
        }
        for item in listings
    ]


def _comparison_rows(comparison: Comparison) -> Rows:
    first = {change.market for change in comparison.first_listed}
    again = {change.market for change in comparison.relisted}
    renamed = {change.market for change in comparison.renamed}
    groups = {
        "added": comparison.added,
        "removed": comparison.removed,
        "continued": comparison.continued,
        "unaccounted": comparison.unaccounted,
    }
    return [
        {
            "change": group,
            "market": change.market,
            "kind": change.kind.value,
            "before": change.before.name if change.before else "",
            "after": change.after.name if change.after else "",
            "first_listed": str(change.market in first).lower(),
            "relisted": str(change.market in again).lower(),
            "renamed": str(change.market in renamed).lower(),
            "sources": ", ".join(change.sources),
        }
        for group, changes in groups.items()
        for change in changes
    ]


def _comparison_text(dataset: Dataset, comparison: Comparison) -> str:
    lines = [comparison.summary()]
    for title, group in comparison.groups():
        names = [
            str(change) if group is comparison.renamed else dataset.markets[change.market].name
            for change in group
        ]
        lines += ["", f"{title} ({len(group)})", f"  {', '.join(names) or 'none'}"]
    proofs = [
        dataset.evidence(change.market, year)
        for group, year in (
            (comparison.added, comparison.before.edition),
            (comparison.removed, comparison.after.edition),
        )
        for change in group
    ]
    lines += ["", "How the absences are known"]
    lines += [f"  {proof} [{', '.join(proof.sources)}]" for proof in proofs] or ["  none"]
    cited = [source for change in comparison.first_listed for source in change.sources]
    cited += [source for proof in proofs for source in proof.sources]
    return "\n".join([*lines, "", *_sources(dataset, cited)])


def _history_rows(dataset: Dataset, history: History) -> list[dict[str, Any]]:
    proofs = (dataset.evidence(history.market, year) for year in history.presences)
    return [
        {
            "edition": proof.edition,
            "presence": proof.presence.value,
            "name": history.names.get(proof.edition, ""),
            "reason": proof.reason,
            "sources": ", ".join(proof.sources),
        }
        for proof in proofs
    ]


def _sources(dataset: Dataset, ids: Iterable[str]) -> list[str]:
    cited = [dataset.sources[source] for source in dict.fromkeys(ids)]
    return [
        "Sources",
        *(f"  {item.id}: {item.publisher}, {item.title}. {item.url}" for item in cited),
    ]


# Formats


def _as_text(rows: Rows) -> str:
    return to_text(*_cells(rows)) if rows else "none"


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _as_csv(rows: Rows) -> str:
    return to_csv(*_cells(rows)) if rows else ""


def _as_markdown(rows: Rows) -> str:
    return to_markdown(*_cells(rows)) if rows else "none"


def _cells(rows: Rows) -> tuple[list[str], list[list[Any]]]:
    columns = list(rows[0])
    return columns, [[row[column] for column in columns] for row in rows]


_FORMATS: dict[str, Callable[[Rows], str]] = {
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
    "markdown": _as_markdown,
}


# Options


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"must be a day as YYYY-MM-DD, not {text!r}")
    return day


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, like every other error."""

    def error(self, message: str) -> Any:
        self.exit(2, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="notorious_markets",
        description="The Notorious Markets List, edition by edition, with sources and gaps.",
    )
    parser.add_argument(
        "--release", help=f"version or folder of a release; bundled: {', '.join(releases())}"
    )
    commands = parser.add_subparsers(metavar="command", required=True)

    def add(name: str, command: Callable[..., str], summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(command=command)
        added.add_argument("--format", choices=_FORMATS, default="text")
        return added

    add("editions", _editions, "every edition and how much of it is recorded")
    show = add("show", _show, "the listings of an edition")
    show.add_argument("edition", type=int)
    compare = add("compare", _compare, "what changed between two editions")
    compare.add_argument("before", type=int)
    compare.add_argument("after", type=int)
    compare.add_argument("--by", choices=("company", "economy"))
    for command in (show, compare):
        command.add_argument("--kind", choices=[kind.value for kind in Kind])
    history = add("history", _history, "what every edition says of a market")
    history.add_argument("market", help="an id, a name, an alias or a domain")
    company = add("company", _company, "a company, its securities and its markets")
    company.add_argument("company", help="an id, a name, a former name or a ticker")
    company.add_argument("--on", type=_day, help="a day, as YYYY-MM-DD")
    economy = add("economy", _economy, "an economy: listings, Special 301 status, seizures")
    economy.add_argument("code", help="ISO 3166-1 alpha-2 code")
    seizures = add("seizures", _seizures, "U.S. seizures, added up from the table of the DHS")
    seizures.add_argument("--fiscal-year", type=int, metavar="YEAR")
    seizures.add_argument("--by", choices=DIMENSIONS, default="fiscal_year")
    seizures.add_argument("--top", type=int, metavar="N")
    screen = commands.add_parser(
        "screen",
        help="whether a URL, host, address or name, or the rows of a file, belong to a market",
        description="Exit code 0: nothing matches, 1: something does, 2: bad input.",
    )
    screen.set_defaults(command=_screen)
    screen.add_argument("what", help="a value; with -o a .txt, .csv or .parquet file")
    screen.add_argument("-o", "--output", type=Path, help="a .parquet or .csv file to write")
    screen.add_argument("--column", default="url", help="the column of the file (url)")
    screen.add_argument("--kind", choices=INPUTS, help="what the value is; guessed otherwise")
    screen.add_argument("--edition", type=int, action="append", help="only this one; repeatable")
    blocklist = commands.add_parser("blocklist", help="the listed domains for other tools")
    blocklist.set_defaults(command=_blocklist)
    blocklist.add_argument("--format", choices=BLOCKLIST_FORMATS, default="domains")
    find = add("find", _find, "markets with a text in their names")
    find.add_argument("text")
    return parser
