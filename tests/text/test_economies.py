# SPDX-License-Identifier: MIT
"""Economies are ISO 3166-1, as pycountry has it."""

import pycountry
import pytest

from notorious_markets.errors import UnknownValueError
from notorious_markets.text.economies import CODES, economy_code, economy_name


def test_the_codes_are_those_of_pycountry():
    assert {country.alpha_2 for country in pycountry.countries} == CODES


def test_every_code_has_a_name():
    assert all(map(economy_name, CODES))
    assert economy_name("TW") == "Taiwan"
    assert economy_name("HK") == "Hong Kong"
    assert economy_code("CN") == "CN"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("China", "CN"),
        ("CHN", "CN"),
        ("cn", "CN"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Mexcio", "MX"),
        ("Taiwan, Province of China", "TW"),
        ("Korea, Republic of", "KR"),
        ("South Korea", "KR"),
        ("Hellenic Republic", "GR"),
        ("Chda", "TD"),
        ("UK", None),  # three letters and fewer are a code, and no misspelt name
        ("XHN", "HN"),
        ("XX", None),
        ("", None),
        (156, None),
        (None, None),
    ],
)
def test_an_unknown_code_is_answered_with_the_one_meant(given, meant):
    with pytest.raises(UnknownValueError) as caught:
        economy_code(given)
    assert caught.value.nearest == meant
    assert str(caught.value).startswith(f"unknown ISO 3166-1 alpha-2 code {given!r}")
    with pytest.raises(UnknownValueError):
        economy_name(given)
