# SPDX-License-Identifier: MIT
"""What a descriptor says of a table: it may say less than this package, and nothing else."""

import copy

import attrs
import pytest

import notorious_markets as nm
from notorious_markets.datapackage.descriptor import contradictions, describe, describe_schema
from notorious_markets.errors import shown
from notorious_markets.records.tables import TABLES

LISTINGS = TABLES[2]
SCHEMA = describe_schema(LISTINGS)
COLUMNS = [field["name"] for field in SCHEMA["fields"]]
CATEGORIES = [category.value for category in nm.Category]


def found(change, columns=COLUMNS):
    """What is said against the schema of the listings after a change."""
    schema = copy.deepcopy(SCHEMA)
    change(schema)
    return list(contradictions(LISTINGS, schema, columns))


def of(schema, name):
    """A field of the schema."""
    return next(field for field in schema["fields"] if field["name"] == name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_schema_describes_every_column(table):
    schema = describe_schema(table)
    assert [field["name"] for field in schema["fields"]] == [
        field.name for field in attrs.fields(table.record)
    ]
    assert all(field["description"] for field in schema["fields"])
    assert schema["primaryKey"] == list(table.key)


def test_the_schema_of_the_listings():
    fields = {field["name"]: field for field in SCHEMA["fields"]}
    assert fields["edition"]["type"] == "integer"
    assert fields["edition"]["constraints"] == {"minimum": 2010, "required": True}
    assert fields["category"]["constraints"]["enum"] == [str(item) for item in nm.Category]
    assert fields["sources"]["type"] == "list"
    assert fields["sources"]["delimiter"] == "|"
    assert fields["stated_first"]["type"] == "boolean"
    assert "required" not in fields["page"].get("constraints", {})


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda schema: schema.pop("foreignKeys"),
        lambda schema: schema["foreignKeys"].pop(),
        lambda schema: schema.pop("$schema"),
        lambda schema: of(schema, "name").pop("description"),
        lambda schema: of(schema, "edition")["constraints"].update(minimum=1),
        lambda schema: of(schema, "edition").pop("constraints"),
        lambda schema: of(schema, "category")["constraints"]["enum"].pop(),
    ],
)
def test_descriptions_and_bounds_are_free_and_what_is_not_said_is_no_contradiction(change):
    assert found(change) == []


def test_a_column_that_neither_the_file_nor_the_schema_has_is_no_contradiction():
    assert found(lambda schema: schema["fields"].pop(), COLUMNS[:-1]) == []


@pytest.mark.parametrize(
    ("change", "columns", "stated"),
    [
        (lambda schema: schema["fields"].pop(), COLUMNS, COLUMNS[:-1]),
        (lambda _: None, COLUMNS[:-1], COLUMNS),
        (lambda _: None, COLUMNS[::-1], COLUMNS),
        (lambda schema: schema["fields"].append(of(schema, "note")), COLUMNS, COLUMNS),
    ],
)
def test_the_schema_has_the_columns_of_the_file_each_once(change, columns, stated):
    assert found(change, columns) == [
        f"the schema has the columns {shown(stated)}, not {shown(columns)}"
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda schema: schema.update(primaryKey=["edition"]),
            "the primary key is ['edition'], not ['edition', 'market']",
        ),
        (
            lambda schema: schema.update(foreignKeys=["x"]),
            "the schema has the unknown foreign key 'x'",
        ),
        (
            lambda schema: of(schema, "edition").update(type="string"),
            "the schema has the type 'string' for edition, not 'integer'",
        ),
        (
            lambda schema: of(schema, "name").update(type=["string"]),
            "the schema has the type ['string'] for name, not 'string'",
        ),
        (
            lambda schema: of(schema, "domains").update(delimiter=";"),
            "the schema has the delimiter ';' for domains, not '|'",
        ),
        (
            lambda schema: of(schema, "name").update(delimiter="|"),
            "the schema has the delimiter '|' for name, not None",
        ),
        (
            lambda schema: of(schema, "domains").pop("itemType"),
            "the schema has the itemType None for domains, not 'string'",
        ),
        (
            lambda schema: of(schema, "category")["constraints"].update(enum=["x"]),
            f"the schema has ['x'] for category, not {CATEGORIES}",
        ),
        (
            lambda schema: schema.pop("primaryKey"),
            "the schema is no Table Schema: KeyError \"'primaryKey'\"",
        ),
        (
            lambda schema: of(schema, "category").pop("constraints"),
            "the schema is no Table Schema: KeyError \"'enum'\"",
        ),
    ],
)
def test_what_a_schema_says_otherwise_is_named(change, problem):
    assert found(change) == [problem]


@pytest.mark.parametrize(
    ("schema", "problem"),
    [(None, "TypeError"), ([], "TypeError"), ({"fields": [{}]}, "KeyError \"'name'\"")],
)
def test_what_is_no_schema_is_called_so(schema, problem):
    (said,) = contradictions(LISTINGS, schema, COLUMNS)
    assert said.startswith(f"the schema is no Table Schema: {problem}")


@pytest.mark.parametrize(("docstring", "summary"), [(None, ""), ("One\n line.", "One line.")])
def test_a_table_is_described_as_far_as_its_record_is(ds, monkeypatch, docstring, summary):
    monkeypatch.setattr(nm.Edition, "__doc__", docstring)  # python -OO leaves none
    resource = describe(ds.release)["resources"][0]
    assert (resource["name"], resource["description"]) == ("editions", summary)
    assert {field["description"] for field in resource["schema"]["fields"]} == {""}
