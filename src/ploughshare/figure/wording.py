"""Figures in words, so that reading the words gives the figure back."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from ploughshare import vocab
from ploughshare.figure.model import Figure, Kind, State
from ploughshare.figure.units import Unit, is_counted, units

_NO_BREAK = "\u00a0"
_SCALES = ((10**9, "billion"), (10**6, "million"))


def say(figure: Figure, *, unit: bool = True) -> str:
    """The figure in English: "more than 600 mines", "about 1,000 km²" (no-break space before a symbol), "not reported".

    ``unit=False`` leaves the unit out, for a table whose heading names it. Reading it gives the figure back
    (``parse(say(f)) == f``) where words can hold it: a rounding step that is no power of ten of millions, or
    the unit of what is not known, is lost. Decimals finer than the rounding step are not printed.
    """
    named = units()[figure.unit] if unit and figure.unit else None
    if figure.state is State.ZERO:
        return _with_unit("0", named, plural=True)
    if figure.state is not State.VALUE:
        return vocab.load("figure_states")[figure.state].label
    low, best, high, kind = figure.low, figure.best, figure.high, figure.kind
    if kind is Kind.VERBAL and low is not None:
        return _say_verbal(low, high, named)
    if kind is Kind.AT_LEAST and low is not None:
        stated, words = (low - 1, "more than") if _is_round(low - 1, figure) else (low, "at least")
        return f"{words} {_quantity(stated, figure, named)}"
    if kind is Kind.AT_MOST and high is not None:
        stated, words = (high + 1, "fewer than") if _is_round(high + 1, figure) else (high, "at most")
        return f"{words} {_quantity(stated, figure, named)}"
    if kind is Kind.MORE_THAN and low is not None:
        return f"more than {_quantity(low, figure, named)}"
    if kind is Kind.LESS_THAN and high is not None:
        return f"less than {_quantity(high, figure, named)}"
    if best is None:
        ends = [number(end, figure.rounded_to) for end in (low, high) if end is not None]
        return _with_unit(f"between {' and '.join(ends)}", named, plural=True)
    said = _quantity(best, figure, named)
    return _say_about(said, figure) if kind is Kind.ABOUT else said


def number(value: Decimal, rounded_to: Decimal | None = None) -> str:
    """A number with thousands separators: 1,000; 0.27; 2 million where it is rounded to a million.

    The step never rounds whole digits away, only decimals: 992 to the nearest 100 stays 992.
    """
    if rounded_to is not None:
        for scale, name in _SCALES:
            decimals = (Decimal(scale) / rounded_to).log10() if rounded_to <= scale else Decimal(-1)
            if abs(value) >= scale // 2 and decimals == decimals.to_integral_value() and 0 <= decimals <= 3:
                return f"{value / scale:,.{int(decimals)}f} {name}"
    return f"{_trimmed(value, rounded_to):,f}"


def _trimmed(value: Decimal, rounded_to: Decimal | None) -> Decimal:
    places = -int(value.as_tuple().exponent)
    if rounded_to is not None:
        places = min(places, max(-rounded_to.adjusted(), 0))
    return round(value, places) if places > 0 else value.quantize(Decimal(1))


def _quantity(value: Decimal, figure: Figure, named: Unit | None) -> str:
    return _with_unit(number(value, figure.rounded_to), named, plural=value != 1)


def _with_unit(text: str, named: Unit | None, *, plural: bool) -> str:
    if named is None:
        return text
    if named.symbol == "%":
        return f"{text}%"
    if named.symbol and named.symbol != named.label:
        return f"{text}{_NO_BREAK}{named.symbol}"
    return f"{text} {named.label if plural else named.singular}"


def _is_round(beyond: Decimal, figure: Figure) -> bool:
    """Whether the number just outside a bound of counted things is round: "more than 600" was stated, not 601."""
    return is_counted(figure.unit) and beyond > 0 and beyond % 10 == 0


def _say_about(stated: str, figure: Figure) -> str:
    low, best, high = figure.low, figure.best, figure.high
    if low is not None and high is not None:
        spread = f"between {number(low, figure.rounded_to)} and {number(high, figure.rounded_to)}"
        return f"about {stated} ({spread})"
    if low is not None and low == best:
        return "believed none" if best == 0 else f"just over {stated}"
    if high is not None and high == best:
        return f"almost {stated}"
    return f"about {stated}"


@cache
def _verbal_labels() -> dict[tuple[Decimal, Decimal | None], tuple[str, bool]]:
    labels: dict[tuple[Decimal, Decimal | None], tuple[str, bool]] = {}
    for term in vocab.load("verbal_quantities").terms.values():
        high = term.extra.get("high")
        ends = (Decimal(term.extra["low"]), None if high is None else Decimal(high))
        labels.setdefault(ends, (term.label, term.extra["of"]))
    return labels


def _say_verbal(low: Decimal, high: Decimal | None, named: Unit | None) -> str:
    label, of = _verbal_labels().get((low, high), ("", False))
    if not label:
        bounds = f"at least {number(low)}" if high is None else f"between {number(low)} and {number(high)}"
        return _with_unit(bounds, named, plural=True)
    return f"{label}{' of' if of else ''} {named.symbol or named.label}" if named else label
