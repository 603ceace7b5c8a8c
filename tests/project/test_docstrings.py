# SPDX-License-Identifier: MIT
"""The examples in docstrings are true of the release that they were written for."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import notorious_markets as nm
from notorious_markets import bundled

RELEASE = "2026.12.1"
START_WITH = {
    "Dataset": "edition market find company companies_of markets_of compare presence evidence "
    "history coverage screen watch_list economy cite statements",
    "Listings": "where group_by count_by",
    "Seizures": "share",
}


def examples():
    """Every docstring of the package that has an example."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for found in pkgutil.walk_packages(nm.__path__, "notorious_markets."):
        if not found.name.endswith("__main__"):
            module = import_module(found.name)
            yield from (test for test in finder.find(module) if test.examples)
    yield from (test for test in finder.find(nm, "notorious_markets") if test.examples)


EXAMPLES = {test.name: test for test in examples()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_what_it_says(name, monkeypatch):
    monkeypatch.setattr(bundled, "releases", lambda: (RELEASE,))
    test = EXAMPLES[name]
    test.globs |= {"nm": nm, "ds": nm.load()}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    said = []
    runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


def test_the_calls_that_people_start_with_have_an_example():
    wanted = {f"{kind}.{name}" for kind, names in START_WITH.items() for name in names.split()}
    assert wanted <= {".".join(name.split(".")[-2:]) for name in EXAMPLES}
