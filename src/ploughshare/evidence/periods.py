"""Periods that are the same however they are written: 2024 and 2024-01-01/2024-12-31."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ploughshare import dates

Span = tuple[date, date | None]
"""First and last day; None where the end is open."""


@lru_cache(maxsize=4096)
def span(period: str | None) -> Span | None:
    """The days of a period; None for no period, and for one that cannot be read (the record's checks say so)."""
    if not period or dates.fault(period, period=True):
        return None
    return dates.interval(period)
