# SPDX-License-Identifier: MIT
"""A page for each company: its securities, its markets, and their listings at the time."""

from collections.abc import Iterable, Iterator
from typing import Any

from explorer.citations import Citations
from explorer.markdown import blocks, escape, facts, link, section, table, web_link
from explorer.page import Page, all_years
from explorer.shown import (
    company_link,
    connections_table,
    economy_link,
    edition_link,
    kept,
    market_link,
    named,
    statements_table,
    terms,
)
from notorious_markets import (
    Company,
    Dataset,
    Holding,
    Listing,
    Listings,
)

_LISTINGS = (
    "Listings of markets that the company, itself or through others, owned, controlled or operated "
    "on the day the edition was published, or may have."
)


def company_pages(ds: Dataset) -> Iterator[Page]:
    """Yield the page of all companies, and that of each."""
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
        years=all_years(ds),
    )


def _page(ds: Dataset, company: Company) -> Page:
    cite = Citations(ds)
    markets = ds.markets_of(company.id, transitive=True)
    holdings = [item for item in ds.holdings if company.id in (item.company, item.subsidiary)]
    linked = [(market_link(item.record), item) for item in markets]
    listings = ds.listings.where(company=company.id)
    statements = [item for item in ds.statements() if item.company == company.id]
    body = blocks(
        link("Companies", "companies/index"),
        _facts(company, cite),
        section("Securities", _securities(ds, company, cite)),
        section("Markets", connections_table(ds, "market", linked, cite)),
        section("Other companies", _holdings(ds, holdings, cite)),
        section("Listings at the time", _LISTINGS, _listings(ds, listings, cite)),
        section("Statements", statements_table(ds, statements, cite)),
        cite.listed(),
    )
    listed = [
        {
            "edition": item.edition,
            "market": item.market,
            "name": item.name,
            "held": _held(listings, item),
            "sources": item.sources,
        }
        for item in listings
    ]
    return Page(
        address=f"companies/{company.id}",
        title=company.name,
        description=f"{company.name} and the markets of the Notorious Markets List: who owned, "
        "controlled or operated what, and when.",
        body=body,
        rows=listed,
        data={
            "release": ds.release.version,
            "company": company,
            "tickers": ds.tickers(company.id),
            "markets": [item.chain for item in markets],
            "holdings": holdings,
            "listings": listed,
            "statements": statements,
        },
        sources=cite.cited,
        years=all_years(ds),
    )


def _facts(company: Company, cite: Citations) -> str:
    item = company.wikidata
    return facts(
        [
            ("Legal name", escape(company.legal_name or "")),
            ("Also called", kept(company.aliases)),
            ("Head office", economy_link(company.headquarters)),
            ("Incorporated in", economy_link(company.incorporated_in)),
            ("Founded", escape(company.founded or "")),
            ("Website", f"`{company.website}`" if company.website else ""),
            ("Wikidata", web_link(item, f"https://www.wikidata.org/wiki/{item}") if item else ""),
            ("LEI", escape(company.lei or "")),
            ("Note", escape(company.note or "")),
            ("Shown by", cite(company.sources)),
        ]
    )


def _securities(ds: Dataset, company: Company, cite: Citations) -> str:
    return table(
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
            for item in ds.tickers(company.id)
        ),
    )


def _holdings(ds: Dataset, holdings: Iterable[Holding], cite: Citations) -> str:
    return table(
        ("company", "relation", "of company", "share", "from", "until", "sources", "note"),
        (
            (
                company_link(ds.companies[item.company]),
                escape(item.relation.value),
                company_link(ds.companies[item.subsidiary]),
                *terms(item),
                cite(item.sources),
                escape(item.note or ""),
            )
            for item in holdings
        ),
    )


def _listings(ds: Dataset, listings: Listings, cite: Citations) -> str:
    rows = [
        (
            edition_link(item.edition),
            named(ds, item),
            _held(listings, item),
            cite(item.sources),
        )
        for item in listings
    ]
    return table(("edition", "printed name", "held that day", "sources"), rows) or "None."


def _held(listings: Listings, listing: Listing) -> str:
    return "unknown" if listing in listings.uncertain else "yes"
