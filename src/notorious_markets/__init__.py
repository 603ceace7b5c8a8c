# SPDX-License-Identifier: MIT
"""The Notorious Markets List as typed, sourced, versioned records.

>>> import notorious_markets as nm
>>> ds = nm.load()
>>> ds.compare(2020, 2021, kind="online")

Importing the package costs next to nothing: every name is resolved when it is first used.
"""

TYPE_CHECKING = False  # what type checkers take for true; importing typing costs more

if TYPE_CHECKING:
    from notorious_markets.comparison import Change as Change
    from notorious_markets.comparison import Comparison as Comparison
    from notorious_markets.dataset import Dataset as Dataset
    from notorious_markets.dataset import load as load
    from notorious_markets.dataset import releases as releases
    from notorious_markets.dataset import verify as verify
    from notorious_markets.errors import AmbiguousNameError as AmbiguousNameError
    from notorious_markets.errors import IntegrityError as IntegrityError
    from notorious_markets.errors import InvalidArgumentError as InvalidArgumentError
    from notorious_markets.errors import InvalidRecordError as InvalidRecordError
    from notorious_markets.errors import NotoriousMarketsError as NotoriousMarketsError
    from notorious_markets.errors import UnknownValueError as UnknownValueError
    from notorious_markets.history import History as History
    from notorious_markets.history import Spell as Spell
    from notorious_markets.history import Turnover as Turnover
    from notorious_markets.listings import Listings as Listings
    from notorious_markets.presence import Coverage as Coverage
    from notorious_markets.presence import Evidence as Evidence
    from notorious_markets.presence import SectionCoverage as SectionCoverage
    from notorious_markets.records import Absence as Absence
    from notorious_markets.records import Edition as Edition
    from notorious_markets.records import Listing as Listing
    from notorious_markets.records import Market as Market
    from notorious_markets.records import Release as Release
    from notorious_markets.records import Source as Source
    from notorious_markets.records import TableFile as TableFile
    from notorious_markets.vocabulary import AbsenceBasis as AbsenceBasis
    from notorious_markets.vocabulary import Category as Category
    from notorious_markets.vocabulary import Concern as Concern
    from notorious_markets.vocabulary import Kind as Kind
    from notorious_markets.vocabulary import Presence as Presence
    from notorious_markets.vocabulary import SourceKind as SourceKind

_HOMES = {
    "comparison": "Change Comparison",
    "dataset": "Dataset load releases verify",
    "errors": (
        "AmbiguousNameError IntegrityError InvalidArgumentError InvalidRecordError "
        "NotoriousMarketsError UnknownValueError"
    ),
    "history": "History Spell Turnover",
    "listings": "Listings",
    "presence": "Coverage Evidence SectionCoverage",
    "records": "Absence Edition Listing Market Release Source TableFile",
    "vocabulary": "AbsenceBasis Category Concern Kind Presence SourceKind",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("notorious-markets")
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value  # the next look-up does not come here
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
