# SPDX-License-Identifier: MIT
"""Who stood behind a market on a day, through chains of companies."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.company_records import Holding, Ownership
from notorious_markets.errors import UnknownValueError
from notorious_markets.relations import Relations
from notorious_markets.vocabulary import Held, Relation

COMPANIES = [f"c{number}" for number in range(5)]
MARKETS = [f"m{number}" for number in range(3)]
DATES = st.none() | st.sampled_from(["2019", "2020", "2020-06", "2020-06-15", "2021"])
DAYS = st.dates(date(2018, 6, 1), date(2022, 6, 30))


@st.composite
def relations(draw):
    """Ownerships and holdings without a cycle: a company is held by those with a lower number."""

    def interval():
        dates = sorted(filter(None, [draw(DATES), draw(DATES)]))
        start = dates[0] if dates and draw(st.booleans()) else None
        end = dates[-1] if len(dates) == 2 and (start is None or dates[-1] > start) else None
        return {"start": start, "end": end}

    ownership = [
        Ownership(
            market=draw(st.sampled_from(MARKETS)),
            company=draw(st.sampled_from(COMPANIES)),
            relation=draw(st.sampled_from(Relation)),
            number=number + 1,
            sources=("s",),
            **interval(),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    holdings = []
    for number in range(draw(st.integers(0, 6))):
        above, below = sorted(
            draw(st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True))
        )
        holdings.append(
            Holding(
                subsidiary=COMPANIES[below],
                company=COMPANIES[above],
                relation=draw(st.sampled_from(Relation)),
                number=number + 1,
                sources=("s",),
                **interval(),
            )
        )
    return Relations(ownership, holdings, {"s": date(2020, 3, 1)}), ownership, holdings


@given(relations(), st.none() | DAYS)
def test_above_and_below_see_the_same_chains(example, on):
    found, *_ = example
    for transitive in (False, True):
        above = {chain for m in MARKETS for chain in found.above(m, on, transitive=transitive)}
        below = {chain for c in COMPANIES for chain in found.below(c, on, transitive=transitive)}
        decided = {
            chain for chain in below if not chain.holdings or chain.ownership.relation.decides
        }
        assert above == (decided if transitive else below)


@given(relations(), st.none() | DAYS)
def test_transitive_ownership_terminates_and_only_adds(example, on):
    found, ownership, _ = example
    for company in COMPANIES:
        direct = found.below(company, on, transitive=False)
        every = found.below(company, on, transitive=True)
        assert set(direct) <= set(every)
        assert {chain.market for chain in every} <= {item.market for item in ownership}
        for chain in every:
            assert chain.company == company
            links = (*chain.holdings, chain.ownership)
            assert links[0].company == company
            assert links[-1].market == chain.market
            for upper, lower in zip(chain.holdings, links[1:], strict=True):
                assert upper.subsidiary == lower.company
                assert upper.relation.decides


@given(relations(), DAYS)
def test_a_chain_holds_no_better_than_its_weakest_link(example, on):
    found, *_ = example
    order = [Held.NO, Held.UNKNOWN, Held.YES]
    for company in COMPANIES:
        for chain in found.below(company, on, transitive=True):
            assert chain.held in (Held.UNKNOWN, Held.YES)
            links = [
                Relations([], [], {"s": date(2020, 3, 1)})._interval(link).held(on)
                for link in (*chain.holdings, chain.ownership)
            ]
            assert chain.held is min(links, key=order.index)


@given(relations(), DAYS)
def test_asking_for_a_day_only_takes_away(example, on):
    found, *_ = example
    for company in COMPANIES:
        ever = {
            (chain.ownership, chain.holdings) for chain in found.below(company, transitive=True)
        }
        then = {
            (chain.ownership, chain.holdings) for chain in found.below(company, on, transitive=True)
        }
        assert then <= ever


# The release


def test_alibaba(ds):
    assert ds.company("BABA").id == "alibaba-group"
    assert {
        ds.company(name).id for name in ("XNYS:BABA", "Alibaba", "Alibaba Group Holding Limited")
    } == {"alibaba-group"}
    assert {market.id for market in ds.markets_of("alibaba-group")} >= {"taobao", "aliexpress"}
    assert [str(ticker) for ticker in ds.tickers("alibaba-group")] == [
        "XHKG:89988",
        "XHKG:9988",
        "XNYS:BABA",
    ]


def test_tokopedia_changed_hands(ds):
    before = {item.id: item for item in ds.companies_of("tokopedia", on=date(2023, 6, 1))}
    after = {item.id: item for item in ds.companies_of("tokopedia", on=date(2025, 6, 1))}
    assert before["goto"].relation is Relation.OWNS
    assert "bytedance" not in before
    assert after["bytedance"].relation is Relation.CONTROLS
    assert after["goto"].relation is Relation.MINORITY_STAKE
    for item in (*before.values(), *after.values()):
        assert item.sources
        assert ds.cite(item.chain)


def test_what_a_company_owned_at_publication(ds):
    found = ds.listings.where(company="goto")
    assert {item.market for item in found} == {"tokopedia"}
    assert {item.edition for item in found} == {2021, 2022}
    assert {item.edition for item in ds.listings.where(company_ever="goto")} == {
        2018,
        2019,
        2021,
        2022,
    }
    assert {item.edition for item in ds.listings.where(company="prosus", market="avito")} <= {2022}


def test_an_unknown_end_is_said_aloud(ds):
    found = ds.listings.where(company="alibaba-group")
    assert {item.market for item in found} == {"taobao", "aliexpress"}
    assert found.uncertain
    assert set(found.uncertain) < set(found)
    assert f"{len(found.uncertain)} of uncertain ownership" in repr(found)
    certain = found - found.uncertain
    assert not certain.uncertain
    for item in found:
        published = ds.edition(item.edition).published
        held = {
            owner.held
            for owner in ds.companies_of(item.market, on=published)
            if owner.id == "alibaba-group"
        }
        assert held == {Held.UNKNOWN if item in found.uncertain else Held.YES}
    assert (found | certain).uncertain == found.uncertain
    assert (found & found).uncertain == found.uncertain
    assert found.where(edition=2021).uncertain == found.uncertain.where(edition=2021)


def test_subsidiaries_count_for_those_above(ds):
    direct = {item.id for item in ds.markets_of("naspers", on=date(2020, 6, 1))}
    through = ds.markets_of("naspers", on=date(2020, 6, 1), transitive=True)
    assert {item.id for item in through} >= direct
    (avito,) = (item for item in through if item.id == "avito" and item.chain.holdings)
    assert [holding.subsidiary for holding in avito.chain.holdings] == ["prosus"]
    above = {item.id for item in ds.companies_of("avito", on=date(2020, 6, 1), transitive=True)}
    assert {"naspers", "prosus", "avito"} <= above
    assert "through prosus" in str(avito)


@pytest.mark.parametrize(
    "ask",
    [
        lambda ds: ds.company("BABAA"),
        lambda ds: ds.companies["x"],
        lambda ds: ds.companies_of("x"),
        lambda ds: ds.markets_of("x"),
        lambda ds: ds.tickers("x"),
        lambda ds: ds.listings.where(company="alibaba"),
        lambda ds: ds.listings.where(company_ever="x"),
        lambda ds: ds.statements(edition=1999),
        lambda ds: ds.statements(market="x"),
        lambda ds: ds.compare(2020, 2021, by="owner"),
    ],
)
def test_what_does_not_exist_is_an_error_of_ours(ds, ask):
    with pytest.raises(UnknownValueError):
        ask(ds)


def test_statements_answer_editions_and_markets(ds):
    assert all(item.edition == 2021 for item in ds.statements(2021))
    taobao = ds.statements(market="taobao")
    assert taobao
    assert all("taobao" in item.markets for item in taobao)
    assert set(ds.statements(2021, "taobao")) == set(ds.statements(2021)) & set(taobao)
    # Both editions of the calendar year 2011 were answered; the answers are told apart.
    assert {item.edition for item in ds.statements() if (item.date or "").startswith("2011")} == {
        2010
    }
    assert {item.edition for item in ds.statements() if (item.date or "").startswith("2012")} == {
        2011
    }


# Compared


def test_compared_by_company_at_publication(ds):
    groups = {group.key: group for group in ds.compare(2020, 2021, by="company").groups}
    assert groups["tencent"].added >= 1
    assert groups["goto"].before == 0
    assert sum(group.before + group.uncertain for group in groups.values()) > 0


@pytest.mark.parametrize("years", [(2020, 2021), (2021, 2020), (2015, 2023), (2019, 2019)])
def test_compared_by_economy_every_market_is_counted_once(ds, years):
    comparison = ds.compare(*years)
    grouped = ds.compare(*years, by="economy")
    assert grouped.comparison == comparison
    assert sum(group.before for group in grouped.groups) == sum(
        change.before is not None
        for name in ("removed", "continued", "unaccounted")
        for change in getattr(comparison, name)
    )
    assert sum(group.after for group in grouped.groups) == sum(
        change.after is not None
        for name in ("added", "continued", "unaccounted")
        for change in getattr(comparison, name)
    )
    for group in grouped.groups:
        assert group.change == group.after - group.before
        assert group.uncertain == 0
    for name in ("added", "removed", "unaccounted"):
        assert sum(getattr(group, name) for group in grouped.groups) == len(
            getattr(comparison, name)
        )


def test_a_grouped_comparison_prints(ds):
    grouped = ds.compare(2020, 2021, by="economy", kind="physical")
    assert repr(grouped).startswith("<2020 → 2021 by economy>")
    assert grouped.to_markdown().startswith("| economy | before | after | change |")
    assert "<th>economy</th>" in grouped._repr_html_()
    assert grouped.to_dicts()[0].keys() == {
        "economy",
        "before",
        "after",
        "added",
        "removed",
        "unaccounted",
        "uncertain",
        "change",
    }
    assert nm.GroupedComparison is type(grouped)
