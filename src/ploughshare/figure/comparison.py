"""Which figures are rivals, which is the more precise, what may be said of which, and slips of unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ploughshare.errors import PloughshareError
from ploughshare.figure.conversion import common
from ploughshare.figure.interval import Interval
from ploughshare.figure.model import Figure, Kind, State
from ploughshare.figure.rounding import interval, step
from ploughshare.figure.units import units

_NEAR = Decimal("0.1")
"""A bound that a text names lies within this part of what is held, or it is another number."""
_EXACT_ENOUGH = Decimal("0.001")
_LOOSEST = Decimal("0.03")


def agree(left: Figure, right: Figure) -> bool:
    """Whether two figures are no rivals: some value satisfies both, within their stated rounding.

    268,100 m² agrees with 0.27 km², 636 with "more than 600". Figures that are not known agree only with
    their own state: "not reported" is another claim than "unknown" and than any value.
    Raises figure.units where they measure different things.
    """
    left, right = common(left, right)
    one, other = interval(left), interval(right)
    if one is None or other is None:
        return left.state is right.state
    return one.meets(other)


def narrower(left: Figure, right: Figure) -> bool:
    """Whether ``left`` says more than ``right``: any value more than none known, a smaller interval more than a larger.

    Of two that are both unbounded the one inside the other says more. Raises figure.units.
    """
    left, right = common(left, right)
    one, other = interval(left), interval(right)
    if one is None or other is None:
        return one is not None
    if one.width is None and other.width is None:
        return one != other and other.covers(one)
    return other.width is None or (one.width is not None and one.width < other.width)


def faithful(said: Figure, held: Figure) -> bool:
    """Whether a text that says ``said`` claims no more than the record's ``held``, within stated rounding.

    It may round and be vaguer; it may not name another number, drop "about" or "more than", or add digits:
    0.27 km² may be said of 268,100 m² and never the reverse, 600 never of "more than 600", and "at least 5"
    not either, because a bound must lie within a tenth of what is held. The same number stated in the same way
    is faithful, whatever rounding the record knows of it. Figures of different dimensions are not faithful.
    """
    try:
        said, held = common(said, held)
    except PloughshareError:
        return False
    one, other = interval(said), interval(held)
    if one is None or other is None:
        return said.state is held.state
    if _numbers(said) == _numbers(held):
        return True
    if said.state is State.ZERO:
        return False  # held is no zero: a belief that there was none, say
    names_a_number = held.best is not None and (held.kind is Kind.EXACT or said.kind is held.kind is Kind.ABOUT)
    meant = Interval(held.best, held.best) if names_a_number else other
    return one.covers(meant) and _bound_is_near(said, held)


def _numbers(figure: Figure) -> tuple[object, ...]:
    return figure.state, figure.kind, figure.low, figure.best, figure.high


def _bound_is_near(said: Figure, held: Figure) -> bool:
    if said.kind in (Kind.AT_LEAST, Kind.MORE_THAN):
        bound, nearest = said.low, held.best if held.low is None else held.low
    elif said.kind in (Kind.AT_MOST, Kind.LESS_THAN):
        bound, nearest = said.high, held.best if held.high is None else held.high
    else:
        return True
    return bound is not None and nearest is not None and abs(bound - nearest) <= abs(nearest) * _NEAR


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of unit that explains two figures: how often the larger holds the smaller, and which units."""

    factor: Decimal
    large: str
    small: str

    @property
    def name(self) -> str:
        """The slip that makes a number too small: the larger unit taken for the smaller."""
        return f"{self.large} taken for {self.small}"

    @property
    def reverse(self) -> str:
        """The slip that makes a number too large."""
        return f"{self.small} taken for {self.large}"


def unit_slip(left: Figure, right: Figure) -> Slip | None:
    """The slip of unit that would explain why two figures do not agree; None if none would.

    The factors are those between the measured units of the dimension: among them 100, 1,000, 10,000, 1,000,000,
    1.609 (mile), 2.59 (square mile) and 4,047 (acre to m²). Counts have no unit to slip. Tolerance is the
    stated rounding of both, at most 3 %. Raises figure.units where they measure different things.
    """
    first, second = common(left, right)
    one, other = _point(first), _point(second)
    if first.unit is None or units()[first.unit].counted or not one or not other or agree(first, second):
        return None
    ratio = abs(one / other)
    rounding = (step(first) / abs(one) + step(second) / abs(other)) / 2
    tolerance = min(_EXACT_ENOUGH + rounding, _LOOSEST)
    ratio = ratio if ratio > 1 else 1 / ratio
    named = {left.unit, right.unit}
    near = [
        (off, -len(named & {large, small}), Slip(size, units()[large].label, units()[small].label))
        for size, large, small in _factors(units()[first.unit].dimension)
        if (off := abs(ratio / size - 1)) <= tolerance
    ]
    return min(near, key=lambda found: found[:2])[2] if near else None


@cache
def _factors(dimension: str) -> tuple[tuple[Decimal, str, str], ...]:
    alike = [unit for unit in units().values() if unit.dimension == dimension]
    return tuple(
        (large.to_base / small.to_base, large.id, small.id)
        for large in alike
        for small in alike
        if large.to_base > small.to_base
    )


def _point(figure: Figure) -> Decimal | None:
    """The one number a figure names: its best, or its only bound."""
    if figure.best is not None:
        return figure.best
    return figure.low if figure.high is None else figure.high if figure.low is None else None
