"""Where countries lie, roughly: enough to suspect a place that lies elsewhere, or whose coordinates were swapped."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

from ploughshare.geo.geometry import Box, Geometry, bounds, grown, meet, positions

_MARGIN_M = 25_000.0
"""The outlines are generalised, and coasts, islets and borders in dispute lie outside them."""


@cache
def _boxes() -> dict[str, Box]:
    text = (resources.files("ploughshare.geo") / "country_boxes.csv").read_text(encoding="utf-8")
    return {
        row["code"]: (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))
        for row in csv.DictReader(text.splitlines())
    }


def boxes(code: str) -> list[Box]:
    """The boxes of a country or area, one for each side of a shared zone; empty for a code without outlines.

    From the 10 m outlines of Natural Earth (public domain), see ``scripts/country_boxes.py``.
    """
    known = _boxes()
    return [known[part] for part in code.split("-") if part in known]


class Suspicion(NamedTuple):
    """Why a geometry probably does not lie where its country is, and whether swapping its coordinates mends it."""

    words: str
    is_swapped: bool = False


def suspicion(geometry: Geometry, code: str, precision_m: Decimal | float | None) -> Suspicion | None:
    """What makes a valid geometry suspect for its country or shared zone; None where nothing does.

    A place may lie off by its precision. Areas that have no outline of their own raise no suspicion.
    """
    known = boxes(code)
    if len(known) < len(code.split("-")):
        return None
    allowed = [grown(box, float(precision_m or 0) + _MARGIN_M) for box in known]
    if any(meet(bounds(geometry), box) for box in allowed):
        return None
    if any(meet(_swapped(geometry), box) for box in allowed):
        return Suspicion(
            f"lies outside “{code}”, and inside it once longitude and latitude are swapped", is_swapped=True
        )
    if all(longitude == latitude == 0 for longitude, latitude, *_ in positions(geometry)):
        return Suspicion("lies at 0, 0 in the Gulf of Guinea, where an empty cell ends up")
    return Suspicion(f"lies wholly outside “{code}”")


def _swapped(geometry: Geometry) -> Box:
    west, south, east, north = bounds(geometry)
    return south, west, north, east
