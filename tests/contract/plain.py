# SPDX-License-Identifier: MIT
"""Answers as plain JSON: the same text for the same answer, wherever its classes are defined.

A record is an object of its fields, without those that are `None`, and with the name of its class;
an `Index` is a list of pairs, a text of several lines the list of its lines. Of what is large there
is a digest of each part, with the beginning of the part, so that a difference can be located.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

import attrs

import notorious_markets as nm

FOLDER = Path(__file__).with_name("answers")

LARGE = 1_800
"""From how many characters on an answer is kept as digests."""

_LEAST = 240  # characters of a part of an answer that is kept as it is
_FEW = 4  # parts that are not put together
_LABEL = 40  # characters of the beginning of a part
_SHORT = 80  # characters on one line

_FACTS = "fiscal_year measure item breakdown unit origin status sources note".split()


def plain(value):
    """What JSON can hold of an answer."""
    if isinstance(value, nm.Figure):
        facts = {name: plain(getattr(value, name)) for name in _FACTS}
        return {"is": "Figure", "value": str(Decimal(value)), **_given(facts)}
    if isinstance(value, nm.Index):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if attrs.has(type(value)):
        facts = {item.name: plain(getattr(value, item.name)) for item in attrs.fields(type(value))}
        return {"is": type(value).__name__, **_given(facts)}
    for kinds, write in _PLAIN.items():
        if isinstance(value, kinds):
            return write(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


_PLAIN = {
    (bool, type(None)): lambda value: value,
    Enum: lambda value: value.value,
    int: int,
    float: lambda value: round(value, 9),
    Decimal: str,
    date: date.isoformat,
    str: lambda value: {"lines": value.split("\n")} if "\n" in value else str(value),
    BaseException: lambda value: {"raises": [type(value).__name__, plain(str(value))]},
    Mapping: lambda value: {str(plain(key)): plain(item) for key, item in value.items()},
    (set, frozenset): lambda value: sorted(map(plain, value)),
    Sequence: lambda value: [plain(item) for item in value],
}
"""What is made of values of a class; the first class that fits."""


def _given(facts):
    return {name: fact for name, fact in facts.items() if fact is not None}


def kept(value, large=LARGE):
    """A plain answer as it is recorded: what is large in digests."""
    text = _text(value)
    if len(text) <= large:
        return value
    whole = {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    if large <= _LEAST or isinstance(value, str):
        return {**whole, "characters": len(text), "begins": _label(value)}
    if isinstance(value, dict):
        return {name: kept(item, max(_LEAST, large // len(value))) for name, item in value.items()}
    if len(value) <= _FEW:
        return [kept(item, max(_LEAST, large // len(value))) for item in value]
    size = -(-len(value) // max(_FEW, large // _LABEL))
    parts = [value[place : place + size] for place in range(0, len(value), size)]
    return {
        **whole,
        "length": len(value),
        "sample": kept(value[len(value) // 2], _LEAST),
        f"each {size}": [f"{_digest(part)} {_label(part[0])}" for part in parts],
    }


def _label(value):
    """The beginning of a part, in which its id stands."""
    if isinstance(value, dict):
        value = [item for name, item in value.items() if name != "is"]
    while isinstance(value, list) and value:
        value = value[0] if isinstance(value[0], list) else " ".join(map(str, value[:2]))
    return str(value)[:_LABEL]


def _digest(value):
    return hashlib.sha256(_text(value).encode()).hexdigest()[:8]


def _text(value):
    return json.dumps(value, ensure_ascii=False)


def shown(value, margin=""):
    """An answer as JSON in lines, which can be told apart: what is short stands on one."""
    if len(_text(value)) <= _SHORT or not isinstance(value, dict | list):
        return _text(value)
    deeper = f"{margin} "
    if isinstance(value, dict):
        opening, closing = "{}"
        items = [f"{_text(name)}: {shown(item, deeper)}" for name, item in value.items()]
    else:
        opening, closing = "[]"
        items = [shown(item, deeper) for item in value]
    inside = f",\n{deeper}".join(items)
    return f"{opening}\n{deeper}{inside}\n{margin}{closing}"


def read(group):
    """The recorded answers to a group of questions."""
    path = FOLDER / f"{group}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def write(group, answers):
    """Record the answers to a group of questions."""
    (FOLDER / f"{group}.json").write_text(f"{shown(answers)}\n", "utf-8")
