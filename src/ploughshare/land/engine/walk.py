"""The sweep: walk along each polygon's rings, keep track of what covers each stretch, and have it judged.

One long function walks, because each call that is handed a tuple of arrays counts the users of every array, which
threads side by side wait for: in pieces it took three times as long.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.edges import Cuts, Edges, apart, cut, lies_in, sort_cuts
from ploughshare.land.engine.jit import ONE, ZERO, compiled
from ploughshare.land.engine.judge import (
    AREA,
    CLIMB,
    END,
    EVENT,
    HISTORIES,
    IS_END,
    MOMENT,
    RANK,
    RELEASED,
    SLOT,
    START,
    UNITS_A_METRE,
    judge,
    lose_all,
)
from ploughshare.land.engine.neighbours import Boxes
from ploughshare.land.engine.tally import PER_M2

Indices = NDArray[np.int64]

UNITS_A_SQUARE_METRE: Final = float(PER_M2)
BROKEN: Final = 1 << 60
"""A climb that is never nothing."""


class Facts(NamedTuple):
    """What the rule asks of events: ``event`` (n, FACTS), and masks of channels, as bits from the lowest on.

    The releases that may end hazard h stand in order in ``partner[pairs[h] : pairs[h + 1]]``.
    """

    event: Indices
    groups: Indices
    channels: int
    pairs: Indices
    partner: Indices


class Sums(NamedTuple):
    """As in ``Tally``, with a last axis of area and climb. ``exposed`` (n, 2): what each adds to the land of any."""

    exposed: Indices
    area: Indices
    started: Indices
    ended: Indices
    lost: Indices
    returned: Indices


class Desk(NamedTuple):
    """What a thread works with, used anew for each polygon.

    ``others`` are the neighbours of the polygon at hand; ``inside`` and ``flipped`` whether each covers the stretch,
    and whether it does so otherwise than at the ring's first point.
    """

    others: Indices
    inside: NDArray[np.bool_]
    flipped: NDArray[np.bool_]
    line: Indices
    history: Indices


def new_desk(facts: Facts, most_neighbours: int) -> Desk:
    """Room for polygons with up to so many neighbours."""
    n = most_neighbours + 1
    history = np.zeros((HISTORIES, RELEASED + len(facts.groups) + 2 * facts.channels), np.int64)
    return Desk(
        np.empty(n, np.int64), np.zeros(n, bool), np.zeros(n, bool), np.empty((2 * n, MOMENT), np.int64), history
    )


@compiled
def insert(line: Indices, count: int, rank: int, event: int, is_end: int) -> int:
    """Put a moment into its place."""
    k = count
    while k > 0 and line[k - 1, RANK] > rank:
        line[k, RANK], line[k, EVENT], line[k, IS_END] = line[k - 1, RANK], line[k - 1, EVENT], line[k - 1, IS_END]
        k -= 1
    line[k, RANK], line[k, EVENT], line[k, IS_END] = rank, event, is_end
    return count + 1


@compiled
def enter(line: Indices, count: int, facts: Indices, event: int) -> int:
    """An event comes to cover the stretch: its moments join the line."""
    if facts[event, START] < 0:
        return count
    count = insert(line, count, facts[event, START], event, ZERO)
    return insert(line, count, facts[event, END], event, ONE) if facts[event, SLOT] >= 0 else count


@compiled
def leave(line: Indices, count: int, event: int) -> int:
    """An event covers the stretch no longer."""
    kept = 0
    for i in range(count):
        if line[i, EVENT] != event:
            line[kept, RANK], line[kept, EVENT], line[kept, IS_END] = line[i, RANK], line[i, EVENT], line[i, IS_END]
            kept += 1
    return kept


@compiled
def area_of(x0: float, y0: float, x1: float, y1: float) -> int:
    """What a stretch adds to an area, in whole units: exactly the opposite for its way back."""
    return round(0.5 * (x0 + x1) * (y1 - y0) * UNITS_A_SQUARE_METRE)


@compiled
def height(x: float, y: float) -> int:
    """How high a point lies on an uneven slope, in whole units.

    Round a closed boundary the climbs come to nothing. Uneven, so that of what is missing nothing goes unseen: no
    direction is level everywhere, and no two gaps in opposite directions at different places are alike.
    """
    return round((y + 0.739 * x) * (1.0 + 1e-6 * (x - 1.31 * y)) * UNITS_A_METRE)


@compiled
def all_cuts(edges: Edges, me: int, others: Indices, count: int, cuts: Cuts) -> int:
    """Find where the polygon's edges cross those of all others, as many as there is room for; their count."""
    found = ZERO
    for local in range(count):
        found = cut(edges, me, others[local], local, cuts, found)
    if found <= len(cuts.edge):
        sort_cuts(cuts, found)
    return found


