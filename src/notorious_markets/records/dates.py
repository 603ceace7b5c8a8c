# SPDX-License-Identifier: MIT
"""Half-open intervals whose ends are known to a year, a month, a day, or not at all."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import attrs

from notorious_markets.records.vocabulary import Held

_DAY = timedelta(days=1)
_DECEMBER = 12


def earliest(partial: str) -> date:
    """Return the first day that a date of ISO 8601 may mean, known to a year, a month or a day."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def latest(partial: str) -> date:
    """Return the last day that a date of ISO 8601 may mean, known to a year, a month or a day."""
    year, month, day = _parts(partial)
    if day:
        return date(year, month, day)
    return date(year, month + 1, 1) - _DAY if 0 < month < _DECEMBER else date(year, _DECEMBER, 31)


@attrs.frozen
class Interval:
    """The days on which something held, without gap, as far as is known.

    Attributes:
        start: Its first day, as ISO 8601, to a known precision; `None` if unknown.
        end: The first day on which it did not hold any more, likewise.
        shown: Days on which a source shows that it held.
    """

    start: str | None = None
    end: str | None = None
    shown: tuple[date, ...] = ()

    def held(self, on: date) -> Held:
        """Say whether it held on a day.

        It did if it held on a day before, or on that very day, and on one after: it has no gap.
        It did not before the earliest start and from the latest end. An unknown end is no end for
        ever and no end at once: what lies beyond the days known is unknown.
        """
        if (self.start and on < earliest(self.start)) or (self.end and on >= latest(self.end)):
            return Held.NO
        known = self._known_days()
        if known and min(known) <= on <= max(known):
            return Held.YES
        return Held.UNKNOWN

    def _known_days(self) -> list[date]:
        """Return days on which it certainly held; among them the first and the last such day."""
        first = latest(self.start) if self.start else None
        last = _day_before(self.end) if self.end else None
        days = [
            day
            for day in self.shown
            if (not self.start or day >= earliest(self.start))
            and (not self.end or day < latest(self.end))
        ]
        if self.start and first and first == earliest(self.start):
            days.append(first)  # it held on the day it began
        if self.end and last and last == latest(self.end) - _DAY:
            days.append(last)
        if first and last and first <= last:
            return [*days, first, last]
        # It began by `first` and held on any of these days, so in between too; likewise `last`.
        if days and first:
            days.append(min(first, *days))
        if days and last:
            days.append(max(last, *days))
        return days


def may_overlap(intervals: Iterable[Interval]) -> bool:
    """Say whether there may be a day that all of several intervals share."""
    known = tuple(intervals)
    starts = [earliest(item.start) for item in known if item.start]
    ends = [latest(item.end) for item in known if item.end]
    return not starts or not ends or max(starts) < min(ends)


def overlap(intervals: Iterable[Interval]) -> bool:
    """Say whether two of several intervals certainly share a day, by starts and ends alone."""
    certain = sorted(
        (latest(item.start), earliest(item.end))
        for item in intervals
        if item.start and item.end and latest(item.start) < earliest(item.end)
    )
    return any(
        later_start < earlier_end for (_, earlier_end), (later_start, _) in pairwise(certain)
    )


def _day_before(end: str) -> date | None:
    """Return the day before the first that an end may mean; the calendar's first has none."""
    first = earliest(end)
    return first - _DAY if first > date.min else None


def _parts(partial: str) -> tuple[int, int, int]:
    year, month, day, *_ = (*map(int, partial.split("-")), 0, 0)
    return year, month, day
