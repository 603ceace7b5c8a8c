# SPDX-License-Identifier: MIT
"""The documentation is complete: every public name has its entry, every example is executed."""

import functools
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import attrs
import pytest

import notorious_markets as nm
from console import commands_of, matches, output_of
from examples import PAGES
from notorious_markets import errors, strategies
from notorious_markets.records.tables import TABLES

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "index.md").read_text("utf-8")
CATALOGUE = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")

# What a block of these pages may be; docs/conftest.py says what happens to each.
EXECUTED = {"python", "console", "sql"}
NOT_EXECUTED = {"shell", "r", "text", "{code-block} python"}
DIRECTIVES = {"{eval-rst}", "{include} ../CHANGELOG.md", "{toctree}", "{warning}", "{note}"}


# Reference


def _is_error(item):
    return inspect.isclass(item) and issubclass(item, Exception)


def entries(kinds):
    return re.findall(rf"^\.\. auto(?:{kinds}):: (?:[\w.]+\.)?(\w+)$", REFERENCE, re.MULTILINE)


@pytest.mark.parametrize("name", nm.__all__)
def test_every_public_name_is_in_the_reference(name):
    assert name in entries("class|exception|function")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_record_of_every_table_is_public(table):
    assert table.record.__name__ in nm.__all__


@pytest.mark.parametrize("extra", ["frames", "plots"])
def test_every_public_name_of_an_extra_is_in_the_reference(extra):
    assert set(getattr(nm, extra).__all__) <= set(entries("class|data|function"))


def test_the_strategies_are_in_the_reference():
    assert f".. automodule:: {strategies.__name__}\n   :members:" in REFERENCE


ERRORS = [name for name, _ in inspect.getmembers(errors, _is_error)]


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_has_an_entry_with_an_example_and_its_attributes(name):
    error = getattr(errors, name)
    _, _, entry = CATALOGUE.partition(f"\n## {name}\n")
    entry, _, _ = entry.partition("\n## ")
    assert ">>> " in entry
    _, _, attributes = (error.__doc__ or "").partition("Attributes:")
    for attribute in re.findall(r"^ +(\w+):", attributes, re.MULTILINE):
        assert f"| `{attribute}` |" in entry


# Docstrings

MODULES = [
    importlib.import_module(item.name)
    for item in pkgutil.walk_packages(nm.__path__, f"{nm.__name__}.")
    if not item.name.rpartition(".")[2].startswith("_")
]


@pytest.mark.parametrize("module", [nm, *MODULES], ids=lambda module: module.__name__)
def test_whatever_is_public_has_a_docstring(module):
    assert [name for name, item in public(module) if not documented(item)] == []


@pytest.mark.parametrize("name", nm.__all__)
def test_every_attribute_of_a_record_is_described(name):
    record = getattr(nm, name)
    if attrs.has(record):
        for field in attrs.fields(record):
            assert field.name.startswith("_") or f"\n        {field.name}: " in record.__doc__


def public(module):
    """A module, its public classes and functions, and what is public in those classes."""
    yield module.__name__, module
    for name, item in vars(module).items():
        here = getattr(item, "__module__", None) == module.__name__
        if name.startswith("_") or not here or not isinstance(item, FunctionType | type):
            continue
        yield name, item
        for inner, value in vars(item).items() if isinstance(item, type) else ():
            kinds = FunctionType | property | functools.cached_property | classmethod | staticmethod
            if isinstance(value, kinds) and not inner.startswith("_"):
                yield f"{name}.{inner}", value


def documented(item):
    return bool((item.__doc__ or "").strip())


# Pages


def fences(page):
    return re.findall(r"^ *(?:```|:::)(\S.*)$", page.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_is_executed_or_known_not_to_be(page):
    assert set(fences(page)) <= EXECUTED | NOT_EXECUTED | DIRECTIVES


def test_the_test_run_collects_every_page_with_examples():
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", "docs", "README.md"]
    found = subprocess.run(collect, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    collected = {ROOT / line.partition("::")[0] for line in found.splitlines() if "::" in line}
    with_examples = {page for page in PAGES if EXECUTED & set(fences(page))}
    assert collected == with_examples


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_example_is_skipped(page):
    assert not re.search(r"\+SKIP|<!-+ *skip|; *skip:", page.read_text("utf-8"))


# Commands


def test_a_block_is_commands_with_their_outputs():
    assert commands_of("$ a b\n1\n2\n$ c\n") == [("a b", "1\n2\n"), ("c", "")]
    with pytest.raises(ValueError, match="must begin with"):
        commands_of("a b\n")


def test_a_command_prints_what_it_prints_in_a_terminal():
    assert output_of("python -m notorious_markets screen https://nottaobao.com/") == "no match\n"
    assert output_of("python -m notorious_markets show 1999").startswith(
        "notorious_markets: unknown"
    )
    assert "required" in output_of("python -m notorious_markets show")


def test_a_command_can_write_its_output_to_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert output_of("python -m notorious_markets editions --format csv > editions.csv") == ""
    assert (tmp_path / "editions.csv").read_text("utf-8").startswith("edition,published")


def test_no_other_command_is_executed():
    with pytest.raises(ValueError, match="only python -m notorious_markets is executed"):
        output_of("make docs")


def test_three_dots_stand_for_anything():
    assert matches("a\n...\nd\n", "a\nb\nc\nd\n")
    assert not matches("a\n...\nd\n", "a\nb\nc\n")
