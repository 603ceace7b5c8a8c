# SPDX-License-Identifier: MIT
"""A page for each market: its editions with the unknown ones, its names, domains and owners."""

from collections.abc import Iterator
from typing import Any

from explorer.citations import Citations
from explorer.markdown import blocks, escape, facts, link, section, table
from explorer.page import Page, all_years
from explorer.shown import (
    companies_on,
    company_link,
    connections_table,
    domains,
    economy_link,
    edition_link,
    kept,
    market_link,
    named,
    presence_mark,
    reason,
    statements_table,
)
from notorious_markets import Company, Connected, Dataset, History, Market
from notorious_markets.records.plain import to_dict
from notorious_markets.screening.targets import own_domains

INDEX = "markets/index"


def market_pages(ds: Dataset) -> Iterator[Page]:
    """Yield the page of all markets, and that of each."""
    yield _index(ds)
    for market in ds.markets.values():
        yield _page(ds, market)


def _index(ds: Dataset) -> Page:
    newest = max(ds.editions)
    rows: list[dict[str, Any]] = []
    shown: list[tuple[str, ...]] = []
    for market in ds.markets.values():
        history = ds.history(market.id)
        economies = dict.fromkeys(item.economy for item in history.listings.values())
        codes = [code for code in economies if code]
        rows.append(
            {
                "market": market.id,
                "name": market.name,
                "kind": market.kind.value,
                "economies": codes,
                "first": history.first,
                "first_proved": history.first_proved,
                "last": history.last,
                "editions": len(history.listed_in),
                "unknown": len(history.unknown_in),
                "newest": history.presences[newest].value,
            }
        )
        shown.append(
            (
                market_link(market),
                market.kind.value,
                ", ".join(map(economy_link, codes)),
                f"{'' if history.first_proved else '≤ '}{history.first or ''}",
                str(history.last or ""),
                str(len(history.listed_in)),
                str(len(history.unknown_in)),
                presence_mark(history.presences[newest]),
            )
        )
    body = blocks(
        f"{len(rows)} markets in {len(ds.editions)} editions. *First* and *last* are the first and "
        "the last edition recorded as listing the market; ≤ says that an earlier one may list it. "
        "*Unknown* counts the editions that may list it as far as the data can tell: see "
        "[](/explanation/presence.md).",
        table(
            (
                "market",
                "kind",
                "economies",
                "first",
                "last",
                "editions",
                "unknown",
                f"in {newest}",
            ),
            shown,
        ),
    )
    return Page(
        address=INDEX,
        title="Markets",
        description="Every market of the Notorious Markets List, with its first and last edition.",
        body=body,
        rows=rows,
        data={"release": ds.release.version, "markets": rows},
        years=all_years(ds),
    )


def _page(ds: Dataset, market: Market) -> Page:
    cite = Citations(ds)
    history = ds.history(market.id)
    evidence = [ds.evidence(market.id, year) for year in history.presences]
    companies = [
        (company_link(item.record), item) for item in ds.companies_of(market.id, transitive=True)
    ]
    rows = [
        {
            "edition": item.edition,
            "presence": item.presence.value,
            "name": history.names.get(item.edition),
            "reason": item.reason,
            "sources": item.sources,
        }
        for item in evidence
    ]
    body = blocks(
        link("Markets", "markets/index"),
        _timeline(history),
        _facts(ds, market, history, cite),
        section(
            "Edition by edition",
            table(
                ("edition", "presence", "what shows it", "page", "companies that day", "sources"),
                (
                    (
                        edition_link(item.edition),
                        presence_mark(item.presence),
                        reason(item, history.listings.get(item.edition)),
                        _page_number(history, item.edition),
                        companies_on(ds, market.id, ds.edition(item.edition).published)
                        if item.edition in history.listings
                        else "",
                        cite(item.sources),
                    )
                    for item in evidence
                ),
            ),
        ),
        section("Where the domains are from", _domains(ds, market, history, cite)),
        section("Companies behind it", connections_table(ds, "company", companies, cite)),
        section("Statements", statements_table(ds, ds.statements(market=market.id), cite)),
        cite.listed(),
    )
    return Page(
        address=f"markets/{market.id}",
        title=market.name,
        description=f"{market.name} in the Notorious Markets List, edition by edition: "
        f"listed in {len(history.listed_in)}, unknown in {len(history.unknown_in)}.",
        body=body,
        rows=rows,
        data={
            "release": ds.release.version,
            "market": market,
            "editions": rows,
            "listings": [*map(to_dict, history.listings.values())],  # all are of the market's kind
            "companies": [item.chain for item in ds.companies_of(market.id)],
            "statements": ds.statements(market=market.id),
        },
        sources=cite.cited,
        years=f"{min(history.presences)}/{max(history.presences)}",
    )


