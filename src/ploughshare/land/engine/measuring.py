"""From events on planes to their tally: by the sweep, and face by face where the sweep cannot vouch for itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ploughshare.land.engine import exact
from ploughshare.land.engine.events import Events
from ploughshare.land.engine.ground import Ground
from ploughshare.land.engine.rings import Indices, Rings
from ploughshare.land.engine.sweep import facts_of, open_events, swept, tally_of
from ploughshare.land.engine.tally import Tally


def tally(events: Events, groups: NDArray[np.uint64], ground: Ground, threads: int) -> tuple[Tally, Indices]:
    """The tally of events, and which of them were judged face by face."""
    facts = facts_of(events, groups, ground.near)
    ending = np.flatnonzero(events.moments.end_rank >= 0)
    sums = swept(ground.edges, ground.near, facts, ground.order, len(ending), threads)
    out = tally_of(sums, facts, ending)
    component = ground.places.component
    doubtful = np.unique(component[open_events(sums, facts, ending, component)])
    if not len(doubtful):
        return out, doubtful
    redone = np.isin(component, doubtful)
    parts = [(which, face_by_face(events, groups, ground, which)) for which in groups_of(component, redone)]
    return out.without(redone).plus(parts), np.flatnonzero(redone)


def groups_of(component: Indices, chosen: NDArray[np.bool_]) -> list[Indices]:
    """The positions of the chosen, by component, each in order."""
    which = np.flatnonzero(chosen)
    order = np.argsort(component[which], kind="stable")
    labels = component[which][order]
    return np.split(which[order], np.flatnonzero(np.diff(labels)) + 1)


def rings_of(ground: Ground) -> Rings:
    """The rings of all shapes, on their planes."""
    edges = ground.edges
    return Rings(edges.points, edges.ring, edges.polygon, edges.hole)


def face_by_face(events: Events, groups: NDArray[np.uint64], ground: Ground, which: Indices) -> Tally:
    """The tally of some events that hang together, the exact way."""
    return exact.tally(events.take(which), groups.tolist(), rings_of(ground).take(which).shapes())
