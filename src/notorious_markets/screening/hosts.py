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

SPACES = "".join(map(chr, range(1, 0x21)))
"""What is stripped from a bare host: what the standard strips from a URL, without the null."""

# Labels of ASCII letters, digits and hyphens, the last of them beginning with a letter (others may
# be an IPv4 address); then the port. Before it http or https, after it the path or nothing.
PLAIN_HOST = r"((?:[A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*)\.?(?::[0-9]{1,4})?"
PLAIN_URL = rf"[hH][tT][tT][pP][sS]?://{PLAIN_HOST}(?:[/?#\\]|$)"
_PLAIN = re.compile(PLAIN_URL.replace("$", r"\Z"))
_AUTHORITY_ENDS = re.compile(r"[/\\?#]")


def host_of(url: str) -> str | None:
    """The host of a URL with a special scheme, without a trailing dot; `None` if there is none.

    That is what the WHATWG URL standard makes of it: in lower case, percent-decoded, every
    internationalised label as its A-label (UTS 46), without user, password and port. A text that is
    no URL has no host.

    Raises:
        MissingDependencyError: The URL is not of the plainest form, and Ada is not installed.
    """
    match = _PLAIN.match(url)
    if match:
        host = match[1].lower()
        if "xn--" not in host:  # whether an A-label is valid is for Ada to say
            return host
    return _by_ada(url)


def host_of_host(text: str) -> str | None:
    """The host that a bare host name stands for, as in `host_of`; a port may follow it.

    Spaces and controls around it do not count.
    """
    text = text.strip(SPACES)
    if _AUTHORITY_ENDS.search(text) or "@" in text:
        return None
    return host_of(f"http://{text}/")


def _by_ada(url: str) -> str | None:
    # What is no Unicode scalar value is replaced, as the standard's decoders do.
    url = url.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    try:
        parsed = _ada().URL(url)
    except ValueError:
        return None
    if parsed.protocol not in SPECIAL:
        return None
    return str(parsed.hostname).removesuffix(".") or None


@cache
def _ada() -> Any:
    try:
        import ada_url
    except ModuleNotFoundError:
        raise MissingDependencyError("ada-url", "screen", "to read this URL") from None
    return ada_url
