# SPDX-License-Identifier: MIT
"""The command line: what it prints, and how it refuses."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import notorious_markets as nm
from fuzz import small
from notorious_markets import cli
from notorious_markets.__main__ import main
from notorious_markets.datapackage.package import write_package

COMMANDS = [
    ["editions"],
    ["show", "2021"],
    ["show", "2021", "--kind", "physical"],
    ["compare", "2020", "2021"],
    ["compare", "2021", "2020", "--kind", "online"],
    ["history", "taobao"],
    ["find", "pirate bay"],
    ["find", "no such market"],
    ["compare", "2020", "2021", "--by", "company"],
    ["company", "BABA"],
    ["company", "GoTo", "--on", "2023-06-01"],
    ["economy", "CN"],
    ["screen", "no such market"],
    ["seizures"],
    ["seizures", "--fiscal-year", "2020", "--by", "origin", "--top", "5"],
]


@pytest.fixture
def run(capsys):
    def call(*arguments, release="2026.12"):
        assert main(["--release", release, *arguments]) == 0
        output = capsys.readouterr()
        assert output.err == ""
        return output.out

    return call


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_prints_every_format(run, command):
    text = run(*command)
    assert text.endswith("\n")
    assert text == run(*command, "--format", "text")
    json.loads(run(*command, "--format", "json"))
    rows = list(csv.reader(io.StringIO(run(*command, "--format", "csv"))))
    assert len(set(map(len, rows))) == 1
    markdown = run(*command, "--format", "markdown")
    assert "| --- |" in markdown or "none" in markdown


def test_every_command_is_tested_and_has_a_row_in_the_reference():
    names = {command.answer.__name__ for command in cli.COMMANDS}
    page = Path(__file__).parents[2] / "docs/reference/command-line.md"
    assert set(re.findall(r"^\| \[`(\w+)", page.read_text("utf-8"), re.MULTILINE)) == names
    with_formats = {command.answer.__name__ for command in cli.COMMANDS if command.has_formats}
    assert {command[0] for command in COMMANDS} == with_formats


def test_editions_shows_coverage(run):
    lines = run("editions").splitlines()
    assert lines[0].split() == ["edition", "published", "online", "physical"]
    assert lines[12].startswith("2021     2022-02-17  42 of 42 (complete)  16 of 35")
    assert "3 of ?" in lines[4]


def test_show_prints_listings_with_their_sources(run):
    text = run("show", "2021", "--kind", "online")
    assert "42 recorded, 42 stated (complete)" in text
    assert "AliExpress" in text
    assert "https://m.docduoduo.com/p-12601982.html" in text
    assert "Silk Market" not in text
    assert len(json.loads(run("show", "2021", "--format", "json"))) == 58


def test_compare_prints_what_changed_how_it_is_known_and_what_is_not(run):
    text = run("compare", "2020", "2021")
    assert "First listed (2)\n  AliExpress, WeChat (Weixin) E-Commerce Ecosystem\n" in text
    assert "2021 online: 42 recorded, 42 stated (complete)" in text
    for name in ("Taobao", "Pinduoduo", "DHgate", "Baidu Wangpan"):
        continued = text.partition("Continued (")[2].partition("\n\n")[0]
        assert name in continued
    assert (
        "Tokopedia"
        in text.partition("Unaccounted: in 2021, unknown in 2020 (")[2].partition("\n\n")[0]
    )
    assert "haraj in 2021: not listed" in text
    assert "Sources\n" in text


def test_compare_as_rows_marks_what_the_groups_single_out(run):
    rows = {
        row["market"]: row
        for row in csv.DictReader(io.StringIO(run("compare", "2020", "2021", "--format", "csv")))
    }
    assert rows["aliexpress"]["change"] == "added"
    assert rows["aliexpress"]["first_listed"] == "true"
    assert rows["libgen"]["relisted"] == "true"
    assert rows["popcorn-time"]["renamed"] == "true"
    assert rows["tokopedia"]["change"] == "unaccounted"
    assert rows["haraj"]["after"] == ""


def test_a_comparison_without_changes_says_so(run):
    text = run("compare", "2021", "2021")
    assert "Added (0)\n  none" in text
    assert "How the absences are known\n  none" in text


def test_history_gives_the_reason_for_every_edition(run):
    text = run("history", "VK.com")
    assert text.startswith("VK (vk), online\nalso: vKontakte")
    assert "2013     unknown   nothing shows that it was absent" in text
    assert run("history", "taobao").count("not listed") == 4


def test_company_prints_its_markets_with_sources(run):
    text = run("company", "BABA")
    assert text.startswith(
        "Alibaba Group (alibaba-group)\nlegal name: Alibaba Group Holding Limited"
    )
    assert "XNYS:BABA (2014-09-19 to ?)" in text
    assert "Taobao      owns" in text
    assert "of these uncertain: " in text
    assert "Sources\n  " in text
    assert "held on 2023-06-01" in run("company", "goto", "--on", "2023-06-01")


def test_economy_prints_a_year_a_line(run):
    text = run("economy", "CN")
    assert text.startswith("China (CN)\ncompanies recorded: ")
    assert "priority-watch-list" in text
    rows = {row["year"]: row for row in json.loads(run("economy", "CN", "--format", "json"))}
    assert rows[2020]["lines seized"] > 0
    assert rows[2021]["online"] == "≥ 6"
    assert rows[2019]["online"] == "?"
    assert run("economy", "AQ").startswith("Antarctica (AQ)\ncompanies recorded: none")


def test_economy_says_what_an_early_release_does_not_have(run):
    text = run("economy", "CN", release="2026.11")
    said, _, table = text.partition("\n\n")
    assert said.splitlines()[:2] == [
        "China (CN)",
        "not in release 2026.11: companies, seizures, watch_lists",
    ]
    assert "recorded: none" not in said
    assert table.split("\n")[0].split() == ["year", "online", "physical"]
    rows = json.loads(run("economy", "CN", "--format", "json", release="2026.11"))
    assert {tuple(row) for row in rows} == {("year", "online", "physical")}


def test_seizures_prints_the_total_and_both_sources(run):
    text = run("seizures", "--fiscal-year", "2020", "--by", "origin", "--top", "5")
    assert text.startswith("FY2020: 72,018 lines, 1,205,129,468 USD of MSRP\n")
    rows = text.split("\n\n")[1].splitlines()
    assert len(rows) == 6
    assert rows[1].startswith("CN ")
    assert "83% of msrp" in text
    assert run("seizures").startswith("all fiscal years: ")


def test_find_says_when_there_is_nothing(run):
    assert run("find", "no such market") == "no market has 'no such market' in its names\n"
    assert "the-pirate-bay" in run("find", "pirate bay")


def test_a_release_can_be_chosen(run):
    assert run("editions", release="2026.11") == run("editions")
    assert run("editions", release="2026.12.1") != run("editions")


def test_a_year_without_value_has_no_shares(run, tmp_path):
    write_package(
        tmp_path / "small", small.contents(), version=small.VERSION, created=small.CREATED
    )
    release = str(tmp_path / "small")
    rows = run("seizures", "--fiscal-year", "2021", "--format", "csv", release=release)
    assert rows == "fiscal_year,lines,msrp,share of msrp\n2021,0,0,\n"
    assert "100.00%" in run("seizures", "--fiscal-year", "2020", release=release)


def test_the_newest_release_is_chosen_without_being_named(run, capsys):
    assert main(["editions"]) == 0
    assert capsys.readouterr().out == run("editions", release=nm.releases()[-1])


@pytest.mark.parametrize(
    "arguments",
    [
        ["history", "toabao"],
        ["show", "1999"],
        ["compare", "2020", "2031"],
        ["--release", "2020.01", "editions"],
        ["--release", "x" * 300, "editions"],
        ["--release", "x\0y", "editions"],
        ["company", "BABAA"],
        ["economy", "China"],
        ["seizures", "--fiscal-year", "1999"],
    ],
)
def test_unknown_values_are_refused_in_one_line(capsys, arguments):
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("notorious_markets: unknown ")
    assert output.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["shw"],
        ["show"],
        ["show", "abc"],
        ["compare", "2020"],
        ["editions", "--format", "xml"],
        ["company", "BABA", "--on", "2023W221"],
    ],
)
def test_bad_arguments_are_refused_in_one_line(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_that_has_seen_enough_is_no_error():
    command = f"{sys.executable} -m notorious_markets compare 2020 2021 | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_without_unicode_is_no_error():
    done = subprocess.run(
        [sys.executable, "-m", "notorious_markets", "compare", "2020", "2021"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"2020 \\u2192 2021")


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "notorious_markets", "find", "vkontakte"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "vk" in done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "notorious_markets", "show", "1999"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
