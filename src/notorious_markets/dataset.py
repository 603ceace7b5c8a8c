# SPDX-License-Identifier: MIT
"""The records of one release behind one object, and the questions they answer."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack, overload

from notorious_markets.editions.comparison import Comparison, compare_listed
from notorious_markets.editions.filters import Filters
from notorious_markets.editions.known import Known, known_of
from notorious_markets.editions.listings import Listings
from notorious_markets.editions.presence import Coverage, Evidence, PresenceIndex
from notorious_markets.records.citing import Citing, sources_of
from notorious_markets.records.editions import Absence, Edition, Market
from notorious_markets.records.release import Release
from notorious_markets.records.release_tables import ReleaseTables
from notorious_markets.records.tables import Contents
from notorious_markets.records.vocabulary import Concern, Kind, Presence, WatchList
from notorious_markets.text.economies import economy_code
from notorious_markets.text.index import Index, index_by
from notorious_markets.text.later import later
from notorious_markets.text.values import checked_day

# Comparing two editions needs none of these, and a program that only compares starts sooner.
if TYPE_CHECKING:
    from notorious_markets import economy as economies
    from notorious_markets.companies import connected
    from notorious_markets.companies.connected import Connected
    from notorious_markets.economy import EconomyProfile, EditionCount
    from notorious_markets.editions import grouped, history, survival
    from notorious_markets.editions.grouped import GroupedComparison
    from notorious_markets.editions.history import History, Turnover
    from notorious_markets.editions.survival import Survival
    from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
    from notorious_markets.records.sources import Source
    from notorious_markets.records.trade import WatchListEntry, WatchListYear
    from notorious_markets.screening import blocklists, choice
    from notorious_markets.screening.blocklists import Options
    from notorious_markets.screening.matches import Match
    from notorious_markets.screening.screener import Screener
    from notorious_markets.trade import seizures, watch_lists
    from notorious_markets.trade.seizures import Seizures
else:
    connected, economies, watch_lists = later("companies.connected economy trade.watch_lists")
    grouped, history, survival = later("editions.grouped editions.history editions.survival")
    blocklists, choice, seizures = later("screening.blocklists screening.choice trade.seizures")


class Dataset:
    """One release: its records, and the questions they answer.

    It is immutable, and equal to another of the same records. A year, id, name or code that does
    not exist raises an `UnknownValueError`, a name of several records an `AmbiguousNameError`, a
    value of the wrong form an `InvalidArgumentError`, and a question that needs a table which the
    release does not have a `MissingTableError`.

    >>> ds = nm.load()
    >>> ds
    <Dataset 2026.12.1: 16 editions, 241 markets, 635 listings>
    """

    def __init__(self, release: Release, contents: Contents) -> None:
        self._contents = contents
        self._index = PresenceIndex(contents)
        self._tables = ReleaseTables(release, contents)
        self._having = self._tables.having

    @property
    def release(self) -> Release:
        """Version, date and checksums of the release."""
        return self._tables.release

    @cached_property
    def editions(self) -> Index[int, Edition]:
        """Every edition by year, oldest first."""
        return index_by("edition", "year", self._contents.editions)

    @cached_property
    def markets(self) -> Index[str, Market]:
        """Every market by id."""
        return index_by("market", "id", self._contents.markets)

    @cached_property
    def sources(self) -> "Index[str, Source]":
        """Every source by id."""
        return index_by("source", "id", self._contents.sources)

    @cached_property
    def listings(self) -> Listings:
        """Every listing of every edition."""
        return Listings(self._contents.listings, known=self._known)

    @property
    def absences(self) -> tuple[Absence, ...]:
        """All evidence that a market is not in an edition."""
        return self._contents.absences

    def edition(self, year: int) -> Edition:
        """Return the edition with a year in its title.

        >>> ds.edition(2021).published
        datetime.date(2022, 2, 17)
        """
        return self.editions[year]

    def market(self, name: str) -> Market:
        """Return the market with an id, a name, an alias, or a domain.

        Case, accents, spaces and punctuation do not count. A printed heading that names several
        markets stands for the first of them; `find` gives all.

        >>> ds.market("ThePirateBay").id
        'the-pirate-bay'
        """
        return self.markets[self._known.market_names.resolve(name)]

    def find(self, text: str) -> tuple[Market, ...]:
        """Return the markets with a text in an id, a name, an alias, a printed name or a domain.

        Those that have exactly that name come first; nothing is matched by mere similarity.

        >>> [market.id for market in ds.find("torrentz")]
        ['torrentz', 'torrentz2']
        """
        return tuple(self.markets[market] for market in self._known.market_names.find(text))

    def cite(self, *records: Citing) -> "tuple[Source, ...]":
        """Return the sources that records cite, each once, in the order they are cited.

        >>> ds.cite(ds.edition(2021))[0].title
        '2021 Review of Notorious Markets for Counterfeiting and Piracy'
        """
        return tuple(self.sources[source] for source in sources_of(records))

    @cached_property
    def companies(self) -> "Index[str, Company]":
        """Every company by id."""
        return index_by("company", "id", self._having("companies").companies)

    @property
    def ownership(self) -> "tuple[Ownership, ...]":
        """Every relation of a company with a market."""
        return self._having("ownership").ownership

    @property
    def holdings(self) -> "tuple[Holding, ...]":
        """Every relation of a company with another."""
        return self._having("holdings").holdings

    def company(self, name: str) -> "Company":
        """Return the company with an id, a name, a legal or former name, or a ticker.

        A ticker is a symbol, or a Market Identifier Code and a symbol (``"XNYS:BABA"``).

        >>> ds.company("BABA").name
        'Alibaba Group'
        """
        return self.companies[self._known.company_names.resolve(name)]

    def tickers(self, company: str) -> "tuple[Ticker, ...]":
        """Return the securities of a company, which is named as in `company`."""
        found = self.company(company).id
        return tuple(item for item in self._having("tickers").tickers if item.company == found)

    def companies_of(
        self, market: str, on: date | None = None, *, transitive: bool = False
    ) -> "tuple[Connected[Company], ...]":
        """Return the companies that owned, controlled, operated or had a stake in a market.

        On a day, those that had nothing to do with it then are left out, and each `Connected` says
        whether it certainly had. Transitively, those that own or control the companies, too.

        >>> [company.name for company in ds.companies_of("taobao")]
        ['Alibaba Group']
        """
        found, records = self.market(market).id, (self._known.chains, self.companies)
        return connected.companies_behind(*records, found, checked_day(on), transitive=transitive)

    def markets_of(
        self, company: str, on: date | None = None, *, transitive: bool = False
    ) -> "tuple[Connected[Market], ...]":
        """Return the markets that a company owned, controlled, operated or had a stake in.

        On a day, as in `companies_of`; transitively, those of companies that it controls, too.

        >>> [market.name for market in ds.markets_of("alibaba-group")]
        ['AliExpress', 'Taobao']
        """
        found, records = self.company(company).id, (self._known.chains, self.markets)
        return connected.markets_below(*records, found, checked_day(on), transitive=transitive)

    def statements(
        self, edition: int | None = None, market: str | None = None
    ) -> "tuple[Statement, ...]":
        """Return what was said of an edition, of a market, or of any.

        >>> [(item.speaker, item.stance.value) for item in ds.statements(2021, "taobao")]
        [('Alibaba Group', 'commits')]
        """
        year = None if edition is None else self.edition(edition).year
        named = None if market is None else self.market(market).id
        found = self._having("statements").statements
        of_edition = found if year is None else [item for item in found if item.edition == year]
        return tuple(item for item in of_edition if named is None or named in item.markets)

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
        """Return the listed markets that a URL, a host, an e-mail address or a name belongs to.

        Args:
            value: What is screened; a listed domain covers its subdomains, and nothing else.
            kind: What it is (``"url"``, ``"host"``, ``"email"``, ``"name"``; guessed if none is
                given), the section to look in (``"online"``, ``"physical"``), or one of each.
            editions: Only markets that one of these editions lists.
            concern: Only markets listed for one of these concerns.
            on: Only markets of the newest edition published by this day, with their companies then.
            similar: As in `Screener.screen`, whose errors it raises.

        >>> [match.market.id for match in ds.screen("https://item.taobao.com/x")]
        ['taobao']
        """
        input_, sections = choice.split_kinds(kind)
        if not sections and editions is None and concern is None and on is None:
            return self._screener.screen(value, input_, similar=similar)
        chosen = self.screener(editions=editions, kind=sections, concern=concern, on=on)
        return chosen.screen(value, input_, similar=similar)

    def screener(
        self,
        *,
        editions: int | Iterable[int] | None = None,
        kind: Kind | str | Iterable[Kind | str] | None = None,
        concern: Concern | str | Iterable[Concern | str] | None = None,
        economy: str | Iterable[str] | None = None,
        on: date | None = None,
    ) -> "Screener":
        """Compile a screener for many values; arguments and errors are those of `screen`."""
        by: Filters = {"edition": editions, "kind": kind, "concern": concern, "economy": economy}
        chosen = choice.choose(self.listings, self.editions, by, checked_day(on))
        known = None if self._tables.lacks("ownership") else (self._known.chains, self.companies)
        of = (self.release.version, self._index, self.markets, self.listings)
        return choice.compile_screener(*of, chosen, known, on)

    def export_blocklist(self, format: str = "domains", **options: Unpack["Options"]) -> str:  # noqa: A002
        """Return the listed domains as a text for other tools, the same for the same release.

        Formats and options are those of `~notorious_markets.export_blocklist`, as are its errors.
        """
        without = blocklists.left_out(self._index, self.markets, options)
        screener = self.screener(**blocklists.restrictions(options))
        return blocklists.export_blocklist(screener, self.release, format, without)

    @cached_property
    def seizures(self) -> "Seizures":
        """U.S. seizure statistics: published figures, and the DHS table."""
        found = self._having("seizures")
        return seizures.Seizures(found.seizures, found.origins, found.seizure_lines)

    @cached_property
    def watch_list_years(self) -> "Index[int, WatchListYear]":
        """How much of the Special 301 Report of each year is recorded, by year."""
        return index_by("year", "year", self._having("watch_list_years").watch_list_years)

    @property
    def watch_lists(self) -> "tuple[WatchListEntry, ...]":
        """Every recorded economy on a list of a Special 301 Report."""
        return self._having("watch_lists").watch_lists

    def watch_list(self, economy: str) -> Index[int, WatchList | Presence]:
        """Return the status of an economy in the Special 301 Report of every year recorded.

        It is a list, NOT_LISTED where both lists are recorded in full, or UNKNOWN.

        >>> ds.watch_list("CN")[2021].value
        'priority-watch-list'
        """
        code, years = economy_code(economy), self.watch_list_years.values()
        return watch_lists.watch_list_status(code, years, self.watch_lists)

    def economy(self, code: str) -> "EconomyProfile":
        """Return everything the release holds about an economy.

        >>> ds.economy("CN")
        <EconomyProfile CN China: 98 listings, 11 companies>
        """
        code, of_release = economy_code(code), (self.listings, self.editions, self._tables)
        return economies.economy_profile(code, *of_release, lambda: self.seizures)

    def edition_counts(self, economy: str) -> "Index[int, EditionCount]":
        """Count the listings of each edition that belong to an economy, as far as is known."""
        return economies.edition_counts(economy_code(economy), self.listings, self.editions)

    @overload
    def coverage(self, edition: int) -> Coverage: ...
    @overload
    def coverage(self) -> tuple[Coverage, ...]: ...
    def coverage(self, edition: int | None = None) -> Coverage | tuple[Coverage, ...]:
        """Return how much of an edition is recorded; without one, of every edition, oldest first.

        >>> print(ds.coverage(2021).online)
        online: 42 recorded, 42 stated (complete)
        """
        if edition is None:
            return tuple(map(self._index.coverage, self.editions))
        return self._index.coverage(self.edition(edition).year)

    def presence(self, market: str, edition: int) -> Presence:
        """Tell whether a market, named as in `market`, is LISTED in an edition, or NOT, or UNKNOWN.

        >>> ds.presence("taobao", 2013).value
        'not listed'
        """
        return self._index.presence(self.market(market).id, self.edition(edition).year)

    def evidence(self, market: str, edition: int) -> Evidence:
        """Return what `presence` says, with the reason and the sources for it.

        >>> print(ds.evidence("taobao", 2013))
        taobao in 2013: not listed (removed in 2012 and put back only in 2016)
        """
        return self._index.evidence(self.market(market).id, self.edition(edition).year)

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
        """Compare two editions, in either order.

        Filters, as in `Listings.where`, choose markets: those with a listing in one of the two
        editions that passes. Such a market is compared as a whole, so that a filter never makes
        a change. By ``"company"``, the changes are counted for those that owned, controlled or
        operated the markets when each edition was published; by ``"economy"``, for the listings'.

        >>> [change.name for change in ds.compare(2020, 2021, kind="online").relisted]
        ['IndiaMART', 'Libgen']
        """
        before, after = self.edition(before).year, self.edition(after).year
        comparison = compare_listed(self._index, before, after, self._known, filters)
        return comparison if by is None else grouped.group(comparison, by, self._known)

    def history(self, market: str) -> "History":
        """Return what the editions say of one market.

        >>> ds.history("taobao")
        <History taobao: 2010–2011, 2016–2025 or later; unknown in 0 editions>
        """
        return history.market_history(self._index, self.market(market).id)

    def histories(self, **filters: Unpack[Filters]) -> "Index[str, History]":
        """Return what the editions say of several markets, by id.

        Filters, as in `Listings.where`, choose markets: those with a listing in any edition that
        passes. Of ``company``, which asks of one edition, use ``company_ever`` instead.
        """
        return history.market_histories(self._index, self.listings, filters)

    def turnover(self, **filters: Unpack[Filters]) -> "tuple[Turnover, ...]":
        """Count how editions differ from those before; filters choose markets as in `histories`."""
        return history.list_turnover(self._index, self.listings, filters)

    def survival(self, **filters: Unpack[Filters]) -> "Survival":
        """Estimate how many editions spells last; filters choose markets as in `histories`."""
        return survival.survival_of(self.histories(**filters).values(), self.editions)

    def __eq__(self, other: object) -> bool:
        return self._tables == other._tables if isinstance(other, Dataset) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._tables)

    def __reduce__(self) -> tuple[Any, ...]:  # without the indexes
        return (Dataset, (self.release, self._contents))

    def __repr__(self) -> str:
        held = f"{len(self.editions)} editions, {len(self.markets)} markets"
        return f"<Dataset {self.release.version}: {held}, {len(self._contents.listings)} listings>"

    @cached_property
    def _known(self) -> Known:
        return known_of(self._tables)

    @cached_property
    def _screener(self) -> "Screener":
        return self.screener()
