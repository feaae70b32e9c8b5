"""How far a stated number reaches: its rounding step, and the interval in which the true one lies."""

from __future__ import annotations

from decimal import Decimal

from ploughshare.figure.interval import Interval
from ploughshare.figure.model import Figure, Kind, State
from ploughshare.figure.numbers import last_digit, last_given
from ploughshare.figure.units import is_counted

_ZERO = Decimal(0)
_APPROXIMATE_SHARE = Decimal("0.1")
"""An approximate number is read with a step of at most a tenth of itself: 5 % either way."""


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
    whole = is_counted(figure.unit) and best == best.to_integral_value()
    given = _ZERO if whole else last_given(best)
    if figure.kind is not Kind.ABOUT:
        return given
    place = last_digit(best)
    return max(given, min(place, abs(best) * _APPROXIMATE_SHARE))


def interval(figure: Figure) -> Interval | None:
    """The values a known figure allows; None for one that is not known.

    A rounded number holds its lower end and not its upper, as rounding half up does. "Almost" reaches one
    step down and "just over" one step up. A stated bound is taken as it stands; a computed one carries the
    rounding of what it was computed from.
    """
    if figure.state is State.ZERO:
        return Interval(_ZERO, _ZERO)
    if figure.state is not State.VALUE:
        return None
    low, best, high, kind = figure.low, figure.best, figure.high, figure.kind
    if best is None or kind not in (Kind.EXACT, Kind.ABOUT):
        reach = (figure.rounded_to or _ZERO) / 2
        return Interval(
            None if low is None else low - reach,
            None if high is None else high + reach,
            low_open=kind is Kind.MORE_THAN,
            high_open=kind is Kind.LESS_THAN,
        )
    size = step(figure)
    if kind is Kind.EXACT or (low is None and high is None):
        return Interval(best - size / 2, best + size / 2, high_open=size > 0)
    return Interval(best - size if low is None else low, best + size if high is None else high)
