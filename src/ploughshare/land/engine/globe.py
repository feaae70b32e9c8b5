"""From longitudes and latitudes as they are written to rings that can be laid on planes without being torn or bent."""

from __future__ import annotations

from functools import cache
from math import atan2, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.jit import compiled
from ploughshare.land.engine.neighbours import Boxes
from ploughshare.land.engine.projection import E2, FLATTENING, SEMI_MAJOR_M
from ploughshare.land.engine.rings import Indices, Points, Rings

if TYPE_CHECKING:
    from pyproj import Geod

CHORD_M: Final = 1000.0
"""The longest edge whose geodesic lies straight above its chord, to a millionth of a metre."""
STEP_M: Final = 150.0
"""The longest edge that goes for straight on a plane.

On a plane, a geodesic of length l bends l^2 / 16,000,000 km aside, and more far from the centre: so even triangles a
metre wide keep their area to a millionth.
"""
TENTHS: Final = 10
"""Centres of planes lie on tenths of degrees."""
METRES_A_DEGREE: Final = 111_700.0
"""At most: of a meridian near the pole."""
PAD_DEGREES: Final = 1e-5
"""About a metre: more than an edge of a step's length can bend out of the box of its ends."""
HIGHEST: Final = 89.0


@cache
def _geod() -> Geod:
    from pyproj import Geod  # noqa: PLC0415

    return Geod(ellps="WGS84")


def cut_of(rings: Rings) -> float:
    """The longitude at which the world is best cut open: amid the widest range that no polygon reaches."""
    boxes = unwrapped(rings, -180.0).boxes()
    boxes = boxes[boxes[:, 0] <= boxes[:, 2]]
    if not len(boxes):
        return -180.0
    west = (boxes[:, 0] + 180) % 360 - 180
    order = np.argsort(west)
    west, reach = west[order], np.maximum.accumulate((west + boxes[:, 2] - boxes[:, 0])[order])
    gaps = np.append(west[1:], west[0] + 360) - reach
    widest = int(np.argmax(gaps))
    return float((reach[widest] + max(gaps[widest], 0.0) / 2 + 180) % 360 - 180)


def unwrapped(rings: Rings, cut: float) -> Rings:
    """Longitudes that do not jump along a ring, each polygon beginning within the 360 degrees east of the cut.

    An edge goes the shorter way round the world, and the parts of a polygon stay together.
    """
    points = rings.points.copy()
    unwrap(points, rings.ring, rings.polygon, cut)
    return Rings(points, rings.ring, rings.polygon, rings.hole)


@compiled
def unwrap(points: Points, ring: Indices, polygon: Indices, cut: float) -> None:
    """The work of ``unwrapped``, in place."""
    for p in range(len(polygon) - 1):
        first, last = ring[polygon[p]], ring[polygon[p + 1]]
        if first == last:
            continue
        west = points[first, 0]
        for r in range(polygon[p], polygon[p + 1]):
            before = points[first, 0]
            for i in range(ring[r], ring[r + 1]):
                x = points[i, 0]
                x -= 360.0 * np.round((x - before) / 360.0)
                points[i, 0] = x
                before = x
                west = min(west, x)
        turns = 360.0 * np.floor((west - cut) / 360.0)
        if turns != 0.0:
            for i in range(first, last):
                points[i, 0] -= turns


def densified(rings: Rings) -> Rings:
    """Edges get points along the geodesic, at most a step apart: the same ones whichever way the edge is drawn."""
    rings = _along_geodesics(rings)
    ring = np.zeros(len(rings.ring), np.int64)
    count_steps(rings.points, rings.ring, ring)
    np.cumsum(ring, out=ring)
    points = np.empty((ring[-1], 2))
    fill_steps(rings.points, rings.ring, points)
    return Rings(points, ring, rings.polygon, rings.hole)


