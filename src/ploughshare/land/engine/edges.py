"""Where the edges of polygons cross, and which polygons a corner lies in."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.jit import compiled
from ploughshare.land.engine.neighbours import NOWHERE, Boxes
from ploughshare.land.engine.predicates import exact_turn, is_left, turn
from ploughshare.land.engine.rings import Points, Rings

Indices = NDArray[np.int64]

ALL_BUT_PARALLEL: Final = 0.01
"""The sine of the angle below which a crossing is computed exactly."""
RUN: Final = 16
"""The fewest edges that share a box; of a ring of very many, the square root of their number."""


class Edges(NamedTuple):
    """Polygons on a plane, ready to be searched; edge i goes from point i to point i + 1.

    ``points``, ``ring``, ``polygon``, ``hole``: as in ``Rings``. ``boxes`` (n, 4) of polygons; run k of neighbouring
    edges of a ring has the edges ``run[k, 0]`` to before ``run[k, 1]`` and the box ``run_boxes[k]``; polygon p has the
    runs ``runs[p] : runs[p + 1]``.
    """

    points: Points
    ring: Indices
    polygon: Indices
    hole: NDArray[np.bool_]
    boxes: Boxes
    run: Indices
    run_boxes: Boxes
    runs: Indices


class Cuts(NamedTuple):
    """Crossings on the edges of one polygon: the edge, how far along it, the local number of the other, the point."""

    edge: Indices
    along: NDArray[np.float64]
    other: Indices
    point: Points


def room_for_cuts(count: int) -> Cuts:
    """Empty crossings."""
    return Cuts(np.empty(count, np.int64), np.empty(count), np.empty(count, np.int64), np.empty((count, 2)))


def edges_of(rings: Rings) -> Edges:
    """Tidied rings with their boxes."""
    edges = np.diff(rings.ring) - 1
    size = np.maximum(RUN, np.sqrt(edges).astype(np.int64))
    count = (edges + size - 1) // size
    runs = np.zeros(len(rings.ring), np.int64)
    np.cumsum(count, out=runs[1:])
    run, boxes = run_boxes(rings.points, rings.ring, runs, size)
    return Edges(rings.points, rings.ring, rings.polygon, rings.hole, rings.boxes(), run, boxes, runs[rings.polygon])


@compiled
def run_boxes(points: Points, ring: Indices, runs: Indices, size: Indices) -> tuple[Indices, Boxes]:
    """The runs of every ring, and their boxes."""
    run = np.empty((runs[-1], 2), np.int64)
    boxes = np.empty((runs[-1], 4))
    for r in range(len(ring) - 1):
        for k in range(runs[r], runs[r + 1]):
            first = ring[r] + size[r] * (k - runs[r])
            last = min(first + size[r], ring[r + 1] - 1)
            west, south, east, north = NOWHERE
            for i in range(first, last + 1):
                west = min(west, points[i, 0])
                south = min(south, points[i, 1])
                east = max(east, points[i, 0])
                north = max(north, points[i, 1])
            run[k, 0], run[k, 1] = first, last
            boxes[k, 0], boxes[k, 1], boxes[k, 2], boxes[k, 3] = west, south, east, north
    return run, boxes


@compiled
def apart(one: Boxes, i: int, other: Boxes, k: int) -> bool:
    """Whether two boxes do not even touch."""
    in_x = one[i, 0] <= other[k, 2] and one[i, 2] >= other[k, 0]
    in_y = one[i, 1] <= other[k, 3] and one[i, 3] >= other[k, 1]
    return not (in_x and in_y)


@compiled
def outside(points: Points, i: int, boxes: Boxes, k: int) -> bool:
    """Whether the box of edge i does not even touch a box."""
    ax, ay, bx, by = points[i, 0], points[i, 1], points[i + 1, 0], points[i + 1, 1]
    in_x = min(ax, bx) <= boxes[k, 2] and max(ax, bx) >= boxes[k, 0]
    in_y = min(ay, by) <= boxes[k, 3] and max(ay, by) >= boxes[k, 1]
    return not (in_x and in_y)


@compiled
def beyond(points: Points, a: int, c: int) -> bool:
    """Whether the boxes of edges a and c do not even touch."""
    ax, ay, bx, by = points[a, 0], points[a, 1], points[a + 1, 0], points[a + 1, 1]
    cx, cy, dx, dy = points[c, 0], points[c, 1], points[c + 1, 0], points[c + 1, 1]
    in_x = min(ax, bx) <= max(cx, dx) and max(ax, bx) >= min(cx, dx)
    in_y = min(ay, by) <= max(cy, dy) and max(ay, by) >= min(cy, dy)
    return not (in_x and in_y)


@compiled
def lies_in(edges: Edges, p: int, i: int, q: int) -> bool:
    """Whether point i, a corner of polygon p, lies in polygon q: never on its edge, as ties are broken."""
    points, boxes, run, run_boxes, runs = edges.points, edges.boxes, edges.run, edges.run_boxes, edges.runs
    x, y = points[i, 0], points[i, 1]
    if x < boxes[q, 0] or x > boxes[q, 2] or y < boxes[q, 1] or y > boxes[q, 3]:
        return False
    shift = 1 if p < q else -1
    odd = False
    for k in range(runs[q], runs[q + 1]):
        if y < run_boxes[k, 1] or y > run_boxes[k, 3] or x > run_boxes[k, 2]:
            continue
        for c in range(run[k, 0], run[k, 1]):
            cx, cy, dx, dy = points[c, 0], points[c, 1], points[c + 1, 0], points[c + 1, 1]
            from_above = cy > y or (cy == y and shift < 0)
            to_above = dy > y or (dy == y and shift < 0)
            if from_above != to_above and to_above == is_left(turn(cx, cy, dx, dy, x, y), dx - cx, dy - cy, shift):
                odd = not odd
    return odd


@compiled
def meeting(
    ax: float,
    ay: float,
    bx: float,
    by: float,
    cx: float,
    cy: float,
    dx: float,
    dy: float,
    to_a: float,
    to_b: float,
) -> tuple[float, float]:
    """The point on the edge from a to b that lies on the edge from c to d, on whose sides ``turn`` put a and b.

    Of edges that are all but parallel, ``turn`` may be sure of the sides and yet far from sure how far they are: the
    point would fall anywhere along the edge, and crossings out of their order by metres.
    """
    across = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if abs(across) < ALL_BUT_PARALLEL * (abs(bx - ax) + abs(by - ay)) * (abs(dx - cx) + abs(dy - cy)):
        to_a, to_b = exact_turn(cx, cy, dx, dy, ax, ay), exact_turn(cx, cy, dx, dy, bx, by)
    share = to_a / (to_a - to_b)
    return ax + share * (bx - ax), ay + share * (by - ay)


@compiled
def cut(edges: Edges, p: int, q: int, local: int, cuts: Cuts, count: int) -> int:  # noqa: C901, PLR0912
    """Add where edges of p cross those of its neighbour q; count goes on beyond the room there is.

    Both polygons find the same points, to the last bit, as each is computed along the edge of the lower of both.
    """
    points, boxes, run, run_boxes, runs = edges.points, edges.boxes, edges.run, edges.run_boxes, edges.runs
    shift = 1 if q < p else -1
    for mine in range(runs[p], runs[p + 1]):
        if apart(run_boxes, mine, boxes, q):
            continue
        for theirs in range(runs[q], runs[q + 1]):
            if apart(run_boxes, mine, run_boxes, theirs):
                continue
            for a in range(run[mine, 0], run[mine, 1]):
                if outside(points, a, run_boxes, theirs):
                    continue
                for c in range(run[theirs, 0], run[theirs, 1]):
                    if beyond(points, a, c):
                        continue
                    ax, ay, bx, by = points[a, 0], points[a, 1], points[a + 1, 0], points[a + 1, 1]
                    cx, cy, dx, dy = points[c, 0], points[c, 1], points[c + 1, 0], points[c + 1, 1]
                    to_c, to_d = turn(ax, ay, bx, by, cx, cy), turn(ax, ay, bx, by, dx, dy)
                    if is_left(to_c, bx - ax, by - ay, shift) == is_left(to_d, bx - ax, by - ay, shift):
                        continue
                    to_a, to_b = turn(cx, cy, dx, dy, ax, ay), turn(cx, cy, dx, dy, bx, by)
                    if is_left(to_a, dx - cx, dy - cy, -shift) == is_left(to_b, dx - cx, dy - cy, -shift):
                        continue
                    if count < len(cuts.edge):
                        if p < q:
                            x, y = meeting(ax, ay, bx, by, cx, cy, dx, dy, to_a, to_b)
                        else:
                            x, y = meeting(cx, cy, dx, dy, ax, ay, bx, by, to_c, to_d)
                        cuts.edge[count] = a
                        cuts.other[count] = local
                        cuts.point[count, 0], cuts.point[count, 1] = x, y
                        cuts.along[count] = (x - ax) * (bx - ax) + (y - ay) * (by - ay)
                    count += 1
    return count


@compiled
def sort_cuts(cuts: Cuts, count: int) -> None:
    """Put the first crossings into the order of a walk along the rings (Shell's sort)."""
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            edge, along, other = cuts.edge[i], cuts.along[i], cuts.other[i]
            x, y = cuts.point[i, 0], cuts.point[i, 1]
            k = i
            while k >= gap:
                before = k - gap
                if cuts.edge[before] < edge or (cuts.edge[before] == edge and cuts.along[before] <= along):
                    break
                cuts.edge[k], cuts.along[k], cuts.other[k] = cuts.edge[before], cuts.along[before], cuts.other[before]
                cuts.point[k, 0], cuts.point[k, 1] = cuts.point[before, 0], cuts.point[before, 1]
                k = before
            cuts.edge[k], cuts.along[k], cuts.other[k] = edge, along, other
            cuts.point[k, 0], cuts.point[k, 1] = x, y
        gap //= 3


@compiled
def touches_itself(edges: Edges, p: int) -> bool:
    """Whether two edges of a polygon of one ring meet that do not follow each other, so that it may be no valid one."""
    points, run, run_boxes, runs = edges.points, edges.run, edges.run_boxes, edges.runs
    first, last = edges.ring[edges.polygon[p]], edges.ring[edges.polygon[p] + 1] - 2
    for mine in range(runs[p], runs[p + 1]):
        for theirs in range(mine, runs[p + 1]):
            if apart(run_boxes, mine, run_boxes, theirs):
                continue
            for a in range(run[mine, 0], run[mine, 1]):
                if outside(points, a, run_boxes, theirs):
                    continue
                for c in range(max(a + 1, run[theirs, 0]), run[theirs, 1]):
                    if c == a + 1:
                        if turns_back(points, a, c):
                            return True
                    elif a == first and c == last:
                        if turns_back(points, c, a):
                            return True
                    elif meet(points, a, c):
                        return True
    return False


@compiled
def turns_back(points: Points, a: int, c: int) -> bool:
    """Whether edge c, which begins where edge a ends, runs back along it."""
    ax, ay, bx, by = points[a, 0], points[a, 1], points[a + 1, 0], points[a + 1, 1]
    dx, dy = points[c + 1, 0], points[c + 1, 1]
    return bool(turn(ax, ay, bx, by, dx, dy) == 0.0 and (bx - ax) * (dx - bx) + (by - ay) * (dy - by) < 0.0)


@compiled
def meet(points: Points, a: int, c: int) -> bool:
    """Whether edges a and c have a point in common; here ties count."""
    ax, ay, bx, by = points[a, 0], points[a, 1], points[a + 1, 0], points[a + 1, 1]
    cx, cy, dx, dy = points[c, 0], points[c, 1], points[c + 1, 0], points[c + 1, 1]
    if beyond(points, a, c):
        return False
    to_c, to_d = turn(ax, ay, bx, by, cx, cy), turn(ax, ay, bx, by, dx, dy)
    if (to_c > 0.0 and to_d > 0.0) or (to_c < 0.0 and to_d < 0.0):
        return False
    to_a, to_b = turn(cx, cy, dx, dy, ax, ay), turn(cx, cy, dx, dy, bx, by)
    return not ((to_a > 0.0 and to_b > 0.0) or (to_a < 0.0 and to_b < 0.0))


@compiled
def suspects(edges: Edges, first: int, last: int) -> NDArray[np.bool_]:
    """Of the polygons first to last, those that may cross or touch themselves: all of several rings, for one."""
    out = np.zeros(last - first, np.bool_)
    for p in range(first, last):
        rings = edges.polygon[p + 1] - edges.polygon[p]
        out[p - first] = rings > 1 or (rings == 1 and touches_itself(edges, p))
    return out
