# SPDX-License-Identifier: MIT
"""The public surface, a line for each name; run it (`make api`) to rewrite the snapshot."""

import importlib
from pathlib import Path

import attrs
import griffe

import notorious_markets as nm

ROOT = Path(__file__).parent.parent
SNAPSHOT = Path(__file__).with_name("public_api.txt")


def surface():
    """Every public name with its signature, type or value, sorted."""
    package = griffe.load("notorious_markets", search_paths=[ROOT / "src"])
    public = {f"nm.{name}": package[name] for name in nm.__all__}
    public["nm.Filters"] = package["editions"]["filters"]["Filters"]  # the keywords of `where`
    for extra in nm._EXTRAS:
        module = package[extra]
        public |= {f"nm.{extra}.{name}": module[name] for name in module.exports}
    strategies = package["strategies"]
    public |= {f"nm.strategies.{name}": strategies[name] for name in strategies.exports}
    return sorted({line for path, item in public.items() for line in described(path, item)})


def described(path, item):
    """A line for what stands at a path, and for each public name in it."""
    item = item.final_target if item.is_alias else item
    if item.is_class:
        yield f"class {path}({', '.join(map(str, item.bases))})"
        yield from (f"{path} @{mark.value}" for mark in item.decorators)
        for name, member in item.all_members.items():
            if name == "__init__" or not name.startswith("_"):
                yield from described(f"{path}.{name}", member)
    elif item.is_function:
        for one in item.overloads or [item]:
            yield f"{path}{one.signature().removeprefix(item.name)}"
    elif str(item.value) == "plain.to_dict":  # a function that many classes have as a method
        yield f"{path}() -> {item.package['records']['plain']['to_dict'].returns}"
    elif item.annotation is None:
        yield f"{path} = {item.value}"
    else:
        yield f"{path}: {item.annotation}{' = ...' if _may_be_left_out(item) else ''}"


def _may_be_left_out(field):
    """Whether a record can be made without a field."""
    if not field.parent.is_class:
        return False
    record = getattr(importlib.import_module(field.module.path), field.parent.name)
    fields = attrs.fields_dict(record) if attrs.has(record) else {}
    return field.name in fields and fields[field.name].default is not attrs.NOTHING


if __name__ == "__main__":
    SNAPSHOT.write_text("".join(f"{line}\n" for line in surface()), "utf-8")
