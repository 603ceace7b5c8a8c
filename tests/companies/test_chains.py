# SPDX-License-Identifier: MIT
"""Who stood behind a market on a day, through chains of companies."""

from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notorious_markets.companies.chains import ChainIndex
from notorious_markets.companies.connected import Connected
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.companies import Holding, Ownership
from notorious_markets.records.dates import earliest, latest
from notorious_markets.records.editions import Market
from notorious_markets.records.vocabulary import Held, Presence, Relation

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
    return ChainIndex(ownership, holdings, lambda: {"s": date(2020, 3, 1)}), ownership, holdings


@given(relations(), st.none() | DAYS)
def test_above_and_below_see_the_same_chains(example, on):
    found, *_ = example
    for transitive in (False, True):
        above = {chain for m in MARKETS for chain in found.above(m, on, transitive=transitive)}
        below = {chain for c in COMPANIES for chain in found.below(c, on, transitive=transitive)}
        assert above == below


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
                ChainIndex([], [], lambda: {"s": date(2020, 3, 1)})._interval(link).held(on)
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


def test_chains_stand_in_a_fixed_order_and_an_unknown_start_comes_first():
    def owned(**facts):
        common = {"market": "m0", "company": "c0", "relation": "owns", "sources": ("s",)}
        return Ownership(**{**common, **facts})

    direct = [
        owned(number=2),
        owned(number=1, start="2019", end="2020"),
        owned(number=3, start="2021"),
        owned(number=1, company="c1"),
        owned(number=1, relation="controls"),
        owned(number=1, company="c1", relation="operates"),
        owned(number=1, relation="minority-stake"),
    ]
    holding = Holding(subsidiary="c1", company="c2", relation="owns", number=1, sources=("s",))
    found = ChainIndex(direct[::-1], [holding])
    chains = found.above("m0", transitive=True)
    assert [chain.ownership for chain in chains if not chain.holdings] == direct
    assert [chain.ownership for chain in chains[len(direct) :]] == [direct[3], direct[5]]
    other = [owned(number=1, market=market) for market in ("m1", "m0", "m2")]
    assert [chain.market for chain in ChainIndex(other, []).below("c0", transitive=False)] == [
        "m0",
        "m1",
        "m2",
    ]


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
    assert groups["tencent"].added == 1
    assert groups["goto"].before == 0
    # Nothing shows who owned Taobao and AliExpress after the last source: that is no fall.
    later = {group.key: group for group in ds.compare(2021, 2022, by="company").groups}
    alibaba = later["alibaba-group"]
    assert (alibaba.before, alibaba.removed, alibaba.change, alibaba.unknown) == (2, 0, 0, 2)


def membership(ds, key, by, market, year):
    """Whether a market is in a group's part of an edition: presence and ownership together."""
    presence = ds.presence(market, year)
    held = Held.YES
    if by == "company":
        held = ds._known.chains.held(key, market, ds.edition(year).published)
    if presence is Presence.NOT_LISTED or held is Held.NO:
        return Held.NO
    return Held.YES if (presence, held) == (Presence.LISTED, Held.YES) else Held.UNKNOWN


@pytest.mark.parametrize("years", [(2020, 2021), (2021, 2020), (2015, 2023), (2019, 2019)])
def test_companies_count_presence_and_ownership_together(ds, years):
    grouped = ds.compare(*years, by="company")
    for group in grouped.groups:
        if group.key is None:
            continue
        sides = [
            tuple(membership(ds, group.key, "company", market, year) for year in years)
            for market in ds.markets
        ]
        listed = [
            side
            for market, side in zip(ds.markets, sides, strict=True)
            if any(ds.presence(market, year) is Presence.LISTED for year in years)
        ]
        assert group.before == sum(before is Held.YES for before, _ in listed)
        assert group.after == sum(after is Held.YES for _, after in listed)
        assert group.added == listed.count((Held.NO, Held.YES))
        assert group.removed == listed.count((Held.YES, Held.NO))
        assert group.change == group.added - group.removed


