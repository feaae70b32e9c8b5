"""What an outline encloses that crosses itself: all that any reading encloses, and what every reading agrees on.

A hazard is taken at its widest and a release at its narrowest: doubt stays hazard. The engine, which works on
rings as arrays of numbers, reads a hazard no wider and a release no narrower: a test holds the two against each other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]

_NO_AREA = shapely.Polygon()
_POLYGON, _MULTIPOLYGON = 3, 6


def widest(shapes: Shapes) -> Shapes:
    """Each area with all that any reading of its outline encloses; valid ones as they are, what is no area as empty."""
    return _mended(shapes, _widest)


def agreed(shapes: Shapes) -> Shapes:
    """Each area with only what every reading of its outline encloses; valid ones as they are."""
    return _mended(shapes, _agreed)


def areal(geometry: Any) -> Any:
    """The areas of a geometry, without the points and lines that a repair can leave over."""
    parts = shapely.get_parts(shapely.get_parts(geometry))  # twice: a collection may hold multipolygons
    return shapely.union_all(parts[shapely.get_type_id(parts) == _POLYGON])


def _mended(shapes: Shapes, mend: Any) -> Shapes:
    out = shapes.copy()
    is_area = np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON))
    out[~is_area] = _NO_AREA
    for index in np.flatnonzero(is_area & ~shapely.is_valid(shapes)):
        out[index] = _by_part(shapes[index], mend)
    return out


def _by_part(shape: Any, mend: Any) -> Any:
    """Several parts are all meant, whether or not they overlap: each is mended, and all are united."""
    return shapely.union_all([mend(part) for part in shapely.get_parts(shape)])


def _widest(part: Any) -> Any:
    """All that its exterior goes round but for what is certainly in a hole, and what of a hole lies outside."""
    exterior, *holes = shapely.get_rings(part)
    around = _enclosed(exterior)
    inner = shapely.difference(around, shapely.union_all([_odd(hole) for hole in holes]))
    outer = shapely.difference(shapely.union_all([_enclosed(hole) for hole in holes]), around)
    return shapely.union_all([inner, outer])


def _agreed(part: Any) -> Any:
    """Only what is by turns in its exterior, and in no hole however it winds."""
    exterior, *holes = shapely.get_rings(part)
    return areal(shapely.difference(_odd(exterior), shapely.union_all([_enclosed(hole) for hole in holes])))


def _enclosed(ring: Any) -> Any:
    """All that a ring goes round, however often."""
    return shapely.union_all(shapely.get_parts(shapely.polygonize([shapely.union_all([ring])])))


def _odd(ring: Any) -> Any:
    """What lies an odd number of crossings from outside: by turns in and out."""
    return areal(shapely.make_valid(shapely.polygons(ring)))
