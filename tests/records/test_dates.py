# SPDX-License-Identifier: MIT
"""Intervals against an oracle that tries every pair of days they may begin and end on."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.dates import Interval, earliest, latest, may_overlap, overlap
from notorious_markets.records.fiscal_years import FIRST_FISCAL_YEAR, FiscalYear
from notorious_markets.records.vocabulary import Held

DAYS = st.dates(date(2019, 10, 1), date(2021, 3, 31))
PARTIAL = st.none() | st.builds(
    lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10])
)
BEGINNING, END = date(2019, 1, 1), date(2022, 1, 1)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-01", date(2020, 1, 1), date(2020, 1, 31)),
        ("2020-12", date(2020, 12, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2021-02-03", date(2021, 2, 3), date(2021, 2, 3)),
    ],
)
def test_a_partial_date_means_any_of_its_days(partial, first, last):
    assert (earliest(partial), latest(partial)) == (first, last)


def worlds(interval):
    """Every first day, and every first day after, that may be true."""
    days = [BEGINNING + timedelta(days=n) for n in range(0, (END - BEGINNING).days, 1)]
    starts = [
        d
        for d in days
        if interval.start is None or earliest(interval.start) <= d <= latest(interval.start)
    ]
    ends = [
        d
        for d in [*days, END]
        if interval.end is None or earliest(interval.end) <= d <= latest(interval.end)
    ]
    return starts, ends


@settings(max_examples=400)
@given(PARTIAL, PARTIAL, st.lists(DAYS, max_size=2), DAYS)
@example(None, "2020-02-01", [], date(2020, 1, 31))
@example("2020-02-01", None, [], date(2020, 2, 1))
@example("2020-02", None, [date(2020, 2, 1)], date(2020, 2, 1))
@example("2020-01", "2020-02", [], date(2020, 1, 31))
@example(None, "2020", [date(2020, 6, 1), date(2020, 12, 31)], date(2020, 10, 1))
def test_held_means_in_every_world_and_not_held_in_none(start, end, shown, on):
    interval = Interval(start, end, tuple(shown))
    starts, ends = worlds(interval)
    assume(starts and ends and starts[0] < ends[-1])
    # A shown day binds only where some world has it.
    binding = [day for day in shown if starts[0] <= day < ends[-1]]
    held = {
        any_start <= on < any_end
        for any_start in (starts if len(starts) < 40 else corners(starts, [on, *binding]))
        for any_end in (ends if len(ends) < 40 else corners(ends, [on, *binding]))
        if any_start < any_end and all(any_start <= day < any_end for day in binding)
    }
    assume(held)
    expected = Held.UNKNOWN if len(held) == 2 else Held.YES if held == {True} else Held.NO
    assert interval.held(on) is expected


def corners(days, interesting):
    """The days among many at which an answer can change."""
    wanted = {days[0], days[-1]}
    for day in interesting:
        wanted |= {day - timedelta(days=1), day, day + timedelta(days=1)}
    return sorted(wanted & set(days))


@given(PARTIAL, PARTIAL, DAYS)
def test_a_source_that_shows_a_day_proves_it_unless_the_ends_forbid(start, end, day):
    interval = Interval(start, end, (day,))
    forbidden = (start and day < earliest(start)) or (end and day >= latest(end))
    assert interval.held(day) is (Held.NO if forbidden else Held.YES)


def test_what_ended_when_the_calendar_begins_is_no_error():
    assert Interval(end="0001").held(date.min) is Held.UNKNOWN
    assert Interval("0001", "0001-01").held(date.min) is Held.UNKNOWN
    assert Interval(end="0001-01-01").held(date.min) is Held.NO
    assert Interval("9999-12-31").held(date.max) is Held.YES


def test_an_unknown_end_is_not_for_ever():
    interval = Interval("2003", None, (date(2022, 2, 17),))
    assert interval.held(date(2002, 12, 31)) is Held.NO
    assert interval.held(date(2003, 6, 1)) is Held.UNKNOWN
    assert interval.held(date(2003, 12, 31)) is Held.YES
    assert Interval("2003").held(date(2003, 12, 31)) is Held.UNKNOWN
    assert Interval("2003-05-10").held(date(2003, 5, 10)) is Held.YES
    assert interval.held(date(2015, 1, 1)) is Held.YES
    assert interval.held(date(2022, 2, 18)) is Held.UNKNOWN
    assert Interval().held(date(2020, 1, 1)) is Held.UNKNOWN


def test_an_interval_is_half_open():
    interval = Interval("2020-01-01", "2020-02-01")
    assert interval.held(date(2020, 1, 1)) is Held.YES
    assert interval.held(date(2020, 1, 31)) is Held.YES
    assert interval.held(date(2020, 2, 1)) is Held.NO


@given(st.lists(st.tuples(PARTIAL, PARTIAL), max_size=4))
@example([("2020-01-01", "2020-02-01"), ("2020-01-10", "2020-01-10")])
@example([("2020-01-01", "2020-02-01"), ("2020-02-01", "2020-03-01")])
def test_intervals_overlap_if_two_certainly_share_a_day(ends):
    intervals = [Interval(start, end) for start, end in ends]
    days = [BEGINNING + timedelta(days=n) for n in range((END - BEGINNING).days)]
    spans = [
        {day for day in days if latest(item.start) <= day < earliest(item.end)}
        for item in intervals
        if item.start and item.end
    ]
    shared = any(one & other for n, one in enumerate(spans) for other in spans[n + 1 :])
    assert overlap(intervals) == shared


@given(st.lists(st.tuples(PARTIAL, PARTIAL), max_size=4))
@example([("2020-02-01", None), (None, "2020-02-01")])
def test_intervals_may_overlap_if_a_day_is_possible_in_all(ends):
    intervals = [Interval(start, end) for start, end in ends]
    days = [BEGINNING + timedelta(days=n) for n in range((END - BEGINNING).days)]
    possible = any(
        all(
            (not item.start or day >= earliest(item.start))
            and (not item.end or day < latest(item.end))
            for item in intervals
        )
        for day in days
    )
    assert may_overlap(intervals) == possible


@given(st.integers(FIRST_FISCAL_YEAR, 2100))
def test_fiscal_years_follow_each_other_without_gap(number):
    year = FiscalYear(number)
    assert year == number
    assert hash(year) == hash(number)
    assert FiscalYear(number + 1).first - year.last == timedelta(days=1)
    assert year.first in year
    assert year.last in year
    assert FiscalYear(number + 1).first not in year
    assert (str(year), repr(year)) == (str(number), f"FiscalYear({number})")


@pytest.mark.parametrize("value", [2020.7, True, 1900, 10_000, "2020", None])
def test_a_fiscal_year_is_a_number_of_one(value):
    with pytest.raises(InvalidArgumentError, match="a fiscal year is an integer from 1977 to 9999"):
        FiscalYear(value)


def test_the_fiscal_year_2020():
    assert 5 not in FiscalYear(2020)
    assert FiscalYear(2020).first == date(2019, 10, 1)
    assert FiscalYear(2020).last == date(2020, 9, 30)
