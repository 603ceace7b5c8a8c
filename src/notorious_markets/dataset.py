# SPDX-License-Identifier: MIT
"""The records of one release behind one object, and the releases that come with the package."""

import threading
from collections.abc import Mapping
from functools import cache, cached_property
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Unpack, overload

from notorious_markets.comparison import Comparison, compare_editions
from notorious_markets.contents import Contents
from notorious_markets.errors import AmbiguousNameError, UnknownValueError, nearest
from notorious_markets.history import History, Turnover, list_turnover, market_history
from notorious_markets.index import Index
from notorious_markets.listings import Filters, Known, Listings
from notorious_markets.names import fold, name_key
from notorious_markets.presence import Coverage, Evidence, PresenceIndex
from notorious_markets.records import Absence, Edition, Listing, Market, Release, Source
from notorious_markets.tables import read_package
from notorious_markets.vocabulary import Kind, Presence, member

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Dataset:
    """One release: its records, and the questions they answer.

    A dataset is immutable. Its indexes are built when they are first needed, once.

    Attributes:
        release: Version, date and checksums of the release.
    """

    def __init__(self, release: Release, contents: Contents) -> None:
        self.release = release
        self._contents = contents
        self._index = PresenceIndex(contents)

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
        known = Known(frozenset(self.editions), frozenset(self.markets))
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
        if name in self.markets:
            return self.markets[name]
        ids = self._ids_by_name.get(name_key(name)) if isinstance(name, str) else None
        if ids is None:
            raise UnknownValueError("market", name, self.markets, self._meant(name))
        first, *others = ids
        if others:
            raise AmbiguousNameError(name, ids)
        return self.markets[first]

    def find(self, text: str) -> tuple[Market, ...]:
        """The markets with a text in an id, a name, an alias, a printed name or a domain.

        Markets that have exactly that name come first. Case, accents, spaces and punctuation do
        not count; nothing is matched by mere similarity.
        """
        wanted = name_key(text)
        found = [
            (wanted not in keys, fold(self.markets[market].name), market)
            for market, keys in self._keys.items()
            if any(wanted in key for key in keys)
        ]
        return tuple(self.markets[market] for _, _, market in sorted(found))

    def cite(self, *records: Edition | Market | Listing | Absence | Evidence) -> tuple[Source, ...]:
        """The sources that records cite, each once, in the order they are cited."""
        ids = dict.fromkeys(source for record in records for source in record.sources)
        return tuple(self.sources[source] for source in ids)

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

    def compare(self, before: int, after: int, **filters: Unpack[Filters]) -> Comparison:
        """Two editions against each other, in either order.

        Filters, as in `Listings.where`, choose markets: those with a listing in one of the two
        editions that passes. Such a market is compared as a whole, so that a filter never makes
        a change.

        Raises:
            UnknownValueError: There is no such edition, filter or value.
            InvalidArgumentError: A filter has a value of the wrong form.
        """
        years = {self.edition(before).year, self.edition(after).year}
        found = self.listings.where(predicate=lambda listing: listing.edition in years)
        return compare_editions(
            self._index,
            before,
            after,
            markets=_markets_of(found, filters),
            kinds=_kinds_of(filters),
        )

    def history(self, market: str) -> History:
        """What the editions say of one market.

        Args:
            market: As in `market`, whose errors it raises.
        """
        return market_history(self._index, self.market(market).id)

    def turnover(self, **filters: Unpack[Filters]) -> tuple[Turnover, ...]:
        """How every edition but the first differs from the one before, in numbers of markets.

        Filters, as in `Listings.where`, choose markets: those with a listing in any edition that
        passes. Errors as there.
        """
        markets = _markets_of(self.listings, filters)
        return list_turnover(self._index, markets, _kinds_of(filters))

    def __repr__(self) -> str:
        return (
            f"<Dataset {self.release.version}: {len(self.editions)} editions, "
            f"{len(self.markets)} markets, {len(self._contents.listings)} listings>"
        )

    # Names

    def _meant(self, name: object) -> str | None:
        """The id of the market with the name closest to one that does not exist."""
        owners = {
            spelling: market for market, names in self._spellings.items() for spelling in names
        }
        closest = nearest(name, owners)
        return None if closest is None else owners[str(closest)]

    @cached_property
    def _spellings(self) -> Mapping[str, tuple[str, ...]]:
        """What each market is called, wherever that stands, by id."""
        found = {
            market.id: [market.id, market.name, *market.aliases, *market.domains]
            for market in self.markets.values()
        }
        for listing in self._contents.listings:
            for market in listing.markets:
                found[market].append(listing.name)
            if not listing.covers:  # otherwise nobody says whose the domains are
                found[listing.market] += listing.domains
        return MappingProxyType({market: tuple(names) for market, names in found.items()})

    @cached_property
    def _keys(self) -> Mapping[str, frozenset[str]]:
        return MappingProxyType(
            {market: frozenset(map(name_key, names)) for market, names in self._spellings.items()}
        )

    @cached_property
    def _ids_by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for market, keys in self._keys.items():
            for key in keys:
                found.setdefault(key, []).append(market)
        for listing in self._contents.listings:
            if listing.covers:
                found[name_key(listing.name)] = [listing.market]
        return MappingProxyType({key: tuple(sorted(ids)) for key, ids in found.items()})


