# SPDX-License-Identifier: MIT
"""Text as people write it: how names are compared, and which host names are normalised."""

import re
import unicodedata

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
_MAX_HOST = 253  # RFC 1035, without the trailing dot

# RFC 5892, "Exceptions" and "Contextual rules": allowed although the general rule refuses them.
# Whether the context is right is left to the registry that delegated the domain.
_EXCEPTIONS = frozenset("ßς་〇·͵׳״・\u200c\u200d")
# RFC 5892: disallowed although the general rule accepts them.
_DISALLOWED = frozenset("ـߺ〮〯〱〲〳〴〵〻")
_LETTER_DIGITS = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"})


def fold(text: str) -> str:
    """Return a text without case, accents and compatibility variants, to search inside it."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def name_key(text: str) -> str:
    """Return what the spellings of one name have in common: letters and digits, folded.

    ``"The Pirate Bay"`` and ``"ThePirateBay"`` share a key; so do ``"La Bahía"`` and
    ``"la bahia"``. A name without any letter or digit is its own key.
    """
    return "".join(c for c in fold(text) if c.isalnum()) or text


def is_domain(text: str) -> bool:
    """Tell whether a text is a host name as the data holds them.

    It has at least two labels, lower-case ASCII letters, digits and inner hyphens (RFC 1123), no
    trailing dot, no number as the last label (WHATWG URL: it is read as an IPv4 address), and every
    internationalised label an A-label of a valid U-label (IDNA 2008, RFC 5891 and 5892; the
    contextual and bidirectional rules are not applied).
    """
    labels = text.split(".")
    return (
        len(text) <= _MAX_HOST
        and len(labels) > 1
        and not _NUMBER.fullmatch(labels[-1])
        and all(_LABEL.fullmatch(label) and _is_idna_label(label) for label in labels)
    )


def _is_idna_label(label: str) -> bool:
    """Tell whether a label is plain, or the A-label that IDNA 2008 gives for its U-label.

    A label that two U-labels could stand for would let one domain be written in two ways.
    """
    if label[2:4] != "--":
        return True
    if not label.startswith("xn--"):
        return False
    try:
        unicode_label = label[4:].encode("ascii").decode("punycode")
        back = unicode_label.encode("punycode").decode("ascii")
    except UnicodeError:
        return False
    return (
        back == label[4:]
        and not unicode_label.isascii()
        and unicode_label[2:4] != "--"
        and not unicode_label.startswith("-")
        and not unicode_label.endswith("-")
        and not unicodedata.category(unicode_label[0]).startswith("M")
        and unicodedata.is_normalized("NFC", unicode_label)
        and all(map(_is_idna_character, unicode_label))
    )


def _is_idna_character(c: str) -> bool:
    """Tell whether a U-label may contain a character, as RFC 5892 derives it.

    Python's ``idna`` codec follows IDNA 2003, which refuses letters that are registered today.
    """
    if c.isascii():
        return c == "-" or c.isdigit() or c.islower()
    if c in _EXCEPTIONS:
        return True
    stable = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", c).casefold())
    return c not in _DISALLOWED and stable == c and unicodedata.category(c) in _LETTER_DIGITS
