# SPDX-License-Identifier: MIT
"""Every question that a dataset answers, asked: no answer is an error that is not ours."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from notorious_markets import frames
from notorious_markets.dataset import Dataset
from notorious_markets.errors import NotoriousMarketsError
from notorious_markets.records.vocabulary import Measure, Presence
from notorious_markets.screening.blocklists import FORMATS
from notorious_markets.trade.dhs_totals import DIMENSIONS

_DAYS = (None, date.min, date(2020, 7, 1), date.max)


def ask_all(dataset: Dataset) -> None:
    """Ask everything, and hold the answers against each other."""
    for question in _questions(dataset):
        with contextlib.suppress(NotoriousMarketsError):
            question()
    for market in dataset.markets:
        history = dataset.history(market)
        for year in dataset.editions:
            evidence = dataset.evidence(market, year)
            assert evidence.presence is history.presences[year]
            assert bool(evidence.sources) == (evidence.presence is not Presence.UNKNOWN)
    screener = dataset.screener()
    for domain in screener.domains:
        found = screener.match_host(domain)
        assert found
        if "xn--" not in domain:
            assert dataset.screen(domain, "host") == found


def _questions(dataset: Dataset) -> Iterator[Callable[[], Any]]:
    yield from _of_editions(dataset)
    yield from _of_companies(dataset)
    yield from _of_trade(dataset)
    for format_ in FORMATS:
        yield lambda format_=format_: dataset.export_blocklist(format_)
    for market in dataset.markets.values():
        for name in (market.id, market.name, *market.aliases):
            yield lambda name=name: dataset.market(name)
            yield lambda name=name: dataset.find(name)
            yield lambda name=name: list(map(str, dataset.screen(name)))
        yield lambda market=market: str(dataset.history(market.id))
    for records in (
        dataset.listings,
        dataset.companies.values(),
        dataset.ownership,
        frames.panel(dataset),
    ):
        yield lambda records=records: frames.to_frame(records)
    yield lambda: dataset.listings.to_dicts()
    yield lambda: (repr(dataset.listings), dataset.listings._repr_html_())


def _of_editions(dataset: Dataset) -> Iterator[Callable[[], Any]]:
    years = list(dataset.editions)
    for pair in [*pairwise(years), *pairwise(reversed(years))]:
        yield lambda pair=pair: dataset.compare(*pair).to_markdown()
        yield lambda pair=pair: dataset.compare(*pair).to_dict()
        for by in ("company", "economy"):
            yield lambda pair=pair, by=by: dataset.compare(*pair, by=by).to_dicts()
    yield lambda: [item.retention for item in dataset.turnover()]
    yield lambda: str(dataset.survival())
    yield lambda: list(map(str, dataset.coverage()))
    for key in ("edition", "kind", "category", "concern", "economy", "locality", "market"):
        yield lambda key=key: dataset.listings.count_by(key)


def _of_companies(dataset: Dataset) -> Iterator[Callable[[], Any]]:
    yield lambda: dataset.statements()
    for day in _DAYS:
        for market in dataset.markets:
            yield lambda market=market, day=day: dataset.companies_of(market, day, transitive=True)
        for company in dataset.companies:
            yield lambda item=company, day=day: dataset.markets_of(item, day, transitive=True)
        yield lambda day=day: dataset.screener(on=day)
    for company in dataset.companies:
        yield lambda company=company: dataset.tickers(company)
        yield lambda company=company: dataset.listings.where(company=company).uncertain


def _of_trade(dataset: Dataset) -> Iterator[Callable[[], Any]]:
    economies = {company.headquarters for company in dataset.companies.values()} | {"CN", "HK"}
    for code in sorted(filter(None, economies)):
        yield lambda code=code: dataset.economy(code)
        yield lambda code=code: dataset.watch_list(code)
    for dimension in DIMENSIONS:
        yield lambda dimension=dimension: dataset.seizures.by(dimension).to_dicts()
    yield lambda: dataset.seizures.total()
    yield lambda: frames.to_frame(dataset.seizures.statistics)
    yield lambda: frames.to_frame(dataset.seizures.lines)
    yield lambda: [line.fiscal_year.first for line in dataset.seizures.lines]
    yield lambda: list(map(str, dataset.seizures.disagreements()))
    yield lambda: dataset.seizures.shares("CN+HK", fiscal_year=2020)
    for measure in Measure:
        for source in ("published", "lines"):
            for unit in (None, "percent"):
                yield lambda measure=measure, source=source, unit=unit: dataset.seizures.growth(
                    measure=measure, unit=unit, source=source
                )
