# SPDX-License-Identifier: MIT
"""Rows of text to records and back, with cattrs.

An empty cell is a missing value; the values of a list are separated by ``|``. Every value has one
spelling, so that a record read and written again gives the same row.
"""

import re
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeGuard, get_origin

import attrs
from cattrs import Converter

from notorious_markets.errors import InvalidRecordError
from notorious_markets.fields import SEPARATOR


def to_row(record: attrs.AttrsInstance) -> dict[str, str]:
    """The cells of a record by column; a missing value is an empty cell."""
    cells: dict[str, str | None] = _CONVERTER.unstructure(record)
    return {column: cell or "" for column, cell in cells.items()}


def from_row(record: type[Any], row: Mapping[str, str]) -> Any:
    """The record that the cells of a row stand for.

    Raises:
        InvalidRecordError: A cell cannot be read, a column is missing, or the values do not make a
            valid record.
    """
    # An empty cell is left out, so that the record's own default stands for it.
    filled = {column: cell for column, cell in row.items() if cell}
    try:
        return _CONVERTER.structure(filled, record)
    except InvalidRecordError:
        raise
    except Exception:  # noqa: BLE001 (cattrs raises whatever a hook or a constructor raises)
        raise _explained(record, filled) from None


def _explained(record: type[Any], row: Mapping[str, str]) -> InvalidRecordError:
    name = record.__name__
    for attribute in attrs.fields(record):
        if attribute.name not in row:
            if attribute.default is attrs.NOTHING:
                return InvalidRecordError(name, attribute.name, "", "must be given")
            continue
        try:
            _CONVERTER.structure(row[attribute.name], attribute.type)
        except ValueError as error:
            return InvalidRecordError(name, attribute.name, row[attribute.name], str(error))
    unknown = sorted(set(row) - set(attrs.fields_dict(record)))
    return InvalidRecordError(name, ", ".join(unknown), "", "is no column of this table")


_INTEGER = re.compile("0|[1-9][0-9]*")
_FLAGS = types.MappingProxyType({"true": True, "false": False})


def _integer(cell: str, _: object) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError("must be an integer in decimal digits")
    return int(cell)


def _flag(cell: str, _: object) -> bool:
    if cell not in _FLAGS:
        raise ValueError("must be true or false")
    return _FLAGS[cell]


def _day(cell: str, _: object) -> date:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        day = None
    if day is None or day.isoformat() != cell:
        raise ValueError("must be a date as YYYY-MM-DD")
    return day


def _list(cell: str, _: object) -> tuple[str, ...]:
    return tuple(cell.split(SEPARATOR))


def _verbatim(cell: str, _: object) -> str:
    return cell  # records turn strings into members of vocabularies and decimals themselves


def _make_converter() -> Converter:
    converter = Converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(bool, _flag)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(str, _verbatim)
    converter.register_structure_hook_func(_is_list, _list)
    converter.register_structure_hook_func(is_vocabulary, _verbatim)
    converter.register_structure_hook(Decimal, _verbatim)
    converter.register_unstructure_hook(int, str)
    converter.register_unstructure_hook(bool, lambda value: "true" if value else "false")
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Decimal, "{:f}".format)
    converter.register_unstructure_hook_func(_is_list, SEPARATOR.join)
    return converter


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def is_vocabulary(kind: object) -> TypeGuard[type[StrEnum]]:
    """Whether a type is one of the closed vocabularies."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)


_CONVERTER = _make_converter()
