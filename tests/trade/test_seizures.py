# SPDX-License-Identifier: MIT
"""Seizure statistics: published figures are quoted, the DHS table is added up exactly."""

import copy
import pickle
from collections import defaultdict
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, permutations

import attrs
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.fiscal_years import FiscalYear
from notorious_markets.records.trade import Origin, SeizureLine, SeizureStatistic
from notorious_markets.records.vocabulary import Measure, StatisticStatus, Unit
from notorious_markets.trade.dhs_totals import DIMENSIONS, Total
from notorious_markets.trade.figures import Figure, agree
from notorious_markets.trade.seizures import Seizures

NAMES = {
    "China": "CN",
    "Hong Kong": "HK",
    "Baker Island": "UM",
    "Wake Island": "UM",
    "Unknown": None,
}
ORIGINS = [Origin(name=name, economy=code, sources=["s"]) for name, code in NAMES.items()]
LINE = SeizureLine(
    fiscal_year=2020,
    product="Toys",
    conveyance="Mail",
    origin="China",
    lines=1,
    msrp=5,
    sources=["s"],
)

STATISTIC = SeizureStatistic(
    fiscal_year=2020,
    measure="msrp",
    breakdown="total",
    item="total",
    unit="USD",
    number=1,
    basis="msrp",
    value=9,
    status="final",
    sources=["s"],
)


