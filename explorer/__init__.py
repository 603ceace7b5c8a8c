# SPDX-License-Identifier: MIT
"""The pages of the list: one for each edition, market, company, economy and fiscal year.

Written from a dataset when the documentation is built; in the repository only.
"""
