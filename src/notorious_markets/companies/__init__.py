# SPDX-License-Identifier: MIT
"""Who stood behind a market on a day."""
