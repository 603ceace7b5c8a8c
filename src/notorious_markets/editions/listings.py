# SPDX-License-Identifier: MIT
"""Listings: an immutable, ordered set of listings that can be filtered, grouped and combined."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar, Unpack, cast, overload

from notorious_markets.editions.filters import (
    FILTERS,
    Filters,
    checked_filters,
    held_at_publication,
)
from notorious_markets.editions.known import Known
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.editions import Listing
from notorious_markets.records.vocabulary import Held
from notorious_markets.text.index import Index
from notorious_markets.text.names import fold
from notorious_markets.text.render import to_html
from notorious_markets.text.values import are_hashable, several

_SHOWN = 5  # rows of a repr
_SHOWN_HTML = 60

_T = TypeVar("_T", bound=Hashable)
_Test = Callable[[Listing], bool]


class Listings(Sequence[Listing]):
    """An immutable, ordered set of listings.

    The order is fixed: by edition, online before physical, then by printed name.

    It is a `Sequence` of `Listing` and a set: ``|``, ``&`` and ``-`` combine two of them, and equal
    listings stand in it once. A slice is such a set too, in the same order.

    Args:
        listings: The listings, in any order.
        known: Editions and markets that filters may name besides those of the listings.
        uncertain: Those of the listings that stand in `uncertain`. Two sets of equal listings are
            equal, whatever is uncertain about them.

    Raises:
        InvalidArgumentError: Something else than listings.
    """

    __slots__ = ("_items", "_known", "_uncertain")

    def __init__(
        self,
        listings: Iterable[Listing] = (),
        *,
        known: Known | None = None,
        uncertain: Iterable[Listing] = (),
    ) -> None:
        items = listings if isinstance(listings, _Ordered) else _ordered(listings)
        if known is None:
            known = Known(
                frozenset(item.edition for item in items),
                frozenset(market for item in items for market in item.markets),
            )
        self._items = items
        self._known = known
        self._uncertain = frozenset(uncertain)

    @property
    def uncertain(self) -> "Listings":
        """Those that passed a ``company`` filter although the ownership may not have held then.

        Its beginning or its end is not known well enough to tell.
        """
        return self._with(item for item in self._items if item in self._uncertain)

    def where(self, **filters: Unpack[Filters]) -> "Listings":
        """Return the listings that pass every filter; of the values of one filter, any will do.

        Args:
            edition: Year of an edition.
            years: First and last year, both included, or a `range`.
            kind: ``"online"`` or ``"physical"``.
            category: A `Category`.
            concern: A `Concern` among those of the listing.
            economy: ISO 3166-1 alpha-2 code.
            market: Id of a market that the heading names.
            name: The printed name; case, accents, spaces and punctuation do not count.
            text: A part of the printed name, locality or note; case and accents do not count.
            domain: A host name printed in the report.
            company: Id of a company that owned, controlled or operated the market, itself or
                through others, on the day the edition was published. Where that is unknown the
                listing is kept, and stands in `uncertain` too.
            company_ever: Id of a company that did so at any time.
            predicate: Any function of a listing.

        A filter of ``None`` is not applied. Filters commute: ``where(a).where(b)`` is
        ``where(a, b)`` and the intersection of both.

        Raises:
            UnknownValueError: A filter or a value that does not exist.
            InvalidArgumentError: A value of the wrong form.

        >>> len(ds.listings.where(edition=2021, kind="online", economy="CN"))
        6
        """
        filters = checked_filters(filters)
        tests = [FILTERS[name](value, self._known) for name, value in filters.items()]
        kept = self._keep(lambda listing: all(test(listing) for test in tests))
        companies = filters.get("company")
        if companies is None:
            return kept
        held = held_at_publication(companies, self._known)
        return Listings(
            kept,
            known=self._known,
            uncertain=self._uncertain.union(
                listing for listing in kept if held(listing) is Held.UNKNOWN
            ),
        )

    @overload
    def group_by(self, key: str) -> Index[Any, "Listings"]: ...
    @overload
    def group_by(self, key: Callable[[Listing], _T]) -> Index[_T, "Listings"]: ...
    def group_by(self, key: str | Callable[[Listing], Any]) -> Index[Any, "Listings"]:
        """Group the listings by a value of theirs, in the order of the values, ``None`` last.

        Args:
            key: ``"edition"``, ``"kind"``, ``"category"``, ``"concern"``, ``"economy"``,
                ``"locality"`` or ``"market"``, or a function of a listing. A listing with several
                concerns or markets stands in several groups, and with none in that of ``None``.

        Raises:
            UnknownValueError: Not one of the keys above.

        >>> [(kind.value, len(found)) for kind, found in ds.listings.group_by("kind").items()]
        [('online', 394), ('physical', 241)]
        """
        groups: dict[Any, list[Listing]] = defaultdict(list)
        for listing in self._items:
            for value in _key_function(key)(listing):
                groups[_hashable(value)].append(listing)
        values = sorted(groups, key=_none_last)
        return Index("value", ((value, self._with(groups[value])) for value in values))

    @overload
    def count_by(self, key: str) -> Index[Any, int]: ...
    @overload
    def count_by(self, key: Callable[[Listing], _T]) -> Index[_T, int]: ...
    def count_by(self, key: str | Callable[[Listing], Any]) -> Index[Any, int]:
        """Count the listings with each value, in the order of the values; keys as in `group_by`.

        >>> ds.listings.where(edition=2021, kind="physical").count_by("economy")["CN"]
        4
        """
        values_of = _key_function(key)
        counts = Counter(_hashable(value) for item in self._items for value in values_of(item))
        values = sorted(counts, key=_none_last)
        return Index("value", ((value, counts[value]) for value in values))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each listing as a dictionary of plain values, with its kind, ready for JSON."""
        return [listing.to_dict() for listing in self._items]

    # Set algebra

    def __or__(self, other: "Listings") -> "Listings":
        if not isinstance(other, Listings):
            return NotImplemented
        return Listings(
            (*self._items, *other._items),
            known=self._known,
            uncertain=self._uncertain | other._uncertain,
        )

    def __and__(self, other: "Listings") -> "Listings":
        if not isinstance(other, Listings):
            return NotImplemented
        theirs = set(other._items)
        return Listings(
            (listing for listing in self._items if listing in theirs),
            known=self._known,
            uncertain=self._uncertain | other._uncertain,
        )

    def __sub__(self, other: "Listings") -> "Listings":
        if not isinstance(other, Listings):
            return NotImplemented
        theirs = set(other._items)
        return self._keep(lambda listing: listing not in theirs)

    # Sequence

    @overload
    def __getitem__(self, index: int) -> Listing: ...
    @overload
    def __getitem__(self, index: slice) -> "Listings": ...
    def __getitem__(self, index: int | slice) -> "Listing | Listings":
        if isinstance(index, slice):
            return self._with(self._items[index])
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Listing]:
        return iter(self._items)

    def __contains__(self, item: object) -> bool:
        return item in self._items

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Listings) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    # Display

    def __repr__(self) -> str:
        rows = [f"  {item.edition} {item.kind:<8} {item.name}" for item in self._items[:_SHOWN]]
        rest = len(self) - _SHOWN
        more = [f"  … and {rest} more"] if rest > 0 else []
        return "\n".join([f"<{self._counted()}>", *rows, *more])

    def _repr_html_(self) -> str:
        columns = ("edition", "kind", "name", "category", "economy", "market", "sources")
        rows = (
            [_cell(getattr(item, column)) for column in columns]
            for item in self._items[:_SHOWN_HTML]
        )
        rest = len(self) - _SHOWN_HTML
        more = f", the first {_SHOWN_HTML} shown" if rest > 0 else ""
        return to_html(f"{self._counted()}{more}", rows, columns)

    def _counted(self) -> str:
        uncertain = len(self.uncertain)
        doubt = f", {uncertain} of uncertain ownership" if uncertain else ""
        return f"{len(self)} {'listing' if len(self) == 1 else 'listings'}{doubt}"

    # Filters

    def _keep(self, test: _Test) -> "Listings":
        return self._with(_Ordered(filter(test, self._items)))

    def _with(self, listings: Iterable[Listing]) -> "Listings":
        return Listings(listings, known=self._known, uncertain=self._uncertain)


