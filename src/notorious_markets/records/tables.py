# SPDX-License-Identifier: MIT
"""THE registry: which tables a release has, and everything that is true of one of them.

`Contents` is the registry and the records at once: each of its attributes is a `Table`, and gives
the records of that table when it is asked on the contents of a release. Whoever has to do something
for every table goes through `TABLES`; nobody keeps a list of tables of their own.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeGuard, TypeVar, cast, overload

from notorious_markets.errors import IntegrityError, UnknownValueError
from notorious_markets.records import laws
from notorious_markets.records.laws import Law

if TYPE_CHECKING:  # a record's class is made when its table is asked for: see `Table.record`
    from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
    from notorious_markets.records.editions import Absence, Edition, Listing, Market
    from notorious_markets.records.sources import Source
    from notorious_markets.records.trade import (
        Origin,
        SeizureLine,
        SeizureStatistic,
        WatchListEntry,
        WatchListYear,
    )

_R = TypeVar("_R")


class Table(Generic[_R]):
    """One table of a release.

    Args:
        home: The module of `notorious_markets.records` and the class of its records.
        key: The fields of its primary key.
        references: For each field that holds the key of another table, or several of them, that
            table.
        laws: What holds between its records, and between them and those of other tables.
        since: The first release that has it.
    """

    __slots__ = ("_home", "key", "laws", "name", "references", "since")

    name: str  # of the table, of its resource and of the attribute of `Contents`

    def __init__(
        self,
        home: str,
        key: str,
        *,
        references: Mapping[str, str] = MappingProxyType({}),
        laws: tuple[Law, ...] = (),
        since: str = "2026.11",
    ) -> None:
        self._home = home
        self.key = tuple(key.split())
        self.references = references
        self.laws = laws
        self.since = since

    def __set_name__(self, _: type, name: str) -> None:
        self.name = name

    @property
    def record(self) -> type[_R]:
        """The class of its records; each field is a column.

        It is imported when it is needed: to make a class of attrs takes about a millisecond, and
        most questions need four of the fifteen.
        """
        module, _, name = self._home.partition(".")
        return cast("type[_R]", getattr(import_module(f"{__package__}.{module}"), name))

    @property
    def path(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"

    @property
    def required(self) -> bool:
        """Whether every release has it, even without a row."""
        return self.since == FIRST_RELEASE

    def key_of(self, record: _R) -> tuple[Any, ...]:
        """Return the values of a record's primary key."""
        return tuple(getattr(record, field) for field in self.key)

    # Anything but contents is whatever else has a table for an attribute.
    @overload
    def __get__(self, contents: "Contents", _: object) -> tuple[_R, ...]: ...
    @overload
    def __get__(self, contents: object, _: object) -> Self: ...
    def __get__(self, contents: object, _: object) -> Self | tuple[_R, ...]:
        return contents.of(self) if isinstance(contents, Contents) else self

    def __repr__(self) -> str:
        return f"<Table {self.name}>"


FIRST_RELEASE = "2026.11"

_LISTED = MappingProxyType({"edition": "editions", "market": "markets", "covers": "markets"})
_ABSENT = MappingProxyType({"edition": "editions", "market": "markets"})
_OWNED = MappingProxyType({"market": "markets", "company": "companies"})
_HELD = MappingProxyType({"subsidiary": "companies", "company": "companies"})
_SPOKEN = MappingProxyType({"edition": "editions", "markets": "markets", "company": "companies"})
_DECEMBER = "2026.12"


