"""What groups of hazards, states of land and its sizes are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ploughshare import vocab

_GROUPS: Mapping[str, str | Promise] = {
    "all": _("all types of hazard"),
    "ap_mined_area": _("AP mined area, improvised mines with it"),
    "confirmed": _("confirmed hazardous areas only"),
}
_STATES: tuple[str | Promise, ...] = (
    _("hazardous"),
    _("cancelled"),
    _("reduced, without a technical asset"),
    _("reduced, with a technical asset"),
    _("cleared"),
)
_M2_A_KM2 = 1_000_000
_NOTHING_M2 = 0.5


def group_words(group: str) -> str | Promise:
    """A group of hazards in words."""
    return _GROUPS[group] if group in _GROUPS else vocab.load("hazard_types")[group].label


def state_words() -> tuple[str | Promise, ...]:
    """The states of ``series.SHOWN`` in words."""
    return _STATES


def km2(m2: float) -> str:
    """Square kilometres to three places; what is there and smaller is said to be."""
    if _NOTHING_M2 <= m2 < _M2_A_KM2 / 1000:
        return "<0.001"
    return _minus(f"{m2 / _M2_A_KM2:,.3f}")


def whole_m2(m2: float | None) -> str:
    """Whole square metres; a dash where none are stated."""
    return "—" if m2 is None else _minus(f"{m2:,.0f}")


def is_something(m2: float | None) -> bool:
    """Whether an area is more than what is left over by adding."""
    return m2 is not None and abs(m2) >= _NOTHING_M2


def _minus(number: str) -> str:
    """A number with a true minus, and none before nothing."""
    return "−" + number[1:] if number.startswith("-") and number.strip("-0.,") else number.lstrip("-")
