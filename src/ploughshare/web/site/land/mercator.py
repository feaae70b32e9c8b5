"""The square world of map tiles: spherical Mercator, from 0 west to 1 east and from 0 north to 1 south."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

_NORTHERNMOST: Final = 85.051_128_779_806_6
"""Degrees of latitude at which the square ends."""
_ROUND_THE_EQUATOR_M: Final = 40_075_016.686


def square(shapes: NDArray[Any]) -> NDArray[Any]:
    """Shapes in longitude and latitude as shapes on the square; what lies east of 180 degrees goes beyond 1."""
    return np.asarray(shapely.transform(shapes, _flat), dtype=object)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point of the square."""
    return x * 360 - 180, float(np.degrees(2 * np.arctan(np.exp((0.5 - y) * 2 * np.pi)) - np.pi / 2))


def units_per_metre(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """How long a metre on the ground is on the square, at those heights of it."""
    latitude = 2 * np.arctan(np.exp((0.5 - y) * 2 * np.pi)) - np.pi / 2
    return np.asarray(1 / (_ROUND_THE_EQUATOR_M * np.cos(latitude)))


def _flat(points: NDArray[np.float64]) -> NDArray[np.float64]:
    latitude = np.radians(np.clip(points[:, 1], -_NORTHERNMOST, _NORTHERNMOST))
    return np.stack([(points[:, 0] + 180) / 360, 0.5 - np.log(np.tan(np.pi / 4 + latitude / 2)) / (2 * np.pi)], axis=-1)
