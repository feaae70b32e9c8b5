"""What remains of each hazardous area on a day, as an outline: for maps and for those who plan work.

The rule is the engine's: a hazard is over at a point once, for every type and depth that it holds, an accepted release
that is surely younger covers the point. Square metres come from the engine, never from these outlines.
"""

from __future__ import annotations

from typing import Any

from ploughshare.geo.geometry import METRES_PER_DEGREE
from ploughshare.land.engine.exact import bits
from ploughshare.land.facts import Facts

SMALLEST_PART_M2 = 0.01
"""Parts smaller than this come from the rounding of coordinates alone."""


def remains(facts: Facts, day: int) -> dict[str, Any]:
    """Area -> the outline (shapely, WGS 84) of what is hazardous of it on a day, counted from 1970-01-01.

    None where nothing remains. Areas that are not hazards on that day, or have no usable outline, are not there.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    events = facts.events
    drawn = ~shapely.is_missing(events.shapes)
    active = (events.start <= day) & (day < events.end) & drawn
    releases = np.flatnonzero(active & ~events.is_hazard)
    hazards = np.flatnonzero(active & events.is_hazard)
    tree = shapely.STRtree(events.shapes[releases])
    valid = shapely.make_valid(events.shapes[hazards])
    near: list[list[int]] = [[] for _ in hazards]
    for hazard, release in tree.query(valid, predicate="intersects").T.tolist():
        if events.power[releases[release]] > events.power[hazards[hazard]]:
            near[hazard].append(int(releases[release]))
    left: dict[str, list[Any]] = {}
    for place, event in enumerate(hazards.tolist()):
        channels = {
            frozenset(release for release in near[place] if int(events.channels[release]) & channel)
            for channel in bits(int(events.channels[event]))
        }
        outline = valid[place]
        if frozenset() not in channels:
            ended = [shapely.union_all(events.shapes[sorted(over)]) for over in channels]
            outline = shapely.union_all([shapely.difference(outline, one) for one in ended])
        left.setdefault(facts.rows[event][1], []).append(outline)
    return {
        id: _areal(outlines[0] if len(outlines) == 1 else shapely.union_all(outlines)) for id, outlines in left.items()
    }


def _areal(outline: Any) -> Any:
    """The polygons of an outline; None where none is larger than rounding makes one."""
    import shapely  # noqa: PLC0415

    smallest = SMALLEST_PART_M2 / METRES_PER_DEGREE**2
    kept = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon" and part.area > smallest]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
