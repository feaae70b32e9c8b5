"""Hazards and releases as arrays, and the order in which their starts and ends happen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.states import FAR, State

TYPES: dict[str, type[np.generic]] = {
    "shapes": np.object_,
    "is_hazard": np.bool_,
    "channels": np.uint64,
    "start": np.int64,
    "end": np.int64,
    "power": np.int64,
    "state": np.int8,
}


@dataclass(frozen=True, eq=False)
class Events:
    """Hazards and releases, one element each; all arrays have shape (n,).

    ``shapes`` holds shapely polygons or multipolygons in longitude and latitude, or None where there is none.
    ``channels`` are bits: what a hazard holds, what a release ends. Days count from 1970-01-01: an event is active
    from ``start`` until the day before ``end``. A release ends a channel of a hazard where its ``power`` is greater
    than the hazard's. ``state`` is what a release makes of land, and HAZARDOUS for a hazard.
    Raises ValueError where arrays differ in length or a state is none that the event can make.
    """

    shapes: NDArray[np.object_]
    is_hazard: NDArray[np.bool_]
    channels: NDArray[np.uint64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    power: NDArray[np.int64]
    state: NDArray[np.int8]

    def __post_init__(self) -> None:
        for name, kind in TYPES.items():
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=kind))
        shapes = {name: getattr(self, name).shape for name in TYPES}
        if set(shapes.values()) != {(len(self.shapes),)}:
            raise ValueError(f"the arrays of events differ in length: {shapes}")
        made = np.where(self.is_hazard, self.state == State.HAZARDOUS, self.state > State.HAZARDOUS)
        wrong = np.flatnonzero(~made | (self.state > State.CLEARED))
        if len(wrong):
            raise ValueError(f"a hazard's state is HAZARDOUS, a release's what it makes of land: not at {wrong[:20]}")

    def __len__(self) -> int:
        return len(self.shapes)

    def take(self, which: NDArray[Any]) -> Events:
        """The events at those positions, in that order."""
        return Events(**{field.name: getattr(self, field.name)[which] for field in fields(self)})

    def and_then(self, more: Events) -> Events:
        """These events and after them others."""
        return Events(
            **{
                field.name: np.concatenate([getattr(self, field.name), getattr(more, field.name)])
                for field in fields(self)
            }
        )

    @cached_property
    def moments(self) -> Moments:
        """The starts and ends of all events, in their order."""
        return Moments.of(self)


@dataclass(frozen=True, eq=False)
class Moments:
    """Starts and ends in the order in which they count: by day; on one day hazards, releases, ends.

    Releases of a day count in the order of their strength, then as they are given. ``event``, ``is_end`` and ``day``
    have an element a moment; ``start_rank`` and ``end_rank`` have an element an event: its place among the moments,
    -1 where there is none, because it never is active or never ends.
    """

    event: NDArray[np.int64]
    is_end: NDArray[np.bool_]
    day: NDArray[np.int64]
    start_rank: NDArray[np.int64]
    end_rank: NDArray[np.int64]

    @classmethod
    def of(cls, events: Events) -> Moments:
        """The moments of all events that are ever active."""
        active = events.end > events.start
        starting, ending = np.flatnonzero(active), np.flatnonzero(active & (events.end < FAR))
        event = np.concatenate([starting, ending])
        is_end = np.arange(len(event)) >= len(starting)
        day = np.where(is_end, events.end[event], events.start[event])
        phase = np.where(is_end, 2, np.where(events.is_hazard[event], 0, 1))
        order = np.lexsort((event, events.state[event], phase, day))
        event, is_end, day = event[order], is_end[order], day[order]
        start_rank, end_rank = np.full(len(events), -1), np.full(len(events), -1)
        ranks = np.arange(len(event))
        start_rank[event[~is_end]] = ranks[~is_end]
        end_rank[event[is_end]] = ranks[is_end]
        return cls(event, is_end, day, start_rank, end_rank)
