"""A window on the earth: the part a map shows, and how its degrees become units of the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.geo.projection import EqualArea
from ploughshare.report.drawing.labels import Box

_BEYOND_DEGREES = 2.0
_SIMPLER_UNITS = 0.25
_ROUND_KM = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)


@dataclass(frozen=True)
class Frame:
    """What lies in ``box`` of the drawing: the projection, its centre there, and the metres of one unit."""

    projection: EqualArea
    box: Box
    metres_per_unit: float
    middle: tuple[float, float]

    def place(self, points: Any) -> NDArray[np.float64]:
        """Degrees, shape (n, 2), to units of the drawing, same shape."""
        metres = self.projection.project(points) - np.array(self.middle)
        centre = np.array([(self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2])
        placed: NDArray[np.float64] = centre + metres * np.array([1, -1]) / self.metres_per_unit
        return placed

    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east and north of a rectangle in degrees that holds all of the frame, and some more."""
        half = np.array([self.box.right - self.box.left, self.box.bottom - self.box.top]) / 2 * self.metres_per_unit
        edge = np.linspace(-1, 1, 9)
        ring = np.array([(x, y) for x in edge for y in edge]) * half + np.array(self.middle)
        found = self.projection.unproject(ring)
        (west, south), (east, north) = found.min(axis=0), found.max(axis=0)
        return west - _BEYOND_DEGREES, south - _BEYOND_DEGREES, east + _BEYOND_DEGREES, north + _BEYOND_DEGREES

    def draw(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """A geometry in degrees as one in units, cut to the frame and a little around it.

        Cut in degrees first: what lies on the far side of the earth has no place on the drawing.
        """
        near = shapely.clip_by_rect(geometry, *self.degrees())
        if near.is_empty:
            return near
        drawn = shapely.simplify(shapely.transform(near, self.place), _SIMPLER_UNITS)
        margin = 6.0
        box = self.box
        if not drawn.is_valid:
            drawn = shapely.make_valid(drawn)
        return shapely.clip_by_rect(drawn, box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)

    def scale_bar(self, room: float) -> tuple[int, float]:
        """The longest round number of kilometres that fits the room, and its length in units."""
        fitting = [km for km in _ROUND_KM if km * 1000 / self.metres_per_unit <= room]
        km = fitting[-1] if fitting else _ROUND_KM[0]
        return km, km * 1000 / self.metres_per_unit


def around(bounds: tuple[float, float, float, float], box: Box, *, margin: float) -> Frame:
    """The frame that shows west, south, east, north of ``bounds`` in the box, with a margin as a share of its size."""
    west, south, east, north = bounds
    projection = EqualArea((west + east) / 2, (south + north) / 2)
    edge = np.linspace(0, 1, 9)
    ring = np.array([(west + x * (east - west), south + y * (north - south)) for x in edge for y in edge])
    metres = projection.project(ring)
    low, high = metres.min(axis=0), metres.max(axis=0)
    width, height = np.maximum(high - low, 1000.0) * (1 + 2 * margin)
    across, down = box.right - box.left, box.bottom - box.top
    middle = (low + high) / 2
    return Frame(projection, box, max(width / across, height / down), (float(middle[0]), float(middle[1])))


def shape(geometry: Mapping[str, Any]) -> shapely.Geometry:
    """A GeoJSON geometry as shapely's."""
    from shapely.geometry import shape as read  # noqa: PLC0415  shapely is slow to load and not always needed

    return read(geometry)


def rings(geometry: shapely.Geometry) -> Iterator[tuple[NDArray[np.float64], bool]]:
    """The lines of a geometry, shape (n, 2), each with whether it is closed."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring), True
        elif part.geom_type in ("LineString", "LinearRing"):
            yield shapely.get_coordinates(part), False
        elif part.geom_type.startswith(("Multi", "GeometryCollection")):
            yield from rings(part)
