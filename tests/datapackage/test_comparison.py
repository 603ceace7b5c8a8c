# SPDX-License-Identifier: MIT
"""Releases against each other, and the promise that old ones stay as they were."""

import hashlib
import json
import shutil
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

import notorious_markets as nm
from curation.changes import apply_change, read_change
from curation.publish import descriptor_digest
from notorious_markets import bundled
from notorious_markets.datapackage.comparison import compare_contents
from notorious_markets.datapackage.package import (
    DESCRIPTOR,
    PINS,
    Package,
    read_package,
    read_pins,
    write_package,
)
from notorious_markets.errors import IntegrityError, UnknownValueError

DATA = Path(nm.__file__).parent / "data"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("version", nm.releases())
def test_a_published_release_is_what_it_was(version):
    assert read_pins(DATA)[version] == descriptor_digest(DATA / version)
    nm.verify(version)


def test_no_pin_is_left_over_and_the_first_ones_never_change():
    pins = read_pins(DATA)
    assert tuple(pins) == nm.releases()
    assert pins["2026.11"].startswith("cab3c27b1d8fe0d0")
    assert pins["2026.12"].startswith("7a53a171094cb6fe")
    assert pins["2026.12.1"].startswith("f8d1d4528d158e3d")


@pytest.mark.parametrize(("before", "after"), [("2026.12", "2026.12.1")])
def test_the_change_in_the_repository_makes_the_release_byte_for_byte(tmp_path, before, after):
    release, base = read_package(DATA / before)
    changed = apply_change(base, read_change(ROOT / "research" / after))
    created = read_package(DATA / after)[0].created
    write_package(tmp_path / after, changed, version=after, created=created)
    assert release.version == before
    for file in (DATA / after).iterdir():
        assert (tmp_path / after / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize("version", nm.releases())
def test_a_release_does_not_differ_from_itself(version):
    assert nm.compare_releases(version, version).tables == ()


def test_what_the_second_release_adds():
    comparison = nm.compare_releases("2026.11", "2026.12")
    tables = {item.table: item for item in comparison.tables}
    assert not {"editions", "markets", "listings", "absences"} & set(tables)
    assert len(tables["seizure_lines"].added) == 4583
    assert all(not item.removed and not item.changed for item in comparison.tables)
    assert "| companies | 39 | 0 | 0 |" in comparison.to_markdown()
    assert "companies: 39 rows added, 0 removed, 0 changed" in repr(comparison)


def test_the_changelog_has_what_each_release_adds():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for before, after in pairwise(nm.releases()):
        table = nm.compare_releases(before, after).to_markdown()
        assert "".join(f"  {line}\n" for line in table.splitlines()) in changelog
    first = nm.load("2026.11")
    assert (
        f"{len(first.listings)} listings of {len(first.markets)} markets "
        f"in the {len(first.editions)} editions"
    ) in changelog
    assert f"and the {len(first.sources)} sources they cite" in changelog


def test_forward_and_back_mirror_each_other():
    forward = nm.compare_releases("2026.11", "2026.12")
    back = nm.compare_releases("2026.12", "2026.11")
    assert [(item.table, item.added, item.removed) for item in forward.tables] == [
        (item.table, item.removed, item.added) for item in back.tables
    ]


def test_a_correction_is_shown_field_by_field(ds):
    contents = ds._contents
    markets = tuple(
        attrs.evolve(market, note="Corrected.", name="TAOBAO", aliases=("Taobao", "Taobao.com"))
        if market.id == "taobao"
        else market
        for market in contents.markets
    )
    comparison = compare_contents("a", "b", (contents, contents.replace(markets=markets)))
    (table,) = comparison.tables
    assert (table.table, table.added, table.removed, table.rows_changed) == ("markets", (), (), 1)
    changes = {change.field: (change.key, change.before, change.after) for change in table.changed}
    assert changes["name"] == (("taobao",), "Taobao", "TAOBAO")
    assert changes["note"][2] == "Corrected."
    assert repr(compare_contents("a", "b", (contents, contents))) == "<a → b>\n  no change"


def test_unknown_releases_are_errors():
    for versions in (("2026.11", "2020.01"), ("2020.01", "2026.11")):
        with pytest.raises(UnknownValueError, match=r"2020\.01"):
            nm.compare_releases(*versions)


@pytest.mark.usefixtures("unread")
def test_each_table_is_read_once_when_it_is_first_needed(monkeypatch):
    read = []
    read_table = Package.read

    def noting(package, name):
        read.append(name)
        return read_table(package, name)

    monkeypatch.setattr(Package, "read", noting)
    ds = nm.load()
    assert not read
    assert ds.compare(2020, 2021)
    assert set(read) <= {"editions", "markets", "listings", "absences"}
    assert ds.companies
    assert ds.listings.where(company="alibaba-group")
    assert not {"seizures", "seizure_lines", "watch_lists"} & set(read)
    assert len(ds.seizures.lines) == 4583
    assert ds.watch_list("CN")
    assert sorted(read) == sorted(set(read))
    assert "seizure_lines" in read


def resealed(folder, table, data):
    """Change a table of the release 2026.12 in a copy of the data, and its descriptor with it."""
    shutil.copytree(DATA, folder)
    package = folder / "2026.12"
    (package / f"{table}.csv").write_bytes(data)
    descriptor = json.loads((package / DESCRIPTOR).read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == table:
            resource["rows"] = data.count(b"\n") - 1
            resource["bytes"] = len(data)
            resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    (package / DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("name", [DESCRIPTOR, *(file.name for file in nm.load().release.tables)])
def test_a_bundled_release_is_the_published_one_to_the_byte_or_is_not_loaded(
    name, tmp_path, monkeypatch
):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setattr(bundled, "_data", lambda: folder)
    file = folder / "2026.12" / (name if name == DESCRIPTOR else f"{name}.csv")
    file.write_bytes(file.read_bytes()[:-2] + b"\n")
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError, match=f"{name}: SHA-256"):
            ask("2026.12")
    assert len(nm.load("2026.11").listings) == 529


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("watch_lists", b"2099,CN,watch-list,x,\n"),
        ("ownership", b"taobao,nobody,owns,1,,,,x,\n"),
        ("statements", b"1999,A,B,other,company,,,,C,x,\n"),
    ],
)
def test_a_bundled_release_whose_descriptor_was_changed_with_a_table_is_not_loaded(
    table, row, tmp_path, monkeypatch
):
    data = (DATA / "2026.12" / f"{table}.csv").read_bytes() + row
    resealed(tmp_path / "data", table, data)
    monkeypatch.setattr(bundled, "_data", lambda: tmp_path / "data")
    for ask in (nm.load, nm.verify):
        with pytest.raises(IntegrityError, match="that of the release as it was published"):
            ask("2026.12")
    with pytest.raises(IntegrityError, match=f"^{table}: "):  # as a folder it contradicts itself
        nm.load(tmp_path / "data" / "2026.12")


@pytest.mark.usefixtures("unread")
def test_a_release_that_was_not_published_is_not_loaded_by_its_version(tmp_path, monkeypatch):
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / "2026.12").rename(tmp_path / "data" / "2027.01")
    monkeypatch.setattr(bundled, "_data", lambda: tmp_path / "data")
    with pytest.raises(IntegrityError, match="as it was published"):
        nm.load("2027.01")


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("text", ["", "version\n2026.12\n", '"'])
def test_pins_that_cannot_be_read_load_nothing(text, tmp_path, monkeypatch):
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / PINS).write_text(text, "utf-8")
    monkeypatch.setattr(bundled, "_data", lambda: tmp_path / "data")
    with pytest.raises(IntegrityError):
        nm.load()


@pytest.mark.parametrize("version", nm.releases())
def test_what_is_read_table_by_table_is_what_reading_everything_gives(version):
    assert nm.load(version)._contents == read_package(DATA / version)[1]
