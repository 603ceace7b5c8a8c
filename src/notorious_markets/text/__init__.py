# SPDX-License-Identifier: MIT
"""Spelling, finding and showing text."""
