# SPDX-License-Identifier: MIT
"""For maintainers: propose, check and publish a release. It is in the repository only.

A change is a folder of small CSV tables. `headings` proposes one from the text of a report,
`identity` suggests which markets its names mean, `changes` applies it to a release, `effects` says
what that does, and `publish` writes the result as the next release.
"""
