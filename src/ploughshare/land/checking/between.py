"""Rows against each other: land in two hazards or two releases, the same land twice, released land outside any hazard.

What the GICHD's geocheck never compares. Pairs come from one tree a layer and are measured as whole arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.findings import Check
from ploughshare.land.checking import standing, words
from ploughshare.land.checking.cases import Case, Repair, case, propose
from ploughshare.land.checking.faults import (
    ACCIDENT_ON_RELEASED,
    HAZARD_ON_RELEASED,
    HAZARDS_OVERLAP,
    OUTSIDE_HAZARDS,
    OUTSIDE_OWN,
    RELEASES_OVERLAP,
    SAME_LAND,
)
from ploughshare.land.checking.ground import Areas, Ground, Layer, Pairs, overlaps, uncovered
from ploughshare.record.package import Row

SAME = 0.98
"""Two outlines that share so much of what either covers are one outline drawn twice."""
WORTH_TELLING = 0.009
"""Of the smaller: what outlines drawn side by side share by chance."""
LEAST_M2 = 1.0


def check(ground: Ground) -> Iterator[Case]:
    """All checks between rows."""
    yield from _hazards(ground)
    yield from _releases(ground)
    hazards, releases = ground.hazards, ground.accepted
    pairs, shared = overlaps(releases, hazards)
    yield from _hazards_on_released(ground, pairs, shared)
    yield from _outside(ground, pairs)
    yield from _accidents(ground)


def _hazards(ground: Ground) -> Iterator[Case]:
    """Hazards that share land and a type, and are both open: what was closed over is another check's."""
    hazards = ground.hazards
    pairs, shared = overlaps(hazards, hazards)
    for i, j, part in _told(hazards, pairs, shared):
        one, other = hazards.rows[i], hazards.rows[j]
        if not standing.shares_a_type(one, other) or _is_lineage(one, other):
            continue
        if not standing.is_open(one) or not standing.is_open(other):
            continue
        yield from _pair(ground, hazards, HAZARDS_OVERLAP, (i, j), part)


def _releases(ground: Ground) -> Iterator[Case]:
    releases = ground.accepted
    pairs, shared = overlaps(releases, releases)
    package = ground.package
    for i, j, part in _told(releases, pairs, shared):
        one, other = (standing.types_of(package, releases.rows[k]) for k in (i, j))
        if not one or not other or one & other:
            yield from _pair(ground, releases, RELEASES_OVERLAP, (i, j), part)


def _told(layer: Layer, pairs: Pairs, shared: Areas) -> Iterator[tuple[int, int, float]]:
    smaller = np.minimum(layer.area_m2[pairs[:, 0]], layer.area_m2[pairs[:, 1]])
    for k in np.flatnonzero((shared > WORTH_TELLING * smaller) & (shared > LEAST_M2)).tolist():
        yield int(pairs[k, 0]), int(pairs[k, 1]), float(shared[k])


def _is_lineage(one: Row, other: Row) -> bool:
    return one["id"] in other["formed_from"] or other["id"] in one["formed_from"]


def _pair(ground: Ground, layer: Layer, check: Check, pair: tuple[int, int], shared: float) -> Iterator[Case]:
    """A pair that shares land: told once, as the same land or as an overlap, on the later of the two."""
    first, second = sorted(pair, key=lambda k: _age(layer, k))
    earlier, later = layer.rows[first], layer.rows[second]
    both = layer.area_m2[first] + layer.area_m2[second] - shared
    others = [(layer.table, str(earlier["id"]))]
    if shared > SAME * both:
        exact = _is_same(layer.shapes[first], layer.shapes[second])
        said = "has the same outline as" if exact else f"shares {words.share(shared, both)} of its land with"
        repair = _same_as(ground, layer, earlier, later) if exact else None
        message = f"{said} “{earlier['id']}”"
        yield case(
            ground.package, SAME_LAND, layer.table, later, message, column="geometry", others=others, repair=repair
        )
        return
    locate = partial(_common, ground, layer, pair)
    part = words.share(shared, layer.area_m2[second])
    kinds = f" ({earlier['kind']} and {later['kind']})" if layer.table == "releases" else ""
    message = f"{words.m2(shared)} of it ({part}) lie in “{earlier['id']}” as well{kinds}"
    yield case(ground.package, check, layer.table, later, message, column="geometry", others=others, locate=locate)


def _common(ground: Ground, layer: Layer, pair: tuple[int, int]) -> Any:
    return ground.plane.round(shapely.intersection(*layer.flat[list(pair)]))


def _age(layer: Layer, k: int) -> tuple[str, str, str]:
    row = layer.rows[k]
    dated = row["identified"] if layer.table == "areas" else row["released"]
    return dated or "9999", row["recorded"] or "9999", str(row["id"])


def _is_same(one: Any, other: Any) -> bool:
    """Whether two outlines have the same points, wherever their rings begin and whichever way they run."""
    return bool(shapely.equals_exact(shapely.normalize(one), shapely.normalize(other), 1e-7))


_TELLS = ("area_class", "hazard_types", "hazard_depth_m", "identified", "status", "ended")


