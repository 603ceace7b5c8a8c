# SPDX-License-Identifier: MIT
"""What a value is: a URL, a host, an e-mail address or a name. Every door reads values here.

The table of all forms, with examples, is in the documentation ("Values"). Whatever a value is, its
reading takes a time that grows no faster than its length.
"""

import re
from typing import Literal
from urllib.parse import unquote

import attrs

from notorious_markets.errors import UnknownValueError
from notorious_markets.screening.hosts import (
    SPACES,
    SPECIAL,
    host_of,
    host_of_authority,
    host_of_host,
    plain_host,
)

INPUTS = ("url", "host", "email", "name")
"""What a value can be said to be."""

MAX_NAME = 1_000
"""Characters of the longest value that is taken for a name."""

MAX_GUESSED = 10_000
"""Characters of the longest value that is guessed; a longer one is a URL or nothing."""

AROUND = (
    SPACES
    + "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u2060"
    + (
        "".join(map(chr, range(0x2000, 0x2010)))  # spaces of all widths, and marks that have none
    )
)
"""What is dropped from both ends of a value that is guessed: white space, controls, marks."""

_ENDS = AROUND + ",;"  # left over from a list
_PAIRS = {
    "<": ">",
    '"': '"',
    "'": "'",
    "`": "`",
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}",
    "«": "»",
    "「": "」",
    "《": "》",
    "(": ")",
    "[": "]",
}
_LAYERS = 4  # quotes in quotes, and schemes in schemes, that are taken off

_WRAPPERS = re.compile(r"(?:view-source|blob|url):", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:([^?#]*)", re.IGNORECASE)
_SPECIAL = re.compile("|".join(SPECIAL), re.IGNORECASE)
_SLASHES = re.compile(r"[/\\]{2}")
# A scheme, where no port follows the colon: "example.com:443" is a host with a port, and
# "example.com:/" one with an empty port.
_SCHEME = re.compile(
    r"[a-z][a-z0-9+.-]*:(?![0-9]+(?:[/?#\\]|\Z)|[/?#\\](?![/\\])|\Z)", re.IGNORECASE
)
_DOT = re.compile(r"[.\u3002\uff0e\uff61]|%2e", re.IGNORECASE)  # as UTS 46 has it
_AUTHORITY = re.compile(r"[^/\\?#]*")
_MAILBOX = re.compile(r"[^<>]*<([^<>]*)>")  # Somebody <somebody@example.com>

# As analysts write an address so that nobody opens it.
_DEFANGED = re.compile(r" ?[\[({] ?(://|:|//|\.|dot|@|at) ?[\])}] ?", re.IGNORECASE)
_DEFANGED_SCHEME = re.compile(r"h(?:xx|\*\*)p(?=s?:)", re.IGNORECASE)
_MEANT = {"dot": ".", "at": "@"}


@attrs.frozen
class Reading:
    """What a value was read as.

    Attributes:
        kind: ``"url"``, ``"host"``, ``"email"`` or ``"name"``.
        host: Its host, in the form of the WHATWG URL standard; `None` where it has none that can
            be read.
        name: The name that it may be; `None` unless the kind is ``"name"``.
    """

    kind: Literal["url", "host", "email", "name"]
    host: str | None = None
    name: str | None = None

    @property
    def readable(self) -> bool:
        """Whether there is anything in it to look for."""
        return self.host is not None or self.name is not None


def read_value(value: str, kind: str | None = None) -> Reading:
    """Read a value as what it is said to be, or as what it looks like.

    A value that looks like a URL, a host or an e-mail address is no name, even if it has no host.

    Args:
        value: Any text.
        kind: ``"url"``, ``"host"``, ``"email"`` or ``"name"``; guessed without it.

    Raises:
        UnknownValueError: There is no such kind.
        MissingDependencyError: The host needs the parser Ada, of the extra ``screen``.

    >>> from notorious_markets.screening.values import read_value
    >>> read_value("hxxps://item[.]taobao[.]com/x")
    Reading(kind='url', host='item.taobao.com', name=None)
    """
    match kind:
        case None:
            return _guess(value)
        case "url":
            return Reading("url", host_of(value))
        case "host":
            return Reading("host", host_of_host(value))
        case "email":
            text = value.strip(AROUND)
            return Reading("email", _host_of_address(text) if len(text) <= MAX_GUESSED else None)
        case "name":
            return _name(value)
        case _:
            raise UnknownValueError("kind", kind, INPUTS)


def _guess(value: str) -> Reading:
    host = plain_host(value)
    if host is not None:  # most values, and no more work
        return Reading("url", host)
    value = value.strip(_ENDS)
    if len(value) > MAX_GUESSED:
        return Reading("url", host_of(value))
    bare = _bare(value)
    text = _refanged(bare).translate(_NO_BREAKS)
    if _SPECIAL.match(text):
        return Reading("url", host_of(text))
    if _SLASHES.match(text):
        return Reading("url", host_of(f"http:{text}"))
    if _MAILTO.match(text) or _is_mailbox(text):
        return Reading("email", _host_of_address(text))
    found = _AUTHORITY.match(text)
    authority = found[0] if found else ""
    if "@" in authority and not _has_space(authority):
        host = host_of_authority(text) if authority[0] != "@" else None
        return Reading("email" if authority == text else "url", host)
    if _SCHEME.match(text) and ("/" in text or "\\" in text):
        return Reading("url")  # of another scheme, whose host need not be a domain
    if _DOT.search(authority.strip(".")) and not _has_space(authority):
        return Reading("host", plain_host(f"http://{text}") or host_of_authority(text))
    return _name(bare)


_NO_BREAKS = str.maketrans("", "", "\t\n\r")


def _bare(value: str) -> str:
    """Return a value without what stands around it: quotes, brackets, wrapping schemes."""
    for _ in range(_LAYERS):
        if len(value) > 1 and _PAIRS.get(value[0]) == value[-1]:
            value = value[1:-1].strip(_ENDS)
        elif wrapper := _WRAPPERS.match(value):
            value = value[wrapper.end() :].strip(AROUND)
        else:
            break
    return value


def _refanged(text: str) -> str:
    """Return the address that a defanged one stands for; any other text as it is."""
    text = _DEFANGED.sub(lambda found: _MEANT.get(found[1].lower(), found[1]), text)
    return _DEFANGED_SCHEME.sub("http", text, count=1) if text[:1] in "hH" else text


def _is_mailbox(text: str) -> bool:
    found = _MAILBOX.fullmatch(text)
    return found is not None and "@" in found[1] and not _has_space(found[1].strip())


def _host_of_address(text: str) -> str | None:
    """Return the host of an e-mail address, with or without a name before it, or of a mailto."""
    if found := _MAILTO.match(text):
        text = unquote(found[1])
    elif found := _MAILBOX.fullmatch(text):
        text = found[1]
    local, _, host = text.strip(AROUND).rpartition("@")
    return host_of_host(host) if local else None


def _has_space(text: str) -> bool:
    return len(text.split(maxsplit=1)) > 1 or text[:1].isspace() or text[-1:].isspace()


def _name(value: str) -> Reading:
    text = value.strip(AROUND)
    return Reading("name", name=text if 0 < len(text) <= MAX_NAME else None)
