"""What remains of each hazard at one date, by geopandas' overlay."""

from __future__ import annotations

import geopandas
import numpy as np
import shapely
from answers import Answers
from workload import LATITUDE, LONGITUDE, Workload


def answers_of(work: Workload) -> Answers:
    """The one answer."""
    plane = f"+proj=laea +lat_0={LATITUDE} +lon_0={LONGITUDE} +datum=WGS84 +units=m"
    there, then = work.identified <= work.day, work.released <= work.day
    hazards = geopandas.GeoDataFrame(
        {"hazard": np.flatnonzero(there), "identified": work.identified[there]},
        geometry=shapely.from_wkb(work.hazard_wkb[there]),
        crs=4326,
    ).to_crs(plane)
    releases = geopandas.GeoDataFrame(
        {"released": work.released[then]}, geometry=shapely.from_wkb(work.release_wkb[then]), crs=4326
    ).to_crs(plane)
    both = geopandas.overlay(hazards, releases, how="intersection")
    lost = both[both.released > both.identified].dissolve("hazard").area
    remaining = np.zeros(len(work.hazard_wkb))
    remaining[hazards.hazard] = hazards.area
    remaining[lost.index] -= lost
    none = np.zeros(0)
    return Answers(remaining, none, none, none)
