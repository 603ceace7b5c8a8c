# SPDX-License-Identifier: MIT
"""The host of a URL as a browser reads it: the WHATWG URL standard, by the parser Ada.

The plainest URLs, which are most, are read by one regular expression; all others go to Ada (extra
``screen``). A test holds that the two agree wherever the expression answers.
"""

import re
from functools import cache
from typing import Any

from notorious_markets.errors import MissingDependencyError

SPECIAL = ("http:", "https:", "ws:", "wss:", "ftp:")
"""The special schemes of the standard, whose hosts are domains or IP addresses."""

SPACES = "".join(map(chr, range(0x21)))
"""What the standard strips from both ends of a URL: C0 controls and the space."""

MAX_HOST = 253
"""Characters of the longest host that a name server answers for (RFC 1035), without a final dot."""

MAX_LABELS = 127
"""Labels of the host that has most, each of one letter."""

# The longest text before a path that is parsed. A letter of a host takes at most twelve characters
# (four bytes, each percent-encoded); what is longer is no host that anybody uses.
_MAX_TEXT = 12 * MAX_HOST

# Labels of ASCII letters, digits and hyphens, the last of them beginning with a letter (others may
# be an IPv4 address); then the port. Before it http or https, after it the path or nothing.
PLAIN_HOST = r"((?:[A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*)\.?(?::[0-9]{1,4})?"
PLAIN_URL = rf"[hH][tT][tT][pP][sS]?://{PLAIN_HOST}(?:[/?#\\]|$)"

SIMPLE_URL = re.compile(r"https?://([a-z0-9.-]*+)(?<=[a-z])[/?#]")
"""Most URLs. What it takes for the host is the host, unless that is an IPv4 address or has an
A-label (``xn--``), which may be invalid."""

# Bounded here: each repetition that Python could go back to costs it memory.
_PLAIN = re.compile(PLAIN_URL.replace("$", r"\Z").replace(")*", f"){{0,{MAX_LABELS - 1}}}"))
_SCHEME = re.compile(rf"(?:{'|'.join(SPECIAL)})[/\\]*", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/\\?#]*")
_IGNORED = str.maketrans("", "", "\t\n\r")


def plain_host(url: str) -> str | None:
    """Return the host of a URL of the plainest form; `None` says nothing about any other."""
    match = _PLAIN.match(url)
    if match:
        host = match[1].lower()
        if "xn--" not in host and len(host) <= MAX_HOST:  # whether an A-label is valid, Ada says
            return host
    return None


def host_of(url: str) -> str | None:
    """Return the host of a URL with a special scheme, without a final dot; `None` if it has none.

    That is what the WHATWG URL standard makes of it: in lower case, percent-decoded, every
    internationalised label as its A-label (UTS 46), without user, password and port. A text that is
    no URL has no host, nor has one whose host is longer than any name server answers for.

    Raises:
        MissingDependencyError: The URL is not of the plainest form, and Ada is not installed.
    """
    host = plain_host(url)
    if host is not None:
        return host
    url = url.strip(SPACES).translate(_IGNORED)
    scheme = _SCHEME.match(url)
    return host_of_authority(url[scheme.end() :]) if scheme else None


def host_of_authority(text: str) -> str | None:
    """Return the host of what follows the slashes of a URL: user, host, port, and any path."""
    authority = _AUTHORITY.match(text)
    host = authority[0].rpartition("@")[2] if authority else ""
    return _by_ada(host) if host and len(host) <= _MAX_TEXT else None


def host_of_host(text: str) -> str | None:
    """Return the host that a bare host name stands for, as in `host_of`; a port may follow it.

    Spaces and controls around it do not count.
    """
    text = text.strip(SPACES).translate(_IGNORED)
    if "@" in text or _AUTHORITY.fullmatch(text) is None:
        return None
    return plain_host(f"http://{text}") or host_of_authority(text)


def _by_ada(host: str) -> str | None:
    # What is no Unicode scalar value is replaced, as the standard's decoders do.
    host = host.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    try:
        parsed = str(_ada().URL(f"http://{host}/").hostname)
    except ValueError:
        return None
    found = parsed.removesuffix(".")
    bounded = len(found) <= MAX_HOST and found.count(".") < MAX_LABELS
    return found if found and bounded else None


@cache
def _ada() -> Any:
    try:
        import ada_url  # an optional dependency
    except ModuleNotFoundError:
        raise MissingDependencyError("ada-url", "screen", "to read this URL") from None
    return ada_url
