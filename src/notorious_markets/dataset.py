# SPDX-License-Identifier: MIT
"""The records of one release behind one object, and the questions they answer."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol, Unpack, overload

from notorious_markets.editions.comparison import Change, Comparison, compare_editions
from notorious_markets.editions.filters import Filters, Known, checked_filters
from notorious_markets.editions.listings import Listings
from notorious_markets.editions.presence import Coverage, Evidence, PresenceIndex
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.contents import Contents
from notorious_markets.records.editions import Absence, Edition, Market, Release, Source
from notorious_markets.records.vocabulary import Concern, Held, Kind, Presence, WatchList, member
from notorious_markets.text.index import Index

if TYPE_CHECKING:  # each question imports what it needs: comparing needs none of these
    from notorious_markets.companies.connected import Connected
    from notorious_markets.companies.relations import Relations
    from notorious_markets.economy import EconomyProfile, EditionCount
    from notorious_markets.editions.grouped import GroupedComparison
    from notorious_markets.editions.history import History, Turnover
    from notorious_markets.editions.survival import Survival
    from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
    from notorious_markets.records.trade import WatchListEntry, WatchListYear
    from notorious_markets.screening.blocklists import Restrictions
    from notorious_markets.screening.screener import Match, Screener
    from notorious_markets.text.finder import NameIndex
    from notorious_markets.trade.seizures import Seizures


COMPANIES, TRADE = "companies", "trade"
"""The groups of tables that a bundled release reads when they are first needed."""


class Citing(Protocol):
    """Whatever cites sources: records, evidence, changes, figures, chains of ownership."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources."""
        ...


