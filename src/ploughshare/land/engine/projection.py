"""Flat planes that keep areas true: Lambert's azimuthal equal-area projection of the ellipsoid.

Formulas: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), pp. 187-190.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Plane:
    """The plane that touches the WGS 84 ellipsoid at a longitude and latitude in degrees; metres east and north."""

    longitude: float
    latitude: float

    def _proj(self) -> Any:
        from pyproj import Proj  # noqa: PLC0415

        return Proj(proj="laea", lon_0=self.longitude, lat_0=self.latitude, datum="WGS84")

    def project(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitudes and latitudes of shape (n, 2) to metres, same shape."""
        return np.stack(self._proj()(degrees[:, 0], degrees[:, 1]), axis=-1)

    def unproject(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Metres of shape (n, 2) back to longitudes and latitudes in degrees, same shape."""
        return np.stack(self._proj()(metres[:, 0], metres[:, 1], inverse=True), axis=-1)
