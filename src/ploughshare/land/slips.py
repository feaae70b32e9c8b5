"""The difference between a stated area and the outline drawn, and whether a slip of unit explains it."""

from __future__ import annotations

from decimal import Decimal

from ploughshare import figure as figures


def is_slip(one_m2: float, other_m2: float) -> bool:
    """Whether a slip of unit (m2 typed as km2, hectares as m2 ...) would explain two areas that differ."""
    large, small = max(abs(one_m2), abs(other_m2)), min(abs(one_m2), abs(other_m2))
    if small <= 0 or large / small < 50:
        return False
    return figures.unit_slip(_exact(one_m2), _exact(other_m2)) is not None


def outline_difference(stated_m2: float, outline_m2: float) -> tuple[str, float]:
    """The term of ``account_differences`` that explains why they differ, and by how much."""
    name = "unit_slip" if is_slip(stated_m2, outline_m2) else "stated_against_outline"
    return name, stated_m2 - outline_m2


def _exact(m2: float) -> figures.Figure:
    return figures.exact(Decimal(repr(round(m2, 3))), "m2")
