# SPDX-License-Identifier: MIT
"""The kinds of field that records are made of: each validates, and says what is allowed.

A field carries the same rule twice: as a validator for Python, and as the constraints of a Table
Schema (under `CONSTRAINTS` in its metadata), so that a release is checked alike by this package
and by every tool that reads Data Packages.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeAlias, cast

import attrs

from notorious_markets.errors import InvalidRecordError, UnknownValueError
from notorious_markets.records.vocabulary import member
from notorious_markets.text.economies import CODES, economy_code
from notorious_markets.text.names import is_domain

CONSTRAINTS = "constraints"
"""Key of a field's metadata: its Table Schema constraints."""

SEPARATOR = "|"
"""What separates the values of a list in a table's cell, and so cannot stand inside one."""

LIMIT = 10**18
"""What every number is less than, so that no sum of them is too long to be written."""

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
PARTIAL_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

_PARTIAL_DATE = re.compile(PARTIAL_DATE)

_Attribute: TypeAlias = "attrs.Attribute[Any]"
_Validator = Callable[[Any, _Attribute, Any], None]


def text(*, optional: bool = False) -> Any:
    """A line of text."""
    return _field(_text, optional=optional)


def pattern(expression: str, meaning: str, *, optional: bool = False) -> Any:
    """A line of text that matches a regular expression as a whole."""
    # Atomic: what was matched is not given back, so that no text takes more than one pass.
    compiled = re.compile(f"(?>{expression})")

    def validate(record: object, attribute: _Attribute, value: object) -> None:
        if not (_is_line(value) and compiled.fullmatch(str(value))):
            refuse(record, attribute.name, value, f"must be {meaning}")

    return _field(validate, optional=optional, pattern=expression)


def identifier() -> Any:
    """The id of a record, or a reference to one."""
    return pattern(ID, "an id: lower-case ASCII letters, digits and single inner hyphens")


