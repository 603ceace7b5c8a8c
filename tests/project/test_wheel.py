# SPDX-License-Identifier: MIT
"""The wheel is built twice alike, and what is in it works wherever Python does."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import notorious_markets as nm

ROOT = Path(__file__).parents[2]
SOURCES = ("src", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE")

# What an installed package is for; it prints the newest release and a digest of its answers.
USE = """
import hashlib, sys
import notorious_markets as nm
for release in nm.releases():
    nm.verify(release)
ds = nm.load()
answers = [nm.load(nm.releases()[0]), ds.compare(2020, 2021), ds.history("taobao"),
    ds.screen("https://item.taobao.com/x"), ds.seizures.total(), ds.companies_of("taobao"),
    ds.economy("CN"), ds.survival(), nm.export_blocklist()]
print(nm.__file__, ds.release.version, hashlib.sha256(repr(answers).encode()).hexdigest(), sep="|")
"""


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """Two wheels, made of two copies of the sources in folders of other names."""
    made = []
    for name in ("one", "another"):
        folder = tmp_path_factory.mktemp(name)
        for source in SOURCES:
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, folder / source)
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
        made += (folder / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="session")
def wheel(wheels):
    return wheels[0]


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The folder that a wheel of pure Python is when it is installed."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def use(path, *options, code=USE, **environment):
    """What a fresh interpreter says of the package at a path, and nothing on standard error."""
    done = subprocess.run(
        [sys.executable, *options, "-c", code],
        cwd=path.parent,
        env=os.environ | {"PYTHONPATH": str(path)} | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    file, *answers = done.stdout.strip().split("|")
    assert file.startswith(str(path))
    return answers


@pytest.fixture(scope="session")
def answers(installed):
    found = use(installed)
    assert found[0] == nm.releases()[-1]
    return found


def test_a_wheel_is_the_same_byte_for_byte_whenever_and_wherever_it_is_built(wheels):
    one, another = (hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels)
    assert one == another


def test_the_wheel_is_pure_python_and_says_so(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith("/WHEEL"))
        assert "Root-Is-Purelib: true" in archive.read(metadata).decode().splitlines()
    kinds = {Path(name).suffix for name in names if name.startswith("notorious_markets/")}
    assert kinds <= {".py", ".typed", ".csv", ".json", ".xz", ".md", ""}
    assert "notorious_markets/py.typed" in names


def test_it_works_from_inside_the_wheel(wheel, answers):
    assert use(wheel) == answers


@pytest.mark.parametrize("options", [["-O"], ["-OO"], ["-W", "error"], ["-I"]], ids="".join)
def test_it_works_under_any_option_of_the_interpreter(installed, answers, options):
    code = f"import sys; sys.path.insert(0, {str(installed)!r})\n{USE}"
    assert use(installed, *options, code=code) == answers


def test_it_works_with_warnings_as_errors(installed, answers):
    assert use(installed, PYTHONWARNINGS="error") == answers


@pytest.fixture
def read_only(installed, tmp_path):
    """A folder that nothing can be written to, by whoever runs the test."""
    folder = tmp_path / "read-only"
    shutil.copytree(installed, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)


def test_it_works_on_a_read_only_file_system_and_tries_to_write_nothing(read_only, answers):
    # An audit hook sees each attempt, even of root, whom no permission stops. Python's own caches
    # of bytecode are off: it makes do without them where it cannot write.
    watch = """
import os, sys
def refuse(event, arguments):
    if event in ("os.mkdir", "os.remove", "os.rename", "os.truncate", "shutil.copyfile"):
        raise AssertionError(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise AssertionError(f"{event} {arguments}")
    if event == "open" and arguments[1] is None and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(refuse)
"""
    before = sorted((path, path.stat().st_mtime_ns) for path in read_only.rglob("*"))
    assert use(read_only, "-B", code=watch + USE) == answers
    assert sorted((path, path.stat().st_mtime_ns) for path in read_only.rglob("*")) == before
    assert use(read_only) == answers
