# SPDX-License-Identifier: MIT
"""A change says all that is wrong with it, and otherwise does what it says and nothing else."""

import csv

import pytest
from hypothesis import given, settings

from curation.changes import ChangeError, apply_change, read_change
from curation.effects import effects
from curation.identity import Identities
from notorious_markets.datapackage.comparison import compare_contents
from notorious_markets.records.vocabulary import Kind
from notorious_markets.strategies import contents as any_contents

SOURCE = {"id": "test-data", "url": "https://test.example/", "title": "t", "publisher": "p"}
SOURCES = [{**SOURCE, "kind": "secondary"}]
LISTING = {
    "edition": "2015",
    "identity": "new",
    "market": "test-market",
    "name": "Test Market",
    "category": "physical-market",
    "economy": "PE",
    "sources": "test-data",
}


def write(folder, **tables):
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def change(tmp_path, contents):
    """Write a change, apply it, and compare."""

    def run(**tables):
        after = apply_change(contents, read_change(write(tmp_path / "change", **tables)))
        return after, {
            item.table: item for item in compare_contents("a", "b", (contents, after)).tables
        }

    return run


def refused(change, **tables):
    with pytest.raises(ChangeError) as caught:
        change(**tables)
    return "\n".join(caught.value.problems)


def test_a_new_market_is_made_from_its_listing(change):
    after, tables = change(listings=[LISTING], sources=SOURCES)
    assert tables["listings"].added == (("2015", "test-market"),)
    assert set(tables) == {"sources", "markets", "listings"}
    (market,) = [item for item in after.markets if item.id == "test-market"]
    assert (market.name, market.kind, market.sources) == (
        "Test Market",
        Kind.PHYSICAL,
        ("test-data",),
    )


def test_a_declared_market_is_taken_as_it_is_declared(change):
    declared = {"id": "test-market", "name": "The Test", "kind": "physical", "sources": "test-data"}
    after, _ = change(listings=[LISTING], sources=SOURCES, markets=[declared])
    (market,) = [item for item in after.markets if item.id == "test-market"]
    assert (market.name, market.aliases) == ("The Test", ("Test Market",))


def test_a_known_market_gets_the_name_that_was_printed(change):
    listing = {**LISTING, "identity": "known", "market": "gamarra", "name": "Gamarra Test"}
    after, tables = change(listings=[listing], sources=SOURCES)
    assert [(item.key, item.field) for item in tables["markets"].changed] == [
        (("gamarra",), "aliases")
    ]
    (market,) = [item for item in after.markets if item.id == "gamarra"]
    assert market.aliases[-1] == "Gamarra Test"


def test_a_heading_of_several_markets_is_no_name_of_one(change):
    listing = {**LISTING, "identity": "known", "market": "gamarra", "name": "Gamarra and Azules"}
    _, tables = change(listings=[{**listing, "covers": "polvos-azules"}], sources=SOURCES)
    assert "markets" not in tables


def test_a_correction_changes_the_cells_it_gives(change, contents):
    listing = next(item for item in contents.listings if item.note and item.economy == "CN")
    row = {
        "edition": str(listing.edition),
        "market": listing.market,
        "change": "change",
        "why": "a test",
        "note": "(none)",
        "concerns": "counterfeiting|piracy",
        "sources": "+test-data",
    }
    after, tables = change(listings=[row], sources=SOURCES)
    (now,) = [
        item
        for item in after.listings
        if (item.edition, item.market) == (listing.edition, listing.market)
    ]
    assert now.note is None
    assert now.sources == (*listing.sources, "test-data")
    assert {item.field for item in tables["listings"].changed} <= {"note", "concerns", "sources"}


