# SPDX-License-Identifier: MIT
"""Listings: the laws of filters, the algebra of sets, and what is said of bad input."""

import copy
import json
import pickle
from collections import Counter
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets import strategies
from notorious_markets.editions.known import Known
from notorious_markets.editions.listings import Listings
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.vocabulary import Category, Concern, Kind
from notorious_markets.text.names import fold, name_key

LISTINGS = st.lists(strategies.listings(), max_size=7).map(Listings)
KEYS = ["edition", "kind", "category", "concern", "economy", "locality", "market"]


@st.composite
def filtered(draw, number=2):
    """Some listings, and filters of which at least one value occurs in them."""
    found = draw(LISTINGS.filter(len))
    return found, [draw(_filter(found)) for _ in range(number)]


@st.composite
def _filter(draw, found):
    item = draw(st.sampled_from(found))
    choices = {
        "edition": item.edition,
        "years": (item.edition, item.edition + draw(st.integers(0, 9))),
        "kind": draw(st.sampled_from(list(Kind))),
        "category": item.category,
        "concern": draw(st.sampled_from(list(Concern))),
        "economy": item.economy or "CN",
        "market": draw(st.sampled_from(item.markets)),
        "name": item.name,
        "text": draw(st.sampled_from([t for t in (item.name, item.locality, item.note) if t])),
        "domain": draw(st.sampled_from(item.domains)) if item.domains else "taobao.com",
        "predicate": lambda listing: len(listing.name) % 2 == 0,
    }
    name = draw(st.sampled_from(sorted(choices)))
    return {name: choices[name]}


# Filters


@given(filtered())
def test_filters_commute_and_combine_into_the_intersection(example):
    found, (one, other) = example
    both = found.where(**one).where(**other)
    assert both == found.where(**other).where(**one)
    assert both == found.where(**one) & found.where(**other)
    if one.keys() != other.keys():
        assert both == found.where(**one, **other)


@given(filtered(number=1))
def test_a_filter_is_idempotent_keeps_the_order_and_only_takes_away(example):
    found, (one,) = example
    once = found.where(**one)
    assert once.where(**one) == once
    assert set(once) <= set(found)
    assert list(once) == [listing for listing in found if listing in set(once)]


@given(filtered(number=1))
def test_every_filter_does_what_it_says(example):
    found, (one,) = example
    ((name, value),) = one.items()
    expected = {
        "edition": lambda item: item.edition == value,
        "years": lambda item: value[0] <= item.edition <= value[1],
        "kind": lambda item: item.kind == value,
        "category": lambda item: item.category == value,
        "concern": lambda item: value in item.concerns,
        "economy": lambda item: item.economy == value,
        "market": lambda item: value == item.market or value in item.covers,
        "name": lambda item: name_key(item.name) == name_key(value),
        "text": lambda item: any(
            fold(value) in fold(text or "") for text in (item.name, item.locality, item.note)
        ),
        "domain": lambda item: value in item.domains,
        "predicate": value,
    }
    assert list(found.where(**one)) == [item for item in found if expected[name](item)]


@given(filtered(number=1))
def test_one_value_several_values_and_strings_mean_the_same(example):
    found, (one,) = example
    ((name, value),) = one.items()
    if name not in ("years", "predicate"):
        assert found.where(**{name: [value]}) == found.where(**one)
        assert found.where(**{name: {value}}) == found.where(**one)
        assert found.where(**{name: []}) == Listings()
    if isinstance(value, str):
        assert found.where(**{name: str(value)}) == found.where(**one)


@given(LISTINGS)
def test_no_filter_keeps_everything(found):
    assert found.where() == found.where(kind=None, edition=None) == found


def test_a_filter_that_is_not_applied_leaves_the_others(ds):
    assert ds.listings.where(kind=None, edition=2021) == ds.listings.where(edition=2021)


def test_a_predicate_is_anything_that_can_be_called(ds):
    class OfChina:
        __hash__ = None

        def __call__(self, listing):
            return listing.economy == "CN"

    assert ds.listings.where(predicate=OfChina()) == ds.listings.where(economy="CN")


