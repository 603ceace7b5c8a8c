# SPDX-License-Identifier: MIT
"""A rehearsal of next year's work: an invented edition, from its text to a loaded release.

Everything happens in temporary folders; no fact of the edition is true.
"""

import csv
import shutil
from pathlib import Path

import pytest

import invented
import notorious_markets as nm
from curation.__main__ import main
from curation.publish import descriptor_digest
from notorious_markets.datapackage.package import PINS, read_package, read_pins

BASE = nm.releases()[-1]
YEAR = max(nm.load(BASE).editions) + 1
VERSION = f"{YEAR + 1}.02"
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Something.\n\n## [0.1.0]\n\n- More.\n"
PUBLISHED = "version,descriptor_sha256\n"


@pytest.fixture
def desk(tmp_path):
    """A maintainer's desk: the report, a copy of the newest release, a changelog, the pins."""
    data = tmp_path / "data"
    shutil.copytree(Path(nm.__file__).parent / "data" / BASE, data / BASE)
    (tmp_path / "report.txt").write_text(invented.as_text(invented.report_pages()), "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (data / "published.csv").write_text(PUBLISHED, "utf-8")
    return tmp_path


@pytest.fixture
def curate(desk, capsys):
    """Run a command on the desk; its exit code, and what it printed."""

    def run(command, *more):
        given = [command, desk / "change", *more, "--base", BASE, "--data", desk / "data"]
        code = main([str(argument) for argument in given])
        output = capsys.readouterr()
        return code, output.out + output.err

    return run


def release_arguments(desk, version=VERSION):
    return (
        *("--version", version, "--created", f"{YEAR + 1}-02-01"),
        *("--changelog", desk / "CHANGELOG.md"),
    )


def propose(curate, desk):
    return curate("propose", desk / "report.txt", "--edition", YEAR)


def decide(desk):
    """What a person does: decides each identity, fills what is empty, empties the review."""
    known = {"1337x": "1337x", "AliExpress": "aliexpress", "Taobao": "taobao"}
    known |= {"Silk Market": "silk-market", "Grand Bazaar": "grand-bazaar"}

    def listing(row):
        row["identity"] = "known" if row["name"] in known else "new"
        row["market"] = known.get(row["name"], row["name"].lower().replace(" ", "-"))
        row["category"] = row["category"] or "torrent-index"
        row["concerns"] = "piracy" if row["category"] == "torrent-index" else "counterfeiting"
        if row["name"] == "AliExpress":
            row["domains"] = ""
        return row

    def edition(row):
        basis = "The invented report names as many as it states."
        row |= {"published": f"{YEAR + 1}-01-20", "online_complete": "true"}
        return row | {"physical_complete": "true", "online_basis": basis, "physical_basis": basis}

    def source(row):
        return row | {"url": "https://test.example/report", "date": f"{YEAR + 1}-01-20"}

    for name, act in (("listings", listing), ("editions", edition), ("sources", source)):
        edit(desk / "change" / f"{name}.csv", lambda row, act=act: act(row) | {"review": ""})


def edit(path, act):
    with path.open(encoding="utf-8", newline="") as file:
        rows = [act(row) for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_an_invented_edition_is_proposed_decided_checked_released_and_loaded(curate, desk):
    code, said = propose(curate, desk)
    assert code == 0
    assert f"4 online, 4 physical listings proposed for {YEAR}" in said
    assert "- none" in said

    code, said = curate("check")
    assert code == 2, "nothing is decided yet"
    assert said.count("must be known or new, by a person's decision") == 8
    assert "decide it, and empty the cell" in said

    decide(desk)
    code, said = curate("check")
    assert code == 0, said
    assert f"| {YEAR} | online | no such edition | 4 of 4, complete |" in said
    assert "- new market `inventobay`: Inventobay (online)" in said
    assert f"## {YEAR} against the edition before it" in said
    assert not (desk / "data" / VERSION).exists()

    code, said = curate("release", *release_arguments(desk))
    assert code == 0, said
    folder = desk / "data" / VERSION
    nm.verify(folder)
    ds = nm.load(folder)
    assert ds.release.version == VERSION
    assert {item.name for item in ds.listings.where(edition=YEAR)} == {
        name for name, *_ in invented.ONLINE
    } | {name for _, name, *_ in invented.PHYSICAL}
    assert ds.presence("taobao", YEAR) is nm.Presence.LISTED
    assert ds.presence("wechat", YEAR) is nm.Presence.NOT_LISTED
    assert ds.market("Invented Bazaar").kind is nm.Kind.PHYSICAL
    assert ds.coverage(YEAR).physical.complete
    assert read_pins(desk / "data") == {VERSION: descriptor_digest(folder)}

    changelog = (desk / "CHANGELOG.md").read_text("utf-8")
    assert f"- Data release `{VERSION}`: {len(ds.listings)} listings, +8 against `{BASE}`" in (
        changelog
    )
    assert changelog.index(VERSION) < changelog.index("- Something.")
    assert "| listings | 8 | 0 | 0 |" in changelog


def test_what_was_recorded_before_is_not_changed_by_a_new_edition(curate, desk):
    propose(curate, desk)
    decide(desk)
    curate("release", *release_arguments(desk))
    before = read_package(desk / "data" / BASE)[1]
    after = read_package(desk / "data" / VERSION)[1]
    assert set(before.listings) < set(after.listings)
    assert before.absences == after.absences
    assert before.seizure_lines == after.seizure_lines
    nm.verify(desk / "data" / BASE)


def test_suggestions_are_never_taken_by_themselves(curate, desk):
    propose(curate, desk)
    with (desk / "change" / "listings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(not row["identity"] and not row["market"] for row in rows)
    suggestions = {row["name"]: row["suggestions"] for row in rows}
    assert suggestions["Taobao"].startswith("taobao (100: same name)")
    assert "inventobay (" not in suggestions["Inventobay"]
    assert {row["name"]: row["category"] for row in rows}["Taobao"] == "e-commerce"


def test_suggestions_are_made_for_a_table_written_by_hand(curate, desk):
    (desk / "change").mkdir()
    path = desk / "change" / "listings.csv"
    path.write_text("edition,name,category\n2015,Gamara,physical-market\n2015,TaoBao,\n", "utf-8")
    code, said = curate("suggest")
    assert (code, "suggestions for 2 rows; none is decided" in said) == (0, True)
    _, first, second = path.read_text("utf-8").splitlines()
    assert "gamarra (" in first
    assert "taobao (100: same name)" in second


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "cannot be read"),
        ("edition\n", "has no column 'name'"),
        ("name,category\nx,shop\n", "unknown category 'shop'"),
    ],
)
def test_suggestions_for_what_is_no_table_of_listings_are_refused(curate, desk, text, problem):
    (desk / "change").mkdir()
    if text is not None:
        (desk / "change" / "listings.csv").write_text(text, "utf-8")
    code, said = curate("suggest")
    assert (code, problem in said) == (2, True)


