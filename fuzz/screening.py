# SPDX-License-Identifier: MIT
"""Target: screening of any text. The first byte says as what, the rest is the text."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ada_url
import polars as pl

import notorious_markets as nm
from notorious_markets import frames
from notorious_markets.screening.hosts import (
    MAX_HOST,
    MAX_LABELS,
    SPECIAL,
    host_of,
    host_of_host,
)
from notorious_markets.screening.names import plain_name
from notorious_markets.screening.screener import Screener
from notorious_markets.screening.values import INPUTS, read_value

SEPARATOR = None
"""What separates the cells of a line; None where an input has no cells."""

_KINDS = (None, *INPUTS)
_HOSTILE = Path(__file__).parent.parent / "tests" / "hostile_urls.txt"


def fuzz(data: bytes) -> None:
    """Hold that no text makes screening fail, and that it finds what a browser's parser finds."""
    kind = _KINDS[data[0] % len(_KINDS)] if data else None
    similar = 90.0 if data and data[0] >= 250 else None
    text = data[1:].decode("utf-8", "surrogateescape")
    screener = _screener()
    matches = screener.screen(text, kind, similar=similar)
    for match in matches:
        assert match.listings
        assert str(match)
        assert match.domain is None or kind != "name"
        assert match.domain is not None or read_value(text, kind).name is not None
    host = host_of(text)
    assert host == _bounded(_by_the_authority(text))
    if host is not None and not host.endswith("."):
        assert host_of(f"http://{host}/") == host
    if kind == "url":
        assert all(_covers(match.domain, host) for match in matches)
    if kind == "host":
        bare = host_of_host(text)
        assert all(_covers(match.domain, bare) for match in matches)
    below = host_of_host(f"{text}.taobao.com")
    if below is not None:
        found = any(match.market.id == "taobao" for match in screener.match_host(below))
        assert found == (below == "taobao.com" or below.endswith(".taobao.com"))
    if data and data[0] & 32:
        _check_frame(text.split("\n"))
    assert screener.match_name(plain_name(text)) == screener.match_name(text)


def seeds() -> Iterator[bytes]:
    """Yield the hostile URLs, and names."""
    for line in _HOSTILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            url = line.partition("\t")[0].encode("ascii", "backslashreplace")
            text = url.decode("unicode_escape").encode("utf-8", "surrogatepass")
            yield b"\x00" + text
            yield b"\x01" + text
    for text in ("taobao.com:443", "someone@taobao.com", "Taobao Ltd.", "阿里巴巴", "s.a. Bay"):
        for kind in (0, 2, 3, 4, 254):
            yield bytes([kind]) + text.encode()


def words() -> Iterator[str]:
    """Yield what addresses are made of."""
    yield from ("http://", "https://", "HTTP:", "ftp:", "wss:", "//", "\\\\", "@", ":443", "%2e")
    yield from ("taobao.com", "xn--", "xn--bcher-kva", "0x7f", "127.1", "[::1]", "。", "．", "ｔ")
    yield from ("\u00ad", "\u200b", "\u200d", "%00", "%zz", "\t", "?", "#", "..", "ltd", "co", "İ")


def _check_frame(values: list[str]) -> None:
    """Hold that a column is screened as its values are; a frame holds no lone surrogates."""
    column = [value.encode("utf-8", "replace").decode() for value in values]
    for kind in _KINDS:
        found = frames.screen(pl.DataFrame({"url": column}), kind=kind, screener=_screener())
        matches = [_screener().screen(value, kind) for value in column]
        assert found.select("nm_market", "nm_domain").rows() == [
            (match[0].market.id, match[0].domain) if match else (None, None) for match in matches
        ]


def _bounded(host: str | None) -> str | None:
    """Leave out what no name server answers for, which the parser does not mind."""
    fits = host is not None and len(host) <= MAX_HOST and host.count(".") < MAX_LABELS
    return host if fits else None


def _covers(domain: str | None, host: str | None) -> bool:
    return domain is not None and f".{host}".endswith(f".{domain}")


def _by_the_authority(url: str) -> str | None:
    try:
        # Lone surrogates are replaced, as the decoders of the standard do.
        parsed = ada_url.URL(
            url.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        )
    except ValueError:
        return None
    return (parsed.hostname.removesuffix(".") or None) if parsed.protocol in SPECIAL else None


@cache
def _screener() -> Screener:
    return nm.load("2026.12.1").screener()
