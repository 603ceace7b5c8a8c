# SPDX-License-Identifier: MIT
"""How records are shown, the same on every page."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from explorer.citations import Citations
from explorer.markdown import escape, link, marked, table
from notorious_markets import (
    Company,
    Connected,
    Dataset,
    Evidence,
    Held,
    Holding,
    Listing,
    Market,
    Ownership,
    Presence,
    SectionCoverage,
    Statement,
)
from notorious_markets.text.economies import economy_name


def edition_link(year: int) -> str:
    """Link to an edition."""
    return link(year, f"editions/{year}")


def market_link(market: Market) -> str:
    """Link to a market, by the name it is best known by."""
    return link(market.name, f"markets/{market.id}")


def company_link(company: Company) -> str:
    """Link to a company."""
    return link(company.name, f"companies/{company.id}")


def economy_link(code: str | None) -> str:
    """Link to an economy; nothing where none is known."""
    return link(economy_name(code), f"economies/{code}") if code else ""


def presence_mark(presence: Presence) -> str:
    """Name a presence, with its colour."""
    return marked(f"presence-{presence.value.replace(' ', '-')}", presence.value)


def kept(values: Iterable[object]) -> str:
    """Set several values in one cell."""
    return ", ".join(map(escape, values))


def connection(connected: Connected[Company] | Connected[Market]) -> str:
    """Say in few words what connects a company with a market on a day."""
    share = connected.chain.ownership.share_percent
    part = "" if share is None else f" {percent(share)}"
    doubt = ", unknown that day" if connected.held is Held.UNKNOWN else ""
    return escape(f"{connected.relation.value}{part}{doubt}")


def companies_on(ds: Dataset, market: str, on: date) -> str:
    """Name the companies that had to do with a market on a day."""
    return "; ".join(
        f"{company_link(item.record)} ({connection(item)})" for item in ds.companies_of(market, on)
    )


def named(ds: Dataset, listing: Listing) -> str:
    """Return a name as printed, with links to the markets it stands for."""
    own = link(listing.name, f"markets/{listing.market}")
    others = ", ".join(market_link(ds.markets[market]) for market in listing.covers)
    return f"{own} (covers {others})" if others else own


def reason(evidence: Evidence, listing: Listing | None) -> str:
    """Say what shows a presence, with the note of the listing."""
    note = f" ({listing.note})" if listing is not None and listing.note else ""
    return escape(f"{evidence.reason}{note}")


def terms(relation: Ownership | Holding) -> tuple[str, str, str]:
    """Return the share, the start and the end of a relation; ? where an end is not known."""
    share = "" if relation.share_percent is None else escape(percent(relation.share_percent))
    return share, escape(relation.start or "?"), escape(relation.end or "?")


def of_stated(section: SectionCoverage) -> str:
    """Count the recorded listings of those stated."""
    stated = "?" if section.stated is None else section.stated
    return f"{section.recorded} of {stated}{', complete' if section.complete else ''}"


def statements_table(ds: Dataset, statements: Iterable[Statement], cite: Citations) -> str:
    """Write a table of what was said, in this project's words."""
    return table(
        ("date", "edition", "speaker", "stance", "markets", "what was said", "sources"),
        (
            (
                escape(item.date or ""),
                edition_link(item.edition),
                _speaker(item),
                escape(item.stance.value),
                ", ".join(market_link(ds.markets[market]) for market in item.markets),
                escape(" ".join(filter(None, (item.summary, item.note)))),
                cite(item.sources),
            )
            for item in statements
        ),
    )


def _speaker(statement: Statement) -> str:
    if statement.company is None:
        return escape(statement.speaker)
    return link(statement.speaker, f"companies/{statement.company}")


def percent(number: Decimal, digits: int | None = None) -> str:
    """Write a share, at the digits it has or at fewer."""
    shown = number if digits is None else round(number, digits)
    return f"{shown:f}%"


def fiscal_year_link(year: int, text: object = None) -> str:
    """Link to the seizures of a U.S. fiscal year, by a text or by its short name."""
    return link(f"FY{year}" if text is None else text, f"seizures/{int(year)}")


def ways(up: str, links: Sequence[str], place: int) -> str:
    """Return the links of one year to the year before, to all years, and to the year after."""
    before = [f"← {links[place - 1]}"] if place else []
    after = [f"{one} →" for one in links[place + 1 : place + 2]]
    return " · ".join([*before, up, *after])


def domains(names: Iterable[str]) -> str:
    """Return host names, as code so that nothing makes links of them."""
    return ", ".join(f"`{name}`" for name in names)


def connections_table(
    ds: Dataset,
    what: str,
    connected: Iterable[tuple[str, Connected[Company] | Connected[Market]]],
    cite: Citations,
) -> str:
    """Return the companies of a market, or the markets of a company, with what connects them."""
    return table(
        (what, "relation", "share", "from", "until", "through", "sources", "note"),
        (
            (
                own_link,
                escape(item.relation.value),
                *terms(item.chain.ownership),
                ", ".join(company_link(ds.companies[h.subsidiary]) for h in item.chain.holdings),
                cite(item.sources),
                escape(item.chain.ownership.note or ""),
            )
            for own_link, item in connected
        ),
    )
