# SPDX-License-Identifier: MIT
"""What one row of each table is, and every law about it.

A record refuses what no source could mean; laws that need several tables see all of them together.
May use `text`.
"""
