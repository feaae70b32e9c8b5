"""How far a stated number reaches: its rounding step, and the interval in which the true one lies."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ploughshare.figure.model import Figure, Kind, State
from ploughshare.figure.units import is_counted

_ZERO = Decimal(0)
_APPROXIMATE_SHARE = Decimal("0.1")
"""An approximate number is read with a step of at most a tenth of itself: 5 % either way."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a figure allows; None is unbounded, an open end is not itself allowed."""

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
        return _reaches(self.low, self.low_open, other.high, other.high_open) and _reaches(
            other.low, other.low_open, self.high, self.high_open
        )

    def covers(self, other: Interval) -> bool:
        """Whether every value of the other is one of this."""
        low_ok = self.low is None or (
            other.low is not None
            and (self.low < other.low or (self.low == other.low and (other.low_open or not self.low_open)))
        )
        high_ok = self.high is None or (
            other.high is not None
            and (self.high > other.high or (self.high == other.high and (other.high_open or not self.high_open)))
        )
        return low_ok and high_ok


def _reaches(low: Decimal | None, low_open: bool, high: Decimal | None, high_open: bool) -> bool:
    if low is None or high is None or low < high:
        return True
    return low == high and not (low_open or high_open)


def last_place(number: Decimal) -> Decimal:
    """One unit of the last digit given: 0.01 for 0.27, 1 for 600."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "a figure's number is finite"
    return Decimal(1).scaleb(min(exponent, 0))


def step(figure: Figure) -> Decimal:
    """The rounding step of the best value, in the figure's unit; 0 for an exact count and where there is none.

    The step as stated, else the last digit given. An approximate number is read more widely: by its last digit
    that is not 0, but by no more than a tenth of itself, so "about 1,000" is 950 to 1,050 and "about 50" is
    47.5 to 52.5.
    """
    if figure.rounded_to is not None:
        return figure.rounded_to
    best = figure.best
    if best is None or figure.state is not State.VALUE:
        return _ZERO
    counted = is_counted(figure.unit) and best == best.to_integral_value()
    if figure.kind is Kind.ABOUT:
        place = Decimal(1).scaleb(int(best.normalize().as_tuple().exponent))
        return max(min(place, abs(best) * _APPROXIMATE_SHARE), _ZERO if counted else last_place(best))
    return _ZERO if counted else last_place(best)


def interval(figure: Figure) -> Interval | None:
    """The values a known figure allows; None for one that is not known.

    A rounded number holds its lower end and not its upper, as rounding half up does. "Almost" reaches one
    step down and "just over" one step up. An upper bound alone starts at 0, since nothing recorded here
    can be fewer than none.
    """
    if figure.state is State.ZERO:
        return Interval(_ZERO, _ZERO)
    if figure.state is not State.VALUE:
        return None
    low, best, high, kind = figure.low, figure.best, figure.high, figure.kind
    if kind is Kind.EXACT or kind is Kind.ABOUT:
        if best is None:
            return Interval(low, high)
        if kind is Kind.ABOUT and low is not None and high is not None:
            return Interval(low, high)
        size = step(figure)
        if kind is Kind.ABOUT and high is not None:
            return Interval(best - size, high)
        if kind is Kind.ABOUT and low is not None:
            return Interval(low, best + size)
        return Interval(best - size / 2, best + size / 2, high_open=size > 0)
    if kind in (Kind.AT_MOST, Kind.LESS_THAN) and low is None and high is not None and high >= 0:
        low = _ZERO
    return Interval(low, high, low_open=kind is Kind.MORE_THAN, high_open=kind is Kind.LESS_THAN)
