"""The state of the land at a date: square metres by state for each group, and how each area stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ploughshare import dates, vocab
from ploughshare.errors import PloughshareError
from ploughshare.land import days, engine, facts
from ploughshare.land.channels import NOT_STATED
from ploughshare.land.engine import Partition, State
from ploughshare.land.facts import Facts, LeftOut
from ploughshare.land.hazards import Hazard
from ploughshare.land.ledger import number
from ploughshare.land.left_out import stated_m2
from ploughshare.land.measured import Measure
from ploughshare.land.released import LINES
from ploughshare.record.package import Package

STATE_NAMES: Mapping[State, str] = {State.HAZARDOUS: "hazardous", **LINES}
"""A state of land -> its name in what is given out."""


NOTHING_M2 = 1e-3
"""Less than this remains of an area only because areas are added in fixed point."""


@dataclass(frozen=True)
class Event:
    """Something that happened to an area: on which day (None where undated), what, and by which row."""

    day: str | None
    what: str
    table: str
    id: str


@dataclass(frozen=True)
class AreaState:
    """How an area stands on a day.

    ``status`` says it in a word: recorded later, hazardous, partly released, released, ended (with the reason in
    ``ended_as``). ``measured_m2`` is the area of its outline, ``remaining_m2`` what no release had ended of it;
    without an outline (``unlocated`` says why) the one is None and the other what is stated. ``released_m2`` is what
    releases ended of it, by line of the account.
    """

    id: str
    name: str | None
    status: str
    ended_as: str | None
    area_class: str
    hazard_types: tuple[str, ...]
    stated_m2: float | None
    measured_m2: float | None
    remaining_m2: float | None
    released_m2: Mapping[str, float]
    unlocated: str | None
    last_event: Event | None

    def as_json(self) -> dict[str, Any]:
        """The area as plain data."""
        last = self.last_event
        return {
            "id": self.id,
            "name": self.name,
            "status": self.status,
            "ended_as": self.ended_as,
            "area_class": self.area_class,
            "hazard_types": list(self.hazard_types),
            "stated_m2": self.stated_m2,
            "measured_m2": None if self.measured_m2 is None else number(self.measured_m2),
            "remaining_m2": None if self.remaining_m2 is None else number(self.remaining_m2),
            "released_m2": {line: number(m2) for line, m2 in self.released_m2.items()},
            "unlocated": self.unlocated,
            "last_event": last and {"day": last.day, "what": last.what, "table": last.table, "id": last.id},
        }


@dataclass(frozen=True)
class NotStated:
    """What keeps the numbers of a day from being all: each is then “at least”, and a zero is no zero.

    ``untyped_areas`` are hazardous and state no type, ``untyped_m2`` is their land (by outline, each square metre
    once, and by what is stated where there is none): it is in no type and not in AP mined area.
    ``unsized_areas`` have neither an outline nor a stated area.
    """

    untyped_areas: int
    untyped_m2: float
    unsized_areas: int

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "untyped_areas": self.untyped_areas,
            "untyped_m2": number(self.untyped_m2),
            "unsized_areas": self.unsized_areas,
        }


@dataclass(frozen=True)
class LandState:
    """The state of a record's land at the end of a day.

    ``groups`` has, for each group, square metres by state (each once; land in no state is not there).
    ``unlocated_m2`` is the stated area of hazards without an outline, in no group's square metres. ``not_stated`` says
    what is in neither.
    """

    on: str
    known_on: str | None
    groups: Mapping[str, Mapping[str, float]]
    areas: tuple[AreaState, ...]
    unlocated_m2: Mapping[str, float]
    not_stated: NotStated
    left_out: tuple[LeftOut, ...]

    def area(self, id: str) -> AreaState | None:
        """The area of that id; None where it is no hazard or not known."""
        return next((area for area in self.areas if area.id == id), None)

    def as_json(self) -> dict[str, Any]:
        """The state as plain data."""
        return {
            "on": self.on,
            "known_on": self.known_on,
            "groups": {
                group: {state: number(m2) for state, m2 in states.items()} for group, states in self.groups.items()
            },
            "unlocated_m2": {group: number(m2) for group, m2 in self.unlocated_m2.items()},
            "not_stated": self.not_stated.as_json(),
            "areas": [area.as_json() for area in self.areas],
            "left_out": [
                {"table": out.table, "id": out.id, "reason": out.reason, "stated_m2": out.stated_m2}
                for out in self.left_out
            ],
        }


def state(package: Package, on: str, *, known_on: str | None = None, measure: Measure = engine.partition) -> LandState:
    """The state of the land at the end of a date; of a year or month at its end.

    ``known_on`` leaves out what became known later, ``measure`` partitions the land. PloughshareError ``land.date`` for
    what is no date.
    """
    for text in filter(None, (on, known_on)):
        if why := dates.fault(text):
            raise PloughshareError("land.date", why=why)
    known = facts.read(package, known_on=known_on)
    groups = known.groups
    untyped = known.mask(NOT_STATED)
    partition = measure(known.events, [*groups.values(), untyped])
    day = days.interval(on)[1]
    return LandState(
        on=str(days.said(day)),
        known_on=known_on,
        groups={group: _by_state(partition, day, place) for place, group in enumerate(groups)},
        areas=_areas(known, partition, day, measure),
        unlocated_m2={group: _unlocated(known, mask, day) for group, mask in groups.items()},
        not_stated=_not_stated(known, partition, untyped, day),
        left_out=known.left_out,
    )


def _by_state(partition: Partition, day: int, group: int) -> dict[str, float]:
    areas = partition.state_m2([day], group)[0]
    return {name: float(areas[state]) for state, name in STATE_NAMES.items()}


def _unlocated(known: Facts, mask: int, day: int) -> float:
    stated = {
        hazard.id: hazard.stated_m2 or 0.0
        for hazard in known.unlocated
        if hazard.channels & mask and hazard.start <= day < hazard.end
    }
    return sum(stated.values())


def _not_stated(known: Facts, partition: Partition, untyped: int, day: int) -> NotStated:
    remaining = partition.remaining_m2(day)
    drawn = {
        known.rows[event][1]
        for event in (remaining > NOTHING_M2).nonzero()[0].tolist()
        if int(known.events.channels[event]) & untyped
    }
    active = [hazard for hazard in known.unlocated if hazard.start <= day < hazard.end]
    undrawn = {hazard.id for hazard in active if hazard.channels & untyped}
    unsized = {hazard.id for hazard in active if hazard.stated_m2 is None}
    m2 = float(partition.hazardous_m2([day], len(known.groups))[0]) + _unlocated(known, untyped, day)
    return NotStated(len(drawn | undrawn), m2, len(unsized))


def _areas(known: Facts, partition: Partition, day: int, measure: Measure) -> tuple[AreaState, ...]:
    remaining = partition.remaining_m2(day).tolist()
    measured = partition.area_m2.tolist()
    lost = _losses(known, partition, day)
    spans: dict[str, list[tuple[Hazard, range]]] = defaultdict(list)
    for hazard, events in zip(known.hazards, known.hazard_events, strict=True):
        spans[hazard.id].append((hazard, events))
    out = []
    for id, own in spans.items():
        active = [(hazard, events) for hazard, events in own if hazard.begins <= day < hazard.ends]
        hazard, events = (active or own)[-1]
        why = known.undrawn("areas", id)
        stated = stated_m2(hazard.row)
        still = [remaining[event] for _, held in active for event in held]
        left = max(still, default=0.0)
        if len(still) > 1 and NOTHING_M2 < left < measured[events[0]]:
            left = _together(known, id, day, measure)
        released, releases = lost.get(id, ({}, []))
        if why:
            left = (stated if active else 0.0) or 0.0
        begun = [hazard for hazard, _ in own if hazard.begins <= day]
        out.append(
            AreaState(
                id=id,
                name=hazard.row["name"],
                status=_status(begun, active, left, is_released=any(released.values())),
                ended_as=None if active or not begun else begun[-1].ended_as,
                area_class=hazard.area_class,
                hazard_types=tuple(kind for held in hazard.held for kind in held.types),
                stated_m2=stated,
                measured_m2=None if why else measured[events[0]],
                remaining_m2=None if why and stated is None and active else left,
                released_m2=dict(released),
                unlocated=why,
                last_event=_last(own, releases, day),
            )
        )
    return tuple(out)


def _together(known: Facts, id: str, day: int, measure: Measure) -> float:
    """What remains of an area that holds types since different days: of one here, of another there."""
    alone = known.of_areas({id}, ())
    return float(measure(alone.events, [alone.groups["all"]]).hazardous_m2([day], 0)[0])


def _status(begun: list[Hazard], active: list[Any], left: float, *, is_released: bool) -> str:
    if not begun:
        return "recorded_later"
    if not active:
        return "ended"
    if not is_released:
        return "hazardous"
    return "partly_released" if left > NOTHING_M2 else "released"


def _losses(known: Facts, partition: Partition, day: int) -> dict[str, tuple[dict[str, float], list[Event]]]:
    """Area -> what releases had ended of it by a day, by line, and when; of events of one area the largest."""
    line_of = {
        event: release.line
        for release, event in zip(known.releases, known.release_events, strict=True)
        if event is not None
    }
    losses = partition.losses
    of_pair: dict[tuple[str, int], float] = {}
    told: dict[str, list[Event]] = defaultdict(list)
    by_event: dict[tuple[int, int], float] = defaultdict(float)
    for hazard, release, when, m2 in zip(
        losses.hazard.tolist(), losses.release.tolist(), losses.day.tolist(), losses.m2.tolist(), strict=True
    ):
        if when <= day:
            by_event[hazard, release] += m2
            id = known.rows[hazard][1]
            what = line_of[release] if m2 > 0 else "acceptance_withdrawn"
            told[id].append(Event(days.said(when), what, *known.rows[release]))
    for (hazard, release), m2 in by_event.items():
        key = known.rows[hazard][1], release
        of_pair[key] = max(of_pair.get(key, 0.0), m2)
    found: dict[str, tuple[dict[str, float], list[Event]]] = {}
    for (id, release), m2 in of_pair.items():
        lines, _ = found.setdefault(id, (dict.fromkeys(LINES.values(), 0.0), told[id]))
        lines[line_of[release]] += m2
    return found


def _last(own: list[tuple[Hazard, range]], releases: list[Event], day: int) -> Event | None:
    """The latest of what happened to an area by a day."""
    happened = list(releases)
    for hazard, _ in own:
        if hazard.begins <= day:
            what = "reclassified" if hazard.continues else "identified"
            happened.append(Event(days.said(hazard.begins), what, "areas", hazard.id))
        if hazard.ends <= day and hazard.ended_as:
            happened.append(Event(days.said(hazard.ends), hazard.ended_as, "areas", hazard.id))
    return max(happened, key=lambda event: event.day or "", default=None)


def status_label(area: AreaState) -> str:
    """How the area stands, in words."""
    if area.status == "ended" and area.ended_as:
        return f"record ended: {vocab.load('area_ends')[area.ended_as].label}"
    return area.status.replace("_", " ")
