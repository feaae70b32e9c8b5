"""From the reference system that was stated to WGS 84, and how far that can be trusted."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ploughshare.errors import PloughshareError
from ploughshare.geo.geometry import METRES_PER_DEGREE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WGS_84 = "EPSG:4326"
BALLPARK_M = 1_000.0
"""How far a place may be off whose datum was not properly shifted: datums lie up to some hundreds of metres apart."""

LONGEST_EDGE_M = 1_000.0
"""An edge that is straight on a grid is not quite so in degrees: over 5 km it bends by half a metre, over 1 km by two
centimetres."""


@dataclass(frozen=True)
class Shift:
    """Longitudes and latitudes (numbers or arrays), and how they came about.

    ``ballpark``: no way that is made for the place is known. ``accuracy_m`` is that of the way taken, in metres;
    None where nobody states it. A point that no way leads from comes out as infinite.
    """

    longitude: Any
    latitude: Any
    ballpark: bool
    accuracy_m: float | None


@dataclass(frozen=True)
class _Way:
    """A way to WGS 84: its steps, the box it is made for (None: the world), its size and accuracy."""

    steps: Any
    box: tuple[float, float, float, float] | None
    accuracy_m: float | None

    @property
    def size(self) -> float:
        if self.box is None:
            return 360.0 * 180.0
        west, south, east, north = self.box
        return ((east - west) % 360 or 360.0) * (north - south)

    def leads(self, longitude: Any, latitude: Any) -> bool:
        """Whether all of the places lie where it is made for."""
        import numpy as np  # noqa: PLC0415

        if not (np.isfinite(longitude).all() and np.isfinite(latitude).all()):
            return False
        if self.box is None:
            return True
        west, south, east, north = self.box
        across = (west <= longitude) & (longitude <= east)
        if west > east:
            across = (west <= longitude) | (longitude <= east)
        return bool(np.all(across & (south <= latitude) & (latitude <= north)))


@lru_cache(maxsize=64)
def crs_of(stated: str) -> Any:
    """The reference system of an EPSG code ("EPSG:31276", "31276") or WKT. Raises PloughshareError ``areas.crs``."""
    from pyproj import CRS  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    text = stated.strip()
    try:
        crs = CRS.from_user_input(f"EPSG:{text}" if text.isdigit() else text)
    except CRSError:
        raise PloughshareError("areas.crs", crs=text[:80], why="no such reference system is known") from None
    if not (crs.is_geographic or crs.is_projected):
        why = f"it is a {crs.type_name}, tied to no place on the earth"
        raise PloughshareError("areas.crs", crs=text[:80], why=why)
    return crs


def crs_fault(stated: str) -> str | None:
    """Why a stated reference system cannot be used; None where it can."""
    try:
        crs_of(stated)
    except PloughshareError as error:
        return str(error)
    return None


@lru_cache(maxsize=64)
def is_wgs84(stated: str) -> bool:
    """Whether it is longitude and latitude of WGS 84 already."""
    return bool(crs_of(stated) == crs_of(WGS_84))


def called(stated: str) -> str:
    """What a reference system is called in a sentence: its code, or the name within its WKT."""
    return stated if len(stated) <= 20 else f"“{crs_of(stated).name}”"


@lru_cache(maxsize=64)
def _ways(stated: str) -> tuple[_Way, ...]:
    """The ways that can be taken here, the most local first: a country's own parameters fit it best.

    Ways of other countries are among them. PROJ would take Austria's for a place in Bosnia without a word, and be
    300 m off, so a way counts only within the box it is made for.
    """
    from pyproj.exceptions import ProjError  # noqa: PLC0415
    from pyproj.transformer import TransformerGroup  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # grids that are not installed; what can be used counts
            group = TransformerGroup(crs_of(stated), WGS_84, always_xy=True, allow_ballpark=False)
    except ProjError:
        return ()
    return tuple(sorted(map(_way, group.transformers), key=lambda way: way.size))


def _way(steps: Any) -> _Way:
    area = steps.area_of_use
    box = None if area is None else (area.west, area.south, area.east, area.north)
    return _Way(steps, box, steps.accuracy if steps.accuracy >= 0 else None)


@lru_cache(maxsize=64)
def _ballpark(stated: str) -> Any:
    from pyproj import Transformer  # noqa: PLC0415
    from pyproj.exceptions import ProjError  # noqa: PLC0415

    try:
        return Transformer.from_crs(crs_of(stated), WGS_84, always_xy=True, allow_ballpark=True)
    except ProjError:
        why = "there is no way from it to WGS 84"
        raise PloughshareError("areas.crs", crs=stated[:80], why=why) from None


def shifted(east: Any, north: Any, stated: str) -> Shift:
    """Numbers or arrays of a reference system as WGS 84, by one way for all of them.

    Where several ways are made for the place, the accuracy covers what they differ by.
    """
    if is_wgs84(stated):
        return Shift(east, north, ballpark=False, accuracy_m=0.0)
    places = [(way, *way.steps.transform(east, north, errcheck=False)) for way in _ways(stated)]
    leading = [place for place in places if place[0].leads(*place[1:])]
    if leading:
        way, longitude, latitude = leading[0]
        others = [_apart_m(longitude, latitude, *place[1:]) for place in leading[1:]]
        accuracy = None if way.accuracy_m is None and not others else max(way.accuracy_m or 0.0, *others, 0.0)
        return Shift(longitude, latitude, ballpark=False, accuracy_m=accuracy)
    longitude, latitude = _ballpark(stated).transform(east, north, errcheck=False)
    return Shift(longitude, latitude, ballpark=True, accuracy_m=None)


def _apart_m(longitude: Any, latitude: Any, other_longitude: Any, other_latitude: Any) -> float:
    """The farthest that two ways put a place apart, in metres. Boxes overlap, and nobody says whose way was meant."""
    import numpy as np  # noqa: PLC0415

    across = (np.asarray(longitude) - other_longitude + 180) % 360 - 180
    up = np.asarray(latitude) - other_latitude
    apart = np.hypot(across * np.cos(np.radians(latitude)), up) * METRES_PER_DEGREE
    return float(np.max(apart, initial=0.0))


def ballpark_doubt(stated: str) -> str:
    """What to tell a person about a ballpark shift: that it is one, and which code may be meant."""
    said = (
        f"no proper shift from {called(stated)} to WGS 84 is known for this place; it may be off by hundreds of metres"
    )
    newer = _newest(stated)
    return f"{said}. {called(stated)} was replaced by {newer}: state that if it is meant" if newer else said


def _newest(stated: str) -> str | None:
    """Code and name of what has taken the place of a reference system, after however many replacements."""
    newest = None
    for _ in range(5):
        codes = [":".join(code) for crs in crs_of(stated).get_non_deprecated() if (code := crs.to_authority())]
        if not codes:
            break
        stated = codes[0]
        newest = f"{stated} ({crs_of(stated).name})"
    return newest


def to_wgs84(geometry: BaseGeometry, crs: str) -> tuple[BaseGeometry, bool]:
    """A geometry in longitude and latitude of WGS 84, and whether the shift was a ballpark one.

    ``crs`` is an EPSG code or WKT; east comes first, as files keep it. Long edges of a grid get points in between,
    so that the outline stays where it was drawn. Raises PloughshareError (``areas.crs``, ``areas.position``) where
    the reference system is unknown, or a point lies outside what it can express.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    if is_wgs84(crs):
        return geometry, False
    system = crs_of(crs)
    flat = shapely.force_2d(geometry)
    if system.is_projected:
        unit_m = system.axis_info[0].unit_conversion_factor if system.axis_info else 1.0
        flat = shapely.segmentize(flat, LONGEST_EDGE_M / (unit_m or 1.0))
    ballpark = False

    def move(points: Any) -> Any:
        nonlocal ballpark
        shift = shifted(points[:, 0], points[:, 1], crs)
        ballpark = shift.ballpark
        return np.column_stack([shift.longitude, shift.latitude])

    moved = shapely.transform(flat, move)
    if not np.isfinite(shapely.get_coordinates(moved)).all():
        words = shapely.to_wkt(flat, rounding_precision=2)
        why = f"it lies outside what {called(crs)} can express"
        raise PloughshareError("areas.position", words=words[:120], why=why)
    return moved, ballpark


def shift_accuracy_m(geometry: BaseGeometry, crs: str) -> float | None:
    """How exact the way is by which ``to_wgs84`` takes a geometry, in metres; None for a ballpark, or if not stated."""
    import shapely  # noqa: PLC0415

    points = shapely.get_coordinates(geometry)
    return shifted(points[:, 0], points[:, 1], crs).accuracy_m
