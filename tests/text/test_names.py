# SPDX-License-Identifier: MIT
"""How names are compared, and which host names count as normalised."""

import unicodedata

import idna
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from notorious_markets.strategies import domains
from notorious_markets.text.names import fold, is_domain, name_key

# Characters of IDNA 2008 whose use depends on their neighbours, and right-to-left scripts, whose
# rules span the label: there we accept more than the authority, and say so.
CONTEXTUAL = set("·͵׳״・\u200c\u200d") | {chr(c) for c in range(0x660, 0x66A)}
CONTEXTUAL |= {chr(c) for c in range(0x6F0, 0x6FA)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Pirate Bay", "ThePirateBay"),
        ("La Bahía", "la bahia"),
        ("Fu'an", "FU AN"),
        ("Kat.ph", "katph"),
        ("STRASSE", "straße"),
        ("Ｔａｏｂａｏ", "taobao"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Torrentz", "Torrentz2"), ("VK", "VKontakte"), ("!", "?")]
)
def test_different_names_have_different_keys(one, other):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_folding_is_idempotent_and_ignores_case(text):
    assert fold(fold(text)) == fold(text)
    assert fold(text.casefold()) == fold(text)


@given(st.text(min_size=1))
def test_a_key_is_its_own_key_and_never_empty(text):
    assert name_key(name_key(text)) == name_key(text) != ""


@given(domains())
def test_domains_of_the_strategies_are_normalised(domain):
    assert is_domain(domain)
    assert idna.encode(domain).decode() == domain


@pytest.mark.parametrize(
    "text",
    [
        "taobao.com",
        "pan.baidu.com",
        "1fichier.com",
        "xn--mnchen-3ya.de",
        "a.b",
        "xn--wgv71a.jp",
        "xn--b1-cher-n2a.de",
        "a.1.com",
        ".".join(["a" * 62, *["a" * 63] * 3])[:253],
    ],
)
def test_normalised_host_names_are_accepted(text):
    assert is_domain(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "taobao",
        "Taobao.com",
        "taobao.com.",
        ".taobao.com",
        "tao..bao",
        "münchen.de",
        "-a.com",
        "a-.com",
        "a_b.com",
        "a b.com",
        "127.0.0.1",
        "a.0x4",
        "a.0x",
        "a.b.1",
        "ab--c.com",
        "xn--.com",
        "xn--a.com",
        "xn--999999999.com",  # Punycode that ends too early
        "xn--MNCHEN-3ya.de",
        "xn--a-ecp.ru",  # an upper-case letter behind Punycode
        "a" * 64 + ".com",
        ".".join(["a" * 62, *["a" * 63] * 3]),  # 254 characters
    ],
)
def test_other_texts_are_refused(text):
    assert not is_domain(text)


@given(st.text(st.characters(exclude_categories=("Cn", "Cs")), min_size=1, max_size=8))
@example("münchen")
@example("faß")
@example("日本語")
@example("a\u0301")
@example("\u0301a")
@example("〆")
@example("ـ")
@example("ab--ü")
@example("-ü")
@example("ü-")
def test_internationalised_labels_follow_idna(label):
    try:
        punycode = "xn--" + label.encode("punycode").decode("ascii")
    except UnicodeError:
        assume(False)
    accepted = is_domain(f"{punycode}.com")
    try:
        expected = idna.decode(f"{punycode}.com") == f"{label}.com"
    except idna.IDNAError:
        expected = False
    if expected:
        assert accepted
    right_to_left = any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in label)
    if accepted and not right_to_left and not CONTEXTUAL & set(label):
        assert expected
