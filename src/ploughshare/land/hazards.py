"""Rows of areas as hazards: what each held from when to when, by its history and the rules of doubt.

The rules are worded in ``docs/rules/land-account.md``, sections 2 and 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ploughshare import vocab
from ploughshare.land import days, outlines
from ploughshare.land.channels import CLASSES
from ploughshare.land.engine.states import FAR
from ploughshare.land.known import Known
from ploughshare.land.left_out import LeftOut
from ploughshare.record.package import Package, Row

SURVEY: Final = "survey_envelope"
RECLASSIFIED: Final = "reclassified"


@dataclass(frozen=True)
class Held:
    """Types of hazard that an area held, and the latest day on which that was found: its power against releases."""

    types: tuple[str, ...]
    power: int


@dataclass(frozen=True)
class Hazard:
    """What an area held from one change of class or types to the next; hazardous from ``begins`` to before ``ends``.

    ``ended_as`` is the term of ``area_ends`` by which it ended without a release, ``successors`` the ids of the areas
    that took its place. ``continues`` says that it is the same area after a change of class or types.
    """

    row: Row
    area_class: str
    held: tuple[Held, ...]
    begins: int
    ends: int = FAR
    ended_as: str | None = None
    successors: tuple[str, ...] = ()
    continues: bool = False

    @property
    def id(self) -> str:
        """The id of its area."""
        return str(self.row["id"])


def read(package: Package, known: Known) -> tuple[tuple[Hazard, ...], tuple[LeftOut, ...]]:
    """The hazards of a record as they were known, by area and time; and what of areas does not count, and why."""
    rows = {row["id"]: row for row in package.rows("areas") if known.hazard(row, row["identified"])}
    histories: dict[str, list[Row]] = defaultdict(list)
    for change in package.rows("area_statuses"):
        if change["area_class"] or change["hazard_types"]:
            histories[change["area"]].append(change)
    left_out: list[LeftOut] = []
    of_area: dict[str, list[Hazard]] = {}
    for id, row in rows.items():
        of_area[id], doubts = _spans(row, histories.get(id, ()), known)
        left_out += doubts
        if not of_area[id]:
            left_out.append(LeftOut.of("areas", row, SURVEY))
    telling = {id: spans for id, spans in of_area.items() if spans and not _is_wrong(rows[id], known)}
    told = {id for id, spans in of_area.items() if spans and _is_told_elsewhere(id, spans, rows, telling)}
    left_out += [LeftOut.of("areas", rows[id], "same_as") for id in sorted(told)]
    standing = {id: spans for id, spans in of_area.items() if spans and id not in told}
    _end_records(standing, known, left_out)
    return tuple(hazard for spans in standing.values() for hazard in spans), tuple(left_out)


def _is_told_elsewhere(
    id: str, own: Sequence[Hazard], rows: Mapping[str, Row], telling: Mapping[str, Sequence[Hazard]]
) -> bool:
    """Whether the chain of ``same_as`` ends at one of the hazards ``telling`` that holds all types of its own.

    A circle of tellings ends nowhere.
    """
    seen, at = {id}, rows[id]["same_as"]
    while at in rows and at not in seen:
        seen.add(at)
        if rows[at]["same_as"] is None:
            # One that is drawn is not told by one that is not: its land would leave the map.
            is_told = at in telling and _hold_types(own, telling[at])
            return is_told and (is_drawn(rows[at]) or not is_drawn(rows[id]))
        at = rows[at]["same_as"]
    return False


def _spans(row: Row, history: Sequence[Row], known: Known) -> tuple[list[Hazard], list[LeftOut]]:
    """An area's hazards from change to change, the last without an end; none for ground that only needs survey."""
    low, high = days.happened(row["identified"], row["recorded"])
    changes = [change for change in history if known.hazard(change, change["date"])]
    changes.sort(key=lambda change: (*days.happened(change["date"], change["recorded"])[::-1], change["id"]))
    area_class, types = _first(row, changes, low)
    spans: list[Hazard] = []
    doubts: list[LeftOut] = []
    if area_class in CLASSES:
        spans.append(Hazard(row, area_class, (Held(types, high),), low))
    for change in changes:
        now_class, now_types = change["area_class"] or area_class, tuple(change["hazard_types"]) or types
        if now_class not in CLASSES:
            if spans:  # a survey that is owed takes no hazard away
                doubts.append(LeftOut.of("area_statuses", change, "change_not_established"))
            now_class = area_class
        if now_class not in CLASSES or (now_class, set(now_types)) == (area_class, set(types)):
            types = now_types
            continue
        came_low, came_high = days.happened(change["date"], change["recorded"])
        begins = max(came_low, low)
        if not spans:
            spans.append(Hazard(row, now_class, (Held(now_types, max(high, came_high)),), begins))
        else:
            established = (
                days.exact(change["date"]) is not None
                and change["decided_by"] is not None
                and known.release(change, change["date"])
                and not (came_low < low and set(row["hazard_types"]) - set(now_types))
            )
            if established and begins <= spans[-1].begins:  # it was so from the beginning
                spans[-1] = replace(spans[-1], area_class=now_class, held=_held(spans[-1], now_types, came_high))
            else:
                after = Hazard(row, now_class, _held(spans[-1], now_types, came_high), begins, continues=True)
                if established:
                    spans[-1] = replace(spans[-1], ends=begins, ended_as=RECLASSIFIED)
                else:
                    doubts.append(LeftOut.of("area_statuses", change, "change_not_established"))
                spans.append(after)
        area_class, types = now_class, now_types
    return spans, doubts


