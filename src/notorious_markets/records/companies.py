# SPDX-License-Identifier: MIT
"""The records of the companies behind the markets, and of what was said of a listing."""

from decimal import Decimal
from typing import Any

import attrs

from notorious_markets.records import fields, plain
from notorious_markets.records.editions import FIRST_EDITION
from notorious_markets.records.vocabulary import Relation, Role, Stance


@attrs.frozen(kw_only=True)
class Company:
    """A company behind a market, or behind such a company.

    Attributes:
        id: Lasting id, unique among the companies of a release.
        name: The name it is best known by.
        legal_name: Its registered name.
        headquarters: ISO 3166-1 alpha-2 code of the economy of its head office.
        incorporated_in: ISO 3166-1 alpha-2 code of the economy whose law it is formed under.
        founded: When it was founded, as ISO 8601, to the precision the sources give.
        website: Host name of its site.
        wikidata: Its item in Wikidata.
        lei: Its Legal Entity Identifier (ISO 17442).
        aliases: Its other and former names.
        sources: Ids of the sources that show these facts.
        note: What else a reader should know.
    """

    id: str = fields.identifier()
    name: str = fields.text()
    legal_name: str | None = fields.text(optional=True)
    headquarters: str | None = fields.economy(optional=True)
    incorporated_in: str | None = fields.economy(optional=True)
    founded: str | None = fields.partial_date()
    website: str | None = fields.domain(optional=True)
    wikidata: str | None = fields.pattern("Q[1-9][0-9]*", "an item such as Q42", optional=True)
    lei: str | None = fields.pattern("[0-9A-Z]{18}[0-9]{2}", "an LEI (ISO 17442)", optional=True)
    aliases: tuple[str, ...] = fields.names()
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True)
class Ticker:
    """A security of a company on an exchange.

    Attributes:
        company: Id of the company.
        mic: Market Identifier Code of the exchange (ISO 10383).
        symbol: The exchange's symbol for it.
        start: First day of trading, as ISO 8601, to the precision the sources give.
        end: First day on which it was not traded any more; none where unknown or not ended.
        isin: Its International Securities Identification Number (ISO 6166).
        sources: Ids of the sources that show it.
    """

    company: str = fields.identifier()
    mic: str = fields.pattern("[0-9A-Z]{4}", "a Market Identifier Code (ISO 10383)")
    symbol: str = fields.pattern("[0-9A-Z.]+", "a symbol of capital letters, digits and dots")
    start: str | None = fields.partial_date()
    end: str | None = fields.partial_date()
    isin: str | None = fields.pattern("[A-Z]{2}[0-9A-Z]{9}[0-9]", "an ISIN", optional=True)
    sources: tuple[str, ...] = fields.ids(least=1)

    to_dict = plain.to_dict

    def __attrs_post_init__(self) -> None:
        _refuse_backward_interval(self)

    def __str__(self) -> str:
        return f"{self.mic}:{self.symbol}"


def _own_fields_first(_: type, fields: list[Any]) -> list[Any]:
    """Put what a relation connects before what all relations have: the order of its columns."""
    return sorted(fields, key=lambda field: field.inherited)


@attrs.frozen(kw_only=True)
class _DatedRelation:
    relation: Relation = fields.choice(Relation)
    number: int = fields.integer(1)
    start: str | None = fields.partial_date()
    end: str | None = fields.partial_date()
    share_percent: Decimal | None = fields.number(most=100, optional=True)
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict

    def __attrs_post_init__(self) -> None:
        _refuse_backward_interval(self)


@attrs.frozen(kw_only=True, field_transformer=_own_fields_first)
class Ownership(_DatedRelation):
    """What a company has to do with a market, and when.

    The interval is half-open: it holds from `start` to the day before `end`. Each end is known to
    the precision of its date, and not at all where there is none; a missing `end` does not mean
    that the relation goes on.

    Attributes:
        market: Id of the market.
        company: Id of the company.
        relation: What sort of relation it is.
        number: 1, or more where the same relation held several times or at several shares.
        start: First day, as ISO 8601, to the precision the sources give.
        end: First day on which it did not hold any more, likewise.
        share_percent: Share of the market's operator that is held, in percent.
        sources: Ids of the sources that show it.
        note: What was inferred, and what else a reader should know.
    """

    market: str = fields.identifier()
    company: str = fields.identifier()


@attrs.frozen(kw_only=True, field_transformer=_own_fields_first)
class Holding(_DatedRelation):
    """What a company has to do with another company, and when; intervals as in `Ownership`.

    Attributes:
        subsidiary: Id of the company that is held.
        company: Id of the company that holds it.
        relation: What sort of relation it is.
        number: 1, or more where the same relation held several times or at several shares.
        start: First day, as ISO 8601, to the precision the sources give.
        end: First day on which it did not hold any more, likewise.
        share_percent: Share that is held, in percent.
        sources: Ids of the sources that show it.
        note: What was inferred, and what else a reader should know.
    """

    subsidiary: str = fields.identifier()
    company: str = fields.identifier()


@attrs.frozen(kw_only=True)
class Statement:
    """What somebody said of an edition, in this project's words.

    Attributes:
        edition: Year of the edition.
        speaker: Who spoke.
        on: What of the edition it is about.
        stance: How it answers.
        role: For whom it was made.
        date: When, as ISO 8601, to the precision the sources give.
        markets: Ids of the markets it is about.
        company: Id of the company that spoke.
        summary: What was said, in short.
        sources: Ids of the sources that show it.
        note: What else a reader should know.
    """

    edition: int = fields.integer(FIRST_EDITION)
    speaker: str = fields.text()
    on: str = fields.text()
    stance: Stance = fields.choice(Stance)
    role: Role = fields.choice(Role)
    date: str | None = fields.partial_date()
    markets: tuple[str, ...] = fields.ids()
    company: str | None = fields.identifier(optional=True)
    summary: str = fields.text()
    sources: tuple[str, ...] = fields.ids(least=1)
    note: str | None = fields.text(optional=True)

    to_dict = plain.to_dict


def _refuse_backward_interval(relation: Ticker | _DatedRelation) -> None:
    start, end = relation.start, relation.end
    if start is not None and end is not None and end[: len(start)] < start[: len(end)]:
        fields.refuse(relation, "end", end, f"must not be before the start {start}")
