"""The states of land as a picture in layers of paint: each hazard and release once, with the days on which it shows.

Within one group of hazards the last event decides (docs/rules/land-account.md). So what is drawn in the order of the
events, each from the day it starts until the day it ends, shows on every day the state of every point: the painter's
algorithm. Two things need care, and both would otherwise paint land as released that is not:

- a hazard shows until nothing of it remains, however the paint of the releases on it is simplified;
- a release on which something stays hazardous, or that lies beside one whose acceptance was withdrawn, shows only
  where and when the rule says that the land is not hazardous. Such a release is cut into faces, each judged by the
  engine's own rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.geo import readings
from ploughshare.land.counted import LEAST_M2
from ploughshare.land.engine import FAR, Events, Partition, State
from ploughshare.land.engine.exact import Rule

Indices = NDArray[np.int64]

_ALWAYS: Final = ((-FAR, FAR),)


@dataclass(frozen=True, eq=False)
class Painting:
    """Strokes in the order in which they are painted, the last on top; all arrays have shape (n,).

    ``shapes`` in longitude and latitude; a stroke shows from the day ``since`` until the day before ``until`` (days
    since 1970-01-01); ``event`` is the position of the hazard or release among the events.
    """

    shapes: NDArray[np.object_]
    state: NDArray[np.int8]
    since: Indices
    until: Indices
    event: Indices

    def __len__(self) -> int:
        return len(self.shapes)

    def within(self, spans: Mapping[int, Sequence[tuple[int, int]]]) -> Painting:
        """The painting in which the strokes of those events show only on days of their spans."""
        if not spans:
            return self
        rows = [
            (stroke, max(since, first), min(until, last))
            for stroke, (event, since, until) in enumerate(
                zip(self.event.tolist(), self.since.tolist(), self.until.tolist(), strict=True)
            )
            for first, last in spans.get(event, _ALWAYS)
            if max(since, first) < min(until, last)
        ]
        kept, since, until = np.array(rows, np.int64).reshape(-1, 3).T
        return Painting(self.shapes[kept], self.state[kept], since, until, self.event[kept])


def paint(partition: Partition) -> Painting:
    """The picture of a partition that was made for one group of hazards."""
    events, (group,) = partition.events, partition.groups.tolist()
    told = _is_drawn(events) & ((events.channels & np.uint64(group)) != 0)
    strokes = list(_hazards(partition, told & events.is_hazard))
    strokes += _releases(partition, told & ~events.is_hazard)
    event, since, until, order = (np.concatenate([stroke[k] for stroke in strokes]) for k in range(4))
    shapes = np.concatenate([stroke[4] for stroke in strokes])
    shown = np.flatnonzero(until > since)
    shown = shown[np.lexsort((event[shown], order[shown]))]
    event = event[shown]
    return Painting(shapes[shown], events.state[event], since[shown], until[shown], event)


_Strokes = tuple[Indices, Indices, Indices, Indices, NDArray[np.object_]]
"""Event, since, until, place in the order of painting, shape."""


def _is_drawn(events: Events) -> NDArray[np.bool_]:
    shapes = events.shapes
    there: NDArray[np.bool_] = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return there & (events.start < events.end)


def _hazards(partition: Partition, which: NDArray[np.bool_]) -> Iterator[_Strokes]:
    """Each hazard for as long as something of it remains; again where the end of a release brings it back."""
    events, losses = partition.events, partition.losses
    area = partition.area_m2
    order = np.lexsort((losses.day, losses.hazard))
    hazard, day, m2 = losses.hazard[order], losses.day[order], losses.m2[order]
    left = area[hazard] - _running_by(hazard, m2)
    last_of_day = np.append((hazard[1:] != hazard[:-1]) | (day[1:] != day[:-1]), True)[: len(hazard)]
    gone = last_of_day & (left < LEAST_M2)
    until = events.end.copy()
    first_gone = np.full(len(events), FAR, np.int64)
    np.minimum.at(first_gone, hazard[gone], day[gone])
    until = np.minimum(until, np.maximum(first_gone, events.start))
    plain = np.flatnonzero(which)
    yield plain, events.start[plain], until[plain], events.moments.start_rank[plain], events.shapes[plain]
    # A hazard is painted anew, over what was released meanwhile, where less has been lost of it than before.
    back = last_of_day & ~gone & (day >= first_gone[hazard]) & which[hazard]
    rows: list[tuple[int, int, int]] = []
    for i in np.flatnonzero(back).tolist():
        following = np.flatnonzero(gone[i:] & (hazard[i:] == hazard[i]))
        end = int(day[i + following[0]]) if len(following) else FAR
        rows.append((int(hazard[i]), int(day[i]), min(end, int(events.end[hazard[i]]))))
    again = np.array(rows, np.int64).reshape(-1, 3)
    # Releases that ended it before stay above: each shows only where the rule says that land is not hazardous.
    yield again[:, 0], again[:, 1], again[:, 2], events.moments.start_rank[again[:, 0]], events.shapes[again[:, 0]]


def _releases(partition: Partition, which: NDArray[np.bool_]) -> Iterator[_Strokes]:
    events = partition.events
    odd = which & ((partition.blocked[0] > 0) | _beside_withdrawn(events, which))
    plain = np.flatnonzero(which & ~odd)
    yield plain, events.start[plain], events.end[plain], events.moments.start_rank[plain], events.shapes[plain]
    if odd.any():
        yield _judged(partition, np.flatnonzero(odd))


def _beside_withdrawn(events: Events, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
    beside = np.zeros(len(events), bool)
    releases = np.flatnonzero(which)
    withdrawn = releases[events.end[releases] < FAR]
    if len(withdrawn):
        tree = shapely.STRtree(events.shapes[releases])
        beside[releases[np.unique(tree.query(events.shapes[withdrawn])[1])]] = True
    return beside


def _judged(partition: Partition, which: Indices) -> _Strokes:
    """Releases cut into faces by all that touches them; each face for the days on which it is not hazardous."""
    events, (group,) = partition.events, partition.groups.tolist()
    known = np.flatnonzero(_is_drawn(events))
    shapes = readings.widest(events.shapes[known])
    tree = shapely.STRtree(shapes)
    strokes: list[tuple[int, int, int, Any]] = []
    asked, found = tree.query(readings.widest(events.shapes[which]))
    near = np.split(found, np.searchsorted(asked, np.arange(1, len(which))))
    for release, around in zip(which.tolist(), near, strict=True):
        own = shapes[np.searchsorted(known, release)]
        pieces: dict[tuple[int, int], list[Any]] = defaultdict(list)
        cut = shapely.intersection(shapes[around], own)
        local = events.take(known[around])
        at = int(np.flatnonzero(known[around] == release)[0])
        rule = Rule(local, [group])
        for face, covering in faces_of(cut):
            for span in open_days(rule, local, covering, at):
                pieces[span].append(face)
        strokes += [(release, since, until, shapely.union_all(faces)) for (since, until), faces in pieces.items()]
    event = np.array([stroke[0] for stroke in strokes], np.int64)
    days = np.array([stroke[1:3] for stroke in strokes], np.int64).reshape(-1, 2)
    out: NDArray[np.object_] = np.empty(len(strokes), object)
    out[:] = [stroke[3] for stroke in strokes]
    return event, days[:, 0], days[:, 1], events.moments.start_rank[event], out


def faces_of(shapes: NDArray[Any]) -> Iterator[tuple[Any, list[int]]]:
    """The faces into which polygons cut each other, and the positions of the polygons that cover each."""
    lines = shapely.boundary(shapes[~shapely.is_empty(shapes)])
    cut = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    covering: list[list[int]] = [[] for _ in cut]
    tree = shapely.STRtree(shapes)
    for face, position in tree.query(shapely.point_on_surface(cut), predicate="within").T.tolist():
        covering[face].append(position)
    return zip(cut.tolist(), covering, strict=True)


def open_days(rule: Rule, events: Events, covering: list[int], release: int) -> Iterator[tuple[int, int]]:
    """The spans of days on which a release is active and the land under those events is not hazardous."""
    if release not in covering:
        return
    starts, ends = events.start[covering], events.end[covering]
    first, last = int(events.start[release]), int(events.end[release])
    days = np.unique(np.concatenate([starts, ends]))
    cuts = [first, *days[(days > first) & (days < last)].tolist(), last]
    ranked = sorted(covering, key=lambda i: int(events.moments.start_rank[i]))
    since: int | None = None
    for day, following in pairwise(cuts):
        active = [i for i in ranked if events.start[i] <= day < events.end[i]]
        if rule.state(active, rule.groups[0]) == State.HAZARDOUS:
            if since is not None:
                yield since, day
            since = None
        elif since is None:
            since = day
        if following == last and since is not None:
            yield since, last


def _running_by(key: Indices, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Running sums that begin anew wherever the key, which is in order, changes."""
    if not len(key):
        return values
    sums = np.cumsum(values)
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    before = np.where(first > 0, sums[first - 1], 0.0)
    return np.asarray(sums - np.repeat(before, np.diff(np.append(first, len(key)))))
