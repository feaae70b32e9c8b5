"""Shapes laid on planes: with their neighbours, and what hangs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine import globe
from ploughshare.land.engine.edges import Edges, edges_of
from ploughshare.land.engine.neighbours import Boxes, Near, near, roots, side_by_side, spatial_order
from ploughshare.land.engine.projection import Plane, project_each
from ploughshare.land.engine.repair import sound
from ploughshare.land.engine.rings import Indices, Rings

Centres = NDArray[np.float64]
"""Shape (n, 2): where each shape's plane touches the earth, in degrees; NaN where shapes are in metres already."""

Flat = Literal["flat"]
FLAT: Final[Flat] = "flat"


@dataclass(frozen=True, eq=False)
class Ground:
    """Shapes on planes. ``boxes`` tell neighbours: on the plane they all share, else in degrees.

    ``cut`` is the longitude at which the world was cut open, None where all shapes share a plane that was given.
    """

    edges: Edges
    boxes: Boxes
    near: Near
    order: Indices
    component: Indices
    centre: Centres
    cut: float | None
    repaired: Indices


def on_one_plane(shapes: NDArray[Any], is_hazard: NDArray[np.bool_], plane: Plane | Flat, threads: int) -> Ground:
    """Lay shapes on a plane that all share, with their edges as they are drawn there."""
    one = (np.nan, np.nan) if plane == FLAT else (plane.longitude, plane.latitude)
    centre = np.broadcast_to(np.array(one), (len(shapes), 2))
    return again(shapes, is_hazard, centre, None, threads)


def on_planes(shapes: NDArray[Any], is_hazard: NDArray[np.bool_], threads: int) -> Ground:
    """Lay what hangs together on a plane of its own, with edges along geodesics."""
    rings = Rings.of(shapes)
    cut = globe.cut_of(rings)
    rings = globe.densified(globe.unwrapped(rings, cut))
    boxes, order, neighbours, component = _neighbours(_padded(rings.boxes()), threads)
    centre = globe.centres(boxes, component)
    edges, repaired = _laid(rings, is_hazard, centre, threads)
    return Ground(edges, boxes, neighbours, order, component, centre, cut, repaired)


def again(
    shapes: NDArray[Any], is_hazard: NDArray[np.bool_], centre: Centres, cut: float | None, threads: int
) -> Ground:
    """Lay shapes on planes that are known."""
    rings = Rings.of(shapes)
    if cut is not None:
        rings = globe.densified(globe.unwrapped(rings, cut))
    edges, repaired = _laid(rings, is_hazard, centre, threads)
    found = _neighbours(edges.boxes if cut is None else _padded(rings.boxes()), threads)
    boxes, order, neighbours, component = found
    return Ground(edges, boxes, neighbours, order, component, centre, cut, repaired)


def _padded(boxes: Boxes) -> Boxes:
    return boxes + np.array([-1, -1, 1, 1]) * globe.PAD_DEGREES


def _neighbours(boxes: Boxes, threads: int) -> tuple[Boxes, Indices, Near, Indices]:
    order = spatial_order(boxes)
    neighbours = near(boxes, order, threads)
    return boxes, order, neighbours, roots(neighbours.offset, neighbours.index)


def _laid(rings: Rings, is_hazard: NDArray[np.bool_], centre: Centres, threads: int) -> tuple[Edges, Indices]:
    metres = np.empty_like(rings.points)
    side_by_side(
        lambda first, last: project_each(rings.points, rings.ring, rings.polygon, centre, first, last, metres),
        len(rings),
        threads,
    )
    flat, repaired = sound(Rings(metres, rings.ring, rings.polygon, rings.hole).tidied(), is_hazard, threads)
    return edges_of(flat), repaired
