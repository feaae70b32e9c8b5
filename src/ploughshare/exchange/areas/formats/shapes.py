"""Geometries of files: two-dimensional points, lines and polygons, or the reason why it is none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Read = tuple["BaseGeometry | None", str | None]
"""A geometry, or why it could not be read; neither where there is none."""

HEIGHTS_DROPPED = "heights or measures (Z, M) were dropped: a hazard is drawn on the ground"

_FLAT = {1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}
_OTHERS = {
    7: "GeometryCollection",
    8: "CircularString",
    9: "CompoundCurve",
    10: "CurvePolygon",
    11: "MultiCurve",
    12: "MultiSurface",
    13: "Curve",
    14: "Surface",
    15: "PolyhedralSurface",
    16: "TIN",
    17: "Triangle",
}
_CURVED = frozenset(range(8, 15))
_EWKB_FLAGS = 0xE0000000


def from_wkb(values: Sequence[bytes | None]) -> tuple[list[Read], bool]:
    """Geometries of well-known binary, in their order, and whether any had heights or measures."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    codes = [_code(value) for value in values]
    plain = [value if code in _FLAT else None for value, code in zip(values, codes, strict=True)]
    read = shapely.from_wkb(np.array(plain, dtype=object), on_invalid="ignore")
    heights = bool(np.any(shapely.has_z(read) | shapely.has_m(read)))
    flat = shapely.force_2d(read)
    bounds = shapely.bounds(flat)
    # Bounds pass over a coordinate that is not a number, and such a polygon is still none.
    finite = np.isfinite(bounds).all(axis=1) & ~_not_numbers(flat)
    found: list[Read] = []
    for value, code, geometry, is_finite in zip(values, codes, flat, finite, strict=True):
        if value is None:
            found.append((None, None))
        elif code not in _FLAT:
            found.append((None, _refusal(code)))
        elif geometry is None:
            found.append((None, "its geometry is damaged: its coordinates end early or its rings are not closed"))
        elif geometry.is_empty:
            found.append((None, None))
        else:
            found.append((geometry, None) if is_finite else (None, "a coordinate is not a finite number"))
    return found, heights


def _not_numbers(geometries: Any) -> Any:
    """Which geometries have a coordinate that is not a number."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    coordinates, indices = shapely.get_coordinates(geometries, return_index=True)
    bad = np.zeros(len(geometries), dtype=bool)
    bad[indices[~np.isfinite(coordinates).all(axis=1)]] = True
    return bad


def _code(wkb: bytes | None) -> int | None:
    """The type of geometry, without the marks of heights and measures (ISO and extended alike)."""
    if wkb is None or len(wkb) < 5 or wkb[0] not in (0, 1):
        return None
    return (int.from_bytes(wkb[1:5], "little" if wkb[0] else "big") & ~_EWKB_FLAGS) % 1000


def _refusal(code: int | None) -> str:
    name = _OTHERS.get(code or 0)
    if code in _CURVED:
        return f"its geometry is curved (a {name}); turn curves into line segments in the program it comes from"
    if name == "GeometryCollection":
        return "its geometry is a collection; draw one geometry, or one with several parts"
    return f"its geometry is a {name}, which is no outline on a map" if name else "its geometry is damaged"


def from_geojson(values: Sequence[Any]) -> tuple[list[Read], bool]:
    """Geometries of GeoJSON features, in their order, and whether any had heights. They need not be degrees."""
    from ploughshare.geo import bulk  # noqa: PLC0415

    checked = [_checked(value) for value in values]
    made = bulk.shapes([geometry for geometry, _, _ in checked])
    read: list[Read] = [(shape, fault) for shape, (_, fault, _) in zip(made, checked, strict=True)]
    return read, any(heights for _, _, heights in checked)


_Checked = tuple["Mapping[str, Any] | None", "str | None", bool]
"""A geometry fit to be built, or why it is none, and whether it had heights."""

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_CODES = {name: code for code, name in {**_FLAT, **_OTHERS}.items()}


def _checked(value: Any) -> _Checked:
    if value is None:
        return None, None, False
    if not isinstance(value, Mapping):
        return None, "its geometry is no geometry of GeoJSON", False
    kind, coordinates = str(value.get("type")), value.get("coordinates")
    if kind not in _DEPTH:
        code = _CODES.get(kind)
        return None, _refusal(code) if code else f"“{kind[:40]}” is no type of geometry", False
    if coordinates == [] or coordinates is None:
        return None, None, False
    heights: set[int] = set()
    try:
        places = _nested(coordinates, _DEPTH[kind], heights)
        _see_that_it_is_one(kind, places)
    except _FaultError as fault:
        return None, str(fault), max(heights, default=2) > 2
    return {"type": kind, "coordinates": places}, None, max(heights, default=2) > 2


class _FaultError(ValueError):
    """Why coordinates are no geometry."""


def _nested(coordinates: Any, depth: int, sizes: set[int]) -> Any:
    """Coordinates with each position as two numbers; ``sizes`` takes how many numbers positions had."""
    if depth == 0:
        return _place(coordinates, sizes)
    if not isinstance(coordinates, (list, tuple)):
        raise _FaultError(_NOT_NESTED)
    if depth == 1:
        return [_place(position, sizes) for position in coordinates]
    return [_nested(part, depth - 1, sizes) for part in coordinates]


def _place(position: Any, sizes: set[int]) -> tuple[float, float]:
    # Nearly every position of a file takes this way: nothing is asked of it that is not needed.
    if type(position) is list and len(position) == 2:
        east, north = position
        if type(east) is type(north) is float and -_FARTHEST < east < _FARTHEST and -_FARTHEST < north < _FARTHEST:
            return east, north
    if not isinstance(position, (list, tuple)):
        raise _FaultError(_NOT_NESTED)
    if len(position) not in (2, 3, 4):
        raise _FaultError(f"a position has {len(position)} numbers")
    east, north = position[0], position[1]
    if isinstance(east, (str, bool)) or isinstance(north, (str, bool)):
        raise _FaultError("a position holds something that is no number")
    try:
        place = float(east), float(north)
    except (TypeError, ValueError, OverflowError):
        raise _FaultError("a position holds something that is no number") from None
    if not (math.isfinite(place[0]) and math.isfinite(place[1])):
        raise _FaultError("a coordinate is not a finite number")
    sizes.add(len(position))
    return place


_FARTHEST = 1e300
_NOT_NESTED = "its coordinates are not nested as its type asks"


def _see_that_it_is_one(kind: str, places: Any) -> None:
    """A part that is too small to be one is a fault, never dropped. Rings that are not closed are closed."""
    match kind:
        case "LineString":
            _see_that_it_is_a_line(places)
        case "MultiLineString":
            for line in places:
                _see_that_it_is_a_line(line)
        case "Polygon":
            _close(places)
        case "MultiPolygon":
            for rings in places:
                _close(rings)


def _see_that_it_is_a_line(line: Any) -> None:
    if len(line) < 2:
        raise _FaultError("a line has fewer than two points")


def _close(rings: Any) -> None:
    if not rings or any(len(set(ring)) < 3 for ring in rings):
        raise _FaultError("a ring has fewer than three distinct points")
    for ring in rings:
        if ring[0] != ring[-1]:
            ring.append(ring[0])
