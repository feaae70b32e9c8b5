"""What is added up: areas in fixed point, so that no order of adding changes a total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.events import Events
from ploughshare.land.engine.states import FAR, STATES

PER_M2: Final = 1 << 20
"""Units a square metre: a millionth is kept, and nine million square kilometres still fit."""

BLOCKED: Final = STATES
"""The column, after one for each state before, of a start that changed nothing because others were stronger."""


def to_m2(units: NDArray[np.int64]) -> NDArray[np.float64]:
    """Fixed point as square metres, same shape."""
    return units / PER_M2


@dataclass(frozen=True, eq=False)
class Tally:
    """Areas by what happened on them, in units of fixed point.

    ``covered`` (1,): land of any event. ``area`` (n,): of each event. ``started`` (groups, n, states + 1): where an
    event started, by the state before, BLOCKED last. ``ended`` (groups, k, states, states): where the event
    ``ending[k]`` ended, by the states before and after. ``lost`` (p,): where hazard ``pairs[p, 0]`` was ended, in
    all of its channels, by the start of release ``pairs[p, 1]``; ``returned`` (p,): and hazardous again when that
    release ended.
    """

    ending: NDArray[np.int64]
    covered: NDArray[np.int64]
    area: NDArray[np.int64]
    started: NDArray[np.int64]
    ended: NDArray[np.int64]
    pairs: NDArray[np.int64]
    lost: NDArray[np.int64]
    returned: NDArray[np.int64]

    @classmethod
    def empty(cls, events: Events, groups: int, pairs: NDArray[np.int64]) -> Tally:
        """A tally of nothing, for pairs of shape (p, 2) of hazard and release."""
        ending = np.flatnonzero((events.end < FAR) & (events.end > events.start))
        n = len(events)
        return cls(
            ending=ending,
            covered=np.zeros(1, np.int64),
            area=np.zeros(n, np.int64),
            started=np.zeros((groups, n, STATES + 1), np.int64),
            ended=np.zeros((groups, len(ending), STATES, STATES), np.int64),
            pairs=pairs,
            lost=np.zeros(len(pairs), np.int64),
            returned=np.zeros(len(pairs), np.int64),
        )
