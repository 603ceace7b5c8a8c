# SPDX-License-Identifier: MIT
"""Vocabularies are closed, and their members are strings."""

import pytest

from notorious_markets.errors import UnknownValueError
from notorious_markets.records import vocabulary as v

VOCABULARIES = [v.AbsenceBasis, v.Category, v.Concern, v.Kind, v.Presence, v.SourceKind]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_member_and_its_string_mean_the_same(vocabulary):
    for item in vocabulary:
        assert v.member(vocabulary, item) is item
        assert v.member(vocabulary, str(item)) is item


def test_anything_else_is_refused_with_a_suggestion():
    with pytest.raises(UnknownValueError, match="unknown source kind 'primry'; did you mean pri"):
        v.member(v.SourceKind, "primry")
    with pytest.raises(UnknownValueError, match="unknown kind 3"):
        v.member(v.Kind, 3)


def test_only_physical_markets_are_physical():
    physical = [category for category in v.Category if category.kind is v.Kind.PHYSICAL]
    assert physical == [v.Category.PHYSICAL_MARKET]