class Dataset:
    """One release: its records, and the questions they answer.

    A dataset is immutable. Its indexes are built when they are first needed, once; so are, in a
    bundled release, the tables of companies and of trade statistics.
    """

    def __init__(
        self,
        release: Release,
        contents: Contents,
        read_group: Callable[[str], Contents] | None = None,
    ) -> None:
        self._release = release
        self._contents = contents
        self._index = PresenceIndex(contents)
        self._read_group = read_group

    @property
    def release(self) -> Release:
        """Version, date and checksums of the release."""
        return self._release

    # Records

    @cached_property
    def editions(self) -> Index[int, Edition]:
        """Every edition by year, oldest first."""
        return Index("edition", ((item.year, item) for item in self._contents.editions))

    @cached_property
    def markets(self) -> Index[str, Market]:
        """Every market by id."""
        return Index("market", ((item.id, item) for item in self._contents.markets))

    @cached_property
    def sources(self) -> Index[str, Source]:
        """Every source by id."""
        return Index("source", ((item.id, item) for item in self._contents.sources))

    @cached_property
    def listings(self) -> Listings:
        """Every listing of every edition."""
        known = Known(
            editions=frozenset(self.editions),
            markets=frozenset(self.markets),
            published={year: edition.published for year, edition in self.editions.items()},
            read_relations=(
                partial(_itself, self._relations)
                if self._read_group is None
                else partial(_read_relations, self._read_group)
            ),
        )
        return Listings(self._contents.listings, known=known)

    @property
    def absences(self) -> tuple[Absence, ...]:
        """All evidence that a market is not in an edition."""
        return self._contents.absences

    def edition(self, year: int) -> Edition:
        """The edition with a year in its title.

        Raises:
            UnknownValueError: There is no such edition.
        """
        return self.editions[year]

    def market(self, name: str) -> Market:
        """The market with an id, a name, an alias, or a domain.

        Case, accents, spaces and punctuation of names do not count. A printed heading that names
        several markets stands for the first of them; `find` gives all.

        Raises:
            UnknownValueError: No market has it.
            AmbiguousNameError: Several markets have it.
        """
        return self.markets[self._market_names.resolve(name)]

    def find(self, text: str) -> tuple[Market, ...]:
        """The markets with a text in an id, a name, an alias, a printed name or a domain.

        Markets that have exactly that name come first. Case, accents, spaces and punctuation do
        not count; nothing is matched by mere similarity.

        Raises:
            InvalidArgumentError: No text, or one without a letter, a digit or a sign.
        """
        return tuple(self.markets[market] for market in self._market_names.find(text))

    def cite(self, *records: Citing) -> tuple[Source, ...]:
        """The sources that records cite, each once, in the order they are cited.

        Raises:
            InvalidArgumentError: Something that cites no sources.
        """
        for record in records:
            if not isinstance(getattr(record, "sources", None), tuple):
                raise InvalidArgumentError(f"{record!r} cites no sources")
        ids = dict.fromkeys(source for record in records for source in record.sources)
        return tuple(self.sources[source] for source in ids)

    # Companies

    @cached_property
    def companies(self) -> "Index[str, Company]":
        """Every company by id."""
        return Index("company", ((item.id, item) for item in self._owners.companies))

    @property
    def ownership(self) -> "tuple[Ownership, ...]":
        """Every relation of a company with a market."""
        return self._owners.ownership

    @property
    def holdings(self) -> "tuple[Holding, ...]":
        """Every relation of a company with another."""
        return self._owners.holdings

    def company(self, name: str) -> "Company":
        """The company with an id, a name, a legal or former name, or a ticker.

        A ticker is a symbol (``"BABA"``), or a Market Identifier Code and a symbol
        (``"XNYS:BABA"``). Case, accents, spaces and punctuation do not count.

        Raises:
            UnknownValueError: No company has it.
            AmbiguousNameError: Several companies have it.
        """
        return self.companies[self._company_names.resolve(name)]

    def tickers(self, company: str) -> "tuple[Ticker, ...]":
        """The securities of a company; errors as in `company`."""
        found = self.company(company).id
        return tuple(item for item in self._owners.tickers if item.company == found)

    def companies_of(
        self, market: str, on: date | None = None, *, transitive: bool = False
    ) -> "tuple[Connected[Company], ...]":
        """The companies that owned, controlled, operated or had a stake in a market.

        Args:
            market: As in `market`, whose errors it raises.
            on: A day; companies that had nothing to do with it then are left out, and each
                `Connected` says whether it certainly had. Without a day, all that ever had.
            transitive: Whether to follow companies up to those that own or control them.
        """
        return self._connected(self.market(market).id, _checked_day(on), transitive=transitive)

    def _connected(
        self, market: str, on: date | None, *, transitive: bool
    ) -> "tuple[Connected[Company], ...]":
        """What `companies_of` gives, of the market with an id."""
        from notorious_markets.companies.connected import Connected

        chains = self._relations.above(market, on, transitive=transitive)
        return tuple(
            Connected(record=self.companies[chain.company], chain=chain) for chain in chains
        )

    def markets_of(
        self, company: str, on: date | None = None, *, transitive: bool = False
    ) -> "tuple[Connected[Market], ...]":
        """The markets that a company owned, controlled, operated or had a stake in.

        Args:
            company: As in `company`, whose errors it raises.
            on: A day, as in `companies_of`.
            transitive: Whether to follow the company down to those that it owns or controls.
        """
        from notorious_markets.companies.connected import Connected

        company = self.company(company).id
        chains = self._relations.below(company, _checked_day(on), transitive=transitive)
        return tuple(Connected(record=self.markets[chain.market], chain=chain) for chain in chains)

    def statements(
        self, edition: int | None = None, market: str | None = None
    ) -> "tuple[Statement, ...]":
        """What was said of an edition, of a market, or of any.

        Raises:
            UnknownValueError: There is no such edition or market.
            AmbiguousNameError: Several markets have that name.
        """
        year = None if edition is None else self.edition(edition).year
        named = None if market is None else self.market(market).id
        return tuple(
            item
            for item in self._owners.statements
            if year in (None, item.edition) and (named is None or named in item.markets)
        )

    # Screening

    def screen(
        self,
        value: str,
        kind: str | Kind | Iterable[str | Kind] | None = None,
        *,
        editions: int | Iterable[int] | None = None,
        concern: Concern | str | Iterable[Concern | str] | None = None,
        on: date | None = None,
        similar: float | None = None,
    ) -> "tuple[Match, ...]":
        """The listed markets that a URL, a host, an e-mail address or a name belongs to.

        A listed domain covers its subdomains, and nothing else. To screen many values with
        restrictions, compile a `screener` once.

        Args:
            value: What is screened.
            kind: What it is (``"url"``, ``"host"``, ``"email"``, ``"name"``; guessed if none is
                given), the section to look in (``"online"``, ``"physical"``), or one of each.
            editions: Only markets that one of these editions lists.
            concern: Only markets listed for one of these concerns.
            on: Only markets of the newest edition that was published by this day, with the
                companies that had to do with them on it.
            similar: As in `Screener.screen`, whose errors it raises.

        Raises:
            UnknownValueError: There is no such kind, edition or concern.
            InvalidArgumentError: Several kinds of value, or what is no text or no date.
        """
        inputs, sections = _split_kinds(kind)
        if sections or editions is not None or concern is not None or on is not None:
            chosen = self.screener(editions=editions, kind=sections, concern=concern, on=on)
        else:
            chosen = self._screener
        return chosen.screen(value, inputs, similar=similar)

    def screener(
        self,
        *,
        editions: int | Iterable[int] | None = None,
        kind: Kind | str | Iterable[Kind | str] | None = None,
        concern: Concern | str | Iterable[Concern | str] | None = None,
        economy: str | Iterable[str] | None = None,
        on: date | None = None,
    ) -> "Screener":
        """Compile screening; arguments and errors are those of `screen`, and ``economy`` too.

        The economy is the one that a listing's sources name for it.
        """
        from notorious_markets.screening.screener import Screener, find_targets

        day = _checked_day(on)
        filters: Filters = {}
        if editions is not None:
            filters["edition"] = editions
        if kind:
            filters["kind"] = kind
        if concern is not None:
            filters["concern"] = concern
        if economy is not None:
            filters["economy"] = economy
        chosen = self.listings.where(**filters)
        if day is not None:
            current = [year for year, item in self.editions.items() if item.published <= day][-1:]
            chosen = chosen.where(edition=current)
        companies = partial(self._connected, on=day, transitive=False)
        return Screener(find_targets(self.markets, self.listings, chosen, companies))

    def export_blocklist(
        self,
        format: str = "domains",  # noqa: A002 (the usual word)
        *,
        former: bool = False,
        **restrictions: Unpack["Restrictions"],
    ) -> str:
        """Return the listed domains as a text for other tools, the same for the same release.

        Markets that are proved to have left the list are left out: those that are not listed in
        the newest edition for which their presence is known. Where ``editions`` or ``on`` chooses
        editions, every market that these list is in.

        Args:
            format: ``"domains"`` (one a line), ``"hosts"`` (a hosts file; it cannot cover
                subdomains), ``"adblock"`` (filters), ``"dnsmasq"`` (lines of its configuration),
                ``"rpz"`` (a DNS response policy zone) or ``"datapackage"`` (a descriptor with the
                rows in it).
            former: Whether to take the markets that have left the list as well.
            restrictions: ``editions``, ``kind``, ``concern``, ``economy`` and ``on``, as in
                `screener`, whose errors it raises.

        Raises:
            UnknownValueError: There is no such format.
        """
        from notorious_markets.screening.blocklists import export_blocklist, former_markets

        chosen = any(restrictions.get(name) is not None for name in ("editions", "on"))
        without = former_markets(self._index, () if former or chosen else self.markets)
        return export_blocklist(self.screener(**restrictions), self.release, format, without)

    @cached_property
    def _screener(self) -> "Screener":
        return self.screener()

    # Trade

    @cached_property
    def seizures(self) -> "Seizures":
        """U.S. seizure statistics: published figures, and the DHS table.

        Raises:
            UnknownValueError: The release has none; those before 2026.12 have not.
            IntegrityError: The tables, which are read when they are first needed, are damaged.
        """
        from notorious_markets.trade.seizures import Seizures

        return Seizures(self._trade.seizures, self._trade.origins, self._trade.seizure_lines)

    @cached_property
    def watch_list_years(self) -> "Index[int, WatchListYear]":
        """How much of the Special 301 Report of each year is recorded, by year."""
        return Index("year", ((item.year, item) for item in self._trade.watch_list_years))

    @property
    def watch_lists(self) -> "tuple[WatchListEntry, ...]":
        """Every recorded economy on a list of a Special 301 Report."""
        return self._trade.watch_lists

    def watch_list(self, economy: str) -> Index[int, WatchList | Presence]:
        """The status of an economy in the Special 301 Report of every year recorded.

        It is a list, ``Presence.NOT_LISTED`` where both lists are recorded in full, or
        ``Presence.UNKNOWN``.

        Raises:
            UnknownValueError: There is no such ISO 3166-1 alpha-2 code.
        """
        from notorious_markets.economy import watch_list_status
        from notorious_markets.text.economies import economy_code

        code = economy_code(economy)
        return watch_list_status(code, self.watch_list_years.values(), self.watch_lists)

    def economy(self, code: str) -> "EconomyProfile":
        """Everything the release holds about an economy.

        Raises:
            UnknownValueError: There is no such ISO 3166-1 alpha-2 code.
        """
        from notorious_markets.economy import EconomyProfile
        from notorious_markets.text.economies import economy_code, economy_name

        return EconomyProfile(
            code=economy_code(code),
            name=economy_name(code),
            listings=self.listings.where(economy=code),
            listed=self.edition_counts(code),
            watch_list=self.watch_list(code),
            seizures=self.seizures.by("fiscal_year", origin=code),
            companies=tuple(
                company for company in self.companies.values() if company.headquarters == code
            ),
        )

    def edition_counts(self, economy: str) -> "Index[int, EditionCount]":
        """How many listings of each edition belong to an economy, as far as that is known.

        Raises:
            UnknownValueError: There is no such ISO 3166-1 alpha-2 code.
        """
        from notorious_markets.text.economies import economy_code

        listings = self.listings.where(economy=economy_code(economy))
        return Index("edition", ((year, self._listed(listings, year)) for year in self.editions))

    def _listed(self, listings: Listings, year: int) -> "EditionCount":
        """How many of an economy's listings an edition has; a zero is given only where proved."""
        from notorious_markets.economy import EditionCount

        counts: dict[str, Any] = {}
        for kind in Kind:
            found = len(listings.where(edition=year, kind=kind))
            section = self.listings.where(edition=year, kind=kind)
            exact = self.edition(year).complete(kind) and all(item.economy for item in section)
            counts[kind.value] = found if found or exact else None
            counts[f"{kind.value}_exact"] = exact
        return EditionCount(**counts)

    # Coverage and presence

    @overload
    def coverage(self, edition: int) -> Coverage: ...
    @overload
    def coverage(self) -> tuple[Coverage, ...]: ...
    def coverage(self, edition: int | None = None) -> Coverage | tuple[Coverage, ...]:
        """How much of an edition is recorded; of every edition, oldest first, if none is given.

        Raises:
            UnknownValueError: There is no such edition.
        """
        if edition is None:
            return tuple(map(self._index.coverage, self.editions))
        return self._index.coverage(self.edition(edition).year)

    def presence(self, market: str, edition: int) -> Presence:
        """Whether a market is LISTED in an edition, NOT_LISTED, or UNKNOWN.

        Args:
            market: As in `market`.
            edition: Year of the edition.

        Raises:
            UnknownValueError: There is no such market or edition.
            AmbiguousNameError: Several markets have that name.
        """
        return self._index.presence(self.market(market).id, self.edition(edition).year)

    def evidence(self, market: str, edition: int) -> Evidence:
        """What `presence` says, with the reason and the sources for it; errors as there."""
        return self._index.evidence(self.market(market).id, self.edition(edition).year)

    # Through the editions

    @overload
    def compare(
        self, before: int, after: int, *, by: None = None, **filters: Unpack[Filters]
    ) -> Comparison: ...
    @overload
    def compare(
        self, before: int, after: int, *, by: str, **filters: Unpack[Filters]
    ) -> "GroupedComparison": ...
    def compare(
        self, before: int, after: int, *, by: str | None = None, **filters: Unpack[Filters]
    ) -> "Comparison | GroupedComparison":
        """Two editions against each other, in either order.

        Filters, as in `Listings.where`, choose markets: those with a listing in one of the two
        editions that passes. Such a market is compared as a whole, so that a filter never makes
        a change.

        Args:
            before: Year of the one edition.
            after: Year of the other.
            by: ``"company"`` or ``"economy"``, to count the changes by the companies that owned,
                controlled or operated the markets at each edition's publication, or by the
                economies of the listings.
            filters: As in `Listings.where`.

        Raises:
            UnknownValueError: There is no such edition, group, filter or value.
            InvalidArgumentError: A filter has a value of the wrong form.
        """
        before, after = self.edition(before).year, self.edition(after).year
        filters = checked_filters(filters)
        found = self.listings.where(predicate=lambda listing: listing.edition in (before, after))
        found = found.where(**filters)
        comparison = compare_editions(
            self._index,
            before,
            after,
            markets=_markets_of(found),
            kinds=_kinds_of(filters),
            uncertain=_markets_of(found.uncertain),
        )
        if by is None:
            return comparison
        from notorious_markets.editions.grouped import group_comparison

        match by:
            case "economy":
                return group_comparison(comparison, by, _economies)
            case "company":
                return group_comparison(comparison, by, partial(self._companies, before, after))
            case _:
                raise UnknownValueError("group", by, ("company", "economy"))

    def _companies(
        self, before: int, after: int, change: Change
    ) -> dict[str | None, tuple[Held, Held]]:
        """The companies that answered for a market when either edition was published."""
        days = [self.editions[year].published for year in (before, after)]
        held = [
            {
                chain.company: self._relations.held(chain.company, change.market, day)
                for chain in self._relations.above(change.market, day, transitive=True)
                if chain.ownership.relation.decides
            }
            for day in days
        ]
        companies = sorted({company for of_day in held for company in of_day})
        if not companies:
            return {None: (Held.YES, Held.YES)}
        return {
            company: (held[0].get(company, Held.NO), held[1].get(company, Held.NO))
            for company in companies
        }

    def history(self, market: str) -> "History":
        """What the editions say of one market.

        Args:
            market: As in `market`, whose errors it raises.
        """
        from notorious_markets.editions.history import market_history

        return market_history(self._index, self.market(market).id)

    def histories(self, **filters: Unpack[Filters]) -> "Index[str, History]":
        """What the editions say of several markets, by id.

        Filters, as in `Listings.where`, choose markets: those with a listing in any edition that
        passes. Errors as there; ``company`` is refused, because it asks of one edition: use
        ``company_ever``.
        """
        from notorious_markets.editions.history import market_history

        return Index(
            "market",
            ((market, market_history(self._index, market)) for market in self._chosen(filters)),
        )

    def turnover(self, **filters: Unpack[Filters]) -> "tuple[Turnover, ...]":
        """How every edition but the first differs from the one before, in numbers of markets.

        Filters choose markets, as in `histories`, whose errors it raises.
        """
        from notorious_markets.editions.history import list_turnover

        filters = checked_filters(filters)
        return list_turnover(self._index, self._chosen(filters), _kinds_of(filters))

    def survival(self, **filters: Unpack[Filters]) -> "Survival":
        """How many editions the spells of markets last.

        Filters choose markets, as in `histories`, whose errors it raises. All spells of a chosen
        market count, each on its own.
        """
        from notorious_markets.editions.survival import kaplan_meier

        histories = self.histories(**filters).values()
        return kaplan_meier(
            (spell for history in histories for spell in history.spells), self.editions
        )

    def _chosen(self, filters: Filters) -> list[str]:
        """The markets with a listing in any edition that passes."""
        filters = checked_filters(filters)
        if "company" in filters:
            raise InvalidArgumentError("company asks of one edition; use company_ever")
        return _markets_of(self.listings.where(**filters))

    def __repr__(self) -> str:
        return (
            f"<Dataset {self.release.version}: {len(self.editions)} editions, "
            f"{len(self.markets)} markets, {len(self._contents.listings)} listings>"
        )

    # Indexes

    @cached_property
    def _owners(self) -> Contents:
        """The tables of companies; those of a bundled release are read when needed."""
        return self._contents if self._read_group is None else self._read_group(COMPANIES)

    @cached_property
    def _trade(self) -> Contents:
        """The tables of trade statistics; those of a bundled release are read when needed."""
        trade = self._contents if self._read_group is None else self._read_group(TRADE)
        if not (trade.seizures or trade.seizure_lines or trade.watch_list_years):
            tables = (table.name for table in self.release.tables)
            raise UnknownValueError(f"table of release {self.release.version}", "seizures", tables)
        return trade

    @cached_property
    def _market_names(self) -> "NameIndex":
        from notorious_markets.text.finder import NameIndex

        names = {
            market.id: [market.name, *market.aliases, *market.domains]
            for market in self.markets.values()
        }
        headings: dict[str, str] = {}
        for listing in self._contents.listings:
            for market in listing.markets:
                names[market].append(listing.name)
            if listing.covers:
                headings[listing.name] = listing.market
            else:  # otherwise nobody says whose the domains are
                names[listing.market] += listing.domains
        return NameIndex("market", names, headings)

    @cached_property
    def _company_names(self) -> "NameIndex":
        from notorious_markets.text.finder import NameIndex

        names = {
            company.id: [company.name, *filter(None, [company.legal_name]), *company.aliases]
            for company in self.companies.values()
        }
        for ticker in self._owners.tickers:
            names[ticker.company] += [ticker.symbol, str(ticker)]
        return NameIndex("company", names)

    @cached_property
    def _relations(self) -> "Relations":
        return _relations(self._owners)


