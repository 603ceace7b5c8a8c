# SPDX-License-Identifier: MIT
"""The command `screen`: what it takes for a file, what it prints, and how it ends."""

import csv
import gzip
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import polars as pl
import pytest

import notorious_markets as nm
from notorious_markets.__main__ import main
from notorious_markets.screening.filenames import Run, is_named, looks_like_file, plan_runs

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/reference/receipt.schema.json").read_text("utf-8"))
RELEASE = nm.releases()[-1]
LISTED, CLEAN = "https://item.taobao.com/1", "https://x.example/"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run `screen` in an empty folder; gives the exit code and both outputs."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = main(["screen", *map(str, arguments)])
        return code, *capsys.readouterr()

    return call


def program(*arguments, **options):
    command = [sys.executable, "-m", "notorious_markets", "screen", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, **options)


# A value


def test_one_value(run):
    code, text, _ = run(LISTED)
    assert code == 1
    assert text.startswith("Taobao (taobao): taobao.com is printed")
    assert "Alibaba Group" in text
    assert run(CLEAN)[:2] == (0, "no match\n")
    assert run("taobao.com", "--edition", "2012")[0] == 0
    assert run("taobao.com", "--edition", "1999")[0] == 2


@pytest.mark.parametrize("form", ["csv", "markdown", "json"])
def test_a_value_answers_in_every_format(run, form):
    code, text, _ = run("taobao.com", "--format", form)
    assert code == 1
    assert "taobao" in text


# What is a file


@pytest.mark.parametrize(
    "text",
    ["none.csv", "none.TXT", "none.jsonl.gz", "./none.parquet", "../none.tsv", "/none/x.csv"],
)
def test_the_name_of_a_file_that_is_not_there_is_an_error(run, text):
    code, out, err = run(text)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "No such file" in err


@pytest.mark.parametrize("text", ["data/none", "./none", "none.xlsx", "none.json", "/none/here"])
def test_what_only_a_file_can_be_is_never_no_match(run, text):
    code, out, err = run(text)
    assert (code, out) == (2, "")
    assert "looks like a file" in err


def test_a_file_whose_suffix_says_nothing_is_an_error_until_it_is_said(run, tmp_path):
    (tmp_path / "urls").write_text(f"{LISTED}\n")
    assert run("urls")[0] == 2
    assert run("urls", "--input-format", "txt")[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/urls.csv",
        "x.example/urls.csv",
        "//x.example/urls.csv",
        "http://x.example/*.csv",
        "x.example",
        "somebody@x.example",
        "Private Layer",
        "x" * 5000,
        "a\0b",
    ],
)
def test_addresses_and_names_are_no_files(text):
    assert not is_named(text)
    assert not looks_like_file(text)


def test_every_listed_name_and_domain_is_a_value():
    ds = nm.load()
    names = [name for market in ds.markets.values() for name in (market.name, *market.aliases)]
    for text in [*names, *ds.screener().domains]:
        assert not is_named(text)
    assert main(["screen", "Ambassador Mall/ITC"]) == 1


def test_values_and_files_are_not_mixed(run, tmp_path):
    (tmp_path / "a.txt").write_text(f"{LISTED}\n")
    for arguments in (("a.txt", "taobao.com"), ("Private", "Layer")):
        code, _, err = run(*arguments)
        assert code == 2
        assert "several are screened only if all are files" in err


# Files without an output


def test_the_rows_that_match_are_printed_and_counted(run, tmp_path):
    (tmp_path / "a.csv").write_text(f"n,url\n1,{CLEAN}\n2,{LISTED}\n3,\n")
    code, out, err = run("a.csv")
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "row\tvalue\tmarket\tdomain",
        f"2\t{LISTED}\ttaobao\ttaobao.com",
        f"a.csv: 1 of 3 rows match, 1 cannot be read (release {RELEASE})",
    ]


def test_several_files_say_which_row_is_whose(run, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{LISTED}\n")
    _, out, _ = run("a.txt", "b.txt")
    assert [line.split("\t")[0] for line in out.splitlines()[1:3]] == ["a.txt:1", "b.txt:1"]


def test_what_is_printed_commands_no_terminal(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"url": f"{LISTED}#\x1b[2J\n\u202e"}) + "\n")
    _, out, _ = run("a.jsonl")
    assert "\x1b" not in out
    assert r"#\x1b[2J\n\u202e" in out


def test_rows_in_other_formats(run, tmp_path):
    (tmp_path / "a.txt").write_text(f"{LISTED}\n")
    rows = list(csv.DictReader(io.StringIO(run("a.txt", "--format", "csv")[1])))
    assert [(row["row"], row["value"], row["market"]) for row in rows] == [("1", LISTED, "taobao")]
    receipt = json.loads(run("a.txt", "--format", "json")[1])
    assert receipt["matches"][0]["value"] == LISTED