def _markets_of(listings: Listings, filters: Filters) -> list[str]:
    """The markets of the listings that pass; a heading of several markets brings all of them."""
    return list(
        dict.fromkeys(market for item in listings.where(**filters) for market in item.markets)
    )


def _kinds_of(filters: Filters) -> tuple[Kind, ...]:
    given = filters.get("kind")
    if given is None:
        return tuple(Kind)
    values = [given] if isinstance(given, str) else given
    wanted = {member(Kind, value) for value in values}
    return tuple(kind for kind in Kind if kind in wanted)


# Releases


def releases() -> tuple[str, ...]:
    """The versions of the releases that come with the package, oldest first."""
    names = [folder.name for folder in _data().iterdir() if folder.is_dir()]
    return tuple(sorted((name for name in names if name[:1].isdigit()), key=_version_key))


def load(release: str | PathLike[str] | None = None) -> Dataset:
    """Load a release.

    A release that comes with the package is read once a process, whatever the number of threads.

    Args:
        release: A version such as ``"2026.11"``, the folder of a Data Package, or `None` for the
            newest release that comes with the package.

    Raises:
        UnknownValueError: There is no such release.
        IntegrityError: The package is damaged or contradicts itself.
    """
    if isinstance(release, PathLike):
        return Dataset(*read_package(Path(release)))
    version = release if release is not None else releases()[-1]
    if version not in releases():
        if Path(version).is_dir():
            return Dataset(*read_package(Path(version)))
        raise UnknownValueError("release", version, releases())
    with _LOADING:
        return _bundled(version)


def verify(release: str | PathLike[str] | None = None) -> None:
    """Read a release from disk again and check all of it: files, SHA-256, rows, references.

    Args:
        release: As in `load`.

    Raises:
        UnknownValueError: There is no such release.
        IntegrityError: Something is wrong; the message names the table and the line.
    """
    if isinstance(release, str) and release in releases():
        read_package(_data() / release)
    elif release is None:
        read_package(_data() / releases()[-1])
    else:
        load(release)


_LOADING = threading.Lock()


@cache
def _bundled(version: str) -> Dataset:
    return Dataset(*read_package(_data() / version))


def _data() -> "Path | Traversable":
    folder = Path(__file__).with_name("data")
    if folder.is_dir():
        return folder
    from importlib.resources import files  # from inside an archive; dear to import otherwise

    return files("notorious_markets") / "data"


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
