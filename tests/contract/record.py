# SPDX-License-Identifier: MIT
"""Record the answers of this code, or print one of them in full.

    PYTHONPATH=src:tests python -m contract.record
    PYTHONPATH=src:tests python -m contract.record "ds.edition(2021)"

Read the difference before you commit it: each line of it is an answer that users get changed.
"""

import sys

from contract.plain import FOLDER, kept, plain, shown, write
from contract.questions import ERRORS, GROUPS, MENDED, answer, may_raise


def main(question=None):
    """Record everything, or show the whole answer to one question."""
    if question is not None:
        print(shown(plain(answer(question))))
        return
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for group, questions in GROUPS.items():
        answers = {each: plain(answer(each)) for each in questions if each not in MENDED}
        raised = [each for each, found in answers.items() if _raised(found)]
        wrong = [each for each in raised if not may_raise(each)]
        wrong += set(answers).difference(raised).intersection(ERRORS)
        if wrong:
            raise SystemExit(f"raised, or did not, among the answers of {group}: {wrong}")
        write(group, {each: kept(found) for each, found in answers.items()})


def _raised(found):
    return isinstance(found, dict) and "raises" in found


if __name__ == "__main__":
    main(*sys.argv[1:])
