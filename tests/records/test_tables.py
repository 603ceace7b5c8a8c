# SPDX-License-Identifier: MIT
"""The registry: tables are read when they are asked for, once, and contents are values."""

import pickle
from datetime import date
from decimal import Decimal

import attrs
import pytest

from notorious_markets.errors import UnknownValueError
from notorious_markets.records import forms
from notorious_markets.records.fields import kind_of
from notorious_markets.records.tables import BY_NAME, TABLES, Contents
from notorious_markets.records.vocabulary import Kind


def test_a_table_is_read_when_it_is_first_asked_for_and_only_then(small):
    read = []

    def reading(name):
        read.append(name)
        return reversed(small.of(BY_NAME[name]))

    contents = Contents(reading)
    assert read == []
    assert contents.listings == small.listings
    assert contents.listings is contents.of(BY_NAME["listings"])
    assert read == ["listings"]
    assert contents == small
    assert sorted(read) == sorted(table.name for table in TABLES)


def test_contents_are_values(small):
    same = small.replace()
    other = small.replace(absences=())
    assert (same, hash(same)) == (small, hash(small))
    assert other != small
    assert hash(other) != hash(small)
    assert small != 3
    assert pickle.loads(pickle.dumps(small)) == small


def test_a_repr_counts_what_was_read(small):
    assert repr(small).startswith("<Contents: 4 editions, 3 markets, 3 listings, 1 absences, ")
    contents = Contents(lambda name: small.of(BY_NAME[name]))
    assert repr(contents) == "<Contents: nothing read yet>"
    assert contents.markets
    assert repr(contents) == "<Contents: 3 markets>"
    assert repr(Contents.markets) == "<Table markets>"


def test_an_unknown_table_is_named():
    with pytest.raises(UnknownValueError, match="unknown table 'listing'; did you mean listings"):
        Contents(listing=[])


def test_a_field_without_a_kind_has_the_one_of_its_type():
    @attrs.frozen
    class Answer:
        flag: bool
        count: int
        share: float | None
        day: date
        amount: Decimal
        kind: Kind | None
        words: tuple[str, ...]
        text: str | None
        record: object

    kinds = {field.name: kind_of(field) for field in attrs.fields(Answer)}
    assert {name: kind.form for name, kind in kinds.items()} == {
        "flag": forms.FLAG,
        "count": forms.INTEGER,
        "share": forms.SHARE,
        "day": forms.DAY,
        "amount": forms.NUMBER,
        "kind": forms.MEMBER,
        "words": forms.LIST,
        "text": forms.TEXT,
        "record": forms.TEXT,
    }
    assert {name for name, kind in kinds.items() if not kind.required} == {"share", "kind", "text"}
    assert kinds["kind"].vocabulary is Kind
    names = {name: kind.name for name, kind in kinds.items()}
    assert (names["kind"], names["words"], names["count"]) == ("choice", "names", "value")
