# SPDX-License-Identifier: MIT
"""Rows of text to records and back: one row with cattrs, a whole table cell by cell.

An empty cell is a missing value; the values of a list are separated by ``|``. Every value has one
spelling, so that a record read and written again gives the same row.
"""

import re
import types
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeGuard, get_args, get_origin

import attrs

from notorious_markets.errors import InvalidRecordError
from notorious_markets.records.fields import SEPARATOR

if TYPE_CHECKING:
    from cattrs import Converter


def to_row(record: attrs.AttrsInstance) -> dict[str, str]:
    """The cells of a record by column; a missing value is an empty cell."""
    cells: dict[str, str | None] = _converter().unstructure(record)
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
        return _converter().structure(filled, record)
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
            _converter().structure(row[attribute.name], attribute.type)
        except ValueError as error:
            return InvalidRecordError(name, attribute.name, row[attribute.name], str(error))
    unknown = sorted(set(row) - set(attrs.fields_dict(record)))
    return InvalidRecordError(name, ", ".join(unknown), "", "is no column of this table")


def from_rows(
    record: type[Any], columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Any]:
    """The records that many rows stand for: what `from_row` makes of each, in much less time.

    A table repeats its cells, so each is read and validated once a column, by the same hooks and
    by the validators of the record's own fields; only the laws between fields are left for the
    finished records.

    Args:
        record: The class of the records.
        columns: Names of fields.
        rows: Their cells.

    Raises:
        ValueError: Some row makes no valid record. Which and why, `from_row` says.
    """
    if len(set(columns)) < len(columns) or not set(columns) <= set(attrs.fields_dict(record)):
        raise ValueError("unknown or repeated columns")
    if not rows:
        return []
    cells = dict(zip(columns, zip(*rows, strict=True), strict=True))
    missing = ("",) * len(rows)
    made = [object.__new__(record) for _ in rows]
    for attribute in attrs.fields(record):
        values = map(_cell_reader(record, attribute), cells.get(attribute.name, missing))
        # A frozen record is filled past its class.
        put: Callable[[Any, Any], None] = getattr(record, attribute.name).__set__
        deque(map(put, made, values), maxlen=0)
    finish: Callable[[Any], None] | None = getattr(record, "__attrs_post_init__", None)
    if finish is not None:
        deque(map(finish, made), maxlen=0)
    return made


def _cell_reader(record: type[Any], attribute: Any) -> Callable[[str], Any]:
    """What reads a cell of one column as the class's own `__init__` would take it."""
    structure, default, validate = _hook(attribute.type), attribute.default, attribute.validator
    nobody = object.__new__(record)  # converters and validators use a record to name its class
    convert: Any = attribute.converter
    if isinstance(attribute.converter, attrs.Converter):
        convert = partial(_converted, convert.converter, nobody, attribute)

    @cache
    def read(cell: str) -> Any:
        if cell:
            value = structure(cell, None)
        elif default is attrs.NOTHING:
            raise ValueError("must be given")
        else:
            value = default
        if convert is not None:
            value = convert(value)
        if validate is not None:
            validate(nobody, attribute, value)
        return value

    return read


def _converted(
    convert: Callable[..., Any], record: object, attribute: "attrs.Attribute[Any]", value: object
) -> Any:
    return convert(value, record, attribute)


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


def _hook(kind: Any) -> Callable[[str, object], Any]:
    """What reads a cell of a type, missing values apart."""
    if isinstance(kind, types.UnionType):
        (kind,) = (choice for choice in get_args(kind) if choice is not types.NoneType)
    if _is_list(kind):
        return _list
    return next((_HOOKS[base] for base in kind.__mro__ if base in _HOOKS), _verbatim)


_HOOKS = types.MappingProxyType({int: _integer, bool: _flag, date: _day})


@cache
def _converter() -> "Converter":
    from decimal import Decimal

    from cattrs import Converter  # a package is read without it: importing it takes longer

    converter = Converter(detailed_validation=False, forbid_extra_keys=True)
    for kind, hook in _HOOKS.items():
        converter.register_structure_hook(kind, hook)
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
