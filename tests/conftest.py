# SPDX-License-Identifier: MIT
"""What several test modules use."""

import pytest

import notorious_markets as nm


@pytest.fixture(scope="session")
def ds():
    return nm.load("2026.11")
