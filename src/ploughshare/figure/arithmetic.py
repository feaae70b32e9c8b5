"""Sums, differences, products, shares and changes by stated rules, which never make doubt smaller than it is.

Two figures that each name one number give one number, with their roundings added up. As soon as a bound is
involved the intervals are worked on, and the result is a bound too. ``docs/rules/figures.md`` has the rules
with worked tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ploughshare.errors import PloughshareError
from ploughshare.figure.conversion import common, convert, in_unit
from ploughshare.figure.interval import Interval, added
from ploughshare.figure.model import Figure, Kind, State, exact, missing, of
from ploughshare.figure.rounding import interval, step
from ploughshare.figure.units import units

_ZERO = Decimal(0)
_HUNDRED = Interval(Decimal(100), Decimal(100))


class _Plain(NamedTuple):
    """A figure that names one number and no bound of its own."""

    best: Decimal
    step: Decimal
    is_about: bool


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
    together = added(_bounds(part).from_zero() for part in values)
    absent = [part for part in parts if not part.is_known]
    if absent:
        if not together.low or together.low < 0:
            return missing(_absence(absent), unit)
        return _from_interval(Interval(together.low, None, together.low_open), unit)
    if len(values) == 1:
        return values[0]
    plain = [number for part in values if (number := _plain(part)) is not None]
    if len(plain) < len(values):
        return _from_interval(together, unit)
    best = sum((number.best for number in plain), _ZERO)
    return _one_number(best, sum((number.step for number in plain), _ZERO), plain, unit)


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
    one, other = _plain(left), _plain(right)
    if one and other:
        return _one_number(one.best - other.best, one.step + other.step, (one, other), left.unit)
    return _from_interval(added((_bounds(left), _bounds(right).negated())), left.unit)


def product(left: Figure, right: Figure) -> Figure:
    """The first times the second: length by length is area, a number of things by a mass is a mass.

    248 km by 4 km is 992 km². The rounding of both is carried along. Not known where either is not known.
    Raises figure.units for a product that is no quantity here, such as area by area.
    """
    left, right, unit = _factors(left, right)
    if absent := _absence_in(left, right):
        return missing(absent, unit)
    if State.ZERO in (left.state, right.state):
        return exact(0, unit)
    one, other = _plain(left), _plain(right)
    if one and other:
        spread = abs(one.best) * other.step + abs(other.best) * one.step
        return _one_number(one.best * other.best, spread, (one, other), unit)
    return _from_interval(_bounds(left).from_zero().times(_bounds(right).from_zero()), unit)


def share(part: Figure, whole: Figure) -> Figure:
    """The part in per cent of the whole, to one decimal or two digits, whichever is finer.

    A whole of zero has no shares: not applicable. Not known where either is not known. Raises figure.units.
    """
    left, right = common(part, whole)
    if absent := _absence_in(left, right):
        return missing(absent, "percent")
    if right.state is State.ZERO:
        return missing(State.NOT_APPLICABLE, "percent")
    if left.state is State.ZERO:
        return exact(0, "percent")
    one, other = _plain(left), _plain(right)
    if one and other and other.best:
        ratio = 100 * one.best / other.best
        spread = 100 * (one.step + abs(one.best / other.best) * other.step) / abs(other.best)
        return _one_number(_rounded(ratio), spread, (one, other), "percent")
    return _from_interval(_bounds(left).from_zero().times(_HUNDRED).per(_bounds(right).from_zero()), "percent")


def change(earlier: Figure, later: Figure) -> Figure:
    """From the earlier to the later figure in per cent of the earlier; negative where it fell.

    From zero there is no change in per cent: not applicable. Not known where either is not known. Raises figure.units.
    """
    before, after = common(earlier, later)
    if absent := _absence_in(before, after):
        return missing(absent, "percent")
    if before.state is State.ZERO:
        return missing(State.NOT_APPLICABLE, "percent")
    one, other = _plain(before), _plain(after)
    if one and other and one.best:
        ratio = 100 * (other.best - one.best) / one.best
        spread = 100 * (other.step + abs(other.best / one.best) * one.step) / abs(one.best)
        return _one_number(_rounded(ratio), spread, (one, other), "percent")
    grown = _bounds(after).from_zero().times(_HUNDRED).per(_bounds(before).from_zero())
    return _from_interval(added((grown, _HUNDRED.negated())), "percent")


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


def _plain(figure: Figure) -> _Plain | None:
    if figure.state is State.ZERO:
        return _Plain(_ZERO, _ZERO, is_about=False)
    is_about = figure.kind is Kind.ABOUT
    bounded = is_about and (figure.low, figure.high) != (None, None)
    if figure.best is None or bounded or figure.kind not in (Kind.EXACT, Kind.ABOUT):
        return None
    return _Plain(figure.best, step(figure), is_about)


def _one_number(best: Decimal, spread: Decimal, parts: Iterable[_Plain], unit: str | None) -> Figure:
    """One number from plain parts: about as soon as one of them is, or where nothing is left but rounding."""
    if not best and not spread:
        return exact(0, unit)
    kind = Kind.ABOUT if not best or any(part.is_about for part in parts) else Kind.EXACT
    return of(State.VALUE, kind, best=best, unit=unit, rounded_to=spread or None)


def _bounds(figure: Figure) -> Interval:
    return interval(figure) or Interval(None, None)


def _from_interval(bounds: Interval, unit: str | None) -> Figure:
    """The figure with these bounds; what may be anything, or anything from nothing up, is unknown."""
    low, high = bounds.low, bounds.high
    if unit == "percent":
        low, high = (None if end is None else _rounded(end) for end in (low, high))
    if low is not None and low == high:
        return exact(low, unit)
    if low and high is not None:
        return of(State.VALUE, Kind.BETWEEN, low=low, high=high, unit=unit)
    if high is not None:
        return of(State.VALUE, Kind.LESS_THAN if bounds.high_open else Kind.AT_MOST, high=high, unit=unit)
    if low:
        return of(State.VALUE, Kind.MORE_THAN if bounds.low_open else Kind.AT_LEAST, low=low, unit=unit)
    return missing(State.UNKNOWN, unit)


def _rounded(percentage: Decimal) -> Decimal:
    finest = min(-1, percentage.adjusted() - 1) if percentage else -1
    return percentage.quantize(Decimal(1).scaleb(finest), ROUND_HALF_UP)


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
