# SPDX-License-Identifier: MIT
"""A page for each company: its securities, its markets, and their listings at the time."""

from collections.abc import Iterator
from typing import Any

import attrs

from explorer.citations import Citations
from explorer.markdown import blocks, escape, facts, section, table, web_link
from explorer.page import Page
from explorer.shown import (
    company_link,
    economy_link,
    edition_link,
    kept,
    market_link,
    named,
    percent,
    statements_table,
)
from notorious_markets import Company, Dataset, Holding, Ownership


def company_pages(ds: Dataset) -> Iterator[Page]:
    """The page of all companies, and that of each."""
    yield _index(ds)
    for company in ds.companies.values():
        yield _page(ds, company)


def _index(ds: Dataset) -> Page:
    rows: list[dict[str, Any]] = []
    shown: list[tuple[str, ...]] = []
    for company in ds.companies.values():
        tickers = [str(ticker) for ticker in ds.tickers(company.id)]
        markets = [item.record for item in ds.markets_of(company.id)]
        unique = list(dict.fromkeys(markets))
        rows.append(
            {
                "company": company.id,
                "name": company.name,
                "headquarters": company.headquarters,
                "tickers": tickers,
                "markets": [market.id for market in unique],
            }
        )
        shown.append(
            (
                company_link(company),
                economy_link(company.headquarters),
                kept(tickers),
                ", ".join(map(market_link, unique)),
            )
        )
    body = blocks(
        f"{len(rows)} companies behind a part of the markets. That a company is missing here says "
        "nothing: see [](/explanation/companies.md).",
        table(("company", "head office", "securities", "markets, at any time"), shown),
    )
    return Page(
        address="companies/index",
        title="Companies",
        description="The recorded companies behind markets of the Notorious Markets List.",
        body=body,
        rows=rows,
        data={"release": ds.release.version, "companies": rows},
        years=f"{min(ds.editions)}/{max(ds.editions)}",
    )


def _page(ds: Dataset, company: Company) -> Page:
    cite = Citations(ds)
    tickers = ds.tickers(company.id)
    markets = ds.markets_of(company.id, transitive=True)
    holdings = [item for item in ds.holdings if company.id in (item.company, item.subsidiary)]
    listings = ds.listings.where(company=company.id)
    uncertain = set(listings.uncertain)
    statements = [item for item in ds.statements() if item.company == company.id]
    listed = [
        {"edition": item.edition, "market": item.market, "name": item.name}
        | {"held": "unknown" if item in uncertain else "yes", "sources": item.sources}
        for item in listings
    ]
    body = blocks(
        "[Companies](/companies/index.md)",
        facts(
            [
                ("Legal name", escape(company.legal_name or "")),
                ("Also called", kept(company.aliases)),
                ("Head office", economy_link(company.headquarters)),
                ("Incorporated in", economy_link(company.incorporated_in)),
                ("Founded", escape(company.founded or "")),
                ("Website", f"`{company.website}`" if company.website else ""),
                ("Wikidata", _wikidata(company)),
                ("LEI", escape(company.lei or "")),
                ("Note", escape(company.note or "")),
                ("Shown by", cite(company.sources)),
            ]
        ),
        section(
            "Securities",
            table(
                ("exchange (MIC)", "symbol", "from", "until", "ISIN", "sources"),
                (
                    (
                        escape(item.mic),
                        escape(item.symbol),
                        escape(item.start or "?"),
                        escape(item.end or "?"),
                        escape(item.isin or ""),
                        cite(item.sources),
                    )
                    for item in tickers
                ),
            ),
        ),
        section(
            "Markets",
            table(
                ("market", "relation", "share", "from", "until", "through", "sources", "note"),
                (
                    (
                        market_link(item.record),
                        escape(item.relation.value),
                        *_terms(item.chain.ownership),
                        ", ".join(
                            company_link(ds.companies[holding.subsidiary])
                            for holding in item.chain.holdings
                        ),
                        cite(item.sources),
                        escape(item.chain.ownership.note or ""),
                    )
                    for item in markets
                ),
            ),
        ),
        section(
            "Other companies",
            table(
                (
                    "company",
                    "relation",
                    "of company",
                    "share",
                    "from",
                    "until",
                    "sources",
                    "note",
                ),
                (
                    (
                        company_link(ds.companies[item.company]),
                        escape(item.relation.value),
                        company_link(ds.companies[item.subsidiary]),
                        *_terms(item),
                        cite(item.sources),
                        escape(item.note or ""),
                    )
                    for item in holdings
                ),
            ),
        ),
        section(
            "Listings at the time",
            "Listings of markets that the company, itself or through others, owned, controlled or "
            "operated on the day the edition was published."
            if listings
            else "No listing of a market that the company certainly or possibly owned, controlled "
            "or operated on the day of publication.",
            table(
                ("edition", "printed name", "held that day", "sources"),
                (
                    (
                        edition_link(item.edition),
                        named(ds, item),
                        "unknown" if item in uncertain else "yes",
                        cite(item.sources),
                    )
                    for item in listings
                ),
            ),
        ),
        section("Statements", statements_table(ds, statements, cite)),
        cite.listed(),
    )
    return Page(
        address=f"companies/{company.id}",
        title=company.name,
        description=f"{company.name} and the markets of the Notorious Markets List: who owned, "
        "controlled or operated what, and when.",
        body=body,
        rows=listed,
        data={
            "release": ds.release.version,
            "company": attrs.asdict(company),
            "tickers": [attrs.asdict(item) for item in tickers],
            "markets": [attrs.asdict(item.chain) for item in markets],
            "holdings": [attrs.asdict(item) for item in holdings],
            "listings": listed,
            "statements": [attrs.asdict(item) for item in statements],
        },
        sources=cite.cited,
        years=f"{min(ds.editions)}/{max(ds.editions)}",
    )


def _wikidata(company: Company) -> str:
    item = company.wikidata
    return web_link(item, f"https://www.wikidata.org/wiki/{item}") if item else ""


def _terms(relation: Ownership | Holding) -> tuple[str, str, str]:
    """The share, the start and the end of a relation."""
    share = "" if relation.share_percent is None else escape(percent(relation.share_percent))
    return share, escape(relation.start or "?"), escape(relation.end or "?")
