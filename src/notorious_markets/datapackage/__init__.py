# SPDX-License-Identifier: MIT
"""A release on disk: a Data Package, its Table Schemas and cells, archives and digests.

Nothing that is read from a file is trusted here, so that no other room has to doubt it. May use
`records` and `text`.
"""
