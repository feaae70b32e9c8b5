"""Many geometries at once: GeoJSON mappings to arrays of shapes and back, several times faster than one by one.

Loads numpy and shapely: import it where they are needed, not where a record is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping, shape

from ploughshare.geo.geometry import Geometry

Shapes = NDArray[np.object_]
"""Shapes of shapely, and None where there is no geometry; shape (n,)."""


def shapes(geometries: Sequence[Geometry | None]) -> Shapes:
    """The shapes of GeoJSON geometries, in their order; heights are left out. shape (n,), degrees as given.

    A geometry must be one that ``geo.fault`` finds nothing wrong with; whether it crosses itself is not looked at.
    """
    made: Shapes = np.full(len(geometries), None, dtype=object)
    kinds: dict[str, list[int]] = {}
    for place, geometry in enumerate(geometries):
        if geometry is not None:
            kinds.setdefault(geometry["type"], []).append(place)
    for kind, places in kinds.items():
        coordinates = [geometries[place]["coordinates"] for place in places]  # type: ignore[index]
        if kind == "Polygon":
            made[places] = _polygons(coordinates)
        elif kind == "MultiPolygon":
            parts = _polygons(list(chain.from_iterable(coordinates)))
            made[places] = shapely.multipolygons(parts, indices=_owners(coordinates))
        elif kind == "Point":
            made[places] = shapely.points(_positions(coordinates))
        else:
            for place in places:
                made[place] = shapely.force_2d(shape(geometries[place]))
    return made


def _polygons(coordinates: Sequence[Any]) -> Shapes:
    rings = list(chain.from_iterable(coordinates))
    points = _positions(list(chain.from_iterable(rings)))
    made: Shapes = shapely.polygons(shapely.linearrings(points, indices=_owners(rings)), indices=_owners(coordinates))
    return made


def _owners(lists: Sequence[Sequence[Any]]) -> NDArray[np.intp]:
    return np.repeat(np.arange(len(lists)), [len(one) for one in lists])


def _positions(positions: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    flat = np.fromiter((number for position in positions for number in position[:2]), float, 2 * len(positions))
    return flat.reshape(-1, 2)


def mappings(made: Shapes) -> list[dict[str, Any] | None]:
    """The shapes as GeoJSON geometries, lists in lists; None where there is none."""
    found: list[dict[str, Any] | None] = [None] * len(made)
    kinds = shapely.get_type_id(made)
    for kind in np.unique(kinds[kinds >= 0]):
        places = np.flatnonzero(kinds == kind)
        if kind == shapely.GeometryType.POLYGON:
            _, positions, (rings, polygons) = shapely.to_ragged_array(made[places], include_z=False)
            drawn = _parted(_parted(positions.tolist(), rings), polygons)
            name = "Polygon"
        elif kind == shapely.GeometryType.MULTIPOLYGON:
            _, positions, (rings, polygons, several) = shapely.to_ragged_array(made[places], include_z=False)
            drawn = _parted(_parted(_parted(positions.tolist(), rings), polygons), several)
            name = "MultiPolygon"
        elif kind == shapely.GeometryType.POINT:
            drawn, name = shapely.get_coordinates(made[places]).tolist(), "Point"
        else:
            for place in places:
                one = mapping(made[place])
                found[place] = {"type": one["type"], "coordinates": _as_lists(one["coordinates"])}
            continue
        for place, coordinates in zip(places, drawn, strict=True):
            found[place] = {"type": name, "coordinates": coordinates}
    return found


def _parted(items: list[Any], offsets: NDArray[np.intp]) -> list[Any]:
    ends = offsets.tolist()
    return [items[start:end] for start, end in pairwise(ends)]


def _as_lists(coordinates: Any) -> Any:
    return [_as_lists(part) for part in coordinates] if isinstance(coordinates, (tuple, list)) else coordinates
