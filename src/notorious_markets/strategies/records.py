# SPDX-License-Identifier: MIT
"""Records of every table, made of what their fields accept."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from notorious_markets.records.companies import Company, Holding, Ownership, Statement, Ticker
from notorious_markets.records.editions import Absence, Edition, Listing, Market
from notorious_markets.records.sources import Source
from notorious_markets.records.trade import (
    TOTAL,
    Origin,
    SeizureLine,
    SeizureStatistic,
    WatchListEntry,
    WatchListYear,
)
from notorious_markets.records.vocabulary import Breakdown, Kind, Unit
from notorious_markets.strategies.fields import economies, percentages, texts, values_of

_R = TypeVar("_R")


def records_of(record: type[_R]) -> SearchStrategy[_R]:
    """Make records of a class: of any table of a release."""
    made: SearchStrategy[_R] = _record(record)
    return made


@st.composite
def _record(draw: DrawFn, record: type[Any]) -> Any:
    values = {field.name: draw(values_of(field)) for field in attrs.fields(record)}
    fit = _FITTED.get(record)
    if fit is not None:
        fit(draw, values)
    return record(**values)


# What fields ask of each other


def _fit_edition(draw: DrawFn, values: dict[str, Any]) -> None:
    year = values["year"]
    values["published"] = draw(st.dates(date(year, 1, 1), date(year + 1, 12, 31)))


def _fit_listing(draw: DrawFn, values: dict[str, Any]) -> None:
    values["covers"] = tuple(market for market in values["covers"] if market != values["market"])
    if values["category"].kind is Kind.PHYSICAL and values["economy"] is None:
        values["economy"] = draw(economies())


def _fit_interval(_: DrawFn, values: dict[str, Any]) -> None:
    start, end = values["start"], values["end"]
    if start is not None and end is not None:
        values["start"], values["end"] = min(start, end), max(start, end)


def _fit_statistic(draw: DrawFn, values: dict[str, Any]) -> None:
    measure, total = values["measure"], values["breakdown"] is Breakdown.TOTAL
    values["basis"] = measure.basis
    values["unit"] = draw(st.sampled_from((measure.unit, Unit.PERCENT)))
    values["item"] = TOTAL if total else draw(texts().filter(lambda item: item != TOTAL))
    if values["unit"] is Unit.PERCENT:
        values["value"] = draw(percentages())


_FITTED: Mapping[type[Any], Callable[[DrawFn, dict[str, Any]], None]] = MappingProxyType(
    {
        Edition: _fit_edition,
        Listing: _fit_listing,
        Ticker: _fit_interval,
        Ownership: _fit_interval,
        Holding: _fit_interval,
        SeizureStatistic: _fit_statistic,
    }
)


# By name


def sources() -> SearchStrategy[Source]:
    """Make sources."""
    return records_of(Source)


def editions() -> SearchStrategy[Edition]:
    """Make editions."""
    return records_of(Edition)


def markets() -> SearchStrategy[Market]:
    """Make markets."""
    return records_of(Market)


def listings() -> SearchStrategy[Listing]:
    """Make listings, of one market or of several."""
    return records_of(Listing)


def absences() -> SearchStrategy[Absence]:
    """Make evidence of absence."""
    return records_of(Absence)


def companies() -> SearchStrategy[Company]:
    """Make companies."""
    return records_of(Company)


def tickers() -> SearchStrategy[Ticker]:
    """Make securities of companies."""
    return records_of(Ticker)


def ownership() -> SearchStrategy[Ownership]:
    """Make relations of companies with markets."""
    return records_of(Ownership)


def holdings() -> SearchStrategy[Holding]:
    """Make relations of companies with each other."""
    return records_of(Holding)


def statements() -> SearchStrategy[Statement]:
    """Make statements about editions."""
    return records_of(Statement)


def seizure_statistics() -> SearchStrategy[SeizureStatistic]:
    """Make published seizure statistics."""
    return records_of(SeizureStatistic)


def origins() -> SearchStrategy[Origin]:
    """Make names of economies in the DHS table."""
    return records_of(Origin)


def seizure_lines() -> SearchStrategy[SeizureLine]:
    """Make rows of the DHS table."""
    return records_of(SeizureLine)


def watch_list_years() -> SearchStrategy[WatchListYear]:
    """Make coverage of Special 301 Reports."""
    return records_of(WatchListYear)


def watch_list_entries() -> SearchStrategy[WatchListEntry]:
    """Make economies on the lists of Special 301 Reports."""
    return records_of(WatchListEntry)
