# SPDX-License-Identifier: MIT
"""A read-only mapping that says what it has when asked for what it has not."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from notorious_markets.errors import UnknownValueError

_SHOWN = 3  # entries of a repr

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Index(Mapping[_K, _V]):
    """An immutable mapping in a fixed order; hashable where its values are.

    Args:
        what: What sort of value its keys are, for error messages.
        items: Its keys and values.

    Raises:
        UnknownValueError: On a key that it does not have.
    """

    __slots__ = ("_by_key", "_what")

    def __init__(self, what: str, items: Iterable[tuple[_K, _V]]) -> None:
        self._what = what
        self._by_key = dict(items)

    def __getitem__(self, key: _K) -> _V:
        try:
            return self._by_key[key]
        except (KeyError, TypeError):
            raise UnknownValueError(self._what, key, self._by_key) from None

    def __iter__(self) -> Iterator[_K]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def __hash__(self) -> int:
        return hash(frozenset(self._by_key.items()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{key!r}: {value!r}" for key, value in [*self.items()][:_SHOWN])
        rest = len(self) - _SHOWN
        more = f", … and {rest} more" if rest > 0 else ""
        return f"<{len(self)} by {self._what}: {{{shown}{more}}}>"


def index_by(what: str, field: str, records: Iterable[_V]) -> Index[Any, _V]:
    """Return records by a field of theirs, in the order given."""
    return Index(what, ((getattr(record, field), record) for record in records))
