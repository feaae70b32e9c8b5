"""Shapes laid on planes: with their neighbours, and what hangs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine import globe
from ploughshare.land.engine.edges import Edges, edges_of
from ploughshare.land.engine.neighbours import Boxes, Near, near, roots, side_by_side, spatial_order
from ploughshare.land.engine.plane import Plane
from ploughshare.land.engine.projection import project_each
from ploughshare.land.engine.repair import sound
from ploughshare.land.engine.rings import Indices, Rings

Centres = NDArray[np.float64]
"""Shape (n, 2): where each shape's plane touches the earth, in degrees; NaN where shapes are in metres already."""

Flat = Literal["flat"]
FLAT: Final[Flat] = "flat"


@dataclass(frozen=True, eq=False)
class Places:
    """Where shapes lie and on which planes; arrays have an element a shape.

    ``boxes`` tell neighbours: on the plane that was given for all, else in degrees. ``component`` is the lowest of
    those that a shape hangs together with. ``plane`` is the centre of the plane that was given, and where none was,
    ``cut`` is the longitude at which the world was cut open.
    """

    boxes: Boxes
    component: Indices
    centre: Centres
    plane: tuple[float, float] | None
    cut: float | None


@dataclass(frozen=True, eq=False)
class Ground:
    """Shapes on planes, with their neighbours, an order that goes from near to near, and which had to be repaired."""

    places: Places
    edges: Edges
    near: Near
    order: Indices
    repaired: Indices


@dataclass(frozen=True, eq=False)
class Survey:
    """Shapes of which it is known where they lie, before they are looked at closely; ``rings`` are in metres."""

    places: Places
    near: Near
    order: Indices
    rings: Rings


def survey(shapes: NDArray[Any], plane: Plane | Flat | None, threads: int) -> Survey:
    """Find out where shapes lie: on a plane for all as they are drawn there, or what hangs together on one of its own.

    On a plane of their own, edges run along geodesics.
    """
    rings = Rings.of(shapes)
    if plane is not None:
        one = (np.nan, np.nan) if plane == FLAT else (plane.longitude, plane.latitude)
        return _on_one_plane(rings, one, threads)
    cut = globe.cut_of(rings)
    rings = globe.densified(globe.unwrapped(rings, cut))
    boxes = _padded(rings.boxes())
    order, neighbours = neighbours_of(boxes, threads)
    component = roots(neighbours.offset, neighbours.index)
    centre = globe.centres(boxes, component)
    places = Places(boxes, component, centre, None, cut)
    return Survey(places, neighbours, order, _projected(rings, centre, threads))


def survey_again(shapes: NDArray[Any], centre: Centres, places: Places, threads: int) -> Survey:
    """Find out where shapes lie whose planes are known, among places of others."""
    rings = Rings.of(shapes)
    if places.cut is None:
        return _on_one_plane(rings, places.plane or (np.nan, np.nan), threads)
    rings = globe.densified(globe.unwrapped(rings, places.cut))
    boxes = _padded(rings.boxes())
    order, neighbours = neighbours_of(boxes, threads)
    component = roots(neighbours.offset, neighbours.index)
    own = Places(boxes, component, centre, None, places.cut)
    return Survey(own, neighbours, order, _projected(rings, centre, threads))


def lay(surveyed: Survey, is_hazard: NDArray[np.bool_], threads: int) -> Ground:
    """Make shapes ready for the sweep, repaired where they cross themselves."""
    rings, repaired = sound(surveyed.rings.tidied(), is_hazard, threads)
    return Ground(surveyed.places, edges_of(rings), surveyed.near, surveyed.order, repaired)


def neighbours_of(boxes: Boxes, threads: int) -> tuple[Indices, Near]:
    """An order of boxes from near to near, and which of them overlap."""
    order = spatial_order(boxes)
    return order, near(boxes, order, threads)


def _on_one_plane(rings: Rings, plane: tuple[float, float], threads: int) -> Survey:
    centre = np.broadcast_to(np.array(plane), (len(rings), 2))
    flat = _projected(rings, centre, threads)
    boxes = flat.boxes()
    order, neighbours = neighbours_of(boxes, threads)
    component = roots(neighbours.offset, neighbours.index)
    return Survey(Places(boxes, component, centre, plane, None), neighbours, order, flat)


def _padded(boxes: Boxes) -> Boxes:
    return boxes + np.array([-1, -1, 1, 1]) * globe.PAD_DEGREES


def _projected(rings: Rings, centre: Centres, threads: int) -> Rings:
    metres = np.empty_like(rings.points)
    side_by_side(
        lambda first, last: project_each(rings.points, rings.ring, rings.polygon, centre, first, last, metres),
        len(rings),
        threads,
    )
    return Rings(metres, rings.ring, rings.polygon, rings.hole)
