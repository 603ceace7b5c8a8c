# SPDX-License-Identifier: MIT
"""U.S. seizure statistics."""
