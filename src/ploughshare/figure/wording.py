"""Figures in words, so that reading the words gives the figure back."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from ploughshare import vocab
from ploughshare.figure import verbal
from ploughshare.figure.model import Figure, Kind, State
from ploughshare.figure.units import Unit, is_counted, units

_NO_BREAK = "\u00a0"
_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_FINEST = Decimal("0.001")
"""The finest part of a million that is said in millions."""
_LONG = Context(prec=400)
"""Digits enough for any number a cell may hold: the default context would fail on a long one."""


def say(figure: Figure, *, unit: bool = True) -> str:
    """The figure in English: "more than 600 mines", "about 1,000 km²" (no-break space before a symbol), "not reported".

    ``unit=False`` leaves the unit out, for a table whose heading names it. Reading it gives the figure back
    (``parse(say(f)) == f``) where words can hold it; lost are the unit of what is not known, and a rounding step
    other than that of "2 million" or "1.27 million". Decimals far finer than the step are not printed; a bound
    then gives way outward.
    """
    named = units()[figure.unit] if unit and figure.unit else None
    if figure.state is State.ZERO:
        return _with_unit("0", named)
    if figure.state is not State.VALUE:
        return vocab.load("figure_states")[figure.state].label
    low, best, high, step = figure.low, figure.best, figure.high, figure.rounded_to
    if figure.kind is Kind.VERBAL and low is not None and (words := verbal.of_interval(low, high)):
        return words.say((named.symbol or named.label) if named else None)
    if best is not None:
        return _say_best(figure, best, named)
    if low is not None and high is not None:
        ends = f"{number(low, step, rounding=ROUND_FLOOR)} and {number(high, step, rounding=ROUND_CEILING)}"
        return _with_unit(f"between {ends}", named)
    if low is not None:
        return _say_bound(figure, low, named, beyond="more than", at="at least", rounding=ROUND_FLOOR)
    if high is not None:
        less = "fewer than" if is_counted(figure.unit) else "less than"
        return _say_bound(figure, high, named, beyond=less, at="at most", rounding=ROUND_CEILING)
    return vocab.load("figure_states")[State.UNKNOWN].label


def number(value: Decimal, rounded_to: Decimal | None = None, *, spare: int = 1, rounding: str = ROUND_HALF_UP) -> str:
    """A number with thousands separators: 1,000; 0.27; 2 million where it is rounded to a million.

    The step never rounds whole digits away, only decimals, and leaves ``spare`` of them beyond its own size:
    992 to the nearest 252 stays 992, and 3.75 to the nearest 0.11 stays 3.75.
    """
    if rounded_to is not None and (said := _in_scale(value, rounded_to)):
        return said
    places = max(-int(value.as_tuple().exponent), 0) if value else 0
    if rounded_to is not None:
        places = min(places, max(spare - rounded_to.adjusted(), 0))
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding, _LONG):,f}"


def _in_scale(value: Decimal, step: Decimal) -> str | None:
    """ "1.27 million" for a number whose step is a decimal of a million; None where it is not."""
    for scale, name in _SCALES:
        part = step / scale
        if _FINEST <= part <= 1 and part == Decimal(1).scaleb(part.adjusted()) and abs(value) * 2 >= scale:
            return f"{value / scale:,.{-part.adjusted()}f} {name}"
    return None


def _say_best(figure: Figure, best: Decimal, named: Unit | None) -> str:
    if figure.kind is not Kind.ABOUT:
        return _with_unit(number(best, figure.rounded_to), named, is_one=best == 1)
    low, high, step = figure.low, figure.high, figure.rounded_to
    stated = _with_unit(number(best, step, spare=0), named, is_one=best == 1)
    if low is not None and high is not None:
        return f"about {stated} (between {number(low, step)} and {number(high, step)})"
    if low is not None and low == best:
        return f"just over {stated}" if best else "believed none"
    return f"almost {stated}" if high is not None and high == best else f"about {stated}"


def _say_bound(figure: Figure, bound: Decimal, named: Unit | None, *, beyond: str, at: str, rounding: str) -> str:
    """A bound in words. 601 or more of what is counted is "more than 600", because a round bound was stated."""
    outside = bound - 1 if rounding == ROUND_FLOOR else bound + 1
    is_open = figure.kind in (Kind.MORE_THAN, Kind.LESS_THAN)
    is_round = not is_open and is_counted(figure.unit) and outside > 0 and outside % 10 == 0
    stated = outside if is_round else bound
    said = _with_unit(number(stated, figure.rounded_to, rounding=rounding), named, is_one=stated == 1)
    return f"{beyond if is_open or is_round else at} {said}"


def _with_unit(text: str, named: Unit | None, *, is_one: bool = False) -> str:
    if named is None:
        return text
    if named.symbol == "%":
        return f"{text}%"
    if named.symbol and named.symbol != named.label:
        return f"{text}{_NO_BREAK}{named.symbol}"
    return f"{text} {named.singular if is_one else named.label}"
