# SPDX-License-Identifier: MIT
"""Writing the next release: its package, its pin and its entry in the changelog."""

import csv
import hashlib
from datetime import date
from pathlib import Path

from notorious_markets.datapackage.comparison import compare_contents
from notorious_markets.datapackage.package import DESCRIPTOR, PINS, read_package, write_package
from notorious_markets.errors import InvalidArgumentError
from notorious_markets.records.release import Release
from notorious_markets.records.tables import Contents

_UNRELEASED = "## [Unreleased]\n"
_ADDED = "### Added\n"


def publish(data: Path, base: str, contents: Contents, *, version: str, created: date) -> Release:
    """Write a release beside those before it, read it again as a check, and pin it.

    Args:
        data: The folder of the releases, and of the table of their pins.
        base: The release it was made from.
        contents: Its records.
        version: Its name by calendar, later than every other.
        created: The day it was made.

    Raises:
        InvalidArgumentError: The version is not later than every release, or exists.
    """
    taken = [folder.name for folder in data.iterdir() if folder.name[:1].isdigit()]
    newest = max(taken, key=_version_key)
    if base not in taken:
        raise InvalidArgumentError(f"{base} is no release in {data}; there are {sorted(taken)}")
    if version[:1].isdigit() and _version_key(version) <= _version_key(newest):
        raise InvalidArgumentError(f"{version} is not later than {newest}, the newest release")
    write_package(data / version, contents, version=version, created=created)
    release, _ = read_package(data / version)
    with (data / PINS).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow((version, descriptor_digest(data / version)))
    return release


def descriptor_digest(folder: Path) -> str:
    """Return the SHA-256 of a package's descriptor, which holds those of its tables."""
    return hashlib.sha256((folder / DESCRIPTOR).read_bytes()).hexdigest()


def changelog_entry(base: str, version: str, contents: tuple[Contents, Contents]) -> str:
    """Write an entry that says what a release adds to the one it was made from."""
    comparison = compare_contents(base, version, contents)
    table = "".join(f"  {line}\n" for line in comparison.to_markdown().splitlines())
    new, old = len(contents[1].listings), len(contents[0].listings)
    return (
        f"- Data release `{version}`: {new} listings, {new - old:+} against `{base}`. "
        f"As `compare_releases` has it:\n\n{table}\n"
    )


def with_entry(changelog: str, entry: str) -> str:
    """Return a changelog with an entry before all others of its unreleased additions.

    Raises:
        InvalidArgumentError: It has no heading for what is not released.
    """
    before, heading, after = changelog.partition(_UNRELEASED)
    if not heading:
        raise InvalidArgumentError(f"the changelog has no line {_UNRELEASED.strip()!r}")
    section, mark, rest = after.partition("\n## ")
    if _ADDED in section:
        section = section.replace(f"{_ADDED}\n", f"{_ADDED}\n{entry}", 1)
    else:
        section = f"\n{_ADDED}\n{entry}{section.lstrip()}"
    return f"{before}{heading}{section}{mark}{rest}"


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
