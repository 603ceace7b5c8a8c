# SPDX-License-Identifier: MIT
"""The command ``company``: a company, its securities, its markets and their listings."""

import argparse

from notorious_markets.cli.answers import Answer, Rows, joined, paragraphs, sources, table
from notorious_markets.cli.options import command, day, option
from notorious_markets.companies.connected import Connected
from notorious_markets.dataset import Dataset
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Market


@command(
    "a company, its securities and its markets",
    option("company", help="an id, a name, a former name or a ticker"),
    option("--on", type=day, help="a day, as YYYY-MM-DD"),
)
def company(dataset: Dataset, options: argparse.Namespace) -> Answer:
    """Answer with the markets of a company; in text, with the company too."""
    found = dataset.company(options.company)
    connected = dataset.markets_of(found.id, options.on, transitive=True)
    rows = [
        {
            "market": item.name,
            "relation": item.relation.value,
            "share": _percent(item.chain.ownership.share_percent),
            "from": item.chain.ownership.start or "?",
            "to": item.chain.ownership.end or "?",
            **({} if item.held is None else {f"held on {options.on}": item.held.value}),
            "through": joined(holding.subsidiary for holding in item.chain.holdings),
            "sources": joined(item.sources),
        }
        for item in connected
    ]
    return Answer(rows=rows, text=lambda: _text(dataset, found, connected, rows))


def _text(
    dataset: Dataset, company: Company, connected: tuple[Connected[Market], ...], rows: Rows
) -> str:
    tickers = dataset.tickers(company.id)
    listings = dataset.listings.where(company=company.id)
    facts = {
        "legal name": company.legal_name,
        "head office": company.headquarters,
        "incorporated in": company.incorporated_in,
        "founded": company.founded,
        "tickers": joined(f"{item} ({item.start or '?'} to {item.end or '?'})" for item in tickers),
        "also": joined(company.aliases),
        "note": company.note,
        "listed at the time": joined(
            f"{year} ({len(of_year)})" for year, of_year in listings.group_by("edition").items()
        ),
        "of these uncertain": joined(f"{item.edition} {item.name}" for item in listings.uncertain),
    }
    return paragraphs(
        [
            f"{company.name} ({company.id})",
            *(f"{name}: {fact}" for name, fact in facts.items() if fact),
        ],
        table(rows),
        sources(dataset, company, *tickers, *connected),
    )


def _percent(share: object) -> str:
    return "" if share is None else f"{share}%"
