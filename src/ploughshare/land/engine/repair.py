"""Polygons that cross or overlap themselves: doubt stays hazard, so a hazard is read widely, a release narrowly."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.land.engine.edges import edges_of, suspects
from ploughshare.land.engine.neighbours import side_by_side
from ploughshare.land.engine.rings import Indices, Rings


def sound(rings: Rings, is_hazard: NDArray[np.bool_], threads: int) -> tuple[Rings, Indices]:
    """Tidied rings with all polygons valid, and which ones had to be repaired for that."""
    edges = edges_of(rings)
    doubtful = side_by_side(lambda first, last: suspects(edges, first, last), len(rings), threads)
    which = np.flatnonzero(np.concatenate(doubtful)) if doubtful else np.zeros(0, np.int64)
    if len(which):
        shapes = rings.take(which).shapes()
        broken = ~shapely.is_valid(shapes)
        which, shapes = which[broken], shapes[broken]
    if not len(which):
        return rings, which
    repaired = np.empty(len(which), object)
    for k, (shape, wide) in enumerate(zip(shapes, is_hazard[which], strict=True)):
        repaired[k] = shapely.union_all([widely(part) if wide else narrowly(part) for part in shapely.get_parts(shape)])
    return rings.replaced(which, Rings.of(repaired)).tidied(), which


def widely(polygon: Any) -> Any:
    """All that the exterior encloses, however it winds, but for what is certainly in a hole."""
    loops = shapely.polygonize([shapely.union_all([shapely.get_exterior_ring(polygon)])])
    holes = [narrowly(shapely.polygons(hole)) for hole in shapely.get_rings(polygon)[1:]]
    return shapely.difference(shapely.union_all(shapely.get_parts(loops)), shapely.union_all(holes))


def narrowly(polygon: Any) -> Any:
    """Only what lies an odd number of crossings from outside."""
    parts = shapely.get_parts(shapely.make_valid(polygon))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
