# SPDX-License-Identifier: MIT
"""Every Python example of these pages is a test; each page imports what it needs."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    patterns=["**/*.md"],
    excludes=["_build/**"],
).pytest()
