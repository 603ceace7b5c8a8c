# SPDX-License-Identifier: MIT
"""Run one target for some minutes: ``python -m fuzz.run package --minutes 15``.

What covers something new is kept in ``.fuzz/<target>``, an input for every different failure in
``.fuzz/<target>.findings``. A failure does not end the run.
"""

import argparse
import hashlib
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import atheris

import notorious_markets
from fuzz.mutation import mutator

TARGETS = ("package", "screening", "command_line", "rows")
ROOT = Path(__file__).parent.parent
WORK = ROOT / ".fuzz"
CORPUS = ROOT / "tests" / "corpus"


def main() -> None:
    """Parse the arguments, instrument the package, and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--merge", action="store_true", help="keep what covers more than others")
    options, more = parser.parse_known_args()
    with atheris.instrument_imports(include=["notorious_markets"]):
        target = import_module(f"fuzz.{options.target}")
        for module in walk_packages(notorious_markets.__path__, "notorious_markets."):
            import_module(module.name)  # those that a question imports, too
    command = f"{sys.executable} -m fuzz.run {options.target}"  # libFuzzer runs it again to merge
    if any(argument.startswith("-merge_control_file") for argument in more):
        arguments = [command, *more]
    else:
        arguments = [command, *_arguments(options, target), *more]
    more_mutation = {}
    if target.SEPARATOR:
        change = mutator(target.HEAD, target.SEPARATOR, tuple(target.words()))
        more_mutation = {"custom_mutator": change}
    survive = _surviving(target.fuzz, WORK / f"{options.target}.findings")
    atheris.Setup(arguments, survive, **more_mutation)
    atheris.Fuzz()


def _arguments(options: argparse.Namespace, target: Any) -> list[str]:
    """Return libFuzzer's arguments: folders of inputs, the first to write to, and options."""
    found, kept = WORK / options.target, CORPUS / options.target
    found.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (found / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    folders = [str(folder) for folder in (found, kept) if folder.is_dir()]
    if options.merge:
        merged = WORK / f"{options.target}.merged"
        merged.mkdir(exist_ok=True)
        return ["-merge=1", str(merged), *folders]
    return [
        *folders,
        f"-max_total_time={round(options.minutes * 60)}",
        f"-dict={_dictionary(options.target, target.words())}",
        f"-artifact_prefix={WORK}/{options.target}.",
        "-max_len=4096",
        "-len_control=0",
        "-keep_seed=1",
        "-timeout=60",
        "-print_final_stats=1",
    ]


def _surviving(fuzz: Callable[[bytes], None], findings: Path) -> Callable[[bytes], None]:
    """Return a target that notes failures, one input for each place, and goes on."""
    findings.mkdir(exist_ok=True)

    def survive(data: bytes) -> None:
        try:
            fuzz(data)
        except Exception as error:  # noqa: BLE001 (every one is a finding)
            frames = traceback.extract_tb(error.__traceback__)
            place = [(frame.name, frame.lineno) for frame in frames]
            name = hashlib.sha1(repr((type(error), place)).encode()).hexdigest()[:12]
            if not (findings / name).exists():
                (findings / name).write_bytes(data)
                (findings / f"{name}.txt").write_text(
                    "".join(traceback.format_exception(error)), "utf-8", "backslashreplace"
                )
                print(f"FINDING {name}: {error!r:.200}", file=sys.stderr)

    return survive


def _dictionary(name: str, words: Any) -> Path:
    """Write the words in libFuzzer's form."""
    path = WORK / f"{name}.dict"
    lines = (
        "".join(
            chr(byte) if 0x20 < byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}"
            for byte in word.encode("utf-8", "surrogatepass")
        )
        for word in dict.fromkeys(words)
        if word
    )
    path.write_text("".join(f'"{line}"\n' for line in lines))
    return path


if __name__ == "__main__":
    main()
