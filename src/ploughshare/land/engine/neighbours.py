"""Which boxes overlap, and what hangs together: a packed tree over boxes that lie near each other in the arrays."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.jit import compiled

Result = TypeVar("Result")

FANOUT: Final = 8
BITS: Final = 16

Boxes = NDArray[np.float64]
"""Shape (n, 4): west, south, east, north; of what is empty, a box that overlaps none (west > east)."""
Indices = NDArray[np.int64]
NOWHERE: Final = (np.inf, np.inf, -np.inf, -np.inf)


@dataclass(frozen=True, eq=False)
class Near:
    """The neighbours of each box: those of i stand in order in ``index[offset[i] : offset[i + 1]]``."""

    offset: Indices
    index: Indices

    def without(self, which: NDArray[np.bool_]) -> Near:
        """The same, but for some as neighbours of others."""
        kept = ~which[self.index]
        before = np.zeros(len(kept) + 1, np.int64)
        np.cumsum(kept, out=before[1:])
        return Near(before[self.offset], self.index[kept])


@compiled
def hilbert_keys(boxes: Boxes, west: float, south: float, scale: float) -> Indices:
    """The place of each box's middle along a Hilbert curve over a square of 2**BITS cells a side."""
    keys = np.empty(len(boxes), np.int64)
    side = 1 << BITS
    for i in range(len(boxes)):
        if boxes[i, 0] > boxes[i, 2]:
            keys[i] = side * side
            continue
        x = min(int(((boxes[i, 0] + boxes[i, 2]) / 2 - west) * scale), side - 1)
        y = min(int(((boxes[i, 1] + boxes[i, 3]) / 2 - south) * scale), side - 1)
        key = 0
        s = side >> 1
        while s > 0:
            right = 1 if x & s else 0
            upper = 1 if y & s else 0
            key += s * s * ((3 * right) ^ upper)
            if upper == 0:
                if right == 1:
                    x = side - 1 - x
                    y = side - 1 - y
                x, y = y, x
            s >>= 1
        keys[i] = key
    return keys


def spatial_order(boxes: Boxes) -> Indices:
    """An order of boxes in which those near each other on the plane are near each other in memory."""
    known = boxes[boxes[:, 0] <= boxes[:, 2]]
    if not len(known):
        return np.arange(len(boxes))
    west, south = known[:, :2].min(axis=0)
    extent = max((known[:, 2:].max(axis=0) - (west, south)).max(), 1e-300)
    return np.argsort(hilbert_keys(boxes, west, south, (1 << BITS) / extent), kind="stable")


@compiled
def packed(boxes: Boxes) -> tuple[Boxes, Indices]:
    """The boxes of all levels of a tree, leaves first, and where each level begins."""
    levels = 1
    count = len(boxes)
    total = count
    while count > 1:
        count = (count + FANOUT - 1) // FANOUT
        total += count
        levels += 1
    tree = np.empty((total, 4))
    begins = np.empty(levels + 1, np.int64)
    for i in range(len(boxes)):
        for k in range(4):
            tree[i, k] = boxes[i, k]
    begins[0] = 0
    begins[1] = len(boxes)
    for level in range(1, levels):
        below, end = begins[level - 1], begins[level]
        nodes = (end - below + FANOUT - 1) // FANOUT
        for node in range(nodes):
            west, south, east, north = NOWHERE
            for child in range(below + node * FANOUT, min(below + (node + 1) * FANOUT, end)):
                west = min(west, tree[child, 0])
                south = min(south, tree[child, 1])
                east = max(east, tree[child, 2])
                north = max(north, tree[child, 3])
            k = end + node
            tree[k, 0], tree[k, 1], tree[k, 2], tree[k, 3] = west, south, east, north
        begins[level + 1] = end + nodes
    return tree, begins


@compiled
def overlapping(
    tree: Boxes, begins: Indices, order: Indices, first: int, last: int, counts: Indices
) -> NDArray[np.int64]:
    """For the boxes first to last of the tree, what overlaps them, as original indices; counts by box."""
    found = np.empty(8 * (last - first) + 64, np.int64)
    size = 0
    levels = len(begins) - 1
    stack = np.empty(levels * FANOUT + 1, np.int64)
    depth_of = np.empty(levels * FANOUT + 1, np.int64)
    for i in range(first, last):
        west, south, east, north = tree[i, 0], tree[i, 1], tree[i, 2], tree[i, 3]
        start = size
        top = 0
        if west <= east:
            stack[0] = 0
            depth_of[0] = levels - 1
            top = 1
        while top > 0:
            top -= 1
            node = stack[top]
            level = depth_of[top]
            k = begins[level] + node
            if tree[k, 0] > east or tree[k, 2] < west or tree[k, 1] > north or tree[k, 3] < south:
                continue
            if level == 0:
                if node != i:
                    if size == len(found):
                        more = np.empty(2 * size, np.int64)
                        for k in range(size):
                            more[k] = found[k]
                        found = more
                    found[size] = order[node]
                    size += 1
                continue
            below = begins[level] - begins[level - 1]
            for child in range(node * FANOUT, min((node + 1) * FANOUT, below)):
                stack[top] = child
                depth_of[top] = level - 1
                top += 1
        counts[i] = size - start
    return found[:size]


@compiled
def gathered(order: Indices, counts: Indices, found: Indices, offset: Indices) -> Indices:
    """Put what was found in the tree's order into the order of the boxes.

    Each box is written into the lists of its neighbours, the lowest first: so each list comes in order, unsorted.
    """
    at = np.zeros(len(order) + 1, np.int64)
    place = np.empty(len(order), np.int64)
    for i in range(len(order)):
        at[i + 1] = at[i] + counts[i]
        place[order[i]] = i
    index = np.empty(len(found), np.int64)
    filled = offset.copy()
    for box in range(len(order)):
        for k in range(at[place[box]], at[place[box] + 1]):
            neighbour = found[k]
            index[filled[neighbour]] = box
            filled[neighbour] += 1
    return index


@compiled
def roots(offset: Indices, index: Indices) -> Indices:
    """For each box the lowest one that it hangs together with."""
    parent = np.arange(len(offset) - 1)
    for i in range(len(parent)):
        for k in range(offset[i], offset[i + 1]):
            a = i
            b = index[k]
            while parent[a] != a:
                parent[a] = parent[parent[a]]
                a = parent[a]
            while parent[b] != b:
                parent[b] = parent[parent[b]]
                b = parent[b]
            if a < b:
                parent[b] = a
            elif b < a:
                parent[a] = b
    for i in range(len(parent)):
        parent[i] = parent[parent[i]]
    return parent


def side_by_side(work: Callable[[int, int], Result], count: int, threads: int, chunk: int = 4096) -> list[Result]:
    """Work on ranges of a count in threads, and give the results in order."""
    cuts = [*range(0, count, chunk), count]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, cuts[:-1], cuts[1:]))


def near(boxes: Boxes, order: Indices, threads: int) -> Near:
    """All pairs of boxes that overlap or touch, given a spatial order of them."""
    n = len(boxes)
    offset = np.zeros(n + 1, np.int64)
    if n == 0:
        return Near(offset, np.zeros(0, np.int64))
    tree, begins = packed(boxes[order])
    counts = np.zeros(n, np.int64)
    parts = side_by_side(lambda a, b: overlapping(tree, begins, order, a, b, counts), n, threads)
    offset[order + 1] = counts
    np.cumsum(offset, out=offset)
    return Near(offset, gathered(order, counts, np.concatenate(parts), offset))
