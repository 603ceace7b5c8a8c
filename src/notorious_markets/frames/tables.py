# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false
"""Records as data frames: dates are dates, vocabularies are categories, amounts are decimals."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

import attrs
import pyarrow as pa

from notorious_markets.dataset import Dataset
from notorious_markets.editions.history import History
from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.records.fields import FieldKind, kind_of
from notorious_markets.records.vocabulary import Kind, Presence, member

BACKENDS = ("polars", "pandas", "pyarrow")
_PRECISION = 38  # the most digits that Arrow's decimals of 128 bits hold


@attrs.frozen(kw_only=True)
class PanelRow:
    """One market in one edition.

    Attributes:
        market: Id of the market.
        kind: Online or physical.
        edition: Year of the edition.
        published: The day it was published.
        presence: Whether the market is in it, as far as the data can tell.
    """

    market: str
    kind: Kind
    edition: int
    published: date
    presence: Presence


def panel(dataset: Dataset, kind: Kind | str | None = None) -> tuple[PanelRow, ...]:
    """Return every market in every edition, unknowns included: the panel of a regression.

    Args:
        dataset: The release.
        kind: Only markets of this kind.

    Raises:
        UnknownValueError: There is no such kind.

    >>> row = nm.frames.panel(ds, "online")[0]
    >>> row.market, row.edition, row.presence
    ('1337x', 2010, <Presence.UNKNOWN: 'unknown'>)
    """
    wanted = tuple(Kind) if kind is None else (member(Kind, kind),)
    return tuple(
        PanelRow(
            market=market.id,
            kind=market.kind,
            edition=year,
            published=edition.published,
            presence=dataset.presence(market.id, year),
        )
        for market in dataset.markets.values()
        if market.kind in wanted
        for year, edition in dataset.editions.items()
    )


def to_frame(records: "Iterable[Any] | History", backend: str = "polars") -> Any:
    """Make a frame of records of one class: listings, companies, seizures, a panel, and so on.

    Dates are dates, members of vocabularies categories, exact numbers decimals, several values a
    list. Dates that may be a year or a month stay text. Of a history, each edition is a row, with
    the presence of the market and the name it is printed under.

    Args:
        records: Records, all of one class, or a `~notorious_markets.History`.
        backend: ``"polars"``, ``"pandas"`` (with Arrow types) or ``"pyarrow"``.

    Raises:
        UnknownValueError: There is no such backend.
        InvalidArgumentError: No records, none at all, of several classes, or with a number that has
            more than 63 bits, or 38 digits if it is a decimal.

    >>> frame = nm.frames.to_frame(ds.listings.where(edition=2021, kind="online"))
    >>> frame["market"].dtype, frame.height
    (String, 42)
    """
    if backend not in BACKENDS:
        raise UnknownValueError("backend", backend, BACKENDS)
    table = _table(_history_rows(records) if isinstance(records, History) else list(records))
    if backend == "pyarrow":
        return table
    if backend == "polars":
        import polars as pl  # pandas and PyArrow do without it

        return pl.from_arrow(table)

    import pandas as pd  # no part of the extra: whoever asks for it has it

    return table.to_pandas(types_mapper=pd.ArrowDtype)


@attrs.frozen(kw_only=True)
class _HistoryRow:
    market: str
    edition: int
    presence: Presence
    name: str | None


def _history_rows(history: History) -> list[_HistoryRow]:
    """Turn a history by ninety degrees: it is one record, and a panel has a row an edition."""
    return [
        _HistoryRow(
            market=history.market, edition=year, presence=presence, name=history.names.get(year)
        )
        for year, presence in history.presences.items()
    ]


def _table(records: Sequence[Any]) -> pa.Table:
    """Make an Arrow table, of which every backend can make a frame without a loss of types."""
    classes = {record.__class__ for record in records}
    if len(classes) != 1 or not attrs.has(next(iter(classes))):
        named = ", ".join(sorted(item.__name__ for item in classes)) or "none"
        raise InvalidArgumentError(f"records must be at least one, and all of one class: {named}")
    (record,) = classes
    fields = attrs.fields(record)
    return pa.table(
        {
            field.name: _fitting(
                field.name, kind_of(field), [getattr(item, field.name) for item in records]
            )
            for field in fields
        }
    )


def _fitting(name: str, kind: FieldKind, values: list[Any]) -> "pa.Array[Any]":
    """Make a column, or name the field that has a number too long for Arrow, as Arrow does not."""
    try:
        return _column(kind, values)
    except (OverflowError, pa.ArrowInvalid) as error:
        raise InvalidArgumentError(f"{name} has a number too long for a column: {error}") from None


def _column(kind: FieldKind, values: list[Any]) -> "pa.Array[Any]":
    """Make a column of the Arrow type that the kind of the field names."""
    match kind.form.arrow:
        case "dictionary":
            categories = [str(item) for item in kind.vocabulary or ()]
            codes = [None if value is None else categories.index(value) for value in values]
            made: Any = pa.DictionaryArray
            return cast("pa.Array[Any]", made.from_arrays(pa.array(codes, pa.int8()), categories))
        case "list":
            several = [[str(item) for item in value] for value in values]
            return pa.array(several, pa.list_(pa.string()))
        case "decimal":
            scale = max((_places(value) for value in values if value is not None), default=0)
            return pa.array(values, pa.decimal128(_PRECISION, scale))
        case "int64":  # fiscal years are integers of a class of their own
            return pa.array([None if value is None else int(value) for value in values], pa.int64())
        case name:
            of: pa.DataType = _type_for_alias(name)
            return pa.array(values, of)


_type_for_alias: Any = pa.type_for_alias  # its stubs want a literal


def _places(value: Decimal) -> int:
    """Count the decimal places of a number; the column gets as many as its longest."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
