"""The shapes behind the areas, for few events at a time: what is left of a hazard, where land has a state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.land.engine import exact, ground
from ploughshare.land.engine.events import Events
from ploughshare.land.engine.globe import PAD_DEGREES
from ploughshare.land.engine.measuring import groups_of, rings_of
from ploughshare.land.engine.plane import Plane
from ploughshare.land.engine.rings import Indices
from ploughshare.land.engine.states import State

Test = Callable[[exact.Rule, Indices, list[int]], bool]
"""Whether a face is wanted: by the rule, whose events those at the indices are, and the active ones that cover it."""


def remaining_geometry(events: Events, index: int, day: int, group: int = exact.ALL) -> Any:
    """What no release had ended by a day of a hazard, or of its channels in a group: polygons in degrees, or empty.

    Longitudes go on beyond 180 where it lies across that meridian. Only the events beside the hazard are looked at.
    Its area on the ellipsoid is that of ``Partition.remaining_m2``.
    """
    near = _beside(events.shapes, index)

    def is_left(rule: exact.Rule, which: Indices, active: list[int]) -> bool:
        mine = [i for i in active if near[which[i]] == index]
        return bool(mine) and not rule.is_over(mine[0], active, group)

    return _where(events.take(near), [group], day, is_left)


def state_geometry(events: Events, day: int, group: int, state: State) -> Any:
    """Where land has a state on a day, for a group: polygons in degrees. Every event is looked at, so give few."""
    return _where(events, [group], day, lambda rule, _, active: rule.state(active, group) == state)


def _where(events: Events, groups: Sequence[int], day: int, is_wanted: Test) -> Any:
    laid = ground.lay(ground.survey(events.shapes, None, threads=1), events.is_hazard, threads=1)
    parts = []
    for which in groups_of(laid.places.component, np.ones(len(events), bool)):
        rule = exact.Rule(events.take(which), groups)
        faces = exact.faces(rings_of(laid).take(which).shapes())
        wanted = [face for face, covering in faces if is_wanted(rule, which, rule.active(covering, day))]
        longitude, latitude = laid.places.centre[which[0]]
        plane = Plane((longitude + 180) % 360 - 180, latitude)
        parts.append(shapely.transform(shapely.union_all(wanted), plane.unproject))
    return shapely.union_all(parts)


def _beside(shapes: NDArray[Any], index: int) -> Indices:
    """The positions of all shapes whose boxes may overlap a shape's, and its own; the 180th meridian is no border."""
    boxes = shapely.bounds(shapes)
    west, south, east, north = boxes[index]
    in_x = ((boxes[:, 0] - west) % 360 <= east - west + PAD_DEGREES) | (
        (west - boxes[:, 0]) % 360 <= boxes[:, 2] - boxes[:, 0] + PAD_DEGREES
    )
    in_y = (boxes[:, 1] <= north + PAD_DEGREES) & (boxes[:, 3] >= south - PAD_DEGREES)
    beside = in_x & in_y
    beside[index] = True
    return np.flatnonzero(beside)
