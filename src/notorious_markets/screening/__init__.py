# SPDX-License-Identifier: MIT
"""To which listed market a URL, a host, a domain or a name belongs; block lists of the domains.

A value is read as text, and nothing is visited. May use `editions` and the rooms below it.
"""
