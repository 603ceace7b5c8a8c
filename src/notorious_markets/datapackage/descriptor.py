# SPDX-License-Identifier: MIT
"""Which tables a release has, and how its Data Package (version 2) describes them."""

import inspect
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, cast, get_args, get_origin

import attrs

from notorious_markets.datapackage.cells import is_vocabulary
from notorious_markets.errors import shown
from notorious_markets.records.editions import Release, TableFile
from notorious_markets.records.fields import CONSTRAINTS, SEPARATOR


@attrs.frozen
class Table:
    """How the records of one class lie in a package.

    Attributes:
        name: Name of the table, of its resource and of the attribute of `Contents`.
        home: The module and the name of the class of its records.
        key: The fields of its primary key.
        references: For each field that refers to another table, that table and its key.
    """

    name: str
    home: str
    key: tuple[str, ...]
    references: Mapping[str, tuple[str, str]] = {}

    @property
    def record(self) -> type[Any]:
        """The class of its records; each field is a column. It is imported when it is needed."""
        module, _, name = self.home.rpartition(".")
        return cast("type[Any]", getattr(import_module(f"notorious_markets.{module}"), name))

    @property
    def path(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"


_EDITIONS, _MARKETS, _COMPANIES = ("editions", "year"), ("markets", "id"), ("companies", "id")
_LISTED = types.MappingProxyType({"edition": _EDITIONS, "market": _MARKETS})
_HELD = types.MappingProxyType({"market": _MARKETS, "company": _COMPANIES})
_HOLDS = types.MappingProxyType({"subsidiary": _COMPANIES, "company": _COMPANIES})

TABLES = (
    Table("editions", "records.editions.Edition", ("year",)),
    Table("markets", "records.editions.Market", ("id",)),
    Table("listings", "records.editions.Listing", ("edition", "market"), _LISTED),
    Table("absences", "records.editions.Absence", ("edition", "market"), _LISTED),
    Table("sources", "records.editions.Source", ("id",)),
    Table("companies", "records.companies.Company", ("id",)),
    Table(
        "tickers", "records.companies.Ticker", ("company", "mic", "symbol"), {"company": _COMPANIES}
    ),
    Table(
        "ownership",
        "records.companies.Ownership",
        ("market", "company", "relation", "number"),
        _HELD,
    ),
    Table(
        "holdings",
        "records.companies.Holding",
        ("subsidiary", "company", "relation", "number"),
        _HOLDS,
    ),
    Table(
        "statements",
        "records.companies.Statement",
        ("edition", "speaker", "on", "stance"),
        {"edition": _EDITIONS, "company": _COMPANIES},
    ),
    Table(
        "seizures",
        "records.trade.SeizureStatistic",
        ("fiscal_year", "measure", "breakdown", "item", "unit", "number"),
    ),
    Table("origins", "records.trade.Origin", ("name",)),
    Table(
        "seizure_lines",
        "records.trade.SeizureLine",
        ("fiscal_year", "product", "conveyance", "origin"),
        {"origin": ("origins", "name")},
    ),
    Table("watch_list_years", "records.trade.WatchListYear", ("year",)),
    Table(
        "watch_lists",
        "records.trade.WatchListEntry",
        ("year", "economy"),
        {"year": ("watch_list_years", "year")},
    ),
)
"""Every table a package can have, in the order of its resources. One without rows is left out."""


def describe(release: Release) -> dict[str, Any]:
    """The descriptor of a release: a Data Package (version 2) with a Table Schema for each table.

    Descriptions come from the records' docstrings, constraints from their fields.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "notorious-markets",
        "title": "Notorious Markets",
        "description": (
            "Listings of the Review of Notorious Markets for Counterfeiting and Piracy by the U.S. "
            "Trade Representative, edition by edition, with sources and coverage; the companies "
            "behind the markets, U.S. seizure statistics and the Special 301 lists. Compiled from "
            "public sources; the listings are allegations of the report, not findings of law."
        ),
        "version": release.version,
        "created": f"{release.created.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "Creative Commons Zero v1.0 Universal",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "resources": [
            _describe_table(table, file)
            for file in release.tables
            for table in TABLES
            if table.name == file.name
        ],
    }


def _describe_table(table: Table, file: TableFile) -> dict[str, Any]:
    summary, _ = _docstring(table.record)
    return {
        "name": table.name,
        "description": summary,
        "type": "table",
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": describe_schema(table),
    }


def describe_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table.

    The ids in a list cannot be declared as foreign keys there; this package checks them.
    """
    _, descriptions = _docstring(table.record)
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [
            {
                "name": attribute.name,
                "description": descriptions.get(attribute.name, ""),
                **_describe_type(attribute),
            }
            for attribute in attrs.fields(table.record)
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.references:
        schema["foreignKeys"] = _foreign_keys(table)
    return schema


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    return [
        {"fields": [field], "reference": {"resource": other, "fields": [key]}}
        for field, (other, key) in table.references.items()
    ]


def contradictions(table: Table, schema: Any, columns: Sequence[str]) -> Iterator[str]:
    """Where a Table Schema says something else than the table's file, or than this package.

    Descriptions are free, and so are bounds and patterns, which change with this package, whereas
    a release does not. A vocabulary can be smaller than this package's, but not larger.

    Args:
        table: The table.
        schema: Its schema in a descriptor, whatever that is.
        columns: The columns of its file.
    """
    ours = {field.name: _describe_type(field) for field in attrs.fields(table.record)}
    try:
        fields = {field["name"]: field for field in schema["fields"]}
        if list(fields) != list(columns) or len(fields) != len(schema["fields"]):
            yield f"the schema has the columns {shown(list(fields))}, not {shown(list(columns))}"
        for name, expected in ours.items():
            if name in fields:
                yield from _field_contradictions(name, fields[name], expected)
        if schema["primaryKey"] != list(table.key):
            yield f"the primary key is {shown(schema['primaryKey'])}, not {list(table.key)}"
        for key in schema.get("foreignKeys", ()):
            if key not in _foreign_keys(table):
                yield f"the schema has the unknown foreign key {shown(key)}"
    except (KeyError, TypeError, AttributeError) as error:
        yield f"the schema is no Table Schema: {type(error).__name__} {shown(str(error))}"


def _field_contradictions(
    name: str, field: Mapping[str, Any], expected: Mapping[str, Any]
) -> Iterator[str]:
    for part in ("type", "delimiter", "itemType"):
        if field.get(part) != expected.get(part):
            given = shown(field.get(part))
            yield f"the schema has the {part} {given} for {name}, not {expected.get(part)!r}"
    constraints, allowed = field.get("constraints", {}), expected.get("constraints", {})
    if "enum" in allowed and not set(allowed["enum"]).issuperset(constraints["enum"]):
        yield f"the schema has {shown(constraints['enum'])} for {name}, not {allowed['enum']}"


def _describe_type(attribute: "attrs.Attribute[Any]") -> dict[str, Any]:
    kind: Any = _without_none(attribute.type)
    described: dict[str, Any] = {"type": _TYPES.get(kind.__name__, "string")}
    if get_origin(kind) is tuple:
        described = {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
    constraints: dict[str, Any] = dict(attribute.metadata.get(CONSTRAINTS, {}))
    if attribute.default is attrs.NOTHING or kind is bool:
        constraints["required"] = True
    if is_vocabulary(kind):
        constraints["enum"] = [str(value) for value in kind]
    if constraints:
        described["constraints"] = constraints
    return described


_TYPES = types.MappingProxyType(
    {
        "int": "integer",
        "FiscalYear": "integer",
        "Decimal": "number",
        "bool": "boolean",
        "date": "date",
    }
)


def _without_none(kind: Any) -> Any:
    if not isinstance(kind, types.UnionType):
        return kind
    return next(choice for choice in get_args(kind) if choice is not type(None))


def _docstring(record: type[Any]) -> tuple[str, dict[str, str]]:
    """The summary of a record's docstring, and what it says of each attribute."""
    summary, _, rest = (inspect.getdoc(record) or "").partition("\n\nAttributes:\n")
    entries = re.findall(r"^ {4}(\w+): (.+(?:\n {6,}.+)*)", rest, re.MULTILINE)
    return " ".join(summary.split()), {name: " ".join(text.split()) for name, text in entries}
