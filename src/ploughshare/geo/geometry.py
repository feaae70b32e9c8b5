"""GeoJSON geometries as they are written: validity, boxes, and how fine their coordinates may be.

Plain Python, so that reading a record loads no geometry library. Longitude and latitude in degrees, WGS 84.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

Geometry = Mapping[str, Any]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is greater than east where the box crosses the 180th meridian."""

METRES_PER_DEGREE = 111_320.0
"""Length of a degree of latitude, and of longitude at the equator."""

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Type of geometry -> how many lists its positions are nested in."""

_MOST_DECIMALS = 7
_WIDEST_STEP = 10.0
"""Degrees; a multiple of it that lies beyond the poles or the 180th meridian would be no place."""
_SMALLEST_LINE, _SMALLEST_RING = 2, 3


def fault(geometry: Any) -> str | None:
    """What is wrong with a GeoJSON geometry (RFC 7946), in words; None where nothing is.

    Finds what can be seen without a geometry library: types and nesting, positions that are no two finite
    numbers within the world, lines of one point, rings that are not closed or have fewer than three distinct
    points, and latitude and longitude that must have been swapped.
    """
    if not isinstance(geometry, Mapping):
        return "this is no geometry"
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        return "a collection of geometries is not used in a record; draw one geometry, or one with several parts"
    if kind not in _DEPTH:
        return f"“{kind}” is no type of geometry; there are {', '.join(_DEPTH)}"
    coordinates = geometry.get("coordinates")
    if not _is_list(coordinates) or not coordinates:
        return "it has no coordinates"
    nesting = _nesting_fault(coordinates, _DEPTH[kind])
    if nesting:
        return nesting
    wrong = [why for position in positions(geometry) if (why := _position_fault(position))]
    if wrong:
        return wrong[0] if len(wrong) == 1 else f"{wrong[0]} (and {len(wrong) - 1} more like it)"
    return next(_parts_faults(kind, coordinates), None)


def is_plain(geometry: Any) -> bool:
    """Whether a geometry is of the commonest kind and surely without fault: a polygon of lists of two floats.

    Quick, because a programme has hundreds of thousands of them: what is not plain is for ``fault`` to judge.
    """
    if type(geometry) is not dict or geometry.get("type") != "Polygon" or type(geometry.get("coordinates")) is not list:
        return False
    try:
        return bool(geometry["coordinates"]) and all(map(_is_plain_ring, geometry["coordinates"]))
    except TypeError:  # something is no list where one belongs, or a list where a number does
        return False


def _is_plain_ring(ring: list[list[float]]) -> bool:
    numbers = list(chain.from_iterable(ring))
    if set(map(type, ring)) != {list} or set(map(len, ring)) != {2} or set(map(type, numbers)) != {float}:
        return False
    # A sum is finite only where every number is, and comparing needs that: nothing is less than no number.
    return (
        math.isfinite(sum(numbers))
        and min(numbers[::2]) >= -180
        and max(numbers[::2]) <= 180
        and min(numbers[1::2]) >= -90
        and max(numbers[1::2]) <= 90
        and ring[0] == ring[-1]
        and len(set(map(tuple, ring))) >= _SMALLEST_RING
    )


def _nesting_fault(coordinates: Any, depth: int) -> str | None:
    if not _is_list(coordinates):
        return "its coordinates are not nested as its type asks"
    if depth == 0:
        return "its coordinates are nested deeper than its type asks" if any(map(_is_list, coordinates)) else None
    if not coordinates:
        return "a part of it is empty"
    return next((why for part in coordinates if (why := _nesting_fault(part, depth - 1))), None)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _position_fault(position: Sequence[Any]) -> str | None:
    if len(position) not in (2, 3):
        return f"a position has {len(position)} numbers; it takes longitude and latitude"
    if any(isinstance(number, bool) or not isinstance(number, (int, float, Decimal)) for number in position):
        return "a position holds something that is no number"
    if not all(math.isfinite(number) for number in position):
        return "a position holds a number that is not finite"
    longitude, latitude = position[0], position[1]
    if abs(latitude) > 90 and abs(longitude) <= 90 and abs(latitude) <= 180:
        return "longitude and latitude are probably swapped: a latitude is beyond 90 degrees"
    if abs(longitude) > 180 or abs(latitude) > 90:
        return "a position lies outside the world; give degrees, not metres of a grid"
    return None


def _parts_faults(kind: str, coordinates: Any) -> Iterator[str]:
    if kind == "LineString":
        yield from _line_fault(coordinates)
    elif kind == "MultiLineString":
        for line in coordinates:
            yield from _line_fault(line)
    elif kind == "Polygon":
        for ring in coordinates:
            yield from _ring_fault(ring)
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            for ring in polygon:
                yield from _ring_fault(ring)


def _line_fault(line: Sequence[Any]) -> Iterator[str]:
    if len(set(map(tuple, line))) < _SMALLEST_LINE:
        yield "a line has fewer than two distinct points"


def _ring_fault(ring: Sequence[Any]) -> Iterator[str]:
    # Rows are not counted but distinct points: a ring of the same point four times over is no area.
    if len(set(map(tuple, ring))) < _SMALLEST_RING:
        yield "a ring has fewer than three distinct points"
    elif list(ring[0]) != list(ring[-1]):
        yield "a ring is not closed: its last point must repeat its first"


def positions(geometry: Geometry) -> Iterator[Sequence[float]]:
    """Every position of a geometry, in its order."""
    yield from _positions(geometry["coordinates"], _DEPTH[geometry["type"]])


def _positions(coordinates: Any, depth: int) -> Iterator[Sequence[float]]:
    if depth == 0:
        yield coordinates
    else:
        for part in coordinates:
            yield from _positions(part, depth - 1)


def bounds(geometry: Geometry) -> Box:
    """The box of a valid geometry. One that spans more than half the world is taken to cross the 180th meridian."""
    longitudes = [float(position[0]) for position in positions(geometry)]
    latitudes = [float(position[1]) for position in positions(geometry)]
    west, east = min(longitudes), max(longitudes)
    if east - west > 180:
        west = min(longitude for longitude in longitudes if longitude >= 0)
        east = max(longitude for longitude in longitudes if longitude < 0)
    return west, min(latitudes), east, max(latitudes)


def grown(box: Box, by_m: float) -> Box:
    """A box grown by a distance in metres on every side."""
    west, south, east, north = box
    up = by_m / METRES_PER_DEGREE
    aside = up / max(math.cos(math.radians(min(max(abs(south), abs(north)), 89.0))), 0.02)
    return west - aside, max(south - up, -90.0), east + aside, min(north + up, 90.0)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    if one[1] > other[3] or other[1] > one[3]:
        return False
    return any(
        a_west <= b_east and b_west <= a_east for a_west, a_east in _spans(one) for b_west, b_east in _spans(other)
    )


def _spans(box: Box) -> list[tuple[float, float]]:
    west, east = box[0], box[2]
    return [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]


def trim(geometry: Geometry, precision_m: Decimal | float | None) -> dict[str, Any]:
    """The geometry with as many decimals as its precision deserves, and no more: shape and place stay.

    The rounding moves no point by more than a tenth of ``precision_m``. Where so few decimals would leave
    a ring or line without extent, it keeps as many as it needs. Without a precision, seven decimals (1 cm).
    """
    current: dict[str, Any] = _rounded(geometry, _MOST_DECIMALS)
    fewest = _decimals(precision_m)
    while True:
        trimmed = next(
            (
                shape
                for decimals in range(fewest, _MOST_DECIMALS)
                if fault(shape := _rounded(current, decimals)) is None
            ),
            current,
        )
        if trimmed == current:
            return trimmed
        current = trimmed  # rounding what was rounded can go one step further; the canonical form must not move again


def _decimals(precision_m: Decimal | float | None) -> int:
    if not precision_m or precision_m <= 0:
        return _MOST_DECIMALS
    step = 2 * float(precision_m) / 10 / METRES_PER_DEGREE
    return min(max(math.ceil(-math.log10(step) - 1e-9), 0), _MOST_DECIMALS)


def _rounded(geometry: Geometry, decimals: int) -> dict[str, Any]:
    def walk(coordinates: Any, depth: int) -> Any:
        if depth > 1:
            return [walk(part, depth - 1) for part in coordinates]
        points = [  # + 0.0: no minus zero
            [round(float(point[0]), decimals) + 0.0, round(float(point[1]), decimals) + 0.0]
            for point in (coordinates if depth else [coordinates])
        ]
        return points if depth else points[0]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"], _DEPTH[geometry["type"]])}


def coarsen(geometry: Geometry, precision_m: Decimal | float) -> dict[str, Any]:
    """The geometry as it may leave the record: on a grid as wide as its stated precision allows.

    The danger is a place that is known to the metre and may be told to the kilometre: rounding off a few
    decimals would give it away. The grid's step is the largest of 1, 2 or 5 times a power of ten degrees
    that moves no point further than ``precision_m``. Parts without extent on that grid are left out; where
    all are, their points stand for them, those that fall together once.
    """
    step = grid_step(float(precision_m))
    if step is None:
        return _rounded(geometry, _MOST_DECIMALS)
    decimals = grid_decimals(step)

    def snapped(position: Sequence[Any]) -> list[float]:
        return [round(round(float(value) / step) * step, decimals) + 0.0 for value in position[:2]]

    return _with_extent(_mapped(geometry, snapped))


def grid_step(precision_m: float) -> float | None:
    """The widest step in degrees of the grid for a precision; a point moves by half its diagonal at most."""
    widest = min(math.sqrt(2) * precision_m / METRES_PER_DEGREE, _WIDEST_STEP)
    if not widest >= 10.0**-_MOST_DECIMALS:
        return None
    power = 10.0 ** math.floor(math.log10(widest))
    return max(step for step in (power, 2 * power, 5 * power) if step <= widest or step == power)


def grid_decimals(step: float) -> int:
    """With how many decimals positions on a grid of that step are written."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


