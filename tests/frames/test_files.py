# SPDX-License-Identifier: MIT
"""Screening files: bounded, resumable, and never half a file."""

import subprocess
import sys

import polars as pl
import pytest

import notorious_markets as nm
from notorious_markets.__main__ import main
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames import COLUMNS, files
from notorious_markets.frames.files import Outcome, screen_file

RELEASE = "2026.12.1"
SCREENER = nm.load(RELEASE).screener()
URLS = ["https://vk.com/a", "https://x.example", "", "https://item.taobao.com/1", "no url"]
MARKETS = ["vk", None, None, "taobao", None]


def write(path, name="url"):
    frame = pl.DataFrame({"n": range(len(URLS)), name: URLS})
    if path.suffix == ".txt":
        path.write_text("".join(f"{url}\n" for url in URLS))
    elif path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return path


def run(source, output, **options):
    return screen_file(source, output, screener=SCREENER, release=RELEASE, **options)


def read(path):
    return pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)


@pytest.mark.parametrize("source", ["urls.txt", "urls.csv", "urls.parquet"])
@pytest.mark.parametrize("output", ["out.parquet", "out.csv"])
@pytest.mark.parametrize("rows", [1, 2, 100])
def test_every_kind_of_file_in_parts_of_any_size(tmp_path, source, output, rows):
    outcome = run(write(tmp_path / source), tmp_path / output, rows=rows)
    assert outcome == Outcome(rows=5, matched=2)
    frame = read(tmp_path / output)
    assert frame.columns[-4:] == list(COLUMNS)
    assert [value or None for value in frame["nm_market"]] == MARKETS
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source, output])


