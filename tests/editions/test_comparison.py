# SPDX-License-Identifier: MIT
"""Comparison is an algebra, and proves what it says."""

import copy
import html
import json
import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets import strategies
from notorious_markets.editions.listings import Listings
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.vocabulary import Kind, Presence

GROUPS = ("added", "removed", "continued", "unaccounted")


@st.composite
def compared(draw):
    """A dataset, two of its editions in any order, and their comparison."""
    ds = draw(strategies.datasets())
    before, after = (draw(st.sampled_from(list(ds.editions))) for _ in range(2))
    filters = draw(st.sampled_from([{}, {"kind": "online"}, {"kind": "physical"}]))
    return ds, before, after, filters, ds.compare(before, after, **filters)


def markets(changes):
    return [change.market for change in changes]


@given(compared())
def test_every_listed_market_stands_in_exactly_one_group(example):
    ds, before, after, filters, comparison = example
    listed = {
        market
        for item in ds.listings.where(edition=[before, after], **filters)
        for market in item.markets
    }
    found = [market for name in GROUPS for market in markets(getattr(comparison, name))]
    assert sorted(found) == sorted(listed)


@given(compared())
def test_groups_mean_what_presence_says(example):
    ds, before, after, _, comparison = example
    expected = {
        "added": {(Presence.NOT_LISTED, Presence.LISTED)},
        "removed": {(Presence.LISTED, Presence.NOT_LISTED)},
        "continued": {(Presence.LISTED, Presence.LISTED)},
        "unaccounted": {
            (Presence.UNKNOWN, Presence.LISTED),
            (Presence.LISTED, Presence.UNKNOWN),
        },
    }
    for name, presences in expected.items():
        for change in getattr(comparison, name):
            found = tuple(ds.presence(change.market, year) for year in (before, after))
            assert found in presences
            for listing, year in ((change.before, before), (change.after, after)):
                assert listing is None or listing.edition == year
                assert listing is None or change.market in listing.markets


@given(compared())
def test_a_comparison_mirrors_its_reverse(example):
    ds, before, after, filters, comparison = example
    reverse = ds.compare(after, before, **filters)

    def mirrored(changes):
        return {change.mirror() for change in changes}

    assert mirrored(comparison.added) == set(reverse.removed)
    assert mirrored(comparison.removed) == set(reverse.added)
    assert mirrored(comparison.continued) == set(reverse.continued)
    assert mirrored(comparison.renamed) == set(reverse.renamed)
    assert mirrored(comparison.unaccounted) == set(reverse.unaccounted)
    assert mirrored(comparison.possibly_added) == set(reverse.possibly_removed)
    assert all(change.mirror().mirror() == change for change in comparison.continued)


@given(compared())
def test_applying_a_comparison_to_one_edition_gives_the_other(example):
    ds, before, after, filters, comparison = example
    listings = ds.listings.where(edition=before, **filters)
    assert comparison.apply(listings) == ds.listings.where(edition=after, **filters)


@given(compared())
def test_a_comparison_applies_to_nothing_else(example):
    ds, before, _, filters, comparison = example
    listings = ds.listings.where(edition=before, **filters)
    assume(len(listings))
    with pytest.raises(InvalidArgumentError, match="1 missing, 0 foreign"):
        comparison.apply(listings[1:])


@given(strategies.datasets(), st.data())
def test_an_edition_does_not_differ_from_itself(ds, data):
    year = data.draw(st.sampled_from(list(ds.editions)))
    comparison = ds.compare(year, year)
    for name in ("added", "removed", "unaccounted", "renamed", "relisted", "first_listed"):
        assert getattr(comparison, name) == ()
    assert Listings(change.after for change in comparison.continued) == ds.listings.where(
        edition=year
    )


@given(compared())
def test_renamed_relisted_and_first_listed_single_out_others(example):
    ds, before, after, _, comparison = example
    assert set(comparison.renamed) <= set(comparison.continued)
    assert set(comparison.relisted) | set(comparison.first_listed) <= set(comparison.added)
    assert not set(comparison.relisted) & set(comparison.first_listed)
    for change in comparison.continued:
        differ = change.before.name.casefold() != change.after.name.casefold()
        assert (change in comparison.renamed) == differ
    if after <= before:
        assert comparison.relisted == comparison.first_listed == ()
        return
    for change in comparison.added:
        past = {ds.presence(change.market, year) for year in ds.editions if year <= before}
        assert (change in comparison.relisted) == (Presence.LISTED in past)
        assert (change in comparison.first_listed) == (past == {Presence.NOT_LISTED})


