"""Whole days since 1970-01-01, and the intervals that partial and absent dates are."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from ploughshare import dates
from ploughshare.land.engine.states import FAR

_EPOCH: Final = date(1970, 1, 1).toordinal()

Interval = tuple[int, int]
"""The first and last day on which something may have happened."""


def number(day: date) -> int:
    """The day as a number."""
    return day.toordinal() - _EPOCH


def said(day: int) -> str | None:
    """The day as YYYY-MM-DD; None for a day that never comes or has no date."""
    return None if abs(day) >= FAR else date.fromordinal(day + _EPOCH).isoformat()


@lru_cache(maxsize=65536)
def interval(text: str | None) -> Interval:
    """The days a date or period may mean; of an absent one any day."""
    if not text or dates.fault(text, period=True):
        return -FAR, FAR
    low, high = dates.interval(text)
    return number(low), FAR if high is None else number(high)


def happened(text: str | None, recorded: str | None) -> Interval:
    """As :func:`interval`; what has no date happened by the day on which it was recorded."""
    return interval(text) if text else (-FAR, interval(recorded)[1])


def exact(text: str | None) -> int | None:
    """The day of a date that is a day; None for a partial or absent one."""
    low, high = interval(text)
    return low if low == high else None
