# SPDX-License-Identifier: MIT
"""The map of the code says what is there: its picture, its modules, every path and name."""

import ast
import re

import pytest

from house import MAP, PACKAGE, ROOT, layers, rewritten

TEXT = MAP.read_text("utf-8")
CODE = sorted(set(re.findall(r"(?<!`)`([^`\s]+)`(?!`)", TEXT)))
PATHS = [
    item for item in CODE if re.fullmatch(r"[\w./*-]+/[\w./*-]*|[\w-]+\.(py|md|toml|txt)", item)
]
NAMES = [item for item in CODE if ".py::" in item]


def found(path):
    """The files or folders of a path, which is one of the package or of the repository."""
    return [*PACKAGE.glob(path), *ROOT.glob(path)]


def defined(tree):
    """What a module defines: `name` for what stands in it, `Class.name` for what is in a class."""
    for node in tree.body:
        match node:
            case ast.ClassDef():
                yield node.name
                yield from (f"{node.name}.{name}" for name in defined(node))
            case ast.FunctionDef():
                yield node.name
            case ast.Assign():
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name()):
                yield node.target.id


def test_the_picture_and_the_table_of_modules_are_those_of_the_code():
    assert rewritten(TEXT) == TEXT, "run `make map`"


def test_every_module_stands_on_the_map():
    below = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    rooms = {path for path in below if path.endswith("/__init__.py")}
    shown = {item for item in CODE if item in below}
    assert {room.removesuffix("__init__.py") for room in rooms} <= set(CODE)
    assert below - rooms == shown


def test_every_room_has_a_floor():
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= {name for floor in layers() for name in floor}


@pytest.mark.parametrize("path", PATHS)
def test_every_path_exists(path):
    assert found(path)


@pytest.mark.parametrize("item", NAMES)
def test_every_name_is_defined_where_the_map_says(item):
    path, _, name = item.partition("::")
    (module,) = found(path)
    assert name in set(defined(ast.parse(module.read_text("utf-8"))))
