# SPDX-License-Identifier: MIT
"""The kinds of field that records are made of. Each is stated once, here.

A field says what it holds: how a value is validated in Python, how it is written in the cell of a
table, what a Table Schema says of it, and which Arrow type it has. Whoever needs one of these asks
`kind_of`, so that a release is checked alike by this package and by every tool that reads Data
Packages. How examples of a kind are made for tests stands in `notorious_markets.strategies.fields`,
by the name of the kind.
"""

import re
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn, TypeAlias, cast, get_args, get_origin

import attrs

from notorious_markets.errors import InvalidRecordError, UnknownValueError
from notorious_markets.records import forms
from notorious_markets.records.fiscal_years import (
    FIRST_FISCAL_YEAR,
    LAST_FISCAL_YEAR,
    FiscalYear,
    is_fiscal_year,
)
from notorious_markets.records.vocabulary import spoken_name
from notorious_markets.text.economies import CODES, economy_code
from notorious_markets.text.names import is_domain
from notorious_markets.text.values import is_integer

LIMIT = 10**18
"""What every number is less than, so that no sum of them is too long to be written."""

ID = r"[a-z0-9]+(-[a-z0-9]+)*"

_KIND = "kind"  # key of a field's metadata

_ID = re.compile(f"(?>{ID})")  # atomic: no text takes more than one pass
_IDS = re.compile(rf"(?>{ID})(?:\|(?>{ID}))*")
_DECIMAL = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")

_Attribute: TypeAlias = "attrs.Attribute[Any]"
_Validator = Callable[[Any, _Attribute, Any], None]


class FieldKind(NamedTuple):
    """What a field of a record holds.

    Attributes:
        name: Name of the kind.
        form: How its values look outside Python.
        constraints: What a Table Schema says of them besides their type.
        vocabulary: The members of which it has one, or several.
        least: How many values a list has at least.
        required: Whether a value must be given.
    """

    name: str
    form: forms.Form
    constraints: Mapping[str, Any] = types.MappingProxyType({})
    vocabulary: type[StrEnum] | None = None
    least: int = 0
    required: bool = True

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return self.form is forms.LIST

    def write(self, value: object) -> str:
        """Write a value as a cell; a missing one is empty."""
        return "" if value is None else self.form.write(value)

    def describe(self) -> dict[str, Any]:
        """Describe it as a Table Schema does, by type and constraints."""
        described: dict[str, Any] = {"type": self.form.schema}
        if self.is_list:
            described |= {"delimiter": forms.SEPARATOR, "itemType": "string"}
        constraints = dict(self.constraints)
        if self.required or self.form is forms.FLAG:
            constraints["required"] = True
        if self.vocabulary is not None and not self.is_list:
            constraints["enum"] = [str(value) for value in self.vocabulary]
        return {**described, "constraints": constraints} if constraints else described


def kind_of(attribute: _Attribute) -> FieldKind:
    """Return what a field of a record holds; of an answer's field, what its type says."""
    kind: FieldKind | None = attribute.metadata.get(_KIND)
    return _kind_of_type(attribute.type) if kind is None else kind


def _kind_of_type(of: Any) -> FieldKind:
    """Return the kind of a plain annotation: answers have those, because nobody writes them."""
    required = True
    if isinstance(of, types.UnionType):
        (of,) = (choice for choice in get_args(of) if choice is not types.NoneType)
        required = False
    if get_origin(of) is tuple:
        return FieldKind(name="names", form=forms.LIST, required=required)
    bases: tuple[type, ...] = getattr(of, "__mro__", ())
    if StrEnum in bases:
        return FieldKind(name="choice", form=forms.MEMBER, vocabulary=of, required=required)
    found = next((base for base in bases if base in forms.BY_TYPE), object)
    return FieldKind(name="value", form=forms.BY_TYPE.get(found, forms.TEXT), required=required)


# Fields of one value


def text(*, optional: bool = False) -> Any:
    """Make a field of a line of text."""
    return _field("text", forms.TEXT, _text, optional=optional)


def pattern(expression: str, meaning: str, *, optional: bool = False) -> Any:
    """Make a field of a line of text that matches a regular expression as a whole."""
    # Atomic: what was matched is not given back, so that no text takes more than one pass.
    matches = re.compile(f"(?>{expression})").fullmatch

    def validate(record: object, attribute: _Attribute, value: object) -> None:
        if not (isinstance(value, str) and matches(value) and forms.is_line(value)):
            refuse(record, attribute.name, value, f"must be {meaning}")

    return _field("pattern", forms.TEXT, validate, optional=optional, pattern=expression)


def identifier(*, optional: bool = False) -> Any:
    """Make a field of the id of a record, or of a reference to one."""
    return _field("id", forms.TEXT, _id, optional=optional, pattern=ID)


