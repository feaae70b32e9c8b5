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
    for k, (shape, is_wide) in enumerate(zip(shapes, is_hazard[which], strict=True)):
        repaired[k] = shapely.union_all([_read(part, is_wide=is_wide) for part in shapely.get_parts(shape)])
    return rings.replaced(which, Rings.of(repaired)).tidied(), which


def _read(polygon: Any, *, is_wide: bool) -> Any:
    """A part of a shape: its exterior read in one way, and what its holes leave, these read in the other."""
    outside, inside = (_enclosed, _odd) if is_wide else (_odd, _enclosed)
    exterior, *holes = shapely.get_rings(polygon)
    return shapely.difference(outside(exterior), shapely.union_all([inside(hole) for hole in holes]))


def _enclosed(ring: Any) -> Any:
    """All that a ring encloses, however it winds."""
    return shapely.union_all(shapely.get_parts(shapely.polygonize([shapely.union_all([ring])])))


def _odd(ring: Any) -> Any:
    """Only what lies an odd number of crossings from outside."""
    parts = shapely.get_parts(shapely.make_valid(shapely.polygons(ring)))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
