# SPDX-License-Identifier: MIT
"""Every record and answer has a plain form: JSON can hold it, and nothing is lost in it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import TypeVar, get_args, get_origin

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import notorious_markets as nm
from json_page import BEGIN, PAGE, keys, rewritten
from notorious_markets import strategies
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.plain import number
from notorious_markets.records.tables import TABLES

# Plain values, read back as the types that the classes declare


def back(plain, kind):
    """Make of a plain value what it was; whatever JSON says otherwise than declared is refused."""
    origin, inside = get_origin(kind), get_args(kind)
    if isinstance(kind, UnionType | TypeVar):
        return _one_of(plain, inside or kind.__constraints__)
    if origin is tuple:
        assert type(plain) is list
        return tuple(back(item, inside[0]) for item in plain)
    if origin is nm.Index:
        return nm.Index("key", ((inside[0](key), back(plain[key], inside[1])) for key in plain))
    if kind in _READERS:
        return _READERS[kind](plain)
    kind = origin or kind
    if issubclass(kind, StrEnum):
        return kind(back(plain, str))
    return kind(**_facts(plain, kind))


def _one_of(plain, kinds):
    fitting = []
    for kind in kinds:
        try:
            fitting.append(back(plain, kind))
        except (AssertionError, ValueError):
            continue
    (only,) = fitting  # no value can be read as two of them
    return only


def _exactly(kind):
    def read(plain):
        assert type(plain) is kind
        return plain

    return read


def _decimal(plain):
    assert type(plain) in (int, float)
    return Decimal(str(plain))


def _facts(plain, kind):
    assert type(plain) is dict
    assert list(plain) == list(keys(kind))
    return {name: back(plain[name], of) for name, of in keys(kind).items()}


def _figure(plain):
    facts = _facts(plain, nm.Figure)
    return nm.Figure(facts.pop("value"), **facts)


def _listing(plain):
    facts = _facts(plain, nm.Listing)
    kind = facts.pop("kind")
    listing = nm.Listing(**facts)
    assert kind is listing.kind
    return listing


def _match(plain):
    facts = _facts(plain, nm.Match)
    matched, editions, sources = (facts.pop(name) for name in ("matched", "editions", "sources"))
    match = nm.Match(**facts)
    assert (editions, sources) == (match.editions, match.sources)
    assert matched == ("name" if match.domain is None else "domain")
    return match


def _yearly_totals(plain):
    years = [nm.FiscalYear(back(row["fiscal_year"], int)) for row in plain]
    assert all(list(row) == ["fiscal_year", "lines", "msrp"] for row in plain)
    totals = zip(years, plain, strict=True)
    return nm.Totals(
        ("fiscal_year",),
        (nm.Total(key=(year,), lines=row["lines"], msrp=row["msrp"]) for year, row in totals),
    )


_READERS = {
    **{kind: _exactly(kind) for kind in (str, int, float, bool, NoneType)},
    date: lambda plain: date.fromisoformat(back(plain, str)),
    Decimal: _decimal,
    nm.FiscalYear: lambda plain: nm.FiscalYear(back(plain, int)),
    nm.Figure: _figure,
    nm.Listing: _listing,
    nm.Match: _match,
    nm.Listings: lambda plain: nm.Listings(back(plain, tuple[nm.Listing, ...])),
    nm.Totals: _yearly_totals,
}


def assert_nothing_is_lost(value):
    plain = value.to_dict()
    assert plain == nm.to_plain(value)
    assert list(plain) == list(keys(type(value)))
    # Keys are texts, lists are lists, and no number is one that JSON has not.
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert back(plain, type(value)) == value


# Generated values


RECORDS = [table.record for table in TABLES]


@pytest.mark.parametrize("record", RECORDS)
@given(st.data())
def test_a_record_loses_nothing(record, data):
    assert_nothing_is_lost(data.draw(strategies.records_of(record)))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.datasets(), st.data())
def test_an_answer_about_editions_loses_nothing(ds, data):
    years = st.sampled_from(list(ds.editions))
    before, after = data.draw(years), data.draw(years)
    comparison = ds.compare(before, after)
    market = data.draw(st.sampled_from(list(ds.markets)))
    found = [comparison.before, *comparison.added, *comparison.unaccounted, *ds.turnover()]
    found += [ds.history(market), ds.evidence(market, after), ds.survival(), *ds.screen(market)]
    found += ds.compare(before, after, by="economy").groups
    for answer in found:
        assert_nothing_is_lost(answer)
    assert_comparison_is_whole(comparison)
    assert back(nm.to_plain(ds.listings), nm.Listings) == ds.listings


def assert_comparison_is_whole(comparison):
    plain = comparison.to_dict()
    sides = (comparison.before, comparison.after)
    assert (plain["before"], plain["after"]) == tuple(side.edition for side in sides)
    sections = tuple(side.section(kind) for side in sides for kind in comparison.kinds)
    assert back(plain["coverage"], tuple[nm.SectionCoverage, ...]) == sections
    assert list(plain) == list(keys(nm.Comparison))
    for name in plain.keys() - {"before", "after", "coverage"}:
        kind = attrs.fields_dict(nm.Comparison)[name].type
        assert back(plain[name], kind) == getattr(comparison, name)


@given(
    st.builds(
        lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
        st.integers(0, 1),
        st.lists(st.integers(0, 9), min_size=1, max_size=15).map(tuple),
        st.integers(-30, 30),
    )
)
def test_a_number_of_up_to_fifteen_digits_stays_what_it_is(exact):
    plain = number(exact)
    assert Decimal(str(plain)) == exact
    assert (type(plain) is int) == (exact % 1 == 0 if abs(exact) < 10**27 else True)


# The bundled release

ANSWERS = {
    "release": lambda ds: ds.release,
    "editions": lambda ds: ds.editions,
    "markets": lambda ds: ds.markets,
    "listings": lambda ds: ds.listings,
    "absences": lambda ds: ds.absences,
    "sources": lambda ds: ds.sources,
    "companies": lambda ds: ds.companies,
    "tickers": lambda ds: [ds.tickers(company) for company in ds.companies],
    "ownership": lambda ds: ds.ownership,
    "holdings": lambda ds: ds.holdings,
    "statements": lambda ds: ds.statements(),
    "connections": lambda ds: ds.markets_of("naspers", date(2020, 1, 1), transitive=True),
    "coverage": lambda ds: ds.coverage(),
    "evidence": lambda ds: [ds.evidence("taobao", year) for year in ds.editions],
    "comparison": lambda ds: ds.compare(2020, 2021),
    "by company": lambda ds: ds.compare(2020, 2021, by="company"),
    "releases": lambda _: nm.compare_releases("2026.12", "2026.12.1"),
    "history": lambda ds: ds.histories(company_ever="alibaba-group"),
    "spells": lambda ds: [history.spells for history in ds.histories().values()],
    "turnover": lambda ds: ds.turnover(),
    "survival": lambda ds: ds.survival(),
    "matches": lambda ds: ds.screen("https://item.taobao.com/x"),
    "statistics": lambda ds: ds.seizures.statistics,
    "seizure lines": lambda ds: ds.seizures.lines[::50],
    "figures": lambda ds: ds.seizures.published(),
    "growth": lambda ds: ds.seizures.growth(),
    "disagreements": lambda ds: [as_floats(item) for item in ds.seizures.disagreements()],
    "total": lambda ds: ds.seizures.total(),
    "totals": lambda ds: ds.seizures.by("fiscal_year", "product"),
    "economy": lambda ds: ds.economy("CN"),
    "watch lists": lambda ds: [ds.watch_list_years, ds.watch_lists],
}


def as_floats(disagreement):
    """A disagreement whose figures are what JSON can hold: computed shares have 28 digits."""
    figures = [nm.Figure(str(number(item)), **vars(item)) for item in disagreement.figures]
    return attrs.evolve(disagreement, figures=tuple(figures))


WITHOUT_A_READER = (nm.Comparison, nm.GroupedComparison, nm.Totals, nm.Listings)


def walk(value):
    """Yield a value and whatever is in it."""
    yield value
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from walk(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from walk(item)


@pytest.mark.parametrize("ask", ANSWERS.values(), ids=ANSWERS)
def test_whatever_the_release_answers_loses_nothing(ds, ask):
    answer = ask(ds)
    assert json.dumps(nm.to_plain(answer), allow_nan=False)
    found = {item for item in walk(answer) if hasattr(item, "to_dict")}
    for item in found:
        if not isinstance(item, WITHOUT_A_READER):
            assert_nothing_is_lost(item)


def test_every_public_record_and_answer_has_a_plain_form(ds):
    met = {type(item) for ask in ANSWERS.values() for item in walk(ask(ds))}
    public = {getattr(nm, name) for name in nm.__all__}
    forms = {kind for kind in public if hasattr(kind, "to_dict") or hasattr(kind, "to_dicts")}
    assert forms <= met.union(RECORDS)  # all of them are written above
    assert {kind for kind in public if attrs.has(kind)} <= forms


def test_no_recorded_number_has_more_digits_than_a_float_keeps(ds):
    recorded = [item.value for item in ds.seizures.statistics]
    recorded += [item.share_percent for item in (*ds.ownership, *ds.holdings)]
    digits = [len(item.as_tuple().digits) for item in recorded if item is not None]
    assert 0 < max(digits) <= 15


def test_a_computed_share_is_the_nearest_float(ds):
    share = ds.seizures.share("CN+HK", fiscal_year=2020, source="lines")
    assert len(share.as_tuple().digits) > 15
    assert share.to_dict()["value"] == float(share)


def test_the_page_of_keys_is_that_of_the_classes():
    text = PAGE.read_text("utf-8")
    assert BEGIN in text
    assert rewritten(text) == text, "run `make api`"


# Forms of their own


def test_a_grouped_comparison_is_a_row_for_each_group(ds):
    grouped = ds.compare(2020, 2021, by="company")
    for row, group in zip(grouped.to_dicts(), grouped.groups, strict=True):
        facts = group.to_dict()
        assert row == {"company": facts.pop("key"), **facts, "change": group.change}
    assert nm.to_plain(grouped) == grouped.to_dicts()


def test_totals_are_a_row_for_each_sum_with_its_dimensions(ds):
    totals = ds.seizures.by("fiscal_year", "product")
    assert len(totals) > 1
    for row, total in zip(totals.to_dicts(), totals, strict=True):
        year, product = total.key
        facts = {"fiscal_year": year, "product": product, "lines": total.lines, "msrp": total.msrp}
        assert row == facts
        assert type(row["fiscal_year"]) is int
    assert nm.to_plain(totals) == totals.to_dicts()


def test_keys_become_texts_unless_one_has_none(ds):
    by_kind = {kind.value: number for kind, number in ds.listings.count_by("kind").items()}
    assert nm.to_plain(ds.listings.count_by("kind")) == by_kind
    assert list(nm.to_plain(ds.editions)) == list(map(str, ds.editions))
    economies = nm.to_plain(ds.listings.count_by("economy"))
    assert economies == [[code, n] for code, n in ds.listings.count_by("economy").items()]
    assert economies[-1][0] is None
    assert nm.to_plain(nm.Index("key", [(1, "a"), ("1", "b")])) == [[1, "a"], ["1", "b"]]
    assert nm.to_plain(nm.Index("key", [((2021, nm.Kind.ONLINE), 1)])) == [[[2021, "online"], 1]]
    assert nm.to_plain(nm.Index("key", [(True, 1)])) == [[True, 1]]


@pytest.mark.parametrize("value", [b"bytes", object(), {1, 2}, [object()], nm.load, nm.Listing])
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(InvalidArgumentError, match="has no plain form for JSON"):
        nm.to_plain(value)


def test_a_dataset_has_no_plain_form(ds):
    for value in (ds, ds.seizures, ds.screener()):
        with pytest.raises(InvalidArgumentError, match="has no plain form for JSON"):
            nm.to_plain(value)