@pytest.mark.parametrize("years", [(2020, 2021), (2021, 2020), (2018, 2019), (2024, 2025)])
def test_economies_change_only_by_what_is_proved(ds, years):
    comparison = ds.compare(*years)
    grouped = ds.compare(*years, by="economy")
    assert grouped.comparison == comparison
    total = {
        name: sum(getattr(group, name) for group in grouped.groups)
        for name in ("before", "after", "added", "removed", "unknown")
    }
    moved = sum(
        None not in (change.before.economy, change.after.economy)
        and change.before.economy != change.after.economy
        for change in comparison.continued
    )
    assert total["added"] == len(comparison.added) + moved
    assert total["removed"] == len(comparison.removed) + moved
    assert total["unknown"] == len(comparison.unaccounted)
    stayed = len(comparison.continued)
    assert total["before"] == stayed + len(comparison.removed) + len(comparison.possibly_removed)
    assert total["after"] == stayed + len(comparison.added) + len(comparison.possibly_added)


def test_an_economy_that_one_edition_names_is_that_of_both(ds):
    china = {
        group.key: group for group in ds.compare(2018, 2019, by="economy", kind="online").groups
    }
    assert (china["CN"].before, china["CN"].after, china["CN"].change) == (2, 2, 0)


def test_a_filter_by_company_says_what_is_uncertain(ds):
    comparison = ds.compare(2021, 2022, company="alibaba-group")
    assert comparison.uncertain == ("aliexpress", "taobao")
    assert "Of uncertain ownership: aliexpress, taobao" in comparison.summary()
    assert ds.compare(2021, 2022).uncertain == ()
    with pytest.raises(InvalidArgumentError, match="company_ever"):
        ds.turnover(company="alibaba-group")
    assert ds.turnover(company_ever="alibaba-group")


def test_values_given_once_are_read_as_often_as_needed(ds):
    once = ds.listings.where(company=(name for name in ["alibaba-group"]))
    assert once.uncertain == ds.listings.where(company="alibaba-group").uncertain
    online = ds.compare(2020, 2021, kind=(kind for kind in ["online"]))
    assert online == ds.compare(2020, 2021, kind="online")


@given(relations())
def test_without_a_day_links_must_have_met(example):
    found, *_ = example
    for company in COMPANIES:
        for chain in found.below(company, transitive=True):
            links = (*chain.holdings, chain.ownership)
            starts = [earliest(link.start) for link in links if link.start]
            ends = [latest(link.end) for link in links if link.end]
            assert not starts or not ends or max(starts) < min(ends)


@pytest.mark.parametrize(
    ("held", "owned", "met"),
    [
        ((None, "2018"), ("2019", None), False),
        (("2020", None), (None, "2018"), False),
        (("2017", "2018"), ("2019", "2020"), False),
        (("2017", "2020"), ("2019", "2021"), True),
        ((None, None), ("2019", "2021"), True),
    ],
)
def test_a_company_held_what_its_subsidiary_had_while_it_was_its_own(held, owned, met):
    holding = Holding(
        subsidiary="c1",
        company="c0",
        relation=Relation.OWNS,
        number=1,
        start=held[0],
        end=held[1],
        sources=("s",),
    )
    ownership = Ownership(
        market="m0",
        company="c1",
        relation=Relation.OWNS,
        number=1,
        start=owned[0],
        end=owned[1],
        sources=("s",),
    )
    found = ChainIndex([ownership], [holding])
    assert found.held("c1", "m0", None) is Held.YES
    assert found.held("c0", "m0", None) is (Held.YES if met else Held.NO)
    assert [chain.company for chain in found.above("m0", transitive=True)] == (
        ["c1", "c0"] if met else ["c1"]
    )
    assert [chain.company for chain in found.above("m0", transitive=False)] == ["c1"]


