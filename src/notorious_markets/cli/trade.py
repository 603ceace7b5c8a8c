# SPDX-License-Identifier: MIT
"""The commands ``economy`` and ``seizures``: listings, Special 301 and U.S. customs by year."""

import argparse

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
    seized = {int(item.key[0]): item for item in profile.seizures}
    rows = [
        {
            "year": year,
            **{
                kind.value: profile.listed[year].shown(kind) if year in profile.listed else ""
                for kind in Kind
            },
            "special 301": str(profile.watch_list[year]) if year in profile.watch_list else "",
            "lines seized": seized[year].lines if year in seized else "",
            "msrp usd": seized[year].msrp if year in seized else "",
        }
        for year in sorted({*profile.listed, *profile.watch_list, *seized})
    ]
    return Answer(rows=rows, text=lambda: _economy_text(dataset, profile, rows))


def _economy_text(dataset: Dataset, profile: EconomyProfile, rows: Rows) -> str:
    companies = joined(company.name for company in profile.companies)
    return paragraphs(
        [
            f"{profile.name} ({profile.code})",
            f"companies recorded: {companies or 'none'}",
            _MEANING,
            "Years of seizures are U.S. fiscal years.",
        ],
        table(rows),
        sources(
            dataset,
            *dataset.watch_list_years.values(),
            *dataset.seizures.lines,
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