@compiled
def neighbours_of(me: int, boxes: Boxes, offset: Indices, near: Indices, others: Indices) -> int:
    """Fill in the neighbours whose boxes overlap on the plane, too; their count."""
    count = 0
    for k in range(offset[me], offset[me + 1]):
        if not apart(boxes, me, boxes, near[k]):
            others[count] = near[k]
            count += 1
    return count


@compiled
def sweep(  # noqa: C901, PLR0912, PLR0915
    edges: Edges, offset: Indices, near: Indices, facts: Facts, which: Indices, desk: Desk, cuts: Cuts, sums: Sums
) -> int:
    """Walk the rings of those polygons, until one needs more room for crossings; the number of polygons done."""
    points, line, history, inside, flipped = edges.points, desk.line, desk.history, desk.inside, desk.flipped
    event, groups, channels, pairs, partner = facts.event, facts.groups, facts.channels, facts.pairs, facts.partner
    started, ended, lost, returned, exposed = sums.started, sums.ended, sums.lost, sums.returned, sums.exposed
    cut_edge, cut_other, cut_point, others = cuts.edge, cuts.other, cuts.point, desk.others
    for number in range(len(which)):
        me = which[number]
        neighbours = neighbours_of(me, edges.boxes, offset, near, others)
        found = all_cuts(edges, me, others, neighbours, cuts)
        if found > len(cut_edge):
            return number
        at = 0
        for r in range(edges.polygon[me], edges.polygon[me + 1]):
            edge, last = edges.ring[r], edges.ring[r + 1] - 1
            count = enter(line, ZERO, event, me)
            covers = 0
            for local in range(neighbours):
                inside[local] = lies_in(edges, me, edge, others[local])
                flipped[local] = False
                if inside[local]:
                    covers += 1
                    count = enter(line, count, event, others[local])
            flips = 0
            area, climb = 0, 0
            x, y = points[edge, 0], points[edge, 1]
            at_height = height(x, y)
            while edge <= last:
                # To the next crossing on this edge, else to its end; after the last edge, nowhere.
                is_cut = at < found and cut_edge[at] == edge
                to_x, to_y = x, y
                if is_cut:
                    to_x, to_y = cut_point[at, 0], cut_point[at, 1]
                elif edge < last:
                    to_x, to_y = points[edge + 1, 0], points[edge + 1, 1]
                to_height = height(to_x, to_y)
                area += area_of(x, y, to_x, to_y)
                climb += to_height - at_height
                x, y, at_height = to_x, to_y, to_height
                if not is_cut and edge < last:
                    edge += 1
                    continue
                # The same covered all since the last crossing; now it is judged.
                if area != 0 or climb != 0:
                    sums.area[me, AREA] += area
                    sums.area[me, CLIMB] += climb
                    if covers == 0:
                        exposed[me, AREA] += area
                        exposed[me, CLIMB] += climb
                    if event[me, START] >= 0:
                        judge(event, groups, channels, line, count, me, history, started, ended, area, climb)
                        lose_all(event, line, count, me, pairs, partner, lost, returned, area, climb)
                if not is_cut:
                    break
                area, climb = 0, 0
                local = cut_other[at]
                if inside[local]:
                    covers -= 1
                    count = leave(line, count, others[local])
                else:
                    covers += 1
                    count = enter(line, count, event, others[local])
                inside[local] = not inside[local]
                flipped[local] = not flipped[local]
                flips += 1 if flipped[local] else -1
                at += 1
            if flips != 0:
                # Back at the start the same must cover it as before; else nothing here can be trusted.
                sums.area[me, CLIMB] += BROKEN
    return len(which)
