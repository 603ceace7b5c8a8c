# SPDX-License-Identifier: MIT
"""The grammar of CSV and its relatives: records as they stand, and the cells in them.

A record is kept as it was written, so that what is copied stays the same, byte for byte. Its cells
are those that Python's csv module finds; that module gives no access to the text of a record.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import attrs

from notorious_markets.errors import InvalidArgumentError

DELIMITERS = (",", ";", "\t", "|")
"""The delimiters that are recognised; any other has to be given."""

_LONGEST = 1 << 28  # characters of one record: a quote that nothing closes must not fill the memory


@attrs.frozen
class Dialect:
    """What separates cells, with the regular expressions that follow from it.

    Attributes:
        delimiter: One character.
        closed: Matches a line that begins outside quotes and ends outside them.
        closing: Matches a line that begins inside quotes and ends outside them.
        cell: Finds the cells of a record, with their quotes.
    """

    delimiter: str
    closed: re.Pattern[str]
    closing: re.Pattern[str]
    cell: re.Pattern[str]

    def records(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the records that lines make up, each as it stands, with its end.

        Raises:
            InvalidArgumentError: A quote is never closed: what follows it would be lost in a cell.
        """
        following = iter(lines)
        for line in following:
            whole = '"' not in line or self.closed.match(line)
            yield line if whole else self._joined(line, following)

    def _joined(self, line: str, following: Iterator[str]) -> str:
        parts, length = [line], len(line)
        for part in following:
            parts.append(part)
            length += len(part)
            if '"' in part and self.closing.match(part):
                return "".join(parts)
            if length > _LONGEST:
                break
        raise InvalidArgumentError(f"nothing closes a quote in {line[:80]!r}")

    def cells(self, body: str) -> list[str]:
        """Return the cells of a record without its end; quotes are kept, for `unquoted`."""
        if '"' in body:
            return self.cell.findall(body)
        return body.split(self.delimiter)

    def quoted(self, cell: str) -> str:
        """Return a cell as it has to be written."""
        if self.delimiter in cell or _SPECIAL.search(cell):
            doubled = cell.replace('"', '""')
            return f'"{doubled}"'
        return cell


_SPECIAL = re.compile('["\r\n]')
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(.*)', re.DOTALL)


def unquoted(cell: str) -> str:
    """Return what a cell says; what follows a closing quote belongs to it."""
    match = _QUOTED.match(cell)
    return match[1].replace('""', '"') + match[2] if match else cell


@lru_cache(16)
def dialect(delimiter: str) -> Dialect:
    """Return the dialect of a delimiter.

    Raises:
        InvalidArgumentError: It is not one character, or one that a cell is made of.
    """
    if len(delimiter) != 1 or delimiter.isalnum() or delimiter in '"\r\n\ufeff':
        raise InvalidArgumentError(
            f"a delimiter is one character, and no letter, digit, quote or line end: {delimiter!r}"
        )
    d = re.escape(delimiter)
    quoted, cell = _grammar(delimiter)
    end = rf"(?:{d}{cell})*+(?:\r\n|\r|\n)?\Z"
    return Dialect(
        delimiter=delimiter,
        closed=re.compile(cell + end),
        closing=re.compile(quoted + end),
        cell=re.compile(rf'(?:^|{d})("(?:[^"]++|"")*+"[^{d}]*+|[^{d}]*+)'),
    )


@lru_cache(16)
def nth_cell(delimiter: str, width: int, index: int) -> re.Pattern[str]:
    """Return what matches a record of so many cells, without its end, and captures one of them.

    It takes a third of the time of making a list of the cells.
    """
    d, (_, cell) = re.escape(delimiter), _grammar(delimiter)
    before, after = rf"(?:{cell}{d}){{{index}}}", rf"(?:{d}{cell}){{{width - index - 1}}}"
    return re.compile(rf"{before}({cell}){after}\Z")


def _grammar(delimiter: str) -> tuple[str, str]:
    """Return the expressions of a cell from behind its opening quote, and of any cell."""
    d = re.escape(delimiter)
    quoted = rf'(?:[^"]++|"")*+"[^{d}\r\n]*+'
    return quoted, rf'(?:"{quoted}|(?!")[^{d}\r\n]*+)'


def sniffed(head: str, column: str, default: str) -> str:
    """Return the delimiter of a file: the one by which its head has a column.

    Without such a column, it is the one that makes the most cells of the head.
    """
    cells = {
        delimiter: [unquoted(cell) for cell in dialect(delimiter).cells(head)]
        for delimiter in (default, *DELIMITERS)
    }
    return max(cells, key=lambda delimiter: (column in cells[delimiter], len(cells[delimiter])))
