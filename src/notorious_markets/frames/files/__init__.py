# SPDX-License-Identifier: MIT
"""Screening files of any size: read in batches, screened, written with four columns more.

Every other cell and column is copied as it is. An output appears when it is whole; what was done
before an interruption is kept beside it and is not done again.
"""

from notorious_markets.frames.files.parts import Counts, Hit
from notorious_markets.frames.files.runs import Outcome, Question, Row, screen_file, screen_run
from notorious_markets.frames.files.sources import Reading

__all__ = [
    "Counts",
    "Hit",
    "Outcome",
    "Question",
    "Reading",
    "Row",
    "screen_file",
    "screen_run",
]
