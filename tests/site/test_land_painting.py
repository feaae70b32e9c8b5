"""What the map paints last is the state that the rule gives, at every point and on every day."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ploughshare.land.engine import FAR, Events, State, partition
from ploughshare.land.engine.exact import Rule
from ploughshare.web.site.land import painting

SIDE, DAYS, CHANNELS = 6, 9, 7
AT = [(x + 0.5, y + 0.5) for x in range(SIDE) for y in range(SIDE)]
"""A point in the middle of each square of the grid on whose lines all outlines lie."""


@st.composite
def events(draw: st.DrawFn) -> Events:
    """Hazards and releases with whole corners, doubtful dates, some ended and some withdrawn."""
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        west, south = draw(st.integers(0, SIDE - 1)), draw(st.integers(0, SIDE - 1))
        east, north = draw(st.integers(west + 1, SIDE)), draw(st.integers(south + 1, SIDE))
        is_hazard, start = draw(st.booleans()), draw(st.integers(0, DAYS))
        doubt = draw(st.integers(0, 3))
        end = draw(st.one_of(st.just(FAR), st.integers(start, DAYS + 2)))
        state = State.HAZARDOUS if is_hazard else draw(st.integers(State.CANCELLED, State.CLEARED))
        power = start + doubt if is_hazard else start - doubt
        box = shapely.box(west / 100, south / 100, east / 100, north / 100)
        rows.append((box, is_hazard, draw(st.integers(1, CHANNELS)), start, end, power, state))
    shapes = np.empty(len(rows), object)
    shapes[:] = [row[0] for row in rows]
    return Events(shapes, *(np.array(column) for column in list(zip(*rows, strict=True))[1:]))


def covering(shapes: Any, x: float, y: float) -> list[int]:
    return np.flatnonzero(shapely.contains_xy(shapes, x / 100, y / 100)).tolist()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(events(), st.integers(1, CHANNELS))
def test_the_last_stroke_shows_the_state(all_events: Events, group: int) -> None:
    masked = Events(
        all_events.shapes,
        all_events.is_hazard,
        all_events.channels & np.uint64(group),
        all_events.start,
        all_events.end,
        all_events.power,
        all_events.state,
    )
    painted = painting.paint(partition(masked, [group]))
    rule, ranks = Rule(masked, [group]), masked.moments.start_rank
    for x, y in AT:
        here = sorted(covering(masked.shapes, x, y), key=lambda i: int(ranks[i]))
        strokes = covering(painted.shapes, x, y)
        for day in range(-1, DAYS + 3):
            active = [i for i in here if masked.start[i] <= day < masked.end[i]]
            seen = [i for i in strokes if painted.since[i] <= day < painted.until[i]]
            assert (painted.state[seen[-1]] if seen else State.NONE) == rule.state(active, group), (x, y, day)