@pytest.mark.parametrize("data", [b"", b"\n", f"{CLEAN}\n".encode()])
def test_nothing_listed_is_0(run, tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    assert run("a.txt")[0] == 0
    assert run("a.txt", "-o", "o.csv")[0] == 0
    assert (tmp_path / "o.csv").read_text().startswith("url,nm_market,")


# Standard streams


def test_standard_input_and_output(tmp_path):
    done = program("-", input=f"{LISTED}\n".encode())
    assert done.returncode == 1
    assert LISTED.encode() in done.stdout
    data = f"id;url\n007;{LISTED}\n".encode()
    done = program("-", "-o", "-", "--input-format", "csv", input=gzip.compress(data))
    assert done.returncode == 1
    assert done.stdout == (
        b"id;url;nm_market;nm_domain;nm_first_edition;nm_last_edition\n"
        + f"007;{LISTED};taobao;taobao.com;2010;2025\n".encode()
    )
    assert b"1 of 1 rows match" in done.stderr
    pl.DataFrame({"url": [LISTED, None]}).write_parquet(tmp_path / "a.parquet")
    done = program(
        *("-", "-o", "-", "--input-format", "parquet"),
        input=(tmp_path / "a.parquet").read_bytes(),
    )
    assert pl.read_parquet(done.stdout)["nm_market"].to_list() == ["taobao", None]


# Folders and patterns


def test_a_folder_of_outputs_has_one_of_each(run, tmp_path):
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/a.csv").write_text(f"url\n{LISTED}\n")
    (tmp_path / "in/deep/b.txt.gz").write_bytes(gzip.compress(f"{LISTED}\n".encode()))
    (tmp_path / "in/notes.md").write_text("no table")
    (tmp_path / "in/.hidden.csv").write_text("no table")
    for _ in range(2):  # an output is not an input of the next run
        code, out, _ = run("in", "-o", "in/out")
        assert code == 1
        assert out.count("1 of 1 rows match") == 2
    assert sorted(
        str(path.relative_to(tmp_path / "in/out"))
        for path in (tmp_path / "in/out").rglob("*")
        if path.is_file()
    ) == ["a.csv", "deep/b.csv.gz"]


def test_a_pattern_into_one_output(run, tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"url,n\n{LISTED},{name}\n")
    code, out, _ = run("*.csv", "-o", "o.parquet")
    assert (code, out.startswith("o.parquet: 2 of 2 rows match")) == (1, True)
    assert pl.read_parquet(tmp_path / "o.parquet")["n"].to_list() == ["a.csv", "b.csv"]
    assert run("no*.csv", "-o", "o.parquet")[0] == 2
    assert run(tmp_path, "-o", "o.xlsx")[0] == 2


def test_plans_name_inputs_and_outputs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv", "c.txt"):
        Path(name).write_text("")
    assert plan_runs(["a.csv", "b.csv"], None) == [Run(("a.csv", "b.csv"), None)]
    assert plan_runs(["a.csv", "b.csv"], "o.csv") == [Run(("a.csv", "b.csv"), "o.csv")]
    each = [Run(("a.csv",), str(Path("o/a.csv"))), Run(("c.txt",), str(Path("o/c.csv")))]
    assert plan_runs(["a.csv", "c.txt"], "o/") == plan_runs(["a.csv", "c.txt"], "o") == each
    Path("d").mkdir()
    for names in (["d"], ["a.csv", "./a.csv", "d"]):
        with pytest.raises(nm.InvalidArgumentError, match="no file in d"):
            plan_runs(names, "o/")
    Path("d/a.csv").write_text("")
    with pytest.raises(nm.InvalidArgumentError, match="the output of several files"):
        plan_runs(["a.csv", "d/a.csv"], "o/")


# What is refused


def test_an_output_onto_an_input_is_refused(run, tmp_path):
    (tmp_path / "a.csv").write_text(f"url\n{LISTED}\n")
    (tmp_path / "link.csv").symlink_to("a.csv")
    os.link(tmp_path / "a.csv", tmp_path / "hard.csv")
    for output in ("a.csv", "./a.csv", "link.csv", "hard.csv", "."):
        code, _, err = run("a.csv", "-o", output)
        assert code == 2
        assert "is the input a.csv" in err
    with (tmp_path / "a.csv").open("rb") as file:
        done = program("-", "-o", "a.csv", stdin=file, cwd=tmp_path)
    assert (done.returncode, b"is the input -" in done.stderr) == (2, True)
    assert (tmp_path / "a.csv").read_text() == f"url\n{LISTED}\n"
    for receipt in ("a.csv", "hard.csv", "o.csv"):
        assert run("a.csv", "-o", "o.csv", "--receipt", receipt)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.csv", "--column", "link"],
        ["a.csv", "--encoding", "rot13"],
        ["a.csv", "--delimiter", "ab"],
        ["a.csv", "-o", "o.xlsx"],
        ["a.csv", "-o", "-", "--format", "json"],
        ["a.csv", "--receipt", "no/folder/r.json"],
    ],
)
def test_bad_arguments_are_refused_in_one_line(run, tmp_path, arguments):
    (tmp_path / "a.csv").write_text(f"url\n{LISTED}\n")
    code, _, err = run(*arguments)
    assert code == 2
    assert err.count("\n") == 1


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, tmp_path, capsys):
    for name in [name for name in sys.modules if name.startswith("notorious_markets.frames")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert main(["screen", "x.txt", "-o", str(tmp_path / "o.csv")]) == 2
    assert "notorious-markets[frames]" in capsys.readouterr().err


# How it ends


def test_whatever_is_raised_is_2(run, tmp_path, monkeypatch):
    from notorious_markets.frames.files import runs

    class Panic(BaseException):
        pass

    (tmp_path / "a.csv").write_text("url\nx\n")
    for error in (Panic("gave up"), MemoryError(), RuntimeError("odd"), OSError(28, "full")):
        monkeypatch.setattr(
            runs, "screen", lambda *_, error=error, **__: (_ for _ in ()).throw(error)
        )
        assert run("a.csv")[0] == run("a.csv", "-o", "o.csv")[0] == 2


@pytest.mark.parametrize("arguments", [["taobao.com"], ["a.txt"], ["a.txt", "-o", "-"]])
def test_a_full_disk_is_2_without_a_traceback(tmp_path, arguments):
    (tmp_path / "a.txt").write_text(f"{LISTED}\n" * 1000)
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "notorious_markets", "screen", *arguments]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, timeout=120, cwd=tmp_path
        )
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if b"rows match" not in line]
    assert len(lines) == 1
    assert b"No space left" in lines[0]


