"""Does each thing lie where it may: in the country, in its province, not at 0, 0, and drawn as what it is?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import numpy as np
import shapely

from ploughshare.findings import Check
from ploughshare.geo import countries
from ploughshare.land.checking import mends, outside, words
from ploughshare.land.checking.cases import Case, Record, case, propose
from ploughshare.land.checking.faults import (
    ACROSS_PLACES,
    AT_ZERO,
    DATUM,
    NO_OUTLINE,
    OUTSIDE_COUNTRY,
    OUTSIDE_PLACE,
    SEAT,
    SWAPPED,
)
from ploughshare.land.checking.ground import LOCATED, Ground, read
from ploughshare.land.shift import guess
from ploughshare.record.package import Row

AT_ONE_POINT = 3
"""So many accidents at exactly one point are a village's point, not three times the same spot."""
NEAR_SEAT_M = 50.0
_WORTH_A_NOTE = 0.01
_FINE_M = 1_000.0
"""A point that may be off by a kilometre claims to be no accident's spot."""


def check(ground: Ground) -> Iterator[Case]:
    """All checks of where things lie."""
    for table in LOCATED:
        yield from _within_country(ground, table)
        yield from _datum(ground, table)
    for table in ("areas", "releases"):
        yield from _drawn_as(ground, table)
    yield from _places(ground)
    yield from _seats(ground)


def _within_country(ground: Ground, table: str) -> Iterator[Case]:
    package = ground.package
    shapes = ground.shapes[table]
    bounds = shapely.bounds(shapes)
    suspects = outside.suspects(package.country, bounds)
    outline = outside.drawn(package.country)
    off_m = np.zeros(len(suspects)) if outline is None else outside.distances_m(outline, shapes[suspects])
    for index, far_m in zip(suspects.tolist(), off_m.tolist(), strict=True):
        row = package.rows(table)[index]
        west, south, east, north = bounds[index].tolist()
        if west == south == east == north == 0:
            yield case(package, AT_ZERO, table, row, "lies at 0, 0", column="geometry")
            continue
        found = countries.suspicion(row["geometry"], package.country, row["precision_m"])
        if found is not None and found.is_swapped:
            repair = propose(
                SWAPPED, table, row, "geometry", mends.swapped(row["geometry"]), why="longitude comes first"
            )
            yield case(package, SWAPPED, table, row, found.words, column="geometry", repair=repair)
        elif found is not None:
            locate = None if outline is None else partial(shapely.shortest_line, outline, shapes[index])
            yield case(package, OUTSIDE_COUNTRY, table, row, found.words, column="geometry", locate=locate)
        elif far_m - float(row["precision_m"] or 0) > outside.MARGIN_M:
            message = f"lies {far_m / 1000:,.0f} km outside the outline of “{package.country}”"
            locate = partial(shapely.shortest_line, outline, shapes[index])
            yield case(package, OUTSIDE_COUNTRY, table, row, message, column="geometry", locate=locate)


def _datum(ground: Ground, table: str) -> Iterator[Case]:
    package = ground.package
    for row in package.rows(table):
        stated = row["reference_system_as_entered"]
        if stated and row["geometry"] is not None and (why := guess(stated)):
            yield case(package, DATUM, table, row, why, column="reference_system_as_entered")


def _drawn_as(ground: Ground, table: str) -> Iterator[Case]:
    package = ground.package
    kinds = shapely.get_type_id(ground.shapes[table])
    for row, kind in zip(package.rows(table), kinds.tolist(), strict=True):
        if kind in (0, 1, 2, 4, 5) and row["area_m2"] != 0:
            message = f"a {row['geometry']['type']} is drawn where its outline is due"
            yield case(package, NO_OUTLINE, table, row, message, column="geometry")


