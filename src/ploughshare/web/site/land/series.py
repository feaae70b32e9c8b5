"""How much land was in each state on each day on which that changed: the numbers beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine import FAR, Partition, State

EPOCH: Final = date(1970, 1, 1)
_MOST_STOPS: Final = 1200
SHOWN: Final = (State.HAZARDOUS, State.CANCELLED, State.REDUCED_WITHOUT_ASSET, State.REDUCED_WITH_ASSET, State.CLEARED)


@dataclass(frozen=True, eq=False)
class Series:
    """Days of change in order and the square metres in each state of SHOWN from then on, shape (days, 5).

    Nothing lies between: land is in the state of the last change. Before the first day stands row 0 of nothing.
    """

    days: NDArray[np.int64]
    m2: NDArray[np.float64]

    @classmethod
    def of(cls, partition: Partition, group: int) -> Series:
        """The series of one group of a partition."""
        events = partition.events
        every = np.unique(np.concatenate([events.start, events.end]))
        days = every[np.abs(every) < FAR]
        areas = partition.state_m2(np.concatenate([[-FAR], days]), group)[:, [int(state) for state in SHOWN]]
        told = np.append(True, (np.diff(areas, axis=0) != 0).any(axis=1)) if len(days) else np.ones(1, bool)
        return cls(days[told[1:]], areas[told])

    def on(self, day: int) -> NDArray[np.float64]:
        """Shape (5,): the land in each state at the end of that day."""
        found: NDArray[np.float64] = self.m2[np.searchsorted(self.days, day, side="right")]
        return found

    def stops(self, day: int, last: int) -> list[int]:
        """The days at which a slider stops: each change, or each end of a month where these are too many.

        In any case that day, and the last one.
        """
        changes = self.days[self.days <= max(last, day)].tolist()
        if len(changes) > _MOST_STOPS:
            changes = _ends_of_months(changes[0], changes[-1])
        before = [changes[0] - 1] if changes else []
        return sorted({*before, *changes, day, last})

    def as_json(self, stops: list[int]) -> dict[str, Any]:
        """The stops and the whole square metres in each state at each of them."""
        return {"days": stops, "m2": [np.rint(self.on(day)).astype(int).tolist() for day in stops]}


def number(day: date) -> int:
    """A day as days since 1970-01-01."""
    return (day - EPOCH).days


def day(number_: int) -> date:
    """The day of a number of days since 1970-01-01."""
    return EPOCH + timedelta(days=number_)


def _ends_of_months(first: int, last: int) -> list[int]:
    begins = [date(year, month, 1) for year in range(day(first).year, day(last).year + 2) for month in range(1, 13)]
    ends = [number(following) - 1 for _, following in pairwise(begins)]
    return [end for end in ends if first <= end <= last] + [last]