def test_a_row_can_be_removed_for_a_reason(change, contents):
    absence = contents.absences[0]
    row = {"edition": str(absence.edition), "market": absence.market, "change": "remove"}
    assert "why: a reason must be given to remove a row" in refused(change, absences=[row])
    _, tables = change(absences=[{**row, "why": "a test"}])
    assert tables["absences"].removed == ((str(absence.edition), absence.market),)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"sources": ""}, "listings.csv line 2: sources: a source must be given for every row"),
        ({"sources": "nowhere"}, "unknown source 'nowhere'"),
        ({"identity": ""}, "identity '': must be known or new, by a person's decision"),
        ({"identity": "maybe"}, "identity 'maybe': must be known or new"),
        ({"identity": "known"}, "line 2: unknown market 'test-market'"),
        ({"market": "gamarra"}, "market 'gamarra' is recorded already, and not new"),
        ({"identity": "known", "market": "gamara"}, "did you mean gamarra"),
        ({"identity": "known", "market": "taobao"}, "is physical, but the market 'taobao'"),
        ({"review": "concerns"}, "review 'concerns': decide it, and empty the cell"),
        ({"change": "ad"}, "change 'ad': did you mean add?"),
        ({"change": "remove", "why": "a test"}, "unknown row of listings '2015 test-market'"),
        ({"change": "change", "why": "a test"}, "unknown row of listings '2015 test-market'"),
        ({"economy": "Peru"}, "economy 'Peru'"),
        ({"category": "physical"}, "category 'physical'"),
        ({"edition": "2009"}, "edition 2009"),
        ({"edition": "1e3"}, "edition '1e3': must be an integer"),
        ({"nmae": "x"}, "unknown or repeated column 'nmae'; did you mean name?"),
        ({"market": "tepito", "identity": "known"}, "is recorded already; to correct it"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_by_file_line_and_field(change, row, problem):
    assert problem in refused(change, listings=[{**LISTING, **row}], sources=SOURCES)


def test_every_problem_is_said_at_once(change):
    rows = [{**LISTING, "sources": "", "market": f"test-{n}"} for n in range(20)]
    assert refused(change, listings=rows, sources=SOURCES).count("a source must be given") == 20


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"name": "Gamarra"}, "name: 'Gamarra' is what is recorded"),
        ({"sources": "+{source}"}, "is there already"),
        ({"name": "(none)"}, "name '': must be given"),
    ],
)
def test_a_correction_that_corrects_nothing_or_breaks_a_record_is_refused(
    change, contents, cells, problem
):
    (gamarra,) = [item for item in contents.markets if item.id == "gamarra"]
    row = {"id": "gamarra", "change": "change", "why": "a test"}
    row |= {key: cell.format(source=gamarra.sources[0]) for key, cell in cells.items()}
    assert problem in refused(change, markets=[row])


def test_a_folder_without_tables_and_a_file_that_is_none_are_refused(tmp_path, change):
    assert "holds no table; did you mean" in refused(change)
    (tmp_path / "change" / "listing.csv").write_text("edition\n")
    assert "listing.csv is no table of a release; did you mean listings.csv?" in refused(change)


def test_a_row_of_another_length_is_refused(tmp_path, change):
    write(tmp_path / "change", listings=[LISTING])
    with (tmp_path / "change" / "listings.csv").open("a") as file:
        file.write("2015,too short\n")
    assert "listings.csv line 3: 2 cells in 7 columns" in refused(change)


def test_a_spreadsheet_s_byte_order_mark_is_no_part_of_the_first_column(tmp_path, change):
    folder = write(tmp_path / "change", listings=[LISTING], sources=SOURCES)
    path = folder / "listings.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert change()[1]["listings"].added


def test_effects_show_coverage_identity_and_answers(contents, change):
    known = {**LISTING, "identity": "known", "market": "gamarra", "name": "Gamarra Test"}
    after, _ = change(listings=[LISTING, known], sources=SOURCES)
    text = effects(contents, after)
    assert "| listings | 2 | 0 | 0 |" in text
    assert "- new market `test-market`: Test Market (physical)" in text
    assert "- `gamarra`, Gamarra: also Gamarra Test" in text
    assert "| 2015 | physical | 13 of unknown, partial | 15 of unknown, partial |" in text
    assert "| unknown |" in text
    gone = effects(after, contents)
    assert "- no longer a market: `test-market`: Test Market" in gone
    assert "- `gamarra`, Gamarra: no longer Gamarra Test" in gone


def test_no_change_has_no_effect(contents):
    assert effects(contents, contents).count("No change.") == 2


def test_the_same_name_is_suggested_first_and_a_similar_one_after(contents):
    identities = Identities(contents.markets, contents.listings)
    first, *others = identities.suggest("the piratebay", Kind.ONLINE)
    assert (first.market, first.score, first.why) == ("the-pirate-bay", 100, "same name")
    assert all(item.score <= 100 for item in others)
    assert str(first) == "the-pirate-bay (100: same name)"
    assert "tank-road" in [item.market for item in identities.suggest("Tank Rd", Kind.PHYSICAL)]
    assert identities.suggest("Zzyzx Qwfp", Kind.PHYSICAL) == ()


def test_a_domain_is_suggested_whatever_the_name(contents):
    identities = Identities(contents.markets, contents.listings)
    printed = next(
        item for item in contents.listings if item.market == "kickasstorrents" and item.domains
    )
    (first, *_) = identities.suggest("Zzyzx Qwfp", Kind.ONLINE, printed.domains)
    assert (first.market, first.score) == ("kickasstorrents", 100)


@settings(max_examples=25)
@given(any_contents())
def test_every_recorded_name_is_suggested_its_own_market_first(records):
    identities = Identities(records.markets, records.listings)
    for market in records.markets:
        best = identities.suggest(market.name, market.kind, most=len(records.markets))
        assert market.id in [item.market for item in best if item.score == 100]
