# SPDX-License-Identifier: MIT
"""What one row is, and every law about it."""