def _same_as(ground: Ground, layer: Layer, earlier: Row, later: Row) -> Repair | None:
    """That the later row is another telling of the earlier: for a hazard only where nothing of what it says is lost."""
    if layer.table == "areas":
        says_more = any(earlier[name] != later[name] for name in _TELLS)
        if says_more or any(change["area"] == later["id"] for change in ground.package.rows("area_statuses")):
            return None
    if layer.table == "releases" and earlier["kind"] != later["kind"]:
        return None
    return propose(SAME_LAND, layer.table, later, "same_as", earlier["id"], why="the two rows tell of the same land")


def _hazards_on_released(ground: Ground, pairs: Pairs, shared: Areas) -> Iterator[Case]:
    """Hazards identified certainly after land under them was released, and that the release does not speak of."""
    releases, hazards = ground.accepted, ground.hazards
    named = [standing.areas_of(ground.package, release) for release in releases.rows]
    found: dict[int, list[tuple[int, float]]] = {}
    for k in np.flatnonzero(shared > LEAST_M2).tolist():
        release, hazard = releases.rows[pairs[k, 0]], hazards.rows[pairs[k, 1]]
        if not release["released"] or not hazard["identified"] or hazard["id"] in named[pairs[k, 0]]:
            continue
        smaller = min(releases.area_m2[pairs[k, 0]], hazards.area_m2[pairs[k, 1]])
        if shared[k] > WORTH_TELLING * smaller and standing.is_before(release["released"], hazard["identified"]):
            found.setdefault(int(pairs[k, 1]), []).append((int(pairs[k, 0]), float(shared[k])))
    for index, over in sorted(found.items()):
        hazard = hazards.rows[index]
        under = [releases.rows[k] for k, _ in over]
        taken = shapely.intersection(hazards.flat[index], shapely.union_all([releases.flat[k] for k, _ in over]))
        cause = "" if hazard["found_cause"] else ", and found_cause is empty"
        message = f"{words.m2(taken.area)} of it had been released ({words.listed([r['id'] for r in under])}){cause}"
        others = [("releases", str(row["id"])) for row in under]
        locate = partial(ground.plane.round, taken)
        yield case(
            ground.package,
            HAZARD_ON_RELEASED,
            "areas",
            hazard,
            message,
            column="found_cause",
            others=others,
            locate=locate,
        )


def _outside(ground: Ground, pairs: Pairs) -> Iterator[Case]:
    """Released land outside any hazard, and else outside the hazards that the release names."""
    releases, hazards = ground.accepted, ground.hazards
    outside = uncovered(releases.flat, hazards.flat, pairs)
    yield from _left(ground, releases, outside, OUTSIDE_HAZARDS, "in no hazard")
    named = np.array(
        [
            (i, hazards.at[id])
            for i, row in enumerate(releases.rows)
            for id in standing.areas_of(ground.package, row)
            if id in hazards.at
        ],
        dtype=np.int64,
    ).reshape(-1, 2)  # fmt: skip
    names = np.unique(named[:, 0])
    beyond = uncovered(releases.flat, hazards.flat, named)
    # What lies in no hazard has been told.
    beyond[names] = shapely.difference(beyond[names], outside[names])
    kept: NDArray[np.object_] = np.full(len(beyond), shapely.Polygon(), dtype=object)
    kept[names] = beyond[names]
    yield from _left(ground, releases, kept, OUTSIDE_OWN, "in other hazards than the areas it names")


def _left(ground: Ground, releases: Layer, left: NDArray[np.object_], check: Check, where: str) -> Iterator[Case]:
    area = shapely.area(left)
    for index in np.flatnonzero((area > WORTH_TELLING * releases.area_m2) & (area > LEAST_M2)).tolist():
        row = releases.rows[index]
        part = words.share(area[index], releases.area_m2[index])
        message = f"{words.m2(area[index])} of it ({part}) lie {where}"
        locate = partial(ground.plane.round, left[index])
        others = [("areas", id) for id in standing.areas_of(ground.package, row)]
        yield case(ground.package, check, "releases", row, message, column="geometry", others=others, locate=locate)


def _accidents(ground: Ground) -> Iterator[Case]:
    """Accidents after the land was released; one on which hazard was drawn since is told by that hazard."""
    rows, shapes = ground.package.rows("accidents"), ground.shapes["accidents"]
    at = np.flatnonzero(~shapely.is_missing(shapes))
    releases = ground.accepted
    over: dict[int, list[str]] = {}
    for place, release in shapely.STRtree(releases.shapes).query(shapes[at], predicate="intersects").T.tolist():
        accident, row = rows[at[place]], releases.rows[release]
        if accident["date"] and row["released"] and standing.is_before(row["released"], accident["date"]):
            over.setdefault(int(at[place]), []).append(str(row["id"]))
    hazards = ground.hazards
    tree = shapely.STRtree(hazards.shapes)
    for place, ids in sorted(over.items()):
        row = rows[place]
        since = [hazards.rows[k]["identified"] for k in tree.query(shapes[place], predicate="intersects").tolist()]
        if any(day is None or not standing.is_before(day, row["date"]) for day in since):
            continue
        message = f"happened on land that had been released ({words.listed(ids)})"
        others = [("releases", id) for id in ids]
        yield case(ground.package, ACCIDENT_ON_RELEASED, "accidents", row, message, column="geometry", others=others)
