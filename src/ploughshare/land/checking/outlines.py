"""Is each outline an area at all? The checks of the GICHD's geocheck, on distinct points and with the closing edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare import geo
from ploughshare.geo.geometry import METRES_PER_DEGREE
from ploughshare.land.checking import mends, words
from ploughshare.land.checking.cases import Case, case, propose
from ploughshare.land.checking.faults import (
    CLOSED_TWICE,
    CROSSING,
    LONG_EDGE,
    MALFORMED,
    NO_EXTENT,
    PART_TWICE,
    PARTS_OVERLAP,
    POINT_TWICE,
)
from ploughshare.land.checking.ground import Ground, Shapes
from ploughshare.record.package import Package, Row

OUTLINED = ("areas", "activities", "releases")
"""The tables whose rows may be areas."""

LONGEST_EDGE_M = 5_000.0
OVERLAP = 0.009
"""Of the smaller part: the GICHD's advisory limit."""
_FLAT = 1e-14
"""Square degrees, about a square centimetre: the hull of points that lie in one line."""
_AREAS = (3, 6)
"""shapely's numbers for polygons and multipolygons."""

_REASONS = {
    "Self-intersection": "it crosses itself",
    "Ring Self-intersection": "it touches itself at a corner",
    "Hole lies outside shell": "a hole lies outside of it",
    "Holes are nested": "a hole lies in another hole",
    "Nested shells": "a part lies inside another",
    "Interior is disconnected": "its holes cut it into pieces",
    "Duplicate Rings": "a ring is given twice",
}


def check(ground: Ground) -> Iterator[Case]:
    """All checks of single outlines; whole arrays at a time."""
    package = ground.package
    for table in ("areas", "activities", "releases", "finds", "accidents"):
        yield from _malformed(package, table, ground.shapes[table])
    for table in OUTLINED:
        rows, shapes = package.rows(table), ground.shapes[table]
        which = np.flatnonzero(np.isin(shapely.get_type_id(shapes), _AREAS))
        if len(which):
            yield from _rings(package, table, rows, shapes, which)
            yield from _invalid(package, table, rows, shapes, which)


def _at(spot: Any) -> Any:
    return spot


def _malformed(package: Package, table: str, shapes: Shapes) -> Iterator[Case]:
    """Rows from elsewhere than a package's reader, which takes such geometries out."""
    for row, shape in zip(package.rows(table), shapes, strict=True):
        if row["geometry"] is None or shape is not None:
            continue
        why = geo.fault(row["geometry"]) or "it cannot be read"
        repair = None
        if "not closed" in why:
            repair = propose(MALFORMED, table, row, "geometry", mends.closed(row["geometry"]), why="the ring is closed")
        yield case(package, MALFORMED, table, row, why, column="geometry", repair=repair)


