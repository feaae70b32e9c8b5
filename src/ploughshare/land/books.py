"""An area's life in the books of one group: when it came to be counted and ceased to be, and what released it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ploughshare.land.engine.states import FAR
from ploughshare.land.hazards import Hazard
from ploughshare.land.left_out import stated_m2
from ploughshare.land.measured import Measured
from ploughshare.record.package import Row


@dataclass(frozen=True)
class Span:
    """A hazard of the area with those of its events that are in the group."""

    hazard: Hazard
    events: tuple[int, ...]


@dataclass(frozen=True)
class Stay:
    """A time in which an area was counted without a break: its spans, first to last."""

    spans: tuple[Span, ...]

    @property
    def first(self) -> Hazard:
        """The hazard with which it begins."""
        return self.spans[0].hazard

    @property
    def begins(self) -> int:
        """Its first day."""
        return self.first.begins

    @cached_property
    def last(self) -> Hazard:
        """The hazard with which it ends."""
        return max((span.hazard for span in self.spans), key=lambda hazard: (hazard.ends, hazard.begins))

    @property
    def ends(self) -> int:
        """The day on which it is counted no more; FAR where there is none."""
        return self.last.ends


@dataclass(frozen=True)
class Life:
    """An area in the group: its stays in order, and its stated area (None where none is stated)."""

    row: Row
    stays: tuple[Stay, ...]
    stated: float | None

    @property
    def id(self) -> str:
        """The area's id."""
        return str(self.row["id"])

    def opens(self, stay: Stay) -> bool:
        """Whether the area was counted from its own beginning, and not from a change of class or type."""
        return not stay.first.continues


@dataclass(frozen=True, eq=False)
class Books:
    """The lives of all areas in the group of ``measured``, and what releases took from each as they state it."""

    measured: Measured

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """The areas that are ever counted, by id."""
        facts, mask = self.measured.facts, self.measured.mask
        channels = facts.events.channels.tolist()
        spans: dict[str, list[Span]] = defaultdict(list)
        for hazard, events in zip(facts.hazards, facts.hazard_events, strict=True):
            inside = tuple(event for event in events if channels[event] & mask)
            if inside and hazard.begins < hazard.ends:
                spans[hazard.id].append(Span(hazard, inside))
        return {
            id: Life(own[0].hazard.row, tuple(_stays(own)), stated_m2(own[0].hazard.row)) for id, own in spans.items()
        }

    def left_m2(self, life: Life, day: int) -> float | None:
        """What the books have of an area when that day begins: stated, less what releases state; never below none."""
        if life.stated is None:
            return None
        released = sum(m2 for start, end, m2 in self._released.get(life.id, ()) if start <= day < end)
        return max(life.stated - released, 0.0)

    @cached_property
    def _released(self) -> Mapping[str, list[tuple[int, int, float]]]:
        """Area -> first day, day of withdrawal and stated area of the releases that name it.

        A release of several areas is shared out by their stated areas; one that names none goes where it ended land.
        """
        facts, out = self.measured.facts, defaultdict(list)
        losses = self._losses()
        for release, event in zip(facts.releases, facts.release_events, strict=True):
            stated = stated_m2(release.row)
            counts = release.is_in_books and release.start < release.end and self.measured.posts(release)
            if not counts or not stated or not facts.of_types(release) & self.measured.mask:
                continue
            named = [self.lives[id] for id in release.areas if id in self.lives]
            if release.areas:
                shares = {life.id: life.stated or 0.0 for life in named}
                if len(named) == 1 or not all(shares.values()):
                    shares = dict.fromkeys(shares, 1.0)
            else:
                shares = {} if event is None else losses.get(event, {})
            whole = sum(shares.values())
            for id, share in shares.items():
                out[id].append((release.start, min(release.end, FAR + 1), stated * share / whole))
        return out

    def _losses(self) -> dict[int, dict[str, float]]:
        found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        losses, rows = self.measured.partition.losses, self.measured.facts.rows
        for hazard, release, m2 in zip(
            losses.hazard.tolist(), losses.release.tolist(), losses.m2.tolist(), strict=True
        ):
            id = rows[hazard][1]
            if m2 > 0 and id in self.lives:
                found[release][id] += m2
        return found


def _stays(spans: list[Span]) -> list[Stay]:
    """Spans that meet are one stay."""
    stays: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: span.hazard.begins):
        if stays and span.hazard.begins <= max(other.hazard.ends for other in stays[-1]):
            stays[-1].append(span)
        else:
            stays.append([span])
    return [Stay(tuple(stay)) for stay in stays]