def _timeline(history: History) -> str:
    years = [edition_link(year) for year in history.presences]
    marks = [presence_mark(presence) for presence in history.presences.values()]
    return f":::{{container}} timeline\n{table(years, [marks], sortable=False)}\n:::"


def _facts(ds: Dataset, market: Market, history: History, cite: Citations) -> str:
    doubt = "" if history.first_proved else " at the latest: an earlier edition may list it"
    listings = history.listings.values()
    economies = dict.fromkeys(item.economy for item in listings if item.economy)
    localities = dict.fromkeys(item.locality for item in listings if item.locality)
    together = dict.fromkeys(
        named(ds, item) + f" in {item.edition}" for item in listings if item.covers
    )
    return facts(
        [
            ("Kind", market.kind.value),
            ("Companies", "; ".join(_connected(item, cite) for item in ds.companies_of(market.id))),
            ("Domains", domains(_all_domains(ds, market))),
            ("Recorded as listed", escape("; ".join(map(str, history.spells)))),
            ("First listed", f"{history.first}{doubt}" if history.first else ""),
            ("Listed again in", ", ".join(map(edition_link, history.relisted_in))),
            ("Unknown in", ", ".join(map(edition_link, history.unknown_in))),
            ("Printed as", kept(dict.fromkeys(history.names.values()))),
            ("Also called", kept(market.aliases)),
            ("Category", kept(dict.fromkeys(item.category.value for item in listings))),
            ("Concerns", kept(dict.fromkeys(c.value for item in listings for c in item.concerns))),
            ("Economy", ", ".join(map(economy_link, economies))),
            ("Locality", kept(localities)),
            ("Headings of several markets", "; ".join(together)),
            ("Identity", escape(market.note or "")),
            ("Named by", cite(market.sources)),
        ]
    )


def _connected(item: Connected[Company], cite: Citations) -> str:
    terms = item.chain.ownership
    years = escape(f"{item.relation.value}, {terms.start or '?'} to {terms.end or '?'}")
    return f"{company_link(item.record)} ({years}) {cite(item.sources)}"


def _all_domains(ds: Dataset, market: Market) -> dict[str, None]:
    """Return the domains that are the market's own: what only headings of several print is not."""
    printed = own_domains(ds.listings).get(market.id, {})
    return dict.fromkeys((*printed, *market.domains))


def _page_number(history: History, year: int) -> str:
    listing = history.listings.get(year)
    return str(listing.page) if listing is not None and listing.page is not None else ""


def _domains(ds: Dataset, market: Market, history: History, cite: Citations) -> str:
    """List the domains with where they are from; those that nobody's record claims are doubtful."""
    own = _all_domains(ds, market)
    printed: dict[str, list[int]] = {}
    sources: dict[str, list[str]] = {}
    for year, listing in history.listings.items():
        for domain in listing.domains:
            printed.setdefault(domain, []).append(year)
            sources.setdefault(domain, []).extend(listing.sources)
    rows: list[tuple[str, str, str]] = []
    for domain, years in printed.items():
        (match, *_) = ds.screen(domain, "host")
        if domain not in own and not match.one_of:
            continue  # another market's, beside which this one is named
        where = "printed in " + ", ".join(map(edition_link, years))
        if domain not in own:
            names = "; ".join(market_link(ds.markets[id_]) for id_ in match.one_of)
            where += f", of one of several markets: {names}"
        rows.append((f"`{domain}`", where, cite(dict.fromkeys(sources[domain]))))
    rows += [
        (f"`{domain}`", "known from elsewhere", cite(market.sources))
        for domain in market.domains
        if domain not in printed
    ]
    return table(("domain", "where from", "sources"), rows)
