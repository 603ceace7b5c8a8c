# SPDX-License-Identifier: MIT
"""What is deprecated works as before, and warns whoever calls it, where they call it."""

import inspect

import pytest

from notorious_markets.errors import deprecated


@deprecated(since="1.2.0", removal="2.0.0", instead="`markets`")
def marketplaces(number: int, *, kind: str = "online") -> str:
    """What was called so once."""
    return f"{number} {kind}"


def test_it_works_as_before_and_warns_at_the_line_of_the_call():
    with pytest.warns(DeprecationWarning, match="use `markets`") as caught:
        assert marketplaces(3, kind="physical") == "3 physical"
    (warning,) = caught
    assert warning.filename == __file__
    assert str(warning.message) == (
        f"{__name__}.marketplaces is deprecated since 1.2.0 and goes in 2.0.0: use `markets`"
    )


def test_it_warns_at_every_call():
    for _ in range(2):
        with pytest.warns(DeprecationWarning, match="use `markets`"):
            marketplaces(3)


def test_it_keeps_its_name_documentation_and_signature():
    assert marketplaces.__name__ == "marketplaces"
    assert marketplaces.__doc__ == "What was called so once."
    assert list(inspect.signature(marketplaces).parameters) == ["number", "kind"]
