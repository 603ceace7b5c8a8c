# SPDX-License-Identifier: MIT
"""The Notorious Markets List as typed, sourced, versioned records.

>>> import notorious_markets as nm
>>> ds = nm.load()
>>> [change.name for change in ds.compare(2020, 2021, kind="online").relisted]
['IndiaMART', 'Libgen']

Importing the package costs next to nothing: every name is resolved when it is first used.
"""

TYPE_CHECKING = False  # what type checkers take for true; importing typing costs more

if TYPE_CHECKING:
    from notorious_markets import frames as frames
    from notorious_markets import plots as plots
    from notorious_markets.bundled import compare as compare
    from notorious_markets.bundled import compare_releases as compare_releases
    from notorious_markets.bundled import export_blocklist as export_blocklist
    from notorious_markets.bundled import load as load
    from notorious_markets.bundled import releases as releases
    from notorious_markets.bundled import verify as verify
    from notorious_markets.companies.chains import Chain as Chain
    from notorious_markets.companies.connected import Connected as Connected
    from notorious_markets.datapackage.comparison import CellChange as CellChange
    from notorious_markets.datapackage.comparison import ReleaseComparison as ReleaseComparison
    from notorious_markets.datapackage.comparison import TableChange as TableChange
    from notorious_markets.dataset import Dataset as Dataset
    from notorious_markets.economy import EconomyProfile as EconomyProfile
    from notorious_markets.editions.comparison import Change as Change
    from notorious_markets.editions.comparison import Comparison as Comparison
    from notorious_markets.editions.grouped import GroupChange as GroupChange
    from notorious_markets.editions.grouped import GroupedComparison as GroupedComparison
    from notorious_markets.editions.history import History as History
    from notorious_markets.editions.history import Spell as Spell
    from notorious_markets.editions.history import Turnover as Turnover
    from notorious_markets.editions.listings import Listings as Listings
    from notorious_markets.editions.presence import Coverage as Coverage
    from notorious_markets.editions.presence import Evidence as Evidence
    from notorious_markets.editions.presence import SectionCoverage as SectionCoverage
    from notorious_markets.editions.survival import Survival as Survival
    from notorious_markets.editions.survival import SurvivalStep as SurvivalStep
    from notorious_markets.errors import AmbiguousNameError as AmbiguousNameError
    from notorious_markets.errors import IntegrityError as IntegrityError
    from notorious_markets.errors import InvalidArgumentError as InvalidArgumentError
    from notorious_markets.errors import InvalidRecordError as InvalidRecordError
    from notorious_markets.errors import MissingDependencyError as MissingDependencyError
    from notorious_markets.errors import MissingTableError as MissingTableError
    from notorious_markets.errors import NotoriousMarketsError as NotoriousMarketsError
    from notorious_markets.errors import UnknownValueError as UnknownValueError
    from notorious_markets.records.companies import Company as Company
    from notorious_markets.records.companies import Holding as Holding
    from notorious_markets.records.companies import Ownership as Ownership
    from notorious_markets.records.companies import Statement as Statement
    from notorious_markets.records.companies import Ticker as Ticker
    from notorious_markets.records.editions import Absence as Absence
    from notorious_markets.records.editions import Edition as Edition
    from notorious_markets.records.editions import Listing as Listing
    from notorious_markets.records.editions import Market as Market
    from notorious_markets.records.fiscal_years import FiscalYear as FiscalYear
    from notorious_markets.records.plain import to_plain as to_plain
    from notorious_markets.records.release import Release as Release
    from notorious_markets.records.release import TableFile as TableFile
    from notorious_markets.records.sources import Source as Source
    from notorious_markets.records.trade import Origin as Origin
    from notorious_markets.records.trade import SeizureLine as SeizureLine
    from notorious_markets.records.trade import SeizureStatistic as SeizureStatistic
    from notorious_markets.records.trade import WatchListEntry as WatchListEntry
    from notorious_markets.records.trade import WatchListYear as WatchListYear
    from notorious_markets.records.vocabulary import AbsenceBasis as AbsenceBasis
    from notorious_markets.records.vocabulary import Basis as Basis
    from notorious_markets.records.vocabulary import Breakdown as Breakdown
    from notorious_markets.records.vocabulary import Category as Category
    from notorious_markets.records.vocabulary import Concern as Concern
    from notorious_markets.records.vocabulary import Held as Held
    from notorious_markets.records.vocabulary import Kind as Kind
    from notorious_markets.records.vocabulary import Measure as Measure
    from notorious_markets.records.vocabulary import Presence as Presence
    from notorious_markets.records.vocabulary import Relation as Relation
    from notorious_markets.records.vocabulary import Role as Role
    from notorious_markets.records.vocabulary import SourceKind as SourceKind
    from notorious_markets.records.vocabulary import Stance as Stance
    from notorious_markets.records.vocabulary import StatisticStatus as StatisticStatus
    from notorious_markets.records.vocabulary import Unit as Unit
    from notorious_markets.records.vocabulary import WatchList as WatchList
    from notorious_markets.screening.matches import Match as Match
    from notorious_markets.screening.screener import Screener as Screener
    from notorious_markets.text.index import Index as Index
    from notorious_markets.trade.dhs_totals import Total as Total
    from notorious_markets.trade.dhs_totals import Totals as Totals
    from notorious_markets.trade.figures import Disagreement as Disagreement
    from notorious_markets.trade.figures import Figure as Figure
    from notorious_markets.trade.figures import Growth as Growth
    from notorious_markets.trade.seizures import Seizures as Seizures

