# SPDX-License-Identifier: MIT
"""Values as people give them: one or several, whole numbers, days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeGuard, cast

from notorious_markets.errors import InvalidArgumentError


def several(value: object) -> tuple[Any, ...]:
    """Return the values of a collection, or one value by itself; a text is one value."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(cast("Iterable[object]", value))


def checked_several(name: str, value: object) -> tuple[Any, ...]:
    """Return one value or several of an argument.

    Raises:
        InvalidArgumentError: A mapping, bytes, or what cannot be looked up in a set.
    """
    values = several(value)
    if isinstance(value, Mapping | bytes) or not are_hashable(values):
        raise InvalidArgumentError(f"{name} must be a value or several of them, not {value!r}")
    return values


def are_hashable(values: Iterable[object]) -> bool:
    """Tell whether all of some values can be hashed; a tuple can only if all that it holds can."""
    try:
        for value in values:
            hash(value)
    except TypeError:
        return False
    return True


def is_integer(value: object) -> TypeGuard[int]:
    """Tell whether a value is a whole number; Python's truth values are integers, but no number."""
    # Not mutated: what mutmut wraps is no guard of types any more, and mypy refuses its callers.
    return isinstance(value, int) and not isinstance(value, bool)  # pragma: no mutate


def checked_day(on: date | None) -> date | None:
    """Return a day, or `None` if none was given.

    Raises:
        InvalidArgumentError: It is no date; one with a time of day is refused, too.
    """
    if on is not None and type(on) is not date:
        raise InvalidArgumentError(f"on must be a datetime.date, not {on!r}")
    return on
