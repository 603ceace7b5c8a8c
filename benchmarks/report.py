# SPDX-License-Identifier: MIT
"""What benchmarks write: tables, printed as they grow, in a section of ``results.md``."""

import datetime
import importlib.metadata
import os
import platform
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")


class Report:
    """Tables, printed as they grow."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def head(self, title: str, *columns: str) -> None:
        """Begin a table."""
        self.lines.append(f"\n### {title}\n")
        self.row(*columns)
        self.row(*["---"] * len(columns))

    def row(self, *cells: object) -> None:
        """Add a row."""
        line = f"| {' | '.join(map(str, cells))} |"
        print(line, flush=True)
        self.lines.append(line)

    def write(self, heading: str, packages: tuple[str, ...], remark: str) -> None:
        """Replace the section with this heading in the file of results, or add it."""
        versions = [f"{package} {importlib.metadata.version(package)}" for package in packages]
        day = datetime.datetime.now(tz=datetime.UTC).date()
        python = f"Python {platform.python_version()}"
        where = f"{os.cpu_count()} cores, {platform.machine()}"
        about = f"{', '.join([str(day), python, *versions])}; {where}. {remark}\n"
        section = f"## {heading}\n\n{about}" + "\n".join(self.lines) + "\n"
        text = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Benchmark results\n"
        before, found, after = text.partition(f"## {heading}\n")
        if not found:
            before += "\n"
        _, mark, rest = after.partition("\n## ")
        RESULTS.write_text(before + section + mark + rest, "utf-8")
