# SPDX-License-Identifier: MIT
"""Whether a value belongs to a listed market."""
