# SPDX-License-Identifier: MIT
"""The tables of ``docs/reference/json.md``, from the classes; ``make api`` rewrites them."""

import inspect
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import TypeVar, get_args, get_origin

import attrs

import notorious_markets as nm

PAGE = Path(__file__).parent.parent / "docs/reference/json.md"
BEGIN = "<!-- begin: make api -->\n"

_WORDS = {
    str: "text",
    int: "integer",
    float: "number",
    Decimal: "number",
    bool: "true or false",
    date: "text, a day as YYYY-MM-DD",
    NoneType: "null",
    nm.FiscalYear: "integer",
    nm.Listings: "list of [`Listing`](#listing)",
    nm.Totals: "list of sums by fiscal year",
}

_MANY = {"text": "texts", "integer or text": "integers or texts", "list of texts": "lists of texts"}


def keys(kind: type) -> dict[str, object]:
    """The keys of what `to_dict` of a class gives, each with the type of its value."""
    if kind is nm.Figure:
        return {"value": Decimal, **inspect.get_annotations(kind)}
    fields = {field.name: field.type for field in attrs.fields(kind)}
    if kind is nm.Listing:
        return {"edition": fields.pop("edition"), "kind": nm.Kind, **fields}
    if kind is nm.Match:
        years, ids = tuple[int, ...], tuple[str, ...]
        return {"matched": str, **fields, "editions": years, "sources": ids}
    if kind is nm.Comparison:
        del fields["kinds"]
        sections = tuple[nm.SectionCoverage, ...]
        head = {"before": int, "after": int, "coverage": sections, "uncertain": None}
        return {**head, **fields, "before": int, "after": int}
    return fields


def said(kind: object) -> str:
    """A type in words."""
    if isinstance(kind, UnionType | TypeVar):
        return " or ".join(map(said, get_args(kind) or kind.__constraints__))
    if get_origin(kind) is tuple:
        inside = said(get_args(kind)[0])
        return f"list of {_MANY.get(inside, inside)}"
    if get_origin(kind) is nm.Index:
        return f"object, by year: {said(get_args(kind)[1])}"
    kind = get_origin(kind) or kind
    if kind in _WORDS:
        return _WORDS[kind]
    if issubclass(kind, StrEnum):
        return f"`{kind.__name__}`"
    return f"[`{kind.__name__}`](#{kind.__name__.lower()})"


def documented() -> list[type]:
    """The classes that have a section: what is public, and what is in it."""
    public = [getattr(nm, name) for name in nm.__all__]
    found = {kind for kind in public if hasattr(kind, "to_dict")}
    inside = {item for kind in found for field in keys(kind).values() for item in get_args(field)}
    found |= {get_origin(item) or item for item in inside if hasattr(item, "to_dict")}
    return sorted(found, key=lambda kind: kind.__name__)


def tables() -> str:
    """A section for each class, with its keys."""
    parts: list[str] = []
    for kind in documented():
        rows = [f"| `{key}` | {said(of)} |" for key, of in keys(kind).items()]
        head = [f"## {kind.__name__}", "", "| key | value |", "| --- | --- |"]
        parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts) + "\n"


def rewritten(text: str) -> str:
    """The page with its tables made anew."""
    before, _, _ = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{tables()}"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text("utf-8")), "utf-8")
