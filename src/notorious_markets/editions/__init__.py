# SPDX-License-Identifier: MIT
"""What the editions list, and how they differ."""
