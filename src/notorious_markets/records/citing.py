# SPDX-License-Identifier: MIT
"""What cites sources, and the sources that several such things cite."""

from collections.abc import Iterable
from typing import Protocol

from notorious_markets.errors import InvalidArgumentError


class Citing(Protocol):
    """Whatever cites sources: records, evidence, changes, figures, chains of ownership."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources."""
        ...


def sources_of(records: Iterable[Citing]) -> tuple[str, ...]:
    """Return the ids of the sources that records cite, each once, in the order they are cited.

    Raises:
        InvalidArgumentError: Something that cites no sources.
    """
    found: dict[str, None] = {}
    for record in records:
        if not isinstance(getattr(record, "sources", None), tuple):
            raise InvalidArgumentError(f"{record!r} cites no sources")
        found.update(dict.fromkeys(record.sources))
    return tuple(found)
