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


def from_geojson(value: Any) -> tuple[Read, bool]:
    """The geometry of a GeoJSON feature, and whether it had heights. Coordinates need not be degrees."""
    if value is None:
        return (None, None), False
    if not isinstance(value, Mapping):
        return (None, "its geometry is no geometry of GeoJSON"), False
    kind, coordinates = value.get("type"), value.get("coordinates")
    code = next((code for code, name in {**_FLAT, **_OTHERS}.items() if name == kind), None)
    if code not in _FLAT:
        return (None, _refusal(code) if code else f"“{str(kind)[:40]}” is no type of geometry"), False
    if coordinates == [] or coordinates is None:
        return (None, None), False
    depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
    heights: list[bool] = []
    try:
        return (_built(str(kind), _nested(coordinates, depth[str(kind)], heights)), None), any(heights)
    except _FaultError as fault:
        return (None, str(fault)), any(heights)


class _FaultError(ValueError):
    """Why coordinates are no geometry."""


def _nested(coordinates: Any, depth: int, heights: list[bool]) -> Any:
    if not isinstance(coordinates, Sequence) or isinstance(coordinates, str):
        raise _FaultError("its coordinates are not nested as its type asks")
    if depth:
        return [_nested(part, depth - 1, heights) for part in coordinates]
    if len(coordinates) not in (2, 3, 4):
        raise _FaultError(f"a position has {len(coordinates)} numbers")
    try:
        numbers = tuple(float(number) for number in coordinates[:2] if not isinstance(number, (str, bool)))
    except (TypeError, ValueError, OverflowError):
        numbers = ()
    if len(numbers) != 2:
        raise _FaultError("a position holds something that is no number")
    if not all(map(math.isfinite, numbers)):
        raise _FaultError("a coordinate is not a finite number")
    heights.append(len(coordinates) > 2)
    return numbers


def _built(kind: str, coordinates: Any) -> BaseGeometry:
    """A geometry of parts that are nested as its kind asks; a part that is too small is a fault, never dropped."""
    from shapely import geometry as of  # noqa: PLC0415

    def line(points: Any) -> Any:
        if len(points) < 2:
            raise _FaultError("a line has fewer than two points")
        return of.LineString(points)

    def polygon(rings: Any) -> Any:
        if not rings or any(len(set(ring)) < 3 for ring in rings):
            raise _FaultError("a ring has fewer than three distinct points")
        return of.Polygon(rings[0], rings[1:])

    match kind:
        case "Point":
            return of.Point(coordinates)
        case "MultiPoint":
            return of.MultiPoint(coordinates)
        case "LineString":
            return line(coordinates)
        case "MultiLineString":
            return of.MultiLineString([line(points) for points in coordinates])
        case "Polygon":
            return polygon(coordinates)
    return of.MultiPolygon([polygon(rings) for rings in coordinates])
