"""The outlines of rows as polygons, and for those that have none that counts, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ploughshare.geo.geometry import METRES_PER_DEGREE
from ploughshare.land import shift
from ploughshare.record.package import Row

AREAL: Final = ("Polygon", "MultiPolygon")
_LINE_M2: Final = 1e-3
"""An outline whose corners span no more than this is a line or a point, however it is called."""
_LARGEST_M2: Final = 1e12
"""No hazard is as large, and the engine adds up no more than nine of them."""
_HALF_ROUND: Final = 180.0


def read(rows: Sequence[Row], *, of_releases: bool) -> list[Any]:
    """For each row its polygon, or the term of ``left_out_reasons`` that says why there is none.

    An outline of a hazard counts however it is drawn: the engine takes all that any reading of it encloses. One of a
    release counts only where there is one reading, and where the way to it from its reference system is known.
    """
    found: list[Any] = [_kind(row) for row in rows]
    drawn = [place for place, why in enumerate(found) if why is None]
    outlines = _shapes([rows[place] for place in drawn])
    for place, outline in zip(drawn, _with_extent(outlines), strict=True):
        found[place] = outline
    return [_judged(row, outline) for row, outline in zip(rows, found, strict=True)] if of_releases else found


def _kind(row: Row) -> str | None:
    geometry = row["geometry"]
    if geometry is None:
        return "no_outline"
    return None if geometry["type"] in AREAL else "point_or_line"


def _shapes(rows: Sequence[Row]) -> list[Any]:
    """The polygons of rows: all at once, or one by one where one of them cannot be made."""
    import shapely  # noqa: PLC0415
    from shapely.geometry import shape  # noqa: PLC0415

    from ploughshare.geo import bulk  # noqa: PLC0415

    faults = (ValueError, TypeError, IndexError, shapely.errors.ShapelyError)
    try:
        made = list(bulk.shapes([row["geometry"] for row in rows]))
    except faults:
        made = []
        for row in rows:
            try:
                made.append(shape(row["geometry"]))
            except faults:
                made.append("no_outline")
    return ["no_outline" if not isinstance(one, str) and one.is_empty else one for one in made]


def _with_extent(outlines: list[Any]) -> list[Any]:
    """The outlines, with the reason in place of those that enclose no land however they are read."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    shapes = np.array([None if isinstance(one, str) else one for one in outlines] or [None], dtype=object)
    least = _LINE_M2 / METRES_PER_DEGREE**2
    west, south, east, north = shapely.bounds(shapes).T
    wide = east - west > _HALF_ROUND
    # As the engine sees them, which goes the shorter way round the earth.
    shapes[wide] = shapely.transform(shapes[wide], _eastward)
    west, _, east, _ = shapely.bounds(shapes).T
    largest = _LARGEST_M2 / METRES_PER_DEGREE**2
    for place in np.flatnonzero((shapely.area(shapes) <= least) | wide).tolist():
        # The loops of an outline that crosses itself may cancel out.
        if shapely.area(shapely.convex_hull(shapes[place])) <= least:
            outlines[place] = "point_or_line"
    too_large = ((east - west) * (north - south) > largest) | (east - west > _HALF_ROUND)
    for place in np.flatnonzero(too_large).tolist():
        outlines[place] = "too_large"
    return outlines


def _eastward(points: Any) -> Any:
    points[:, 0] += 360.0 * (points[:, 0] < 0)
    return points


def _judged(row: Row, outline: Any) -> Any:
    if isinstance(outline, str):
        return outline
    stated = row["reference_system_as_entered"]
    if stated and shift.guess(stated):
        return "guessed_shift"
    return outline if outline.is_valid else "invalid_outline"
