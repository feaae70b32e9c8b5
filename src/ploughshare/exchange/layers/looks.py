"""How the land is drawn by others: which rows look like what. The colours are those of the site's map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ploughshare.exchange.layers.model import LandLayer

HAZARDOUS, CANCELLED, REDUCED_WITHOUT, REDUCED_WITH, CLEARED = "#a5221d", "#8fb3cf", "#b9c98a", "#7fa35a", "#35682f"
_INK, _QUIET, _WORK = "#241f1a", "#7a7a7a", "#8a6200"


@dataclass(frozen=True)
class Symbol:
    """How one thing is drawn: an area with its edge, or a mark. Widths and sizes are millimetres."""

    colour: str
    opacity: float = 1.0
    edge: str = _INK
    edge_mm: float = 0.26
    is_dashed: bool = False
    is_hatched: bool = False
    mark: str = "circle"
    size_mm: float = 2.6


@dataclass(frozen=True)
class Look:
    """A line of the legend: the rows whose fields have one of those values. Without conditions: all the others."""

    label: str
    symbol: Symbol
    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()


_CONFIRMED = Symbol(HAZARDOUS, 0.25, HAZARDOUS, 0.5)
_SUSPECTED = Symbol(HAZARDOUS, 0.10, HAZARDOUS, 0.4, is_dashed=True)
_ENVELOPE = Symbol(_WORK, 0.05, _WORK, 0.3, is_dashed=True)
_STANDING = ("state", ("hazardous", "partly_released"))

# Where what remains is a layer of its own, areas are edges only: a fill would colour what was released.
_BY_STATE = (
    Look("confirmed hazardous area", replace(_CONFIRMED, opacity=0.0), (_STANDING, ("area_class", ("cha",)))),
    Look("suspected hazardous area", replace(_SUSPECTED, opacity=0.0), (_STANDING, ("area_class", ("sha",)))),
    Look("released", Symbol(CLEARED, 0.0, CLEARED, 0.3), (("state", ("released",)),)),
    Look("record ended or not yet begun", Symbol(_QUIET, 0.0, _QUIET, 0.2), (("state", ("ended", "recorded_later")),)),
    Look("needs survey: no hazardous area", _ENVELOPE, (("area_class", ("survey_envelope",)),)),
    Look("not in the account: treat as hazardous", _SUSPECTED),
)
_BY_CLASS = (
    Look("confirmed hazardous area", _CONFIRMED, (("area_class", ("cha",)),)),
    Look("needs survey: no hazardous area", _ENVELOPE, (("area_class", ("survey_envelope",)),)),
    Look("suspected hazardous area", _SUSPECTED),
)
_REMAINING = (
    Look("confirmed, hazardous", Symbol(HAZARDOUS, 0.75, HAZARDOUS), (("area_class", ("cha",)),)),
    Look("suspected, hazardous", Symbol(HAZARDOUS, 0.9, HAZARDOUS, is_hatched=True)),
)
_ACCEPTED = ("acceptance", ("accepted",))
_RELEASES = (
    Look("cancelled", Symbol(CANCELLED, 0.7, "#5f8db0"), (_ACCEPTED, ("kind", ("cancelled",)))),
    Look(
        "reduced, with a technical asset",
        Symbol(REDUCED_WITH, 0.7, "#5b7c3d"),
        (_ACCEPTED, ("kind", ("reduced",)), ("technical_asset", ("yes",))),
    ),
    Look("reduced", Symbol(REDUCED_WITHOUT, 0.7, "#7d8c55"), (_ACCEPTED, ("kind", ("reduced",)))),
    Look("cleared", Symbol(CLEARED, 0.7, "#22471e"), (_ACCEPTED, ("kind", ("cleared",)))),
    Look("not accepted: releases nothing", Symbol(_QUIET, 0.0, _INK, 0.3, is_dashed=True)),
)
_ACTIVITIES = (
    Look("survey", Symbol(CANCELLED, 0.4, mark="circle"), (("kind", ("non_technical_survey", "technical_survey")),)),
    Look("clearance", Symbol(CLEARED, 0.4, mark="square"), (("kind", ("clearance", "battle_area_clearance")),)),
    Look("spot task", Symbol(_WORK, 0.6, mark="triangle"), (("kind", ("spot_task",)),)),
    Look("other activity", Symbol(_QUIET, 0.4, mark="circle")),
)
_FINDS = (Look("ordnance found on released land", Symbol("#e6a700", mark="star", size_mm=4.0)),)
_ACCIDENTS = (Look("accident", Symbol(_INK, edge=HAZARDOUS, edge_mm=0.4, mark="diamond", size_mm=3.4)),)

NAMES = {"areas": ('coalesce("name", "id")', 100_000), "releases": ('"id"', 10_000)}
"""Layer -> the QGIS expression of what stands beside each feature, and the denominator of the scale from which on:
further out names would hide the map."""


def looks(layer: LandLayer) -> Sequence[Look]:
    """The legend of a layer, its first fitting line for each row; empty where the table lies nowhere."""
    if layer.drawn_as is None:
        return ()
    return {
        "areas": _BY_STATE if any(field.name == "state" for field in layer.fields) else _BY_CLASS,
        "remaining": _REMAINING,
        "releases": _RELEASES,
        "activities": _ACTIVITIES,
        "finds": _FINDS,
        "accidents": _ACCIDENTS,
    }[base(layer)]


def base(layer: LandLayer) -> str:
    """The table that a layer comes from: that of ``areas_as_points`` is ``areas``."""
    return layer.name.partition("_as_")[0]
