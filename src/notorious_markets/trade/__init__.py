# SPDX-License-Identifier: MIT
"""U.S. seizure statistics: published figures, the DHS table, and where the two disagree.

Sums are exact. May use `editions` and the rooms below it.
"""
