# SPDX-License-Identifier: MIT
"""Older releases are in the wheel as one archive: they load as from their folders."""

import os
import shutil
from pathlib import Path

import pytest

import hatch_build
import notorious_markets as nm
from notorious_markets import bundled
from notorious_markets.archive import ARCHIVE
from notorious_markets.errors import IntegrityError
from notorious_markets.tables import read_package

DATA = Path(nm.__file__).parent / "data"
*OLDER, NEWEST = nm.releases()


@pytest.fixture
def wheel(tmp_path, monkeypatch, unread):  # noqa: ARG001
    """The folder of the releases as a wheel has it."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    (data / ARCHIVE).write_bytes(hatch_build.pack([data / version for version in OLDER]))
    for version in OLDER:
        for table in (data / version).glob("*.csv"):
            table.unlink()
    monkeypatch.setattr(bundled, "_data", lambda: data)
    return data


def test_the_wheel_is_built_with_the_archive_that_is_read():
    assert hatch_build.ARCHIVE == ARCHIVE


@pytest.mark.usefixtures("wheel")
def test_every_release_is_read_from_the_wheel_as_from_its_folder():
    assert nm.releases() == (*OLDER, NEWEST)
    for version in nm.releases():
        nm.verify(version)
        release, everything = read_package(DATA / version)
        ds = nm.load(version)
        assert ds.release == release
        assert ds.listings == nm.Listings(everything.listings)
        assert tuple(ds.companies.values()) == everything.companies
        if everything.watch_lists:
            assert ds.watch_lists == everything.watch_lists
    assert nm.compare_releases(OLDER[0], NEWEST).tables


def test_the_newest_release_is_a_folder_that_any_tool_reads(wheel):
    assert nm.load(wheel / NEWEST).release == nm.load().release
    with pytest.raises(IntegrityError, match=r"editions\.csv: cannot be read"):
        nm.load(wheel / OLDER[0])


@pytest.mark.parametrize("damage", ["truncate", "flip", "empty", "no archive"])
def test_a_damaged_archive_is_refused_and_does_not_touch_the_newest_release(wheel, damage):
    file = wheel / ARCHIVE
    data = file.read_bytes()
    match damage:
        case "truncate":
            file.write_bytes(data[: len(data) // 2])
        case "flip":
            middle = len(data) // 2
            file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        case "empty":
            file.write_bytes(b"")
        case "no archive":
            file.write_bytes(b"x" * 1000)
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError, match=ARCHIVE):
            ask(OLDER[-1])
    nm.verify(NEWEST)


@pytest.mark.parametrize("change", ["another", "missing"])
def test_a_table_in_the_archive_is_held_to_its_checksum(wheel, tmp_path, change):
    for version in OLDER:
        shutil.copytree(DATA / version, tmp_path / "changed" / version)
    table = tmp_path / "changed" / OLDER[-1] / "absences.csv"
    if change == "missing":
        table.unlink()
    else:
        table.write_bytes(table.read_bytes().replace(b"2011", b"2012"))
    packed = hatch_build.pack([tmp_path / "changed" / version for version in OLDER])
    (wheel / ARCHIVE).write_bytes(packed)
    with pytest.raises(IntegrityError, match=r"absences: SHA-256|absences\.csv: cannot be read"):
        nm.load(OLDER[-1])
    assert nm.load(OLDER[0])


def test_the_archive_depends_on_nothing_but_the_tables(tmp_path):
    folders = [DATA / version for version in OLDER]
    copies = [Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in folders]
    for copy in copies:
        for table in copy.glob("*.csv"):
            os.utime(table, (0, 0))
    assert hatch_build.pack(folders) == hatch_build.pack(list(reversed(copies)))