def _along_geodesics(rings: Rings) -> Rings:
    """Edges longer than goes for a chord get points that are no further apart."""
    points = rings.points
    step = np.diff(points, axis=0)
    east = step[:, 0] * np.cos(np.radians(np.minimum(np.abs(points[:-1, 1]), np.abs(points[1:, 1]))))
    is_long = np.hypot(east, step[:, 1]) * METRES_A_DEGREE > CHORD_M
    is_long[rings.ring[1:-1] - 1] = False
    edge = np.flatnonzero(is_long)
    if not len(edge):
        return rings
    one, other = points[edge], points[edge + 1]
    swap = (one[:, 0] > other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] > other[:, 1]))
    one[swap], other[swap] = other[swap], one[swap]
    azimuth, _, length_m = _geod().inv(one[:, 0], one[:, 1], other[:, 0], other[:, 1])
    pieces = np.ceil(np.asarray(length_m) / CHORD_M).astype(np.int64).clip(1)
    more = np.zeros(len(points), np.int64)
    more[edge] = pieces - 1
    # Each point, and after it those of its edge.
    place = np.arange(len(points)) + np.cumsum(more) - more
    out = np.empty((len(points) + int(more.sum()), 2))
    out[place] = points
    of = np.repeat(np.arange(len(edge)), pieces - 1)
    number = np.arange(len(of)) - np.repeat(np.cumsum(pieces - 1) - (pieces - 1), pieces - 1) + 1
    number_from_one = np.where(swap[of], pieces[of] - number, number)
    distance_m = np.asarray(length_m)[of] * number_from_one / pieces[of]
    x, y, _ = _geod().fwd(one[of, 0], one[of, 1], np.asarray(azimuth)[of], distance_m)
    x = np.asarray(x)
    out[place[edge[of]] + number] = np.stack([x - 360 * np.round((x - one[of, 0]) / 360), y], axis=-1)
    ring = np.zeros(len(rings.ring), np.int64)
    ring[1:] = np.cumsum(np.add.reduceat(more + 1, rings.ring[:-1])) if len(rings.ring) > 1 else 0
    return Rings(out, ring, rings.polygon, rings.hole)


@compiled
def in_space(longitude: float, latitude: float) -> tuple[float, float, float]:
    """A point of the ellipsoid in metres from the earth's centre."""
    sine, cosine = sin(radians(latitude)), cos(radians(latitude))
    radius = SEMI_MAJOR_M / sqrt(1 - E2 * sine * sine)
    turn = radians(longitude)
    return radius * cosine * cos(turn), radius * cosine * sin(turn), radius * (1 - E2) * sine


@compiled
def steps_of(points: Points, i: int) -> int:
    """Into how many steps the edge from point i is cut."""
    x0, y0, z0 = in_space(points[i, 0], points[i, 1])
    x1, y1, z1 = in_space(points[i + 1, 0], points[i + 1, 1])
    return int(sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2 + (z1 - z0) ** 2) / STEP_M) + 1


@compiled
def count_steps(points: Points, ring: Indices, counts: Indices) -> None:
    """How many points each ring gets, one place later."""
    for r in range(len(ring) - 1):
        counts[r + 1] = 1
        for i in range(ring[r], ring[r + 1] - 1):
            counts[r + 1] += steps_of(points, i)


@compiled
def fill_steps(points: Points, ring: Indices, out: Points) -> None:
    """All points of all rings: of each edge those on its chord, brought down onto the ellipsoid (Bowring 1976)."""
    at = 0
    polar = SEMI_MAJOR_M * (1 - FLATTENING)
    for r in range(len(ring) - 1):
        for i in range(ring[r], ring[r + 1]):
            out[at, 0], out[at, 1] = points[i, 0], points[i, 1]
            at += 1
            if i == ring[r + 1] - 1:
                break
            steps = steps_of(points, i)
            a, b = i, i + 1
            if points[b, 0] < points[a, 0] or (points[b, 0] == points[a, 0] and points[b, 1] < points[a, 1]):
                a, b = b, a
            x0, y0, z0 = in_space(points[a, 0], points[a, 1])
            x1, y1, z1 = in_space(points[b, 0], points[b, 1])
            for k in range(1, steps):
                share = (k if a == i else steps - k) / steps
                x, y, z = x0 + share * (x1 - x0), y0 + share * (y1 - y0), z0 + share * (z1 - z0)
                across = sqrt(x * x + y * y)
                slant = atan2(z * SEMI_MAJOR_M, across * polar)
                north = z + E2 / (1 - E2) * polar * sin(slant) ** 3
                longitude = degrees(atan2(y, x))
                out[at, 0] = longitude - 360.0 * np.round((longitude - points[a, 0]) / 360.0)
                out[at, 1] = degrees(atan2(north, across - E2 * SEMI_MAJOR_M * cos(slant) ** 3))
                at += 1


def centres(boxes: Boxes, component: Indices) -> NDArray[np.float64]:
    """For each box the tenths of degrees (longitude, latitude) amid all that hang together with it, shape (n, 2).

    Tenths, so that what is added or taken away seldom moves them.
    """
    out = np.zeros((len(boxes), 2))
    there = boxes[:, 0] <= boxes[:, 2]
    low, high = np.full((len(boxes), 2), np.inf), np.full((len(boxes), 2), -np.inf)
    np.minimum.at(low, component[there], boxes[there, :2])
    np.maximum.at(high, component[there], boxes[there, 2:])
    out[there] = np.round((low[component[there]] + high[component[there]]) / 2 * TENTHS) / TENTHS
    out[:, 1] = out[:, 1].clip(-HIGHEST, HIGHEST)
    return out
