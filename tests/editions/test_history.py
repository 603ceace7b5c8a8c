# SPDX-License-Identifier: MIT
"""Histories against a plain re-reading of presence, edition by edition."""

import copy
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notorious_markets import strategies
from notorious_markets.editions.history import History, Spell
from notorious_markets.errors import UnknownValueError
from notorious_markets.records.vocabulary import Presence
from notorious_markets.text.index import Index

L, N, U = Presence.LISTED, Presence.NOT_LISTED, Presence.UNKNOWN


def history_of(presences):
    years = Index("edition", enumerate(presences, 2010))
    return History(market="m", presences=years, listings=Index("edition", []))


@given(strategies.datasets())
def test_a_history_holds_the_presence_in_every_edition(ds):
    for market in ds.markets:
        history = ds.history(market)
        assert dict(history.presences) == {year: ds.presence(market, year) for year in ds.editions}
        assert [*history.listed_in, *history.not_listed_in, *history.unknown_in] == sorted(
            ds.editions, key=lambda year: [L, N, U].index(history.presences[year])
        )
        assert tuple(history.names) == history.listed_in == tuple(history.listings)
        assert all(
            name == history.listings[year].name and market in history.listings[year].markets
            for year, name in history.names.items()
        )


@given(st.lists(st.sampled_from(Presence), min_size=1, max_size=8))
def test_spells_partition_the_editions_listed(presences):
    history = history_of(presences)
    years = [year for spell in history.spells for year in range(spell.first, spell.last + 1)]
    assert tuple(years) == history.listed_in
    for spell in history.spells:
        before, after = spell.first - 1, spell.last + 1
        assert history.presences.get(before) is not L
        assert history.presences.get(after) is not L
        assert spell.start_proved == (history.presences.get(before, N) is N)
        assert spell.end_proved == (history.presences.get(after) is N)


@given(st.lists(st.sampled_from(Presence), min_size=1, max_size=8))
def test_first_last_and_relisted_against_a_plain_reading(presences):
    history = history_of(presences)
    listed = [year for year, presence in history.presences.items() if presence is L]
    assert history.first == (listed[0] if listed else None)
    assert history.last == (listed[-1] if listed else None)
    assert history.first_proved == (
        bool(listed) and all(history.presences[year] is N for year in range(2010, listed[0]))
    )
    relisted = [
        year
        for earlier, year in pairwise(listed)
        if any(history.presences[between] is N for between in range(earlier, year))
    ]
    assert history.relisted_in == tuple(relisted)


def test_taobao(ds):
    history = ds.history("taobao")
    assert history.listed_in == (2010, 2011, *range(2016, 2025))
    assert history.not_listed_in == (2012, 2013, 2014, 2015)
    assert history.unknown_in == (2025,)
    assert history.relisted_in == (2016,)
    assert (history.first, history.last, history.first_proved) == (2010, 2024, True)
    assert history.names[2016] == "Taobao.com"
    assert history.spells == (
        Spell(first=2010, last=2011, start_proved=True, end_proved=True),
        Spell(first=2016, last=2024, start_proved=True, end_proved=False),
    )
    assert ds.history("Taobao.com") == history
    assert [str(spell) for spell in history.spells] == ["2010–2011", "2016–2024 or later"]


def test_an_unknown_edition_ends_a_spell_and_proves_nothing(ds):
    spells = ds.history("VK.com").spells
    assert [str(spell) for spell in spells] == ["2010–2012 or later", "≤ 2014–2024 or later"]
    assert ds.history("VK").relisted_in == ()


def test_a_market_in_one_edition_has_a_spell_of_one(ds):
    assert str(ds.history("weidian").spells[0]) == "2020"


def test_a_history_prints_and_can_be_copied(ds):
    history = ds.history("taobao")
    assert "2016  listed: Taobao.com" in str(history)
    assert "spells: 2010–2011, 2016–2024 or later" in str(history)
    assert repr(history) == (
        "<History taobao: 2010–2011, 2016–2024 or later; unknown in 1 editions>"
    )
    assert "<td>2012</td><td>not listed</td>" in history._repr_html_()
    assert hash(history) == hash(ds.history("taobao"))
    assert copy.deepcopy(history) == pickle.loads(pickle.dumps(history)) == history
    lines = str(history).splitlines()
    assert [lines[0], lines[1], lines[3], lines[-1]] == [
        "taobao",
        "2010  listed: Taobao",
        "2012  not listed",
        "spells: 2010–2011, 2016–2024 or later",
    ]
    assert len(lines) == 2 + len(ds.editions)
    assert "<td>2012</td><td>not listed</td><td></td>" in history._repr_html_()
    with pytest.raises(UnknownValueError, match="unknown edition 1999"):
        history.presences[1999]
    with pytest.raises(UnknownValueError, match="unknown edition 2012"):
        history.listings[2012]
    never = history_of([N, U])
    assert repr(never) == "<History m: never listed; unknown in 1 editions>"
    assert str(never).endswith("spells: none")
    assert (never.first, never.last, never.first_proved) == (None, None, False)


# Turnover


@given(strategies.datasets(), st.sampled_from([{}, {"kind": "online"}]))
def test_turnover_counts_each_comparison_with_the_edition_before(ds, filters):
    years = list(ds.editions)
    turnover = ds.turnover(**filters)
    assert [(item.previous, item.edition) for item in turnover] == list(pairwise(years))
    for item in turnover:
        comparison = ds.compare(item.previous, item.edition, **filters)
        for name in ("added", "removed", "continued", "possibly_added", "possibly_removed"):
            assert getattr(item, name) == len(getattr(comparison, name))


@given(strategies.datasets())
def test_retention_lies_between_its_bounds_and_is_exact_when_all_is_known(ds):
    for item in ds.turnover():
        total = item.continued + item.removed + item.possibly_removed
        if total == 0:
            assert item.retention is item.retention_low is item.retention_high is None
            continue
        assert 0 <= item.retention_low <= item.retention_high <= 1
        assert (item.retention is None) == (item.possibly_removed > 0)
        if item.retention is not None:
            assert item.retention == item.retention_low == item.retention_high
            assert item.retention == item.continued / total


def test_turnover_of_the_online_list(ds):
    by_edition = {item.edition: item for item in ds.turnover(kind="online")}
    assert by_edition[2022].retention == 34 / 42
    assert (by_edition[2022].added, by_edition[2022].removed) == (5, 8)
    assert by_edition[2025].retention is None
    assert (by_edition[2025].retention_low, by_edition[2025].retention_high) == (0, 1)
