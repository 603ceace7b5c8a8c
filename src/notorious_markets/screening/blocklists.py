# SPDX-License-Identifier: MIT
"""The listed domains in the formats that other tools read."""

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from notorious_markets.errors import UnknownValueError
from notorious_markets.records.release import Release
from notorious_markets.screening.matches import Match
from notorious_markets.screening.screener import Screener
from notorious_markets.text.render import to_csv

_LICENCE = "CC0-1.0"
_CAUTION = "A listed domain is an allegation of the report, and no proof about a page."
_FIELDS = (
    ("domain", "string", "The listed domain; it covers its subdomains."),
    ("market", "string", "Id of the market."),
    ("name", "string", "Name of the market."),
    ("printed", "boolean", "Whether a report prints the domain."),
    ("first_edition", "integer", "The first edition that lists the market."),
    ("last_edition", "integer", "The last one."),
)


def export_blocklist(
    screener: Screener,
    release: Release,
    format: str = "domains",  # noqa: A002 (the usual word)
) -> str:
    """The listed domains as a text, the same for the same release.

    Args:
        screener: What is listed.
        release: Where it comes from; the header names its version and its licence.
        format: ``"domains"`` (one a line), ``"hosts"`` (a hosts file; it cannot cover subdomains),
            ``"adblock"`` (filters), ``"rpz"`` (a DNS response policy zone) or ``"datapackage"``
            (a Data Package descriptor with the rows in it).

    Raises:
        UnknownValueError: There is no such format.
        InvalidArgumentError: A name would be a formula in a spreadsheet (``"datapackage"`` only).
    """
    if not isinstance(format, str) or format not in FORMATS:
        raise UnknownValueError("format", format, FORMATS)
    first = [screener.match_host(domain)[0] for domain in screener.domains]
    return FORMATS[format](first, release)


def _header(sign: str, release: Release) -> str:
    lines = (
        f"Notorious Markets, release {release.version} of {release.created}",
        f"Licence: {_LICENCE}",
        _CAUTION,
    )
    return "".join(f"{sign} {line}\n" for line in lines)


def _lines(form: str, sign: str) -> Callable[[Iterable[Match], Release], str]:
    def write(matches: Iterable[Match], release: Release) -> str:
        body = "".join(f"{form.format(match.domain)}\n" for match in matches)
        return _header(sign, release) + body

    return write


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
    rows = [
        (
            match.domain,
            match.market.id,
            match.market.name,
            "true" if match.printed else "false",
            min(match.editions),
            max(match.editions),
        )
        for match in matches
    ]
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
                "format": "csv",
                "mediatype": "text/csv",
                "data": to_csv([name for name, _, _ in _FIELDS], rows),
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


FORMATS: Mapping[str, Callable[[Iterable[Match], Release], str]] = MappingProxyType(
    {
        "domains": _lines("{}", "#"),
        "hosts": _lines("0.0.0.0 {}", "#"),
        "adblock": _lines("||{}^", "!"),
        "rpz": _rpz,
        "datapackage": _datapackage,
    }
)
"""How each format is written."""
