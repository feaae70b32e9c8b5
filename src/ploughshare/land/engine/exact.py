"""The slow way that is obviously right: cut the plane into faces with GEOS, and judge each face by the rule's words.

It stands in where the sweep cannot vouch for itself, and the tests hold the sweep against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.land.engine.events import Events
from ploughshare.land.engine.states import State
from ploughshare.land.engine.tally import BLOCKED, PER_M2, Tally

Start = tuple[int, int, int]
"""Group, event, and the state before (or BLOCKED)."""
End = tuple[int, int, int, int]
"""Group, event, the states before and after."""
Loss = tuple[int, int, bool]
"""Hazard, release, and whether it was lost (or returned)."""


ALL: Final = (1 << 64) - 1
"""The group of all channels."""


def bits(mask: int) -> Iterator[int]:
    """The bits of a mask, one by one."""
    while mask:
        yield mask & -mask
        mask &= mask - 1


class Rule:
    """The rule of state over plain numbers, as docs/rules/land-account.md words it."""

    def __init__(self, events: Events, groups: Sequence[int]) -> None:
        self.is_hazard = events.is_hazard.tolist()
        self.channels = events.channels.tolist()
        self.power = events.power.tolist()
        self.start, self.end = events.start.tolist(), events.end.tolist()
        self.made = events.state.tolist()
        self.groups = [int(group) for group in groups]
        self.moments = events.moments
        self.ranks = [
            [rank for rank in pair if rank >= 0]
            for pair in zip(self.moments.start_rank.tolist(), self.moments.end_rank.tolist(), strict=True)
        ]

    def state(self, active: Sequence[int], group: int) -> int:
        """The state of a point that lies in those active events, given in the order in which they started."""
        for channel in bits(group):
            hazards = [self.power[i] for i in active if self.is_hazard[i] and self.channels[i] & channel]
            releases = [self.power[i] for i in active if not self.is_hazard[i] and self.channels[i] & channel]
            if hazards and max(hazards) >= max(releases, default=max(hazards)):
                return State.HAZARDOUS
        releases = [i for i in active if not self.is_hazard[i] and self.channels[i] & group]
        return self.made[releases[-1]] if releases else State.NONE

    def active(self, covering: Sequence[int], day: int) -> list[int]:
        """Of those events the ones active on a day, in the order in which they started."""
        there = [i for i in covering if self.start[i] <= day < self.end[i]]
        return sorted(there, key=lambda i: self.ranks[i])

    def is_over(self, hazard: int, active: Sequence[int], group: int = ALL) -> bool:
        """Whether active releases have ended every channel of a hazard, or every one in a group."""
        return all(
            any(
                not self.is_hazard[i] and self.channels[i] & channel and self.power[i] > self.power[hazard]
                for i in active
            )
            for channel in bits(self.channels[hazard] & group)
        )

    def history(self, covering: Sequence[int]) -> tuple[list[Start], list[End], list[Loss]]:
        """All that happens at a point that lies in those events."""
        starts: list[Start] = []
        ends: list[End] = []
        losses: list[Loss] = []
        active: list[int] = []
        hazards = [i for i in covering if self.is_hazard[i] and self.channels[i] and self.ranks[i]]
        for rank in sorted(rank for i in covering for rank in self.ranks[i]):
            event, is_end = int(self.moments.event[rank]), bool(self.moments.is_end[rank])
            then = [i for i in active if i != event] if is_end else [*active, event]
            for g, group in enumerate(self.groups):
                if not self.channels[event] & group:
                    continue
                before, after = self.state(active, group), self.state(then, group)
                if is_end:
                    ends.append((g, event, before, after))
                else:
                    starts.append((g, event, before if after == self.made[event] else BLOCKED))
            if not self.is_hazard[event]:
                changed = [i for i in hazards if self.is_over(i, active) != self.is_over(i, then)]
                losses.extend((hazard, event, not is_end) for hazard in changed)
            active = then
        return starts, ends, losses


def faces(shapes: NDArray[Any]) -> Iterator[tuple[Any, list[int]]]:
    """Each face into which valid polygons cut the plane, and the positions of those that cover it."""
    present = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    if not len(present):
        return
    cut = shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.boundary(shapes[present]))]))
    covering: list[list[int]] = [[] for _ in cut]
    tree = shapely.STRtree(shapes[present])
    for number, polygon in tree.query(shapely.point_on_surface(cut), predicate="within").T.tolist():
        covering[number].append(int(present[polygon]))
    for face, indices in zip(cut, covering, strict=True):
        if indices:
            yield face, sorted(indices)


def tally(events: Events, groups: Sequence[int], shapes: NDArray[Any]) -> Tally:
    """Judge the faces of events whose valid shapes on a plane stand beside them, and add them up."""
    rule, out = Rule(events, groups), Tally.empty(events, len(groups))
    place = {int(event): k for k, event in enumerate(out.ending)}
    pairs: list[tuple[int, int]] = []
    units_lost: list[tuple[int, int]] = []
    for face, covering in faces(shapes):
        units = round(face.area * PER_M2)
        out.exposed[covering[0]] += units
        out.area[covering] += units
        starts, ends, losses = rule.history(covering)
        for start in starts:
            out.started[start] += units
        for group, event, before, after in ends:
            out.ended[group, place[event], before, after] += units
        for hazard, release, is_lost in losses:
            pairs.append((hazard, release))
            units_lost.append((units, 0) if is_lost else (0, units))
    lost, returned = np.array(units_lost, np.int64).reshape(-1, 2).T
    return out.with_pairs(np.array(pairs, np.int64).reshape(-1, 2), lost, returned)
