# SPDX-License-Identifier: MIT
"""A release on disk."""
