# SPDX-License-Identifier: MIT
"""The releases that come with the package: which there are, loading, verifying, comparing."""

import threading
from functools import cache, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, overload

from notorious_markets.datapackage.files import ARCHIVE, Folder, InstalledFolder
from notorious_markets.datapackage.package import Package, open_package, read_package, read_pins
from notorious_markets.dataset import Dataset
from notorious_markets.editions.comparison import Comparison
from notorious_markets.editions.filters import Filters
from notorious_markets.errors import UnknownValueError
from notorious_markets.records.release import Release
from notorious_markets.records.tables import Contents

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from notorious_markets.datapackage.comparison import ReleaseComparison
    from notorious_markets.editions.grouped import GroupedComparison
    from notorious_markets.screening.blocklists import Options


def releases() -> tuple[str, ...]:
    """Return the versions of the releases that come with the package, oldest first."""
    names = [folder.name for folder in _data().iterdir() if folder.is_dir()]
    return tuple(sorted((name for name in names if name[:1].isdigit()), key=_version_key))


def load(release: str | PathLike[str] | None = None) -> Dataset:
    """Load a release.

    A release that comes with the package is held to the SHA-256 it was published with. Each of its
    tables is read, and its records are checked, when it is first needed: once a process, whatever
    the number of threads. A folder of yours is read and checked in full at once.

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
    """Compare two editions, as the newest release has them: see `Dataset.compare`."""
    if by is None:
        return load().compare(before, after, **filters)
    return load().compare(before, after, by=by, **filters)


def compare_releases(before: str, after: str) -> "ReleaseComparison":
    """Compare two releases that come with the package, field by field.

    Raises:
        UnknownValueError: There is no such release.
    """
    from notorious_markets.datapackage.comparison import compare_contents  # seldom asked for

    for version in (before, after):
        if version not in releases():
            raise UnknownValueError("release", version, releases())
    old, new = (_read(version)[1] for version in (before, after))
    return compare_contents(before, after, (old, new))


def export_blocklist(
    format: str = "domains",  # noqa: A002 (the usual word)
    release: str | PathLike[str] | None = None,
    **options: Unpack["Options"],
) -> str:
    """Write the listed domains of a release for other tools, the same for the same release.

    The formats are ``"domains"`` (one a line), ``"hosts"`` (a hosts file; it cannot cover
    subdomains), ``"adblock"`` (filters), ``"dnsmasq"`` (lines of its configuration), ``"rpz"``
    (a DNS response policy zone) and ``"datapackage"`` (a descriptor with the rows in it).

    The options are those of `Dataset.screener`. Without ``editions`` and ``on``, markets that are
    proved to have left the list are left out, unless ``former=True`` asks for them too.
    """
    return load(release).export_blocklist(format, **options)


def verify(release: str | PathLike[str] | None = None) -> None:
    """Read a release from disk again and check all of it: files, SHA-256, rows, references.

    Args:
        release: As in `load`.

    Raises:
        UnknownValueError: There is no such release.
        IntegrityError: Something is wrong; the message names the table and the line.
    """
    if isinstance(release, str) and release in releases():
        _read(release)
    elif release is None:
        _read(releases()[-1])
    else:
        load(release)


_LOADING = threading.RLock()  # a table is read once, whatever the number of threads


@cache
def _bundled(version: str) -> Dataset:
    package = _package(version)
    package.check_files()
    return Dataset(package.release, Contents(partial(_read_table, version)))


@cache
def _package(version: str) -> Package:
    return open_package(_folder(version), _pin(version))


def _pin(version: str) -> str:
    """Return what the descriptor of a release must be; one that was not published has no pin."""
    return read_pins(InstalledFolder(_data())).get(version, "nothing")


def _read(version: str) -> tuple[Release, Contents]:
    """Read all of a release again, and check it in full."""
    return read_package(_folder(version), _pin(version))


def _read_table(version: str, name: str) -> tuple[Any, ...]:
    """Read a table of a bundled release: what the contents of its dataset ask for."""
    with _LOADING:
        return _table(version, name)


@cache
def _table(version: str, name: str) -> tuple[Any, ...]:
    return tuple(_package(version).read(name))


def _folder(version: str) -> Folder:
    """Return the folder of a release; where there is an archive, it holds all but the newest."""
    data = _data()
    if version == releases()[-1] or not data.joinpath(ARCHIVE).is_file():
        return InstalledFolder(data / version)
    from notorious_markets.datapackage.archive import ArchivedFolder  # the newest needs none

    return ArchivedFolder(InstalledFolder(data), version)


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
