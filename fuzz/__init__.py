# SPDX-License-Identifier: MIT
"""Coverage-guided fuzzing: targets that hold laws, and what runs them. See ``README.md``."""