@given(LISTINGS, st.data())
def test_several_values_give_the_union(found, data):
    kinds = data.draw(st.lists(st.sampled_from(Category)))
    union = Listings()
    for kind in kinds:
        union |= found.where(category=kind)
    assert found.where(category=kinds) == union


def test_years_take_a_pair_or_a_range(ds):
    pair = ds.listings.where(years=(2019, 2021))
    assert pair == ds.listings.where(years=range(2019, 2022))
    assert pair == ds.listings.where(edition=[2019, 2020, 2021])
    assert len(ds.listings.where(years=(1990, 2009))) == 0
    assert ds.listings.where(years=(2019, 2019)) == ds.listings.where(edition=2019)


def test_names_and_texts_ignore_case_and_accents(ds):
    assert {item.market for item in ds.listings.where(name="the pirate bay")} == {"the-pirate-bay"}
    assert len(ds.listings.where(name="The Pirate Bay")) == 12
    assert {item.market for item in ds.listings.where(text="PAGE", kind="physical")} >= {
        "galeria-page"
    }
    assert all(item.locality == "Guadalajara" for item in ds.listings.where(text="guadalajara"))
    assert {item.market for item in ds.listings.where(domain="TAOBAO.com")} == {"taobao"}


@pytest.mark.parametrize("part", ["x", "xx", "q", "no"])
def test_a_text_is_looked_for_in_each_field_and_not_between_them(ds, part):
    assert list(ds.listings.where(text=part)) == [
        item
        for item in ds.listings
        if any(part in fold(field or "") for field in (item.name, item.locality, item.note))
    ]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"knd": "online"}, "unknown filter 'knd'; did you mean kind?"),
        ({"edition": 2009}, "unknown edition 2009; did you mean 2010?"),
        ({"edition": "2021"}, "unknown edition '2021'; did you mean 2021?"),
        ({"edition": [2021, 3]}, "unknown edition 3"),
        ({"edition": 2021.0}, "unknown edition 2021.0"),
        ({"editon": None}, "unknown filter 'editon'; did you mean edition?"),
        ({"kind": "onlin"}, "did you mean online?"),
        ({"category": "ecommerce"}, "did you mean e-commerce?"),
        ({"concern": "fakes"}, "unknown concern 'fakes'"),
        ({"economy": "China"}, "did you mean CN?"),
        ({"market": "toabao"}, "did you mean taobao?"),
    ],
)
def test_an_unknown_filter_or_value_is_an_error_with_a_suggestion(ds, filters, message):
    with pytest.raises(UnknownValueError) as caught:
        ds.listings.where(**filters)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "filters",
    [
        {"years": 2021},
        {"years": (2021, 2020)},
        {"years": ("2020", "2021")},
        {"name": 3},
        {"name": ""},
        {"text": [None]},
        {"domain": "https://taobao.com/"},
        {"domain": "taobao"},
        {"domain": 3},
        {"predicate": "online"},
        {"years": (True, 2015)},
        {"years": (0, True)},
        {"text": "\u0301"},
        {"edition": {2021: 1}},
        {"kind": {}},
        {"market": [["taobao"]]},
        {"edition": b"2021"},
        {"edition": [([],)]},
        {"market": ([],)},
    ],
)
def test_a_value_of_the_wrong_form_is_an_error_that_names_its_filter(ds, filters):
    (name,) = filters
    with pytest.raises(InvalidArgumentError, match=f"{name} must "):
        ds.listings.where(**filters)


def test_an_edition_without_listings_at_hand_is_still_known(ds):
    found = ds.listings.where(edition=2020)
    assert len(found.where(edition=2021)) == 0
    with pytest.raises(UnknownValueError):
        Listings(found).where(edition=2021)  # nothing said that this edition exists
    known = Known(frozenset({2021}), frozenset())
    assert len(Listings(found, known=known).where(edition=2021)) == 0


# Groups


