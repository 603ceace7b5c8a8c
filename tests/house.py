# SPDX-License-Identifier: MIT
"""The generated parts of the map of the code; ``make map`` rewrites them, a test holds them.

The picture is the import contract of ``pyproject.toml``; what rooms and modules are for, the first
sentences of their docstrings say.
"""

import ast
import re
import tomllib
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "notorious_markets"
MAP = ROOT / "docs" / "contributing" / "map.md"
WIDTH = 62  # characters between the walls

_PART = re.compile(r"(<!-- begin: (\w+) \(make map\) -->\n).*?(<!-- end -->)", re.DOTALL)
_ROLE = re.compile(r"`~[\w.]+?(\w+)`")  # how a docstring links a name of another module


def layers():
    """The floors of the house, the topmost first: the names of what stands side by side."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (ours,) = (
        item["layers"]
        for item in settings["contracts"]
        if item.get("containers") == ["notorious_markets"]
    )
    return [re.split(r"\s*[|:]\s*", floor) for floor in ours]


def picture():
    """The floors, one upon the other; an import goes to a floor below, or stays in its room."""
    floors = [[_shown(name) for name in floor] for floor in layers()]
    walls = [_walls(len(floor)) for floor in floors]
    lines = [_ceiling(set(), walls[0])]
    for floor, wall, below in zip(floors, walls, [*walls[1:], set()], strict=True):
        edges = sorted({-1, WIDTH} | wall)
        widths = [right - left - 1 for left, right in pairwise(edges)]
        lines.append(f"│{'│'.join(map(str.center, floor, widths))}│")
        lines.append(_ceiling(wall, below))
    top, bottom = f"┌{lines[0][1:-1]}┐", f"└{lines[-1][1:-1]}┘"
    return "\n".join(["```text", top, *lines[1:-1], bottom, "```", ""])


def _shown(name):
    return f"{name}/" if (PACKAGE / name).is_dir() else f"{name}.py"


def _walls(rooms):
    """Where the inner walls of a floor stand."""
    return {round(WIDTH * number / rooms) for number in range(1, rooms)}


def _ceiling(above, below):
    """What lies between two floors, or a floor and the open."""
    corners = {(True, True): "┼", (True, False): "┴", (False, True): "┬", (False, False): "─"}
    return f"├{''.join(corners[at in above, at in below] for at in range(WIDTH))}┤"


def rooms():
    """A table: every room and what it is for, and every module in it."""
    rows = ["| where | what for |", "| --- | --- |"]
    for name in ["__init__", *(name for floor in layers() for name in floor)]:
        if (PACKAGE / name).is_dir():
            folders = (file.parent for file in (PACKAGE / name).rglob("__init__.py"))
            for folder in sorted(folders):
                rows.append(_row(f"**`{folder.relative_to(PACKAGE)}/`**", folder / "__init__.py"))
                modules = sorted({*folder.glob("*.py")} - {folder / "__init__.py"})
                rows += [_row(f"`{module.relative_to(PACKAGE)}`", module) for module in modules]
        else:
            rows.append(_row(f"**`{name}.py`**", PACKAGE / f"{name}.py"))
    return "\n".join([*rows, ""])


def _row(where, module):
    text = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    first, _, _ = text.partition("\n\n")
    first = _ROLE.sub(r"`\1`", " ".join(first.replace("``", "`").split()))
    return f"| {where} | {first.replace('|', '&#124;')} |"


def rewritten(text):
    """The map with its generated parts made anew."""
    made = {"picture": picture, "rooms": rooms}
    return _PART.sub(lambda part: f"{part[1]}{made[part[2]]()}{part[3]}", text)


if __name__ == "__main__":
    MAP.write_text(rewritten(MAP.read_text("utf-8")), "utf-8")
