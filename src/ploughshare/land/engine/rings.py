"""Polygons as arrays of numbers: what shapely holds, laid out for compiled loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GeometryType

from ploughshare.land.engine.jit import compiled
from ploughshare.land.engine.neighbours import NOWHERE, Boxes

Indices = NDArray[np.int64]
Points = NDArray[np.float64]
"""Shape (v, 2)."""

AREAS: Final = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)


@dataclass(frozen=True, eq=False)
class Rings:
    """Polygons with any number of parts and holes, as closed rings one after the other.

    ``points`` (v, 2); ring r has the points ``ring[r] : ring[r + 1]``, the last equal to the first; polygon p has the
    rings ``polygon[p] : polygon[p + 1]``, none where it is empty. ``hole`` (r,): whether a ring is a hole of the part
    that the last ring that is none began.
    """

    points: Points
    ring: Indices
    polygon: Indices
    hole: NDArray[np.bool_]

    @classmethod
    def of(cls, shapes: NDArray[Any]) -> Rings:
        """The rings of shapely geometries; what is no area (None, points, lines) is empty.

        Raises ValueError where a coordinate is no finite number.
        """
        shapes = _areas(shapes)
        points = shapely.get_coordinates(shapes)
        if not np.isfinite(points).all():
            index = shapely.get_coordinates(shapes, return_index=True)[1]
            wrong = np.unique(index[~np.isfinite(points).all(axis=1)])
            raise ValueError(f"the shapes at {wrong[:20]} have coordinates that are no finite numbers")
        count, simple = shapely.get_num_coordinates(shapes), _is_one_ring(shapes)
        rings_of = np.where(count > 0, 1, 0)
        many = np.flatnonzero(~simple & (count > 0))
        hole = np.zeros(0, bool)
        lengths = count[count > 0]
        if len(many):
            parts, of_part = shapely.get_parts(shapes[many], return_index=True)
            rings, of_ring = shapely.get_rings(parts, return_index=True)
            rings_of[many] = np.bincount(of_part[of_ring], minlength=len(many))
            lengths = np.repeat(count, rings_of)
            hole = np.zeros(len(lengths), bool)
            at_many = np.repeat(~simple, rings_of)
            lengths[at_many] = shapely.get_num_coordinates(rings)
            hole[at_many] = np.diff(of_ring, prepend=-1) == 0
        else:
            hole = np.zeros(len(lengths), bool)
        return cls(points, _offsets(lengths), _offsets(rings_of), hole)

    def __len__(self) -> int:
        return len(self.polygon) - 1

    def take(self, which: Indices) -> Rings:
        """The polygons at those positions, in that order."""
        rings = _spread(self.polygon, which)
        points = _spread(self.ring, rings)
        return Rings(
            self.points[points],
            _offsets(np.diff(self.ring)[rings]),
            _offsets(np.diff(self.polygon)[which]),
            self.hole[rings],
        )

    def replaced(self, which: Indices, by: Rings) -> Rings:
        """These polygons with those at some positions replaced."""
        both = Rings(
            np.concatenate([self.points, by.points]),
            np.concatenate([self.ring[:-1], by.ring + len(self.points)]),
            np.concatenate([self.polygon[:-1], by.polygon + len(self.ring) - 1]),
            np.concatenate([self.hole, by.hole]),
        )
        order = np.arange(len(self))
        order[which] = len(self) + np.arange(len(by))
        return both.take(order)

    def shapes(self) -> NDArray[Any]:
        """The polygons as shapely multipolygons."""
        begins = np.flatnonzero(~self.hole)
        parts = np.append(begins, len(self.hole))
        first = np.searchsorted(begins, self.polygon)
        shapes = shapely.from_ragged_array(GeometryType.MULTIPOLYGON, self.points, (self.ring, parts, first))
        return np.asarray(shapes, object)

    def boxes(self) -> Boxes:
        """The box of each polygon."""
        return ring_boxes(self.points, self.ring, self.polygon)

    def tidied(self) -> Rings:
        """Without points that repeat, with exteriors counter-clockwise and holes clockwise, and without empty rings."""
        points, ring, polygon, hole = tidy(self.points, self.ring, self.polygon, self.hole)
        return Rings(points, ring, polygon, hole)


def _areas(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    kinds = shapely.get_type_id(shapes)
    other = np.flatnonzero(~np.isin(kinds, AREAS))
    if not len(other):
        return shapes
    shapes = shapes.copy()
    for i in other:
        parts = shapely.get_parts(shapely.get_parts(shapes[i])) if kinds[i] == GeometryType.GEOMETRYCOLLECTION else []
        polygons = [part for part in parts if shapely.get_type_id(part) == GeometryType.POLYGON]
        shapes[i] = shapely.MultiPolygon(polygons)
    return shapes


def _is_one_ring(shapes: NDArray[Any]) -> NDArray[np.bool_]:
    one = (shapely.get_type_id(shapes) == GeometryType.POLYGON) & (shapely.get_num_interior_rings(shapes) == 0)
    return np.asarray(one, bool)


def _offsets(lengths: NDArray[Any]) -> Indices:
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def _spread(offset: Indices, which: Indices) -> Indices:
    """All positions in the ranges that offsets give to those elements."""
    lengths = offset[which + 1] - offset[which]
    return np.repeat(offset[which] - _offsets(lengths)[:-1], lengths) + np.arange(lengths.sum())


@compiled
def ring_boxes(points: Points, ring: Indices, polygon: Indices) -> Boxes:
    """The box of each polygon, from its points."""
    boxes = np.empty((len(polygon) - 1, 4))
    for p in range(len(boxes)):
        west, south, east, north = NOWHERE
        for i in range(ring[polygon[p]], ring[polygon[p + 1]]):
            west = min(west, points[i, 0])
            south = min(south, points[i, 1])
            east = max(east, points[i, 0])
            north = max(north, points[i, 1])
        boxes[p, 0], boxes[p, 1], boxes[p, 2], boxes[p, 3] = west, south, east, north
    return boxes


@compiled
def tidy(
    points: Points, ring: Indices, polygon: Indices, hole: NDArray[np.bool_]
) -> tuple[Points, Indices, Indices, NDArray[np.bool_]]:
    """The work of ``Rings.tidied`` on its arrays."""
    out = np.empty_like(points)
    out_ring = np.zeros(len(ring), np.int64)
    out_polygon = np.zeros(len(polygon), np.int64)
    out_hole = np.empty(len(hole), np.bool_)
    rings = 0
    size = 0
    has_exterior = False
    for p in range(len(polygon) - 1):
        for r in range(polygon[p], polygon[p + 1]):
            first = size
            twice = 0.0
            for i in range(ring[r], ring[r + 1]):
                x, y = points[i, 0], points[i, 1]
                if size > first:
                    last_x, last_y = out[size - 1, 0], out[size - 1, 1]
                    if x == last_x and y == last_y:
                        continue
                    twice += (last_x - out[first, 0]) * (y - last_y) - (x - last_x) * (last_y - out[first, 1])
                out[size, 0], out[size, 1] = x, y
                size += 1
            if not hole[r]:
                has_exterior = size - first >= 4
            if size - first < 4 or not has_exterior:
                size = first
                continue
            if (twice > 0) == hole[r]:
                i, k = first, size - 1
                while i < k:
                    x, y = out[i, 0], out[i, 1]
                    out[i, 0], out[i, 1] = out[k, 0], out[k, 1]
                    out[k, 0], out[k, 1] = x, y
                    i += 1
                    k -= 1
            out_hole[rings] = hole[r]
            rings += 1
            out_ring[rings] = size
        out_polygon[p + 1] = rings
    return out[:size], out_ring[: rings + 1], out_polygon, out_hole[:rings]