__version__: str

_HOMES = {
    "editions.comparison": "Change Comparison",
    "records.companies": "Company Holding Ownership Statement Ticker",
    "companies.connected": "Connected",
    "dataset": "Dataset",
    "economy": "EconomyProfile",
    "errors": (
        "AmbiguousNameError IntegrityError InvalidArgumentError "
        "InvalidRecordError MissingDependencyError MissingTableError NotoriousMarketsError "
        "UnknownValueError"
    ),
    "trade.figures": "Disagreement Figure Growth",
    "records.fiscal_years": "FiscalYear",
    "editions.grouped": "GroupChange GroupedComparison",
    "editions.history": "History Spell Turnover",
    "text.index": "Index",
    "editions.listings": "Listings",
    "editions.presence": "Coverage Evidence SectionCoverage",
    "records.editions": "Absence Edition Listing Market",
    "records.release": "Release TableFile",
    "records.sources": "Source",
    "records.plain": "to_plain",
    "companies.chains": "Chain",
    "datapackage.comparison": "CellChange ReleaseComparison TableChange",
    "bundled": "compare compare_releases export_blocklist load releases verify",
    "screening.matches": "Match",
    "screening.screener": "Screener",
    "trade.seizures": "Seizures",
    "editions.survival": "Survival SurvivalStep",
    "trade.dhs_totals": "Total Totals",
    "records.trade": "Origin SeizureLine SeizureStatistic WatchListEntry WatchListYear",
    "records.vocabulary": (
        "AbsenceBasis Basis Breakdown Category Concern Held Kind Measure "
        "Presence Relation Role SourceKind Stance StatisticStatus Unit WatchList"
    ),
}
_EXTRAS = {"frames": "for data frames", "plots": "for pictures"}  # what each is needed for
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # pyright: ignore[reportUnsupportedDunderAll]


if not TYPE_CHECKING:  # otherwise every name would exist for type checkers

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import version  # longer to import than the package

            return version("notorious-markets")
        if name in _EXTRAS:
            return _extra(name)
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

        value = getattr(_module(_HOME_OF[name]), name)
        globals()[name] = value  # the next look-up does not come here
        return value


def _module(name: str) -> object:
    """Import a module of the package when a name in it is first used."""
    from importlib import import_module  # at the top, it would be most of what importing costs

    return import_module(f"{__name__}.{name}")


def _extra(name: str) -> object:
    """Import a part of the package that needs what the extra of the same name installs."""
    try:
        return _module(name)
    except ModuleNotFoundError as error:
        from notorious_markets.errors import MissingDependencyError  # only where one is missing

        package, _, _ = str(error.name).partition(".")
        raise MissingDependencyError(package, name, _EXTRAS[name]) from None


def __dir__() -> list[str]:
    return [*__all__, "__version__", *_EXTRAS]
