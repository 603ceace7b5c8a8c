# SPDX-License-Identifier: MIT
"""Rows of text to records and back, by cattrs.

An empty cell is a missing value; the values of a list are separated by ``|``. Every value has one
spelling, so that a record read and written again gives the same row. How the value of a field is
spelled, the field says: see `notorious_markets.records.fields`.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from notorious_markets.errors import InvalidRecordError
from notorious_markets.records.fields import kind_of


def to_row(record: attrs.AttrsInstance) -> dict[str, str]:
    """Return the cells of a record by column; a missing value is an empty cell."""
    row: dict[str, str] = _converter().unstructure(record)
    return row


def from_row(record: type[Any], row: Mapping[str, str]) -> Any:
    """Return the record that the cells of a row stand for.

    Raises:
        InvalidRecordError: A cell cannot be read, a column is missing, or the values do not make a
            valid record.
    """
    try:
        if not set(row) <= set(attrs.fields_dict(record)):
            raise ValueError("unknown columns")  # noqa: TRY301 (which they are, is said below)
        return reader(record)(row.items())
    except Exception as error:  # noqa: BLE001 (cattrs raises whatever a hook or a class raises)
        raise explained(error, record, row) from None


def reader(record: type[Any]) -> Callable[[Iterable[tuple[str, str]]], Any]:
    """Return what makes a record of columns with cells; it raises what `explained` explains."""
    structure = _converter().get_structure_hook(record)

    def read(cells: Iterable[tuple[str, str]]) -> Any:
        # An empty cell is left out, so that the record's own default stands for it.
        return structure({column: cell for column, cell in cells if cell}, record)

    return read


def explained(error: Exception, record: type[Any], row: Mapping[str, str]) -> InvalidRecordError:
    """Return the error that says which cell of a row is at fault: it is sought cell by cell."""
    if isinstance(error, InvalidRecordError):
        return error
    name = record.__name__
    for attribute in attrs.fields(record):
        cell = row.get(attribute.name, "")
        if not cell:
            if attribute.default is attrs.NOTHING:
                return InvalidRecordError(name, attribute.name, "", "must be given")
            continue
        try:
            kind_of(attribute).form.read(cell, None)
        except ValueError as problem:
            return InvalidRecordError(name, attribute.name, cell, str(problem))
    unknown = sorted(set(row) - set(attrs.fields_dict(record)))
    return InvalidRecordError(name, ", ".join(unknown), "", "is no column of this table")


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook_factory(attrs.has, _structure)
    converter.register_unstructure_hook_factory(attrs.has, _unstructure)
    return converter


def _structure(record: type[Any], converter: Converter) -> Any:
    hooks: dict[str, Any] = {
        attribute.name: override(struct_hook=kind_of(attribute).form.read)
        for attribute in attrs.fields(record)
    }
    return make_dict_structure_fn(record, converter, **hooks)


def _unstructure(record: type[Any], converter: Converter) -> Any:
    hooks: dict[str, Any] = {
        attribute.name: override(unstruct_hook=kind_of(attribute).write)
        for attribute in attrs.fields(record)
    }
    return make_dict_unstructure_fn(record, converter, **hooks)