@given(compared())
def test_groups_are_sorted_by_printed_name(example):
    *_, comparison = example
    for name in GROUPS:
        names = [change.name.casefold() for change in getattr(comparison, name)]
        assert names == sorted(names)


def test_the_newest_release_is_compared_without_loading_it_first():
    ds = nm.load()
    assert nm.compare(2020, 2021, kind="online") == ds.compare(2020, 2021, kind="online")
    assert nm.compare(2020, 2021, by="economy") == ds.compare(2020, 2021, by="economy")


def test_a_filter_chooses_markets_and_makes_no_change(ds):
    # Pinduoduo is e-commerce in 2018 and social commerce in 2019: it stays all the same.
    comparison = ds.compare(2018, 2019, category="e-commerce")
    assert "pinduoduo" in markets(comparison.continued)
    assert "pinduoduo" not in markets(comparison.removed)


def test_2020_to_2021(ds):
    comparison = ds.compare(2020, 2021)
    assert set(markets(comparison.first_listed)) == {"aliexpress", "wechat"}
    assert {"taobao", "pinduoduo", "dhgate", "baidu-wangpan"} <= set(markets(comparison.continued))
    assert set(markets(comparison.relisted)) == {"libgen", "pacific-mall"}
    assert [str(change) for change in comparison.renamed] == ["PopcornTime → Popcorn Time"]
    assert "tokopedia" in markets(comparison.possibly_added)
    online = ds.compare(2020, 2021, kind="online")
    assert markets(online.unaccounted) == ["tokopedia"]
    assert set(markets(online.removed)) == {
        "amazon-foreign-domains",
        "haraj",
        "mercado-libre",
        "seasonvar",
        "snapdeal",
        "weidian",
    }


def test_backwards_nothing_is_listed_first_or_again(ds):
    comparison = ds.compare(2021, 2020)
    assert comparison.added
    assert comparison.relisted == comparison.first_listed == ()


def test_domain_hops_are_renamings(ds):
    renamed = {change.market: str(change) for change in ds.compare(2010, 2011).renamed}
    assert renamed["kickasstorrents"] == "Kickasstorrents → Kat.ph"
    assert renamed["torrentz"] == "torrentz.com → Torrentz.eu"


def test_a_partial_edition_removes_nothing_without_evidence(ds):
    assert ds.compare(2024, 2025, kind="online").removed == ()
    assert len(ds.compare(2024, 2025, kind="online").possibly_removed) == 30


@pytest.mark.parametrize(
    ("arguments", "filters"),
    [((2020, 1999), {}), ((1999, 2020), {}), ((2020, 2021), {"knd": 1})],
)
def test_unknown_editions_and_filters_are_errors(ds, arguments, filters):
    with pytest.raises(UnknownValueError):
        ds.compare(*arguments, **filters)


def test_a_change_knows_its_listing_name_kind_and_sources(ds):
    comparison = ds.compare(2020, 2021)
    (haraj,) = (change for change in comparison.removed if change.market == "haraj")
    assert haraj.listing == haraj.before
    assert (haraj.name, haraj.kind, haraj.sources) == (
        "Haraj",
        Kind.ONLINE,
        ("ustr-2020-report-docslib",),
    )
    (taobao,) = (change for change in comparison.continued if change.market == "taobao")
    assert taobao.listing == taobao.after
    assert set(taobao.sources) == {*taobao.before.sources, *taobao.after.sources}
    assert len(taobao.sources) == len(set(taobao.sources))


