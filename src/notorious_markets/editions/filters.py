# SPDX-License-Identifier: MIT
"""The filters of listings: each turns a value into a test, or refuses what cannot be meant."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypedDict, cast

from notorious_markets.editions.known import Known
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.editions import Listing
from notorious_markets.records.vocabulary import Category, Concern, Held, Kind, member
from notorious_markets.text.economies import economy_code
from notorious_markets.text.names import fold, is_domain, name_key
from notorious_markets.text.values import checked_several, is_integer, several

_Test = Callable[[Listing], bool]


class Filters(TypedDict, total=False):
    """What `Listings.where` can be asked for; every filter takes one value or several."""

    edition: int | Iterable[int] | None
    years: tuple[int, int] | range | None
    kind: Kind | str | Iterable[Kind | str] | None
    category: Category | str | Iterable[Category | str] | None
    concern: Concern | str | Iterable[Concern | str] | None
    economy: str | Iterable[str] | None
    market: str | Iterable[str] | None
    name: str | Iterable[str] | None
    text: str | Iterable[str] | None
    domain: str | Iterable[str] | None
    company: str | Iterable[str] | None
    company_ever: str | Iterable[str] | None
    predicate: Callable[[Listing], bool] | None


def checked_filters(filters: Filters) -> Filters:
    """Return the filters that are applied, each with a value that can be read more than once.

    Raises:
        UnknownValueError: There is no such filter.
        InvalidArgumentError: Several values that are no values.
    """
    found: dict[str, Any] = {}
    for name, value in filters.items():
        if name not in FILTERS:
            raise UnknownValueError("filter", name, FILTERS)
        if value is None:
            continue
        if isinstance(value, range) or callable(value):
            found[name] = value
        else:
            values = checked_several(name, value)
            one = isinstance(value, str) or not isinstance(value, Iterable)
            found[name] = values[0] if one else values
    return cast("Filters", found)


def _edition(value: int | Iterable[int], known: Known) -> _Test:
    years = frozenset(several(value))
    for year in years:
        if year not in known.editions or type(year) is not int:
            raise UnknownValueError("edition", year, sorted(known.editions))
    return lambda listing: listing.edition in years


def _years(value: tuple[int, int] | range, _: Known) -> _Test:
    match value:
        case range():
            return lambda listing: listing.edition in value
        case (first, last) if is_integer(first) and is_integer(last) and first <= last:
            return lambda listing: first <= listing.edition <= last
        case _:
            problem = f"years must be (first, last) or a range, not {value!r}"
            raise InvalidArgumentError(problem)


def _kind(value: Any, _: Known) -> _Test:
    kinds = {member(Kind, item) for item in several(value)}
    return lambda listing: listing.kind in kinds


def _category(value: Any, _: Known) -> _Test:
    categories = {member(Category, item) for item in several(value)}
    return lambda listing: listing.category in categories


def _concern(value: Any, _: Known) -> _Test:
    concerns = {member(Concern, item) for item in several(value)}
    return lambda listing: not concerns.isdisjoint(listing.concerns)


def _economy(value: Any, _: Known) -> _Test:
    codes = {economy_code(item) for item in several(value)}
    return lambda listing: listing.economy in codes


def _market(value: Any, known: Known) -> _Test:
    ids = frozenset(several(value))
    for market in ids - known.market_ids:
        raise UnknownValueError("market", market, sorted(known.market_ids))
    return lambda listing: not ids.isdisjoint(listing.markets)


def _name(value: Any, _: Known) -> _Test:
    keys = {name_key(_string("name", item)) for item in several(value)}
    return lambda listing: name_key(listing.name) in keys


def _text(value: Any, _: Known) -> _Test:
    parts = [fold(_string("text", item)) for item in several(value)]
    if not all(parts):
        raise InvalidArgumentError(f"text must have something to look for, not {value!r}")

    def test(listing: Listing) -> bool:
        text = fold("\n".join(filter(None, (listing.name, listing.locality, listing.note))))
        return any(part in text for part in parts)

    return test


def _domain(value: Any, _: Known) -> _Test:
    domains = {_string("domain", item).lower() for item in several(value)}
    for domain in domains:
        if not is_domain(domain):
            raise InvalidArgumentError(f"domain must be a host name such as taobao.com: {domain!r}")
    return lambda listing: not domains.isdisjoint(listing.domains)


def _company(value: Any, known: Known) -> _Test:
    held = held_at_publication(value, known)
    return lambda listing: held(listing) is not Held.NO


def _company_ever(value: Any, known: Known) -> _Test:
    ids = _company_ids(value, known)
    return lambda listing: known.held(ids, listing, None) is Held.YES


def held_at_publication(value: Any, known: Known) -> Callable[[Listing], Held]:
    """Return a test of who answered for the market of a listing at its publication."""
    ids = _company_ids(value, known)
    return lambda listing: known.held(ids, listing, known.published.get(listing.edition))


def kinds_of(filters: Filters) -> tuple[Kind, ...]:
    """Return the sections that filters ask for: all, unless they name some."""
    given = filters.get("kind")
    wanted = tuple(Kind) if given is None else {member(Kind, value) for value in several(given)}
    return tuple(kind for kind in Kind if kind in wanted) or tuple(Kind)


def _company_ids(value: Any, known: Known) -> frozenset[str]:
    """Return ids of companies; one that does not exist is a mistake, and finds not just nothing."""
    ids = frozenset(several(value))
    for company in ids - known.chains.companies:
        raise UnknownValueError("company", company, sorted(known.chains.companies))
    return ids


def _predicate(value: Any, _: Known) -> _Test:
    if not callable(value):
        raise InvalidArgumentError(f"predicate must be a function of a listing, not {value!r}")
    return cast("_Test", value)


def _string(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidArgumentError(f"{name} must be a text, not {value!r}")
    return value


FILTERS: Mapping[str, Callable[[Any, Known], _Test]] = MappingProxyType(
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
"""What each filter is made of: a function of its value and of what is known."""