def _mapped(geometry: Geometry, move: Any) -> dict[str, Any]:
    def walk(coordinates: Any, depth: int) -> Any:
        return move(coordinates) if depth == 0 else [walk(part, depth - 1) for part in coordinates]

    return {
        "type": geometry["type"],
        "coordinates": walk(geometry["coordinates"], _DEPTH[geometry["type"]]),
    }


def _with_extent(geometry: dict[str, Any]) -> dict[str, Any]:
    """The geometry with repeated points dropped, or the largest simpler one that is valid."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return geometry
    if kind == "MultiPoint":
        return {"type": kind, "coordinates": [list(point) for point in dict.fromkeys(map(tuple, coordinates))]}
    areal = kind in ("Polygon", "MultiPolygon")
    fewest = _SMALLEST_RING if areal else _SMALLEST_LINE
    parts = [coordinates] if kind in ("LineString", "Polygon") else coordinates
    # A line is treated as an area of one ring; without its outer ring an area is gone, holes or no holes.
    whole = [part if areal else [part] for part in parts]
    kept = [
        [_once(ring) for ring in rings if _distinct(ring) >= fewest] for rings in whole if _distinct(rings[0]) >= fewest
    ]
    if not kept:
        points = list(dict.fromkeys(tuple(point) for rings in whole for ring in rings for point in ring))
        if len(points) == 1:
            return {"type": "Point", "coordinates": list(points[0])}
        return {"type": "MultiPoint", "coordinates": [list(point) for point in points]}
    shapes = kept if areal else [rings[0] for rings in kept]
    return {"type": kind, "coordinates": shapes[0] if kind in ("LineString", "Polygon") else shapes}


def _distinct(line: Sequence[Sequence[float]]) -> int:
    return len(set(map(tuple, line)))


def _once(line: Sequence[Sequence[float]]) -> list[list[float]]:
    """A line without points that repeat the one before."""
    return [list(point) for i, point in enumerate(line) if i == 0 or list(point) != list(line[i - 1])]
