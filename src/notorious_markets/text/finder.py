# SPDX-License-Identifier: MIT
"""Finding records by any of their names."""

from collections.abc import Iterable, Mapping

from notorious_markets.errors import (
    AmbiguousNameError,
    InvalidArgumentError,
    UnknownValueError,
    nearest,
)
from notorious_markets.text.names import name_key


class NameIndex:
    """The ids of records by their names.

    Args:
        what: What the records are, for error messages.
        names: The names of each record, by id.
        headings: Names that stand for one of several records that have them.
    """

    def __init__(
        self,
        what: str,
        names: Mapping[str, Iterable[str]],
        headings: Mapping[str, str] | None = None,
    ) -> None:
        self._what = what
        self._names = {record: (record, *spellings) for record, spellings in names.items()}
        self._keys = {
            record: frozenset(map(name_key, spellings)) for record, spellings in self._names.items()
        }
        self._ids: dict[str, list[str]] = {}
        for record, keys in self._keys.items():
            for key in keys:
                self._ids.setdefault(key, []).append(record)
        for heading, record in (headings or {}).items():
            self._ids[name_key(heading)] = [record]

    def resolve(self, name: object) -> str:
        """Return the id of the one record with a name; case, accents and punctuation do not count.

        Raises:
            UnknownValueError: No record has it.
            AmbiguousNameError: Several records have it.
        """
        if not isinstance(name, str):
            raise UnknownValueError(self._what, name, self._names)
        if name in self._names:
            return name
        ids = self._ids.get(name_key(name))
        if ids is None:
            raise UnknownValueError(self._what, name, self._names, self._meant(name))
        first, *others = ids
        if others:
            raise AmbiguousNameError(name, sorted(ids))
        return first

    def find(self, text: str) -> list[str]:
        """Return the ids of the records with a text in a name; exactly that name comes first."""
        if not isinstance(text, str) or not text.strip():
            raise InvalidArgumentError(f"text must be something to look for, not {text!r}")
        wanted = name_key(text)
        found = [
            (wanted not in keys, record)
            for record, keys in self._keys.items()
            if any(wanted in key for key in keys)
        ]
        return [record for _, record in sorted(found)]

    def _meant(self, name: str) -> str | None:
        """Return the id of the record with the nearest name."""
        owners = {
            spelling: record for record, spellings in self._names.items() for spelling in spellings
        }
        closest = nearest(name, owners)
        return None if closest is None else owners[str(closest)]
