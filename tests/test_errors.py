# SPDX-License-Identifier: MIT
"""An error says what was given, what is allowed, and what was probably meant."""

import pickle

import pytest

from notorious_markets import errors
from notorious_markets.editions.filters import FILTERS
from notorious_markets.trade.dhs_totals import DIMENSIONS

EXAMPLES = [
    errors.InvalidRecordError("Listing", "page", 0, "must be at least 1"),
    errors.InvalidArgumentError("no"),
    errors.UnknownValueError("edition", 1999, range(2010, 2026)),
    errors.UnknownValueError("economy", "China", ["CN", "TW"], "CN"),
    errors.AmbiguousNameError("Central Market", ["a", "b"]),
    errors.MissingDependencyError("ada-url", "screen", "to read this URL"),
    errors.IntegrityError("listings", [f"problem {number}" for number in range(20)]),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_is_ours_and_survives_pickling(error):
    assert isinstance(error, errors.NotoriousMarketsError)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_the_repr_of_an_error_has_what_it_was_made_of():
    assert [repr(error) for error in [*EXAMPLES[:-1], errors.IntegrityError("a", ["b"])]] == [
        "InvalidRecordError('Listing', 'page', 0, 'must be at least 1')",
        "InvalidArgumentError('no')",
        "UnknownValueError('edition', 1999, " + repr(tuple(range(2010, 2026))) + ", None)",
        "UnknownValueError('economy', 'China', ('CN', 'TW'), 'CN')",
        "AmbiguousNameError('Central Market', ('a', 'b'))",
        "MissingDependencyError('ada-url', 'screen', 'to read this URL')",
        "IntegrityError('a', ('b',), ())",
    ]


def test_each_error_is_also_what_python_would_raise():
    assert issubclass(errors.InvalidRecordError, ValueError)
    assert issubclass(errors.InvalidArgumentError, ValueError)
    assert issubclass(errors.UnknownValueError, KeyError)
    assert issubclass(errors.AmbiguousNameError, LookupError)


def test_unknown_value_names_given_allowed_and_nearest():
    error = errors.UnknownValueError("kind", "onlin", ["online", "physical"])
    assert str(error) == "unknown kind 'onlin'; did you mean online? (allowed: online, physical)"
    assert error.nearest == "online"


def test_unknown_value_without_a_near_one_suggests_nothing():
    error = errors.UnknownValueError("kind", "xyz", ["online", "physical"])
    assert str(error) == "unknown kind 'xyz' (allowed: online, physical)"


def test_a_long_list_of_allowed_values_is_counted_not_spelled_out():
    assert "and 88 more" in str(errors.UnknownValueError("number", "x", range(100)))
    assert str(errors.UnknownValueError("number", "x", range(12))).endswith("10, 11)")
    assert str(errors.UnknownValueError("number", "x", range(13))).endswith("11 and 1 more)")
    assert "allowed: nothing" in str(errors.UnknownValueError("number", "x", []))


def test_numbers_are_near_as_numbers():
    assert errors.nearest(1999, range(2010, 2026)) == 2010
    assert errors.nearest(2030, [2010, 2025]) == 2025
    assert errors.nearest(5, []) is None
    assert errors.nearest(5, ["a"]) is None
    assert errors.nearest("2021", [2020, 2021]) == 2021


def test_the_nearest_text_is_looked_for_up_to_200_characters():
    assert errors.nearest("x" * 200, ["y", "x" * 199]) == "x" * 199
    assert errors.nearest("x" * 201, ["y", "x" * 199]) is None


def test_what_was_meant_goes_before_what_is_near():
    assert errors.UnknownValueError("economy", "China", ["CH", "CN"], "CN").nearest == "CN"


def test_an_ambiguous_name_lists_its_candidates():
    assert str(errors.AmbiguousNameError("x", ["a", "b"])) == (
        "'x' names several markets; choose by id: a, b"
    )


def test_an_integrity_error_shows_the_first_problems_and_counts_the_rest():
    assert str(errors.IntegrityError("listings", ["a", "b"])) == "listings: a; b"
    assert str(EXAMPLES[-1]).endswith("problem 11 (and 8 more)")
    assert str(errors.IntegrityError("a", "abcdefghijkl")).endswith("; k; l")
    assert str(errors.IntegrityError("a", "abcdefghijklm")).endswith("; k; l (and 1 more)")


@pytest.mark.parametrize("value", ["x" * 10**6, 10**5_000, ["x"] * 10**6], ids=type)
def test_a_value_of_any_size_makes_a_message_of_a_fair_size(value):
    for error in (
        errors.InvalidRecordError("Listing", "page", value, "must be at least 1"),
        errors.UnknownValueError("edition", value, ["a"]),
    ):
        assert len(str(error)) < 500
    assert len(str(errors.IntegrityError("listings", ["x" * 10**6] * 20))) < 20_000
    assert errors.shown(10**5_000) == "int too long to show"
    assert errors.shown("x" * 198) == repr("x" * 198)  # 200 characters
    assert errors.shown("x" * 199) == f"'{'x' * 199}... (201 characters)"
    assert errors.nearest("x" * 10**6, ["x"]) is None


# What queries say


KEYS = ("edition", "kind", "category", "concern", "economy", "locality", "market")
SOURCES = ("published", "lines")
WRONG = [
    # a wrong query, what is unknown, what was given, what is allowed
    (lambda ds: ds.listings.where(edition=1999), "edition", 1999, lambda ds: ds.editions),
    (lambda ds: ds.listings.where(market="taoba"), "market", "taoba", lambda ds: ds.markets),
    (lambda ds: ds.listings.where(company="x"), "company", "x", lambda ds: ds.companies),
    (lambda ds: ds.listings.where(knd=1), "filter", "knd", lambda _: FILTERS),
    (lambda ds: ds.listings.group_by("year"), "key", "year", lambda _: KEYS),
    (lambda ds: ds.listings.count_by("year"), "key", "year", lambda _: KEYS),
    (lambda ds: ds.market("zzyzx"), "market", "zzyzx", lambda ds: ds.markets),
    (lambda ds: ds.screen("vk.com", "hosts"), "kind", "hosts", None),
    (
        lambda ds: ds.screener().screen("vk.com", "hosts"),
        "kind",
        "hosts",
        lambda _: ("url", "host", "email", "name"),
    ),
    (
        lambda ds: ds.seizures.share("CN", fiscal_year=2020, source="x"),
        "source",
        "x",
        lambda _: SOURCES,
    ),
    (lambda ds: ds.seizures.series(source="x"), "source", "x", lambda _: SOURCES),
    (
        lambda ds: ds.seizures.series(measure="seizures", source="lines"),
        "measure of the DHS table",
        "seizures",
        lambda _: ("msrp", "lines"),
    ),
    (
        lambda ds: ds.seizures.series(measure="lines", unit="USD"),
        "unit of lines",
        "USD",
        lambda _: ("count", "percent"),
    ),
    (
        lambda ds: ds.seizures.series("CN", breakdown="total", source="lines"),
        "breakdown of the DHS table",
        "total",
        lambda _: ("economy",),
    ),
    (
        lambda ds: ds.seizures.series("total", breakdown="economy", source="lines"),
        "breakdown of the DHS table",
        "economy",
        lambda _: ("total",),
    ),
    (lambda ds: ds.seizures.published(value=1), "fact", "value", None),
    (lambda ds: ds.seizures.published(fiscal_year=1900), "fiscal year", 1900, None),
    (lambda ds: ds.seizures.shares("CN", fiscal_year=1900), "fiscal year", 1900, None),
    (
        lambda ds: ds.seizures.share("CN", fiscal_year=1900, source="lines"),
        "fiscal year of the DHS table",
        1900,
        lambda ds: sorted({line.fiscal_year for line in ds.seizures.lines}),
    ),
    (
        lambda ds: ds.seizures.share("CN", fiscal_year=1900),
        "published share of msrp",
        "FY1900 CN",
        None,
    ),
    (lambda ds: ds.seizures.series("Zzyzx"), "item of msrp in USD", "Zzyzx", None),
    (lambda ds: ds.seizures.by("year"), "dimension", "year", lambda _: DIMENSIONS),
    (lambda ds: ds.seizures.by(year=1), "dimension", "year", lambda _: DIMENSIONS),
    (
        lambda ds: ds.seizures.total(product="Zzyzx"),
        "product",
        "Zzyzx",
        lambda ds: sorted({line.product for line in ds.seizures.lines}),
    ),
    (
        lambda ds: ds.seizures.by("origin").top(1, by="value"),
        "sum",
        "value",
        lambda _: ("msrp", "lines"),
    ),
]


@pytest.mark.parametrize(("query", "what", "given", "allowed"), WRONG)
def test_a_wrong_query_says_what_is_unknown_what_was_given_and_what_is_allowed(
    ds, query, what, given, allowed
):
    with pytest.raises(errors.UnknownValueError) as caught:
        query(ds)
    assert (caught.value.what, caught.value.given) == (what, given)
    assert caught.value.allowed
    if allowed is not None:
        assert sorted(caught.value.allowed) == sorted(allowed(ds))
