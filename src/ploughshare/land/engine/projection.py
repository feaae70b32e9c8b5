"""Lambert's azimuthal equal-area projection of the ellipsoid, compiled.

Formulas: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), pp. 187-190.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.jit import compiled

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

SEMI_MAJOR_M: Final = 6_378_137.0
FLATTENING: Final = 1 / 298.257_223_563
E2: Final = FLATTENING * (2 - FLATTENING)
"""Square of the eccentricity of the WGS 84 ellipsoid."""


@compiled
def authalic(sine: float) -> float:
    """Snyder's q (3-12) of a sine of latitude; the inverse hyperbolic tangent as its series, for speed."""
    square = E2 * sine * sine
    series = 1 + square * (
        1 / 3 + square * (1 / 5 + square * (1 / 7 + square * (1 / 9 + square * (1 / 11 + square * (1 / 13)))))
    )
    return (1 - E2) * sine * (1 / (1 - square) + series)


@compiled
def project(degrees: Points, first: int, last: int, longitude: float, latitude: float, metres: Points) -> None:
    """Fill in metres for degrees, both of shape (n, 2), from a first to before a last, on a plane.

    It touches the earth at the longitude and latitude. Where there is no longitude (NaN), they are metres already.
    """
    if longitude != longitude:  # noqa: PLR0124
        for i in range(first, last):
            metres[i, 0], metres[i, 1] = degrees[i, 0], degrees[i, 1]
        return
    q_pole = authalic(1.0)
    radius = SEMI_MAJOR_M * sqrt(q_pole / 2)
    sine_1 = sin(radians(latitude))
    sine_beta_1 = authalic(sine_1) / q_pole
    cosine_beta_1 = sqrt((1 - sine_beta_1) * (1 + sine_beta_1))
    stretch = SEMI_MAJOR_M * cos(radians(latitude)) / (sqrt(1 - E2 * sine_1 * sine_1) * radius * cosine_beta_1)
    for i in range(first, last):
        turn = radians(degrees[i, 0] - longitude)
        sine_beta = authalic(sin(radians(degrees[i, 1]))) / q_pole
        cosine_beta = sqrt(max((1 - sine_beta) * (1 + sine_beta), 0.0))
        toward = cosine_beta * cos(turn)
        scale = radius * sqrt(2 / (1 + sine_beta_1 * sine_beta + cosine_beta_1 * toward))
        metres[i, 0] = scale * stretch * cosine_beta * sin(turn)
        metres[i, 1] = scale / stretch * (cosine_beta_1 * sine_beta - sine_beta_1 * toward)


@compiled
def project_each(
    degrees: Points, ring: Indices, polygon: Indices, centre: Points, first: int, last: int, metres: Points
) -> None:
    """Fill in the metres of the polygons first to last, each on the plane that touches at its centre (n, 2)."""
    start = first
    while start < last:
        end = start + 1
        while end < last and centre[end, 0] == centre[start, 0] and centre[end, 1] == centre[start, 1]:
            end += 1
        project(degrees, ring[polygon[start]], ring[polygon[end]], centre[start, 0], centre[start, 1], metres)
        start = end
