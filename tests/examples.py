# SPDX-License-Identifier: MIT
"""Rewrite the outputs of the examples in the docs; ``make examples``, after a release.

Only outputs that no longer match are rewritten: read the difference, and the sentences around it.
"""

import contextlib
import doctest
import io
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

_BLOCK = re.compile(r"(?<=^```python\n)(.*?)(?=^```)", re.MULTILINE | re.DOTALL)


def rewritten(text: str) -> str:
    """A page with the outputs of its examples made anew, where they no longer match."""
    namespace: dict[str, object] = {}
    return _BLOCK.sub(lambda block: _rewritten_block(block[1], namespace), text)


def _rewritten_block(block: str, namespace: dict[str, object]) -> str:
    parts = doctest.DocTestParser().parse(block)
    examples = [part for part in parts if isinstance(part, doctest.Example)]
    if not examples:
        exec(block, namespace)
    return "".join(
        part if isinstance(part, str) else _rewritten_example(part, namespace) for part in parts
    )


def _rewritten_example(example: doctest.Example, namespace: dict[str, object]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        if example.exc_msg is None:
            exec(compile(example.source, "<example>", "single"), namespace)
    got = example.want if example.exc_msg is not None else output.getvalue()
    if example.exc_msg is None and doctest.OutputChecker().check_output(example.want, got, FLAGS):
        got = example.want
    prompt, *continued = example.source.splitlines()
    indent = " " * example.indent
    lines = [f">>> {prompt}", *(f"... {line}".rstrip() for line in continued), *got.splitlines()]
    return "".join(f"{indent}{line}\n" for line in lines)


if __name__ == "__main__":
    for page in PAGES:
        before = page.read_text("utf-8")
        after = rewritten(before)
        if after != before:
            page.write_text(after, "utf-8")
            print(page.relative_to(ROOT))
