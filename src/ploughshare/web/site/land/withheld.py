"""When a release may be shown as released to those who do not see every hazard.

A hazard whose location is not public is on no public map. A release that is public would then be painted over land
that is still hazardous. So it is shown only on days on which, by the whole record, nothing on it is hazardous: the
whole release or nothing of it, because the part that is left out would draw the hidden hazard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.geo import readings
from ploughshare.land.engine.exact import Rule
from ploughshare.land.facts import Facts
from ploughshare.web.site.land.painting import faces_of, open_days

Spans = list[tuple[int, int]]
_NOTHING: Final = 1e-9
"""Share of a release below which a face of it is only the rounding of its edges."""


def spans(shown: Facts, whole: Facts, group: int) -> Mapping[str, Spans]:
    """By id of release the days on which it may be shown, where the whole record says less than what is shown."""
    hidden = _hidden(shown, whole)
    counted = {id: event for (table, id), event in _events(whole).items() if table == "releases"}
    out: dict[str, Spans] = {}
    for table, id in shown.rows:
        if table == "releases" and id not in counted:
            out[id] = []
    events = whole.events
    at = np.array(sorted(counted.values()), np.int64)
    if not len(at):
        return out
    ids = {event: id for id, event in counted.items()}
    reach = {event: [(int(events.start[event]), int(events.end[event]))] for event in at.tolist()}
    then = {id: event for (table, id), event in _events(shown).items() if table == "releases"}
    for event, span in reach.items():
        if (known := then.get(ids[event])) is not None:
            told = (int(shown.events.start[known]), int(shown.events.end[known]))
            if told != span[0]:
                out[ids[event]] = span
    if len(hidden):
        out |= {ids[event]: days for event, days in _beside(whole, hidden, at, group)}
    return out


def _events(facts: Facts) -> Mapping[tuple[str, str], int]:
    return {row: number for number, row in enumerate(facts.rows)}


def _hidden(shown: Facts, whole: Facts) -> NDArray[np.int64]:
    """The hazards of the whole record that have an outline there and are not drawn for all."""
    drawn = {hazard.id for hazard in shown.hazards if shown.undrawn("areas", hazard.id) is None}
    numbers = [
        event
        for hazard, events in zip(whole.hazards, whole.hazard_events, strict=True)
        if hazard.id not in drawn and whole.undrawn("areas", hazard.id) is None
        for event in events
    ]
    return np.array(numbers, np.int64)


def _beside(
    whole: Facts, hidden: NDArray[np.int64], releases: NDArray[np.int64], group: int
) -> Iterator[tuple[int, Spans]]:
    events = whole.events
    drawn = np.flatnonzero(~shapely.is_missing(events.shapes))
    shapes: NDArray[Any] = readings.widest(events.shapes[drawn])
    place = {int(event): number for number, event in enumerate(drawn)}
    tree = shapely.STRtree(shapes)
    over = shapely.STRtree(shapes[[place[event] for event in releases.tolist()]])
    found = over.query(shapes[[place[event] for event in hidden.tolist()]], predicate="intersects")[1]
    for release in releases[np.unique(found)].tolist():
        own = shapes[place[release]]
        near = tree.query(own)
        local, at = events.take(drawn[near]), int(np.flatnonzero(drawn[near] == release)[0])
        rule = Rule(local, [group])
        allowed = [(int(events.start[release]), int(events.end[release]))]
        for face, covering in faces_of(shapely.intersection(shapes[near], own)):
            if face.area > _NOTHING * own.area:
                allowed = _both(allowed, list(open_days(rule, local, covering, at)))
        yield release, allowed


def _both(first: Spans, second: Spans) -> Spans:
    """The days that lie in a span of both."""
    meets = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(since, until) for since, until in meets if since < until]
