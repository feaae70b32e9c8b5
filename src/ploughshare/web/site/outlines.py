"""Outlines behind the maps of the site: coasts and borders of the shipped atlas, exact around one country.

Natural Earth, public domain: at 1:10 million around the country (1:50 million for the largest), and further off
at 1:50 million and simplified, so that a page asks for tens of kilobytes and not for the world.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from ploughshare import assets
from ploughshare.geo import countries
from ploughshare.geo.topojson import Atlas, Line, read

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_WHOLE_WORLD: Box = (-180.0, -85.0, 180.0, 85.0)
_MARGIN = 0.8
"""How far the exact outlines go beyond the country's box, in its widths and heights."""
_LARGE_DEGREES = 25.0
"""From this width or height on a country is drawn from the coarser atlas."""
_GRID_DEGREES = 0.001
_NEAR_SIMPLER_DEGREES, _FAR_SIMPLER_DEGREES = 0.002, 0.08
_STEPS_ACROSS = 4000
"""Into how many steps the width of the window is told apart: about what a large screen can show."""
_SMALLEST_FAR_DEGREES2 = 0.05
"""Islands smaller than that are drawn only where they are near."""
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
    """GeoJSON in text: ``part`` is land (areas to fill) or border (coasts and borders to draw)."""
    own = box_of(code)
    wide, high = own[2] - own[0], own[3] - own[1]
    window = _grown(own, wide * _MARGIN, high * _MARGIN)
    shapes = [*_near(window, "50m" if max(wide, high) >= _LARGE_DEGREES else "10m"), *_far(window)]
    features = [_feature(part, shape) for part, shape in shapes if not shape.is_empty]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _near(window: Box, scale: str) -> Iterator[tuple[str, shapely.Geometry]]:
    """What lies in the window. Rings that lie elsewhere are never made into shapes: that is slow."""
    rings: list[Line] = []
    areas: list[shapely.Geometry] = []
    for outline in _atlas(f"countries-{scale}").outlines:
        near = [polygon for polygon in outline.polygons if _is_area(polygon[0]) and _meets(polygon[0], window)]
        rings += [ring for polygon in near for ring in polygon if _is_area(ring)]
        areas += [shapely.clip_by_rect(_polygon(polygon), *window) for polygon in near]
    # The lines are cut apart from the areas: the edge of the window is no border.
    lines = shapely.clip_by_rect(shapely.MultiLineString(rings), *window)
    simpler = max(_NEAR_SIMPLER_DEGREES, (window[2] - window[0]) / _STEPS_ACROSS)
    yield "land", shapely.MultiPolygon(_simple(areas, simpler))
    yield "border", shapely.set_precision(shapely.simplify(lines, simpler), _GRID_DEGREES, mode="pointwise")


def _far(window: Box) -> Iterator[tuple[str, shapely.Geometry]]:
    land, borders = _world()
    yield "land", shapely.MultiPolygon(_areas(shapely.difference(np.array(land, dtype=object), shapely.box(*window))))
    yield "border", shapely.difference(borders, shapely.box(*window))


@cache
def _world() -> tuple[list[shapely.Geometry], shapely.Geometry]:
    rings = (rings for outline in _atlas("land-50m").outlines for rings in outline.polygons if _is_area(rings[0]))
    large = [shape for shape in map(_polygon, rings) if shape.area >= _SMALLEST_FAR_DEGREES2]
    borders = shapely.simplify(shapely.MultiLineString(_atlas("countries-50m").borders()), _FAR_SIMPLER_DEGREES)
    return _simple(large, _FAR_SIMPLER_DEGREES), shapely.set_precision(borders, _GRID_DEGREES, mode="pointwise")


def _simple(areas: Sequence[shapely.Geometry], tolerance_degrees: float) -> list[shapely.Geometry]:
    simpler = shapely.simplify(np.array(areas, dtype=object), tolerance_degrees)
    return _areas(shapely.make_valid(shapely.set_precision(simpler, _GRID_DEGREES, mode="pointwise")))


def _areas(shapes: Any) -> list[shapely.Geometry]:
    """The polygons in an array of shapes; what was mended or cut may be a collection of several kinds."""
    return [part for part in shapely.get_parts(shapely.get_parts(shapes)) if part.geom_type == "Polygon"]


@cache
def _atlas(name: str) -> Atlas:
    return read(assets.path(f"atlas/{name}.json"), name.partition("-")[0])


def _feature(part: str, shape: shapely.Geometry) -> Mapping[str, Any]:
    return {"type": "Feature", "properties": {"part": part}, "geometry": mapping(shape)}


def _polygon(rings: Sequence[Line]) -> shapely.Geometry:
    return shapely.Polygon(rings[0], [ring for ring in rings[1:] if _is_area(ring)])


def _is_area(ring: Line) -> bool:
    # The grid of the atlas flattens the smallest islets and lakes to a point or a line; these have no area to draw.
    return len(ring) >= _CORNERS


def _meets(ring: Line, window: Box) -> bool:
    (west, south), (east, north) = np.min(ring, axis=0), np.max(ring, axis=0)
    return bool(west <= window[2] and east >= window[0] and south <= window[3] and north >= window[1])


def _grown(box: Box, wide: float, high: float) -> Box:
    west, south, east, north = box
    return (max(west - wide, -180.0), max(south - high, -85.0), min(east + wide, 180.0), min(north + high, 85.0))
