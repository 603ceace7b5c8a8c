# SPDX-License-Identifier: MIT
"""What is public changes on purpose only."""

from difflib import unified_diff

from public_api import SNAPSHOT, surface


def test_the_public_surface_is_the_one_in_the_snapshot():
    known = SNAPSHOT.read_text("utf-8").splitlines()
    changes = list(unified_diff(known, surface(), "public_api.txt", "this code", lineterm="", n=0))
    assert not changes, "\n".join(
        [
            "The public surface changed.",
            *changes,
            "If that is meant, run `make api`, commit tests/public_api.txt, and tell users in",
            "CHANGELOG.md. A line that goes or changes is for a major version, after a",
            "deprecation: docs/versions.md says how.",
        ]
    )
