"""A flat drawing of a part of the earth that keeps areas true: Lambert's azimuthal equal-area projection.

On the sphere of the earth's authalic radius, which at the scale of a printed country map is within a
hair's breadth of the ellipsoid. Nothing is *measured* on it: measures are geodesic.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_M = 6_371_007.2
"""Radius of the sphere with the surface of the WGS 84 ellipsoid."""


@dataclass(frozen=True)
class EqualArea:
    """The projection centred on a longitude and latitude in degrees."""

    longitude: float
    latitude: float

    def project(self, points: ArrayLike) -> NDArray[np.float64]:
        """Points of shape (n, 2) in degrees to metres east and north of the centre, same shape.

        The exact opposite of the centre has no place on the drawing; it comes out far away, not as an error.
        """
        degrees = np.asarray(points, dtype=float).reshape(-1, 2)
        turn = np.radians(degrees[:, 0] - self.longitude)
        latitude, centre = np.radians(degrees[:, 1]), np.radians(self.latitude)
        cosine = np.sin(centre) * np.sin(latitude) + np.cos(centre) * np.cos(latitude) * np.cos(turn)
        stretch = EARTH_RADIUS_M * np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
        east = stretch * np.cos(latitude) * np.sin(turn)
        north = stretch * (np.cos(centre) * np.sin(latitude) - np.sin(centre) * np.cos(latitude) * np.cos(turn))
        return np.column_stack([east, north])

    def unproject(self, points: ArrayLike) -> NDArray[np.float64]:
        """Metres east and north of the centre back to degrees, shape (n, 2)."""
        metres = np.asarray(points, dtype=float).reshape(-1, 2)
        distance = np.hypot(metres[:, 0], metres[:, 1])
        angle = 2 * np.arcsin(np.clip(distance / (2 * EARTH_RADIUS_M), 0, 1))
        centre = np.radians(self.latitude)
        away = np.where(distance == 0, 1.0, distance)
        sine = np.cos(angle) * np.sin(centre) + metres[:, 1] * np.sin(angle) * np.cos(centre) / away
        latitude = np.arcsin(np.clip(sine, -1, 1))
        turn = np.arctan2(
            metres[:, 0] * np.sin(angle),
            away * np.cos(centre) * np.cos(angle) - metres[:, 1] * np.sin(centre) * np.sin(angle),
        )
        return np.column_stack([self.longitude + np.degrees(turn), np.degrees(latitude)])
