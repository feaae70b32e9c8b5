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
_HALF_ROUND = 180.0


def remains(facts: Facts, day: int) -> dict[str, Any]:
    """Area -> the outline (shapely, WGS 84) of what is hazardous of it on a day, counted from 1970-01-01.

    None where nothing remains. Areas that are not hazards on that day, or have no usable outline, are not there.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    from ploughshare.geo import readings  # noqa: PLC0415

    events = facts.events
    drawn = ~shapely.is_missing(events.shapes)
    active = (events.start <= day) & (day < events.end) & drawn
    releases = np.flatnonzero(active & ~events.is_hazard)
    hazards = np.flatnonzero(active & events.is_hazard)
    # Degrees say of an outline drawn across the 180th meridian that it goes round the earth the other way.
    west, _, east, _ = shapely.bounds(events.shapes[releases]).T
    releases = releases[east - west <= _HALF_ROUND]
    tree = shapely.STRtree(events.shapes[releases])
    valid = readings.widest(events.shapes[hazards])
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


def hazards_on(facts: Facts, day: int) -> dict[str, tuple[str, ...]]:
    """Area -> the other areas of which something is hazardous on its land on a day, in order of id.

    Whoever reads that nothing remains of an area must be told what others hold there. Areas on which there is no
    other hazard are not there; what has no outline lies on no land that could be named.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    from ploughshare.geo import readings  # noqa: PLC0415

    left = {id: outline for id, outline in remains(facts, day).items() if outline is not None}
    events = facts.events
    drawn = np.flatnonzero(events.is_hazard & ~shapely.is_missing(events.shapes))
    outlines = readings.widest(events.shapes[drawn])
    others, shapes = list(left), np.array(list(left.values()), dtype=object)
    own, other = shapely.STRtree(shapes).query(outlines, predicate="intersects")
    common = shapely.area(shapely.intersection(outlines[own], shapes[other])) * METRES_PER_DEGREE**2
    found: dict[str, set[str]] = {}
    for place, of, m2 in zip(own.tolist(), other.tolist(), common.tolist(), strict=True):
        id = facts.rows[int(drawn[place])][1]
        if others[of] != id and m2 > SMALLEST_PART_M2:
            found.setdefault(id, set()).add(others[of])
    return {id: tuple(sorted(ids)) for id, ids in found.items()}


def _areal(outline: Any) -> Any:
    """The polygons of an outline; None where none is larger than rounding makes one."""
    import shapely  # noqa: PLC0415

    smallest = SMALLEST_PART_M2 / METRES_PER_DEGREE**2
    kept = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon" and part.area > smallest]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