@st.composite
def tables(draw):
    """The rows of an invented table, each key once."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from([2019, 2020]),
                st.sampled_from(["Toys", "Drug"]),
                st.sampled_from(["Mail", "Auto"]),
                st.sampled_from(list(NAMES)),
            ),
            unique=True,
            min_size=1,
        )
    )
    return [
        SeizureLine(
            fiscal_year=year,
            product=product,
            conveyance=conveyance,
            origin=origin,
            lines=draw(st.integers(1, 99)),
            msrp=draw(st.integers(1, 10**9)),
            sources=["s"],
        )
        for year, product, conveyance, origin in keys
    ]


@st.composite
def published(draw):
    """Invented figures, of few years, measures and items, so that many differ in one fact only."""
    measure = draw(st.sampled_from([Measure.MSRP, Measure.SEIZURES]))
    breakdown = draw(st.sampled_from(["economy", "commodity", "total"]))
    items = ["total"] if breakdown == "total" else ["CN", "CN+HK", "HK+CN"]
    return SeizureStatistic(
        fiscal_year=draw(st.sampled_from([2019, 2020])),
        measure=measure,
        breakdown=breakdown,
        item=draw(st.sampled_from(items)),
        unit=draw(st.sampled_from([Unit.PERCENT, measure.unit])),
        number=1,
        basis=measure.basis,
        value=draw(st.integers(0, 99)),
        status=draw(st.sampled_from(StatisticStatus)),
        sources=[draw(st.sampled_from(["s", "t"]))],
        note=draw(st.sampled_from([None, "nearly"])),
    )


PUBLISHED = st.lists(published(), min_size=20, max_size=60)


def seizures(lines, statistics=()):
    return Seizures(statistics, ORIGINS, lines)


def said(figures):
    """What some figures say, their values included."""
    return [(Decimal(figure), vars(figure)) for figure in figures]


def quoted(statistics):
    """The same of statistics."""
    names = [field.name for field in attrs.fields(SeizureStatistic)]
    facts = [name for name in names if name not in ("number", "basis", "value")]
    return [
        (item.value, {name: getattr(item, name) for name in facts} | {"origin": "published"})
        for item in statistics
    ]


def parts(item):
    return set(item.split("+"))


# The table


@given(tables(), st.permutations(DIMENSIONS), st.integers(0, 4))
def test_sums_are_exact_in_any_order_of_the_dimensions(lines, order, number):
    found = seizures(lines)
    dimensions = order[:number]
    totals = found.by(*dimensions)
    expected = defaultdict(lambda: [0, 0])
    for line in lines:
        values = {
            "fiscal_year": line.fiscal_year,
            "product": line.product,
            "conveyance": line.conveyance,
            "origin": NAMES[line.origin] or "Unknown",
        }
        key = tuple(values[name] for name in dimensions)
        expected[key][0] += line.lines
        expected[key][1] += line.msrp
    assert {item.key: [item.lines, item.msrp] for item in totals} == dict(expected)
    assert [item.key for item in totals] == sorted(expected)
    for other in permutations(dimensions):
        places = [other.index(name) for name in dimensions]
        assert {
            tuple(item.key[place] for place in places): (item.lines, item.msrp)
            for item in found.by(*other)
        } == {item.key: (item.lines, item.msrp) for item in totals}


@given(tables(), st.sampled_from(DIMENSIONS))
def test_a_partition_adds_up_to_the_whole(lines, dimension):
    found = seizures(lines)
    whole = found.total()
    parts = found.by(dimension)
    assert (sum(p.lines for p in parts), sum(p.msrp for p in parts)) == (whole.lines, whole.msrp)
    for part in parts:
        assert found.total(**{dimension: getattr(part, dimension)}).msrp == part.msrp
    shares = [Fraction(part.msrp, whole.msrp) for part in parts]
    assert sum(shares) == 1


@given(tables())
def test_shares_of_the_table_add_up_to_the_whole(lines):
    found = seizures(lines)
    for year in {line.fiscal_year for line in lines}:
        for basis in ("msrp", "count"):
            known = [
                found.share(code, fiscal_year=year, basis=basis, source="lines")
                for code in ("CN", "HK", "UM")
            ]
            together = found.share("CN+HK+UM", fiscal_year=year, basis=basis, source="lines")
            assert abs(sum(map(Decimal, known)) - together) < Decimal("1e-20")
            assert 0 <= together <= 100
            if all(line.origin != "Unknown" for line in lines):
                assert together == 100


@given(tables(), st.integers(0, 5), st.sampled_from(["msrp", "lines"]))
def test_the_top_are_the_greatest(lines, number, by):
    totals = seizures(lines).by("origin", "product")
    top = totals.top(number, by=by)
    assert len(top) == min(number, len(totals))
    values = [getattr(item, by) for item in top]
    assert values == sorted((getattr(item, by) for item in totals), reverse=True)[: len(top)]
    assert top.to_dicts() == [
        {"origin": i.origin, "product": i.product, "lines": i.lines, "msrp": i.msrp} for i in top
    ]


def test_totals_are_an_immutable_sequence():
    totals = seizures([LINE]).by("fiscal_year")
    assert len(totals) == 1
    assert totals[:1] == totals
    assert hash(totals[:1]) == hash(totals)
    assert totals != [totals[0]]
    assert totals.to_dicts() == [{"fiscal_year": 2020, "lines": 1, "msrp": 5}]
    with pytest.raises(AttributeError):
        totals.dimensions = ("origin",)
    assert repr(totals) == "<1 totals by fiscal_year>\n  2020: 1 lines, 5 USD"
    two = seizures([LINE, attrs.evolve(LINE, product="Drug", lines=1234)]).by("product", "origin")
    assert repr(two) == (
        "<2 totals by product, origin>\n  Drug CN: 1,234 lines, 5 USD\n  Toys CN: 1 lines, 5 USD"
    )
    assert len({totals, totals[:1], two, two[:1]}) == 3
    assert len({hash(totals), hash(two), hash(two[:1]), hash(two[1:])}) == 4
    with pytest.raises(UnknownValueError):
        totals.top(1, by="value")
    for number in (-1, True, "1"):
        with pytest.raises(InvalidArgumentError, match="number must be an integer from 0"):
            totals.top(number)
    assert seizures([]).total() == nm.Total(key=(), lines=0, msrp=0)


def test_sums_as_dictionaries_have_plain_numbers():
    (sums,) = seizures([LINE]).by("fiscal_year", "origin").to_dicts()
    assert {name: type(value) for name, value in sums.items()} == {
        "fiscal_year": int,
        "origin": str,
        "lines": int,
        "msrp": int,
    }


def test_a_share_of_the_table_has_28_digits_and_says_of_whom_it_is():
    lines = [LINE, attrs.evolve(LINE, origin="Hong Kong"), attrs.evolve(LINE, origin="Unknown")]
    third = seizures(lines).share("CN", fiscal_year=2020, source="lines")
    assert str(Decimal(third)) == "33." + "3" * 26
    both = seizures(lines).share("HK+CN", fiscal_year=2020, source="lines")
    assert (both.item, both.breakdown, both.unit) == ("HK+CN", "economy", "percent")
    (total,) = seizures(lines).series(source="lines")
    assert (total, total.item, total.breakdown, total.unit) == (15, "total", "total", "USD")


# What is published


@given(PUBLISHED, st.data())
def test_published_figures_are_those_with_the_facts_and_say_all_that_is_recorded(found, data):
    item = data.draw(st.sampled_from(found))
    names = ["fiscal_year", "measure", "breakdown", "item", "unit", "basis", "status"]
    facts = {name: getattr(item, name) for name in data.draw(st.sets(st.sampled_from(names)))}
    assert said(seizures([], found).published(**facts)) == quoted(
        item for item in found if facts.items() <= attrs.asdict(item, recurse=False).items()
    )


@given(PUBLISHED, tables(), st.sampled_from(["CN", "CN+HK", "HK"]))
def test_a_published_share_is_one_of_an_economy_in_percent(found, lines, item):
    both = seizures(lines, found)
    for year in (2019, 2020):
        shares = [
            statistic
            for statistic in found
            if (statistic.fiscal_year, statistic.breakdown) == (year, "economy")
            and statistic.unit == "percent"
            and parts(statistic.item) == parts(item)
        ]
        in_table = year in {line.fiscal_year for line in lines}
        if shares or in_table or year in {statistic.fiscal_year for statistic in found}:
            assert said(both.shares(item, fiscal_year=year)) == quoted(shares) + said(
                both.share(item, fiscal_year=year, basis=basis, source="lines")
                for basis in ("msrp", "count")
                if in_table
            )
        for basis in ("msrp", "count"):
            first = [statistic for statistic in shares if statistic.basis == basis][:1]
            if first:
                assert said([both.share(item, fiscal_year=year, basis=basis)]) == quoted(first)
            else:
                with pytest.raises(UnknownValueError, match=f"published share of {basis}"):
                    both.share(item, fiscal_year=year, basis=basis)


@given(PUBLISHED, st.sampled_from(["CN", "CN+HK", "total"]), st.sampled_from(["economy", None]))
def test_a_published_series_has_the_first_undisputed_figure_of_each_year(found, item, breakdown):
    for measure in ("msrp", "seizures"):
        for unit in (Measure(measure).unit, "percent"):
            facts = {"measure": measure, "unit": unit, "breakdown": breakdown}
            kept = [
                statistic
                for statistic in found
                if (statistic.measure, statistic.unit) == (measure, unit)
                and breakdown in (None, statistic.breakdown)
            ]
            same = [statistic for statistic in kept if parts(statistic.item) == parts(item)]
            sure = [statistic for statistic in same if statistic.status != "disputed"]
            divided = {statistic.breakdown for statistic in same}
            if len(divided) > 1:
                with pytest.raises(InvalidArgumentError, match=", ".join(sorted(divided))):
                    seizures([], found).series(item, **facts)
            elif not sure:
                with pytest.raises(UnknownValueError) as caught:
                    seizures([], found).series(item, **facts)
                assert caught.value.what == f"item of {measure} in {unit}"
                assert caught.value.allowed == tuple(sorted({other.item for other in kept}))
            else:
                first = [
                    next(one for one in sure if one.fiscal_year == year)
                    for year in sorted({statistic.fiscal_year for statistic in sure})
                ]
                assert said(seizures([], found).series(item, **facts)) == quoted(first)


@given(PUBLISHED)
def test_growth_is_that_of_the_series_with_the_same_facts(found):
    both = seizures([], found)
    for breakdown in ("economy", "total", "commodity"):
        item = "total" if breakdown == "total" else "CN"
        for measure, unit in (("msrp", "USD"), ("msrp", "percent"), ("seizures", "count")):
            facts = {"measure": measure, "unit": unit, "breakdown": breakdown}
            try:
                series = both.series(item, **facts)
            except UnknownValueError:
                continue
            growth = both.growth(item, **facts)
            assert said(each.before for each in growth) == said(series[:-1])
            assert said(each.after for each in growth) == said(series[1:])


def test_growth_of_the_table_is_that_of_the_table():
    lines = [LINE, attrs.evolve(LINE, fiscal_year=2021, lines=3, msrp=4)]
    both = seizures(lines, [STATISTIC, attrs.evolve(STATISTIC, fiscal_year=2021)])
    (growth,) = both.growth(source="lines")
    assert (growth.before, growth.after, growth.percent) == (5, 4, -20)
    (growth,) = both.growth(measure="lines", source="lines")
    assert (growth.before, growth.after, growth.percent) == (1, 3, 200)


@pytest.mark.parametrize(
    ("facts", "compared"),
    [
        ({"breakdown": "total", "item": "total", "unit": "USD"}, ["published", "lines"]),
        ({"breakdown": "total", "item": "total", "unit": "percent"}, []),
        ({"breakdown": "economy", "item": "HK+CN", "unit": "percent"}, ["published", "lines"]),
        ({"breakdown": "economy", "item": "HK", "unit": "USD"}, ["published", "lines"]),
        ({"breakdown": "economy", "item": "CN", "unit": "USD"}, []),  # the table says the same
        ({"breakdown": "commodity", "item": "toys", "unit": "USD"}, []),
        ({"breakdown": "total", "item": "total", "unit": "USD", "fiscal_year": 2019}, []),
    ],
)
def test_a_published_figure_is_held_against_the_table_where_that_has_the_same(facts, compared):
    statistic = attrs.evolve(STATISTIC, value=5, **facts)
    lines = [LINE, attrs.evolve(LINE, origin="Unknown")]
    found = seizures(lines, [statistic]).disagreements()
    assert [figure.origin for item in found for figure in item.figures] == compared
    for item in found:
        assert (item.item, item.unit) == (facts["item"], facts["unit"])
        assert {figure.item for figure in item.figures} == {facts["item"]}


# The release


@pytest.fixture(scope="module")
def frame(ds, contents):
    origins = {origin.name: origin.economy or "Unknown" for origin in contents.origins}
    return pandas.DataFrame(
        {
            "fiscal_year": int(line.fiscal_year),
            "product": line.product,
            "conveyance": line.conveyance,
            "origin": origins[line.origin],
            "lines": line.lines,
            "msrp": line.msrp,
        }
        for line in ds.seizures.lines
    )


@pytest.mark.parametrize(
    "dimensions",
    [
        ["origin"],
        ["product"],
        ["conveyance"],
        ["fiscal_year"],
        ["fiscal_year", "origin"],
        ["product", "conveyance", "origin"],
    ],
    ids=" ".join,
)
def test_a_library_adds_up_the_same(ds, frame, dimensions):
    sums = frame.groupby(dimensions)[["lines", "msrp"]].sum()
    expected = {
        key if isinstance(key, tuple) else (key,): (int(row.lines), int(row.msrp))
        for key, row in zip(sums.index, sums.itertuples(), strict=True)
    }
    assert {i.key: (i.lines, i.msrp) for i in ds.seizures.by(*dimensions)} == expected


def test_the_table_of_fiscal_year_2020(ds):
    total = ds.seizures.total(fiscal_year=2020)
    assert (total.lines, total.msrp) == (72_018, 1_205_129_468)
    assert [item.origin for item in ds.seizures.by("origin", fiscal_year=2020).top(2)] == [
        "CN",
        "HK",
    ]
    assert len(ds.seizures.lines) == 4583


def test_two_sources_give_two_answers_and_neither_is_hidden(ds):
    published = ds.seizures.share("CN+HK", fiscal_year=2020, basis="msrp")
    assert published == Decimal(83)
    assert published.origin == "published"
    assert ds.cite(published)
    of_value = ds.seizures.share("CN+HK", fiscal_year=2020, basis="msrp", source="lines")
    of_lines = ds.seizures.share("HK+CN", fiscal_year=2020, basis="count", source="lines")
    assert (round(of_value, 2), round(of_lines, 2)) == (Decimal("80.17"), Decimal("64.05"))
    assert of_value.sources == ds.seizures.line_sources
    answers = ds.seizures.shares("CN+HK", fiscal_year=2020)
    assert {Decimal(83), Decimal(79), Decimal(of_value), Decimal(of_lines)} <= set(
        map(Decimal, answers)
    )
    (found,) = (
        item
        for item in ds.seizures.disagreements()
        if (item.fiscal_year, item.item, item.measure, item.unit)
        == (2020, "CN+HK", "msrp", "percent")
    )
    assert {figure.origin for figure in found.figures} == {"published", "lines"}


def test_disagreements_differ_and_are_ordered(ds):
    found = ds.seizures.disagreements()
    assert found
    for item in found:
        assert any(not agree(one, other) for one, other in combinations(item.figures, 2))
        assert {figure.fiscal_year for figure in item.figures} == {item.fiscal_year}
        assert {figure.measure for figure in item.figures} == {item.measure}
    years = [item.fiscal_year for item in found]
    assert years == sorted(years)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("26", "rounded"), ("26.1", "final"), True),
        (("83", "final"), ("80.17", "final"), False),
        (("26", "final"), ("26.1", "final"), False),
        (("26", "rounded"), ("27", "final"), False),
        (("26", "rounded"), ("25.01", "final"), True),
        (("1380000000", "rounded"), ("1382903001", "final"), True),
        (("1300000000", "rounded"), ("1205129468", "final"), True),
        (("1300000000", "rounded"), ("1105129468", "final"), False),
        (("60", "rounded"), ("59.58", "final"), True),
        (("5", "final"), ("5.0", "final"), True),
    ],
)
def test_rounding_is_no_disagreement(one, other, same):
    figures = [Figure(value, status=StatisticStatus(status)) for value, status in (one, other)]
    assert agree(*figures) == agree(*reversed(figures)) == same


def test_a_total_names_what_its_rows_share(ds):
    totals = ds.seizures.by("origin", "fiscal_year", "conveyance", "product")
    for total in totals[:99]:
        assert total.key == (total.origin, total.fiscal_year, total.conveyance, total.product)
        assert isinstance(total.fiscal_year, FiscalYear)
    assert totals[0].key == pickle.loads(pickle.dumps(totals[0])).key
    revived = copy.deepcopy(totals[0])
    assert (revived.origin, revived.product) == (totals[0].origin, totals[0].product)


def test_what_the_rows_of_a_total_do_not_share_has_no_value(ds):
    (total, *_) = ds.seizures.by("product", "fiscal_year")
    with pytest.raises(UnknownValueError) as caught:
        _ = total.origin
    assert (caught.value.given, caught.value.allowed) == ("origin", ("product", "fiscal_year"))
    alone = Total(key=("CN",), lines=1, msrp=1)
    for whole in (ds.seizures.total(), ds.seizures.total(fiscal_year=2020), alone):
        with pytest.raises(UnknownValueError, match="unknown dimension of this total 'product'"):
            _ = whole.product


def test_a_table_without_value_has_no_shares():
    line = attrs.evolve(LINE, msrp=0)
    with pytest.raises(InvalidArgumentError, match="no msrp in FY2020"):
        seizures([line]).share("CN", fiscal_year=2020, source="lines")


@given(tables(), st.sampled_from(["CN", "HK", "UM", "CN+HK", "total"]))
def test_a_series_of_the_table_holds_the_sum_of_each_year(lines, item):
    found = seizures(lines)
    years = sorted({line.fiscal_year for line in lines})
    for measure in ("msrp", "lines"):
        series = found.series(item, measure=measure, source="lines")
        assert [figure.fiscal_year for figure in series] == years
        for figure in series:
            of_year = [line for line in lines if line.fiscal_year == figure.fiscal_year]
            assert figure == sum(
                getattr(line, measure)
                for line in of_year
                if item == "total" or NAMES[line.origin] in item.split("+")
            )
            assert (figure.item, figure.measure, figure.origin) == (item, measure, "lines")
            assert figure.unit == ("USD" if measure == "msrp" else "count")
            assert figure.breakdown == ("total" if item == "total" else "economy")
            assert (figure.status, figure.sources, figure.note) == ("final", ("s",), None)
        if item != "total" and sum(getattr(line, measure) for line in lines):
            basis = "msrp" if measure == "msrp" else "count"
            assert found.series(item, measure=measure, unit="percent", source="lines") == tuple(
                found.share(item, fiscal_year=year, basis=basis, source="lines") for year in years
            )


def test_a_series_never_joins_measures_and_leaves_out_what_is_disputed(ds):
    for measure in ("msrp", "domestic-value", "seizures"):
        series = ds.seizures.series(measure=measure)
        assert {figure.measure for figure in series} == {Measure(measure)}
        assert StatisticStatus.DISPUTED not in {figure.status for figure in series}
        years = [figure.fiscal_year for figure in series]
        assert years == sorted(set(years))
    table = ds.seizures.series(source="lines")
    assert [int(figure.fiscal_year) for figure in table] == [2019, 2020, 2021, 2022, 2023]
    assert table[1] == 1_205_129_468
    assert ds.seizures.series("CN", measure="lines", source="lines")[1].unit is Unit.COUNT
    shares = ds.seizures.series("CN+HK", unit="percent", source="lines")
    assert round(shares[1], 2) == Decimal("80.17")


def test_growth_is_between_years_that_follow_each_other(ds):
    for growth in ds.seizures.growth(source="lines"):
        assert growth.after.fiscal_year == growth.before.fiscal_year + 1
        expected = (Fraction(int(growth.after), int(growth.before)) - 1) * 100
        assert abs(Fraction(growth.percent) - expected) < Fraction(1, 10**18)
    for growth in ds.seizures.growth(measure="seizures"):
        assert growth.after.fiscal_year == growth.before.fiscal_year + 1
    nothing = Figure(0, fiscal_year=FiscalYear(2020))
    assert nm.Growth(before=nothing, after=nothing).percent is None


def test_every_origin_of_the_table_is_mapped(ds, contents):
    origins = {origin.name: origin for origin in contents.origins}
    assert {line.origin for line in ds.seizures.lines} == set(origins)
    assert [name for name, origin in origins.items() if origin.economy is None] == ["Unknown"]
    several = defaultdict(set)
    for name, origin in origins.items():
        several[origin.economy].add(name)
    # Those that are not countries, or not all of one, are the only ones to share a code.
    assert {code: names for code, names in several.items() if len(names) > 1} == {
        "AU": {"Commonwealth of Australia", "Coral Sea Islands Territory"},
        "UM": {"Baker Island", "US Minor Outlying Islands"},
    }
    for name in ("Coral Sea Islands Territory", "Baker Island", "Gaza Strip", "Unknown"):
        assert origins[name].note


@pytest.mark.parametrize(
    ("ask", "error", "problem"),
    [
        (
            lambda s: s.share("China", fiscal_year=2020),
            UnknownValueError,
            "unknown ISO 3166-1 alpha-2 code 'China'; did you mean CN?",
        ),
        (
            lambda s: s.share("CN+HK", fiscal_year=1990),
            UnknownValueError,
            "unknown published share of msrp 'FY1990 CN+HK'; did you mean FY2019 CN+HK?",
        ),
        (
            lambda s: s.share("TV", fiscal_year=2020),
            UnknownValueError,
            "unknown published share of msrp 'FY2020 TV'; did you mean FY2024 CN?",
        ),
        (
            lambda s: s.share("CN", fiscal_year=2020, basis="weight"),
            UnknownValueError,
            "unknown basis 'weight'",
        ),
        (
            lambda s: s.share("CN", fiscal_year=2020, source="cbp"),
            UnknownValueError,
            "unknown source 'cbp'",
        ),
        (
            lambda s: s.share("CN", fiscal_year=2018, source="lines"),
            UnknownValueError,
            "unknown fiscal year of the DHS table 2018; did you mean 2019?",
        ),
        (
            lambda s: s.share("CN", fiscal_year=2020, basis="domestic-value", source="lines"),
            InvalidArgumentError,
            "the DHS table has MSRP and lines, no domestic value",
        ),
        (
            lambda s: s.shares("XX", fiscal_year=2020),
            UnknownValueError,
            "unknown ISO 3166-1 alpha-2 code 'XX'",
        ),
        (lambda s: s.series("mars"), UnknownValueError, "unknown item of msrp in USD 'mars'"),
        (lambda s: s.series(measure="weight"), UnknownValueError, "unknown measure 'weight'"),
        (
            lambda s: s.series("CN", breakdown="origin"),
            UnknownValueError,
            "unknown breakdown 'origin'",
        ),
        (
            lambda s: s.series("CN", breakdown="commodity"),
            UnknownValueError,
            "unknown item of msrp in USD 'CN'",
        ),
        (lambda s: s.series(unit="EUR"), UnknownValueError, "unknown unit 'EUR'"),
        (lambda s: s.series(source="dhs"), UnknownValueError, "unknown source 'dhs'"),
        (
            lambda s: s.series(measure="seizures", source="lines"),
            UnknownValueError,
            "unknown measure of the DHS table <Measure.SEIZURES: 'seizures'>",
        ),
        (lambda s: s.by("country"), UnknownValueError, "unknown dimension 'country'"),
        (lambda s: s.by(country="CN"), UnknownValueError, "unknown dimension 'country'"),
        (lambda s: s.by(product="Shoes"), UnknownValueError, "unknown product 'Shoes'"),
        (
            lambda s: s.by(fiscal_year=2018),
            UnknownValueError,
            "unknown fiscal_year 2018; did you mean 2019?",
        ),
        (
            lambda s: s.by(origin="China"),
            UnknownValueError,
            "unknown ISO 3166-1 alpha-2 code 'China'; did you mean CN?",
        ),
        (lambda s: s.published(colour="red"), UnknownValueError, "unknown fact 'colour'"),
        (lambda s: s.published(measure="weight"), UnknownValueError, "unknown measure 'weight'"),
        (
            lambda s: s.published(fiscal_year="2020"),
            UnknownValueError,
            "unknown fiscal year '2020'; did you mean 2020?",
        ),
        (
            lambda s: s.published(fiscal_year=1900),
            UnknownValueError,
            "unknown fiscal year 1900; did you mean 2003?",
        ),
        (lambda s: s.published(item="nonsense"), UnknownValueError, "unknown item 'nonsense'"),
        (
            lambda s: s.shares("CN+HK", fiscal_year=1900),
            UnknownValueError,
            "unknown fiscal year 1900; did you mean 2003?",
        ),
        (
            lambda s: s.shares("CN+HK", fiscal_year="2020"),
            InvalidArgumentError,
            "fiscal_year must be an integer, not '2020'",
        ),
        (
            lambda s: s.share("CN+HK", fiscal_year=[2020]),
            InvalidArgumentError,
            "fiscal_year must be an integer, not [2020]",
        ),
        (
            lambda s: s.share(None, fiscal_year=2020),
            InvalidArgumentError,
            "item must be codes joined by +, such as CN+HK, not None",
        ),
        (
            lambda s: s.share(["CN"], fiscal_year=2020),
            InvalidArgumentError,
            "item must be codes joined by +, such as CN+HK, not ['CN']",
        ),
        (
            lambda s: s.series("CN", measure="msrp", unit="count"),
            UnknownValueError,
            "unknown unit of msrp <Unit.COUNT: 'count'>",
        ),
        (
            lambda s: s.series("CN", unit="count", source="lines"),
            UnknownValueError,
            "unknown unit of msrp <Unit.COUNT: 'count'>",
        ),
        (
            lambda s: s.series("CN", breakdown="total", source="lines"),
            UnknownValueError,
            "unknown breakdown of the DHS table 'total'",
        ),
        (
            lambda s: s.series(None, source="lines"),
            InvalidArgumentError,
            "item must be codes joined by +, such as CN+HK, not None",
        ),
        (
            lambda s: s.series(unit="percent", source="lines"),
            InvalidArgumentError,
            "the total is no share; ask for an economy",
        ),
        (
            lambda s: s.by("origin", "origin"),
            InvalidArgumentError,
            "a dimension stands twice in origin, origin",
        ),
        (lambda s: s.by(["origin"]), UnknownValueError, "unknown dimension ['origin']"),
        (
            lambda s: s.by(origin=[["CN"]]),
            InvalidArgumentError,
            "origin must be a value or several of them, not [['CN']]",
        ),
        (
            lambda s: s.by(origin={}),
            InvalidArgumentError,
            "origin must be a value or several of them, not {}",
        ),
        (
            lambda s: s.by("origin").top("3"),
            InvalidArgumentError,
            "number must be an integer from 0, not '3'",
        ),
        (
            lambda s: s.by("origin").top(True),
            InvalidArgumentError,
            "number must be an integer from 0, not True",
        ),
    ],
)
def test_bad_questions_are_errors_of_ours(ds, ask, error, problem):
    with pytest.raises(error) as caught:
        ask(ds.seizures)
    assert str(caught.value).partition(" (allowed")[0] == problem


def test_an_economy_without_a_row_has_nothing(ds):
    assert ds.seizures.total(origin="AQ").lines == 0
    assert ds.seizures.by("fiscal_year", origin=["CN", "AQ"]) == ds.seizures.by(
        "fiscal_year", origin="CN"
    )


# Figures


def test_a_figure_is_an_immutable_decimal_that_knows_its_facts(ds):
    figure = ds.seizures.share("CN+HK", fiscal_year=2020)
    for same in (copy.copy(figure), copy.deepcopy(figure), pickle.loads(pickle.dumps(figure))):
        assert same == figure
        assert vars(same) == vars(figure)
    assert type(figure + 1) is Decimal
    assert repr(figure) == "<Figure 83 percent msrp FY2020 CN+HK (published, final)>"
    with pytest.raises(AttributeError):
        figure.unit = "USD"
    with pytest.raises(AttributeError, match="a figure is immutable: note"):
        del figure.note
    with localcontext(prec=3):
        assert len(str(ds.seizures.share("CN", fiscal_year=2020, source="lines"))) > 20


def test_published_figures_can_be_asked_for_by_any_fact():
    found = seizures([], [attrs.evolve(STATISTIC, status="rounded")])
    assert found.published(fiscal_year=2020, measure="msrp") == (Decimal(9),)
    assert found.published(status="final") == ()
    assert repr(found) == "<Seizures: 1 statistics, 0 lines>"
    assert found.series() == (Decimal(9),)


def test_items_of_one_name_are_not_joined():
    drugs = attrs.evolve(STATISTIC, breakdown="commodity", item="pharmaceuticals", value=2020)
    risks = attrs.evolve(drugs, breakdown="risk", fiscal_year=2019, value=2019)
    found = seizures([], [risks, drugs])
    with pytest.raises(InvalidArgumentError, match="several breakdowns: commodity, risk"):
        found.series("pharmaceuticals")
    assert found.series("pharmaceuticals", breakdown="risk") == (Decimal(2019),)
    assert found.growth("pharmaceuticals", breakdown="risk") == ()


# Economies


def test_an_economy_is_everything_held_about_it(ds):
    china = ds.economy("CN")
    assert (china.code, china.name) == ("CN", "China")
    assert china.listings == ds.listings.where(economy="CN")
    counts = china.listed.values()
    assert sum((item.online or 0) + (item.physical or 0) for item in counts) == len(china.listings)
    assert china.listed[2019].online is None  # Taobao is in it, but its source names no economy
    assert china.listed[2024].physical is None  # its markets of China are not recorded
    assert str(china.listed[2010]) == "≥ 4 online, 4 physical"
    assert {company.id for company in china.companies} >= {"alibaba-group", "tencent", "bytedance"}
    assert china.watch_list == ds.watch_list("CN")
    assert [item.msrp for item in china.seizures] == [
        item.msrp for item in ds.seizures.by("fiscal_year", origin="CN")
    ]
    assert repr(china).startswith("<EconomyProfile CN China: ")
    assert "watch list" in china._repr_html_()
    assert ds.economy("AQ").companies == ()
    with pytest.raises(UnknownValueError):
        ds.economy("China")


def test_watch_lists_have_their_own_coverage(ds):
    entries = {(entry.year, entry.economy): entry.watch_list for entry in ds.watch_lists}
    for economy in {entry.economy for entry in ds.watch_lists} | {"AQ"}:
        for year, status in ds.watch_list(economy).items():
            recorded = ds.watch_list_years[year]
            complete = recorded.priority_watch_list_complete and recorded.watch_list_complete
            if (year, economy) in entries:
                assert status is entries[year, economy]
            else:
                assert status is (nm.Presence.NOT_LISTED if complete else nm.Presence.UNKNOWN)
    complete = [
        year
        for year, item in ds.watch_list_years.items()
        if item.priority_watch_list_complete and item.watch_list_complete
    ]
    assert complete == [2012, 2014, 2016, 2019, 2020, 2022, 2024, 2025]
    assert ds.watch_list("CN")[2020] is nm.WatchList.PRIORITY_WATCH_LIST


@pytest.mark.parametrize(
    ("name", "value"), [("product", "Toyz"), ("origin", "XX"), ("origin", 5), ("conveyance", "C")]
)
def test_a_filter_of_the_table_names_what_it_does_not_know(ds, name, value):
    with pytest.raises(UnknownValueError) as caught:
        ds.seizures.by("fiscal_year", **{name: value})
    assert repr(value) in str(caught.value)
    assert (name in str(caught.value)) == (value != "XX")


@pytest.mark.parametrize("code", "AQ BV CX FK GS HM IO NF SJ TF TK".split())
def test_one_unknown_origin_among_others_is_refused(code):
    assert seizures([LINE]).by(origin=[code, "CN"]) == seizures([LINE]).by(origin="CN")
    with pytest.raises(UnknownValueError, match="'XX'"):
        seizures([LINE]).by(origin=[code, "XX"])
