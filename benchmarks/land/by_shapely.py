"""The answers by plain shapely: a tree, unions of connected pieces, and differences year by year, all on arrays."""

from __future__ import annotations

import numpy as np
import shapely
from answers import Answers
from numpy.typing import NDArray
from pyproj import Transformer
from workload import KINDS, LATITUDE, LONGITUDE, YEAR_ENDS, Workload

Shapes = NDArray[np.object_]
Indices = NDArray[np.int64]


def flat(wkb: Shapes) -> Shapes:
    """Shapes on the plane."""
    plane = f"+proj=laea +lat_0={LATITUDE} +lon_0={LONGITUDE} +datum=WGS84 +units=m"
    change = Transformer.from_crs(4326, plane, always_xy=True)
    return np.asarray(shapely.transform(shapely.from_wkb(wkb), change.transform, interleaved=False))


def unions(shapes: Shapes, group: Indices) -> tuple[Shapes, Indices]:
    """The union of each group of shapes, and the groups in order."""
    order = np.argsort(group, kind="stable")
    labels, place = np.unique(group[order], return_inverse=True)
    if not len(labels):
        return np.zeros(0, object), labels
    collections = shapely.geometrycollections(shapes[order], indices=place)
    return np.asarray(shapely.union_all(collections[:, None], axis=1)), labels


def components(pairs: Indices, count: int) -> Indices:
    """For each of so many hazards the lowest with which it hangs together by pairs."""
    label = np.arange(count)
    while True:
        lowest = label.copy()
        np.minimum.at(lowest, pairs[0], label[pairs[1]])
        lowest = lowest[lowest]
        if (lowest == label).all():
            return label
        label = lowest


def answers_of(work: Workload) -> Answers:
    """All the answers."""
    hazards, releases = flat(work.hazard_wkb), flat(work.release_wkb)
    tree = shapely.STRtree(hazards)
    release, hazard = tree.query(releases, predicate="intersects")
    ends = work.released[release] > work.identified[hazard]
    component = components(tree.query(hazards, predicate="intersects"), len(hazards))
    year = np.searchsorted(YEAR_ENDS, work.released)
    identified = np.searchsorted(YEAR_ENDS, work.identified)
    left, area = hazards.copy(), np.zeros(len(hazards))
    whole = shapely.area(hazards)
    by_component = np.zeros(len(hazards))
    hazardous, summed = np.zeros(len(YEAR_ENDS)), np.zeros(len(YEAR_ENDS))
    remaining = np.zeros(len(hazards))
    for number, day in enumerate(YEAR_ENDS):
        new = identified <= number if number == 0 else identified == number
        area[new] = whole[new]
        pair = ends & (year[release] == number)
        union, which = unions(releases[release[pair]], hazard[pair])
        left[which] = shapely.difference(left[which], union)
        area[which] = shapely.area(left[which])
        changed = np.unique(np.concatenate([component[new], component[which]]))
        there = np.flatnonzero(np.isin(component, changed) & (identified <= number))
        union, which = unions(left[there], component[there])
        by_component[which] = shapely.area(union)
        hazardous[number], summed[number] = by_component.sum(), area.sum()
        if day == work.day:
            remaining = area.copy()
    account = np.zeros((len(YEAR_ENDS), len(KINDS)))
    counted = year < len(YEAR_ENDS)
    ended = ended_by_each(work, hazards, releases, np.stack([hazard, release]))
    np.add.at(account, (year[counted], work.kind[counted]), ended[counted])
    return Answers(remaining, hazardous, summed, account)


def ended_by_each(work: Workload, hazards: Shapes, releases: Shapes, pairs: Indices) -> NDArray[np.float64]:
    """The hazardous land that each release ended: of each hazard in it what no earlier release had."""
    hazard, release = pairs
    ends = np.flatnonzero(work.released[release] > work.identified[hazard])
    ends = ends[np.lexsort((release[ends], work.kind[release[ends]], work.released[release[ends]], hazard[ends]))]
    # Each pair after all earlier ones of the same hazard.
    first = np.searchsorted(hazard[ends], hazard[ends])
    before = np.arange(len(ends)) - first
    later = np.repeat(np.arange(len(ends)), before)
    earlier = np.arange(len(later)) - np.repeat(np.cumsum(before) - before, before) + first[later]
    piece = shapely.intersection(hazards[hazard[ends]], releases[release[ends]])
    meet = shapely.intersects(piece[later], releases[release[ends[earlier]]])
    union, which = unions(releases[release[ends[earlier[meet]]]], later[meet])
    piece[which] = shapely.difference(piece[which], union)
    # What a hazard of the same day holds stays.
    same = np.flatnonzero(work.released[release] == work.identified[hazard])
    union, which = unions(piece, release[ends])
    for pair in same:
        at = np.flatnonzero(which == release[pair])
        union[at] = shapely.difference(union[at], hazards[hazard[pair]])
    out = np.zeros(len(releases))
    out[which] = shapely.area(union)
    return out
