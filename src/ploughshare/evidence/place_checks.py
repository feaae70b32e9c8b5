"""Checks of figures against the ground: larger than their place, larger than their country, unlike its drawing.

Measuring loads a geometry library, so nothing is measured but the places that such a figure names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.findings import Finding, Level, register
from ploughshare.geo import countries
from ploughshare.geo.geometry import Box, grown
from ploughshare.geo.measure import area_m2, length_m
from ploughshare.geo.projection import EARTH_RADIUS_M
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at

LARGER_THAN_PLACE = register(
    "evidence.larger-than-place",
    Level.WARNING,
    "an area that is larger than the place it is said to lie in",
    "Check the unit (m² or hectares typed as km²) and the place; or the place is drawn too small for its precision.",
)
LARGER_THAN_COUNTRY = register(
    "evidence.larger-than-country",
    Level.ERROR,
    "an area that is larger than the whole country or zone it is said to be of",
    "Check the unit: m² typed as km² is a million times too much.",
)
SIZE_AGAINST_GEOMETRY = register(
    "evidence.size-against-geometry",
    Level.WARNING,
    "the stated area or length of a place that its drawing does not bear out",
    "Check the figure and its unit, the drawing and its precision_m; if all are right, say in a note why they differ.",
)

_AREA_TOLERANCE = 0.05
"""A drawn area may differ from the stated one by this share, whatever its precision."""
_LENGTH_TOLERANCE = 0.25
"""A line drawn at a small scale cuts its corners, and is shorter than the line on the ground."""
_MARGIN_M = 25_000.0
"""How far islands and disputed land may lie outside the boxes around the countries."""


def check(ledger: Ledger) -> Iterator[Finding]:
    """All checks of figures against the ground: each place measured once."""
    package = ledger.package
    measured: dict[str, Size] = {}
    measures = vocab.load("measures")
    for row in package.rows("figures"):
        dimension = measures[row["measure"]].extra["dimension"] if row["measure"] in measures else None
        if dimension != "area" and row["measure"] != "length":
            continue
        place = package.row("places", row["place"]) if row["place"] else None
        for claim in ledger.claims_of(row["id"]):
            bounds = _bounds(ledger, claim, "m2" if dimension == "area" else "m")
            if bounds is None or claim["rank"] == "deprecated":
                continue
            if dimension == "area":
                yield from _against_country(package, row, claim, bounds)
            if place is not None and place["geometry"] is not None:
                if place["id"] not in measured:
                    measured[place["id"]] = Size(place)
                yield from _against_place(package, row, claim, bounds, measured[place["id"]])


class Size:
    """How large a place is as drawn: area in m², length in m, and how far each may be off."""

    def __init__(self, place: Row) -> None:
        self.name: str = place["name"]
        self.area_m2 = area_m2(place["geometry"])
        self.length_m = 0.0 if self.area_m2 else length_m(place["geometry"])
        edge_m = length_m(place["geometry"]) if self.area_m2 else 0.0
        precision_m = float(place["precision_m"] or 0)
        self.area_off_m2 = max(_AREA_TOLERANCE * self.area_m2, edge_m * precision_m)
        self.length_off_m = max(_LENGTH_TOLERANCE * self.length_m, 2 * precision_m)


Bounds = tuple[Decimal | None, Decimal | None]


def _bounds(ledger: Ledger, claim: Row, unit: str) -> Bounds | None:
    """The least and the most a claim says, in that unit; None where it says no number of that dimension."""
    try:
        values = figures.interval(figures.convert(ledger.figure_of(claim), unit))
    except PloughshareError:
        return None
    return None if values is None else (values.low, values.high)


def _against_country(package: Package, row: Row, claim: Row, bounds: Bounds) -> Iterator[Finding]:
    most = largest_m2(row["subject"])
    if most is not None and bounds[0] is not None and float(bounds[0]) > most:
        message = f"{_claimed(claim, bounds)}; all of {row['subject']} has at most {_km2(most)}"
        yield at(package, LARGER_THAN_COUNTRY, "claims", claim, message, column="unit")


@cache
def largest_m2(subject: str) -> float | None:
    """What the area of a subject cannot exceed: the boxes around its countries; None where one is not known."""
    boxes = countries.boxes(subject)
    return sum(map(_box_area_m2, boxes)) if len(boxes) == len(subject.split("-")) else None


def _box_area_m2(box: Box) -> float:
    """The surface of the earth inside a box, with a margin for what generalised outlines leave out."""
    west, south, east, north = grown(box, _MARGIN_M)
    width = math.radians(east - west if east >= west else east - west + 360)
    return EARTH_RADIUS_M**2 * width * (math.sin(math.radians(north)) - math.sin(math.radians(south)))


def _against_place(package: Package, row: Row, claim: Row, bounds: Bounds, size: Size) -> Iterator[Finding]:
    low, high = bounds
    if row["measure"] == "area" and size.area_m2:
        if _misses(bounds, size.area_m2, size.area_off_m2):
            message = f"{_claimed(claim, bounds)}; {size.name} as drawn has {_km2(size.area_m2)}"
            yield at(package, SIZE_AGAINST_GEOMETRY, "claims", claim, message, column="best")
    elif row["measure"] == "length" and size.length_m:
        if _misses(bounds, size.length_m, size.length_off_m):
            stated, drawn = float(low or high or 0) / 1000, size.length_m / 1000
            message = f"{stated:,.0f} km; {size.name} as drawn has {drawn:,.0f} km"
            yield at(package, SIZE_AGAINST_GEOMETRY, "claims", claim, message, column="best")
    elif size.area_m2 and low is not None and float(low) > size.area_m2 + size.area_off_m2:
        message = f"{_claimed(claim, bounds)}; {size.name} as drawn has {_km2(size.area_m2)}"
        yield at(package, LARGER_THAN_PLACE, "claims", claim, message, column="unit")


def _misses(bounds: Bounds, drawn: float, off: float) -> bool:
    low, high = bounds
    return (low is not None and float(low) > drawn + off) or (high is not None and float(high) < drawn - off)


def _claimed(claim: Row, bounds: Bounds) -> str:
    """The claim as it is written, and in km² where it is written otherwise."""
    number = claim["best"] if claim["best"] is not None else claim["low"] if claim["low"] is not None else claim["high"]
    least = bounds[0] if bounds[0] is not None else bounds[1]
    also = f" ({_km2(float(least or 0))})" if claim["unit"] != "km2" else ""
    return f"{number:,} {claim['unit']}{also}"


def _km2(area: float) -> str:
    return f"{area / 1e6:,.0f} km²" if area >= 1e7 else f"{area / 1e6:,.4g} km²"
