# SPDX-License-Identifier: MIT
"""An error says what was given, what is allowed, and what was probably meant."""

import pickle

import pytest

from notorious_markets import errors

EXAMPLES = [
    errors.InvalidRecordError("Listing", "page", 0, "must be at least 1"),
    errors.InvalidArgumentError("no"),
    errors.UnknownValueError("edition", 1999, range(2010, 2026)),
    errors.UnknownValueError("economy", "China", ["CN", "TW"], "CN"),
    errors.AmbiguousNameError("Central Market", ["a", "b"]),
    errors.IntegrityError("listings", [f"problem {number}" for number in range(20)]),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_is_ours_and_survives_pickling(error):
    assert isinstance(error, errors.NotoriousMarketsError)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


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
    assert "allowed: nothing" in str(errors.UnknownValueError("number", "x", []))


def test_numbers_are_near_as_numbers():
    assert errors.nearest(1999, range(2010, 2026)) == 2010
    assert errors.nearest(2030, [2010, 2025]) == 2025
    assert errors.nearest(5, []) is None
    assert errors.nearest(5, ["a"]) is None
    assert errors.nearest("2021", [2020, 2021]) == 2021


def test_what_was_meant_goes_before_what_is_near():
    assert errors.UnknownValueError("economy", "China", ["CH", "CN"], "CN").nearest == "CN"


def test_an_ambiguous_name_lists_its_candidates():
    assert str(errors.AmbiguousNameError("x", ["a", "b"])) == (
        "'x' names several markets; choose by id: a, b"
    )


def test_an_integrity_error_shows_the_first_problems_and_counts_the_rest():
    assert str(errors.IntegrityError("listings", ["a", "b"])) == "listings: a; b"
    assert str(EXAMPLES[-1]).endswith("problem 11 (and 8 more)")


@pytest.mark.parametrize("value", ["x" * 10**6, 10**5_000, ["x"] * 10**6], ids=type)
def test_a_value_of_any_size_makes_a_message_of_a_fair_size(value):
    for error in (
        errors.InvalidRecordError("Listing", "page", value, "must be at least 1"),
        errors.UnknownValueError("edition", value, ["a"]),
    ):
        assert len(str(error)) < 500
    assert len(str(errors.IntegrityError("listings", ["x" * 10**6] * 20))) < 20_000
    assert errors.nearest("x" * 10**6, ["x"]) is None
