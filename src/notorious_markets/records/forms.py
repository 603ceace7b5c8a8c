# SPDX-License-Identifier: MIT
"""How values look outside Python: in the cell of a table, in a Table Schema, in Apache Arrow.

Every value has one spelling in a cell. A missing value is an empty cell, which nothing here meets.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

SEPARATOR = "|"
"""What separates the values of a list in a cell, and so cannot stand inside one."""

PARTIAL_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

_PARTIAL_DATE = re.compile(PARTIAL_DATE)
_INTEGER = re.compile("0|[1-9][0-9]*")
_FLAGS = MappingProxyType({"true": True, "false": False})

_Read = Callable[[str, object], Any]


def _read_verbatim(cell: str, _: object) -> str:
    return cell  # a field that holds more than text makes it of its text, in Python too


def _read_integer(cell: str, _: object) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError("must be an integer in decimal digits")
    return int(cell)


def _read_flag(cell: str, _: object) -> bool:
    if cell not in _FLAGS:
        raise ValueError("must be true or false")
    return _FLAGS[cell]


def _read_day(cell: str, _: object) -> date:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        day = None
    if day is None or day.isoformat() != cell:
        raise ValueError("must be a date as YYYY-MM-DD")
    return day


def _read_list(cell: str, _: object) -> tuple[str, ...]:
    return tuple(cell.split(SEPARATOR))


def _write_flag(value: object) -> str:
    return "true" if value else "false"


class Form(NamedTuple):
    """How the values of a field look outside Python.

    Attributes:
        schema: Their type in a Table Schema.
        arrow: Their type in Apache Arrow; ``decimal`` and ``dictionary`` take theirs of the values.
        read: What reads them from a cell; a hook of cattrs.
        write: What writes them to a cell.
    """

    schema: str
    arrow: str
    read: _Read = _read_verbatim
    write: Callable[[Any], str] = str


TEXT = Form("string", "string")
INTEGER = Form("integer", "int64", _read_integer)
FLAG = Form("boolean", "bool", _read_flag, _write_flag)
DAY = Form("date", "date32", _read_day, date.isoformat)
NUMBER = Form("number", "decimal", write="{:f}".format)
SHARE = Form("number", "double")  # of an answer: no table has a number that is not exact
MEMBER = Form("string", "dictionary")
LIST = Form("list", "list", _read_list, SEPARATOR.join)

BY_TYPE: Mapping[type, Form] = MappingProxyType(
    {bool: FLAG, int: INTEGER, float: SHARE, date: DAY, Decimal: NUMBER}
)
"""The form of a plain type, which the field of an answer has."""


def is_line(value: object) -> bool:
    """Tell whether a value is a line of text: in Unicode form NFC, of visible characters."""
    return (
        isinstance(value, str)
        and value != ""
        and value.isprintable()
        and value.strip() == value
        and (value.isascii() or unicodedata.is_normalized("NFC", value))
    )


def is_partial_date(text: str) -> bool:
    """Tell whether a text is a date of ISO 8601: a year, a month or a day of the calendar."""
    if not _PARTIAL_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2026") :])
    except ValueError:
        return False
    return True