def _rings(package: Package, table: str, rows: Any, shapes: Shapes, which: NDArray[np.int64]) -> Iterator[Case]:
    """What consecutive points tell: repeated points, long edges, rings closed twice, rings without extent."""
    parts, of_part = shapely.get_parts(shapes[which], return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    points, of_point = shapely.get_coordinates(rings, return_index=True)
    row_of_ring = which[of_part[of_ring]]
    steps = np.diff(points, axis=0)
    within = of_point[1:] == of_point[:-1]
    last = np.append(of_point[1:] != of_point[:-1], True)[1:] & within
    count = np.bincount(of_point, minlength=len(rings))[of_point[1:]]

    largest = np.abs(steps).max(axis=1)
    twice = last & (largest <= mends.CLOSING) & (count > 4)
    same = within & (largest <= mends.SAME_POINT) & ~twice
    turn = np.minimum(np.abs(steps[:, 0]), 360 - np.abs(steps[:, 0]))
    east = turn * np.cos(np.radians((points[1:, 1] + points[:-1, 1]) / 2))
    long_m = np.where(within, np.hypot(east, steps[:, 1]) * METRES_PER_DEGREE, 0.0)

    flat = which[of_part[shapely.area(shapely.convex_hull(parts)) <= _FLAT]]
    for index in np.unique(flat).tolist():
        message = "an outline has fewer than three distinct points, or all of them lie in one line"
        yield case(package, NO_EXTENT, table, rows[index], message, column="geometry")
    has_no_extent = set(flat.tolist())

    for check, marked in ((CLOSED_TWICE, twice), (POINT_TWICE, same)):
        at, how_often = np.unique(row_of_ring[of_point[1:][marked]], return_counts=True)
        for index, number in zip(at.tolist(), how_often.tolist(), strict=True):
            if index in has_no_extent:
                continue
            row = rows[index]
            message = "its last point repeats the first" if check is CLOSED_TWICE else f"{number} of its points repeat"
            after = mends.once(row["geometry"])
            spot = shapely.multipoints(points[1:][marked & (row_of_ring[of_point[1:]] == index)])
            repair = propose(check, table, row, "geometry", after, why="points given twice are given once")
            is_change = after["coordinates"] != row["geometry"]["coordinates"]
            fits = repair if is_change and mends.is_safe(table, shapes[index], after) else None
            yield case(package, check, table, row, message, column="geometry", locate=partial(_at, spot), repair=fits)
    far = np.flatnonzero(long_m > LONGEST_EDGE_M)
    longest: dict[int, int] = {}
    for edge in far[np.argsort(long_m[far])].tolist():
        longest[int(row_of_ring[of_point[1:][edge]])] = edge
    for index, edge in sorted(longest.items()):
        spot = shapely.linestrings(points[edge : edge + 2])
        message = f"two neighbouring corners are {long_m[edge]:,.0f} m apart"
        yield case(package, LONG_EDGE, table, rows[index], message, column="geometry", locate=partial(_at, spot))


def _invalid(package: Package, table: str, rows: Any, shapes: Shapes, which: NDArray[np.int64]) -> Iterator[Case]:
    for index in which[~shapely.is_valid(shapes[which])].tolist():
        row, shape = rows[index], shapes[index]
        parts = shapely.get_parts(shape)
        if len(parts) > 1 and shapely.is_valid(parts).all():
            yield from _parts(package, table, row, parts)
            continue
        broken = parts[~shapely.is_valid(parts) & (shapely.area(shapely.convex_hull(parts)) > _FLAT)]
        if not len(broken):
            continue  # without extent, and told as such
        reason, _, where = str(shapely.is_valid_reason(broken[0])).partition("[")
        found = re.match(r"(\S+) (\S+)\]", where)
        spot = shapely.points(float(found[1]), float(found[2])) if found else None
        message = f"its outline is no area: {_REASONS.get(reason.strip(), reason.strip().lower())}"
        yield case(
            package,
            CROSSING,
            table,
            row,
            message,
            column="geometry",
            locate=partial(_at, spot),
            repair=_mended(table, row, shape),
        )


def _mended(table: str, row: Row, shape: Any) -> Any:
    if table == "activities":
        return None
    after = mends.uncrossed(table, row, shape)
    taken = (
        "only what every reading of the outline encloses" if table == "releases" else "all that any reading encloses"
    )
    return propose(CROSSING, table, row, "geometry", after, why=taken) if after else None


def _parts(package: Package, table: str, row: Row, parts: Shapes) -> Iterator[Case]:
    """Parts that are areas each, and share land or an edge: a shared edge alone is harmless."""
    one, other = np.triu_indices(len(parts), 1)
    shared = shapely.area(shapely.intersection(parts[one], parts[other]))
    smaller = np.minimum(shapely.area(parts[one]), shapely.area(parts[other]))
    normal = shapely.normalize(parts)
    twins = shapely.equals_exact(normal[one], normal[other], mends.SAME_POINT)
    if twins.any():
        once = mends.without_twins(row["geometry"])
        repair = propose(PART_TWICE, table, row, "geometry", once, why="each polygon once")
        message = f"holds {int(twins.sum()) + 1} polygons that are the same"
        spot = parts[one[twins]][0]
        yield case(
            package, PART_TWICE, table, row, message, column="geometry", locate=partial(_at, spot), repair=repair
        )
    over = (shared > OVERLAP * smaller) & ~twins
    if over.any():
        worst = int(np.argmax(np.where(over, shared / np.maximum(smaller, 1e-300), 0)))
        message = f"two of its polygons share {words.share(shared[worst], smaller[worst])} of the smaller"
        spot = shapely.intersection(parts[one[worst]], parts[other[worst]])
        after = None if table == "activities" else mends.uncrossed(table, row, shapely.multipolygons(list(parts)))
        united = propose(PARTS_OVERLAP, table, row, "geometry", after, why="its polygons are united") if after else None
        yield case(
            package, PARTS_OVERLAP, table, row, message, column="geometry", locate=partial(_at, spot), repair=united
        )
