# SPDX-License-Identifier: MIT
"""A frame that is screened keeps its type; every picture is an Axes."""

from typing import assert_type

import pandas as pd
import polars as pl
import pyarrow as pa
from matplotlib.axes import Axes

import notorious_markets as nm
from notorious_markets.frames.tables import PanelRow


def screened(
    pandas: pd.DataFrame, polars: pl.DataFrame, lazy: pl.LazyFrame, arrow: pa.Table
) -> None:
    assert_type(nm.frames.screen(pandas), pd.DataFrame)
    assert_type(nm.frames.screen(polars, column="link", kind="host"), pl.DataFrame)
    assert_type(nm.frames.screen(lazy, unreadable=True), pl.LazyFrame)
    assert_type(nm.frames.screen(arrow, screener=nm.load().screener()), pa.Table)


def drawn(ds: nm.Dataset, ax: Axes) -> None:
    assert_type(nm.frames.panel(ds, kind="online"), tuple[PanelRow, ...])
    assert_type(nm.plots.heat_map(ds), Axes)
    assert_type(nm.plots.changes(ds, ax), Axes)
    assert_type(nm.plots.spells(ds, ax, kind="online"), Axes)
    assert_type(nm.plots.seizures_by_year(ds), Axes)
