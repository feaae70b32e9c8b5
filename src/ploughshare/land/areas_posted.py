"""What areas post: land newly recorded, found again, measured again and reclassified, and records that ended.

An area whose record ended, and those that took its place, post the net of their stated areas to one line, as books
do; on the map what was gained and what was lost stand apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ploughshare import vocab
from ploughshare.land.books import Books, Life, Stay
from ploughshare.land.engine.states import FAR, State
from ploughshare.land.measured import Measured
from ploughshare.land.posting import Difference, Posting, post
from ploughshare.land.slips import outline_difference

DUPLICATE: Final = "duplicate"


@dataclass(frozen=True)
class Gained:
    """What a stay made hazardous on its first day, by what the land was before; ``why`` explains the stated area.

    ``new`` had no state, ``found`` had been released. Stated is what they and the differences ``why`` come to.
    """

    new: float
    found: float
    why: tuple[Difference, ...]


@dataclass(frozen=True)
class Lost:
    """What ceased to be hazardous when a stay ended; with ``why`` it comes to what the books had left."""

    m2: float
    why: tuple[Difference, ...]


@dataclass(frozen=True)
class Family:
    """Areas whose records ended and the areas that took their place, and the day when the last of them ended."""

    former: tuple[str, ...]
    heirs: tuple[str, ...]
    reason: str
    day: int


@dataclass(frozen=True, eq=False)
class AreaPostings:
    """The postings of all areas of a group of channels. ``causes`` are those of finds, by the area drawn for them."""

    measured: Measured
    causes: Mapping[str, str]

    @cached_property
    def books(self) -> Books:
        """The lives of the areas."""
        return Books(self.measured)

    def __iter__(self) -> Iterator[Posting]:
        heirs = {id: family for family in self.families for id in family.heirs}
        former = {id: family for family in self.families for id in family.former}
        for life in self.books.lives.values():
            for stay in life.stays:
                family = heirs.get(life.id) if life.opens(stay) else None
                yield from self._begun(life, stay, family)
                yield from self._changed(life, stay)
                if stay.ends < FAR:
                    yield from self._ended(life, stay, former.get(life.id) if stay.last.successors else None)
        for family in self.families:
            yield from self._net(family)

    # --- one area

    def _begun(self, life: Life, stay: Stay, family: Family | None) -> Iterator[Posting]:
        gained = self._gained(life, stay)
        cause = life.row["found_cause"] or self.causes.get(life.id)
        found_on = vocab.load("find_causes")[cause or "not_known"].extra["line"]
        if family is not None:
            is_then = stay.begins == family.day
            new_on = vocab.load("area_ends")[family.reason].extra["gains"] if is_then else "newly_recorded"
            name = "netted" if is_then else "another_day"
            yield self._post(life, stay.begins, new_on, 0.0, gained.new, (name, -gained.new))
            if gained.found:
                why = ("drawn_over_released_land", -gained.found)
                yield self._post(life, stay.begins, found_on, 0.0, gained.found, why)
            return
        stated = life.stated if life.opens(stay) else self.books.left_m2(life, stay.begins)
        new_on = "newly_recorded" if life.opens(stay) else "reclassified_in"
        stated_on, other, m2, elsewhere = new_on, found_on, gained.new, gained.found
        if cause and life.opens(stay):
            stated_on, other, m2, elsewhere = found_on, new_on, gained.found, gained.new
        whole = [*gained.why, ("drawn_over_released_land", elsewhere)] if stated is not None else []
        yield self._post(life, stay.begins, stated_on, stated, m2, *whole)
        if elsewhere:
            name = "drawn_over_released_land" if stated is not None else "area_not_stated"
            yield self._post(life, stay.begins, other, 0.0, elsewhere, (name, -elsewhere))

    def _changed(self, life: Life, stay: Stay) -> Iterator[Posting]:
        """Changes of class or type within a stay: nothing for the books, and on the map what they add or end."""
        if self._is_unlocated(life):
            return
        for span in stay.spans:
            for event in span.events:
                if span.hazard.begins > stay.begins:
                    credit = self.measured.credit(event)
                    found = sum(credit[State.CANCELLED :])
                    for m2, name in ((credit[State.NONE], "counted_twice"), (found, "drawn_over_released_land")):
                        if m2:
                            yield self._post(life, span.hazard.begins, "reclassified_in", 0.0, m2, (name, -m2))
                if span.hazard.ends < stay.ends:
                    m2 = _no_longer(self.measured.ended(event))
                    if m2:
                        why = ("released_before", -m2)
                        yield self._post(life, span.hazard.ends, "reclassified_out", 0.0, m2, why)

    def _ended(self, life: Life, stay: Stay, family: Family | None) -> Iterator[Posting]:
        lost = self._lost(life, stay)
        term = vocab.load("area_ends")[str(stay.last.ended_as)].extra
        sign = vocab.load("account_lines")[term["line"]].extra["sign"]  # corrections are signed by themselves
        taken = -lost.m2 * sign
        if family is not None:
            yield self._post(life, stay.ends, term["line"], 0.0, taken, ("netted", -taken))
            return
        left = self.books.left_m2(life, stay.ends)
        stated = _times(left, -sign)
        why = _turned(lost.why, -sign) if left is not None else []
        yield self._post(life, stay.ends, term["line"], stated, taken, *why)

    def _gained(self, life: Life, stay: Stay) -> Gained:
        stated = life.stated if life.opens(stay) else self.books.left_m2(life, stay.begins)
        if self._is_unlocated(life):
            return Gained(stated or 0.0, 0.0, ())
        events = [event for span in stay.spans if span.hazard.begins == stay.begins for event in span.events]
        credits = [self.measured.credit(event) for event in events]
        area = self.measured.area(events[0])
        new = sum(credit[State.NONE] for credit in credits)
        found = sum(sum(credit[State.CANCELLED :]) for credit in credits)
        blocked = sum(self.measured.blocked(event, self.measured.mask) for event in events)
        # Of two events of one area the second lies wholly on the first: what the first met tells of other areas.
        twice = credits[0][State.HAZARDOUS]
        again = sum(credit[State.HAZARDOUS] for credit in credits[1:]) - area * (len(events) - 1)
        if stated is None or life.stated is None:
            return Gained(new, found, ())
        carried = stated - life.stated  # what had been released when the area came in from another class or type
        why = (
            outline_difference(life.stated, area),
            ("counted_twice", twice),
            ("already_released", blocked + again + carried),
        )
        return Gained(new, found, why)

    def _lost(self, life: Life, stay: Stay) -> Lost:
        left = self.books.left_m2(life, stay.ends)
        if self._is_unlocated(life):
            gone = life.stated or 0.0
            return Lost(gone, () if left is None else (("released_before", left - gone),))
        ending = [event for span in stay.spans if span.hazard.ends == stay.ends for event in span.events]
        told = [self.measured.ended(event) for event in ending]
        m2 = sum(map(_no_longer, told))
        if left is None or life.stated is None:
            return Lost(m2, ())
        outline = outline_difference(life.stated, self.measured.area(ending[0]))
        kept = told[-1][State.HAZARDOUS]
        before = left - m2 - outline[1] - kept
        return Lost(m2, (outline, ("counted_twice", kept), ("released_before", before)))

    # --- areas that took the place of others

    @cached_property
    def families(self) -> list[Family]:
        """Each area that ended with those that took its place, joined where they share one."""
        lives = self.books.lives
        after: dict[str, list[str]] = {}
        ended_as: dict[str, tuple[str, int]] = {}
        for hazard in self.measured.facts.hazards:
            if hazard.ended_as == DUPLICATE:  # the books had both, and are corrected by the one that goes
                continue
            counted = [id for id in hazard.successors if id in lives and lives[id].opens(lives[id].stays[0])]
            if counted or (hazard.successors and hazard.id in lives):
                after[hazard.id] = counted
                ended_as[hazard.id] = (str(hazard.ended_as), hazard.ends)
        return [
            Family(tuple(former), tuple(heirs), ended_as[former[0]][0], max(ended_as[id][1] for id in former))
            for former, heirs in _joined(after)
        ]

    def _net(self, family: Family) -> Iterator[Posting]:
        lives = self.books.lives
        heirs = [lives[id] for id in family.heirs]
        former = [lives[id] for id in family.former if id in lives and lives[id].stays[-1].last.successors]
        left = {life.id: self.books.left_m2(life, life.stays[-1].ends) for life in former}
        term = vocab.load("area_ends")[family.reason].extra
        net = sum(life.stated or 0.0 for life in heirs) - sum(m2 or 0.0 for m2 in left.values())
        line, sign = (term["gains"], 1.0) if net >= 0 else (term["line"], -1.0)
        for life in heirs:
            gained = self._gained(life, life.stays[0])
            name = "netted" if life.stays[0].begins == family.day else "another_day"
            why = [*gained.why, ("drawn_over_released_land", gained.found)] if life.stated is not None else []
            signed = _turned([*why, (name, gained.new)], sign)
            yield self._post(life, family.day, line, _times(life.stated, sign), 0.0, *signed)
        for life in former:
            lost = self._lost(life, life.stays[-1])
            signed = _turned([*lost.why, ("netted", lost.m2)], -sign)
            yield self._post(life, family.day, line, _times(left[life.id], -sign), 0.0, *signed)

    def _is_unlocated(self, life: Life) -> bool:
        return self.measured.facts.undrawn("areas", life.id) is not None

    def _post(
        self, life: Life, day: int, line: str, stated: float | None, measured: float, *why: Difference
    ) -> Posting:
        return post(
            day,
            line,
            ("areas", life.id),
            life.row["organisation"],
            stated=stated,
            measured=measured,
            differences=why,
            unlocated=self._is_unlocated(life),
        )


def _turned(why: Iterable[Difference], sign: float) -> list[Difference]:
    return [(name, sign * m2) for name, m2 in why]


def _times(stated: float | None, sign: float) -> float | None:
    return None if stated is None else sign * stated


def _no_longer(ended: list[float]) -> float:
    """What ceased to be hazardous, of what was hazardous until an event ended."""
    return sum(ended) - ended[State.HAZARDOUS]


def _joined(after: Mapping[str, list[str]]) -> list[tuple[list[str], list[str]]]:
    """Ended areas and their heirs, joined where two ended areas share an heir; ended areas sorted by id."""
    before: dict[str, list[str]] = defaultdict(list)
    for id, heirs in after.items():
        for heir in heirs:
            before[heir].append(id)
    seen: set[str] = set()
    families = []
    for id in sorted(after):
        if id in seen:
            continue
        former, inherit, waiting = {id}, set[str](), [id]
        while waiting:
            for heir in after[waiting.pop()]:
                inherit.add(heir)
                waiting += [other for other in before[heir] if other not in former]
                former.update(before[heir])
        seen |= former
        families.append((sorted(former), sorted(inherit)))
    return families
