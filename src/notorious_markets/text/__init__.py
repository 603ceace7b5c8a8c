# SPDX-License-Identifier: MIT
"""Spelling, finding and showing text: names, economies, indexes, and rows of cells as a table.

It knows nothing of records or releases, and may use no other room.
"""