def _read_relations(read_group: Callable[[str], Contents]) -> "Relations":
    return _relations(read_group(COMPANIES))


def _relations(contents: Contents) -> "Relations":
    from notorious_markets.companies.relations import Relations

    shown = {
        source.id: date.fromisoformat(source.date)
        for source in contents.sources
        if source.date is not None and len(source.date) == _FULL_DATE
    }
    companies = (company.id for company in contents.companies)
    return Relations(contents.ownership, contents.holdings, shown, companies)


def _itself(relations: "Relations") -> "Relations":
    return relations


_FULL_DATE = len("2026-11-23")


def _checked_day(on: date | None) -> date | None:
    if on is not None and type(on) is not date:
        raise InvalidArgumentError(f"on must be a datetime.date, not {on!r}")
    return on


def _split_kinds(
    kind: str | Kind | Iterable[str | Kind] | None,
) -> tuple[str | None, tuple[Kind, ...]]:
    """What a value is said to be, and the sections to look in."""
    from notorious_markets.screening.screener import INPUTS

    one = isinstance(kind, str) or not isinstance(kind, Iterable)
    several: tuple[Any, ...] = () if kind is None else (kind,) if one else tuple(kind)
    sections = tuple(Kind(item) for item in several if item in tuple(Kind))
    inputs = [item for item in several if item not in tuple(Kind)]
    for item in inputs:
        if item not in INPUTS:
            raise UnknownValueError("kind", item, (*INPUTS, *Kind))
    if len(inputs) > 1:
        raise InvalidArgumentError(f"a value is of one kind, not of {', '.join(inputs)}")
    return (inputs[0] if inputs else None), sections


def _economies(change: Change) -> dict[str | None, tuple[Held, Held]]:
    """The economies of a market; one that a single edition's sources name is that of both."""
    sides = [side.economy if side is not None else None for side in (change.before, change.after)]
    known = [economy for economy in sides if economy is not None]
    if len(set(known)) < len(sides):
        return {(known[0] if known else None): (Held.YES, Held.YES)}
    return {sides[0]: (Held.YES, Held.NO), sides[1]: (Held.NO, Held.YES)}


def _markets_of(listings: Listings) -> list[str]:
    """The markets of some listings; a heading of several markets brings all of them."""
    return list(dict.fromkeys(market for item in listings for market in item.markets))


def _kinds_of(filters: Filters) -> tuple[Kind, ...]:
    given = filters.get("kind")
    if given is None or given == ():
        return tuple(Kind)
    values = [given] if isinstance(given, str) else given
    wanted = {member(Kind, value) for value in values}
    return tuple(kind for kind in Kind if kind in wanted)
