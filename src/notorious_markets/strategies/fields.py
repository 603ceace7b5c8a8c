# SPDX-License-Identifier: MIT
"""Values that the fields of records accept, by the kinds of `notorious_markets.records.fields`."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from string import ascii_lowercase, digits
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from notorious_markets.records.fields import FieldKind, kind_of
from notorious_markets.records.fiscal_years import FIRST_FISCAL_YEAR, FiscalYear
from notorious_markets.records.forms import SEPARATOR
from notorious_markets.text.economies import CODES
from notorious_markets.text.names import is_domain

_T = TypeVar("_T")
_CHARACTERS = st.characters(exclude_categories=("C", "Z")) | st.just(" ")
_VISIBLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
_LABEL = st.text(ascii_lowercase + digits, min_size=1, max_size=8)


def texts() -> SearchStrategy[str]:
    """Make lines of text that a record accepts."""
    lines = st.text(_CHARACTERS, min_size=1, max_size=20)
    cleaned = lines.map(lambda line: unicodedata.normalize("NFC", line).strip())
    return cleaned.filter(lambda line: line != "" and line.isprintable())


def ids() -> SearchStrategy[str]:
    """Make ids that a record accepts."""
    return st.lists(_LABEL, min_size=1, max_size=3).map("-".join)


def domains() -> SearchStrategy[str]:
    """Make normalised host names."""
    return st.lists(_LABEL, min_size=2, max_size=4).map(".".join).filter(is_domain)


def economies() -> SearchStrategy[str]:
    """Make ISO 3166-1 alpha-2 codes."""
    return st.sampled_from(sorted(CODES))


def fiscal_years() -> SearchStrategy[FiscalYear]:
    """Make U.S. fiscal years."""
    return st.integers(FIRST_FISCAL_YEAR, 2100).map(FiscalYear)


def partial_dates() -> SearchStrategy[str]:
    """Make dates as ISO 8601: to a year, a month or a day."""
    lengths = st.sampled_from((len("2026"), len("2026-11"), len("2026-11-23")))
    return st.builds(_shortened, st.dates(date(1900, 1, 1)), lengths)


def _shortened(day: date, length: int) -> str:
    return day.isoformat()[:length]


def percentages() -> SearchStrategy[Decimal]:
    """Make percentages with two places."""
    return st.decimals(0, 100, places=2)


def values_of(attribute: "attrs.Attribute[Any]") -> SearchStrategy[Any]:
    """Make values that a field of a record accepts, missing ones included."""
    kind = kind_of(attribute)
    made = _MADE[kind.name](kind)
    missing = not kind.required and attribute.default is None
    return st.none() | made if missing else made


def _integers(kind: FieldKind) -> SearchStrategy[int]:
    least = kind.constraints["minimum"]
    return st.integers(least, least + 999)  # a year stays one that a date can have


def _numbers(kind: FieldKind) -> SearchStrategy[Decimal]:
    return st.decimals(
        kind.constraints["minimum"], kind.constraints.get("maximum", 10**12), places=2
    )


def _matching(kind: FieldKind) -> SearchStrategy[str]:
    return st.from_regex(kind.constraints["pattern"], fullmatch=True, alphabet=_VISIBLE)


def _several(elements: SearchStrategy[_T], kind: FieldKind) -> SearchStrategy[tuple[_T, ...]]:
    return st.lists(elements, min_size=kind.least, max_size=3, unique=True).map(tuple)


_MADE: Mapping[str, Callable[[FieldKind], SearchStrategy[Any]]] = MappingProxyType(
    {
        "text": lambda _: texts(),
        "pattern": _matching,
        "id": lambda _: ids(),
        "integer": _integers,
        "number": _numbers,
        "fiscal-year": lambda _: fiscal_years(),
        "flag": lambda _: st.booleans(),
        "partial-date": lambda _: partial_dates(),
        "day": lambda _: st.dates(date(2000, 1, 1)),
        "economy": lambda _: economies(),
        "domain": lambda _: domains(),
        "choice": lambda kind: st.sampled_from(list(kind.vocabulary or ())),
        "choices": lambda kind: _several(st.sampled_from(list(kind.vocabulary or ())), kind),
        "ids": lambda kind: _several(ids(), kind),
        "names": lambda kind: _several(texts().filter(lambda text: SEPARATOR not in text), kind),
        "domains": lambda kind: _several(domains(), kind),
    }
)
