"""Outlines behind the maps of the site: the coasts and borders of the shipped atlas around one country.

Natural Earth, 1:10 million, public domain. Cut to the surroundings of the record's places, so that a page asks
for tens of kilobytes and not for the world.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache

import shapely
from shapely.geometry import mapping

from ploughshare import assets
from ploughshare.geo import countries
from ploughshare.geo.topojson import Outline, read

_MARGIN = 1.0
"""How far the outlines go beyond the country's box, in its widths and heights."""
_WHOLE_WORLD = (-180.0, -85.0, 180.0, 85.0)
_DECIMALS_DEGREES = 0.001
_SMALLEST_RING = 4


@cache
def _shapes() -> tuple[tuple[str, shapely.Geometry], ...]:
    outlines = read(assets.path("atlas/countries-10m.json"), "countries").outlines
    return tuple((outline.name, shapely.make_valid(_shape(outline))) for outline in outlines)


def _shape(outline: Outline) -> shapely.MultiPolygon:
    # The grid of the atlas flattens the smallest islets to a point or a line; these have no area to draw.
    sound = ([ring for ring in polygon if len(ring) >= _SMALLEST_RING] for polygon in outline.polygons)
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in sound if rings])


def box_of(code: str) -> tuple[float, float, float, float]:
    """West, south, east, north of what a country's map shows first; the whole world where the atlas lacks it."""
    sides = countries.boxes(code)
    if not sides:
        return _WHOLE_WORLD
    west, south = min(box[0] for box in sides), min(box[1] for box in sides)
    east, north = max(box[2] for box in sides), max(box[3] for box in sides)
    return (west, south, east, north) if west < east else _WHOLE_WORLD


@lru_cache(maxsize=256)
def around(code: str) -> str:
    """The outlines around a country as a GeoJSON FeatureCollection in text."""
    west, south, east, north = box_of(code)
    wide, high = (east - west) * _MARGIN, (north - south) * _MARGIN
    window = shapely.box(
        max(west - wide, -180.0), max(south - high, -85.0), min(east + wide, 180.0), min(north + high, 85.0)
    )
    cut = ((name, shapely.intersection(shape, window)) for name, shape in _shapes() if shape.intersects(window))
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": mapping(shapely.set_precision(shape, _DECIMALS_DEGREES)),
        }
        for name, shape in cut
        if not shape.is_empty
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
