# SPDX-License-Identifier: MIT
"""No public call changes its answer: each is the one that was recorded.

Where an answer changes on purpose, because a fault is mended, `record.py` records it anew.
"""

import ast
import re
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

from contract import calls, questions
from contract.plain import FOLDER, kept, plain, read, shown
from contract.questions import CHANGED, GROUPS, MENDED, answer

ASKED = [(group, each) for group, all_ in GROUPS.items() for each in all_ if each not in MENDED]
RECORDED = {group: read(group) for group in GROUPS}

_LINES = 40  # of a difference that are printed
_LARGEST = 1_500_000  # bytes of all answers


@pytest.mark.parametrize(("group", "question"), ASKED, ids=[question for _, question in ASKED])
def test_the_answer_is_the_recorded_one(group, question):
    before = shown(RECORDED[group][question]).splitlines()
    after = shown(kept(plain(answer(question)))).splitlines()
    changes = unified_diff(before, after, "recorded", "this code", lineterm="", n=1)
    difference = "\n".join(islice(changes, _LINES))
    assert not difference, f"{question}\n{difference}"


def test_every_question_has_an_answer_and_every_answer_a_question():
    assert {group: list(answers) for group, answers in RECORDED.items()} == {
        group: [each for each in all_ if each not in MENDED] for group, all_ in GROUPS.items()
    }
    assert {path.stem for path in FOLDER.iterdir()} == set(GROUPS)


def test_no_question_stands_twice_and_what_is_to_be_mended_is_a_question():
    everything = [question for all_ in GROUPS.values() for question in all_]
    assert len(everything) == len(set(everything))
    assert set(MENDED) <= set(everything)
    assert set(CHANGED) <= set(everything) - set(MENDED)


def test_questions_use_public_names_only():
    display = {"_repr_html_"}
    for _, question in ASKED:
        names = {
            node.attr for node in ast.walk(ast.parse(question)) if isinstance(node, ast.Attribute)
        }
        assert not {name for name in names - display if name.startswith("_")}, question


def test_every_public_call_is_in_a_question():
    asked = "".join(Path(module.__file__).read_text("utf-8") for module in (calls, questions))
    public = Path(__file__).parent.with_name("public_api.txt").read_text("utf-8")
    names = set(re.findall(r"^nm\.(?:\w+\.)*([a-z]\w*)\(", public, re.MULTILINE))
    missing = names - set(re.findall(r"\w+", asked))
    assert not missing, f"add a question to tests/contract/questions.py: {sorted(missing)}"


def test_the_answers_take_little_room():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= _LARGEST
