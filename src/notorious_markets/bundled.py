# SPDX-License-Identifier: MIT
"""The releases that come with the package: which there are, loading, verifying, comparing."""

import threading
import types
from functools import cache, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, overload

from notorious_markets.datapackage.archive import ARCHIVE, ArchivedFolder
from notorious_markets.datapackage.files import InstalledFolder
from notorious_markets.datapackage.package import located, read_package, read_table
from notorious_markets.dataset import COMPANIES, TRADE, Dataset
from notorious_markets.editions.comparison import Comparison
from notorious_markets.editions.filters import Filters
from notorious_markets.errors import IntegrityError, UnknownValueError
from notorious_markets.records.contents import Contents
from notorious_markets.records.editions import Release

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from notorious_markets.datapackage.comparison import ReleaseComparison
    from notorious_markets.editions.grouped import GroupedComparison
    from notorious_markets.screening.blocklists import Restrictions


_GROUPS = types.MappingProxyType(
    {
        COMPANIES: ("companies", "tickers", "ownership", "holdings", "statements"),
        TRADE: ("seizures", "origins", "seizure_lines", "watch_list_years", "watch_lists"),
    }
)

LATER = frozenset(table for tables in _GROUPS.values() for table in tables)
"""The tables of a bundled release that are read when they are first needed."""


def releases() -> tuple[str, ...]:
    """The versions of the releases that come with the package, oldest first."""
    names = [folder.name for folder in _data().iterdir() if folder.is_dir()]
    return tuple(sorted((name for name in names if name[:1].isdigit()), key=_version_key))


def load(release: str | PathLike[str] | None = None) -> Dataset:
    """Load a release.

    A release that comes with the package is read once a process, whatever the number of threads.
    Of its tables of companies and of trade statistics only the checksums are checked then; they are
    read, and checked in full, when they are first needed.

    Args:
        release: A version such as ``"2026.11"``, the folder of a Data Package, or `None` for the
            newest release that comes with the package.

    Raises:
        UnknownValueError: There is no such release.
        IntegrityError: The package is damaged or contradicts itself.
    """
    if isinstance(release, PathLike):
        return Dataset(*read_package(Path(release)))
    version = release if release is not None else releases()[-1]
    if version not in releases():
        if isinstance(version, str) and version and _is_folder(version):
            return Dataset(*read_package(Path(version)))
        raise UnknownValueError("release", version, releases())
    with _LOADING:
        return _bundled(version)


@overload
def compare(
    before: int, after: int, *, by: None = None, **filters: Unpack[Filters]
) -> Comparison: ...
@overload
def compare(
    before: int, after: int, *, by: str, **filters: Unpack[Filters]
) -> "GroupedComparison": ...
def compare(
    before: int, after: int, *, by: str | None = None, **filters: Unpack[Filters]
) -> "Comparison | GroupedComparison":
    """Two editions against each other, as the newest release has them: see `Dataset.compare`."""
    if by is None:
        return load().compare(before, after, **filters)
    return load().compare(before, after, by=by, **filters)


def compare_releases(before: str, after: str) -> "ReleaseComparison":
    """Two releases that come with the package against each other, field by field.

    Raises:
        UnknownValueError: There is no such release.
    """
    from notorious_markets.datapackage.comparison import compare_contents

    for version in (before, after):
        if version not in releases():
            raise UnknownValueError("release", version, releases())
    old, new = (read_package(_folder(version))[1] for version in (before, after))
    return compare_contents(before, after, (old, new))


def export_blocklist(
    format: str = "domains",  # noqa: A002 (the usual word)
    release: str | PathLike[str] | None = None,
    *,
    former: bool = False,
    **restrictions: Unpack["Restrictions"],
) -> str:
    """Return the listed domains of a release for other tools: see `Dataset.export_blocklist`."""
    return load(release).export_blocklist(format, former=former, **restrictions)


def verify(release: str | PathLike[str] | None = None) -> None:
    """Read a release from disk again and check all of it: files, SHA-256, rows, references.

    Args:
        release: As in `load`.

    Raises:
        UnknownValueError: There is no such release.
        IntegrityError: Something is wrong; the message names the table and the line.
    """
    if isinstance(release, str) and release in releases():
        read_package(_folder(release))
    elif release is None:
        read_package(_folder(releases()[-1]))
    else:
        load(release)


_LOADING = threading.Lock()


@cache
def _bundled(version: str) -> Dataset:
    """A bundled release; its tables of the groups below are read when they are first needed."""
    return Dataset(*_first(version), partial(_read_group, version))


@cache
def _first(version: str) -> tuple[Release, Contents]:
    return read_package(_folder(version), LATER)


def _read_group(version: str, group: str) -> Contents:
    with _LOADING:
        return _group(version, group)


@cache
def _group(version: str, group: str) -> Contents:
    """What every question needs, and the tables of a group."""
    release, contents = _first(version)
    folder = _folder(version)
    tables = {
        file.name: read_table(folder, file)
        for file in release.tables
        if file.name in _GROUPS[group]
    }
    try:
        return contents.extended(tables)
    except IntegrityError as error:
        raise located(error, tables) from None


def _folder(version: str) -> InstalledFolder | ArchivedFolder:
    """The folder of a release; where there is an archive, it holds all but the newest."""
    data = _data()
    if data.joinpath(ARCHIVE).is_file() and version != releases()[-1]:
        return ArchivedFolder(InstalledFolder(data), version)
    return InstalledFolder(data / version)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:  # it is too long for a path, or lies where nothing may be seen
        return False


def _data() -> "Path | Traversable":
    folder = Path(__file__).with_name("data")
    if folder.is_dir():
        return folder
    from importlib.resources import files  # from inside an archive; dear to import otherwise

    return files("notorious_markets") / "data"


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
