"""How areas, shares and lists are said in findings."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

_NAMED = 5


def m2(area: float | Decimal) -> str:
    """An area in square metres with what digits it deserves: 12,340 m²."""
    return f"{float(area):,.0f} m²" if abs(float(area)) >= 10 else f"{float(area):,.1f} m²"


def share(part: float, whole: float) -> str:
    """A part of a whole in per cent, with a decimal where it is small."""
    percent = 100 * part / whole if whole else 0.0
    return f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %"


def factor(number: Decimal) -> str:
    """How often one unit holds another: 10,000, or 247.1 where it is no round number."""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.1f}"


def listed(ids: Collection[str]) -> str:
    """Some ids, and how many more there are."""
    named = ", ".join(sorted(ids)[:_NAMED])
    return named if len(ids) <= _NAMED else f"{named} and {len(ids) - _NAMED} more"
