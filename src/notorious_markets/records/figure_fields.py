# SPDX-License-Identifier: MIT
"""The kinds of field that only figures need: exact decimal numbers and fiscal years."""

import re
from decimal import Decimal
from typing import Any

import attrs

from notorious_markets.records.dates import (
    FIRST_FISCAL_YEAR,
    LAST_FISCAL_YEAR,
    FiscalYear,
    is_fiscal_year,
)
from notorious_markets.records.fields import CONSTRAINTS, LIMIT, refuse

_DECIMAL = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


def number(*, least: int = 0, most: int | None = None, optional: bool = False) -> Any:
    """An exact decimal number; an integer or its decimal text will do."""

    def validate(record: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        allowed = f"of at least {least}" if most is None else f"from {least} to {most}"
        if (
            not isinstance(value, Decimal)
            or not value.is_finite()
            or not least <= value < LIMIT
            or (most is not None and value > most)
        ):
            refuse(record, attribute.name, value, f"must be a decimal number {allowed}")

    constraints: dict[str, object] = {"minimum": least}
    if most is not None:
        constraints["maximum"] = most
    made = attrs.validators.optional(validate) if optional else validate
    return attrs.field(
        default=None if optional else attrs.NOTHING,
        converter=_as_decimal,
        validator=made,
        metadata={CONSTRAINTS: constraints},
    )


def fiscal_year() -> Any:
    """A U.S. fiscal year; an integer will do."""

    def validate(record: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, FiscalYear):
            problem = f"must be a fiscal year from {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR}"
            refuse(record, attribute.name, value, problem)

    return attrs.field(
        converter=_as_fiscal_year,
        validator=validate,
        metadata={CONSTRAINTS: {"minimum": FIRST_FISCAL_YEAR}},
    )


def _as_decimal(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return value


def _as_fiscal_year(value: object) -> object:
    return FiscalYear(value) if isinstance(value, int) and is_fiscal_year(value) else value