def integer(least: int, *, optional: bool = False) -> Any:
    """An integer of at least the given value, and less than `LIMIT`."""

    def validate(record: object, attribute: _Attribute, value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value < LIMIT:
            problem = f"must be an integer of at least {least} and of 18 digits at most"
            refuse(record, attribute.name, value, problem)

    return _field(validate, optional=optional, minimum=least)


def flag() -> Any:
    """True or false; false unless said otherwise."""
    return attrs.field(default=False, validator=_flag)


def partial_date() -> Any:
    """A date as ISO 8601, to a known precision: a year, a month or a day; or none."""
    return _field(_partial_date, optional=True, pattern=PARTIAL_DATE)


def day() -> Any:
    """A calendar date."""
    return _field(_day)


def economy(*, optional: bool = False) -> Any:
    """An ISO 3166-1 alpha-2 code."""
    return _field(_economy, optional=optional, pattern="[A-Z]{2}")


def choice(vocabulary: type[StrEnum]) -> Any:
    """A member of a vocabulary, which may be given as its string."""

    def convert(value: object, record: object, attribute: _Attribute) -> StrEnum:
        return _member(vocabulary, value, record, attribute)

    return attrs.field(converter=_converter(convert))


def choices(vocabulary: type[StrEnum]) -> Any:
    """Members of a vocabulary, none twice; none at all unless said otherwise."""

    def convert(values: object, record: object, attribute: _Attribute) -> object:
        if not isinstance(values, tuple | list):
            refuse(record, attribute.name, values, "must be a tuple")
        several = cast("Iterable[object]", values)
        return tuple(_member(vocabulary, value, record, attribute) for value in several)

    return attrs.field(
        default=(), converter=_converter(convert), validator=_all(lambda _: True, "")
    )


def ids(*, least: int = 0) -> Any:
    """Ids of other records, none twice."""
    is_id = re.compile(ID).fullmatch
    meaning = "a tuple of ids"
    return _several(lambda value: isinstance(value, str) and bool(is_id(value)), meaning, least)


def names() -> Any:
    """Lines of text, none twice; none at all unless said otherwise."""
    return _several(_is_item, f"a tuple of lines of text without {SEPARATOR!r}")


def domains() -> Any:
    """Normalised host names, none twice; none at all unless said otherwise."""
    return _several(
        lambda value: isinstance(value, str) and is_domain(value),
        "a tuple of host names of two labels or more, in lower-case ASCII (IDNA 2008)",
    )


def records(kind: type) -> Any:
    """Records of one class; none at all unless said otherwise."""
    return _several(lambda value: isinstance(value, kind), f"a tuple of {kind.__name__}")


def domain(*, optional: bool) -> Any:
    """A normalised host name."""
    return _field(_domain, optional=optional)


def refuse(record: object, field: str, value: object, problem: str) -> NoReturn:
    """Say which field of which record cannot have a value, and why."""
    raise InvalidRecordError(type(record).__name__, field, value, problem)


def _field(validator: _Validator, *, optional: bool = False, **constraints: object) -> Any:
    metadata = {CONSTRAINTS: constraints}
    if not optional:
        return attrs.field(validator=validator, metadata=metadata)
    return attrs.field(
        default=None, validator=attrs.validators.optional(validator), metadata=metadata
    )


def _several(accepts: Callable[[object], bool], meaning: str, least: int = 0) -> Any:
    validator = _all(accepts, meaning, least)
    if least:
        return attrs.field(converter=_as_tuple, validator=validator)
    return attrs.field(default=(), converter=_as_tuple, validator=validator)


def _all(accepts: Callable[[object], bool], meaning: str, least: int = 0) -> _Validator:
    def validate(record: object, attribute: _Attribute, given: object) -> None:
        values = cast("tuple[object, ...]", given)
        if not isinstance(given, tuple) or not all(map(accepts, values)):
            refuse(record, attribute.name, values, f"must be {meaning}")
        if len(values) < least:
            refuse(record, attribute.name, values, f"must have at least {least}")
        if len(set(values)) != len(values):
            refuse(record, attribute.name, values, "must not repeat a value")

    return validate


def _as_tuple(value: object) -> object:
    return tuple(cast("Iterable[object]", value)) if isinstance(value, list) else value


def _converter(convert: Callable[[Any, Any, _Attribute], object]) -> Any:
    return attrs.Converter(convert, takes_self=True, takes_field=True)


def _member(
    vocabulary: type[StrEnum], value: object, record: object, attribute: _Attribute
) -> StrEnum:
    try:
        return member(vocabulary, value)
    except UnknownValueError as error:
        refuse(record, attribute.name, value, str(error))


def _text(record: object, attribute: _Attribute, value: object) -> None:
    if not _is_line(value):
        problem = "must be a line of text: Unicode form NFC, no control character, no outer space"
        refuse(record, attribute.name, value, problem)


def _is_line(value: object) -> bool:
    return (
        isinstance(value, str)
        and value != ""
        and value.isprintable()
        and value.strip() == value
        and (value.isascii() or unicodedata.is_normalized("NFC", value))
    )


def _is_item(value: object) -> bool:
    return _is_line(value) and SEPARATOR not in str(value)


def _flag(record: object, attribute: _Attribute, value: object) -> None:
    if not isinstance(value, bool):
        refuse(record, attribute.name, value, "must be True or False")


def _domain(record: object, attribute: _Attribute, value: object) -> None:
    if not (isinstance(value, str) and is_domain(value)):
        problem = "must be a host name of two labels or more, in lower-case ASCII (IDNA 2008)"
        refuse(record, attribute.name, value, problem)


def _day(record: object, attribute: _Attribute, value: object) -> None:
    if type(value) is not date:
        refuse(record, attribute.name, value, "must be a datetime.date")


def _partial_date(record: object, attribute: _Attribute, value: object) -> None:
    if not (isinstance(value, str) and _is_date(value)):
        refuse(record, attribute.name, value, "must be a year, a month or a day (ISO 8601)")


def _is_date(text: str) -> bool:
    if not _PARTIAL_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2026") :])
    except ValueError:
        return False
    return True


def _economy(record: object, attribute: _Attribute, value: object) -> None:
    if not isinstance(value, str) or value not in CODES:
        try:
            economy_code(value)
        except UnknownValueError as error:
            refuse(record, attribute.name, value, str(error))
