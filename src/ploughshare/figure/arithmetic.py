"""Sums, differences, products, shares and changes by stated rules, which never make doubt smaller than it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ploughshare.errors import PloughshareError
from ploughshare.figure.conversion import convert, in_unit, scaled
from ploughshare.figure.model import Figure, Kind, State, exact, missing, of
from ploughshare.figure.rounding import Interval, interval, step
from ploughshare.figure.units import factor, units

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_SURE = (Kind.EXACT, Kind.ABOUT)
"""Kinds that name a best value, on which arithmetic works directly; the others are worked on by their bounds."""


def total(figures: Iterable[Figure]) -> Figure:
    """All figures together, in the unit of the first that names one.

    What does not apply is left out, and zero adds nothing. Where a report is missing, the rest is a lower bound:
    "at least". Where nothing above zero is known, the total is as little known as its parts: all not reported
    stays not reported, and mixed states are unknown. Of no figures at all the total is not reported.
    Raises figure.units where they measure different things.
    """
    parts = list(figures)
    unit = next((part.unit for part in parts if part.unit), None)
    parts = [in_unit(part, unit) for part in parts]
    if not parts:
        return missing(State.NOT_REPORTED)
    parts = [part for part in parts if part.state is not State.NOT_APPLICABLE]
    if not parts:
        return missing(State.NOT_APPLICABLE, unit)
    values = [part for part in parts if part.state is State.VALUE]
    absent = [part for part in parts if not part.is_known]
    if absent:
        lows = [bounds for part in values if (bounds := interval(part))]
        least = sum((bounds.low for bounds in lows if bounds.low is not None), _ZERO)
        if least <= 0:
            return missing(_absence(absent), unit)
        return of(State.VALUE, _lower_kind(lows), low=least, unit=unit)
    if not values:
        return exact(0, unit)
    if len(values) == 1:
        return values[0]
    if all(_is_plain(part) for part in values):
        best = sum((part.best for part in values if part.best is not None), _ZERO)
        return _plain(values, best, sum((step(part) for part in values), _ZERO), unit)
    return _from_interval(_added([bounds for part in values if (bounds := interval(part))]), unit)


def difference(minuend: Figure, subtrahend: Figure) -> Figure:
    """The first less the second; bounds are crossed, so "more than 600" less 100 is more than 500.

    Not known where either is not known. Equal counts leave zero; equal rounded numbers leave about 0, within
    their rounding. Raises figure.units.
    """
    left, right = _in_one_unit(minuend, subtrahend)
    if (absent := _missing_of(left, right)) is not None:
        return absent
    if right.state is State.ZERO:
        return left
    if _is_plain(left) and _is_plain(right):
        assert left.best is not None and right.best is not None
        return _plain([left, right], left.best - right.best, step(left) + step(right), left.unit)
    one, other = interval(left), interval(right)
    assert one is not None and other is not None
    return _from_interval(_added([one, _negative(other)]), left.unit)


def product(left: Figure, right: Figure) -> Figure:
    """The first times the second: length by length is area, a number of things by a mass is a mass.

    248 km by 4 km is 992 km². The rounding of both is carried along. Not known where either is not known.
    Raises figure.units for a product that is no quantity here, such as area by area.
    """
    left, right, unit = _factors(left, right)
    if (absent := _missing_of(left, right)) is not None:
        return missing(absent.state, unit)
    if State.ZERO in (left.state, right.state):
        return exact(0, unit)
    if _is_plain(left) and _is_plain(right):
        assert left.best is not None and right.best is not None
        spread = abs(left.best) * step(right) + abs(right.best) * step(left)
        return _plain([left, right], left.best * right.best, spread, unit)
    one, other = interval(left), interval(right)
    assert one is not None and other is not None
    low = one.low * other.low if one.low is not None and other.low is not None else None
    high = one.high * other.high if one.high is not None and other.high is not None else None
    return _from_interval(
        Interval(low, high, one.low_open or other.low_open, one.high_open or other.high_open), unit
    )


def share(part: Figure, whole: Figure) -> Figure:
    """The part in per cent of the whole, to one decimal or two digits, whichever is finer.

    A whole of zero has no shares: not applicable. Not known where either is not known. Raises figure.units.
    """
    left, right = _in_one_unit(part, whole)
    if (absent := _missing_of(left, right)) is not None:
        return missing(absent.state, "percent")
    if right.state is State.ZERO:
        return missing(State.NOT_APPLICABLE, "percent")
    if left.state is State.ZERO:
        return exact(0, "percent")
    if _is_plain(left) and _is_plain(right):
        assert left.best is not None and right.best is not None
        ratio = _HUNDRED * left.best / right.best
        relative = step(left) / abs(left.best) + step(right) / abs(right.best)
        return _percentage([left, right], ratio, abs(ratio) * relative)
    one, other = interval(left), interval(right)
    assert one is not None and other is not None
    return _from_interval(_rounded(_divided(one, other)), "percent")


def change(earlier: Figure, later: Figure) -> Figure:
    """From the earlier to the later figure in per cent of the earlier; negative where it fell.

    From zero there is no change in per cent: not applicable. Not known where either is not known. Raises figure.units.
    """
    left, right = _in_one_unit(earlier, later)
    if (absent := _missing_of(left, right)) is not None:
        return missing(absent.state, "percent")
    if left.state is State.ZERO:
        return missing(State.NOT_APPLICABLE, "percent")
    if _is_plain(left) and (_is_plain(right) or right.state is State.ZERO):
        assert left.best is not None and right.best is not None
        ratio = _HUNDRED * (right.best - left.best) / left.best
        spread = _HUNDRED * (step(right) + abs(right.best / left.best) * step(left)) / abs(left.best)
        return _percentage([left, right], ratio, spread)
    one, other = interval(right), interval(left)
    assert one is not None and other is not None
    grown = _divided(one, other)
    shifted = Interval(
        None if grown.low is None else grown.low - _HUNDRED,
        None if grown.high is None else grown.high - _HUNDRED,
        grown.low_open,
        grown.high_open,
    )
    return _from_interval(_rounded(shifted), "percent")


_RULES: dict[str, Callable[[Figure, Figure], Figure]] = {
    "difference": difference,
    "product": product,
    "share": share,
    "change": change,
}


def compute(rule: str, figures: Sequence[Figure]) -> Figure:
    """The figure that a rule (term of ``derivations``) makes of its inputs, in order.

    ValueError, worded for the reader, where there is no such rule or it takes another number of inputs; figure.units as the rules do.
    """
    if rule == "sum":
        return total(figures)
    if rule not in _RULES:
        raise ValueError(f"there is no rule “{rule}”: take one of sum, {', '.join(_RULES)}")
    if len(figures) != 2:
        raise ValueError(f"a {rule} takes 2 figures, in order, and {len(figures)} are given")
    return _RULES[rule](*figures)


def _is_plain(figure: Figure) -> bool:
    """One number with its rounding, and no bound of its own."""
    if figure.kind is Kind.EXACT:
        return True
    return figure.kind is Kind.ABOUT and figure.low is None and figure.high is None


def _absence(absent: Sequence[Figure]) -> State:
    states = {figure.state for figure in absent}
    return states.pop() if len(states) == 1 else State.UNKNOWN


def _missing_of(left: Figure, right: Figure) -> Figure | None:
    absent = [figure for figure in (left, right) if not figure.is_known]
    if any(figure.state is State.NOT_APPLICABLE for figure in absent):
        return missing(State.NOT_APPLICABLE, left.unit)
    return missing(_absence(absent), left.unit) if absent else None


def _in_one_unit(left: Figure, right: Figure) -> tuple[Figure, Figure]:
    unit = left.unit or right.unit
    return in_unit(left, unit), in_unit(right, unit)


def _plain(parts: Sequence[Figure], best: Decimal, spread: Decimal, unit: str | None) -> Figure:
    """One number from plain parts: about as soon as one of them is, with the roundings added up."""
    is_about = any(part.kind is Kind.ABOUT for part in parts)
    if best == 0 and not spread:
        return exact(0, unit)
    return of(
        State.VALUE,
        Kind.ABOUT if is_about or best == 0 else Kind.EXACT,
        best=best,
        unit=unit,
        rounded_to=spread or None,
    )


def _percentage(parts: Sequence[Figure], ratio: Decimal, spread: Decimal) -> Figure:
    rounded = _to_percent(ratio)
    return _plain(parts, rounded, spread, "percent") if rounded or spread else exact(0, "percent")


def _to_percent(value: Decimal) -> Decimal:
    finest = Decimal(1).scaleb(min(-1, value.adjusted() - 1)) if value else Decimal("0.1")
    return value.quantize(finest, ROUND_HALF_UP)


def _rounded(bounds: Interval) -> Interval:
    low, high = bounds.low, bounds.high
    return Interval(
        None if low is None else _to_percent(low), None if high is None else _to_percent(high), bounds.low_open, bounds.high_open
    )


def _added(intervals: Sequence[Interval]) -> Interval:
    lows = [bounds.low for bounds in intervals if bounds.low is not None]
    highs = [bounds.high for bounds in intervals if bounds.high is not None]
    return Interval(
        sum(lows, _ZERO) if len(lows) == len(intervals) else None,
        sum(highs, _ZERO) if len(highs) == len(intervals) else None,
        any(bounds.low_open for bounds in intervals),
        any(bounds.high_open for bounds in intervals),
    )


def _negative(bounds: Interval) -> Interval:
    low, high = bounds.low, bounds.high
    return Interval(None if high is None else -high, None if low is None else -low, bounds.high_open, bounds.low_open)


def _divided(part: Interval, whole: Interval) -> Interval:
    """The part in per cent of the whole, both above zero; a whole that may be zero leaves no upper bound."""
    low = None if part.low is None or whole.high is None else _HUNDRED * part.low / whole.high
    high = None if part.high is None or not whole.low else _HUNDRED * part.high / whole.low
    if low is None and part.low is not None:
        low = _ZERO
    return Interval(low, high, part.low_open or whole.high_open, part.high_open or whole.low_open)


def _lower_kind(intervals: Sequence[Interval]) -> Kind:
    return Kind.MORE_THAN if any(bounds.low_open for bounds in intervals) else Kind.AT_LEAST


def _from_interval(bounds: Interval, unit: str | None) -> Figure:
    """The figure with these bounds; one that may be anything is unknown."""
    low, high = bounds.low, bounds.high
    if low is not None and low == high:
        return exact(low, unit)
    if low is not None and high is not None and (low > 0 or bounds.low_open or low < 0):
        return of(State.VALUE, Kind.BETWEEN, low=low, high=high, unit=unit)
    if high is not None:
        return of(State.VALUE, Kind.LESS_THAN if bounds.high_open else Kind.AT_MOST, high=high, unit=unit)
    if low is not None and low != 0:
        return of(State.VALUE, _lower_kind([bounds]), low=low, unit=unit)
    return missing(State.UNKNOWN, unit)


def _factors(left: Figure, right: Figure) -> tuple[Figure, Figure, str | None]:
    """Both factors in fitting units, and the unit of their product."""
    if left.unit is None or right.unit is None:
        return left, right, left.unit or right.unit
    first, second = units()[left.unit], units()[right.unit]
    if first.dimension == second.dimension == "length":
        base = first if first.square else units()["m"]
        return convert(left, base.id), convert(right, base.id), base.square
    for counted, other in ((first, second), (second, first)):
        if counted.counted and not other.counted and other.dimension != "ratio":
            return left, right, other.id
    if "ratio" in (first.dimension, second.dimension):
        return _of_percentage(left, right)
    raise PloughshareError("figure.units", left=first.label, right=second.label)


def _of_percentage(left: Figure, right: Figure) -> tuple[Figure, Figure, str | None]:
    """A share of something is that thing: the percentage becomes a bare factor."""
    if left.unit == "percent":
        return _bare(left), right, right.unit
    return left, _bare(right), left.unit


def _bare(percentage: Figure) -> Figure:
    by = factor("percent", "percent") / 100
    return Figure(
        percentage.state,
        percentage.kind,
        scaled(percentage.low, by),
        scaled(percentage.best, by),
        scaled(percentage.high, by),
        None,
        scaled(step(percentage), by) or None,
    )
