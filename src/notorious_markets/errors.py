# SPDX-License-Identifier: MIT
"""Every exception the package raises on purpose, and its warning about what goes.

Each message names what was given, what is allowed and, where there is one, the nearest match.
"""

import warnings
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, Self, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

_LONGEST = 200  # characters of a value that a message shows

_LONGEST_PROBLEM = 1_000  # characters of a sentence

_SHOWN = 12  # how many allowed values a message spells out before it only counts the rest


class NotoriousMarketsError(Exception):
    """The common ancestor: catch it to catch everything this package raises on purpose."""


class InvalidRecordError(NotoriousMarketsError, ValueError):
    """A record cannot be constructed, because one of its values is not allowed.

    Attributes:
        record: Name of the record's class.
        field: Name of the offending field.
        value: What was given.
        problem: What is wrong with it, or what is allowed.
    """

    def __init__(self, record: str, field: str, value: object, problem: str) -> None:
        super().__init__(record, field, value, problem)
        self.record = record
        self.field = field
        self.value = value
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.record}.{self.field} = {shown(self.value)}: {self.problem}"


class InvalidArgumentError(NotoriousMarketsError, ValueError):
    """An argument has the wrong form, or does not fit the object it is given to."""


class UnknownValueError(NotoriousMarketsError, KeyError):
    """A year, id, code, keyword or name is not one of those that exist.

    Attributes:
        what: What sort of value was looked for, for example ``"edition"``.
        given: What was given.
        allowed: Every value that would have been found.
        nearest: The allowed value closest to the given one, or ``None``.
    """

    def __init__(
        self, what: str, given: object, allowed: Iterable[object], meant: object | None = None
    ) -> None:
        values = tuple(allowed)
        super().__init__(what, given, values, meant)
        self.what = what
        self.given = given
        self.allowed = values
        self.nearest = nearest(given, values) if meant is None else meant

    def __str__(self) -> str:
        allowed = ", ".join(str(value) for value in self.allowed[:_SHOWN]) or "nothing"
        rest = len(self.allowed) - _SHOWN
        more = f" and {rest} more" if rest > 0 else ""
        hint = f"; did you mean {self.nearest!s}?" if self.nearest is not None else ""
        return f"unknown {self.what} {shown(self.given)}{hint} (allowed: {allowed}{more})"


class MissingTableError(UnknownValueError):
    """A question needs a table that the release does not have yet.

    Attributes:
        release: The version of the release.
        table: The table.
        since: The first release that has it.
    """

    def __init__(self, release: str, table: str, tables: Iterable[str], since: str) -> None:
        super().__init__(f"table of release {release}", table, tables)
        self.nearest = None  # no other table answers the question
        self.release = release
        self.table = table
        self.since = since

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return (type(self), (self.release, self.table, self.allowed, self.since))

    def __str__(self) -> str:
        return f"release {self.release} has no table {self.table}; {self.since} and later have it"


class AmbiguousNameError(NotoriousMarketsError, LookupError):
    """A name belongs to more than one market: choose by id.

    Attributes:
        name: What was given.
        candidates: The ids of the markets that carry the name.
    """

    def __init__(self, name: str, candidates: Iterable[str]) -> None:
        ids = tuple(candidates)
        super().__init__(name, ids)
        self.name = name
        self.candidates = ids

    def __str__(self) -> str:
        return f"{self.name!r} names several markets; choose by id: {', '.join(self.candidates)}"


class IntegrityError(NotoriousMarketsError):
    """A release is damaged or contradicts itself, and was not loaded.

    Attributes:
        table: The table (or file) at fault.
        problems: What is wrong, one sentence each.
        places: Where records contradict each other: the record and the field of each problem.
    """

    def __init__(
        self, table: str, problems: Iterable[str], places: Iterable[tuple[object, str]] = ()
    ) -> None:
        found, where = tuple(problems), tuple(places)
        super().__init__(table, found, where)
        self.table = table
        self.problems = found
        self.places = where

    def __str__(self) -> str:
        rest = len(self.problems) - _SHOWN
        more = f" (and {rest} more)" if rest > 0 else ""
        some = "; ".join(problem[:_LONGEST_PROBLEM] for problem in self.problems[:_SHOWN])
        return f"{self.table}: {some}{more}"


class MissingDependencyError(NotoriousMarketsError, ImportError):
    """Something that is asked for needs a package that an extra installs.

    Attributes:
        package: The package that is missing.
        extra: The extra that installs it.
        purpose: What it is needed for.
    """

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(package, extra, purpose)
        self.package = package
        self.extra = extra
        self.purpose = purpose

    def __str__(self) -> str:
        return (
            f"{self.package} is needed {self.purpose}: "
            f"pip install 'notorious-markets[{self.extra}]'"
        )


def shown(value: object) -> str:
    """Return a value as a message shows it, cut where it is long, because it can be anything."""
    try:
        text = repr(value)
    except ValueError:  # an integer too long to be written out
        return f"{type(value).__name__} too long to show"
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}... ({len(text)} characters)"


def nearest(given: object, allowed: Iterable[object]) -> object | None:
    """Return the allowed value closest to the given one; ``None`` when nothing is close.

    Numbers are compared as numbers; everything else as text, ignoring case.
    """
    values = tuple(allowed)
    if isinstance(given, int) and not isinstance(given, bool):
        numbers = [value for value in values if isinstance(value, int)]
        return min(numbers, key=lambda value: (abs(value - given), value), default=None)
    if not isinstance(given, str) or len(given) > _LONGEST:
        return None

    import difflib  # at the top, every start would pay for what only messages need

    by_text = {str(value).casefold(): value for value in values}
    matches = difflib.get_close_matches(given.casefold(), list(by_text), n=1)
    return by_text[matches[0]] if matches else None


def deprecated(
    *, since: str, removal: str, instead: str
) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Make a function or method warn whoever calls it.

    Args:
        since: The version of the package that deprecates it.
        removal: The version that will not have it any more.
        instead: What to use.
    """

    def mark(function: Callable[_P, _R]) -> Callable[_P, _R]:
        name = f"{function.__module__}.{function.__qualname__}"
        message = f"{name} is deprecated since {since} and goes in {removal}: use {instead}"

        @wraps(function)
        def warning(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            warnings.warn(message, DeprecationWarning, stacklevel=2)
            return function(*args, **kwargs)

        return warning

    return mark