def integer(least: int, *, optional: bool = False) -> Any:
    """Make a field of an integer of at least the given value, and less than `LIMIT`."""

    def validate(record: object, attribute: _Attribute, value: object) -> None:
        if not (type(value) is int or is_integer(value)) or not least <= value < LIMIT:
            problem = f"must be an integer of at least {least} and of 18 digits at most"
            refuse(record, attribute.name, value, problem)

    return _field("integer", forms.INTEGER, validate, optional=optional, minimum=least)


def number(*, least: int = 0, most: int | None = None, optional: bool = False) -> Any:
    """Make a field of an exact decimal number; an integer or its decimal text will do."""

    def validate(record: object, attribute: _Attribute, value: object) -> None:
        allowed = f"of at least {least}" if most is None else f"from {least} to {most}"
        if (
            not isinstance(value, Decimal)
            or not value.is_finite()
            or not least <= value < LIMIT
            or (most is not None and value > most)
        ):
            refuse(record, attribute.name, value, f"must be a decimal number {allowed}")

    bounds = {"minimum": least} if most is None else {"minimum": least, "maximum": most}
    return _field(
        "number", forms.NUMBER, validate, optional=optional, convert=_as_decimal, **bounds
    )


def fiscal_year() -> Any:
    """Make a field of a U.S. fiscal year; an integer will do."""

    def validate(record: object, attribute: _Attribute, value: object) -> None:
        if not isinstance(value, FiscalYear):
            problem = f"must be a fiscal year from {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR}"
            refuse(record, attribute.name, value, problem)

    least = FIRST_FISCAL_YEAR
    return _field("fiscal-year", forms.INTEGER, validate, convert=_as_fiscal_year, minimum=least)


def flag() -> Any:
    """Make a field that is true or false; false unless said otherwise."""
    kind = FieldKind(name="flag", form=forms.FLAG, required=False)
    return attrs.field(default=False, validator=_flag, metadata={_KIND: kind})


def partial_date() -> Any:
    """Make a field of a date as ISO 8601: to a year, a month or a day; or none."""
    return _field(
        "partial-date", forms.TEXT, _partial_date, optional=True, pattern=forms.PARTIAL_DATE
    )


def day() -> Any:
    """Make a field of a calendar date."""
    return _field("day", forms.DAY, _day)


def economy(*, optional: bool = False) -> Any:
    """Make a field of an ISO 3166-1 alpha-2 code."""
    return _field("economy", forms.TEXT, _economy, optional=optional, pattern="[A-Z]{2}")


def domain(*, optional: bool) -> Any:
    """Make a field of a normalised host name."""
    return _field("domain", forms.TEXT, _domain, optional=optional)


def choice(vocabulary: type[StrEnum]) -> Any:
    """Make a field of a member of a vocabulary, which may be given as its string."""
    members = _members(vocabulary)

    def convert(value: object, record: object, attribute: _Attribute) -> StrEnum:
        try:
            return members[value]
        except (KeyError, TypeError):
            _refuse_member(vocabulary, value, record, attribute)

    kind = FieldKind(name="choice", form=forms.MEMBER, vocabulary=vocabulary)
    return attrs.field(converter=_converter(convert), metadata={_KIND: kind})


# Fields of several values, none of them twice


def choices(vocabulary: type[StrEnum]) -> Any:
    """Make a field of members of a vocabulary, none twice; without a value it has none."""
    members = _members(vocabulary)

    def convert(values: object, record: object, attribute: _Attribute) -> object:
        if not isinstance(values, tuple | list):
            refuse(record, attribute.name, values, "must be a tuple")
        several = cast("Iterable[object]", values)
        try:
            return tuple(map(members.__getitem__, several))
        except (KeyError, TypeError):
            wrong = next(value for value in several if value not in list(members))
            _refuse_member(vocabulary, wrong, record, attribute)

    return attrs.field(
        default=(),
        converter=_converter(convert),
        validator=_tuple(lambda _: True, ""),
        metadata={
            _KIND: FieldKind(name="choices", form=forms.LIST, vocabulary=vocabulary, required=False)
        },
    )


def ids(*, least: int = 0) -> Any:
    """Make a field of ids of other records, none twice."""
    return _several("ids", _are_ids, "a tuple of ids", least)


def names() -> Any:
    """Make a field of lines of text, none twice; without a value it has none."""
    return _several(
        "names", _all(_is_item), f"a tuple of lines of text without {forms.SEPARATOR!r}"
    )


def domains() -> Any:
    """Make a field of normalised host names, none twice; without a value it has none."""
    return _several(
        "domains",
        _all(lambda value: isinstance(value, str) and is_domain(value)),
        "a tuple of host names of two labels or more, in lower-case ASCII (IDNA 2008)",
    )


