# SPDX-License-Identifier: MIT
"""Who stood behind a market on a day: chains of owners, and relations with their dates.

May use `records` and `text`.
"""
