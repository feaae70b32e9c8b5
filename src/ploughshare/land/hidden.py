"""Released land on which a hazard lies that an audience may not see: it is not given out as released.

Where a hazard lies may be hidden while the release on it is open. Shown alone, the release would say of land that is
hazardous that it is free. So the location of the whole release leaves: the part that is left out would draw the hazard.
"""

from __future__ import annotations

from ploughshare.geo.geometry import METRES_PER_DEGREE
from ploughshare.land import days, facts
from ploughshare.land.remains import SMALLEST_PART_M2, remains
from ploughshare.record.locations import without
from ploughshare.record.package import Package


def covered(seen: Package, whole: Package, on: str) -> Package:
    """What is seen of a whole record, without the location of releases on which hidden hazard is left on a date."""
    if seen is whole or not any(row["geometry"] for row in seen.rows("releases")):
        return seen
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    shown = {row["id"] for row in seen.rows("areas") if row["geometry"]}
    every = facts.read(whole)
    left = remains(every, days.interval(on)[1])
    hidden = np.array([one for id, one in left.items() if one is not None and id not in shown], dtype=object)
    if not len(hidden):
        return seen
    drawn = [release.id for release in every.releases if every.undrawn("releases", release.id) is None]
    outlines = np.array([every.outlines["releases", id] for id in drawn], dtype=object)
    release, hazard = shapely.STRtree(hidden).query(outlines, predicate="intersects")
    common = shapely.area(shapely.intersection(outlines[release], hidden[hazard])) * METRES_PER_DEGREE**2
    on_hazard = {drawn[place] for place in release[common > SMALLEST_PART_M2].tolist()}
    rows = [without(row) if row["id"] in on_hazard else row for row in seen.rows("releases")]
    tables = {**seen.tables, "releases": rows}
    return Package(meta=seen.meta, tables=tables, narrative=seen.narrative, path=seen.path, lines=seen.lines)
