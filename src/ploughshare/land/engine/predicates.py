"""On which side a point lies: exact, and never a tie between two different polygons.

Exactness: J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates (1997).
Ties: H. Edelsbrunner and E. P. Muecke, Simulation of Simplicity (1990), with each polygon moved as a whole: polygon i
by (e, e^2) for an e that is as much smaller than any of the polygons before it as one likes. So duplicates, edges that
coincide and corners on edges need no case of their own, and all decisions are those of one true drawing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ploughshare.land.engine.jit import compiled

FILTER: Final = 3.3306690738754716e-16
"""Below this share of its terms a determinant's sign is not certain."""
SPLITTER: Final = 134217729.0


@compiled
def product(a: float, b: float) -> tuple[float, float]:
    """The product as two numbers whose sum is exact."""
    p = a * b
    c = SPLITTER * a
    a_high = c - (c - a)
    a_low = a - a_high
    c = SPLITTER * b
    b_high = c - (c - b)
    b_low = b - b_high
    return p, a_low * b_low - (((p - a_high * b_high) - a_low * b_high) - a_high * b_low)


@compiled
def exact_turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
    """The determinant of ``turn``, with all its digits until the last sum.

    Exact where no product is so small that its last digits fall out of what a number can hold: for coordinates that
    are 0 or larger than 1e-100, as all metres and degrees are.
    """
    terms = np.empty(12)
    terms[1], terms[0] = product(ax, by)
    terms[3], terms[2] = product(-ay, bx)
    terms[5], terms[4] = product(bx, cy)
    terms[7], terms[6] = product(-by, cx)
    terms[9], terms[8] = product(cx, ay)
    terms[11], terms[10] = product(-cy, ax)
    # Each term joins an expansion: numbers that do not overlap, the greatest last.
    for count in range(1, 12):
        carried = terms[count]
        for i in range(count):
            total = carried + terms[i]
            virtual = total - carried
            terms[i] = (carried - (total - virtual)) + (terms[i] - virtual)
            carried = total
        terms[count] = carried
    total = 0.0
    for i in range(12):
        total += terms[i]
    return float(total)


@compiled
def turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
    """Twice the area of a triangle: positive where c lies left of a to b, 0 only where exactly on the line."""
    left = (ax - cx) * (by - cy)
    right = (ay - cy) * (bx - cx)
    determinant = left - right
    if abs(determinant) > FILTER * (abs(left) + abs(right)):
        return determinant
    return exact_turn(ax, ay, bx, by, cx, cy)


@compiled
def is_left(determinant: float, dx: float, dy: float, shift: int) -> bool:
    """Whether a point lies left of an edge (dx, dy), of which ``turn`` gave that determinant.

    ``shift`` is 1 where the point's polygon is moved east of the edge's polygon, -1 where west of it.
    """
    if determinant != 0.0:
        return determinant > 0.0
    if dy != 0.0:
        return (dy < 0.0) == (shift > 0)
    return (dx > 0.0) == (shift > 0)