@given(relations(), DAYS)
def test_a_connection_says_share_way_years_and_doubt(example, on):
    found, *_ = example
    market = Market(id="m", name="M", kind="online", sources=["s"])
    for chain in [c for company in COMPANIES for c in found.below(company, on, transitive=True)]:
        owned = chain.ownership
        for share in (None, Decimal("99.6")):
            ownership = attrs.evolve(owned, share_percent=share)
            way = attrs.evolve(chain, ownership=ownership)
            shown = str(Connected(record=market, chain=way))
            words = ["M", f"({owned.relation}" + ("" if share is None else " 99.6%")]
            words += [f"through {holding.subsidiary}" for holding in chain.holdings]
            years = f"{owned.start or '?'} to {owned.end or '?'}"
            doubt = "; unknown on that day" if chain.held is Held.UNKNOWN else ""
            assert shown == f"{' '.join(words)}, {years}{doubt})"


def test_the_connections_of_a_market_print(ds):
    on = date(2015, 1, 1)
    assert [*map(str, ds.companies_of("sogou-mp3", on=on, transitive=True))] == [
        "Sohu (controls, 2004 to 2021)",
        "Sogou (operates, 2004 to ?; unknown on that day)",
        "Tencent (minority-stake 36.5%, 2013-09 to 2021)",
    ]


def test_long_chains_do_not_exhaust_the_stack():
    number = 3000
    links = [
        Holding(subsidiary=f"c{n + 1}", company=f"c{n}", relation="owns", number=1, sources=["s"])
        for n in range(number)
    ]
    owned = Ownership(market="m", company=f"c{number}", relation="owns", number=1, sources=["s"])
    (chain,) = ChainIndex([owned], links).below("c0", transitive=True)
    assert len(chain.holdings) == number


@pytest.mark.parametrize("on", ["2023-06-01", 2023, datetime(2023, 6, 1)])  # noqa: DTZ001
def test_a_day_is_a_date(ds, on):
    for ask in (ds.companies_of, ds.markets_of):
        with pytest.raises(InvalidArgumentError, match=r"must be a datetime\.date"):
            ask("tokopedia", on=on)


def test_a_grouped_comparison_prints(ds):
    grouped = ds.compare(2020, 2021, by="economy", kind="physical")
    assert repr(grouped).split("\n") == [
        "<2020 → 2021 by economy>",
        *(
            f"  {group.key or 'unknown'}: {group.before} → {group.after} "
            f"({group.added} added, {group.removed} removed, {group.unknown} unknown)"
            for group in grouped.groups
        ),
        *(f"  {section}" for section in grouped.comparison.sections()),
    ]
    assert "  PE: 2 → 0 (0 added, 1 removed, 1 unknown)\n  BR: 0 → 2 (0 added" in repr(grouped)
    assert any(group.removed != group.unknown for group in grouped.groups)
    assert f"<caption>{'; '.join(grouped.comparison.sections())}</caption>" in grouped._repr_html_()
    for text in (repr(grouped), grouped.to_markdown(), grouped._repr_html_()):
        assert "2021 physical: 16 recorded, 35 stated (partial)" in text
    first, second, empty, head, *_ = grouped.to_markdown().split("\n")
    assert ([first, second], empty) == ([f"- {s}" for s in grouped.comparison.sections()], "")
    assert head.startswith("| economy | before | after | change |")
    assert "<th>economy</th>" in grouped._repr_html_()
    keys = [(-abs(group.change), group.key is None, group.key or "") for group in grouped.groups]
    assert keys == sorted(keys)
    assert list(grouped.to_dicts()[0]) == [
        "economy",
        "before",
        "after",
        "change",
        "added",
        "removed",
        "unknown",
    ]


def test_markets_of_no_known_economy_are_counted_as_such(ds):
    grouped = ds.compare(2020, 2021, by="economy", kind="online")
    (group,) = [group for group in grouped.groups if group.key is None]
    assert f"\n| unknown | {group.before} | {group.after} |" in grouped.to_markdown()
    named = next(item for item in grouped.groups if item.key)
    assert f"\n| {named.key} | {named.before} | {named.after} |" in grouped.to_markdown()


def test_of_groups_with_the_same_change_the_unknown_one_comes_last(ds):
    groups = ds.compare(2018, 2025, by="economy").groups
    (unknown,) = [group for group in groups if group.key is None]
    same = [group.key for group in groups if abs(group.change) == abs(unknown.change)]
    assert len(same) > 1
    assert same == [*sorted(key for key in same if key), None]
