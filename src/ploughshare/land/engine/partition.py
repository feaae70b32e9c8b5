"""The partition of the land: built in one pass, it answers for every date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ploughshare.land.engine.events import Events
from ploughshare.land.engine.states import STATES, State
from ploughshare.land.engine.tally import BLOCKED, Tally, to_m2

if TYPE_CHECKING:
    from ploughshare.land.engine.ground import Flat, Places
    from ploughshare.land.engine.plane import Plane

Areas = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Losses:
    """What hazards lost to releases, one element a loss; all arrays have shape (p,).

    A hazard is lost where releases have ended all of its channels; the last one needed is the ``release`` of the
    loss, and ``day`` its first day. Where its acceptance was withdrawn, ``m2`` is negative, ``day`` that day.
    """

    hazard: Indices
    release: Indices
    day: Indices
    m2: Areas


@dataclass(frozen=True, eq=False)
class Partition:
    """Areas in square metres by what happened on them and when, for each group of channels.

    ``redone`` are the events whose component was judged face by face, because the sweep could not vouch for itself
    there; ``repaired`` those whose shape crosses itself: of a hazard all that any reading of it encloses is taken,
    of a release only what every reading does.
    """

    events: Events
    groups: NDArray[np.uint64]
    tally: Tally
    places: Places
    redone: Indices
    repaired: Indices

    @property
    def area_m2(self) -> Areas:
        """Shape (n,): the area of each event."""
        return to_m2(self.tally.area)

    @property
    def credit(self) -> Areas:
        """Shape (groups, n, 6): where each event made its state when it started, by the state before.

        Of a release, what it ended stands under HAZARDOUS, what lay outside any hazard under NONE, and what was
        released already under the state that it had. Of a hazard, what was hazardous already stands under HAZARDOUS
        and what it took back from releases under theirs.
        """
        return to_m2(self.tally.started[:, :, :BLOCKED])

    @property
    def blocked(self) -> Areas:
        """Shape (groups, n): where an event did not make its state: of a release, land that stays hazardous."""
        return to_m2(self.tally.started[:, :, BLOCKED])

    @property
    def ended(self) -> Areas:
        """Shape (groups, n, 6): land on which an event's own end told, by the state after.

        Of a hazard, all that was hazardous until then: under HAZARDOUS stands what another hazard keeps. Of a release
        whose acceptance was withdrawn, what changed its state.
        """
        out = np.zeros((len(self.groups), len(self.events), STATES), np.int64)
        changes = self.tally.ended.copy()
        hazard = self.events.is_hazard[self.tally.ending]
        changes[:, hazard, State.NONE] = 0
        changes[:, hazard, State.CANCELLED :] = 0
        changes[:, ~hazard, np.arange(STATES)[:, None], np.arange(STATES)[:, None]] = 0
        out[:, self.tally.ending] = changes.sum(axis=2)
        return to_m2(out)

    @cached_property
    def losses(self) -> Losses:
        """What each hazard lost to which release, and when."""
        tally, events = self.tally, self.events
        lost, returned = np.flatnonzero(tally.lost), np.flatnonzero(tally.returned)
        hazard, release = tally.pairs[np.concatenate([lost, returned])].T
        day = np.concatenate([events.start[release[: len(lost)]], events.end[release[len(lost) :]]])
        return Losses(hazard, release, day, to_m2(np.concatenate([tally.lost[lost], -tally.returned[returned]])))

    def remaining_m2(self, day: int) -> Areas:
        """Shape (n,): the area of each hazard that no release had ended by that day; 0 for what is no active hazard."""
        events, losses = self.events, self.losses
        then = losses.day <= day
        left = self.area_m2 - np.bincount(losses.hazard[then], losses.m2[then], minlength=len(events))
        return np.where(events.is_hazard & (events.start <= day) & (day < events.end), left, 0.0)

    def remaining_sum_m2(self, days: ArrayLike) -> Areas:
        """Shape (len(days),): the sum over hazards of what remains of each, overlaps counted as often as they occur."""
        return _at(days, *self._remaining)

    def state_m2(self, days: ArrayLike, group: int) -> Areas:
        """Shape (len(days), 6): the land in each state on those days, for the group at that position.

        The sum of a row is the land of all events together, whenever they are; NONE is what of it has no other state.
        """
        areas = _at(days, *self._states[group])
        areas[:, State.NONE] += to_m2(self.tally.exposed.sum())
        return areas

    def hazardous_m2(self, days: ArrayLike, group: int) -> Areas:
        """Shape (len(days),): the hazardous land on those days, each square metre once."""
        return self.state_m2(days, group)[:, State.HAZARDOUS]

    def with_events(self, more: Events, *, threads: int = 2) -> Partition:
        """With more events after these: as if built anew, at the cost of their neighbourhood."""
        return self._changed(np.ones(len(self.events), bool), more, threads)

    def without(self, which: ArrayLike, *, threads: int = 2) -> Partition:
        """Without the events at those positions; the others move up. As if built anew."""
        keep = np.ones(len(self.events), bool)
        keep[np.asarray(which, np.int64)] = False
        return self._changed(keep, self.events.take(np.zeros(0, np.int64)), threads)

    def _changed(self, keep: NDArray[np.bool_], more: Events, threads: int) -> Partition:
        from ploughshare.land.engine import neighbourhood  # noqa: PLC0415

        return Partition(*neighbourhood.changed(self, keep, more, threads))

    @cached_property
    def _remaining(self) -> tuple[Indices, NDArray[np.int64]]:
        events, losses, tally = self.events, self.losses, self.tally
        hazards = np.flatnonzero(events.is_hazard & (events.start < events.end))
        told = losses.day < events.end[losses.hazard]
        hazard, day = losses.hazard[told], np.maximum(losses.day, events.start[losses.hazard])[told]
        units = np.concatenate([tally.lost[tally.lost != 0], -tally.returned[tally.returned != 0]])[told]
        left = tally.area.copy()
        np.subtract.at(left, hazard, units)
        days = np.concatenate([events.start[hazards], day, events.end[hazards]])
        return _running(days, np.concatenate([tally.area[hazards], -units, -left[hazards]])[:, None])

    @cached_property
    def _states(self) -> list[tuple[Indices, NDArray[np.int64]]]:
        """For each group the days of changes in order, and the areas of all states since then."""
        events, tally = self.events, self.tally
        days = np.concatenate([events.start, events.end[tally.ending]])
        out = []
        for started, ended in zip(tally.started, tally.ended, strict=True):
            change = np.concatenate([-started[:, :BLOCKED], ended.sum(axis=1) - ended.sum(axis=2)])
            np.add.at(change, (np.arange(len(events)), events.state), started[:, :BLOCKED].sum(axis=1))
            out.append(_running(days, change))
        return out


def _running(days: Indices, change: NDArray[np.int64]) -> tuple[Indices, NDArray[np.int64]]:
    """Days in order, and the running sums of the changes that came with them, after a first row of nothing."""
    order = np.argsort(days, kind="stable")
    sums = np.zeros((len(days) + 1, change.shape[1]), np.int64)
    np.cumsum(change[order], axis=0, out=sums[1:])
    return days[order], sums


def _at(days: ArrayLike, changed: Indices, sums: NDArray[np.int64]) -> Areas:
    areas = to_m2(sums[np.searchsorted(changed, np.asarray(days), side="right")])
    return areas[:, 0] if areas.shape[1] == 1 else areas


def partition(events: Events, groups: ArrayLike, *, plane: Plane | Flat | None = None, threads: int = 2) -> Partition:
    """Cut the land by all hazards and releases, and say what happened on each piece and when.

    ``groups`` (G,) are masks of channels that are counted together. In ``plane`` all shapes are measured, as they
    are drawn there ("flat": they are in metres already); without one, each connected group of shapes is measured in a
    plane of its own, with its edges along geodesics, so that areas are those on the ellipsoid.
    Raises ValueError where a coordinate is no finite number.
    """
    # What is compiled is loaded only by those who measure.
    from ploughshare.land.engine import ground, measuring  # noqa: PLC0415

    masks = np.atleast_1d(np.asarray(groups, dtype=np.uint64))
    laid = ground.lay(ground.survey(events.shapes, plane, threads), events.is_hazard, threads)
    tally, redone = measuring.tally(events, masks, laid, threads)
    return Partition(events, masks, tally, laid.places, redone, laid.repaired)