def test_a_draft_does_not_overwrite_decisions(curate, desk):
    propose(curate, desk)
    code, said = propose(curate, desk)
    assert (code, "a draft does not overwrite" in said) == (2, True)


@pytest.mark.parametrize("version", [BASE, "2010.01"])
def test_a_release_is_later_than_every_other_and_never_overwritten(curate, desk, version):
    propose(curate, desk)
    decide(desk)
    before = (desk / "CHANGELOG.md").read_text("utf-8")
    code, said = curate("release", *release_arguments(desk, version))
    assert (code, "is not later than" in said) == (2, True)
    assert (desk / "CHANGELOG.md").read_text("utf-8") == before
    nm.verify(desk / "data" / BASE)


def test_a_version_that_is_no_calendar_version_writes_nothing(curate, desk):
    propose(curate, desk)
    decide(desk)
    code, said = curate("release", *release_arguments(desk, "next"))
    assert (code, "a calendar version" in said) == (2, True)
    assert {path.name for path in (desk / "data").iterdir()} == {BASE, PINS}
    assert read_pins(desk / "data") == {}


def test_an_unknown_base_is_refused(desk, capsys):
    code = main(["check", str(desk), "--base", "1999.01", "--data", str(desk / "data")])
    assert (code, "unknown release '1999.01'" in capsys.readouterr().err) == (2, True)


def test_a_changelog_without_a_place_for_it_stops_the_release(curate, desk):
    propose(curate, desk)
    decide(desk)
    (desk / "CHANGELOG.md").write_text("# Nothing\n")
    code, said = curate("release", *release_arguments(desk))
    assert (code, "has no line '## [Unreleased]'" in said) == (2, True)
    assert not (desk / "data" / VERSION).exists()


def test_additions_get_a_heading_where_there_is_none(curate, desk):
    propose(curate, desk)
    decide(desk)
    (desk / "CHANGELOG.md").write_text("# C\n\n## [Unreleased]\n\n### Fixed\n\n- A.\n")
    assert curate("release", *release_arguments(desk))[0] == 0
    text = (desk / "CHANGELOG.md").read_text("utf-8")
    assert text.index("### Added") < text.index(VERSION) < text.index("### Fixed")