def _first(row: Row, changes: Sequence[Row], identified: int) -> tuple[str, tuple[str, ...]]:
    """Class and types before the first change.

    The row of an area may hold what was first or what is now. Where it says what the last change says, it holds what
    is now: then an entry as old as the area gives the beginning, and else what was confirmed had been suspected.
    """
    area_class, types = row["area_class"], tuple(row["hazard_types"])
    of_class = [change for change in changes if change["area_class"]]
    of_types = [change for change in changes if change["hazard_types"]]
    if of_class and of_class[-1]["area_class"] == area_class:
        first = of_class[0]
        is_oldest = first["date"] and days.interval(first["date"])[0] <= identified
        area_class = first["area_class"] if is_oldest else "sha" if first["area_class"] == "cha" else area_class
    if of_types and set(of_types[-1]["hazard_types"]) == set(types):
        first = of_types[0]
        if first["date"] and days.interval(first["date"])[0] <= identified:
            types = tuple(first["hazard_types"])
    return area_class, types


def _held(before: Hazard, types: tuple[str, ...], came: int) -> tuple[Held, ...]:
    """What is held after a change: what was held keeps its power, and what is new is as young as the change.

    Else a release older than the change would end a type that was found only later.
    """
    powers = {kind: held.power for held in before.held for kind in held.types}
    first = max(held.power for held in before.held)
    if not powers or not types:  # types come to be stated, or are no longer: it is the same hazard
        return (Held(types, first),)
    by_power: dict[int, list[str]] = defaultdict(list)
    for kind in types:
        by_power[powers.get(kind, max(came, first))].append(kind)
    return tuple(Held(tuple(kinds), power) for power, kinds in sorted(by_power.items()))


def _end_records(standing: dict[str, list[Hazard]], known: Known, left_out: list[LeftOut]) -> None:
    """End the last hazard of each area whose record ended for good, once those that take its place have begun."""
    heirs: dict[str, list[str]] = defaultdict(list)
    for id, spans in standing.items():
        for former in spans[0].row["formed_from"]:
            if former != id:
                heirs[former].append(id)
    ends = {
        id: day
        for id, spans in standing.items()
        if (day := _established_end(spans[0].row, known, [standing[heir][0].row for heir in heirs.get(id, ())]))
        is not None
        and _is_left_to(spans, [span for heir in heirs.get(id, []) for span in standing[heir]])
    }
    for id in list(ends):
        if id in _reached(id, heirs, ends):  # a circle in which each area leaves its land to the next
            del ends[id]
    for id, spans in standing.items():
        row = spans[0].row
        if id in ends:
            after = heirs.get(id, []) if vocab.load("area_ends")[row["end_reason"]].extra["successors"] else []
            day = max([ends[id], *(standing[heir][0].begins for heir in after)])
            spans[:] = [
                replace(span, ends=day, ended_as=row["end_reason"], successors=tuple(after))
                if span.ends >= day
                else span
                for span in spans
                if span.begins < day or span is spans[0]
            ]
        elif (row["ended"] or row["end_reason"]) and known.reached(days.interval(row["ended"])[0]):
            left_out.append(LeftOut.of("areas", row, "end_not_established"))


def _established_end(row: Row, known: Known, heirs: Sequence[Row]) -> int | None:
    """The day on which an area's record ended for good; None where it did not, or where that is in doubt.

    An area that is drawn stays where one that takes its place is not: its land would leave the map for nowhere.
    """
    day = days.exact(row["ended"])
    if day is None or not row["end_reason"] or not row["end_decided_by"] or not known.reached(day):
        return None
    if not vocab.load("area_ends")[row["end_reason"]].extra["successors"]:
        return day
    # What should never have been recorded takes nobody's place.
    is_replaced = not all(_is_wrong(heir, known) for heir in heirs)
    placed = all(is_drawn(heir) for heir in heirs) or not is_drawn(row)
    return day if is_replaced and placed else None


def _is_left_to(spans: Sequence[Hazard], heirs: Sequence[Hazard]) -> bool:
    """Whether what an area holds may pass to others: only one that was reclassified may lose a type on the way."""
    reason = spans[0].row["end_reason"]
    keeps_types = reason != RECLASSIFIED and vocab.load("area_ends")[reason].extra["successors"]
    return not keeps_types or _hold_types(spans, heirs)


def _hold_types(spans: Sequence[Hazard], others: Sequence[Hazard]) -> bool:
    """Whether others hold all types that an area holds at last; hazard of no stated type may be of any."""
    own = {kind for span in spans if span.ends >= FAR for held in span.held for kind in held.types}
    theirs = [held.types for span in others for held in span.held]
    return not all(theirs) or own <= {kind for types in theirs for kind in types}


def _is_wrong(row: Row, known: Known) -> bool:
    """Whether an area's record ended as one that should never have been: it stands for no other area."""
    reason = row["end_reason"]
    is_replaced = not reason or vocab.load("area_ends")[reason].extra["successors"]
    return not is_replaced and _established_end(row, known, ()) is not None


def is_drawn(row: Row) -> bool:
    """Whether a row has an outline that encloses land, and not a point, a line or nothing."""
    return not isinstance(outlines.read([row], of_releases=False)[0], str)


def _reached(id: str, heirs: Mapping[str, Sequence[str]], ends: Mapping[str, int]) -> Iterator[str]:
    """The areas to which the land of one that ended passes, over all that ended too."""
    seen: set[str] = set()
    waiting = list(heirs.get(id, ()))
    while waiting:
        heir = waiting.pop()
        if heir in seen:
            continue
        seen.add(heir)
        yield heir
        if heir in ends:
            waiting += heirs.get(heir, ())
