# SPDX-License-Identifier: MIT
"""The rules of the house, held by reading the source; import-linter holds who imports whom."""

import ast
import functools
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "notorious_markets"
SOURCES = {str(path.relative_to(PACKAGE)): path for path in sorted(PACKAGE.rglob("*.py"))}

# How a sentence begins that says what something is, where one is wanted that says what it does.
# Of these, Ruff's D401 lets "What", "Every" and others pass.
NO_ORDER = frozenset("The A An Whether What How Every All No One".split())
NAMES_A_THING = {"property", "cached_property"}

MODULES_BESIDE_THE_ROOMS = 6
IMPORTS_INSIDE_FUNCTIONS = 25
LINES_OF_A_MODULE = 450

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@functools.cache
def tree_of(name):
    return ast.parse(SOURCES[name].read_text("utf-8"))


def decorators(function):
    """The names of a function's decorators, without the modules they come from."""
    plain = (item.func if isinstance(item, ast.Call) else item for item in function.decorator_list)
    return {ast.unparse(item).rpartition(".")[2] for item in plain}


def first_words(tree):
    """The line and the first word of each docstring of a function that is no property."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTION) and not NAMES_A_THING & decorators(node):
            words = (ast.get_docstring(node) or "").split()
            yield node.lineno, words[0].rstrip(",:;.") if words else ""


def inner_imports(tree):
    """The imports that run when a function is called."""
    functions = (node for node in ast.walk(tree) if isinstance(node, FUNCTION))
    found = {
        node.lineno: node
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return [found[line] for line in sorted(found)]


def test_what_these_tests_look_for_is_found_where_it_is():
    tree = ast.parse(
        "class C:\n"
        "    @cached_property\n    def a(self):\n        '''The name.'''\n"
        "    def b(self):\n        '''What it is.'''\n        import re\n"
        "import ast\n"
    )
    assert list(first_words(tree)) == [(5, "What")]
    assert [node.lineno for node in inner_imports(tree)] == [7]


@pytest.mark.parametrize("name", SOURCES)
def test_the_docstring_of_a_function_gives_an_order(name):
    noun_first = [f"{name}:{line}" for line, word in first_words(tree_of(name)) if word in NO_ORDER]
    assert noun_first == []


def test_few_modules_stand_beside_the_rooms():
    beside = [name for name in SOURCES if "/" not in name]
    assert len(beside) <= MODULES_BESIDE_THE_ROOMS, beside


@pytest.mark.parametrize(
    "room", [name for name in SOURCES if re.fullmatch(r"\w+/__init__.py", name)]
)
def test_a_room_says_what_it_is_for_and_what_it_may_use(room):
    assert re.search(r"\bmay\s+use\b", ast.get_docstring(tree_of(room)) or "", re.IGNORECASE)


def test_few_imports_stand_inside_functions():
    found = +Counter({name: len(inner_imports(tree_of(name))) for name in SOURCES})
    assert found.total() <= IMPORTS_INSIDE_FUNCTIONS


@pytest.mark.parametrize("name", SOURCES)
def test_an_import_inside_a_function_says_why(name):
    """In a comment on its line, or above it and the imports it stands with."""
    lines = SOURCES[name].read_text("utf-8").splitlines()
    reasonless, explained = [], set()
    for node in inner_imports(tree_of(name)):
        above = node.lineno - 1
        while not lines[above - 1].strip():  # imports are parted by empty lines
            above -= 1
        own = any("#" in line for line in lines[node.lineno - 1 : node.end_lineno])
        if own or "#" in lines[above - 1] or above in explained:
            explained.add(node.end_lineno)
        else:
            reasonless.append(f"{name}:{node.lineno}")
    assert reasonless == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_module_can_be_read_at_one_sitting(name):
    assert len(SOURCES[name].read_text("utf-8").splitlines()) <= LINES_OF_A_MODULE
