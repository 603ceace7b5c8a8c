# SPDX-License-Identifier: MIT
"""Changes to lines of cells: bytes changed at random seldom make a table or a command again."""

import random
from collections.abc import Callable, Sequence


def mutator(
    head: int,
    separator: bytes,
    words: Sequence[str],
) -> Callable[[bytes, int, int], bytes]:
    """Return what changes an input: every other time its bytes, otherwise its cells.

    Args:
        head: How many lines stand before the cells.
        separator: What separates the cells of a line.
        words: What a cell may become.
    """
    cells = [word.encode("utf-8", "surrogatepass") for word in words]

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.5:
            return _change_bytes(bytearray(data), cells, chance)[:max_size]
        lines = [line.split(separator) for line in data.split(b"\n")]
        before, lines = lines[:head], lines[head:] or [[b""]]
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            _change(lines, cells, chance)
        changed = b"\n".join(separator.join(line) for line in (*before, *lines))
        return changed[:max_size]

    return mutate


def _change_bytes(data: bytearray, words: list[bytes], chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                data[place:place] = bytes([chance.randrange(256)])
            case 2:
                del data[place : place + chance.choice((1, 1, 4, 16))]
            case 3:
                data[place:place] = chance.choice(words)
            case 4:
                start = chance.randrange(len(data) + 1)
                data[place:place] = data[start : start + chance.randrange(32)]
            case _:
                for at in range(place, min(place + 1, len(data))):
                    data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


def _change(lines: list[list[bytes]], words: list[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    line = lines[place]
    cell = chance.randrange(len(line))
    other = chance.choice(lines)
    match chance.randrange(8):
        case 0 | 1:
            line[cell] = chance.choice(words)
        case 2 | 3:
            line[cell] = other[min(cell, len(other) - 1)]
        case 4:
            line[cell] += chance.choice((b"|", b"", b"-")) + chance.choice(words)
        case 5:
            lines.insert(place, list(line))
        case 6:
            if len(lines) > 1:
                del lines[place]
        case _:
            line[cell] = b""
