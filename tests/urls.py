# SPDX-License-Identifier: MIT
"""Strategies of URLs, plain and hostile, many of them of listed domains."""

from hypothesis import strategies as st

import notorious_markets as nm

DOMAINS = nm.load("2026.12.1").screener().domains

_LABEL = st.from_regex(r"[a-z0-9]([a-z0-9_-]{0,6}[a-z0-9])?", fullmatch=True) | st.sampled_from(
    ["www", "m", "item", "a_b", "-a", "xn--bcher-kva", "bücher", "例え", "ﬁ", "0x1", "1", ""]
)
_HOST = st.sampled_from(["example.com", "localhost", "127.0.0.1", "0x7f.1", "[::1]", "a.0x4", ""])


@st.composite
def hosts_of_domains(draw):
    """A host with a listed domain in it, at its end more often than elsewhere."""
    domain = draw(st.sampled_from(DOMAINS) | _HOST)
    before = draw(st.lists(_LABEL, max_size=2))
    after = draw(st.lists(_LABEL, max_size=1)) if draw(st.integers(0, 4)) == 0 else []
    joint = draw(st.sampled_from([".", ".", ".", "", "-"]))
    head = ".".join(before)
    host = f"{head}{joint}{domain}" if head else domain
    return ".".join([host, *after])


@st.composite
def urls(draw):
    """A URL, as people and attackers write it."""
    host = draw(hosts_of_domains())
    disguise = draw(st.integers(0, 9))
    if disguise == 1:
        host = "".join(draw(st.sampled_from([c, c.upper()])) for c in host)
    elif disguise == 2:
        host = "".join(
            f"%{ord(c):02X}" if draw(st.booleans()) and ord(c) < 128 else c for c in host
        )
    elif disguise == 3:
        place = draw(st.integers(0, len(host)))
        host = host[:place] + draw(st.sampled_from("\t\n\r\u00ad\u200b\x00 %<|\x7f")) + host[place:]
    elif disguise == 4:
        host = "".join(
            chr(ord(c) + 0xFEE0) if draw(st.booleans()) and "!" <= c <= "~" else c for c in host
        )
    elif disguise == 5:
        host = host.replace(".", draw(st.sampled_from(["。", "．", "｡", ".."])))
    scheme = draw(
        st.sampled_from(["http", "https", "https", "HTTP", "ftp", "wss", "foo", "h\tttp", ""])
    )
    slashes = draw(st.sampled_from(["://", "://", "://", ":", ":/", ":\\\\", ":///", "//", ""]))
    user = draw(st.sampled_from(["", "", "", "u@", "u:p@", "taobao.com@", "a@b@", "%40@"]))
    port = draw(st.sampled_from(["", "", "", ":80", ":443", ":", ":65536", ":99999", ":x", ":0"]))
    tail = draw(
        st.sampled_from(
            ["", "/", "/x?y=%20#z", "?q", "#f", "\\x", "/@taobao.com", " /x", ".", "./", " ", "\n"]
        )
    )
    lead = draw(st.sampled_from(["", "", "", " ", "\t", "\x00", "\u00a0"]))
    return f"{lead}{scheme}{slashes}{user}{host}{port}{tail}"
