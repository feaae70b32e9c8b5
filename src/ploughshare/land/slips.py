"""The difference between a stated area and the outline drawn, and whether a slip of unit explains it."""

from __future__ import annotations

from decimal import Decimal

from ploughshare import figure as figures

_LEAST = 50
"""Smaller factors (acres for hectares, 2.5) would explain too many honest differences."""
_HECTARES, _ACRES = 100, 4000
"""Hectares and square kilometres mistaken for each other, and any unit for m². Acres or square miles for hectares (247,
259, 640) would explain one in twenty of the areas that differ for other reasons."""
_ROUNDING = Decimal("0.06")
"""An outline and a stated area agree within a few per cent at best: both count as rounded to this share."""


def slip(one_m2: float, other_m2: float) -> figures.Slip | None:
    """The slip of unit (m2 typed as km2, hectares as m2 ...) that would explain two areas that differ; None if none."""
    large, small = max(abs(one_m2), abs(other_m2)), min(abs(one_m2), abs(other_m2))
    if small <= 0 or large / small < _LEAST:
        return None
    found = figures.unit_slip(_about(one_m2), _about(other_m2))
    return found if found is not None and (found.factor == _HECTARES or found.factor >= _ACRES) else None


def is_slip(one_m2: float, other_m2: float) -> bool:
    """Whether a slip of unit would explain two areas that differ."""
    return slip(one_m2, other_m2) is not None


def outline_difference(stated_m2: float, outline_m2: float) -> tuple[str, float]:
    """The term of ``account_differences`` that explains why they differ, and by how much."""
    name = "unit_slip" if is_slip(stated_m2, outline_m2) else "stated_against_outline"
    return name, stated_m2 - outline_m2


def _about(m2: float) -> figures.Figure:
    number = Decimal(repr(round(m2, 3)))
    return figures.exact(number, "m2", abs(number) * _ROUNDING)
