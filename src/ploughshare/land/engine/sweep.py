"""The sweep over many polygons, in threads, and whether its result closes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.edges import Edges, room_for_cuts
from ploughshare.land.engine.events import Events
from ploughshare.land.engine.jit import compiled
from ploughshare.land.engine.judge import (
    AREA,
    CHANNELS,
    CLIMB,
    END,
    FACTS,
    IS_HAZARD,
    MADE,
    POWER,
    SLOT,
    START,
    UNITS_A_METRE,
    can_end,
)
from ploughshare.land.engine.neighbours import Near
from ploughshare.land.engine.states import STATES
from ploughshare.land.engine.tally import Tally
from ploughshare.land.engine.walk import Facts, Sums, new_desk, sweep

Indices = NDArray[np.int64]

CHUNK: Final = 1024
"""Polygons that a thread takes at a time."""
SLACK: Final = UNITS_A_METRE * 1e-7
"""A boundary closes when not more is missing: crossings at one place can come in either order."""


def facts_of(events: Events, groups: NDArray[np.uint64], near: Near) -> Facts:
    """What the rule asks of events whose neighbours those are."""
    moments = events.moments
    everything = int(np.bitwise_or.reduce(events.channels, initial=np.uint64(0)))
    used = [bit for bit in range(64) if everything >> bit & 1]

    def packed(masks: NDArray[np.uint64]) -> Indices:
        out = np.zeros(len(masks), np.int64)
        for place, bit in enumerate(used):
            out |= ((masks >> np.uint64(bit)) & np.uint64(1)).astype(np.int64) << place
        return out

    ends = moments.end_rank >= 0
    event = np.empty((len(events), FACTS), np.int64)
    event[:, IS_HAZARD] = events.is_hazard
    event[:, CHANNELS] = packed(events.channels)
    event[:, POWER] = events.power
    event[:, MADE] = events.state
    event[:, START] = moments.start_rank
    event[:, END] = np.where(ends, moments.end_rank, len(moments.event))
    event[:, SLOT] = np.where(ends, np.cumsum(ends) - 1, -1)
    pairs, partner = partners(event, near.offset, near.index)
    return Facts(event, packed(groups), len(used), pairs, partner)


@compiled
def partners(event: Indices, offset: Indices, near: Indices) -> tuple[Indices, Indices]:
    """For each hazard the neighbours that are releases and may end it, in order."""
    pairs = np.zeros(len(offset), np.int64)
    partner = np.empty(len(near), np.int64)
    at = 0
    for i in range(len(offset) - 1):
        for k in range(offset[i], offset[i + 1]):
            if event[i, IS_HAZARD] != 0 and event[near[k], IS_HAZARD] == 0 and can_end(event, near[k], i):
                partner[at] = near[k]
                at += 1
        pairs[i + 1] = at
    return pairs, partner[:at]


def no_sums(facts: Facts, ending: int) -> Sums:
    """Sums of nothing."""
    n, groups, pairs = len(facts.event), len(facts.groups), len(facts.partner)
    return Sums(
        exposed=np.zeros((n, 2), np.int64),
        area=np.zeros((n, 2), np.int64),
        started=np.zeros((groups, n, STATES + 1, 2), np.int64),
        ended=np.zeros((groups, ending, STATES, STATES, 2), np.int64),
        lost=np.zeros((pairs, 2), np.int64),
        returned=np.zeros((pairs if ending else 0, 2), np.int64),
    )


def swept(edges: Edges, near: Near, facts: Facts, which: Indices, ending: int, threads: int) -> Sums:
    """Sweep those polygons, which should come in an order in which neighbours are near each other."""
    chunks = iter([which[k : k + CHUNK] for k in range(0, len(which), CHUNK)])
    taking = threading.Lock()
    most = int(np.diff(near.offset).max(initial=0))

    def work() -> Sums:
        # Each thread has sums of its own; as they are whole numbers, it does not matter which does what.
        sums, desk, cuts = no_sums(facts, ending), new_desk(facts, most), room_for_cuts(1024)
        while True:
            with taking:
                chunk = next(chunks, None)
            if chunk is None:
                return sums
            while (done := sweep(edges, near.offset, near.index, facts, chunk, desk, cuts, sums)) < len(chunk):
                chunk = chunk[done:]
                cuts = room_for_cuts(4 * len(cuts.edge))

    workers = max(1, min(threads, (len(which) + CHUNK - 1) // CHUNK))
    if workers == 1:
        return work()
    with ThreadPoolExecutor(workers) as pool:
        first, *rest = [future.result() for future in [pool.submit(work) for _ in range(workers)]]
    for other in rest:
        for total, part in zip(first, other, strict=True):
            np.add(total, part, out=total)
    return first


def between(before: Sums, after: Sums) -> Sums:
    """What was added to sums."""
    return Sums(*(late - early for early, late in zip(before, after, strict=True)))


def tally_of(sums: Sums, facts: Facts, ending: Indices) -> Tally:
    """The areas alone."""
    hazard = np.repeat(np.arange(len(facts.event)), np.diff(facts.pairs))
    lost = sums.lost[:, AREA]
    returned = sums.returned[:, AREA] if len(sums.returned) else np.zeros(len(lost), np.int64)
    kept = (lost != 0) | (returned != 0)
    return Tally(
        ending=ending,
        exposed=sums.exposed[:, AREA].copy(),
        area=sums.area[:, AREA].copy(),
        started=sums.started[..., AREA].copy(),
        ended=sums.ended[..., AREA].copy(),
        pairs=np.stack([hazard[kept], facts.partner[kept]], axis=-1),
        lost=lost[kept],
        returned=returned[kept],
    )


def open_events(sums: Sums, facts: Facts, ending: Indices, component: Indices) -> NDArray[np.bool_]:
    """Which events have areas whose boundaries do not close, or lie in a component whose outline does not."""
    hazard = np.repeat(np.arange(len(facts.event)), np.diff(facts.pairs))
    out = np.abs(sums.area[:, CLIMB]) > SLACK
    out |= (np.abs(sums.started[..., CLIMB]) > SLACK).any(axis=(0, 2))
    out[ending[(np.abs(sums.ended[..., CLIMB]) > SLACK).any(axis=(0, 2, 3))]] = True
    out[hazard[np.abs(sums.lost[:, CLIMB]) > SLACK]] = True
    if len(sums.returned):
        out[hazard[np.abs(sums.returned[:, CLIMB]) > SLACK]] = True
    outline = np.zeros(len(component), np.int64)
    np.add.at(outline, component, sums.exposed[:, CLIMB])
    return np.asarray(out | (np.abs(outline) > SLACK)[component])