class _Ordered(tuple[Listing, ...]):
    """Listings in their order, each once: to filter them need not sort them again."""

    __slots__ = ()


def markets_of(listings: Listings) -> list[str]:
    """Return the markets of some listings; a heading of several markets brings all of them."""
    return list(dict.fromkeys(market for item in listings for market in item.markets))


def markets_ever(listings: Listings, filters: Filters) -> list[str]:
    """Return the markets with a listing in any edition that passes filters.

    Raises:
        InvalidArgumentError: A filter by ``company``, which asks of one edition.
    """
    filters = checked_filters(filters)
    if "company" in filters:
        raise InvalidArgumentError("company asks of one edition; use company_ever")
    return markets_of(listings.where(**filters))


def _ordered(listings: Iterable[Listing]) -> _Ordered:
    """Sort listings by edition, section, printed name and market, and only if need be by the rest.

    In a release no two listings share these, and the rest takes long to compare.
    """
    found = several(listings)
    if not all(isinstance(item, Listing) for item in found):
        raise InvalidArgumentError(f"listings must be listings, not {listings!r}")
    keys = {listing: _order(listing) for listing in found}
    if len(set(keys.values())) < len(keys):
        return _Ordered(sorted(keys, key=lambda listing: (keys[listing], repr(listing))))
    return _Ordered(sorted(keys, key=keys.__getitem__))


def _order(listing: Listing) -> tuple[int, str, str, str]:
    return (listing.edition, listing.kind.value, fold(listing.name), listing.market)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(cast("tuple[str, ...]", value))
    return "" if value is None else str(value)


def _none_last(value: object) -> tuple[bool, str, Any]:
    """Rank a value of a group among others: values of one class together, `None` at the end."""
    return (value is None, type(value).__name__, value)


def _hashable(value: _T) -> _T:
    """Return the value that a function gave a listing, if listings can be grouped by it."""
    if not are_hashable([value]):
        raise InvalidArgumentError(f"a key must be hashable, which {value!r} is not")
    return value


_GROUPS: Mapping[str, Callable[[Listing], tuple[Hashable, ...]]] = MappingProxyType(
    {
        "edition": lambda listing: (listing.edition,),
        "kind": lambda listing: (listing.kind,),
        "category": lambda listing: (listing.category,),
        "concern": lambda listing: listing.concerns or (None,),
        "economy": lambda listing: (listing.economy,),
        "locality": lambda listing: (listing.locality,),
        "market": lambda listing: listing.markets,
    }
)


def _key_function(
    key: str | Callable[[Listing], Any],
) -> Callable[[Listing], tuple[Any, ...]]:
    """Return a function that gives the groups of a listing: it may stand in several."""
    if callable(key):
        return lambda listing: (key(listing),)
    if not isinstance(key, str) or key not in _GROUPS:
        raise UnknownValueError("key", key, _GROUPS)
    return _GROUPS[key]
