"""Flat planes that keep areas true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Plane:
    """The plane that touches the WGS 84 ellipsoid at a longitude and latitude in degrees; metres east and north.

    Lambert's azimuthal equal-area projection. The latitude stays below 89.9 degrees north or south, where the
    formulas hold.
    """

    longitude: float
    latitude: float

    def project(self, degrees: Points) -> Points:
        """Longitudes and latitudes of shape (n, 2) to metres, same shape."""
        from ploughshare.land.engine.projection import project  # noqa: PLC0415

        degrees = np.ascontiguousarray(degrees, np.float64)
        metres = np.empty_like(degrees)
        project(degrees, 0, len(degrees), self.longitude, self.latitude, metres)
        return metres

    def unproject(self, metres: Points) -> Points:
        """Metres of shape (n, 2) back to longitudes (unwrapped about the centre) and latitudes, same shape."""
        from pyproj import Proj  # noqa: PLC0415

        inverse: Any = Proj(proj="laea", lon_0=0, lat_0=self.latitude, datum="WGS84")
        longitude, latitude = inverse(metres[:, 0], metres[:, 1], inverse=True)
        return np.stack([longitude + self.longitude, latitude], axis=-1)
