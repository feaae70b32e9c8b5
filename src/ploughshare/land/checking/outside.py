"""Where a country ends: boxes for all, and the outlines of the atlas for what the boxes leave in doubt."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pycountry
import shapely
from numpy.typing import NDArray

from ploughshare import assets
from ploughshare.errors import PloughshareError
from ploughshare.geo import countries, topojson
from ploughshare.geo.geometry import METRES_PER_DEGREE

MARGIN_M = 5_000.0
"""The outlines are generalised, and borders are where somebody says they are."""


@cache
def drawn(code: str) -> Any:
    """The outline of a country, or of both sides of a shared zone, in degrees; None where the atlas has none.

    From the 10 m outlines of Natural Earth (public domain); None, too, where they are not set up.
    """
    try:
        path = assets.path("atlas/countries-10m.json")
    except PloughshareError:
        return None
    atlas = topojson.read(path, "countries")
    found = {country.numeric for part in code.split("-") if (country := pycountry.countries.get(alpha_2=part.upper()))}
    if len(found) < len(code.split("-")):
        return None
    polygons = [
        shapely.Polygon(rings[0], list(rings[1:]))
        for shape in atlas.outlines
        if shape.id in found
        for rings in shape.polygons
    ]
    if not polygons:
        return None
    whole = shapely.union_all(shapely.make_valid(np.array(polygons, dtype=object)))
    shapely.prepare(whole)
    return whole


def suspects(code: str, bounds: NDArray[np.float64]) -> NDArray[np.int64]:
    """The positions of boxes, shape (n, 4), that do not lie wholly within the country's outline or its boxes.

    What they name is to be looked at one by one; it is few, unless all of a country lies elsewhere.
    """
    known = ~np.isnan(bounds[:, 0])
    boxes = shapely.box(*np.where(known[:, None], bounds, 0).T)
    around = drawn(code)
    if around is not None:
        inside = shapely.contains_properly(around, boxes)
    else:
        allowed = countries.boxes(code)
        if len(allowed) < len(code.split("-")):
            at_zero = (bounds == 0).all(axis=1)
            return np.flatnonzero(known & at_zero)
        inside = np.zeros(len(boxes), bool)
        for west, south, east, north in allowed:
            inside |= shapely.covers(shapely.box(west, south, east, north), boxes) if west <= east else False
    return np.flatnonzero(known & ~inside)


def distances_m(outline: Any, shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """How far each shape lies from an outline, nearly: degrees of longitude are as long as in the midst of it."""
    _, south, _, north = shapely.bounds(outline)
    squeeze = np.array([np.cos(np.radians((south + north) / 2)), 1.0])

    def squeezed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        made: NDArray[np.float64] = points * squeeze
        return made

    apart = shapely.distance(shapely.transform(outline, squeezed), shapely.transform(shapes, squeezed))
    return np.asarray(apart * METRES_PER_DEGREE, np.float64)
