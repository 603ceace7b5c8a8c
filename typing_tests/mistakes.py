# SPDX-License-Identifier: MIT
"""Mistakes that both type checkers must refuse: a comment that suppresses nothing is an error."""

import polars as pl

import notorious_markets as nm


def mistakes(ds: nm.Dataset, frame: pl.DataFrame) -> None:
    nm.load(2026)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ds.edition("2021")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ds.listings.where(colour="red")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ds.listings.where(edition="2021")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ds.compare(2020, 2021, kinds="online")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    ds.screen("taobao.com", edition=2021)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ds.coverage("2021")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    ds.listings.group_by(2021)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    ds.market("taobao").name = "Taobao"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    ds.listings[0] = ds.listings[1]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    nm.frames.screen(frame, colum="url")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    nm.plots.heat_map(ds, colour="red")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    nm.colour  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
