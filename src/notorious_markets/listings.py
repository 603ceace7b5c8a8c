# SPDX-License-Identifier: MIT
"""Listings: an immutable, ordered set of listings that can be filtered, grouped and combined."""

import html
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypedDict, TypeVar, Unpack, cast, overload

import attrs

from notorious_markets.economies import economy_code
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.index import Index
from notorious_markets.names import fold, is_domain, name_key
from notorious_markets.records import Listing
from notorious_markets.relations import Relations
from notorious_markets.vocabulary import Category, Concern, Held, Kind, member

_SHOWN = 5  # rows of a repr
_SHOWN_HTML = 60

_T = TypeVar("_T")
_Test = Callable[[Listing], bool]


class Filters(TypedDict, total=False):
    """What `Listings.where` can be asked for; every filter takes one value or several."""

    edition: int | Iterable[int]
    years: tuple[int, int] | range
    kind: Kind | str | Iterable[Kind | str]
    category: Category | str | Iterable[Category | str]
    concern: Concern | str | Iterable[Concern | str]
    economy: str | Iterable[str]
    market: str | Iterable[str]
    name: str | Iterable[str]
    text: str | Iterable[str]
    domain: str | Iterable[str]
    company: str | Iterable[str]
    company_ever: str | Iterable[str]
    predicate: Callable[[Listing], bool]


