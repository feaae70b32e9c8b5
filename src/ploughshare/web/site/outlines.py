"""Outlines behind the maps of the site: the coasts and borders of the shipped atlas around one country.

Natural Earth, public domain, at 1:10 million, and at 1:50 million for the largest countries. Cut to the surroundings of
the country, so that a page asks for tens of kilobytes and not for the world.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import shapely
from shapely.geometry import mapping

from ploughshare import assets
from ploughshare.geo import countries
from ploughshare.geo.topojson import Line, Outline, read

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_MARGIN = 0.6
"""How far the outlines go beyond the country's box, in its widths and heights."""
_WHOLE_WORLD: Box = (-180.0, -85.0, 180.0, 85.0)
_LARGE_DEGREES = 25.0
"""From this width or height on a country is drawn from the coarser atlas."""
_DECIMALS_DEGREES = 0.001
_CORNERS = 4


def box_of(code: str) -> Box:
    """What a country's map shows first; the whole world where the atlas lacks it."""
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
    window = (max(west - wide, -180.0), max(south - high, -85.0), min(east + wide, 180.0), min(north + high, 85.0))
    features = [
        {"type": "Feature", "properties": {"name": outline.name}, "geometry": mapping(shape)}
        for outline in _atlas("50m" if max(east - west, north - south) >= _LARGE_DEGREES else "10m")
        if not (shape := _cut(outline, window)).is_empty
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


@cache
def _atlas(scale: str) -> tuple[Outline, ...]:
    return read(assets.path(f"atlas/countries-{scale}.json"), "countries").outlines


def _cut(outline: Outline, window: Box) -> shapely.Geometry:
    """What of an outline lies in the window. Polygons that lie elsewhere are never made into shapes: that is slow."""
    near = [_polygon(rings) for rings in outline.polygons if len(rings[0]) >= _CORNERS and _meets(rings[0], window)]
    cut = [shapely.make_valid(shapely.clip_by_rect(polygon, *window)) for polygon in near]
    return shapely.set_precision(shapely.MultiPolygon(_areas(cut)), _DECIMALS_DEGREES, mode="pointwise")


def _areas(shapes: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    return [part for part in shapely.get_parts(shapely.get_parts(shapes)) if part.geom_type == "Polygon"]


def _polygon(rings: Sequence[Line]) -> shapely.Geometry:
    # The grid of the atlas flattens the smallest islets and lakes to a point or a line; these have no area to draw.
    return shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) >= _CORNERS])


def _meets(ring: Line, window: Box) -> bool:
    (west, south), (east, north) = np.min(ring, axis=0), np.max(ring, axis=0)
    return bool(west <= window[2] and east >= window[0] and south <= window[3] and north >= window[1])
