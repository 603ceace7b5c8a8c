# SPDX-License-Identifier: MIT
"""The record of a source: where other records were read."""

import attrs

from notorious_markets.records import fields, plain
from notorious_markets.records.vocabulary import SourceKind


@attrs.frozen(kw_only=True)
class Source:
    """Where a record was read.

    Attributes:
        id: Lasting id, unique among the sources of a release.
        url: Address it was read at.
        title: Its title; in brackets where it was taken from the address or not seen.
        publisher: Who published it.
        date: Its date as ISO 8601, to the precision it gives: a year, a month or a day.
        kind: How close it stands to the report.
        shows: What was read there, in this project's words.
    """

    id: str = fields.identifier()
    url: str = fields.pattern(r"https?://[^\s/]+\S*", "an http or https address")
    title: str = fields.text()
    publisher: str = fields.text()
    date: str | None = fields.partial_date()
    kind: SourceKind = fields.choice(SourceKind)
    shows: str | None = fields.text(optional=True)

    to_dict = plain.to_dict
