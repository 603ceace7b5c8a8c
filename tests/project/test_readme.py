# SPDX-License-Identifier: MIT
"""The README says what is true now; its examples run as tests of their own."""

from readme import BEGIN, END, README, rewritten


def test_the_table_of_editions_is_that_of_the_newest_release():
    text = README.read_text("utf-8")
    assert BEGIN in text
    assert END in text
    assert rewritten(text) == text, "run `make readme`"
