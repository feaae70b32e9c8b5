"""What happened, and when, on both sides of a stretch of a polygon's edge: the rule of state, compiled.

The area of all land with some history is the sum, over the stretches of all edges that bound it, of what each adds by
Green's theorem: plus where the land lies on its left, minus where on its right. Left of a stretch of polygon P lies
what is in P and the polygons that cover the stretch; right of it what is in those alone. So each stretch is judged
twice, with P and without, and only where both histories differ something is added.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine.jit import NOBODY, ONE, ZERO, compiled
from ploughshare.land.engine.states import State
from ploughshare.land.engine.tally import BLOCKED

Indices = NDArray[np.int64]

# What the rule asks of an event: a row of whole numbers. START and END are ranks among all moments, START -1 for what
# is never active, END very high and SLOT -1 for what never ends; SLOT is the place among those that end. All arrays go
# into the functions one by one: threads would wait for each other over the counts of who uses a tuple of arrays.
FACTS: Final = 7
IS_HAZARD, CHANNELS, POWER, MADE, START, END, SLOT = range(FACTS)

# A line has the moments of the polygon being walked and of those that cover it, in order.
MOMENT: Final = 3
RANK, EVENT, IS_END = range(MOMENT)

# How things stand at a point while time goes on: two rows, where one polygon is left out and where none is. In a row
# stand the channels that are hazardous; by group what the last release made; by channel the powers of hazards, then
# of releases.
HISTORIES: Final = 2
WITHOUT, WITH = ZERO, ONE
MASK: Final = 0
RELEASED: Final = 1

NEVER: Final = -(1 << 62)
"""Less than any power."""
HAZARDOUS: Final = int(State.HAZARDOUS)

AREA, CLIMB = range(2)
"""The last axis of all sums: beside each area stands a climb, nothing where all stretches close its boundary."""
UNITS_A_METRE: Final = float(1 << 30)
"""Of climbs: a billionth of a metre, as an area is off by what is missing times how far away it is."""


@compiled
def forget(history: Indices, row: int, groups: Indices, channels: int) -> None:
    """Before all time."""
    history[row, MASK] = 0
    powers = RELEASED + len(groups)
    for g in range(RELEASED, powers):
        history[row, g] = 0
    for c in range(powers, powers + 2 * channels):
        history[row, c] = NEVER


@compiled
def begin(history: Indices, row: int, facts: Indices, groups: Indices, channels: int, event: int) -> None:
    """An event starts."""
    is_hazard = facts[event, IS_HAZARD] != 0
    mask, power = facts[event, CHANNELS], facts[event, POWER]
    hazards = RELEASED + len(groups)
    releases = hazards + channels
    for c in range(channels):
        if (mask >> c) & 1 == 0:
            continue
        mine = (hazards if is_hazard else releases) + c
        history[row, mine] = max(history[row, mine], power)
        if history[row, hazards + c] != NEVER and history[row, hazards + c] >= history[row, releases + c]:
            history[row, MASK] |= 1 << c
        else:
            history[row, MASK] &= ~(1 << c)
    if not is_hazard:
        for g in range(len(groups)):
            if mask & groups[g]:
                history[row, RELEASED + g] = facts[event, MADE]


@compiled
def state(history: Indices, row: int, groups: Indices, g: int) -> int:
    """The state for a group now."""
    return HAZARDOUS if history[row, MASK] & groups[g] else history[row, RELEASED + g]


@compiled
def move(
    history: Indices, row: int, facts: Indices, groups: Indices, channels: int, line: Indices, at: int, left_out: int
) -> None:
    """Go on to the moment at that place of the line; one event can be left out of all."""
    if line[at, EVENT] == left_out:
        return
    if line[at, IS_END] == 0:
        begin(history, row, facts, groups, channels, line[at, EVENT])
        return
    # What ended may have been the strongest: the past is gone through again without it.
    forget(history, row, groups, channels)
    for i in range(at):
        event = line[i, EVENT]
        if line[i, IS_END] == 0 and event != left_out and facts[event, END] > line[at, RANK]:
            begin(history, row, facts, groups, channels, event)


@compiled
def judge(
    facts: Indices,
    groups: Indices,
    channels: int,
    line: Indices,
    count: int,
    me: int,
    history: Indices,
    started: Indices,
    ended: Indices,
    area: int,
    climb: int,
) -> None:
    """Add a stretch of the edge of an event that is ever active; the line has its moments among the others'."""
    forget(history, WITHOUT, groups, channels)
    i = ZERO
    while line[i, EVENT] != me:
        move(history, WITHOUT, facts, groups, channels, line, i, me)
        i += 1
    for k in range(RELEASED + len(groups) + 2 * channels):
        history[WITH, k] = history[WITHOUT, k]
    while i < count:
        event = line[i, EVENT]
        # The states before, three bits a group.
        before, before_without = 0, 0
        for g in range(len(groups)):
            before |= state(history, WITH, groups, g) << (3 * g)
            before_without |= state(history, WITHOUT, groups, g) << (3 * g)
        move(history, WITH, facts, groups, channels, line, i, NOBODY)
        move(history, WITHOUT, facts, groups, channels, line, i, me)
        for g in range(len(groups)):
            if facts[event, CHANNELS] & groups[g] == 0:
                continue
            left, right = (before >> (3 * g)) & 7, (before_without >> (3 * g)) & 7
            left_after, right_after = state(history, WITH, groups, g), state(history, WITHOUT, groups, g)
            if line[i, IS_END] == 0:
                left = left if left_after == facts[event, MADE] else BLOCKED
                right = right if right_after == facts[event, MADE] else BLOCKED
                started[g, event, left, AREA] += area
                started[g, event, left, CLIMB] += climb
                if event != me:
                    started[g, event, right, AREA] -= area
                    started[g, event, right, CLIMB] -= climb
            else:
                slot = facts[event, SLOT]
                ended[g, slot, left, left_after, AREA] += area
                ended[g, slot, left, left_after, CLIMB] += climb
                if event != me:
                    ended[g, slot, right, right_after, AREA] -= area
                    ended[g, slot, right, right_after, CLIMB] -= climb
        i += 1


