# SPDX-License-Identifier: MIT
"""Records and answers as plain values, ready for JSON: one converter for all of them."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

import attrs
from cattrs import Converter

from notorious_markets.errors import InvalidArgumentError, shown


def to_plain(value: object) -> Any:
    """Return what JSON can hold of a record, of an answer, or of a tuple or mapping of them.

    A record becomes a dictionary of its fields, and `None` stays. A member of a vocabulary becomes
    its string, a date its text as ISO 8601, an exact number an integer or a float. What is in an
    order becomes a list, a mapping a dictionary; its keys become texts or, if a key has none that
    is plain (`None`, a pair), the mapping a list of pairs.

    Raises:
        InvalidArgumentError: A value that is none of these.

    >>> nm.to_plain(ds.history("taobao").spells)[0]
    {'first': 2010, 'last': 2011, 'start_proved': True, 'end_proved': True}
    """
    return converter().unstructure(value)


def to_dict(record: object) -> dict[str, Any]:
    """Return the fields as a dictionary of plain values, ready for JSON."""
    # Records have this function as a method, `to_dict = plain.to_dict`: a line in each instead of
    # a common base class. What has another form has a `to_dict` or `to_dicts` of its own.
    return _fields_of(type(record), converter())(record)


def number(exact: Decimal) -> int | float:
    """Return an exact number as one of JSON's; up to 15 significant digits stay what they are."""
    return int(exact) if exact == exact.to_integral_value() else float(exact)


@cache
def converter() -> Converter:
    """Return the converter; a copy of it can be taught another form of some values."""
    made = Converter(unstructure_fallback_factory=lambda _: _refuse)
    for kind in (type(None), bool, float, str):
        made.register_unstructure_hook(kind, _itself)
    made.register_unstructure_hook(int, int)  # of a fiscal year, its number
    made.register_unstructure_hook(StrEnum, str)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(bytes, _refuse)
    # Of several that apply to a class, the last one does.
    made.register_unstructure_hook_func(_is(AbstractSet), _refuse)  # it has no order
    made.register_unstructure_hook_factory(_is(Sequence), _items_of)
    made.register_unstructure_hook_factory(_is(Mapping), _pairs_of)
    made.register_unstructure_hook_factory(_is_record, _fields_of)
    made.register_unstructure_hook_func(_is(Decimal), number)
    made.register_unstructure_hook_func(_has_form, _form_of)
    return made


# What is inside a value is asked for its own class: an annotation may only say `int` of a fiscal
# year, or name a class that this module must not import.


def _fields_of(kind: type[Any], converter: Converter) -> Callable[[Any], dict[str, Any]]:
    names = [field.name for field in attrs.fields(kind)]
    plain = converter.unstructure
    return lambda record: {name: plain(getattr(record, name)) for name in names}


def _items_of(_: object, converter: Converter) -> Callable[[Sequence[Any]], list[Any]]:
    return lambda items: [converter.unstructure(item) for item in items]


def _pairs_of(_: object, converter: Converter) -> Callable[[Mapping[Any, Any]], Any]:
    def unstructure(mapping: Mapping[Any, Any]) -> dict[str, Any] | list[list[Any]]:
        pairs = [[converter.unstructure(part) for part in pair] for pair in mapping.items()]
        named = {str(key): value for key, value in pairs if type(key) in (str, int)}
        return named if len(named) == len(pairs) else pairs

    return unstructure


def _is(kind: type) -> Callable[[object], bool]:
    return lambda given: isinstance(given, type) and issubclass(given, kind)


def _is_record(kind: object) -> bool:
    return hasattr(kind, "__attrs_attrs__")


def _has_form(kind: object) -> bool:
    """Say of a class whether its values tell their plain form themselves."""
    return hasattr(kind, "to_dicts") or getattr(kind, "to_dict", to_dict) is not to_dict


def _form_of(value: Any) -> Any:
    return value.to_dicts() if hasattr(value, "to_dicts") else value.to_dict()


def _itself(value: object) -> object:
    return value


def _refuse(value: object) -> Any:
    raise InvalidArgumentError(f"{shown(value)} has no plain form for JSON")
