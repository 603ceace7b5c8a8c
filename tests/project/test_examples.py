# SPDX-License-Identifier: MIT
"""The examples of docstrings are true: each is run, with `nm` and `ds = nm.load()` at hand.

They are true of one release. What `nm.load()` gives a reader may be a later one.
"""

import ast
import contextlib
import doctest
import io

import pytest

import notorious_markets as nm
from house import PACKAGE
from notorious_markets import bundled

RELEASE = "2026.12.1"
START_WITH = {
    "dataset.py::Dataset": "edition market find company companies_of markets_of compare presence "
    "evidence history coverage screen watch_list economy cite statements",
    "editions/listings.py::Listings": "where group_by count_by",
    "trade/seizures.py::Seizures": "share",
}

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


def docstrings(tree, within=""):
    """Each docstring of a module by the name of what it describes; that of the module by none."""
    if text := ast.get_docstring(tree):
        yield within, text
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield from docstrings(node, f"{within}.{node.name}".lstrip("."))


EXAMPLES = {
    f"{path}::{name}": text
    for path, module in MODULES.items()
    for name, text in docstrings(ast.parse(module.read_text("utf-8")))
    if ">>> " in text
}


@pytest.fixture(autouse=True)
def pinned(monkeypatch):
    known = nm.releases()
    monkeypatch.setattr(bundled, "releases", lambda: known[: known.index(RELEASE) + 1])


def problems(name, text):
    """What running the examples of a docstring prints, where it is not what the docstring says."""
    test = doctest.DocTestParser().get_doctest(text, {"nm": nm, "ds": nm.load()}, name, None, None)
    with contextlib.redirect_stdout(io.StringIO()) as output:
        doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test)
    return output.getvalue()


def test_an_example_with_a_wrong_output_is_noticed():
    assert problems("right", ">>> len(ds.editions) > 15\nTrue\n") == ""
    assert "Expected:\n    2\nGot:\n    1\n" in problems("wrong", ">>> 1\n2\n")


def test_the_calls_that_people_start_with_have_an_example():
    calls = {f"{kind}.{name}" for kind, names in START_WITH.items() for name in names.split()}
    assert calls <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_of_a_docstring_is_true(name):
    if found := problems(name, EXAMPLES[name]):
        pytest.fail(found, pytrace=False)
