# SPDX-License-Identifier: MIT
"""Data frames (extra ``frames``): screening a column of URLs, and records as frames.

`screen` takes a pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark frame and returns one of
the same kind with four columns more. `to_frame` turns records into a frame. May use every room
but `cli`, `plots` and `strategies`.
"""

from notorious_markets.frames.lookup import COLUMNS, UNREADABLE
from notorious_markets.frames.screening import screen
from notorious_markets.frames.tables import panel, to_frame

__all__ = ["COLUMNS", "UNREADABLE", "panel", "screen", "to_frame"]
