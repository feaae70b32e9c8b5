"""Geometries that would mend a fault: what is proposed for a hazard never loses land, and for a release never gains."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from ploughshare import geo
from ploughshare.geo import readings
from ploughshare.record.package import Row

NO_LAND = 1e-16
"""Square degrees, about a square millimetre: what arithmetic leaves over, and no land."""

_STEPS = (1, 2, 4, 8)


def uncrossed(table: str, row: Row, shape: Any) -> dict[str, Any] | None:
    """The outline without its crossings; None where nothing would be left, or where rounding stands in the way."""
    whole = np.array([shape], dtype=object)
    if table == "releases":
        return _fitted(readings.agreed(whole)[0], row["precision_m"], grows=False)
    return _fitted(readings.widest(whole)[0], row["precision_m"], grows=True)


def _fitted(target: Any, precision_m: Decimal | None, *, grows: bool) -> dict[str, Any] | None:
    """The target as it can be written: grown or shrunk until rounding its coordinates costs no safety."""
    if target.is_empty:
        return None
    for step in (0, *_STEPS):
        by = step * _rounding(precision_m) * (1 if grows else -1)
        moved = shapely.buffer(target, by, join_style="mitre") if step else target
        if moved.is_empty:
            return None
        written = geo.trim(_plain(moved), precision_m)
        drawn = shapely.from_geojson(_text(written))
        if not drawn.is_valid:
            continue
        unsafe = shapely.difference(target, drawn) if grows else shapely.difference(drawn, target)
        if unsafe.area <= NO_LAND:
            return written
    return None


def _rounding(precision_m: Decimal | None) -> float:
    """A distance in degrees that rounding to that precision does not exceed."""
    return max(float(precision_m or 0) / 10 / geo.geometry.METRES_PER_DEGREE, 1e-7)


def _plain(shape: Any) -> dict[str, Any]:
    made = mapping(shape)
    return {"type": made["type"], "coordinates": _lists(made["coordinates"])}


def _lists(coordinates: Any) -> Any:
    return [_lists(part) for part in coordinates] if isinstance(coordinates, (tuple, list)) else float(coordinates)


def _text(geometry: Any) -> str:
    return json.dumps(geometry)


def is_safe(table: str, shape: Any, after: geo.Geometry) -> bool:
    """Whether a change gives a release no land that a reading denied it, and leaves a hazard all that any gave it."""
    if geo.fault(after) is not None:
        return False
    before, drawn = np.array([shape], dtype=object), np.array([shapely.from_geojson(_text(after))], dtype=object)
    if table == "releases":
        gained = shapely.difference(readings.agreed(drawn)[0], readings.agreed(before)[0])
        return bool(gained.area <= NO_LAND)
    lost = shapely.difference(readings.widest(before)[0], readings.widest(drawn)[0])
    return bool(lost.area <= NO_LAND)


def _each_ring(geometry: geo.Geometry, change: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    """The geometry with each of its rings changed; what has no rings stays as it is."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        return {"type": kind, "coordinates": [change(list(ring)) for ring in coordinates]}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [[change(list(ring)) for ring in part] for part in coordinates]}
    return dict(geometry)


def once(geometry: geo.Geometry) -> dict[str, Any]:
    """Without points that repeat the one before, or the first within 0.000001 degrees before the end."""

    def change(ring: list[Any]) -> list[Any]:
        kept = [point for i, point in enumerate(ring) if i == 0 or not near(point, ring[i - 1], SAME_POINT)]
        if kept[-1] != ring[-1]:
            kept[-1] = ring[-1]
        while len(kept) > 4 and near(kept[-2], kept[-1], CLOSING):
            del kept[-2]
        return kept if len(kept) >= 4 else ring

    return _each_ring(geometry, change)


SAME_POINT = 5e-8
"""Degrees: half of the last decimal that is kept."""
CLOSING = 1e-6
"""Degrees: within which a last point repeats the first (GICHD geocheck)."""


def near(one: Any, other: Any, within: float) -> bool:
    """Whether two positions are the same within that many degrees."""
    return bool(abs(one[0] - other[0]) <= within and abs(one[1] - other[1]) <= within)


def without_twins(geometry: geo.Geometry) -> dict[str, Any]:
    """A geometry of several parts with each polygon once."""
    parts = shapely.get_parts(shapely.from_geojson(_text(geometry)))
    normal = [shapely.normalize(part) for part in parts]
    kept = [part for i, part in enumerate(parts) if not any(normal[i].equals_exact(other) for other in normal[:i])]
    return _plain(shapely.MultiPolygon(kept) if len(kept) > 1 else kept[0])


def closed(geometry: geo.Geometry) -> dict[str, Any]:
    """With each ring closed."""
    return _each_ring(geometry, lambda ring: ring if list(ring[0]) == list(ring[-1]) else [*ring, ring[0]])


def swapped(geometry: geo.Geometry) -> dict[str, Any]:
    """With longitude and latitude changed about."""

    def walk(coordinates: Any) -> Any:
        if coordinates and not isinstance(coordinates[0], (list, tuple)):
            return [coordinates[1], coordinates[0]]
        return [walk(part) for part in coordinates]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
