# SPDX-License-Identifier: MIT
"""What fuzzing has found, and a selection of what it reached: every input is tried again.

The folders of ``corpus`` are named by the targets in ``fuzz``, whose laws hold for every file.
"""

import random
from importlib import import_module
from pathlib import Path

import pytest

from fuzz.mutation import mutator
from notorious_markets.records.tables import TABLES

CORPUS = Path(__file__).parents[1] / "corpus"
TARGETS = ("package", "screening", "command_line", "rows")


@pytest.mark.parametrize("name", TARGETS)
def test_the_laws_hold_for_every_input_of_the_corpus(name):
    target = import_module(f"fuzz.{name}")
    inputs = [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]
    assert inputs
    for data in [*inputs, *target.seeds()]:
        try:
            target.fuzz(data)
        except BaseException as error:
            error.add_note(f"the input is {data!r}")
            raise


def test_the_package_that_is_changed_is_sound(monkeypatch):
    target, asked = import_module("fuzz.package"), []
    monkeypatch.setattr(target, "_check", lambda *read: asked.append(read))
    seeds = list(target.seeds())[: len(TABLES) + 1]  # each of its files as it is
    for seed in seeds:
        target.fuzz(seed)
    assert len(asked) == len(seeds)


def test_the_corpus_is_small_and_every_target_has_one():
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 200_000
    assert {path.parent.name for path in files} == set(TARGETS)


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "screening"])
def test_a_changed_input_is_one_that_a_target_takes(name):
    target = import_module(f"fuzz.{name}")
    mutate = mutator(target.HEAD, target.SEPARATOR, tuple(target.words()))
    chance = random.Random(7)
    for data in target.seeds():
        changed = mutate(data, 300, chance.randrange(1000))
        assert len(changed) <= 300
        target.fuzz(changed)
        assert mutate(data, 300, 1) == mutate(data, 300, 1)
