"""The answers by the engine."""

from __future__ import annotations

import numpy as np
import shapely
from answers import Answers
from workload import KINDS, LATITUDE, LONGITUDE, YEAR_ENDS, Workload

from ploughshare.land.engine import FAR, Events, Partition, Plane, State, partition

STATES = np.array([State.CANCELLED, State.REDUCED_WITHOUT_ASSET, State.CLEARED])
PLANE = Plane(LONGITUDE, LATITUDE)


def events_of(work: Workload) -> Events:
    """The workload as events of one channel."""
    hazards, n = len(work.hazard_wkb), len(work.hazard_wkb) + len(work.release_wkb)
    day = np.concatenate([work.identified, work.released])
    return Events(
        shapes=np.concatenate([shapely.from_wkb(work.hazard_wkb), shapely.from_wkb(work.release_wkb)]),
        is_hazard=np.arange(n) < hazards,
        channels=np.ones(n),
        start=day,
        end=np.full(n, FAR),
        power=day,
        state=np.concatenate([np.full(hazards, State.HAZARDOUS), STATES[work.kind]]),
    )


def partition_of(work: Workload) -> Partition:
    """The partition of a workload in its plane."""
    return partition(events_of(work), [1], plane=PLANE)


def answers_of(work: Workload) -> Answers:
    """All the answers."""
    found = partition_of(work)
    hazards = len(work.hazard_wkb)
    account = np.zeros((len(YEAR_ENDS), len(KINDS)))
    year = np.searchsorted(YEAR_ENDS, work.released)
    counted = year < len(YEAR_ENDS)
    np.add.at(account, (year[counted], work.kind[counted]), found.credit[0, hazards:, State.HAZARDOUS][counted])
    return Answers(
        remaining=found.remaining_m2(work.day)[:hazards],
        hazardous=found.hazardous_m2(YEAR_ENDS, 0),
        summed=found.remaining_sum_m2(YEAR_ENDS),
        account=account,
    )
