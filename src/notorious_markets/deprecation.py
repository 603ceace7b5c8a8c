# SPDX-License-Identifier: MIT
"""How something public goes: it works on, and says since when, until when, and what to use."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


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
        from functools import wraps

        name = f"{function.__module__}.{function.__qualname__}"
        message = f"{name} is deprecated since {since} and goes in {removal}: use {instead}"

        @wraps(function)
        def warning(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            import warnings

            warnings.warn(message, DeprecationWarning, stacklevel=2)
            return function(*args, **kwargs)

        return warning

    return mark
