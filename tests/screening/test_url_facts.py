# SPDX-License-Identifier: MIT
"""Hosts of URLs as the web platform's tests have them, written down as facts.

Inputs of those tests (``url/resources/urltestdata.json`` and its neighbours), read without a base,
and the host that each has; empty where it has none, or a scheme that is not special. Invalid
A-labels are not among them: the standard changed its mind on these. A final dot
and the host of a lone dot are left out, as `host_of` does.
"""

import csv
from pathlib import Path

import polars as pl
import pytest

import notorious_markets as nm
from notorious_markets.frames import screen
from notorious_markets.screening.hosts import host_of

with (Path(__file__).parent / "url_facts.csv").open(encoding="utf-8", newline="") as file:
    FACTS = [
        (
            row["url"].encode("ascii", "backslashreplace").decode("unicode_escape"),
            row["host"].removesuffix(".") or None,
        )
        for row in csv.DictReader(file)
    ]


def test_there_are_as_many_facts_as_promised():
    assert len(FACTS) >= 150
    assert len({url for url, _ in FACTS}) == len(FACTS)


@pytest.mark.parametrize(("url", "host"), FACTS, ids=[ascii(url) for url, _ in FACTS])
def test_the_host_is_that_of_the_standard(url, host):
    assert host_of(url) == host


def test_engines_see_the_hosts_of_the_facts_under_a_listed_domain():
    screener = nm.load("2026.12.1").screener()
    urls = [url.replace("example.com", "vk.com") for url, _ in FACTS]
    urls = [url.encode("utf-8", "replace").decode() for url in urls]
    expected = [screener.screen(url, "url") for url in urls]
    assert sum(map(bool, expected)) >= 15
    found = screen(pl.DataFrame({"url": urls}), kind="url", screener=screener)["nm_market"]
    assert found.to_list() == [match[0].market.id if match else None for match in expected]
