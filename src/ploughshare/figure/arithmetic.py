"""Sums, differences, products, shares and changes by stated rules, which never make doubt smaller than it is.

One rule for all: the numbers are worked on as stated, bounds as intervals, and the rounding of what went in is
carried beside them. ``docs/rules/figures.md`` has the rules with worked tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ploughshare.errors import PloughshareError
from ploughshare.figure.conversion import common, convert, in_unit
from ploughshare.figure.interval import Interval, added
from ploughshare.figure.model import Figure, Kind, State, exact, missing, of
from ploughshare.figure.rounding import interval, step
from ploughshare.figure.units import units

_ZERO = Decimal(0)
_HUNDRED = Interval(Decimal(100), Decimal(100))


class _Operand(NamedTuple):
    """A known figure as arithmetic takes it: one number is an interval of no width, with its rounding beside it.

    So 2.5 km² and at least 1.25 km² are at least 3.75 km², as a reader expects, and not at least 3.7 km².
    """

    bounds: Interval
    step: Decimal
    is_about: bool

    @property
    def reach(self) -> Decimal:
        """The largest number it names, without its sign."""
        return max((abs(end) for end in (self.bounds.low, self.bounds.high) if end is not None), default=_ZERO)

    def not_below_none(self) -> _Operand:
        """The same with 0 for a missing lower bound."""
        return self._replace(bounds=self.bounds.from_zero())


def total(figures: Iterable[Figure]) -> Figure:
    """All figures together, in the unit of the first that names one.

    What does not apply is left out, and zero adds nothing. Where a report is missing, the rest is a lower bound:
    "at least". Where nothing above zero is known, the total is as little known as its parts: all not reported
    stays not reported, and mixed states are unknown. Of no figures at all the total is not reported.
    Raises figure.units where they measure different things.
    """
    given = list(figures)
    unit = next((part.unit for part in given if part.unit), None)
    if not given:
        return missing(State.NOT_REPORTED)
    parts = [in_unit(part, unit) for part in given if part.state is not State.NOT_APPLICABLE]
    if not parts:
        return missing(State.NOT_APPLICABLE, unit)
    values = [part for part in parts if part.state is State.VALUE]
    absent = [part for part in parts if not part.is_known]
    if not absent and len(values) == 1:
        return values[0]
    operands = [_operand(part).not_below_none() for part in values]
    bounds = added(operand.bounds for operand in operands)
    if absent:
        if bounds.low is None or bounds.low <= 0:
            return missing(_absence(absent), unit)
        bounds = Interval(bounds.low, None, bounds.low_open)
    return _figure(bounds, unit, sum((operand.step for operand in operands), _ZERO), operands)


def difference(minuend: Figure, subtrahend: Figure) -> Figure:
    """The first less the second; bounds are crossed, so "more than 600" less 100 is more than 500.

    Not known where either is not known. Equal counts leave zero; equal rounded numbers leave about 0, within
    their rounding. Raises figure.units.
    """
    left, right = common(minuend, subtrahend)
    if absent := _absence_in(left, right):
        return missing(absent, left.unit)
    if right.state is State.ZERO:
        return left
    one, other = _operand(left), _operand(right)
    return _figure(added((one.bounds, other.bounds.negated())), left.unit, one.step + other.step, (one, other))


def product(left: Figure, right: Figure) -> Figure:
    """The first times the second: length by length is area, a number of things by a mass is a mass.

    248 km by 4 km is 992 km². Not known where either is not known.
    Raises figure.units for a product that is no quantity here, such as area by area.
    """
    left, right, unit = _factors(left, right)
    if absent := _absence_in(left, right):
        return missing(absent, unit)
    one, other = _operand(left).not_below_none(), _operand(right).not_below_none()
    return _figure(one.bounds.times(other.bounds), unit, one.reach * other.step + other.reach * one.step, (one, other))


def share(part: Figure, whole: Figure) -> Figure:
    """The part in per cent of the whole, to one decimal or two digits, whichever is finer.

    A whole of none has no shares: not applicable. Not known where either is not known. Raises figure.units.
    """
    left, right = common(part, whole)
    if absent := _absence_in(left, right):
        return missing(absent, "percent")
    if right.best == 0:
        return missing(State.NOT_APPLICABLE, "percent")
    one, other = _operand(left).not_below_none(), _operand(right).not_below_none()
    return _figure(one.bounds.times(_HUNDRED).per(other.bounds), "percent", _ratio_step(one, other), (one, other))


def change(earlier: Figure, later: Figure) -> Figure:
    """From the earlier to the later figure in per cent of the earlier; negative where it fell.

    From none there is no change in per cent: not applicable. Not known where either is not known. Raises figure.units.
    """
    before, after = common(earlier, later)
    if absent := _absence_in(before, after):
        return missing(absent, "percent")
    if before.best == 0:
        return missing(State.NOT_APPLICABLE, "percent")
    one, other = _operand(before).not_below_none(), _operand(after).not_below_none()
    grown = other.bounds.times(_HUNDRED).per(one.bounds)
    return _figure(added((grown, _HUNDRED.negated())), "percent", _ratio_step(other, one), (one, other))


_RULES: dict[str, Callable[[Figure, Figure], Figure]] = {
    "difference": difference,
    "product": product,
    "share": share,
    "change": change,
}


def compute(rule: str, figures: Sequence[Figure]) -> Figure:
    """The figure that a rule (term of ``derivations``) makes of its inputs, in order.

    ValueError, worded for the reader, where there is no such rule or it takes another number of inputs;
    figure.units as the rules do.
    """
    if rule == "sum":
        return total(figures)
    if rule not in _RULES:
        raise ValueError(f"there is no rule “{rule}”: take one of sum, {', '.join(_RULES)}")
    if len(figures) != 2:
        raise ValueError(f"a {rule} takes 2 figures, in order, and {len(figures)} are given")
    return _RULES[rule](*figures)


def _operand(figure: Figure) -> _Operand:
    is_about = figure.kind is Kind.ABOUT
    bounded = is_about and (figure.low, figure.high) != (None, None) and figure.best != 0
    if figure.best is not None and not bounded:
        return _Operand(Interval(figure.best, figure.best), step(figure), is_about)
    return _Operand(interval(figure) or Interval(None, None), _ZERO, is_about)


def _ratio_step(part: _Operand, whole: _Operand) -> Decimal:
    """The rounding of a percentage, from that of its part and its whole."""
    return 100 * (part.step + part.reach / whole.reach * whole.step) / whole.reach if whole.reach else _ZERO


def _figure(bounds: Interval, unit: str | None, rounding: Decimal, parts: Iterable[_Operand]) -> Figure:
    """The figure with these bounds; what may be anything, or anything from nothing up, is unknown."""
    low, high, rounded_to = bounds.low, bounds.high, rounding or None
    is_about = any(part.is_about for part in parts)
    if low is not None and low == high:
        return _one_number(_percentage(low) if unit == "percent" else low, unit, rounded_to, is_about=is_about)
    if unit == "percent":
        low = None if low is None else _percentage(low, ROUND_FLOOR)
        high = None if high is None else _percentage(high, ROUND_CEILING)
    kind = Kind.BETWEEN
    if high is None:
        kind = Kind.MORE_THAN if bounds.low_open else Kind.AT_LEAST
    elif not low:
        low, kind = None, Kind.LESS_THAN if bounds.high_open else Kind.AT_MOST
    if not low and high is None:
        return missing(State.UNKNOWN, unit)
    return of(State.VALUE, kind, low=low, high=high, unit=unit, rounded_to=rounded_to)


def _one_number(best: Decimal, unit: str | None, rounded_to: Decimal | None, *, is_about: bool) -> Figure:
    """About as soon as one part is, or where only rounding is left; none and believed none are none of these."""
    if best or rounded_to:
        kind = Kind.ABOUT if is_about or not best else Kind.EXACT
        return of(State.VALUE, kind, best=best, unit=unit, rounded_to=rounded_to)
    return of(State.VALUE, Kind.ABOUT, low=_ZERO, best=_ZERO, unit=unit) if is_about else exact(0, unit)


def _percentage(value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    finest = min(-1, value.adjusted() - 1) if value else -1
    return value.quantize(Decimal(1).scaleb(finest), rounding)


def _absence(absent: Iterable[Figure]) -> State:
    states = {figure.state for figure in absent}
    return states.pop() if len(states) == 1 else State.UNKNOWN


def _absence_in(left: Figure, right: Figure) -> State | None:
    """The state of what two figures give when one is not known: not applicable before all, mixed states unknown."""
    absent = [figure for figure in (left, right) if not figure.is_known]
    if any(figure.state is State.NOT_APPLICABLE for figure in absent):
        return State.NOT_APPLICABLE
    return _absence(absent) if absent else None


def _factors(left: Figure, right: Figure) -> tuple[Figure, Figure, str | None]:
    """Both factors in fitting units, and the unit of their product."""
    if left.unit is None or right.unit is None:
        return left, right, left.unit or right.unit
    first, second = units()[left.unit], units()[right.unit]
    if first.dimension == second.dimension == "length":
        side = first if first.square else units()["m"]
        return convert(left, side.id), convert(right, side.id), side.square
    for thing, other in ((first, second), (second, first)):
        if thing.counted and not other.counted:
            return left, right, other.id
    raise PloughshareError("figure.units", left=first.label, right=second.label)
