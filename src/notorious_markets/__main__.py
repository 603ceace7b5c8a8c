# SPDX-License-Identifier: MIT
"""The command line: ``python -m notorious_markets``."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code, also if it is interrupted while it starts."""
    try:
        from notorious_markets.cli import main as run  # takes long enough to be interrupted

        return run(arguments)
    except KeyboardInterrupt:
        print("notorious_markets: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
