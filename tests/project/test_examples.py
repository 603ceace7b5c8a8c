# SPDX-License-Identifier: MIT
"""The examples of docstrings are true: each is run, with `nm` and `ds = nm.load()` at hand."""

import ast
import contextlib
import doctest
import io

import pytest

import notorious_markets as nm
from house import PACKAGE

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


def problems(name, text):
    """What running the examples of a docstring prints, where it is not what the docstring says."""
    test = doctest.DocTestParser().get_doctest(text, {"nm": nm, "ds": nm.load()}, name, None, None)
    with contextlib.redirect_stdout(io.StringIO()) as output:
        doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test)
    return output.getvalue()


def test_an_example_with_a_wrong_output_is_noticed():
    assert problems("right", ">>> len(ds.editions) > 15\nTrue\n") == ""
    assert "Expected:\n    2\nGot:\n    1\n" in problems("wrong", ">>> 1\n2\n")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_of_a_docstring_is_true(name):
    if found := problems(name, EXAMPLES[name]):
        pytest.fail(found, pytrace=False)