@given(compared())
def test_a_comparison_prints_in_every_form(example):
    *_, comparison = example
    summary, markdown, shown = (
        comparison.summary(),
        comparison.to_markdown(),
        comparison._repr_html_(),
    )
    assert repr(comparison) == f"<Comparison {summary}>"
    assert markdown.endswith("\n")
    data = comparison.to_dict()
    assert json.loads(json.dumps(data)) == data
    for title, group in comparison.groups():
        assert f"{title}: {len(group)}" in summary
        assert f"### {title} ({len(group)})" in markdown
        assert title in shown
    for line in markdown.splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 6


@given(compared())
def test_the_dictionary_of_a_comparison_holds_all_of_it(example):
    _, before, after, filters, comparison = example
    data = comparison.to_dict()
    assert (data["before"], data["after"], data["uncertain"]) == (before, after, [])
    kinds = [filters["kind"]] if filters else ["online", "physical"]
    assert [(part["edition"], part["kind"]) for part in data["coverage"]] == [
        (year, kind) for year in (before, after) for kind in kinds
    ]
    for name in (*GROUPS, "renamed", "relisted", "first_listed"):
        assert data[name] == [
            {
                "market": change.market,
                "before": change.before and Listings([change.before]).to_dicts()[0],
                "after": change.after and Listings([change.after]).to_dicts()[0],
            }
            for change in getattr(comparison, name)
        ]
    assert set(data) == {
        *GROUPS,
        *("before", "after", "coverage", "uncertain", "renamed", "relisted", "first_listed"),
    }


def test_markdown_gives_every_change_with_its_sources(ds):
    comparison = ds.compare(2020, 2021)
    (renamed,) = comparison.renamed
    lines = comparison.to_markdown().splitlines()
    assert lines[:7] == [
        "## 2020 → 2021",
        "",
        "- 2020 online: 38 recorded, 39 stated (partial)",
        "- 2020 physical: 17 recorded, 34 stated (partial)",
        "- 2021 online: 42 recorded, 42 stated (complete)",
        "- 2021 physical: 16 recorded, 35 stated (partial)",
        "",
    ]
    start = lines.index("### Renamed (1)")
    assert lines[start + 1 : start + 6] == [
        "",
        "| printed name | market | kind | economy | sources |",
        "| --- | --- | --- | --- | --- |",
        f"| PopcornTime → Popcorn Time | popcorn-time | online |  | {', '.join(renamed.sources)} |",
        "",
    ]
    empty = ds.compare(2021, 2022, kind="online").to_markdown()
    assert "### Relisted (0)\n\nnone\n\n### Added (5)\n" in empty


def test_html_names_the_editions_their_coverage_and_every_change(ds):
    comparison = ds.compare(2020, 2021)
    shown = html.unescape(comparison._repr_html_())
    assert f"<caption>2020 → 2021: {'; '.join(comparison.sections())}</caption>" in shown
    for title, group in comparison.groups():
        names = ", ".join(map(str, group))
        assert f"<td>{title}</td><td>{len(group)}</td><td>{names}</td>" in shown


def test_uncertain_ownership_is_said_in_every_form(ds):
    comparison = next(
        found
        for company in ds.companies
        if (found := ds.compare(2020, 2021, company=company)).uncertain
    )
    assert list(comparison.uncertain) == sorted(set(comparison.uncertain))
    assert f"  Of uncertain ownership: {', '.join(comparison.uncertain)}" in (
        comparison.summary().splitlines()
    )
    assert comparison.to_dict()["uncertain"] == list(comparison.uncertain)


def test_a_summary_for_readers(ds):
    assert ds.compare(2021, 2022, kind="online").summary().splitlines() == [
        "2021 → 2022",
        "  First listed: 0",
        "  Relisted: 0",
        "  Added: 5",
        "  Removed: 8",
        "  Continued: 34",
        "  Renamed: 0",
        "  Unaccounted: in 2022, unknown in 2021: 0",
        "  Unaccounted: in 2021, unknown in 2022: 0",
        "  2021 online: 42 recorded, 42 stated (complete)",
        "  2022 online: 39 recorded, 39 stated (complete)",
    ]


def test_a_comparison_can_be_hashed_copied_and_pickled(ds):
    comparison = ds.compare(2020, 2021)
    assert hash(comparison) == hash(ds.compare(2020, 2021))
    assert copy.deepcopy(comparison) == pickle.loads(pickle.dumps(comparison)) == comparison
