# SPDX-License-Identifier: MIT
"""Rewrite the outputs of the examples in the docs; ``make examples``, after a release.

Only outputs that no longer match are rewritten: read the difference, and the sentences around it.
"""

import contextlib
import doctest
import io
import re
import tempfile
from pathlib import Path

from console import PROMPT, commands_of, matches, output_of

ROOT = Path(__file__).parent.parent
WRITTEN = (
    "",
    "contributing",
    "explanation",
    "how-to",
    "reference",
)  # the folders of `docs` that people write
PAGES = [
    ROOT / "README.md",
    *(page for folder in WRITTEN for page in sorted((ROOT / "docs" / folder).glob("*.md"))),
]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

_BLOCK = re.compile(r"(?<=^```)(python|console)\n(.*?)(?=^```)", re.MULTILINE | re.DOTALL)


def rewritten(text: str) -> str:
    """A page with the outputs of its examples made anew, where they no longer match."""
    namespace: dict[str, object] = {}

    def replace(block: re.Match[str]) -> str:
        if block[1] == "console":
            return f"console\n{_rewritten_commands(block[2])}"
        return f"python\n{_rewritten_block(block[2], namespace)}"

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return _BLOCK.sub(replace, text)


def _rewritten_commands(block: str) -> str:
    outputs = [(command, want, output_of(command)) for command, want in commands_of(block)]
    return "".join(
        f"{PROMPT}{command}\n{want if matches(want, got) else got}"
        for command, want, got in outputs
    )


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
