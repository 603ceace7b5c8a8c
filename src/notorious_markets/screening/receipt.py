# SPDX-License-Identifier: MIT
"""The receipt of a screening: all that somebody needs to repeat it and find the same.

Its form is described by a JSON Schema: `docs/reference/receipt.schema.json`.
"""

import platform
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from notorious_markets.records.release import Release
from notorious_markets.screening.screener import Screener

FORM = "notorious-markets-receipt/1"
"""What a receipt of this form says it is."""

_ENGINES = ("ada-url", "rapidfuzz", "polars", "pyarrow")


def make_receipt(
    release: Release,
    screener: Screener,
    restrictions: Mapping[str, object],
    began: datetime,
    ended: datetime,
    **rest: object,
) -> dict[str, Any]:
    """Return a receipt, as values that JSON has.

    Args:
        release: What was screened with.
        screener: The list.
        restrictions: What was asked for, and what the list was restricted to.
        began: When the screening began, in UTC.
        ended: When it ended.
        rest: What was screened, and what was found.
    """
    return {
        "receipt": FORM,
        "began": began.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "ended": ended.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "release": {
            "version": release.version,
            "created": release.created.isoformat(),
            "tables": [
                {"name": table.name, "rows": table.rows, "sha256": table.sha256}
                for table in release.tables
            ],
        },
        "versions": {
            "notorious-markets": version("notorious-markets"),
            "python": platform.python_version(),
            **dict(_installed(_ENGINES)),
        },
        "restrictions": dict(restrictions),
        "domains": len(screener.domains),
        **rest,
    }


def _installed(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        try:
            yield name, version(name)
        except PackageNotFoundError:  # an extra that is not there
            continue
