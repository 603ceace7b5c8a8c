# SPDX-License-Identifier: MIT
"""Whatever is asked of a dataset, in whatever order: it answers as an untouched one does.

Every question goes to a dataset that has answered others before, and to a fresh one of the same
records. What was answered is asked again later, of copies and of what was written and read again.
"""

import copy
import pickle
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from notorious_markets import frames, strategies
from notorious_markets.datapackage.package import read_package, write_package
from notorious_markets.dataset import Dataset
from notorious_markets.errors import NotoriousMarketsError
from notorious_markets.records.companies import Company, Holding, Ownership, Ticker
from notorious_markets.records.trade import Origin, SeizureLine, WatchListEntry, WatchListYear
from notorious_markets.records.vocabulary import Held, Kind, Presence, Relation
from notorious_markets.screening.blocklists import FORMATS

CITED = {"sources": ("made-up",)}
DAYS = st.none() | st.dates(date(2008, 1, 1), date(2018, 1, 1)) | st.just(date.min)
SECTIONS = st.none() | st.sampled_from(Kind)


@st.composite
def filters(draw, dataset):
    """What `where` can be asked for, all of it there."""
    values = {
        "edition": st.sampled_from(list(dataset.editions)),
        "years": st.tuples(st.integers(2009, 2012), st.integers(2012, 2015)),
        "kind": st.sampled_from(Kind),
        "concern": st.sampled_from(["piracy", "counterfeiting"]),
        "economy": st.sampled_from(["CN", "IN", "AQ"]),
        "market": st.lists(st.sampled_from(list(dataset.markets))),
        "text": st.sampled_from(["market", "1", "ALIAS"]),
        "domain": st.sampled_from(["market0.example", "other.example"]),
        "company_ever": st.sampled_from(list(dataset.companies)),
    }
    names = draw(st.lists(st.sampled_from(list(values)), max_size=2, unique=True))
    return {name: draw(values[name]) for name in names}


@st.composite
def datasets(draw):
    """Datasets of `strategies`, with companies, seizures and watch lists added."""
    dataset = draw(strategies.datasets())
    markets, ids = list(dataset.markets), ["parent", "child", "grandchild"]
    start, end = draw(st.sampled_from([(None, None), ("2010", "2012-06"), ("2011-03-01", None)]))
    lines = draw(st.lists(st.integers(0, 9), min_size=1, max_size=3))
    contents = dataset._contents.replace(
        companies=[Company(id=id_, name=id_.title(), headquarters="CN", **CITED) for id_ in ids],
        tickers=[Ticker(company="parent", mic="XNYS", symbol="PRNT", **CITED)],
        ownership=[
            Ownership(
                market=draw(st.sampled_from(markets)),
                company=draw(st.sampled_from(ids)),
                relation=draw(st.sampled_from(list(Relation)[number > 1 :])),  # one owner at most
                number=number,
                start=start,
                end=end,
                **CITED,
            )
            for number in range(1, draw(st.integers(1, 3)) + 1)
        ],
        holdings=[
            Holding(
                subsidiary=below, company=above, relation="owns", number=1, start="2009", **CITED
            )
            for above, below in pairwise(ids)
            if draw(st.booleans())
        ],
        origins=[Origin(name="China", economy="CN", **CITED)],
        seizure_lines=[
            SeizureLine(
                fiscal_year=2019 + number,
                product="Shoes",
                conveyance="Express",
                origin="China",
                lines=count,
                msrp=count * 100,
                **CITED,
            )
            for number, count in enumerate(lines)
        ],
        watch_list_years=[
            WatchListYear(
                year=2015,
                priority_watch_list_complete=draw(st.booleans()),
                watch_list_complete=True,
                basis="made up",
                **CITED,
            )
        ],
        watch_lists=[WatchListEntry(year=2015, economy="CN", watch_list="watch-list", **CITED)],
    )
    return Dataset(dataset.release, contents)