def _places(ground: Ground) -> Iterator[Case]:
    """Hazards and releases against the province or district they name, and against the others."""
    package = ground.package
    drawn = [row for row in package.rows("places") if row["kind"] in ("province", "district") and row["geometry"]]
    if not drawn:
        return
    flat = ground.plane.flat(shapely.make_valid(read([row["geometry"] for row in drawn])))
    at = {row["id"]: i for i, row in enumerate(drawn)}
    slack = np.array([float(row["precision_m"] or 0) for row in drawn])
    tree = shapely.STRtree(flat)
    for layer in (ground.hazards, ground.releases.take(lambda row: row["same_as"] is None)):
        named = [_around(ground, row, at) for row in layer.rows]
        own = np.array([-1 if place is None else place for place in named], dtype=np.int64)
        told = np.flatnonzero(own >= 0)
        slack_m = slack[own[told]] + np.array([float(layer.rows[i]["precision_m"] or 0) for i in told])
        apart = shapely.distance(layer.flat[told], flat[own[told]]) > slack_m
        for index in told[apart].tolist():
            row, place = layer.rows[index], drawn[own[index]]
            message = f"lies wholly outside “{place['id']}”, the precision of both allowed for"
            others: list[Record] = [("places", place["id"])]
            yield case(package, OUTSIDE_PLACE, layer.table, row, message, column="place", others=others)
        within = told[~apart]
        if not len(within):
            continue
        pairs = tree.query(layer.flat[within], predicate="intersects").T
        index, place_at = within[pairs[:, 0]], pairs[:, 1]
        level = np.array([row["kind"] for row in drawn])
        other = (place_at != own[index]) & (level[place_at] == level[own[index]])
        index, place_at = index[other], place_at[other]
        # What lies in both may do so because they are drawn roughly: only beyond their precision it counts.
        inner = shapely.buffer(flat[place_at], -slack[place_at])
        shared = shapely.area(shapely.intersection(layer.flat[index], inner))
        for i in np.flatnonzero(shared > _WORTH_A_NOTE * layer.area_m2[index]).tolist():
            row, place = layer.rows[index[i]], drawn[place_at[i]]
            part = words.share(shared[i], layer.area_m2[index[i]])
            message = f"{part} of it lies in “{place['id']}”, and its place is “{row['place']}”"
            yield case(
                package, ACROSS_PLACES, layer.table, row, message, column="place", others=[("places", place["id"])]
            )


def _around(ground: Ground, row: Row, at: dict[str, int]) -> int | None:
    """The nearest drawn province or district around the place of a row: itself, its parent, and so on."""
    id, seen = row["place"], set()
    while id is not None and id not in seen:
        if id in at:
            return at[id]
        seen.add(id)
        place = ground.package.row("places", id)
        id = place["parent"] if place else None
    return None


def _seats(ground: Ground) -> Iterator[Case]:
    """Accidents and finds at one point, or at the point of a settlement, that claim to be known to the spot."""
    package = ground.package
    places = [row for row in package.rows("places") if row["kind"] == "settlement" and row["geometry"]]
    seats = read([row["geometry"] for row in places])
    tree = shapely.STRtree(ground.plane.flat(seats)) if len(seats) else None
    for table in ("accidents", "finds"):
        shapes = ground.shapes[table]
        at_point: dict[tuple[float, float], list[Row]] = defaultdict(list)
        alone = []
        for row, shape in zip(package.rows(table), shapes, strict=True):
            if shape is not None and shape.geom_type == "Point" and not shape.is_empty and not _is_rough(row):
                at_point[shape.x, shape.y].append(row)
        for (x, y), rows in at_point.items():
            if len(rows) >= AT_ONE_POINT:
                yield from _together(ground, SEAT, table, rows)
            elif tree is not None:
                alone.append((shapely.points(x, y), rows))
        if tree is None or not alone:
            continue
        points = ground.plane.flat(np.array([point for point, _ in alone], dtype=object))
        for which, seat in tree.query(points, predicate="dwithin", distance=NEAR_SEAT_M).T.tolist():
            for row in alone[which][1]:
                message = f"lies at the point of the settlement “{places[seat]['id']}”"
                others: list[Record] = [("places", places[seat]["id"])]
                yield case(package, SEAT, table, row, message, column="precision_m", others=others)


def _is_rough(row: Row) -> bool:
    return row["precision_m"] is not None and float(row["precision_m"]) >= _FINE_M


def _together(ground: Ground, check: Check, table: str, rows: list[Row]) -> Iterator[Case]:
    message = f"lies at exactly the same point as {len(rows) - 1} others: {words.listed([r['id'] for r in rows[1:]])}"
    others = [(table, row["id"]) for row in rows[1:]]
    yield case(ground.package, check, table, rows[0], message, column="precision_m", others=others)
