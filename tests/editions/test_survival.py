# SPDX-License-Identifier: MIT
"""Survival of spells against a count by hand, and against other ways to the same estimate."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets import strategies
from notorious_markets.editions.survival import SurvivalStep, kaplan_meier
from notorious_markets.errors import InvalidArgumentError, UnknownValueError

YEARS = range(2010, 2020)


def spell(first, last, *, start=True, end=True):
    return nm.Spell(first=first, last=last, start_proved=start, end_proved=end)


@st.composite
def spells(draw):
    first = draw(st.integers(2010, 2019))
    last = draw(st.integers(first, 2019))
    return spell(first, last, start=draw(st.booleans()), end=draw(st.booleans()))


def lengths_of(given_spells):
    return [(item.last - item.first + 1, item.end_proved) for item in given_spells]


def test_an_example_by_hand():
    found = kaplan_meier(
        [
            spell(2010, 2010),  # ends after 1
            spell(2012, 2012, end=False),  # open after 1: known for no step
            spell(2010, 2011),  # ends after 2
            spell(2011, 2012),  # ends after 2
            spell(2010, 2012, end=False),  # open after 3: known to outlast 2
            spell(2013, 2017),  # ends after 5
            spell(2010, 2019, start=False),  # of unknown age
        ],
        YEARS,
    )
    assert (found.spells, found.left_censored) == (6, 1)
    rows = [(step.at_risk, step.ended, step.censored, step.survival) for step in found.steps]
    assert rows == [
        (5, 1, 1, pytest.approx(4 / 5)),
        (4, 2, 0, pytest.approx(4 / 5 * 2 / 4)),
        (1, 0, 1, pytest.approx(2 / 5)),
        (1, 0, 0, pytest.approx(2 / 5)),
        (1, 1, 0, 0),
    ]
    assert [(step.low, step.high) for step in found.steps] == [
        pytest.approx((4 / 6, 5 / 6)),
        pytest.approx((2 / 6, 3 / 6)),
        pytest.approx((1 / 6, 3 / 6)),
        pytest.approx((1 / 6, 3 / 6)),
        pytest.approx((0, 2 / 6)),
    ]


def test_a_spell_lasts_for_editions_and_not_for_years():
    (*_, last) = kaplan_meier([spell(2010, 2020)], [2010, 2015, 2020]).steps
    assert last == SurvivalStep(
        editions=3, at_risk=1, ended=1, censored=0, survival=0.0, low=0.0, high=0.0
    )


@given(st.lists(spells()))
def test_the_product_of_the_conditional_shares(found):
    """Durations of time to event, as survival packages take them.

    A spell of n editions that ends has an event at n; an open one is censored at n - 1, the last
    time at which it is known not to have ended.
    """
    dated = [item for item in found if item.start_proved]
    times = [(n if ended else n - 1, ended) for n, ended in lengths_of(dated)]
    share = Fraction(1)
    for step in kaplan_meier(found, YEARS).steps:
        at_risk = sum(time >= step.editions for time, _ in times)
        events = sum(time == step.editions and ended for time, ended in times)
        assert (step.at_risk, step.ended) == (at_risk, events)
        if not at_risk:
            assert step.survival is None
            continue
        share *= Fraction(at_risk - events, at_risk)
        assert step.survival == float(share)


@given(st.lists(spells(), min_size=1))
def test_what_is_censored_is_shared_out_among_those_that_last_longer(found):
    """The same estimate by another way: the weight of the censored moves to the right."""
    dated = [item for item in found if item.start_proved]
    weights = {number: Fraction(1, len(dated)) for number in range(len(dated))}
    times = [(n if ended else n - 1, ended) for n, ended in lengths_of(dated)]
    left = Fraction(1)
    for step in kaplan_meier(found, YEARS).steps:
        for number, (time, ended) in enumerate(times):
            later = [n for n, (other, _) in enumerate(times) if other > time]
            if time == step.editions - 1 and not ended and later:
                share = weights.pop(number) / len(later)
                weights = {n: w + (share if n in later else 0) for n, w in weights.items()}
        left -= sum(
            weights[number]
            for number, (time, ended) in enumerate(times)
            if ended and time == step.editions
        )
        if step.survival is not None:
            assert step.survival == float(left)


@given(st.lists(spells()))
def test_every_spell_ends_is_censored_or_left_out_once(found):
    survival = kaplan_meier(found, YEARS)
    assert survival.spells + survival.left_censored == len(found)
    assert sum(step.ended + step.censored for step in survival.steps) == survival.spells
    assert [step.editions for step in survival.steps] == list(range(1, len(survival.steps) + 1))


@given(st.lists(spells()))
def test_the_estimate_falls_and_lies_between_its_bounds(found):
    steps = kaplan_meier(found, YEARS).steps
    for step in steps:
        assert 0 <= step.low <= step.high <= 1
        assert step.survival is None or step.low <= step.survival <= step.high
    for shares in ([s.low for s in steps], [s.high for s in steps], [s.at_risk for s in steps]):
        assert shares == sorted(shares, reverse=True)
    known = [step.survival for step in steps if step.survival is not None]
    assert known == sorted(known, reverse=True)
    assert [step.survival for step in steps[: len(known)]] == known, "unknown only at the end"


@given(st.lists(spells().map(lambda item: attrs.evolve(item, end_proved=True))))
def test_without_censoring_it_is_the_share_that_lasts_longer(found):
    lengths = [n for n, _ in lengths_of(item for item in found if item.start_proved)]
    for step in kaplan_meier(found, YEARS).steps:
        longer = sum(length > step.editions for length in lengths)
        assert step.survival == step.low == step.high == longer / len(lengths)


@given(strategies.datasets(), st.sampled_from([{}, {"kind": "online"}, {"economy": "CN"}]))
def test_a_dataset_gives_the_survival_of_the_spells_of_the_chosen_markets(ds, filters):
    chosen = {market for item in ds.listings.where(**filters) for market in item.markets}
    histories = ds.histories(**filters)
    assert set(histories) == chosen
    assert all(ds.history(market) == history for market, history in histories.items())
    every = [item for history in histories.values() for item in history.spells]
    assert ds.survival(**filters) == kaplan_meier(every, ds.editions)


def test_no_spell_has_no_steps():
    none = kaplan_meier([], YEARS)
    assert (none.spells, none.left_censored, none.steps) == (0, 0, ())


def test_errors_name_the_year_and_the_filter(ds):
    with pytest.raises(UnknownValueError, match="unknown edition 2009; did you mean 2010"):
        kaplan_meier([spell(2009, 2010)], YEARS)
    for query in (ds.survival, ds.histories, ds.turnover):
        with pytest.raises(InvalidArgumentError, match="use company_ever"):
            query(company="alibaba-group")
        with pytest.raises(UnknownValueError, match="did you mean economy"):
            query(econommy="CN")


def test_it_prints_as_a_table(ds):
    found = ds.survival(market="taobao")
    assert repr(found) == "<Survival of 2 spells; 0 left-censored ones are left out>"
    assert str(found).splitlines()[:3] == [
        "editions  at risk  ended  censored  survival  low   high",
        "1         2        0      0         1.00      1.00  1.00",
        "2         2        1      0         0.50      0.50  0.50",
    ]
    assert str(found).splitlines()[-1] == "9         0        0      1                   0.00  0.50"
    html = found._repr_html_()
    assert html.startswith("<table><caption>Survival of 2 spells; 0 left-censored ones are left")
    assert html.count("<tr>") == 1 + len(found.steps)
    assert "<thead><tr><th>editions</th><th>at risk</th><th>ended</th><th>censored</th>" in html
    assert "<tbody><tr><td>1</td><td>2</td><td>0</td><td>0</td><td>1.00</td><td>1.00</td>" in html
    assert hash(found) == hash(ds.survival(market="taobao"))


@given(strategies.datasets(), st.sampled_from(["CN", "IN", "FR"]))
def test_the_counts_of_an_economy_need_no_trade_tables(ds, code):
    for year, count in ds.edition_counts(code).items():
        for kind in nm.Kind:
            listed = len(ds.listings.where(edition=year, kind=kind, economy=code))
            number = getattr(count, kind.value)
            assert number == listed or (number is None and not listed)
            assert number is not None or not ds.edition(year).complete(kind)


def test_the_counts_of_an_economy_are_those_of_its_profile(ds):
    assert ds.edition_counts("CN") == ds.economy("CN").listed
    with pytest.raises(UnknownValueError, match="did you mean CN"):
        ds.edition_counts("China")
    with pytest.raises(UnknownValueError, match="alpha-2 code None"):
        ds.edition_counts(None)
