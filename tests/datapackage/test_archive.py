# SPDX-License-Identifier: MIT
"""Older releases are in the wheel as one archive: they load as from their folders."""

import io
import lzma
import os
import shutil
import tarfile
import zlib
from pathlib import Path

import pytest

import hatch_build
import notorious_markets as nm
from notorious_markets import bundled
from notorious_markets.datapackage.archive import ARCHIVE, LARGEST_ARCHIVE, LARGEST_CONTENT
from notorious_markets.datapackage.package import read_package
from notorious_markets.errors import IntegrityError

DATA = Path(nm.__file__).parent / "data"
*OLDER, NEWEST = nm.releases()


@pytest.fixture(scope="module")
def archive():
    return hatch_build.pack([DATA / version for version in OLDER])


@pytest.fixture
def wheel(tmp_path, monkeypatch, archive, unread):  # noqa: ARG001
    """The folder of the releases as a wheel has it."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    (data / ARCHIVE).write_bytes(archive)
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
        if everything.companies:
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


# Archives made to harm


def packed(*members):
    """An archive of members, of which only some have data."""
    content = io.BytesIO()
    for name, changes, data in members:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        for field, value in changes.items():
            setattr(member, field, value)
        content.write(member.tobuf())
        content.write(data.ljust(-(-len(data) // 512) * 512, b"\0"))
    content.write(bytes(1024))
    return lzma.compress(content.getvalue(), preset=0)


def with_dictionary_of_4_gib(data):
    """The header of the first block asks for that much memory; its checksum is right."""
    changed = bytearray(data)
    size = (changed[12] + 1) * 4
    assert changed[14:16] == b"\x21\x01"  # LZMA2, with one byte of properties
    changed[16] = 40
    changed[12 + size - 4 : 12 + size] = zlib.crc32(changed[12 : 12 + size - 4]).to_bytes(
        4, "little"
    )
    return bytes(changed)


TABLE = f"{OLDER[-1]}/absences.csv"
LINK = {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}
HARMFUL = {
    "a bomb": lambda _: lzma.compress(bytes(LARGEST_CONTENT + 1), preset=0),
    "too large": lambda _: bytes(LARGEST_ARCHIVE + 1),
    "two archives": lambda data: data + data,
    "something after it": lambda data: data + b"PK",
    "too much memory": with_dictionary_of_4_gib,
    "another kind of xz": lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE),
    "no tar in it": lambda _: lzma.compress(b"x" * 10_000),
    "nothing in it": lambda _: lzma.compress(b""),
    "a member of 8 GiB": lambda _: packed((TABLE, {"size": 8**11 - 1}, b"x")),
    "a link": lambda _: packed((TABLE, LINK, b"")),
    "a hard link to nothing": lambda _: packed((TABLE, {**LINK, "type": tarfile.LNKTYPE}, b"")),
    "a device": lambda _: packed((TABLE, {"type": tarfile.CHRTYPE}, b"")),
    "a path out of it": lambda _: packed((f"{OLDER[-1]}/../../absences.csv", {}, b"x")),
    "a long header": lambda _: packed(("x", {"type": tarfile.XHDTYPE, "size": 8**11 - 1}, b"x")),
    "a header that is none": lambda _: packed(("x", {"type": tarfile.XHDTYPE}, b"9" * 5_000)),
    "nested headers": lambda _: packed(*[("x", {"type": tarfile.GNUTYPE_LONGNAME}, b"y")] * 5_000),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_an_archive_made_to_harm_is_refused_and_does_not_touch_the_newest_release(wheel, name):
    data = (wheel / ARCHIVE).read_bytes()
    (wheel / ARCHIVE).write_bytes(HARMFUL[name](data))
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError, match=rf"^{ARCHIVE}: |\.csv: cannot be read"):
            ask(OLDER[-1])
    nm.verify(NEWEST)


def test_the_documentation_counts_these_archives():
    page = Path(__file__).parents[2] / "docs/reference/integrity.md"
    cases = len(HARMFUL) + 4  # with the four kinds of damage above
    assert f"or lie | {cases} | refused" in page.read_text("utf-8")


def test_an_installed_release_can_consist_of_links(wheel, tmp_path):
    (wheel / NEWEST).rename(tmp_path / "store")
    (wheel / NEWEST).mkdir()
    for file in (tmp_path / "store").iterdir():
        (wheel / NEWEST / file.name).symlink_to(file)
    nm.verify(NEWEST)
    with pytest.raises(IntegrityError, match="is a symbolic link"):
        nm.load(wheel / NEWEST)
