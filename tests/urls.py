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


_MARKETS = nm.load("2026.12.1").markets.values()
NAMES = (
    *dict.fromkeys(name for market in _MARKETS for name in (market.name, *market.aliases)),
    *("Alibaba Group Holding Limited", "JD.com", "Sea Limited", "京东", "Sohu.com Ltd."),
)

_WRAPS = ["{}", "{}", "{}", "<{}>", '"{}"', "'{}'", "({})", "[{}]", "“{}”", " {}\t", "\ufeff{}"]
_WRAPS += ["{},", "view-source:{}", "blob:{}", "URL:{}", "«{}» ", "<URL:{}>", "\u00a0{}\u200b"]
_HOST_FORMS = [
    "{}",
    "{}",
    "{}.",
    "{}:443",
    "{}:",
    "{}/x",
    "//{}/x",
    "\\\\{}\\x",
    "{}:x",
    "{}?q=1#z",
]
_HOST_FORMS += ["user@{}", "a.b@{}:25", "user:p@{}/x", "mailto:a@{}?subject=x", "Some One <a@{}>"]
_HOST_FORMS += [
    "{}?q=1#z",
    "@{}",
    "sip:a@{}",
    "{} {}",
    "www.{}",
    "hxxp://{}",
    "hXXps[:]//{}/",
    "h**p://{}",
]
_HOST_FORMS += ["http[://]{}", "FTP://{}", "foo://{}/x", "https:{}", "https: {}", "HTTPS://{}"]
_HOST_FORMS += ["a[at]{}", "javascript://{}/", "{}//x", "see {}", "{}\n", "{}\x1cInc"]
_DOTS = [".", ".", ".", "[.]", "(.)", "{.}", "[dot]", " [.] ", "(DOT)", "。", "%2e", ".."]
_NAME_FORMS = ["{}", "{}", "{} Ltd.", "PT {} Tbk", "ООО «{}»", "{}, Inc", "the {}", "{} Holdings"]
_NAME_FORMS += ["{}.", "{}/x", "«{}»", "\x1f{}\x1c", "{}.x", "x {}"]


@st.composite
def dirty(draw):
    """A value as people have it in their tables: a URL, a host, an address, a name, or neither."""
    match draw(st.integers(0, 5)):
        case 0:
            value = draw(urls())
        case 1:
            value = draw(
                st.text(max_size=12) | st.text(alphabet="vk.com:/@<>[]() \t\x1c", max_size=9)
            )
        case 2 | 3:
            name = draw(st.sampled_from(NAMES))
            if draw(st.booleans()):
                name = name.upper()
            if draw(st.integers(0, 4)) == 0:
                place = draw(st.integers(0, len(name)))
                name = name[:place] + draw(st.sampled_from(" ._-\t/'")) + name[place:]
            value = draw(st.sampled_from(_NAME_FORMS)).format(name)
        case _:
            host = draw(hosts_of_domains()).replace(".", draw(st.sampled_from(_DOTS)))
            form = draw(st.sampled_from(_HOST_FORMS))
            value = form.replace("{}", host)
    value = draw(st.sampled_from(_WRAPS)).replace("{}", value)
    return value.encode("utf-8", "replace").decode()  # as every frame has it
