"""Intervals of values, open or closed, and arithmetic on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``; None is unbounded, and an open end is not itself one of them."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def width(self) -> Decimal | None:
        """High less low; None where unbounded."""
        return None if self.low is None or self.high is None else self.high - self.low

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return not (self._lies_below(other) or other._lies_below(self))

    def covers(self, other: Interval) -> bool:
        """Whether every value of the other is one of this."""
        return (
            self.low is None or (other.low is not None and (self.low, self.low_open) <= (other.low, other.low_open))
        ) and (
            self.high is None
            or (other.high is not None and (other.high, self.high_open) <= (self.high, other.high_open))
        )

    def from_zero(self) -> Interval:
        """The same with 0 for a missing lower bound: for what cannot be fewer than none."""
        return replace(self, low=Decimal(0)) if self.low is None and (self.high is None or self.high >= 0) else self

    def negated(self) -> Interval:
        """The same with the opposite sign."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def times(self, other: Interval) -> Interval:
        """The product; where a factor may be negative, bounded only if both are."""
        if self.low is not None and other.low is not None and min(self.low, other.low) >= 0:
            high = None if self.high is None or other.high is None else self.high * other.high
            return Interval(
                self.low * other.low, high, self.low_open or other.low_open, self.high_open or other.high_open
            )
        ends = [
            None if a is None or b is None else a * b for a in (self.low, self.high) for b in (other.low, other.high)
        ]
        bounded = [end for end in ends if end is not None]
        return Interval(min(bounded), max(bounded)) if len(bounded) == len(ends) else Interval(None, None)

    def per(self, whole: Interval) -> Interval:
        """The quotient, for a whole above zero; unbounded above where the whole may be 0."""
        if whole.low is None or whole.low < 0 or whole.high == 0:
            return Interval(None, None)
        if self.low is not None and self.low >= 0:
            low = Decimal(0) if whole.high is None else self.low / whole.high
            high = None if self.high is None or whole.low == 0 else self.high / whole.low
            return Interval(low, high, self.low_open or whole.high_open, self.high_open or whole.low_open)
        if self.low is None or self.high is None or whole.low == 0 or whole.high is None:
            return Interval(None, None)
        ends = [end / by for end in (self.low, self.high) for by in (whole.low, whole.high)]
        return Interval(min(ends), max(ends))

    def _lies_below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))


def added(intervals: Iterable[Interval]) -> Interval:
    """The sum of intervals: bounded where all of them are."""
    parts = list(intervals)
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    return Interval(
        sum(lows, Decimal(0)) if len(lows) == len(parts) else None,
        sum(highs, Decimal(0)) if len(highs) == len(parts) else None,
        any(part.low_open for part in parts),
        any(part.high_open for part in parts),
    )
