# SPDX-License-Identifier: MIT
"""Wherever a member of a vocabulary is asked for, its string will do, and nothing else will."""

import importlib
import inspect
import pkgutil
import re
from enum import Enum
from types import FunctionType

import matplotlib.pyplot as plt
import pytest

import notorious_markets as nm
from notorious_markets.editions.filters import Filters
from notorious_markets.errors import NotoriousMarketsError, UnknownValueError

VOCABULARIES = {
    name: item
    for name in nm.__all__
    if isinstance(item := getattr(nm, name), type) and issubclass(item, Enum)
}
CLASSES = {
    name: item
    for found in pkgutil.walk_packages(nm.__path__, f"{nm.__name__}.")
    if not found.name.endswith("__main__")
    for name, item in vars(importlib.import_module(found.name)).items()
    if isinstance(item, type) and item.__module__.startswith(nm.__name__)
}


def parameters():
    """Every parameter of a public call that takes members, with the vocabulary.

    Public are the names of the package, of its data frames and plots, the methods of public
    classes, and those of the classes that these return.
    """
    roots = [(name, getattr(nm, name)) for name in nm.__all__]
    for extra in (nm.frames, nm.plots):
        roots += [(f"{extra.__name__}.{name}", getattr(extra, name)) for name in extra.__all__]
    seen = set()
    while roots:
        path, item = roots.pop()
        if path in seen:
            continue
        seen.add(path)
        if isinstance(item, type):
            methods = {name: it for name, it in vars(item).items() if not name.startswith("_")}
            roots += [(f"{path}.{name}", getattr(it, "fget", it)) for name, it in methods.items()]
        elif isinstance(item, FunctionType):
            returned = words(inspect.signature(item).return_annotation)
            roots += [(name, CLASSES[name]) for name in returned & set(CLASSES)]
            yield from taken(path.removeprefix("notorious_markets."), item)
    for name, annotation in Filters.__annotations__.items():
        yield from ((f"Listings.where {name}", it) for it in words(annotation) & set(VOCABULARIES))


def taken(path, function):
    """The parameters of a function that take members, with the vocabulary."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.annotation is not parameter.empty:
            for name in words(parameter.annotation) & set(VOCABULARIES):
                yield f"{path} {parameter.name}", name


def words(annotation):
    return set(re.findall(r"\w+", str(annotation)))


PARAMETERS = {name: VOCABULARIES[vocabulary] for name, vocabulary in parameters()}

CALLS = {
    "Coverage.section kind": lambda ds, it: ds.coverage(2021).section(it),
    "Dataset.screen concern": lambda ds, it: ds.screen("taobao.com", concern=it),
    "Dataset.screen kind": lambda ds, it: ds.screen("taobao.com", kind=it),
    "Dataset.screener concern": lambda ds, it: ds.screener(concern=it).domains,
    "Dataset.screener kind": lambda ds, it: ds.screener(kind=it).domains,
    "Edition.basis kind": lambda ds, it: ds.edition(2021).basis(it),
    "Edition.complete kind": lambda ds, it: ds.edition(2021).complete(it),
    "Edition.stated kind": lambda ds, it: ds.edition(2021).stated(it),
    "EditionCount.shown kind": lambda ds, it: ds.edition_counts("CN")[2021].shown(it),
    "Listings.where category": lambda ds, it: ds.listings.where(category=it),
    "Listings.where concern": lambda ds, it: ds.listings.where(concern=it),
    "Listings.where kind": lambda ds, it: ds.listings.where(kind=it),
    "Seizures.growth breakdown": lambda ds, it: ds.seizures.growth(breakdown=it),
    "Seizures.growth measure": lambda ds, it: ds.seizures.growth(measure=it),
    "Seizures.growth unit": lambda ds, it: ds.seizures.growth("CN", unit=it),
    "Seizures.series breakdown": lambda ds, it: ds.seizures.series(breakdown=it),
    "Seizures.series measure": lambda ds, it: ds.seizures.series(measure=it),
    "Seizures.series unit": lambda ds, it: ds.seizures.series("CN", unit=it),
    "Seizures.share basis": lambda ds, it: ds.seizures.share("CN+HK", fiscal_year=2020, basis=it),
    "frames.panel kind": lambda ds, it: nm.frames.panel(ds, it),
    "plots.listings_by_economy kind": lambda ds, it: drawn(
        nm.plots.listings_by_economy, ds, kind=it
    ),
    "plots.seizures_by_origin measure": lambda ds, it: drawn(
        nm.plots.seizures_by_origin, ds, measure=it
    ),
    "plots.seizures_by_product measure": lambda ds, it: drawn(
        nm.plots.seizures_by_product, ds, measure=it
    ),
    "plots.seizures_by_year measure": lambda ds, it: drawn(
        nm.plots.seizures_by_year, ds, measure=it
    ),
}


def drawn(plot, ds, **arguments):
    """What a picture says; the picture itself is closed."""
    ax = plot(ds, **arguments)
    try:
        return ax.get_title(loc="left"), [text.get_text() for text in ax.texts]
    finally:
        plt.close(ax.figure)


def answer(ask, ds, value):
    """What a call answers, or says is wrong."""
    try:
        return ask(ds, value)
    except NotoriousMarketsError as error:
        return type(error), str(error)


def test_every_parameter_that_takes_members_is_tried():
    assert sorted(CALLS) == sorted(PARAMETERS)


@pytest.mark.parametrize("name", CALLS)
def test_a_member_and_its_string_have_the_same_answer(ds, name):
    answers = {}
    for member in PARAMETERS[name]:
        answers[member] = answer(CALLS[name], ds, member)
        assert answer(CALLS[name], ds, member.value) == answers[member]
    assert any(not is_error(one) for one in answers.values())
    several = [one for one in answers.values() if not is_error(one)]
    assert len({repr(one) for one in several}) > 1 or len(several) == 1


@pytest.mark.parametrize("nonsense", ["nonsense", "", "Online ", 5, True])
@pytest.mark.parametrize("name", CALLS)
def test_nothing_else_is_answered(ds, name, nonsense):
    with pytest.raises(UnknownValueError) as caught:
        CALLS[name](ds, nonsense)
    assert caught.value.given == nonsense


def is_error(found):
    return isinstance(found, tuple) and found[:1] and isinstance(found[0], type)
