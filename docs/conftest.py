# SPDX-License-Identifier: MIT
"""Every example of these pages is a test, its output included; each page imports what it needs.

- ``python``: run as a session of the interpreter, or as a module where there is no ``>>>``.
- ``console``: a command of this package, run in this process; nothing else may stand there.
- ``sql``: run by DuckDB in the folder of the newest release; it must find something.

A page runs in a folder of its own, so that its examples can write files.

Not executed are ``shell`` (installation and make targets, which continuous integration runs;
``python -m curation`` and frictionless, which have tests of their own) and ``r``, because the tests
do not ask for R. ``make test-spark`` runs the ``{code-block} python``. A ``text`` is a picture. No
other language is allowed: see `tests/project/test_documentation.py`.
"""

import contextlib
import tempfile
from doctest import ELLIPSIS
from importlib.resources import files
from typing import Any

import duckdb
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

import notorious_markets as nm
from console import commands_of, matches, output_of

# Folders that tools write: the built site, packages for the browser tests, the pages of the list.
collect_ignore = "_build node_modules editions markets companies economies seizures sources".split()


def run_commands(example: Example) -> str | None:
    for command, want in commands_of(example.parsed):
        got = output_of(command)
        if not matches(want, got):
            return f"$ {command}\nexpected:\n{want}\ngot:\n{got}"
    return None


def run_query(example: Example) -> str | None:
    release = files("notorious_markets") / "data" / nm.releases()[-1]
    with duckdb.connect(config={"file_search_path": str(release)}) as database:
        found = database.sql(example.parsed).fetchall()
    return None if found else "the query finds nothing"


def enter_folder(namespace: dict[str, Any]) -> None:
    leaving = contextlib.ExitStack()
    folder = leaving.enter_context(tempfile.TemporaryDirectory())
    leaving.enter_context(contextlib.chdir(folder))
    namespace["_leaving"] = leaving


def leave_folder(namespace: dict[str, Any]) -> None:
    namespace.pop("_leaving").close()


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser("console", run_commands),
        CodeBlockParser("sql", run_query),
    ],
    patterns=["*.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
