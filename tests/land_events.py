"""Hazards and releases for the engine's tests: `from land_events import ...`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import shapely
from hypothesis import strategies as st

from ploughshare.land.engine import FAR, Events, State

AP, AV, CLUSTER = 1, 2, 4
"""Channels."""


class Event(NamedTuple):
    """One hazard or release, as a test names it; a power of None is the day of its start."""

    shape: Any
    start: int
    state: State = State.HAZARDOUS
    channels: int = AP
    power: int | None = None
    end: int = FAR


def events_of(rows: Iterable[Event]) -> Events:
    """Events of single ones, in their order."""
    rows = list(rows)
    shapes = np.empty(len(rows), object)
    shapes[:] = [row.shape for row in rows]
    return Events(
        shapes=shapes,
        is_hazard=[row.state == State.HAZARDOUS for row in rows],
        channels=[row.channels for row in rows],
        start=[row.start for row in rows],
        end=[row.end for row in rows],
        power=[row.start if row.power is None else row.power for row in rows],
        state=[row.state for row in rows],
    )


@st.composite
def grid_shapes(draw: st.DrawFn) -> Any:
    """Small polygons with corners on a coarse grid, so that they often touch, share edges and lie on each other."""
    whole = st.integers(0, 7)
    kind = draw(st.sampled_from(["box", "box", "box", "star", "star", "holed", "multi"]))
    x, y = draw(whole), draw(whole)
    if kind == "box":
        return shapely.box(x, y, x + draw(st.integers(1, 6)), y + draw(st.integers(1, 6)))
    if kind == "holed":
        hole = shapely.box(x + 1, y + 1, x + draw(st.integers(2, 4)), y + draw(st.integers(2, 4)))
        return shapely.difference(shapely.box(x, y, x + 5, y + 5), hole)
    if kind == "multi":
        one, other = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        return shapely.union(shapely.box(x, y, x + one, y + one), shapely.box(x + one, y + one, x + 4, y + one + other))
    corners = draw(st.lists(st.tuples(whole, whole), min_size=3, max_size=6, unique=True))
    shape = shapely.convex_hull(shapely.multipoints(corners))
    return shape if shape.geom_type == "Polygon" else shapely.box(x, y, x + 1, y + 2)


@st.composite
def event_rows(draw: st.DrawFn) -> Event:
    """Any event: of few days and channels, so that ties are common."""
    start = draw(st.integers(0, 6))
    state = draw(st.sampled_from([State.HAZARDOUS, State.HAZARDOUS, State.HAZARDOUS, *list(State)[2:]]))
    vague = draw(st.integers(0, 3))
    return Event(
        shape=draw(grid_shapes()),
        start=start,
        state=state,
        channels=draw(st.sampled_from([AP, AV, AP | AV, CLUSTER, AP | CLUSTER])),
        power=start + vague if state == State.HAZARDOUS else start - vague,
        end=draw(st.sampled_from([FAR, FAR, FAR, start, start + 1, start + 3])),
    )


@st.composite
def event_lists(draw: st.DrawFn, max_size: int = 7) -> list[Event]:
    """Some events, now and then with the very same shape."""
    rows = draw(st.lists(event_rows(), min_size=1, max_size=max_size))
    for i in range(1, len(rows)):
        if draw(st.integers(0, 5)) == 0:
            rows[i] = rows[i]._replace(shape=rows[draw(st.integers(0, i - 1))].shape)
    return rows