def test_an_interrupted_run_goes_on_and_leaves_no_half_file(tmp_path, monkeypatch):
    source, output = write(tmp_path / "urls.parquet"), tmp_path / "out.parquet"
    write_part, written = files._write_part, []

    def interrupted(part, *rest):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(part.name)
        return write_part(part, *rest)

    monkeypatch.setattr(files, "_write_part", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(source, output, rows=1)
    assert not output.exists()
    monkeypatch.setattr(
        files,
        "_write_part",
        lambda part, *rest: (written.append(part.name), write_part(part, *rest))[1],
    )
    assert run(source, output, rows=1) == Outcome(rows=5, matched=2)
    assert len(written) == len(set(written)) == 5, "what was done is not done again"
    assert read(output)["nm_market"].to_list() == MARKETS


def test_another_question_starts_anew(tmp_path, monkeypatch):
    source, output = write(tmp_path / "urls.parquet"), tmp_path / "out.parquet"
    monkeypatch.setattr(files, "_join", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run(source, output)
    monkeypatch.undo()
    restricted = nm.load(RELEASE).screener(editions=2012)
    outcome = screen_file(source, output, screener=restricted, release=RELEASE)
    assert outcome == Outcome(rows=5, matched=1)


def test_an_older_output_is_replaced_when_the_new_one_is_whole(tmp_path):
    source, output = write(tmp_path / "urls.txt"), tmp_path / "out.csv"
    output.write_text("old")
    with pytest.raises(InvalidArgumentError):
        run(tmp_path / "none.txt", output)
    assert output.read_text() == "old"
    run(source, output)
    assert read(output).height == 5


@pytest.mark.parametrize(
    ("source", "text", "output", "error", "problem"),
    [
        ("none.parquet", None, "out.parquet", InvalidArgumentError, "none.parquet"),
        ("bad.parquet", "no parquet", "out.parquet", InvalidArgumentError, "bad.parquet"),
        ("empty.txt", "", "out.parquet", InvalidArgumentError, "has no rows"),
        ("urls.csv", "link\nx\n", "out.parquet", UnknownValueError, "column 'url'"),
        ("urls.csv", "url,url\nx,y\n", "out.csv", InvalidArgumentError, "more than once"),
        ("urls\0.csv", None, "out.csv", InvalidArgumentError, "null byte"),
        ("urls.txt", "x\n", "out\0.csv", InvalidArgumentError, "null byte"),
        ("urls.json", "{}", "out.parquet", UnknownValueError, "kind of file '.json'"),
        ("urls.txt", "x\n", "out.xlsx", UnknownValueError, "kind of file '.xlsx'"),
        ("urls.txt", "x\n", "no/such/folder/out.csv", None, None),
    ],
)
def test_bad_files_are_refused(tmp_path, source, text, output, error, problem):
    if text is not None:
        (tmp_path / source).write_text(text)
    if error is None:  # the folder of the output is made
        assert run(tmp_path / source, tmp_path / output).rows == 1
        return
    with pytest.raises(error, match=problem):
        run(tmp_path / source, tmp_path / output)
    assert [path.name for path in tmp_path.iterdir()] == ([] if text is None else [source])


@pytest.mark.parametrize("name", ["x" * 300, "\udce8"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name):
    source = write(tmp_path / "urls.txt")
    for paths in (
        (source, tmp_path / f"{name}.csv"),
        (tmp_path / f"{name}.txt", tmp_path / "x.csv"),
    ):
        with pytest.raises(InvalidArgumentError, match=r"too long|must be Unicode"):
            run(*paths)
    assert list(tmp_path.iterdir()) == [source]


def test_a_column_of_bytes_that_are_no_text_is_refused(tmp_path):
    pl.DataFrame({"url": [b"\xff"]}).write_parquet(tmp_path / "urls.parquet")
    with pytest.raises(InvalidArgumentError, match="must hold text"):
        run(tmp_path / "urls.parquet", tmp_path / "out.csv")


def test_a_column_that_csv_cannot_hold_leaves_no_half_file(tmp_path):
    pl.DataFrame({"url": ["x"], "lists": [[1]]}).write_parquet(tmp_path / "urls.parquet")
    with pytest.raises(InvalidArgumentError, match="Unsupported"):
        run(tmp_path / "urls.parquet", tmp_path / "out.csv")
    assert not list(tmp_path.glob("*.unfinished"))
    assert run(tmp_path / "urls.parquet", tmp_path / "out.parquet").rows == 1


def test_a_text_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "urls.txt").write_bytes(b"https://vk.com\xff\n")
    with pytest.raises(InvalidArgumentError, match=r"urls\.txt"):
        run(tmp_path / "urls.txt", tmp_path / "out.csv")


def test_progress_is_for_terminals(tmp_path, monkeypatch, capsys):
    run(write(tmp_path / "urls.txt"), tmp_path / "out.csv")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    run(write(tmp_path / "urls.txt"), tmp_path / "out.csv")
    assert "5 rows, 2 matched" in capsys.readouterr().err


# The command line


def test_exit_codes(tmp_path, capsys):
    source, output = write(tmp_path / "links.csv", "link"), str(tmp_path / "out.parquet")
    assert main(["screen", str(source), "--column", "link", "-o", output]) == 1
    assert "2 of 5 rows match" in capsys.readouterr().out
    (tmp_path / "clean.txt").write_text("https://x.example\n")
    assert main(["screen", str(tmp_path / "clean.txt"), "-o", output]) == 0
    assert main(["screen", str(source), "-o", output]) == 2
    assert "unknown column 'url'" in capsys.readouterr().err


def test_one_value_on_the_command_line(capsys):
    assert main(["screen", "https://item.taobao.com/x"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("Taobao (taobao): taobao.com is printed")
    assert "Alibaba Group" in text
    assert main(["screen", "https://x.example"]) == 0
    assert main(["screen", "taobao.com", "--edition", "2012"]) == 0
    assert main(["screen", "taobao.com", "--edition", "1999"]) == 2


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, tmp_path, capsys):
    for name in [name for name in sys.modules if name.startswith("notorious_markets.frames")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert main(["screen", "x.txt", "-o", str(tmp_path / "o.csv")]) == 2
    assert "notorious-markets[frames]" in capsys.readouterr().err


def test_frames_without_the_extra_say_what_to_install():
    code = (
        "import sys; sys.modules['narwhals'] = None; import notorious_markets as nm\n"
        "try: nm.frames\n"
        "except nm.MissingDependencyError as error: print(error.package, error.extra)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "narwhals frames\n"
