# SPDX-License-Identifier: MIT
"""The commands ``economy`` and ``seizures``: listings, Special 301 and U.S. customs by year."""

import argparse
from collections.abc import Mapping

from notorious_markets.cli.answers import Answer, Rows, joined, paragraphs, sources, table
from notorious_markets.cli.options import command, option
from notorious_markets.dataset import Dataset
from notorious_markets.economy import EconomyProfile
from notorious_markets.records.vocabulary import Kind
from notorious_markets.trade.dhs_totals import DIMENSIONS, Total
from notorious_markets.trade.figures import Figure

_MEANING = (
    "Listings are those recorded whose sources name the economy: ? is unknown, ≥ is at least."
)


@command(
    "an economy: listings, Special 301 status, seizures",
    option("code", help="ISO 3166-1 alpha-2 code"),
)
def economy(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with a row for each year of which anything is recorded."""
    profile = dataset.economy(options.code)
    seized = {int(total.fiscal_year): total for total in profile.seizures}
    # A column is left out, and not left empty, where the release does not have its table.
    columns: dict[str, Mapping[int, object]] = {
        kind.value: {year: count.shown(kind) for year, count in profile.listed.items()}
        for kind in Kind
    }
    if "watch_lists" not in profile.missing:
        columns["special 301"] = {year: str(on) for year, on in profile.watch_list.items()}
    if "seizures" not in profile.missing:
        columns["lines seized"] = {year: total.lines for year, total in seized.items()}
        columns["msrp usd"] = {year: total.msrp for year, total in seized.items()}
    rows = [
        {"year": year, **{name: column.get(year, "") for name, column in columns.items()}}
        for year in sorted({*profile.listed, *profile.watch_list, *seized})
    ]
    return Answer(rows=rows, text=lambda: _economy_text(dataset, profile, rows))


def _economy_text(dataset: Dataset, profile: EconomyProfile, rows: Rows) -> str:
    companies = joined(company.name for company in profile.companies)
    missing = profile.missing
    return paragraphs(
        [
            f"{profile.name} ({profile.code})",
            *([] if "companies" in missing else [f"companies recorded: {companies or 'none'}"]),
            *([f"not in release {dataset.release.version}: {joined(missing)}"] if missing else []),
            _MEANING,
            *([] if "seizures" in missing else ["Years of seizures are U.S. fiscal years."]),
        ],
        table(rows),
        sources(
            dataset,
            *(() if "watch_lists" in missing else dataset.watch_list_years.values()),
            *(() if "seizures" in missing else dataset.seizures.lines),
            *profile.companies,
            *profile.listings,
        ),
    )


@command(
    "U.S. seizures, added up from the table of the DHS",
    option("--fiscal-year", type=int, metavar="YEAR"),
    option("--by", choices=DIMENSIONS, default="fiscal_year"),
    option("--top", type=int, metavar="N"),
)
def seizures(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with the sums of a dimension, each with its share of the whole."""
    years = {} if options.fiscal_year is None else {"fiscal_year": options.fiscal_year}
    totals = dataset.seizures.by(options.by, **years)
    if options.top is not None:
        totals = totals.top(options.top)
    whole = dataset.seizures.total(**years)
    rows = [{**row, "share of msrp": _share(row["msrp"], whole.msrp)} for row in totals.to_dicts()]
    return Answer(rows=rows, text=lambda: _seizures_text(dataset, options, whole, rows))


def _seizures_text(dataset: Dataset, options: argparse.Namespace, whole: Total, rows: Rows) -> str:
    shown = [{**row, "lines": f"{row['lines']:,}", "msrp": f"{row['msrp']:,}"} for row in rows]
    year = options.fiscal_year
    published: tuple[Figure, ...] = ()
    if options.by == "origin" and year is not None:
        published = dataset.seizures.published(fiscal_year=year, unit="percent", item="CN+HK")
    shares = [f"  {item}% of {item.measure} [{joined(item.sources)}]" for item in published]
    if shares:
        shares.insert(0, "Published shares of China and Hong Kong together")
    when = "all fiscal years" if year is None else f"FY{year}"
    return paragraphs(
        f"{when}: {whole.lines:,} lines, {whole.msrp:,} USD of MSRP",
        table(shown),
        shares,
        sources(dataset, *dataset.seizures.lines, *published),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else ""
