"""Is what ended covered by what ended it? Closed hazards by accepted releases, replaced areas by successors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare import vocab
from ploughshare.land import days
from ploughshare.land.checking import standing, words
from ploughshare.land.checking.between import LEAST_M2, SAME, WORTH_TELLING
from ploughshare.land.checking.cases import Case, case
from ploughshare.land.checking.faults import FALL_SHORT, NOT_COVERED, OPEN_THOUGH_COVERED, SAME_ELSEWHERE, SLIVER
from ploughshare.land.checking.ground import Areas, Ground, Shapes, uncovered
from ploughshare.land.shift import guess
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
    """What accepted releases leave of each hazard: too much of a closed one, nothing of an open one, or slivers."""
    hazards, releases, package = ground.hazards, ground.accepted, ground.package
    pairs = releases.tree.query(hazards.flat, predicate="intersects").T
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    # An outline that crosses itself can be read in more than one way: a release on it ends nothing.
    valid = shapely.is_valid(releases.shapes)
    counting = [valid[j] and _may_end(package, hazards.rows[i], releases.rows[j]) for i, j in pairs.tolist()]
    pairs = pairs[np.array(counting, bool)]
    left = uncovered(hazards.flat, releases.flat, pairs)
    begins = np.searchsorted(pairs[:, 0], np.arange(len(left) + 1))
    thin, owner = _slivers(left, hazards.area_m2)
    left_m2, thin_m2 = shapely.area(left), np.bincount(owner, shapely.area(thin), minlength=len(left))
    named = {
        id
        for release in package.rows("releases")
        if standing.is_accepted(release)
        for id in standing.areas_of(package, release)
    }
    is_open = np.array([standing.is_open(row) for row in hazards.rows], bool)
    is_ended = np.array([standing.is_ended(row) for row in hazards.rows], bool)
    is_named = np.array([row["id"] in named for row in hazards.rows], bool)
    # A closed one of which no accepted release speaks is told of from the books.
    asked = ~is_ended & ((np.diff(begins) > 0) | (is_named & ~is_open))
    short = asked & ~is_open & (left_m2 - thin_m2 > np.maximum(WORTH_TELLING * hazards.area_m2, LEAST_M2))
    frayed = asked & ~short & (thin_m2 > LEAST_M2)
    covered = asked & is_open & (left_m2 <= LEAST_M2)
    for index in np.flatnonzero(short | frayed | covered).tolist():
        row, check, rest = hazards.rows[index], OPEN_THOUGH_COVERED, left[index]
        message, column = f"is {row['status']}, and its releases cover all of it", "status"
        if short[index]:
            part = f"{words.m2(left_m2[index])} of it ({words.share(left_m2[index], hazards.area_m2[index])})"
            check, message = NOT_COVERED, f"is {row['status']}, and no accepted release covers {part}"
        elif frayed[index]:
            rest, column = shapely.union_all(thin[owner == index]), "geometry"
            check, message = SLIVER, f"{words.m2(thin_m2[index])} stay hazardous beside its releases, in slivers"
        ended_by = [("releases", str(releases.rows[j]["id"])) for j in pairs[begins[index] : begins[index + 1], 1]]
        locate = partial(ground.plane.round, rest)
        yield case(package, check, "areas", row, message, column=column, others=ended_by, locate=locate)


def _slivers(left: Shapes, whole_m2: Areas) -> tuple[Shapes, NDArray[np.int64]]:
    """The parts that are slivers, and the position of the hazard of each."""
    parts, owner = shapely.get_parts(left, return_index=True)
    area_m2 = shapely.area(parts)
    width_m = 2 * area_m2 / np.maximum(shapely.length(parts), 1e-9)
    thin = (width_m > _ROUNDING_M) & (width_m < _NARROW_M) & (area_m2 < _SMALL * whole_m2[owner])
    return parts[thin], owner[thin]


def _may_end(package: Package, hazard: Row, release: Row) -> bool:
    """Whether a release ended a hazard, as the account has it: it counts, covers its types to their depth, and came
    after it for certain. A tie, a date that leaves doubt and a guessed shift of datum end nothing."""
    types = set(hazard["hazard_types"]) or set(vocab.load("hazard_types").terms)
    if not standing.counts(release) or not types <= standing.types_of(package, release):
        return False
    stated = release["reference_system_as_entered"]
    if stated and guess(stated):
        return False
    found_by = days.happened(hazard["identified"], hazard["recorded"])[1]
    worked_from = days.happened(release["released"], release["recorded"])[0]
    return worked_from > found_by and standing.is_deep_enough(package, release, hazard)


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
            locate, others = partial(ground.plane.round, left[k]), [("areas", id) for id in heirs]
            yield case(ground.package, FALL_SHORT, "areas", row, message, column="ended", others=others, locate=locate)


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
            locate = partial(ground.plane.round, shapely.difference(layer.flat[i], layer.flat[j]))
            others = [(table, str(other["id"]))]
            yield case(
                ground.package, SAME_ELSEWHERE, table, row, message, column="same_as", others=others, locate=locate
            )