@given(LISTINGS, st.sampled_from(KEYS))
def test_groups_hold_every_listing_and_counts_count_them(found, key):
    groups = found.group_by(key)
    assert Listings(item for group in groups.values() for item in group) == found
    assert {value: len(group) for value, group in groups.items()} == found.count_by(key)
    assert list(groups) == list(found.count_by(key))
    assert None not in list(groups)[:-1]
    if key not in ("concern", "market"):
        assert sum(found.count_by(key).values()) == len(found)


@given(LISTINGS)
def test_a_function_groups_too(found):
    assert dict(found.count_by(lambda item: item.edition % 2)) == Counter(
        item.edition % 2 for item in found
    )


def test_groups_are_immutable_and_their_keys_are_checked(ds):
    with pytest.raises(TypeError):
        ds.listings.count_by("kind")[Kind.ONLINE] = 0
    with pytest.raises(UnknownValueError, match=r"unknown value 'x'"):
        ds.listings.group_by("kind")["x"]
    with pytest.raises(UnknownValueError, match=r"unknown value 'x'"):
        ds.listings.count_by("kind")["x"]
    with pytest.raises(UnknownValueError, match=r"did you mean economy\?"):
        ds.listings.group_by("econmy")
    for key in ("sources", ["edition"], None):
        with pytest.raises(UnknownValueError):
            ds.listings.count_by(key)
    with pytest.raises(InvalidArgumentError, match="hashable"):
        ds.listings.group_by(lambda item: [item.edition])
    with pytest.raises(InvalidArgumentError, match="hashable"):
        ds.listings.group_by(lambda item: ([item.edition],))
    mixed = ds.listings.count_by(lambda item: item.page or item.name)
    assert sum(mixed.values()) == len(ds.listings)


def test_listings_are_made_of_listings():
    for listings in ([1, 2], None, 3):
        with pytest.raises(InvalidArgumentError, match="must be listings"):
            Listings(listings)


# Sets


def test_a_set_of_listings_can_be_asked_like_its_parts(ds):
    one, other = ds.listings.where(edition=2020), ds.listings.where(kind="online")
    for made in (one | other, one & other, one - other, ds.listings.where(company="tencent")):
        assert set(made.where(company="tencent")) == set(made) & set(
            ds.listings.where(company="tencent")
        )
        with pytest.raises(UnknownValueError, match="did you mean taobao"):
            made.where(market="taoba")


def test_what_is_uncertain_of_either_part_is_uncertain_of_the_whole(ds):
    doubted = ds.listings.where(company="alibaba-group")
    assert 0 < len(doubted.uncertain) < len(doubted)
    for made in (doubted | ds.listings, ds.listings | doubted, doubted | Listings()):
        assert made.uncertain == doubted.uncertain
    for made in (doubted & ds.listings, ds.listings & doubted):
        assert made == doubted
        assert made.uncertain == doubted.uncertain
    assert (doubted - doubted.uncertain).uncertain == Listings()
    groups = doubted.group_by("edition").values()
    assert sum(len(group.uncertain) for group in groups) == len(doubted.uncertain)


def test_different_sets_have_different_hashes(ds):
    assert len({hash(ds.listings[:number]) for number in range(9)}) == 9


@given(LISTINGS, LISTINGS, LISTINGS)
def test_listings_are_sets(a, b, c):
    assert set(a | b) == set(a) | set(b)
    assert set(a & b) == set(a) & set(b)
    assert set(a - b) == set(a) - set(b)
    assert a | b == b | a
    assert a & (b | c) == (a & b) | (a & c)
    assert (a - b) | (a & b) == a
    assert a | a == a & a == a
    assert hash(a | b) == hash(b | a)


@given(st.lists(strategies.listings(), max_size=6), st.randoms())
def test_the_order_does_not_depend_on_the_order_given(drawn, random):
    one = Listings(drawn)
    random.shuffle(drawn)
    assert list(Listings(drawn)) == list(one)
    years = [item.edition for item in one]
    assert years == sorted(years)


def test_listings_that_differ_in_little_are_ordered_too(ds):
    alike = [attrs.evolve(ds.listings[0], note=str(number)) for number in range(20)]
    assert list(Listings(alike)) == list(Listings(reversed(alike))) == sorted(alike, key=repr)


