# SPDX-License-Identifier: MIT
"""Values as people give them, sources that several records cite, and modules imported later."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.citing import sources_of
from notorious_markets.text.later import later
from notorious_markets.text.values import checked_day, checked_several, is_integer, several

ONE = st.integers() | st.text() | st.none() | st.booleans()


@given(ONE, st.lists(ONE))
def test_one_value_is_itself_and_several_are_a_tuple(one, many):
    assert several(one) == checked_several("it", one) == (one,)
    for given_ in (many, tuple(many), iter(many)):
        assert several(given_) == tuple(many)
    assert checked_several("it", many) == tuple(many)


@pytest.mark.parametrize("value", [{"a": 1}, b"ab", [[1]], [{}], {"a": []}.values()])
def test_what_is_no_value_is_refused_by_the_name_of_its_argument(value):
    with pytest.raises(InvalidArgumentError, match="kind must be a value or several of them, not"):
        checked_several("kind", value)


@given(st.integers())
def test_truth_values_and_texts_are_no_numbers(number):
    assert is_integer(number)
    assert not any(map(is_integer, (True, False, float(number % 2**53), str(number), None)))


@given(st.dates())
def test_a_day_is_a_date_without_a_time(day):
    assert checked_day(day) is day
    assert checked_day(None) is None
    for other in (datetime.combine(day, datetime.min.time()), day.isoformat(), day.year):
        with pytest.raises(InvalidArgumentError, match=r"on must be a datetime\.date, not"):
            checked_day(other)


@given(st.lists(st.lists(st.sampled_from("abcd")).map(tuple)))
def test_sources_are_given_once_in_the_order_they_are_first_cited(cited):
    found = sources_of(SimpleNamespace(sources=sources) for sources in cited)
    flat = [source for sources in cited for source in sources]
    assert sorted(found) == sorted(set(flat))
    assert list(found) == sorted(found, key=flat.index)


@pytest.mark.parametrize("record", [None, "ab", SimpleNamespace(sources=["a"]), date.min])
def test_what_cites_nothing_has_no_sources(record):
    with pytest.raises(InvalidArgumentError, match="cites no sources"):
        sources_of([SimpleNamespace(sources=("a",)), record])


def test_a_module_is_there_once_it_is_asked():
    names, values = later("text.names text.values")
    assert (names.fold("Ä"), values.several) == ("a", several)
    with pytest.raises(AttributeError):
        _ = names.nothing
