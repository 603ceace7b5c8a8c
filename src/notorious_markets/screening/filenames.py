# SPDX-License-Identifier: MIT
"""Names of files to screen: what each holds, which ones are meant, where the output goes."""

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from notorious_markets.errors import InvalidArgumentError, UnknownValueError

STANDARD = "-"
"""The name that stands for standard input or output."""

TXT, CSV, TSV, JSONL, PARQUET = "txt", "csv", "tsv", "jsonl", "parquet"

FORMS = {"txt": TXT, "csv": CSV, "tsv": TSV, "jsonl": JSONL, "ndjson": JSONL, "parquet": PARQUET}
"""What a file holds, by its suffix."""

COMPRESSIONS = ("gz", "zst")
"""The suffixes of compressed files; Parquet compresses itself."""


@attrs.frozen
class Run:
    """Files that are screened into one output.

    Attributes:
        inputs: Their names.
        output: The name of the output; `None` where the matches are only told.
    """

    inputs: tuple[str, ...]
    output: str | None


def form_of(name: str) -> tuple[str, str]:
    """Return what a file holds, and how it is compressed, by its suffixes.

    Raises:
        InvalidArgumentError: The name is no Unicode.
        UnknownValueError: There is no such suffix.
    """
    try:
        name.encode()
    except UnicodeEncodeError:  # the engines take text
        raise InvalidArgumentError(f"the name of a file must be Unicode: {name!r}") from None
    suffixes = [suffix.lower().removeprefix(".") for suffix in Path(name).suffixes]
    compression = suffixes.pop() if suffixes and suffixes[-1] in COMPRESSIONS else ""
    form = FORMS.get(suffixes[-1]) if suffixes else None
    if form is None or (compression and form == PARQUET):
        allowed = [f".{suffix}" for suffix in FORMS]
        raise UnknownValueError("kind of file", Path(name).suffix, allowed)
    return form, compression


def has_form(name: str) -> bool:
    """Say whether the suffixes of a name say what the file holds."""
    try:
        form_of(name)
    except (InvalidArgumentError, UnknownValueError):
        return False
    return True


def is_named(text: str) -> bool:
    """Say whether a text, of which nothing else is known, names a file and not a value.

    It does if it is `STANDARD`, or ends with the suffix of a file that can be screened, or is the
    path of what is there. A text with a scheme, or with a host and a path, is a value.
    """
    if text == STANDARD:
        return True
    if _is_address(text):
        return False
    return has_form(text) or (_is_path(text) and _is_there(text))


def looks_like_file(text: str) -> bool:
    """Say whether a text that matches nothing may be meant as a file that cannot be read."""
    if "://" in text or text.startswith("//"):
        return False
    path = Path(text)
    is_path = _is_path(text) and not _is_address(text)
    return is_path or _is_there(text) or path.suffix.lower() in _UNREADABLE


# What people have tables in, and what ends no domain.
_UNREADABLE = frozenset(".arrow .avro .dat .feather .json .log .ods .orc .xls .xlsx .xml".split())


def _is_path(text: str) -> bool:
    return "/" in text or os.sep in text


def _is_address(text: str) -> bool:
    """Say whether a text has a scheme, or a host before its first slash."""
    head, slash, _ = text.partition("/")
    begins_with_host = slash and "." in head.strip(".") and not head.startswith((".", "~"))
    return "://" in text or text.startswith("//") or bool(begins_with_host and not _is_there(text))


def _is_there(text: str) -> bool:
    """Say whether a text is the name of a file or folder, or a pattern of some."""
    try:
        return Path(text).exists() or (glob.has_magic(text) and bool(glob.glob(text)))  # noqa: PTH207 (the pattern may be absolute)
    except (OSError, ValueError, re.error):  # no path can be so long, or hold a null
        return False


def plan_runs(names: Sequence[str], output: str | None, form: str | None = None) -> list[Run]:
    """Return what to screen into what.

    Args:
        names: Files, folders, patterns such as ``"*.csv"``, or `STANDARD`. Of a folder, every file
            is taken whose suffix says what it holds.
        output: A file that takes all of them, or a folder that takes one of each; `STANDARD`; or
            nothing. It is a folder if it is there and is one, ends with a slash, or has no suffix
            where there are several files.
        form: What the files hold, if their suffixes do not say.

    Raises:
        InvalidArgumentError: No such file; or an output that is an input, or another output.
        UnknownValueError: A suffix of the output that says nothing.
    """
    folder = None if output in (None, STANDARD) or not _is_folder(output, names) else Path(output)
    found = dict(_found(names, folder, form))
    if folder is None:
        runs = [Run(tuple(found), output)]
    else:
        runs = [Run((name,), str(folder / place)) for name, place in found.items()]
    outputs = [run.output for run in runs if run.output not in (None, STANDARD)]
    for target in outputs:
        if not _is_special(target):
            form_of(target)
        _refuse_overwriting(target, found)
        if outputs.count(target) > 1:
            raise InvalidArgumentError(f"{target} would be the output of several files")
    return runs


def _is_folder(output: str, names: Sequence[str]) -> bool:
    path = Path(output)
    several = len(names) > 1 or any(_is_dir(name) or glob.has_magic(name) for name in names)
    return output.endswith(("/", os.sep)) or _is_dir(output) or (several and not path.suffix)


def _is_dir(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except ValueError:  # it holds a null
        return False


def _is_special(name: str) -> bool:
    """Say whether an output is no file that could be replaced: a device, or a pipe."""
    try:
        return Path(name).exists() and not Path(name).is_file()
    except (OSError, ValueError):
        return False


def _found(
    names: Sequence[str], folder: Path | None, form: str | None
) -> Iterator[tuple[str, str]]:
    """Yield the files that are meant, each with its place in a folder of outputs."""
    for name in names:
        if name == STANDARD:
            yield name, f"stdin.{form or TXT}"
        elif _is_dir(name):
            inside = [
                path
                for path in sorted(Path(name).rglob("*"))
                if path.is_file()
                and has_form(path.name)
                and not any(part.startswith(".") for part in path.relative_to(name).parts)
                and (folder is None or folder.resolve() not in path.resolve().parents)
            ]
            if not inside:
                raise InvalidArgumentError(f"no file in {name} can be screened")
            yield from ((str(path), _place(str(path.relative_to(name)))) for path in inside)
        elif glob.has_magic(name) and not Path(name).exists():
            paths = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (the pattern may be absolute)
            if not paths:
                raise InvalidArgumentError(f"no file is named as {name} says")
            yield from ((path, _place(Path(path).name)) for path in paths if not _is_dir(path))
        else:
            if form is None:
                form_of(name)
            yield name, _place(Path(name).name)


def _place(name: str) -> str:
    """Return the name of an output: a text, which has no columns, becomes CSV."""
    if not has_form(name) or form_of(name)[0] != TXT:
        return name
    stem, compression = Path(name), form_of(name)[1]
    plain = stem.with_suffix("") if compression else stem
    return str(plain.with_suffix(".csv")) + (f".{compression}" if compression else "")


def _refuse_overwriting(output: str, inputs: Iterable[str]) -> None:
    """Refuse an output that is one of the inputs, under another name or link too."""
    try:
        written = os.stat(output)  # noqa: PTH116 (to compare with that of an open file)
    except (OSError, ValueError):
        return  # it is not there
    for name in inputs:
        try:
            read = os.fstat(sys.stdin.fileno()) if name == STANDARD else os.stat(name)  # noqa: PTH116
        except (OSError, ValueError):
            continue
        if os.path.samestat(written, read) and not _is_special(output):
            raise InvalidArgumentError(f"the output {output} is the input {name}")
