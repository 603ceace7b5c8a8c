# SPDX-License-Identifier: MIT
"""Hypothesis strategies for every record and for whole datasets (extra ``hypothesis``).

>>> from hypothesis import given
>>> from notorious_markets import strategies
>>> @given(strategies.datasets())
... def test_my_report(ds): ...

A strategy for a record is made of the kinds of its fields, so that a new field or table has one.
The room may use every other but ``cli``, ``frames`` and ``plots``.
"""

from notorious_markets.strategies.fields import (
    domains,
    economies,
    fiscal_years,
    ids,
    partial_dates,
    texts,
)
from notorious_markets.strategies.records import (
    absences,
    companies,
    editions,
    holdings,
    listings,
    markets,
    origins,
    ownership,
    records_of,
    seizure_lines,
    seizure_statistics,
    sources,
    statements,
    tickers,
    watch_list_entries,
    watch_list_years,
)
from notorious_markets.strategies.releases import contents, datasets

__all__ = [
    "absences",
    "companies",
    "contents",
    "datasets",
    "domains",
    "economies",
    "editions",
    "fiscal_years",
    "holdings",
    "ids",
    "listings",
    "markets",
    "origins",
    "ownership",
    "partial_dates",
    "records_of",
    "seizure_lines",
    "seizure_statistics",
    "sources",
    "statements",
    "texts",
    "tickers",
    "watch_list_entries",
    "watch_list_years",
]
