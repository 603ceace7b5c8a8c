# SPDX-License-Identifier: MIT
"""The records of the reviews: editions, markets, listings and absences.

Records are frozen, and validated when they are made. What one record can know about itself is
checked here and raises `~notorious_markets.errors.InvalidRecordError`. What only several records
show together (a dangling id, a page beyond the edition's last) is checked by
`notorious_markets.records.laws`.
"""

from datetime import date
from typing import Any

import attrs

from notorious_markets.records import fields, plain
from notorious_markets.records.vocabulary import (
    AbsenceBasis,
    Category,
    Concern,
    Kind,
    member,
)

FIRST_EDITION = 2010
"""Year of the first edition; before it, the Special 301 Reports named markets."""


@attrs.frozen(kw_only=True)
class Edition:
    """One published review, with the state of its record.

    Attributes:
        year: The year in its title, which is not always that of its publication.
        title: Its title, without the year where that is not part of it.
        published: The day USTR published it.
        pages: Number of its pages.
        url: USTR's address of the report.
        docket: Docket of the request for comments, on regulations.gov.
        federal_register: Citation of the request for comments in the Federal Register.
        issue_focus: Title of its issue-focus section.
        stated_online: How many online markets it states, or a source counts in it.
        online_complete: Whether every online market of it is recorded.
        online_basis: Why that is believed.
        stated_physical: How many physical markets it states, or a source counts in it.
        physical_complete: Whether every physical market of it is recorded.
        physical_basis: Why that is believed.
        sources: Ids of the sources that show these facts.
        note: What else a reader should know.
    """

    year: int = fields.integer(FIRST_EDITION)
    title: str = fields.text()
    published: date = fields.day()
    pages: int | None = fields.integer(1, optional=True)
    url: str | None = fields.pattern(
        r"https?://[^\s/]+\S*", "an http or https address", optional=True
    )
    docket: str | None = fields.pattern(
        r"USTR-[0-9]{4}-[0-9]{4}", "a docket such as USTR-2016-0013", optional=True
    )
    federal_register: str | None = fields.text(optional=True)
    issue_focus: str | None = fields.text(optional=True)
    stated_online: int | None = fields.integer(0, optional=True)
    online_complete: bool = fields.flag()
    online_basis: str = fields.text()
    stated_physical: int | None = fields.integer(0, optional=True)
    physical_complete: bool = fields.flag()
    physical_basis: str = fields.text()
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict

    def __attrs_post_init__(self) -> None:
        if self.published.year < self.year:
            problem = f"must not be before the year {self.year}"
            fields.refuse(self, "published", self.published, problem)

    def stated(self, kind: Kind | str) -> int | None:
        """Return how many markets of one kind it states, or a source counts in it."""
        return self.stated_online if member(Kind, kind) is Kind.ONLINE else self.stated_physical

    def complete(self, kind: Kind | str) -> bool:
        """Say whether every market of one kind is recorded."""
        return self.online_complete if member(Kind, kind) is Kind.ONLINE else self.physical_complete

    def basis(self, kind: Kind | str) -> str:
        """Say why the section is believed to be complete, or not."""
        return self.online_basis if member(Kind, kind) is Kind.ONLINE else self.physical_basis


@attrs.frozen(kw_only=True)
class Market:
    """The lasting identity behind the listings of several editions.

    Attributes:
        id: Lasting id, unique among the markets of a release.
        name: The name it is best known by.
        kind: Online or physical; a market never changes its kind.
        aliases: Its other names, every one printed in an edition among them.
        domains: Host names known from elsewhere than a report. Those printed in a report stand in
            the listings.
        sources: Ids of the sources that show that it exists under its names.
        note: How its identity was decided, where that takes a word.
    """

    id: str = fields.identifier()
    name: str = fields.text()
    kind: Kind = fields.choice(Kind)
    aliases: tuple[str, ...] = fields.names()
    domains: tuple[str, ...] = fields.domains()
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class Listing:
    """One heading of one edition: the unit of evidence.

    It is an allegation of USTR, not a finding of law.

    Attributes:
        edition: Year of the edition.
        market: Id of the market the heading names, or of the first where it names several.
        covers: Ids of the other markets the same entry names, in its heading or as its parts.
        name: The name as printed, as far as the sources show it.
        category: What sort of market it is; this project's classification.
        concerns: What the market is alleged to sell or to give access to; empty where unknown.
        economy: ISO 3166-1 alpha-2 code of the economy the sources tie the listing to. A physical
            listing always has one; an online one only where a source says so.
        locality: City or region of a physical market, as the sources give it.
        domains: Host names printed in the report, as far as the sources show them.
        page: Page of the report on which the entry starts.
        stated_first: Whether a source says that the market is listed for the first time.
        sources: Ids of the sources that show the listing.
        note: What was inferred or translated, and what else a reader should know.
    """

    edition: int = fields.integer(FIRST_EDITION)
    market: str = fields.identifier()
    covers: tuple[str, ...] = fields.ids()
    name: str = fields.text()
    category: Category = fields.choice(Category)
    concerns: tuple[Concern, ...] = fields.choices(Concern)
    economy: str | None = fields.economy(optional=True)
    locality: str | None = fields.text(optional=True)
    domains: tuple[str, ...] = fields.domains()
    page: int | None = fields.integer(1, optional=True)
    stated_first: bool = fields.flag()
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields, and the kind, as a dictionary of plain values, ready for JSON."""
        facts = plain.to_dict(self)
        return {"edition": facts.pop("edition"), "kind": self.kind.value, **facts}

    def __attrs_post_init__(self) -> None:
        if self.kind is Kind.PHYSICAL and self.economy is None:
            fields.refuse(self, "economy", None, "must be given for a physical market")
        if self.market in self.covers:
            problem = f"must not repeat the market {self.market!r}"
            fields.refuse(self, "covers", self.covers, problem)

    @property
    def kind(self) -> Kind:
        """The section the listing stands in."""
        return self.category.kind

    @property
    def markets(self) -> tuple[str, ...]:
        """Ids of every market the heading names; the first is `market`."""
        return (self.market, *self.covers)


@attrs.frozen(kw_only=True)
class Absence:
    """Evidence that a market is not in an edition.

    It decides where the section is recorded in part; where it is recorded in full, it gives the
    reason.

    Attributes:
        edition: Year of the edition.
        market: Id of the market.
        basis: What sort of evidence it is.
        reason: What the evidence says.
        sources: Ids of the sources that show it.
    """

    edition: int = fields.integer(FIRST_EDITION)
    market: str = fields.identifier()
    basis: AbsenceBasis = fields.choice(AbsenceBasis)
    reason: str = fields.text()
    sources: tuple[str, ...] = fields.ids(least=1)

    to_dict = plain.to_dict