class Contents:
    """The records of one release, table by table; each table is sorted by its primary key.

    Args:
        read: Gives the records of a table by its name, when they are first asked for. They are not
            held against those of other tables then: `notorious_markets.verify` does that.
        tables: Where nothing reads them, the records of each table; one that is not given has none.

    Raises:
        UnknownValueError: There is no such table.
        IntegrityError: The records contradict each other. Every contradiction is named.
    """

    __slots__ = ("_read", "_tables")

    editions: "Table[Edition]" = Table(
        "editions.Edition", "year", laws=(laws.sections_fit_their_counts,)
    )
    markets: "Table[Market]" = Table(
        "editions.Market",
        "id",
        laws=(laws.no_name_stands_twice, laws.domains_belong_to_one_market),
    )
    listings: "Table[Listing]" = Table(
        "editions.Listing",
        "edition market",
        references=_LISTED,
        laws=(
            laws.markets_are_listed_once_an_edition,
            laws.listings_fit_their_markets,
            laws.pages_exist,
            laws.first_means_first,
        ),
    )
    absences: "Table[Absence]" = Table(
        "editions.Absence",
        "edition market",
        references=_ABSENT,
        laws=(laws.absent_means_not_listed,),
    )
    sources: "Table[Source]" = Table("sources.Source", "id")
    companies: "Table[Company]" = Table("companies.Company", "id", since=_DECEMBER)
    tickers: "Table[Ticker]" = Table(
        "companies.Ticker",
        "company mic symbol",
        references={"company": "companies"},
        since=_DECEMBER,
    )
    ownership: "Table[Ownership]" = Table(
        "companies.Ownership",
        "market company relation number",
        references=_OWNED,
        laws=(laws.full_ownership_does_not_overlap,),
        since=_DECEMBER,
    )
    holdings: "Table[Holding]" = Table(
        "companies.Holding",
        "subsidiary company relation number",
        references=_HELD,
        laws=(laws.holdings_form_no_circle,),
        since=_DECEMBER,
    )
    statements: "Table[Statement]" = Table(
        "companies.Statement",
        "edition speaker on stance",
        references=_SPOKEN,
        since=_DECEMBER,
    )
    seizures: "Table[SeizureStatistic]" = Table(
        "trade.SeizureStatistic",
        "fiscal_year measure breakdown item unit number",
        since=_DECEMBER,
    )
    origins: "Table[Origin]" = Table("trade.Origin", "name", since=_DECEMBER)
    seizure_lines: "Table[SeizureLine]" = Table(
        "trade.SeizureLine",
        "fiscal_year product conveyance origin",
        references={"origin": "origins"},
        since=_DECEMBER,
    )
    watch_list_years: "Table[WatchListYear]" = Table("trade.WatchListYear", "year", since=_DECEMBER)
    watch_lists: "Table[WatchListEntry]" = Table(
        "trade.WatchListEntry",
        "year economy",
        references={"year": "watch_list_years"},
        since=_DECEMBER,
    )

    def __init__(self, read: "_Reading | None" = None, /, **tables: Iterable[Any]) -> None:
        for name in tables:
            if name not in BY_NAME:
                raise UnknownValueError("table", name, BY_NAME)
        self._read = read
        self._tables: dict[str, tuple[Any, ...]] = {}
        if read is not None:
            return
        for table in TABLES:
            self._tables[table.name] = _sorted(table, tables.get(table.name, ()))
        for table in TABLES:
            breaches = list(laws.breaches(self, table))
            if breaches:
                problems = [problem for _, _, problem in breaches]
                places = [(record, field) for record, field, _ in breaches]
                raise IntegrityError(table.name, problems, places)

    def of(self, table: Table[_R]) -> tuple[_R, ...]:
        """Return the records of a table."""
        if table.name not in self._tables:
            read = cast("_Reading", self._read)  # what is not there can only have been left out
            # Threads that get here at once have all read the same; one of them is kept.
            self._tables.setdefault(table.name, _sorted(table, read(table.name)))
        return self._tables[table.name]

    def replace(self, **tables: Iterable[Any]) -> Self:
        """Make contents with other records in some tables; errors are those of the class."""
        kept = {table.name: self.of(table) for table in TABLES}
        return type(self)(**{**kept, **tables})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Contents):
            return NotImplemented
        return all(self.of(table) == other.of(table) for table in TABLES)

    def __hash__(self) -> int:
        return hash(tuple(map(self.of, TABLES)))

    def __reduce__(self) -> tuple[Any, ...]:
        if self._read is not None:
            return (type(self), (self._read,))
        return (_revived, (self._tables,))

    def __repr__(self) -> str:
        read = (f"{len(records)} {name}" for name, records in self._tables.items())
        return f"<Contents: {', '.join(read) or 'nothing read yet'}>"


_Reading = Callable[[str], Iterable[Any]]


def _is_table(attribute: object) -> TypeGuard[Table[Any]]:
    return isinstance(attribute, Table)


TABLES = tuple(filter(_is_table, vars(Contents).values()))
"""Every table a release can have, in the order of its resources. One without rows is left out."""

BY_NAME: Mapping[str, Table[Any]] = MappingProxyType({table.name: table for table in TABLES})
"""The same by name."""


def _sorted(table: Table[_R], records: Iterable[_R]) -> tuple[_R, ...]:
    return tuple(sorted(records, key=attrgetter(*table.key)))


def _revived(tables: dict[str, tuple[Any, ...]]) -> Contents:
    return Contents(**tables)