@compiled
def can_end(facts: Indices, release: int, hazard: int) -> bool:
    """Whether a release ends some channel of a hazard."""
    shared = facts[release, CHANNELS] & facts[hazard, CHANNELS]
    return bool(shared != 0 and facts[release, POWER] > facts[hazard, POWER])


@compiled
def pair_of(pairs: Indices, partner: Indices, hazard: int, release: int) -> int:
    """Where the pair of a hazard and a release stands among all: a hazard's partners stand in order."""
    low, high = pairs[hazard], pairs[hazard + 1]
    while low < high:
        middle = (low + high) // 2
        if partner[middle] < release:
            low = middle + 1
        else:
            high = middle
    return int(low)


@compiled
def lose(
    facts: Indices,
    line: Indices,
    count: int,
    hazard: int,
    left_out: int,
    pairs: Indices,
    partner: Indices,
    lost: Indices,
    returned: Indices,
    area: int,
    climb: int,
) -> None:
    """Add a stretch to what a hazard loses where all of its channels are ended; one event can be left out."""
    ended = 0
    was_over = False
    for i in range(count):
        event = line[i, EVENT]
        if event == left_out or facts[event, IS_HAZARD] != 0 or not can_end(facts, event, hazard):
            continue
        if line[i, IS_END] == 0:
            ended |= facts[event, CHANNELS]
        else:
            ended = 0
            for k in range(i):
                other = line[k, EVENT]
                if line[k, IS_END] != 0 or other == left_out or facts[other, END] <= line[i, RANK]:
                    continue
                if facts[other, IS_HAZARD] == 0 and can_end(facts, other, hazard):
                    ended |= facts[other, CHANNELS]
        is_over = facts[hazard, CHANNELS] & ~ended == 0
        if is_over != was_over:
            pair = pair_of(pairs, partner, hazard, event)
            if is_over:
                lost[pair, AREA] += area
                lost[pair, CLIMB] += climb
            else:
                returned[pair, AREA] += area
                returned[pair, CLIMB] += climb
            was_over = is_over


@compiled
def lose_all(
    facts: Indices,
    line: Indices,
    count: int,
    me: int,
    pairs: Indices,
    partner: Indices,
    lost: Indices,
    returned: Indices,
    area: int,
    climb: int,
) -> None:
    """Add a stretch of an event's edge to the losses: its own if it is a hazard, else those of what covers it."""
    if facts[me, IS_HAZARD] != 0:
        lose(facts, line, count, me, NOBODY, pairs, partner, lost, returned, area, climb)
        return
    for i in range(count):
        hazard = line[i, EVENT]
        if facts[hazard, IS_HAZARD] != 0 and line[i, IS_END] == 0 and can_end(facts, me, hazard):
            lose(facts, line, count, hazard, NOBODY, pairs, partner, lost, returned, area, climb)
            lose(facts, line, count, hazard, me, pairs, partner, lost, returned, -area, -climb)
