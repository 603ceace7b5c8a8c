# SPDX-License-Identifier: MIT
"""What the editions list, and how they differ: presence, comparison, histories, survival.

Here an edition that is recorded in part makes an answer unknown. May use `companies`,
`datapackage`, `records` and `text`.
"""
