# SPDX-License-Identifier: MIT
"""The generated part of the README; ``make readme`` rewrites it, a test holds it to the data."""

import contextlib
import io
from pathlib import Path

from notorious_markets.__main__ import main

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- begin: make readme -->\n"
END = "<!-- end -->"


def generated() -> str:
    """The table of editions, as the command line prints it."""
    with contextlib.redirect_stdout(io.StringIO()) as output:
        main(["editions", "--format", "markdown"])
    return output.getvalue()


def rewritten(text: str) -> str:
    """The README with its generated part made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{generated()}{END}{after}"


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text("utf-8")), "utf-8")
