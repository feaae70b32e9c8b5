"""Is what ended covered by what ended it? Closed hazards by accepted releases, replaced areas by successors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import shapely

from ploughshare.land.checking import standing, words
from ploughshare.land.checking.between import LEAST_M2, SAME, WORTH_TELLING
from ploughshare.land.checking.cases import Case, case
from ploughshare.land.checking.faults import FALL_SHORT, NOT_COVERED, SAME_ELSEWHERE, SLIVER
from ploughshare.land.checking.ground import Ground, uncovered
from ploughshare.record.package import Package, Row

_NARROW_M = 5.0
"""Twice area over perimeter: what is narrower lies between two drawings of one line."""
_ROUNDING_M = 0.02
"""What is narrower comes of coordinates of seven decimals, and is no land."""
_SMALL = 0.02
"""A part of this share of its hazard may be a sliver."""


def check(ground: Ground) -> Iterator[Case]:
    """All checks of coverage."""
    yield from _released(ground)
    yield from _successors(ground)
    for table in ("areas", "releases"):
        yield from _same_as(ground, table)


def _released(ground: Ground) -> Iterator[Case]:
    """What accepted releases leave of each hazard that the books call done, and slivers of all."""
    hazards, releases = ground.hazards, ground.accepted
    pairs = releases.tree.query(hazards.flat, predicate="intersects").T
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    # An outline that crosses itself can be read in more than one way: a release on it ends nothing.
    valid = shapely.is_valid(releases.shapes)
    counting = [valid[j] and _may_end(ground.package, hazards.rows[i], releases.rows[j]) for i, j in pairs.tolist()]
    pairs = pairs[np.array(counting, bool)]
    left = uncovered(hazards.flat, releases.flat, pairs)
    area_m2 = shapely.area(left)
    touched = np.zeros(len(left), bool)
    touched[pairs[:, 0]] = True
    for index in np.flatnonzero(area_m2 > LEAST_M2).tolist():
        row = hazards.rows[index]
        if standing.is_ended(row) or not touched[index]:
            continue  # one without any release is told of from the books
        parts = shapely.get_parts(left[index])
        width_m = 2 * shapely.area(parts) / np.maximum(shapely.length(parts), 1e-9)
        thin = parts[
            (width_m > _ROUNDING_M) & (width_m < _NARROW_M) & (shapely.area(parts) < _SMALL * hazards.area_m2[index])
        ]
        start, end = np.searchsorted(pairs[:, 0], [index, index + 1])
        others = [("releases", str(releases.rows[j]["id"])) for j in pairs[start:end, 1].tolist()]
        wide_m2 = float(area_m2[index] - shapely.area(thin).sum())
        if not standing.is_open(row) and wide_m2 > max(WORTH_TELLING * hazards.area_m2[index], LEAST_M2):
            part = words.share(area_m2[index], hazards.area_m2[index])
            message = f"is {row['status']}, and no accepted release covers {words.m2(area_m2[index])} of it ({part})"
            spot = ground.plane.round(left[index])
            yield case(ground.package, NOT_COVERED, "areas", row, message, column="status", others=others, spot=spot)
        elif len(thin) and shapely.area(thin).sum() > LEAST_M2:
            message = (
                f"{words.m2(shapely.area(thin).sum())} stay hazardous beside its releases, in slivers ({len(thin)})"
            )
            spot = ground.plane.round(shapely.union_all(thin))
            yield case(ground.package, SLIVER, "areas", row, message, column="geometry", others=others, spot=spot)


def _may_end(package: Package, hazard: Row, release: Row) -> bool:
    """Whether a release can have ended a hazard: it counts, covers its types, and the hazard did not come after it."""
    if not standing.counts(release):
        return False
    if hazard["hazard_types"] and not set(hazard["hazard_types"]) <= standing.types_of(package, release):
        return False
    return not (hazard["identified"] and standing.is_before(release["released"], hazard["identified"]))


def _successors(ground: Ground) -> Iterator[Case]:
    areas = ground.areas
    formed: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(areas.rows):
        if areas.area_m2[i] > 0:
            for id in row["formed_from"]:
                formed[id].append(i)
    old = [id for id in formed if areas.area_m2[areas.at[id]] > 0 and areas.rows[areas.at[id]]["end_reason"]]
    if not old:
        return
    pairs = np.array([(k, i) for k, id in enumerate(old) for i in formed[id]], dtype=np.int64).reshape(-1, 2)
    where = np.array([areas.at[id] for id in old])
    left = uncovered(areas.flat[where], areas.flat, pairs)
    released = ground.accepted.tree.query(left, predicate="intersects").T
    counting = np.array([standing.counts(ground.accepted.rows[j]) for _, j in released.tolist()], bool)
    left = uncovered(left, ground.accepted.flat, released[counting])
    for k, short_m2 in enumerate(shapely.area(left).tolist()):
        row, whole_m2 = areas.rows[where[k]], areas.area_m2[where[k]]
        if short_m2 > max(WORTH_TELLING * whole_m2, LEAST_M2):
            heirs = [str(areas.rows[i]["id"]) for i in formed[old[k]]]
            message = (
                f"its successors ({words.listed(heirs)}) and its releases leave {words.m2(short_m2)} of it uncovered"
            )
            spot, others = ground.plane.round(left[k]), [("areas", id) for id in heirs]
            yield case(ground.package, FALL_SHORT, "areas", row, message, column="ended", others=others, spot=spot)


def _same_as(ground: Ground, table: str) -> Iterator[Case]:
    layer = ground.areas if table == "areas" else ground.releases
    pairs = np.array(
        [(i, layer.at[row["same_as"]]) for i, row in enumerate(layer.rows) if row["same_as"] in layer.at],
        dtype=np.int64,
    ).reshape(-1, 2)
    pairs = pairs[(layer.area_m2[pairs] > 0).all(axis=1)]
    shared = shapely.area(shapely.intersection(layer.flat[pairs[:, 0]], layer.flat[pairs[:, 1]]))
    for (i, j), common_m2 in zip(pairs.tolist(), shared.tolist(), strict=True):
        if common_m2 < SAME * layer.area_m2[i]:
            row, other = layer.rows[i], layer.rows[j]
            part = words.share(layer.area_m2[i] - common_m2, layer.area_m2[i])
            message = f"is called the same as “{other['id']}”, and {part} of it lies elsewhere"
            spot = ground.plane.round(shapely.difference(layer.flat[i], layer.flat[j]))
            others = [(table, str(other["id"]))]
            yield case(ground.package, SAME_ELSEWHERE, table, row, message, column="same_as", others=others, spot=spot)