def records(of: type) -> Any:
    """Make a field of records of one class; without a value it has none."""
    return _several(
        "records", _all(lambda value: isinstance(value, of)), f"a tuple of {of.__name__}"
    )


def refuse(record: object, field: str, value: object, problem: str) -> NoReturn:
    """Say which field of which record cannot have a value, and why."""
    raise InvalidRecordError(type(record).__name__, field, value, problem)


# How a field is made


def _field(
    name: str,
    form: forms.Form,
    validator: _Validator,
    *,
    optional: bool = False,
    convert: Callable[[Any], Any] | None = None,
    **constraints: object,
) -> Any:
    """Make a field of one value: the one place that knows what optional means."""
    kind = FieldKind(name=name, form=form, constraints=constraints, required=not optional)
    return attrs.field(
        default=None if optional else attrs.NOTHING,
        converter=convert,
        validator=_or_none(validator) if optional else validator,
        metadata={_KIND: kind},
    )


def _or_none(validator: _Validator) -> _Validator:
    def validate(record: object, attribute: _Attribute, value: object) -> None:
        if value is not None:
            validator(record, attribute, value)

    return validate


def _several(
    name: str, accepts: Callable[[tuple[object, ...]], bool], meaning: str, least: int = 0
) -> Any:
    kind = FieldKind(name=name, form=forms.LIST, least=least, required=least > 0)
    return attrs.field(
        default=attrs.NOTHING if least else (),
        converter=_as_tuple,
        validator=_tuple(accepts, meaning, least),
        metadata={_KIND: kind},
    )


def _tuple(
    accepts: Callable[[tuple[object, ...]], bool], meaning: str, least: int = 0
) -> _Validator:
    def validate(record: object, attribute: _Attribute, given: object) -> None:
        values = cast("tuple[object, ...]", given)
        if given == () and not least:  # most lists are empty
            return
        if not isinstance(given, tuple) or not accepts(values):
            refuse(record, attribute.name, values, f"must be {meaning}")
        if len(values) < least:
            refuse(record, attribute.name, values, f"must have at least {least}")
        if len(values) > 1 and len(set(values)) != len(values):
            refuse(record, attribute.name, values, "must not repeat a value")

    return validate


def _all(accepts: Callable[[object], bool]) -> Callable[[tuple[object, ...]], bool]:
    return lambda values: all(map(accepts, values))


def _as_tuple(value: object) -> object:
    return tuple(cast("Iterable[object]", value)) if isinstance(value, list) else value


def _as_decimal(value: object) -> object:
    if is_integer(value):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return value


def _as_fiscal_year(value: object) -> object:
    return _fiscal_year_of(value) if type(value) is int else value


@lru_cache(256)
def _fiscal_year_of(year: int) -> int:
    """Return a fiscal year if an integer numbers one: thousands of rows have the same few."""
    return FiscalYear(year) if is_fiscal_year(year) else year


def _converter(convert: Callable[[Any, Any, _Attribute], object]) -> Any:
    return attrs.Converter(convert, takes_self=True, takes_field=True)


def _members(vocabulary: type[StrEnum]) -> Mapping[object, StrEnum]:
    """Return the members of a vocabulary by what may be given for each: itself, or its string."""
    return {member: member for member in vocabulary}  # a member is equal to its string


def _refuse_member(
    vocabulary: type[StrEnum], value: object, record: object, attribute: _Attribute
) -> NoReturn:
    """Refuse a value that is no member, with the nearest one."""
    error = UnknownValueError(spoken_name(vocabulary), value, map(str, vocabulary))
    refuse(record, attribute.name, value, str(error))


# Validators


def _text(record: object, attribute: _Attribute, value: object) -> None:
    if not forms.is_line(value):
        problem = "must be a line of text: Unicode form NFC, no control character, no outer space"
        refuse(record, attribute.name, value, problem)


def _id(record: object, attribute: _Attribute, value: object) -> None:
    if not _is_id(value):
        problem = "must be an id: lower-case ASCII letters, digits and single inner hyphens"
        refuse(record, attribute.name, value, problem)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _are_ids(values: tuple[object, ...]) -> bool:
    """Tell whether all values are ids, by one expression for all: fewer calls for each record."""
    try:
        joined = forms.SEPARATOR.join(cast("tuple[str, ...]", values))
    except TypeError:
        return False
    return not values or _IDS.fullmatch(joined) is not None


def _is_item(value: object) -> bool:
    return forms.is_line(value) and forms.SEPARATOR not in str(value)


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
    if not (isinstance(value, str) and forms.is_partial_date(value)):
        refuse(record, attribute.name, value, "must be a year, a month or a day (ISO 8601)")


def _economy(record: object, attribute: _Attribute, value: object) -> None:
    if not isinstance(value, str) or value not in CODES:
        try:
            economy_code(value)
        except UnknownValueError as error:
            refuse(record, attribute.name, value, str(error))
