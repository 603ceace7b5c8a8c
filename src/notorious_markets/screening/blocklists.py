# SPDX-License-Identifier: MIT
"""The listed domains in the formats that other tools read."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypedDict, cast

from notorious_markets.editions.presence import PresenceIndex
from notorious_markets.errors import UnknownValueError
from notorious_markets.records.release import Release
from notorious_markets.records.vocabulary import Concern, Kind, Presence
from notorious_markets.screening.matches import Match
from notorious_markets.screening.screener import Screener

_TITLE = "Notorious Markets"
_LICENCE = "CC0-1.0"
_CAUTION = "A listed domain is an allegation of the report, and no proof about a page."
# In the order of the alphabet: datapackage-py sorts the cells of a row so.
_FIELDS = (
    ("domain", "string", "The listed domain; it covers its subdomains."),
    ("first_edition", "integer", "The first edition that lists the market."),
    ("last_edition", "integer", "The last one."),
    ("market", "string", "Id of the market; empty where nothing shows which of several it is."),
    ("name", "string", "Name of the market."),
    ("one_of", "string", "Ids of the several markets, one of which has the domain."),
    ("printed", "boolean", "Whether a report prints the domain."),
)


class Restrictions(TypedDict, total=False):
    """What a block list can be restricted to; the meanings are those of `Dataset.screen`."""

    editions: int | Iterable[int] | None
    kind: Kind | str | Iterable[Kind | str] | None
    concern: Concern | str | Iterable[Concern | str] | None
    economy: str | Iterable[str] | None
    on: date | None


class Options(Restrictions, total=False):
    """Restrictions, and whether to take the markets that have left the list as well."""

    former: bool


def export_blocklist(
    screener: Screener,
    release: Release,
    format: str = "domains",  # noqa: A002 (the usual word)
    without: Collection[str] = (),
) -> str:
    """Return the listed domains as a text, the same for the same release.

    Args:
        screener: What is listed.
        release: Where it comes from; the header names its version and its licence.
        format: ``"domains"`` (one a line), ``"hosts"`` (a hosts file; it cannot cover subdomains),
            ``"adblock"`` (filters), ``"dnsmasq"`` (lines of its configuration), ``"rpz"`` (a DNS
            response policy zone) or ``"datapackage"`` (a Data Package descriptor with the rows in
            it).
        without: Ids of markets whose domains are left out, unless another market has them too.

    Raises:
        UnknownValueError: There is no such format.
    """
    if not isinstance(format, str) or format not in FORMATS:
        raise UnknownValueError("format", format, FORMATS)
    return FORMATS[format](tuple(_first_matches(screener, without)), release)


def left_out(index: PresenceIndex, markets: Iterable[str], options: Options) -> frozenset[str]:
    """Return the markets whose domains a block list leaves out.

    They are those that are proved to have left the list: that are not listed in the newest edition
    for which their presence is known. None is left out where ``former`` asks for them too, or where
    ``editions`` or ``on`` chooses editions: then every market is in that these list.
    """
    chosen = any(options.get(name) is not None for name in ("editions", "on"))
    if options.get("former") or chosen:
        return frozenset()
    return frozenset(market for market in markets if _has_left(index, market))


def restrictions(options: Options) -> Restrictions:
    """Return the options that a screener takes."""
    rest: Any = {name: value for name, value in options.items() if name != "former"}
    return cast("Restrictions", rest)


def _has_left(index: PresenceIndex, market: str) -> bool:
    presences = (index.presence(market, year) for year in reversed(tuple(index.editions)))
    known = (presence for presence in presences if presence is not Presence.UNKNOWN)
    return next(known, None) is Presence.NOT_LISTED


def _first_matches(screener: Screener, without: Collection[str]) -> Iterator[Match]:
    """Yield for each domain the first match that is of this very domain and not left out."""
    for domain in screener.domains:
        for match in screener.match_host(domain):
            owners = match.one_of or (match.market.id,)
            if match.domain == domain and not all(owner in without for owner in owners):
                yield match
                break


def _header(sign: str, release: Release) -> str:
    lines = (
        f"{_TITLE}, release {release.version} of {release.created}",
        f"Licence: {_LICENCE}",
        _CAUTION,
    )
    return "".join(f"{sign} {line}\n" for line in lines)


def _lines(*forms: str) -> Callable[[Iterable[Match], Release], str]:
    """Return a format that writes a domain in each of the forms, a line each."""

    def write(matches: Iterable[Match], release: Release) -> str:
        body = "".join(f"{form.format(match.domain)}\n" for match in matches for form in forms)
        return _header("#", release) + body

    return write


def _adblock(matches: Iterable[Match], release: Release) -> str:
    # Adblock Plus refuses a list without the first line; others show the title as its name.
    head = f"[Adblock Plus 2.0]\n! Title: {_TITLE}\n! Version: {release.version}\n"
    body = "".join(f"||{match.domain}^\n" for match in matches)
    return head + _header("!", release) + body


def _rpz(matches: Iterable[Match], release: Release) -> str:
    serial = release.created.strftime("%Y%m%d00")
    head = (
        "$TTL 3600\n"
        f"@ IN SOA localhost. root.localhost. ({serial} 3600 600 86400 3600)\n"
        "@ IN NS localhost.\n"
    )
    body = "".join(f"{match.domain} CNAME .\n*.{match.domain} CNAME .\n" for match in matches)
    return _header(";", release) + head + body


def _datapackage(matches: Iterable[Match], release: Release) -> str:
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "notorious-markets-domains",
        "version": release.version,
        "created": f"{release.created.isoformat()}T00:00:00Z",
        "description": _CAUTION,
        "licenses": [{"name": _LICENCE}],
        "resources": [
            {
                "name": "domains",
                "type": "table",
                # Rows as objects: readers of Data Packages refuse a table that is one long text.
                "data": [_row(match) for match in matches],
                "schema": {
                    "fields": [
                        {"name": name, "type": kind, "description": meaning}
                        for name, kind, meaning in _FIELDS
                    ],
                    "primaryKey": ["domain"],
                },
            }
        ],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _row(match: Match) -> dict[str, Any]:
    cells = (
        match.domain,
        min(match.editions),
        max(match.editions),
        None if match.one_of else match.market.id,
        None if match.one_of else match.market.name,
        " ".join(match.one_of) or None,
        match.printed,
    )
    return {name: cell for (name, _, _), cell in zip(_FIELDS, cells, strict=True)}


FORMATS: Mapping[str, Callable[[Iterable[Match], Release], str]] = MappingProxyType(
    {
        "domains": _lines("{}"),
        # An address of each family: with one alone, the question for the other goes on.
        "hosts": _lines("0.0.0.0 {}", ":: {}"),
        "adblock": _adblock,
        # Answered here and nowhere else: for both families and all subdomains, there is none.
        "dnsmasq": _lines("local=/{}/"),
        "rpz": _rpz,
        "datapackage": _datapackage,
    }
)
"""How each format is written."""