def test_the_name_orders_before_the_market():
    listing = nm.Listing(edition=2021, market="a", name="Z", category="e-commerce", sources=["s"])
    first = attrs.evolve(listing, market="b", name="y")
    assert list(Listings([listing, first])) == [first, listing]


def test_online_stands_before_physical_and_names_are_sorted(ds):
    found = ds.listings.where(edition=2021)
    assert [item.kind for item in found] == [Kind.ONLINE] * 42 + [Kind.PHYSICAL] * 16
    assert [item.name for item in found[:3]] == ["1337X", "1Fichier", "2Embed"]


def test_only_listings_combine_with_listings(ds):
    for operate in ("__or__", "__and__", "__sub__"):
        assert getattr(ds.listings, operate)([]) is NotImplemented
    assert ds.listings != list(ds.listings)


# Sequence


@given(LISTINGS)
def test_listings_are_an_immutable_sequence(found):
    assert isinstance(found, Sequence)
    assert not hasattr(found, "append")
    assert len(found) == len(list(found))
    assert [found[index] for index in range(len(found))] == list(found)
    assert found[: len(found)] == found
    assert isinstance(found[:1], Listings)
    assert all(item in found for item in found)
    assert copy.deepcopy(found) == pickle.loads(pickle.dumps(found)) == found


@given(LISTINGS)
def test_dictionaries_are_plain_and_complete(found):
    dicts = found.to_dicts()
    assert json.loads(json.dumps(dicts)) == dicts
    assert [item["kind"] for item in dicts] == [item.kind.value for item in found]
    fields = [field.name for field in attrs.fields(nm.Listing)]
    for item, listing in zip(dicts, found, strict=True):
        assert list(item) == ["edition", "kind", *(name for name in fields if name != "edition")]
        for name in fields:
            value = getattr(listing, name)
            assert item[name] == (list(value) if isinstance(value, tuple) else value)
    assert all(type(item["category"]) is str for item in dicts)


@given(LISTINGS)
def test_a_repr_counts_and_shows_the_first(found):
    shown = repr(found)
    assert shown.startswith(f"<{len(found)} listing")
    assert ("more" in shown) == (len(found) > 5)


def test_a_repr_is_one_line_for_each_and_the_rest_counted(ds):
    six = ds.listings[:6]
    rows = [f"  {item.edition} {item.kind:<8} {item.name}" for item in six]
    assert repr(six[:5]) == "\n".join(["<5 listings>", *rows[:5]])
    assert repr(six) == "\n".join(["<6 listings>", *rows[:5], "  … and 1 more"])
    assert repr(six[:1]) == f"<1 listing>\n{rows[0]}"


def test_html_shows_the_facts_of_the_first_sixty(ds):
    (listing,) = ds.listings.where(edition=2021, name="Taobao")
    cells = (
        ("2021", "online", "Taobao", "e-commerce", listing.economy or "", "taobao"),
        listing.sources,
    )
    row = "".join(f"<td>{cell}</td>" for cell in (*cells[0], ", ".join(cells[1])))
    assert row in Listings([listing])._repr_html_()
    nowhere = attrs.evolve(listing, economy=None, sources=("a", "b"))
    assert "<td>e-commerce</td><td></td><td>taobao</td><td>a, b</td>" in (
        Listings([nowhere])._repr_html_()
    )
    head = "<thead><tr><th>edition</th><th>kind</th><th>name</th><th>category</th>"
    for found in (Listings(), ds.listings):
        assert f"{head}<th>economy</th><th>market</th><th>sources</th></tr></thead>" in (
            found._repr_html_()
        )
    assert "shown" not in ds.listings[:60]._repr_html_()
    assert "61 listings, the first 60 shown" in ds.listings[:61]._repr_html_()


def test_html_is_escaped_and_says_what_it_leaves_out(ds):
    html = ds.listings._repr_html_()
    assert "529 listings, the first 60 shown" in html
    listing = ds.listings[0]
    evil = Listings([attrs.evolve(listing, name="<script>")])
    assert "<script>" not in evil._repr_html_()
    assert "1 listing<" in evil._repr_html_()
