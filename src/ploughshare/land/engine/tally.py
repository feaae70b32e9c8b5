"""What is added up: areas in fixed point, so that no order of adding changes a total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.events import Events
from ploughshare.land.engine.states import STATES

Indices = NDArray[np.int64]

PER_M2: Final = 1 << 20
"""Units a square metre: a millionth is kept, and nine million square kilometres still fit."""

BLOCKED: Final = STATES
"""The column, after one for each state before, of a start that changed nothing because others were stronger."""


def to_m2(units: NDArray[np.int64]) -> NDArray[np.float64]:
    """Fixed point as square metres, same shape."""
    return units / PER_M2


@dataclass(frozen=True, eq=False)
class Tally:
    """Areas by what happened on them, in units of fixed point, for n events.

    ``exposed`` (n,): its sum over events that hang together is the land of any of them. ``area`` (n,): of each event.
    ``started`` (groups, n, states + 1): where an event started, by the state before, BLOCKED last. ``ended`` (groups,
    k, states, states): where the event ``ending[k]`` ended, by the states before and after. ``lost`` (p,): where
    hazard ``pairs[p, 0]`` was ended, in all of its channels, by the start of release ``pairs[p, 1]``; ``returned``
    (p,): and hazardous again when that release ended. Pairs are in order, each once.
    """

    ending: Indices
    exposed: Indices
    area: Indices
    started: Indices
    ended: Indices
    pairs: Indices
    lost: Indices
    returned: Indices

    @classmethod
    def empty(cls, events: Events, groups: int) -> Tally:
        """A tally of nothing."""
        ending, n = np.flatnonzero(events.moments.end_rank >= 0), len(events)
        return cls(
            ending=ending,
            exposed=np.zeros(n, np.int64),
            area=np.zeros(n, np.int64),
            started=np.zeros((groups, n, STATES + 1), np.int64),
            ended=np.zeros((groups, len(ending), STATES, STATES), np.int64),
            pairs=np.zeros((0, 2), np.int64),
            lost=np.zeros(0, np.int64),
            returned=np.zeros(0, np.int64),
        )

    def plus(self, parts: Iterable[tuple[Indices, Tally]]) -> Tally:
        """With tallies of some of its events added, each with where its events are here."""
        return _raised(self.copied(), parts)

    def copied(self) -> Tally:
        """A copy with arrays of its own."""
        return Tally(**{field.name: getattr(self, field.name).copy() for field in fields(self)})

    def with_pairs(self, pairs: Indices, lost: Indices, returned: Indices) -> Tally:
        """With these losses in place of its own, those of one pair added up, and without pairs that lost nothing."""
        keys = pairs[:, 0] * len(self.area) + pairs[:, 1]
        order = np.argsort(keys, kind="stable")
        first = np.flatnonzero(np.diff(keys[order], prepend=-1))
        lost, returned = (
            np.add.reduceat(values[order], first) if len(first) else values for values in (lost, returned)
        )
        kept = (lost != 0) | (returned != 0)
        return Tally(
            ending=self.ending,
            exposed=self.exposed,
            area=self.area,
            started=self.started,
            ended=self.ended,
            pairs=pairs[order][first][kept],
            lost=lost[kept],
            returned=returned[kept],
        )

    def grown(self, more: Tally, parts: Iterable[tuple[Indices, Tally]]) -> Tally:
        """With more events after its own, whose empty tally that is, and then as ``plus``."""
        n = len(self.area)
        grown = Tally(
            ending=np.concatenate([self.ending, n + more.ending]),
            exposed=np.concatenate([self.exposed, more.exposed]),
            area=np.concatenate([self.area, more.area]),
            started=np.concatenate([self.started, more.started], axis=1),
            ended=np.concatenate([self.ended, more.ended], axis=1),
            pairs=self.pairs,
            lost=self.lost,
            returned=self.returned,
        )
        return _raised(grown, parts)

    def kept(self, keep: NDArray[np.bool_]) -> Tally:
        """Of some of its events only."""
        place = np.cumsum(keep) - 1
        ends, both = keep[self.ending], keep[self.pairs].all(axis=1)
        return Tally(
            ending=place[self.ending[ends]],
            exposed=self.exposed[keep],
            area=self.area[keep],
            started=self.started[:, keep],
            ended=self.ended[:, ends],
            pairs=place[self.pairs[both]],
            lost=self.lost[both],
            returned=self.returned[both],
        )

    def without(self, which: NDArray[np.bool_]) -> Tally:
        """With nothing for events that hang together with no others."""
        out = self.copied()
        out.exposed[which] = 0
        out.area[which] = 0
        out.started[:, which] = 0
        out.ended[:, which[self.ending]] = 0
        kept = ~which[self.pairs[:, 0]]
        return out.with_pairs(self.pairs[kept], self.lost[kept], self.returned[kept])


def _raised(tally: Tally, parts: Iterable[tuple[Indices, Tally]]) -> Tally:
    """Add parts to a tally in its own arrays."""
    pairs, lost, returned = [tally.pairs], [tally.lost], [tally.returned]
    for which, part in parts:
        tally.exposed[which] += part.exposed
        tally.area[which] += part.area
        tally.started[:, which] += part.started
        tally.ended[:, np.searchsorted(tally.ending, which[part.ending])] += part.ended
        pairs.append(which[part.pairs])
        lost.append(part.lost)
        returned.append(part.returned)
    return tally.with_pairs(np.concatenate(pairs), np.concatenate(lost), np.concatenate(returned))
