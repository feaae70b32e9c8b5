"""What an outline encloses that crosses itself: all that any reading encloses, and what every reading agrees on.

A hazard is taken at its widest and a release at its narrowest: doubt stays hazard.
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


def _readings(part: Any) -> tuple[Any, Any]:
    """The two readings of drawing programs: a crossing ring by turns in and out, and all that its rings go round."""
    by_turns = areal(shapely.make_valid(part, method="linework"))
    around = areal(shapely.make_valid(part, method="structure", keep_collapsed=False))
    return by_turns, around


def _widest(part: Any) -> Any:
    by_turns, around = _readings(part)
    enclosed = shapely.get_parts(shapely.polygonize([shapely.union_all([part.exterior])]))
    # Only what is certainly in a hole is no hazard.
    holes = [_agreed(shapely.Polygon(ring)) for ring in part.interiors]
    return shapely.union_all(
        [by_turns, around, shapely.difference(shapely.union_all(enclosed), shapely.union_all(holes))]
    )


def _agreed(part: Any) -> Any:
    by_turns, around = _readings(part)
    return areal(shapely.intersection(by_turns, around))
