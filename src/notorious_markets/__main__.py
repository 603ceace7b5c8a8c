# SPDX-License-Identifier: MIT
"""The command line: ``python -m notorious_markets``."""

import sys

from notorious_markets.cli import main

if __name__ == "__main__":
    sys.exit(main())