@pytest.mark.parametrize("arguments", [["a.txt"], ["a.txt", "-o", "-"]])
def test_a_reader_that_leaves_is_2_for_a_file(tmp_path, arguments):
    (tmp_path / "a.txt").write_text(f"{LISTED}\n" * 100_000)
    command = f"{sys.executable} -m notorious_markets screen {' '.join(arguments)} | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=120, cwd=tmp_path
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_an_interruption_says_how_to_go_on(tmp_path):
    (tmp_path / "a.txt").write_text(f"{CLEAN}\n" * 3_000_000)
    command = [sys.executable, "-m", "notorious_markets", "screen", "a.txt", "-o", "o.csv"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        for _ in range(1200):
            if list(tmp_path.glob("o.csv.parts/*.json")) or process.poll() is not None:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == (
        "notorious_markets: interrupted; the same command goes on where it stopped, "
        "with what is in o.csv.parts\n"
    )
    assert not (tmp_path / "o.csv").exists()


# Receipts


def checked(text):
    receipt = json.loads(text)
    jsonschema.validate(receipt, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert receipt["release"]["version"] == RELEASE
    assert {table["name"]: table["sha256"] for table in receipt["release"]["tables"]} == {
        table.name: table.sha256 for table in nm.load().release.tables
    }
    return receipt


def test_the_receipt_of_a_value_repeats_the_screening(run, tmp_path):
    arguments = ("taobao.com", "--kind", "host", "--edition", "2022", "--edition", "2023")
    code, text, _ = run(*arguments, "--format", "json", "--receipt", "r.json")
    receipt = checked(text)
    assert checked((tmp_path / "r.json").read_text("utf-8")) == receipt
    again = nm.load(receipt["release"]["version"]).screen(
        receipt["value"],
        receipt["restrictions"]["kind"],
        editions=receipt["restrictions"]["editions"],
    )
    assert code == 1
    assert receipt["found"] == [match.to_dict() for match in again]
    assert [found["market"]["id"] for found in receipt["found"]] == ["taobao"]
    assert checked(run(CLEAN, "--format", "json")[1])["found"] == []


def test_the_receipt_of_files_has_their_digests_and_counts(run, tmp_path):
    (tmp_path / "a.csv").write_text(f'url\n{LISTED}\n{LISTED}\nhttps://vk.com/\n{CLEAN}\n\n" "\n')
    run("a.csv", "-o", "o.csv", "--receipt", "r.json")
    receipt = checked((tmp_path / "r.json").read_text("utf-8"))

    def digest(name):
        return hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    assert receipt["inputs"] == [{"name": "a.csv", "sha256": digest("a.csv")}]
    assert receipt["outputs"] == [{"name": "o.csv", "sha256": digest("o.csv")}]
    assert receipt["counts"] == {"rows": 5, "matched": 3, "unreadable": 1}
    assert [(item["market"], item["rows"]) for item in receipt["found"]] == [
        ("taobao", 2),
        ("vk", 1),
    ]
    assert receipt["restrictions"] == {"kind": None, "editions": None, "column": "url"}
    assert "polars" in receipt["versions"]
    told = checked(run("a.csv", "--format", "json")[1])
    assert [row["row"] for row in told["matches"]] == [1, 2, 3]


# Block lists


def test_a_block_list_takes_restrictions(capsys):
    ds = nm.load()
    for options, restrictions in (
        (["--former"], {"former": True}),
        (["--edition", "2023", "--edition", "2024"], {"editions": [2023, 2024]}),
        (["--concern", "piracy", "--economy", "RU"], {"concern": "piracy", "economy": "RU"}),
    ):
        assert main(["blocklist", "--format", "hosts", *options]) == 0
        assert capsys.readouterr().out == ds.export_blocklist("hosts", **restrictions)
