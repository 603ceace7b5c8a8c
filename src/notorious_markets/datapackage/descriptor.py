# SPDX-License-Identifier: MIT
"""How the Data Package (version 2) of a release describes it, and what a descriptor may say."""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from notorious_markets.errors import shown
from notorious_markets.records.fields import kind_of
from notorious_markets.records.release import Release, TableFile
from notorious_markets.records.tables import BY_NAME, Table


def describe(release: Release) -> dict[str, Any]:
    """Describe a release: a Data Package (version 2) with a Table Schema for each table.

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
        "resources": [_describe_table(BY_NAME[file.name], file) for file in release.tables],
    }


def _describe_table(table: Table[Any], file: TableFile) -> dict[str, Any]:
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


def describe_schema(table: Table[Any]) -> dict[str, Any]:
    """Describe a table by a Table Schema.

    The ids in a list cannot be declared as foreign keys there; this package checks them.
    """
    _, descriptions = _docstring(table.record)
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [
            {
                "name": attribute.name,
                "description": descriptions.get(attribute.name, ""),
                **kind_of(attribute).describe(),
            }
            for attribute in attrs.fields(table.record)
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = _foreign_keys(table)
    return {**schema, "foreignKeys": keys} if keys else schema


def _foreign_keys(table: Table[Any]) -> list[dict[str, Any]]:
    """Return the foreign keys of a table; a list of ids cannot be declared as one."""
    fields = attrs.fields_dict(table.record)
    return [
        {"fields": [field], "reference": {"resource": other, "fields": list(BY_NAME[other].key)}}
        for field, other in table.references.items()
        if not kind_of(fields[field]).is_list
    ]


def contradictions(table: Table[Any], schema: Any, columns: Sequence[str]) -> Iterator[str]:
    """Yield where a Table Schema says something else than the table's file, or this package.

    Descriptions are free, and so are bounds and patterns, which change with this package, whereas
    a release does not. A vocabulary can be smaller than this package's, but not larger.

    Args:
        table: The table.
        schema: Its schema in a descriptor, whatever that is.
        columns: The columns of its file.
    """
    ours = {field.name: kind_of(field).describe() for field in attrs.fields(table.record)}
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


def _docstring(record: type[Any]) -> tuple[str, dict[str, str]]:
    """Return the summary of a record's docstring, and what it says of each attribute."""
    summary, _, rest = (inspect.getdoc(record) or "").partition("\n\nAttributes:\n")
    entries = re.findall(r"^ {4}(\w+): (.+(?:\n {6,}.+)*)", rest, re.MULTILINE)
    return " ".join(summary.split()), {name: " ".join(text.split()) for name, text in entries}
