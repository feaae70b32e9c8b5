"""A partition with some events more or less, at the cost of their neighbourhood.

What is added or taken away changes the stretches of its own edges and those of its neighbours' alone. Both are swept
as they were and as they are, and as sums are whole numbers, adding the difference gives what a rebuild would.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine import globe, ground, measuring
from ploughshare.land.engine.events import Events
from ploughshare.land.engine.ground import Places
from ploughshare.land.engine.neighbours import Boxes, roots
from ploughshare.land.engine.rings import Indices
from ploughshare.land.engine.sweep import between, facts_of, open_events, swept, tally_of
from ploughshare.land.engine.tally import Tally

Mask = NDArray[np.bool_]


class Built(Protocol):
    """What a partition was built from and to."""

    @property
    def events(self) -> Events: ...  # noqa: D102
    @property
    def groups(self) -> NDArray[np.uint64]: ...  # noqa: D102
    @property
    def tally(self) -> Tally: ...  # noqa: D102
    @property
    def places(self) -> Places: ...  # noqa: D102
    @property
    def redone(self) -> Indices: ...  # noqa: D102
    @property
    def repaired(self) -> Indices: ...  # noqa: D102


Parts = tuple[Events, NDArray[np.uint64], Tally, Places, Indices, Indices]
"""All that makes a partition, in the order of its fields."""


def changed(built: Built, keep: Mask, more: Events, threads: int) -> Parts:
    """The parts of a partition with some events kept, and more after them."""
    events = built.events.and_then(more)
    new = np.arange(len(events)) >= len(built.events)
    gone = np.concatenate([~keep, np.zeros(len(more), bool)])
    stay = ~gone
    places = _with_more(built.places, events, new, threads)
    touched = _touching(places.boxes, new | gone)
    # All that hung together with what changes, or does now.
    whole = np.isin(places.component, places.component[touched])
    after, moved = _regrouped(places, whole & stay, new, threads)
    redone, repaired = (_mask(which, len(events)) for which in (built.redone, built.repaired))
    nothing = Tally.empty(more, len(built.groups))
    difference = None
    if not moved and not (redone & whole).any():
        among = np.flatnonzero(whole)
        local = among[_touching(after.boxes[among], touched[among])]
        difference = _difference(events.take(local), built.groups, after, local, (touched, new, gone), threads)
    if difference is not None:
        out, laid = difference
        tally = built.tally.grown(nothing, [(local, out)])
    else:
        local = np.flatnonzero(whole & stay)
        part = events.take(local)
        laid = ground.lay(
            ground.survey_again(part.shapes, after.centre[local], after, threads), part.is_hazard, threads
        )
        out, again = measuring.tally(part, built.groups, laid, threads)
        tally = built.tally.without(whole[: len(keep)]).grown(nothing, [(local, out)])
        redone[whole] = False
        redone[local[again]] = True
    repaired[local[laid.repaired]] = True
    if keep.all():
        return events, built.groups, tally, after, np.flatnonzero(redone), np.flatnonzero(repaired)
    place = np.cumsum(stay) - 1
    return (
        events.take(np.flatnonzero(stay)),
        built.groups,
        tally.kept(stay),
        Places(after.boxes[stay], place[after.component[stay]], after.centre[stay], after.plane, after.cut),
        np.flatnonzero(redone[stay]),
        np.flatnonzero(repaired[stay]),
    )


def _mask(which: Indices, count: int) -> Mask:
    out = np.zeros(count, bool)
    out[which] = True
    return out


def _touching(boxes: Boxes, which: Mask) -> Mask:
    """Those, and all whose boxes overlap or touch theirs."""
    out = which.copy()
    for west, south, east, north in boxes[which]:
        out |= (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    return out


def _with_more(places: Places, events: Events, new: Mask, threads: int) -> Places:
    """The places of old and new events, each new one as if it hung together with nothing."""
    more = ground.survey_again(events.shapes[new], np.zeros((int(new.sum()), 2)), places, threads).places
    return Places(
        np.concatenate([places.boxes, more.boxes]),
        np.concatenate([places.component, np.flatnonzero(new)]),
        np.concatenate([places.centre, more.centre]),
        places.plane,
        places.cut,
    )


def _regrouped(places: Places, which: Mask, new: Mask, threads: int) -> tuple[Places, bool]:
    """The places with some grouped anew, and whether old ones came to lie on other planes than before."""
    local = np.flatnonzero(which)
    _, near = ground.neighbours_of(places.boxes[local], threads)
    groups = roots(near.offset, near.index)
    component, centre = places.component.copy(), places.centre.copy()
    component[local] = local[groups]
    if places.cut is None:
        return Places(places.boxes, component, centre, places.plane, None), False
    centre[local] = globe.centres(places.boxes[local], groups)
    old = which & ~new
    return Places(places.boxes, component, centre, None, places.cut), bool((centre[old] != places.centre[old]).any())


def _difference(
    events: Events,
    groups: NDArray[np.uint64],
    places: Places,
    local: Indices,
    marks: tuple[Mask, Mask, Mask],
    threads: int,
) -> tuple[Tally, ground.Ground] | None:
    """What touched events add up to now, less what they did, or None where the difference does not close."""
    touched, new, gone = (mark[local] for mark in marks)
    surveyed = ground.survey_again(events.shapes, places.centre[local], places, threads)
    laid = ground.lay(surveyed, events.is_hazard, threads)
    facts = facts_of(events, groups, laid.near)
    ending = np.flatnonzero(events.moments.end_rank >= 0)
    before, after = (
        swept(
            laid.edges,
            laid.near.without(absent),
            facts,
            laid.order[(touched & ~absent)[laid.order]],
            len(ending),
            threads,
        )
        for absent in (new, gone)
    )
    sums = between(before, after)
    if open_events(sums, facts, ending, laid.places.component).any():
        return None
    return tally_of(sums, facts, ending), laid
