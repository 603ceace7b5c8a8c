# SPDX-License-Identifier: MIT
"""The package runs no code from elsewhere, starts no program and opens no connection."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import notorious_markets as nm

SOURCES = sorted(Path(nm.__file__).parent.rglob("*.py"))

# Each would make code of data, start a program or reach the network.
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "fork", "execv"}
FORBIDDEN_MODULES = {
    *("pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"),
    *("subprocess", "multiprocessing", "pty", "ctypes", "runpy", "code"),
    *("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "webbrowser"),
    *("socketserver", "xmlrpc", "requests", "urllib3", "httpx", "aiohttp"),
}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                yield function.id
            elif isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
                yield function.attr if function.value.id in ("os", "builtins") else ""


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_module_can_run_code_start_a_program_or_reach_the_network(source):
    tree = ast.parse(source.read_text("utf-8"))
    assert not FORBIDDEN_CALLS & set(called(tree))
    used = {
        ".".join(parts[:end])
        for parts in (name.split(".") for name in imported(tree))
        for end in range(1, len(parts) + 1)
    }
    assert not FORBIDDEN_MODULES & used


def test_the_search_finds_what_is_forbidden():
    tree = ast.parse("import os, pickle\nfrom urllib import request\nos.system('x'); eval('1')")
    assert {"pickle", "urllib.request"} <= set(imported(tree))
    assert {"system", "eval"} <= set(called(tree))


# An audit hook cannot be removed, and sees what any library does, C code of Python's included.
REFUSING = """
import sys
def refuse(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_sp",
                         "urllib.", "http.", "ftplib.", "smtplib.", "pickle.find_class")):
        raise RuntimeError(f"refused: {event} {arguments}")
sys.addaudithook(refuse)
"""

ASK = """
import contextlib, io
import notorious_markets as nm
for release in nm.releases():
    nm.verify(release)
ds = nm.load()
ds.compare(2020, 2021).to_markdown()
ds.compare(2020, 2021, by="company")
nm.compare_releases(*nm.releases()[-2:])
ds.history("taobao"), ds.survival(), ds.economy("CN"), ds.companies_of("taobao", transitive=True)
ds.seizures.share("CN+HK", fiscal_year=2020, basis="msrp"), ds.seizures.total()
ds.screen("https://item.taobao.com/x"), ds.screen("Taobaoo", "name", similar=0.8)
nm.export_blocklist("hosts")
"""

FRAMES = """
import pandas as pd, polars as pl, pyarrow as pa
urls = {"url": ["https://item.taobao.com/x", None, "https://example.org/"]}
for frame in (pd.DataFrame(urls), pl.DataFrame(urls), pl.LazyFrame(urls), pa.table(urls)):
    screened = nm.frames.screen(frame)
    if isinstance(frame, pl.LazyFrame):
        screened.collect()
nm.frames.to_frame(ds.listings, "pandas")
"""

PLOTS = """
import io
for name in nm.plots.__all__:
    getattr(nm.plots, name)(ds).figure.savefig(io.BytesIO())
"""

COMMANDS = """
from notorious_markets.__main__ import main
with contextlib.redirect_stdout(io.StringIO()) as out:
    for command in ("editions", "show 2021", "compare 2020 2021", "screen https://taobao.com/",
                    "history taobao", "company alibaba-group", "economy CN", "blocklist"):
        assert main(command.split()) in (0, 1), command
assert out.getvalue()
"""


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A home in which Matplotlib has its list of fonts already: to make it, it asks the system."""
    home = tmp_path_factory.mktemp("home")
    run("import matplotlib.font_manager", home)
    return home


def run(code, home):
    environment = os.environ | {"HOME": str(home), "MPLCONFIGDIR": str(home), "MPLBACKEND": "agg"}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.mark.parametrize(
    "code", [ASK, ASK + FRAMES, ASK + PLOTS, ASK + COMMANDS], ids=["ask", "frames", "plots", "main"]
)
def test_nothing_that_is_asked_opens_a_socket_or_starts_a_program(code, home):
    done = run(REFUSING + code, home)
    assert done.returncode == 0, done.stderr


def test_the_refusal_works(home):
    done = run(REFUSING + "import socket; socket.socket()", home)
    assert "refused: socket" in done.stderr