class Questions(RuleBasedStateMachine):
    """The operations are questions; what they are asked of must not show that they were."""

    selections = Bundle("selections")

    @initialize(dataset=datasets(), target=selections)
    def begin(self, dataset):
        self.dataset = dataset
        self.contents = dataset._contents
        self.kept = pickle.dumps(self.contents)
        self.answered = []
        return dataset.listings

    def ask(self, question):
        """The answer, which is that of a fresh dataset and stays the same."""
        answer = question(self.dataset)
        assert question(self.fresh()) == answer
        self.answered.append((question, answer, repr(answer)))
        return answer

    def fresh(self):
        return Dataset(self.dataset.release, self.contents)

    @invariant()
    def the_records_are_as_they_were(self):
        if hasattr(self, "kept"):
            assert self.contents == pickle.loads(self.kept)
            assert self.dataset._contents == self.contents

    @rule(data=st.data())
    def what_was_answered_is_answered_again(self, data):
        if self.answered:
            question, answer, shown = data.draw(st.sampled_from(self.answered))
            assert question(self.dataset) == answer
            assert repr(answer) == shown

    # Listings

    @rule(data=st.data(), target=selections)
    def where(self, data):
        chosen = data.draw(filters(self.dataset))
        return self.ask(lambda dataset: dataset.listings.where(**chosen))

    @rule(selection=selections, data=st.data())
    def filters_commute_with_each_other_and_with_sets(self, selection, data):
        one, other = (data.draw(filters(self.dataset)) for _ in range(2))
        both = selection.where(**one).where(**other)
        assert both == selection.where(**other).where(**one)
        assert both == selection & self.dataset.listings.where(**one).where(**other)

    @rule(one=selections, other=selections, target=selections)
    def sets(self, one, other):
        assert set(one | other) == set(one) | set(other)
        assert set(one & other) == set(one) & set(other)
        assert (one | other) - other == one - other
        assert (one - other) | (one & other) == one
        assert not (one & other) - one
        return one | other

    @rule(selection=selections, key=st.sampled_from(["edition", "kind", "economy", "concern"]))
    def groups_hold_what_is_counted(self, selection, key):
        groups = selection.group_by(key)
        assert {value: len(group) for value, group in groups.items()} == selection.count_by(key)
        assert {item for group in groups.values() for item in group} == set(selection)

    # Through the editions

    @rule(data=st.data())
    def presence_is_what_the_evidence_says(self, data):
        market = data.draw(st.sampled_from(list(self.dataset.markets)))
        year = data.draw(st.sampled_from(list(self.dataset.editions)))
        evidence = self.ask(lambda dataset: dataset.evidence(market, year))
        assert evidence.presence is self.ask(lambda dataset: dataset.presence(market, year))
        assert bool(evidence.sources) == (evidence.presence is not Presence.UNKNOWN)
        listed = any(market in item.markets for item in self.dataset.listings.where(edition=year))
        assert listed == (evidence.presence is Presence.LISTED)

    @rule(data=st.data())
    def comparisons_agree_with_histories(self, data):
        years = st.sampled_from(list(self.dataset.editions))
        before, after = data.draw(years), data.draw(years)
        chosen = data.draw(filters(self.dataset))
        comparison = self.ask(lambda dataset: dataset.compare(before, after, **chosen))
        groups = {
            "added": (Presence.NOT_LISTED, Presence.LISTED),
            "removed": (Presence.LISTED, Presence.NOT_LISTED),
            "continued": (Presence.LISTED, Presence.LISTED),
            "possibly_added": (Presence.UNKNOWN, Presence.LISTED),
            "possibly_removed": (Presence.LISTED, Presence.UNKNOWN),
        }
        for group, expected in groups.items():
            for change in getattr(comparison, group):
                presences = self.ask(lambda ds, id_=change.market: ds.history(id_)).presences
                assert (presences[before], presences[after]) == expected
        mirrored = self.ask(lambda dataset: dataset.compare(after, before, **chosen))
        for one, other in (("added", "removed"), ("continued", "continued")):
            assert {change.mirror() for change in getattr(comparison, one)} == set(
                getattr(mirrored, other)
            )

    @rule(data=st.data())
    def turnover_counts_what_comparisons_hold(self, data):
        chosen = data.draw(SECTIONS)
        for turnover in self.ask(lambda dataset: dataset.turnover(kind=chosen)):
            comparison = self.dataset.compare(turnover.previous, turnover.edition, kind=chosen)
            for group in ("added", "removed", "continued", "possibly_added", "possibly_removed"):
                assert getattr(turnover, group) == len(getattr(comparison, group))

    @rule(data=st.data())
    def survival_rests_on_the_spells_of_histories(self, data):
        chosen = data.draw(filters(self.dataset))
        histories = self.ask(lambda dataset: dataset.histories(**chosen))
        survival = self.ask(lambda dataset: dataset.survival(**chosen))
        spells = [spell for history in histories.values() for spell in history.spells]
        assert survival.spells == sum(spell.start_proved for spell in spells)
        assert survival.left_censored == sum(not spell.start_proved for spell in spells)
        assert sum(step.ended for step in survival.steps) == sum(
            spell.start_proved and spell.end_proved for spell in spells
        )

    @rule(kind=SECTIONS)
    def the_panel_holds_the_presences(self, kind):
        for row in self.ask(lambda dataset: frames.panel(dataset, kind)):
            assert row.presence is self.dataset.presence(row.market, row.edition)

    @rule()
    def coverage_counts_the_listings(self):
        for coverage in self.ask(lambda dataset: dataset.coverage()):
            for section in coverage:
                found = self.dataset.listings.where(edition=coverage.edition, kind=section.kind)
                assert section.recorded == len(found)

    # Screening

    @rule(kind=SECTIONS, day=DAYS)
    def screening_finds_the_domains_it_exports(self, kind, day):
        screener = self.dataset.screener(kind=kind, on=day)
        assert screener.domains == self.fresh().screener(kind=kind, on=day).domains
        for domain in screener.domains:
            found = self.ask(lambda ds, text=domain: ds.screen(text, "host", on=day))
            assert {match.domain for match in found} >= {domain}
            assert set(screener.match_host(f"www.{domain}")) <= set(found)

    @rule(format_=st.sampled_from(list(FORMATS)))
    def a_blocklist_names_every_domain(self, format_):
        text = self.ask(lambda dataset: dataset.export_blocklist(format_, former=True))
        assert all(domain in text for domain in self.dataset.screener().domains)

    @rule(data=st.data())
    def a_name_leads_to_its_market(self, data):
        market = self.dataset.markets[data.draw(st.sampled_from(list(self.dataset.markets)))]
        name = data.draw(st.sampled_from([market.id, market.name, *market.aliases]))
        assert self.ask(lambda dataset: dataset.market(name)) == market
        assert market in self.ask(lambda dataset: dataset.find(name))

    # Companies and trade

    @rule(day=DAYS, transitive=st.booleans())
    def companies_and_markets_find_each_other(self, day, transitive):
        def pairs_of(dataset):
            return {
                (item.id, market, item.held)
                for market in dataset.markets
                for item in dataset.companies_of(market, day, transitive=transitive)
            }

        assert self.ask(pairs_of) == {
            (company, item.id, item.held)
            for company in self.dataset.companies
            for item in self.dataset.markets_of(company, day, transitive=transitive)
        }

    @rule(company=st.sampled_from(["parent", "child", "grandchild"]))
    def what_is_uncertain_is_not_certain(self, company):
        found = self.ask(lambda dataset: dataset.listings.where(company=company))
        assert set(found.uncertain) <= set(found) <= set(self.dataset.listings)
        held = self.dataset._known.chains.held
        for item in found:
            day = self.dataset.editions[item.edition].published
            sure = any(held(company, market, day) is Held.YES for market in item.markets)
            assert sure == (item not in found.uncertain)

    @rule(code=st.sampled_from(["CN", "IN", "AQ"]))
    def an_economy_is_what_its_parts_are(self, code):
        profile = self.ask(lambda dataset: dataset.economy(code))
        assert profile.listings == self.dataset.listings.where(economy=code)
        assert profile.listed == self.dataset.edition_counts(code)
        assert profile.watch_list == self.dataset.watch_list(code)

    @rule(dimension=st.sampled_from(["fiscal_year", "product", "conveyance", "origin"]))
    def sums_add_up_to_the_whole(self, dimension):
        sums = self.ask(lambda dataset: dataset.seizures.by(dimension))
        whole = self.ask(lambda dataset: dataset.seizures.total())
        assert sum(item.lines for item in sums) == whole.lines
        assert sum(item.msrp for item in sums) == whole.msrp

    # What does not change what is asked

    @rule(again=st.sampled_from([copy.copy, copy.deepcopy, pickle.dumps]))
    def go_on_with_a_copy(self, again):
        made = again(self.dataset)
        self.dataset = pickle.loads(made) if isinstance(made, bytes) else made

    @rule()
    def go_on_with_what_was_written(self):
        release = self.dataset.release
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "release")
            written = write_package(
                path, self.dataset._contents, version=release.version, created=release.created
            )
            read, contents = read_package(path)
        assert read == written
        assert contents == self.contents
        self.dataset = Dataset(release, contents)

    @rule(data=st.data())
    def what_does_not_exist_is_an_error_of_ours(self, data):
        junk = data.draw(
            st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.just([([],)])
        )
        ask = data.draw(
            st.sampled_from(
                [
                    lambda ds: ds.edition(junk),
                    lambda ds: ds.market(junk),
                    lambda ds: ds.company(junk),
                    lambda ds: ds.find(junk),
                    lambda ds: ds.economy(junk),
                    lambda ds: ds.history(junk),
                    lambda ds: ds.compare(junk, junk),
                    lambda ds: ds.screen(junk),
                    lambda ds: ds.screen("x", junk),
                    lambda ds: ds.screen("x", "name", similar=junk),
                    lambda ds: ds.screen("x", editions=junk),
                    lambda ds: ds.screen("x", on=junk),
                    lambda ds: ds.export_blocklist(junk),
                    lambda ds: ds.listings.where(edition=junk),
                    lambda ds: ds.listings.where(market=junk),
                    lambda ds: ds.listings.where(years=junk),
                    lambda ds: ds.listings.where(kind=junk),
                    lambda ds: ds.turnover(economy=junk),
                    lambda ds: ds.survival(domain=junk),
                    lambda ds: ds.seizures.by(junk),
                    lambda ds: ds.seizures.total(fiscal_year=junk),
                    lambda ds: ds.watch_list(junk),
                    lambda ds: ds.statements(junk),
                ]
            )
        )
        try:
            ask(self.dataset)
        except NotoriousMarketsError as error:
            note(str(error))


TestQuestions = Questions.TestCase
TestQuestions.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
