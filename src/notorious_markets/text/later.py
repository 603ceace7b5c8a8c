# SPDX-License-Identifier: MIT
"""Modules that are imported when they are first used, so that a question pays for itself only."""

from importlib import import_module


class Later:
    """A module whose names are there once one of them is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self._name), name)


def later(names: str) -> list[Later]:
    """Return modules of this package, named in one text, that are imported when they are used."""
    return [Later(f"notorious_markets.{name}") for name in names.split()]