@attrs.frozen
class Known:
    """The values that a filter may name, although no listing at hand need have them.

    Attributes:
        editions: Years of the editions of the dataset.
        markets: Ids of its markets.
        companies: Ids of its companies.
        published: When each edition was published.
        relations: What the companies had to do with the markets.
    """

    editions: frozenset[int] = frozenset()
    markets: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    published: Mapping[int, date] = attrs.field(factory=dict, eq=False)
    relations: Relations | None = attrs.field(default=None, eq=False)

    def held(self, companies: Iterable[str], listing: Listing, on: date | None) -> Held:
        """Whether one of several companies held one of a listing's markets on a day, or ever."""
        if self.relations is None:
            return Held.NO
        found = {
            self.relations.held(company, market, on)
            for company in companies
            for market in listing.markets
        }
        return next((held for held in (Held.YES, Held.UNKNOWN) if held in found), Held.NO)


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
        found = tuple(listings) if isinstance(listings, Iterable) else (listings,)
        if not all(isinstance(item, Listing) for item in found):
            raise InvalidArgumentError(f"listings must be listings, not {listings!r}")
        items = tuple(sorted(set(found), key=_order))
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
        """The listings that pass every filter; of the values of one filter, any will do.

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
        """
        filters = checked_filters(filters)
        tests = [_FILTERS[name](value, self._known) for name, value in filters.items()]
        kept = self._keep(lambda listing: all(test(listing) for test in tests))
        companies = filters.get("company")
        if companies is None:
            return kept
        held = _held_at_publication(companies, self._known)
        return Listings(
            kept,
            known=self._known,
            uncertain=self._uncertain.union(
                listing for listing in kept if held(listing) is Held.UNKNOWN
            ),
        )

    def group_by(self, key: str | Callable[[Listing], Any]) -> Index[Any, "Listings"]:
        """The listings by a value of theirs, in the order of the values, ``None`` last.

        Args:
            key: ``"edition"``, ``"kind"``, ``"category"``, ``"concern"``, ``"economy"``,
                ``"locality"`` or ``"market"``, or a function of a listing. A listing with several
                concerns or markets stands in several groups, and with none in that of ``None``.

        Raises:
            UnknownValueError: Not one of the keys above.
        """
        groups: dict[Any, list[Listing]] = defaultdict(list)
        for listing in self._items:
            for value in _key_function(key)(listing):
                groups[_hashable(value)].append(listing)
        values = sorted(groups, key=_none_last)
        return Index("value", ((value, self._with(groups[value])) for value in values))

    def count_by(self, key: str | Callable[[Listing], Any]) -> Index[Any, int]:
        """How many listings have each value, in the order of the values; keys as in `group_by`."""
        values_of = _key_function(key)
        counts = Counter(_hashable(value) for item in self._items for value in values_of(item))
        values = sorted(counts, key=_none_last)
        return Index("value", ((value, counts[value]) for value in values))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Each listing as a dictionary of plain values, with its kind, ready for JSON."""
        return [listing_to_dict(listing) for listing in self._items]

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
        head = "".join(f"<th>{column}</th>" for column in columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{_cell(getattr(item, column))}</td>' for column in columns)}</tr>"
            for item in self._items[:_SHOWN_HTML]
        )
        rest = len(self) - _SHOWN_HTML
        more = f", the first {_SHOWN_HTML} shown" if rest > 0 else ""
        return (
            f"<table><caption>{self._counted()}{more}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _counted(self) -> str:
        uncertain = len(self.uncertain)
        doubt = f", {uncertain} of uncertain ownership" if uncertain else ""
        return f"{len(self)} {'listing' if len(self) == 1 else 'listings'}{doubt}"

    # Filters

    def _keep(self, test: _Test) -> "Listings":
        return self._with_sorted(tuple(filter(test, self._items)))

    def _with(self, listings: Iterable[Listing]) -> "Listings":
        return Listings(listings, known=self._known, uncertain=self._uncertain)

    def _with_sorted(self, items: tuple[Listing, ...]) -> "Listings":
        made = object.__new__(Listings)
        made._items = items
        made._known = self._known
        made._uncertain = self._uncertain
        return made


def checked_filters(filters: Filters) -> Filters:
    """The filters that are applied, each with a value that can be read more than once.

    Raises:
        UnknownValueError: There is no such filter.
        InvalidArgumentError: Several values that are no values.
    """
    found: dict[str, Any] = {}
    for name, value in filters.items():
        if name not in _FILTERS:
            raise UnknownValueError("filter", name, _FILTERS)
        if value is None:
            continue
        single = isinstance(value, str | range) or callable(value)
        if isinstance(value, Iterable) and not single:
            found[name] = _plain_values(name, value)
        else:
            found[name] = value
    return cast("Filters", found)


def _plain_values(name: str, value: Iterable[Any]) -> tuple[Any, ...]:
    values = () if isinstance(value, Mapping | bytes) else tuple(value)
    if isinstance(value, Mapping | bytes) or not all(isinstance(v, Hashable) for v in values):
        raise InvalidArgumentError(f"{name} must be a value or several of them, not {value!r}")
    return values


def listing_to_dict(listing: Listing) -> dict[str, Any]:
    """A listing as a dictionary of plain values, with its kind, ready for JSON."""
    plain = attrs.asdict(listing, value_serializer=lambda _, __, value: _plain(value))
    return {"edition": plain.pop("edition"), "kind": listing.kind.value, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return getattr(value, "value", value)


@attrs.frozen(eq=False)
class _Whole:
    """Orders by all they say listings that share edition, name and market; no release has any."""

    listing: Listing

    def __lt__(self, other: "_Whole") -> bool:
        return repr(self.listing) < repr(other.listing)


def _order(listing: Listing) -> tuple[Any, ...]:
    name = fold(listing.name)
    return (listing.edition, listing.kind.value, name, listing.market, _Whole(listing))


def _cell(value: object) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return html.escape(text)


def _none_last(value: object) -> tuple[bool, str, Any]:
    return (value is None, type(value).__name__, value)


def _hashable(value: _T) -> _T:
    if not isinstance(value, Hashable):
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
    if callable(key):
        return lambda listing: (key(listing),)
    if not isinstance(key, str) or key not in _GROUPS:
        raise UnknownValueError("key", key, _GROUPS)
    return _GROUPS[key]


# Each filter turns its value into a test, and refuses a value that cannot be meant.


def _edition(value: int | Iterable[int], known: Known) -> _Test:
    years = frozenset(_several(value))
    for year in years:
        if year not in known.editions or type(year) is not int:
            raise UnknownValueError("edition", year, sorted(known.editions))
    return lambda listing: listing.edition in years


def _years(value: tuple[int, int] | range, _: Known) -> _Test:
    match value:
        case range():
            return lambda listing: listing.edition in value
        case (int(first), int(last)) if first <= last and bool not in (type(first), type(last)):
            return lambda listing: first <= listing.edition <= last
        case _:
            problem = f"years must be (first, last) or a range, not {value!r}"
            raise InvalidArgumentError(problem)


def _kind(value: Any, _: Known) -> _Test:
    kinds = {member(Kind, item) for item in _several(value)}
    return lambda listing: listing.kind in kinds


def _category(value: Any, _: Known) -> _Test:
    categories = {member(Category, item) for item in _several(value)}
    return lambda listing: listing.category in categories


def _concern(value: Any, _: Known) -> _Test:
    concerns = {member(Concern, item) for item in _several(value)}
    return lambda listing: not concerns.isdisjoint(listing.concerns)


def _economy(value: Any, _: Known) -> _Test:
    codes = {economy_code(item) for item in _several(value)}
    return lambda listing: listing.economy in codes


def _market(value: Any, known: Known) -> _Test:
    ids = frozenset(_several(value))
    for market in ids - known.markets:
        raise UnknownValueError("market", market, sorted(known.markets))
    return lambda listing: not ids.isdisjoint(listing.markets)


def _name(value: Any, _: Known) -> _Test:
    keys = {name_key(_string("name", item)) for item in _several(value)}
    return lambda listing: name_key(listing.name) in keys


def _text(value: Any, _: Known) -> _Test:
    parts = [fold(_string("text", item)) for item in _several(value)]
    if not all(parts):
        raise InvalidArgumentError(f"text must have something to look for, not {value!r}")

    def test(listing: Listing) -> bool:
        text = fold("\n".join(filter(None, (listing.name, listing.locality, listing.note))))
        return any(part in text for part in parts)

    return test


def _domain(value: Any, _: Known) -> _Test:
    domains = {_string("domain", item).lower() for item in _several(value)}
    for domain in domains:
        if not is_domain(domain):
            raise InvalidArgumentError(f"domain must be a host name such as taobao.com: {domain!r}")
    return lambda listing: not domains.isdisjoint(listing.domains)


def _company(value: Any, known: Known) -> _Test:
    held = _held_at_publication(value, known)
    return lambda listing: held(listing) is not Held.NO


def _company_ever(value: Any, known: Known) -> _Test:
    ids = _company_ids(value, known)
    return lambda listing: known.held(ids, listing, None) is Held.YES


def _held_at_publication(value: Any, known: Known) -> Callable[[Listing], Held]:
    ids = _company_ids(value, known)
    return lambda listing: known.held(ids, listing, known.published.get(listing.edition))


def _company_ids(value: Any, known: Known) -> frozenset[str]:
    ids = frozenset(_several(value))
    for company in ids - known.companies:
        raise UnknownValueError("company", company, sorted(known.companies))
    return ids


def _predicate(value: Any, _: Known) -> _Test:
    if not callable(value):
        raise InvalidArgumentError(f"predicate must be a function of a listing, not {value!r}")
    return value  # type: ignore[no-any-return]


def _several(value: _T | Iterable[_T]) -> Iterable[Any]:
    return value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)


def _string(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidArgumentError(f"{name} must be a text, not {value!r}")
    return value


_FILTERS: Mapping[str, Callable[[Any, Known], _Test]] = MappingProxyType(
    {
        "edition": _edition,
        "years": _years,
        "kind": _kind,
        "category": _category,
        "concern": _concern,
        "economy": _economy,
        "market": _market,
        "name": _name,
        "text": _text,
        "domain": _domain,
        "company": _company,
        "company_ever": _company_ever,
        "predicate": _predicate,
    }
)
