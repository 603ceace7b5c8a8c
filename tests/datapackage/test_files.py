# SPDX-License-Identifier: MIT
"""A file is read if it is one: no link, no device, not too large, and not exchanged meanwhile."""

import os
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest

from notorious_markets.datapackage import files as package_files
from notorious_markets.datapackage.files import InstalledFolder, is_stray, read_file
from notorious_markets.errors import IntegrityError


def refused(folder, name, most=10):
    with pytest.raises(IntegrityError) as caught:
        read_file(folder, name, most)
    return str(caught.value)


def test_a_file_is_read_up_to_the_size_that_it_can_have(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert read_file(tmp_path, "a", 10) == b"x" * 10
    assert refused(tmp_path, "a", 9) == "a: has 10 bytes; 9 are allowed"


def test_what_cannot_be_read_says_why(tmp_path):
    assert refused(tmp_path, "a") == "a: cannot be read: No such file or directory"
    assert refused(tmp_path, "a\0").startswith("a\0: cannot be read: ")
    with ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("a", b"x")
    inside = ZipPath(tmp_path / "zip")
    assert read_file(inside, "a", 10) == b"x"
    assert refused(inside, "b").endswith("b")  # the path, which is all that the archive says


def test_only_a_folder_on_disk_can_have_a_stray_file(tmp_path):
    (tmp_path / "a").symlink_to("nowhere")
    assert is_stray(tmp_path, "a")
    assert not is_stray(tmp_path, "b")
    assert not is_stray(InstalledFolder(tmp_path), "a")


def test_a_link_is_followed_only_where_the_package_was_installed(tmp_path):
    (tmp_path / "true").write_bytes(b"x")
    (tmp_path / "link").symlink_to("true")
    assert refused(tmp_path, "link") == "link: is a symbolic link, and could lead anywhere"
    installed = InstalledFolder(tmp_path)
    assert read_file(installed, "link", 10) == read_file(installed, "true", 10) == b"x"


def test_no_file_is_waited_for_and_no_link_followed_when_it_is_opened(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"x")
    opened, open_ = [], os.open

    def watched(path, flags):
        opened.append(flags)
        return open_(path, flags)

    monkeypatch.setattr(os, "open", watched)
    assert read_file(tmp_path, "a", 10) == b"x"
    assert opened == [os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK]


def test_of_a_file_that_grows_no_more_is_read_than_shows_it(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"x" * 5)
    fstat = os.fstat

    def and_grow(descriptor):
        state = fstat(descriptor)
        (tmp_path / "a").write_bytes(b"x" * 1_000)
        return state

    monkeypatch.setattr(os, "fstat", and_grow)
    assert read_file(tmp_path, "a", 10) == b"x" * 6


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.mkdir(), "a: cannot be read: Is a directory"),
        (os.mkfifo, "a: is no regular file"),
        (lambda path: path.symlink_to("b"), "a: cannot be read: Too many levels of symbolic links"),
        (lambda path: path.write_bytes(b"y" * 11), "a: has 11 bytes; 10 are allowed"),
    ],
)
def test_a_file_that_is_exchanged_before_it_is_opened_is_looked_at_again(
    tmp_path, monkeypatch, make, problem
):
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").write_bytes(b"y")
    look = package_files._require_regular

    def and_exchange(*given):
        look(*given)
        (tmp_path / "a").unlink()
        make(tmp_path / "a")
        monkeypatch.setattr(package_files, "_require_regular", look)

    monkeypatch.setattr(package_files, "_require_regular", and_exchange)
    assert refused(tmp_path, "a") == problem
