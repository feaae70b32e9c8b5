"""Areas, lengths and distances on the WGS 84 ellipsoid, and what only a geometry library can see.

shapely and pyproj are loaded by the first call, not by the import: most commands never measure.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ploughshare.geo.geometry import Geometry, grid_step

if TYPE_CHECKING:
    from pyproj import Geod


@cache
def _geod() -> Geod:
    from pyproj import Geod  # noqa: PLC0415

    return Geod(ellps="WGS84")


def _shape(geometry: Geometry) -> Any:
    from shapely.geometry import shape  # noqa: PLC0415

    return shape(geometry)


def area_m2(geometry: Geometry) -> float:
    """Geodesic area in square metres; 0 for points and lines. Holes count out, whatever way the rings run."""
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    shape = _shape(geometry)
    polygons = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    return sum(abs(_geod().geometry_area_perimeter(orient(polygon))[0]) for polygon in polygons)


def length_m(geometry: Geometry) -> float:
    """Geodesic length in metres of lines; the perimeter of polygons; 0 for points."""
    shape = _shape(geometry)
    return 0.0 if shape.geom_type in ("Point", "MultiPoint") else float(_geod().geometry_length(shape))


def distance_m(one: Geometry, other: Geometry) -> float:
    """Geodesic distance in metres between two geometries; 0 where they meet.

    The nearest points are sought in degrees, which can overstate the distance between far things away from
    the equator a little; what is near is right.
    """
    from shapely.ops import nearest_points  # noqa: PLC0415

    a, b = nearest_points(_shape(one), _shape(other))
    return float(_geod().inv(a.x, a.y, b.x, b.y)[2])


def crossing(geometry: Geometry) -> str | None:
    """Why a polygon that is well written is still no area: a ring that crosses itself, a hole outside; or None."""
    from shapely import is_valid_reason  # noqa: PLC0415

    why = is_valid_reason(_shape(geometry))
    return None if why == "Valid Geometry" else str(why).partition("[")[0].strip().lower()


def uncrossed(geometry: Geometry, precision_m: float) -> dict[str, Any]:
    """An area that crosses itself once it is coarsened, as one that does not, on the same grid.

    Coarsening draws the banks of a narrow inlet over each other. What is drawn stays on the grid, so that
    coarsening it again changes nothing.
    """
    from shapely import GEOSException, MultiPoint, get_coordinates, make_valid, set_precision  # noqa: PLC0415
    from shapely.geometry import mapping  # noqa: PLC0415

    step, drawn = grid_step(precision_m) or 0.0, _shape(geometry)
    try:
        mended = set_precision(drawn, step)
    except GEOSException:  # it crosses itself in a way that has to be taken apart first
        mended = drawn
    if not mended.is_valid:
        mended = set_precision(make_valid(mended), step)
    if mended.is_empty or not mended.is_valid or mended.geom_type not in ("Polygon", "MultiPolygon"):
        # Of lines that cross no area is left, or some beside lines: its corners stand for it.
        mended = MultiPoint(sorted({(float(x), float(y)) for x, y in get_coordinates(drawn)}))
    found = mapping(mended)
    return {"type": found["type"], "coordinates": _as_lists(found["coordinates"])}


def _as_lists(coordinates: Any) -> Any:
    return [_as_lists(part) for part in coordinates] if isinstance(coordinates, (tuple, list)) else coordinates


def circle(longitude: float, latitude: float, radius_m: float, *, corners: int = 64) -> dict[str, Any]:
    """The polygon of all points a precision away from a place: how far the true place may be from the drawn.

    Geodesic, closed, counter-clockwise; longitudes beyond 180 degrees are not wrapped, so that a circle over
    the 180th meridian stays in one piece.
    """
    azimuths = [-360.0 * corner / corners for corner in range(corners)]
    east, north, _ = _geod().fwd([longitude] * corners, [latitude] * corners, azimuths, [radius_m] * corners)
    ring = [[_beside(longitude, float(x)), float(y)] for x, y in zip(east, north, strict=True)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _beside(centre: float, longitude: float) -> float:
    return longitude - 360 if longitude - centre > 180 else longitude + 360 if longitude - centre < -180 else longitude
