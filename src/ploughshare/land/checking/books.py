"""The books of areas: their status against what released them, how they changed, and what took their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ploughshare import dates, vocab
from ploughshare.findings import Level, register
from ploughshare.land.checking import standing, words
from ploughshare.land.checking.cases import Case, Record, case
from ploughshare.record.package import Package, Row

CLOSED_UNRELEASED = register(
    "land.closed-without-release",
    Level.WARNING,
    "an area closed, released or handed over that no accepted release speaks of",
    "Add the release that ended it and its acceptance, or set the area back to open. Closing a record releases no "
    "land: it stays hazardous in the account.",
)
RELEASED_UNACCEPTED = register(
    "land.released-unaccepted",
    Level.WARNING,
    "an area called released whose releases the authority has not accepted",
    "Have them accepted, and give by whom and when; until then the land stays hazardous in the account.",
)
HANDED_OVER_UNRELEASED = register(
    "land.handed-over-unreleased",
    Level.ERROR,
    "a handover of land without an accepted release",
    "People walk on land that was handed over. Find the acceptance, or correct the handover.",
)
TRANSITION = register(
    "land.status-transition",
    Level.WARNING,
    "a change of status that does not follow from the one before",
    "Check the dates and both entries; to open an area again needs its reason.",
)
STATUS_DIFFERS = register(
    "land.status-differs",
    Level.WARNING,
    "an area whose status is not the last one of its history",
    "Add the missing change to area_statuses.csv, or correct the area's status.",
)
END_DOES_NOT_COUNT = register(
    "land.end-does-not-count",
    Level.WARNING,
    "the end of an area's record without its day, its reason or who decided it",
    "Give all three, ended, end_reason and end_decided_by; until then the area stays hazardous.",
)
WITHOUT_SUCCESSOR = register(
    "land.ended-without-successor",
    Level.WARNING,
    "an area split, merged or redrawn, from which no other area was formed",
    "Name it in formed_from of the areas that took its place; until then it stays hazardous.",
)
FORMED_FROM_OPEN = register(
    "land.formed-from-open",
    Level.WARNING,
    "an area formed from one that has not ended: their land counts twice",
    "End the older one with its day, reason and who decided it, or correct formed_from.",
)
LINEAGE_CIRCLE = register(
    "land.lineage-circle",
    Level.ERROR,
    "rows that were formed from one another, or are called the same as each other, in a circle",
    "Correct formed_from or same_as: one of them must come first.",
)
CLASS_EVIDENCE = register(
    "land.class-against-evidence",
    Level.NOTE,
    "a confirmed area without direct evidence, or evidence in the other list than its own",
    "Confirmed areas rest on direct evidence: give it, or call the area suspected. A country may list it otherwise.",
)
FOUND_WITHOUT_AREA = register(
    "land.find-without-area",
    Level.WARNING,
    "ordnance found on released land for which no area was drawn",
    "Draw the area and name it in the find: until then the land counts as released.",
)
CAUSE_UNKNOWN = register(
    "land.find-without-cause",
    Level.NOTE,
    "ordnance on released land of which nobody says how it came there",
    "Ask whether it was missed, moved there or laid anew: each says something else of the release.",
)

_REPLACED = "superseded"


def check(package: Package) -> Iterator[Case]:
    """All checks of the books."""
    yield from _closed(package)
    yield from _handovers(package)
    yield from _histories(package)
    yield from _ends(package)
    for column, table in (("formed_from", "areas"), ("same_as", "areas"), ("same_as", "releases")):
        yield from _circles(package, table, column)
    for area in package.rows("areas"):
        yield from _evidence(package, area)
    yield from _finds(package)


def _closed(package: Package) -> Iterator[Case]:
    """Areas that are done in the books: by name first; whether releases cover their land is measured elsewhere."""
    named: dict[str, list[Row]] = defaultdict(list)
    for release in package.rows("releases"):
        if release["same_as"] is None:
            for id in standing.areas_of(package, release):
                named[id].append(release)
    for area in package.rows("areas"):
        done = not standing.is_open(area) and area["status"] != _REPLACED
        if not done or not standing.is_hazard(area) or standing.is_ended(area):
            continue
        releases = named.get(area["id"], [])
        if any(standing.is_accepted(release) for release in releases):
            continue
        others = [("releases", str(release["id"])) for release in releases]
        if releases:
            how = ", ".join(sorted({_acceptance(release) for release in releases}))
            message = f"is {_label(area['status'])}; its releases are {how}"
            yield case(package, RELEASED_UNACCEPTED, "areas", area, message, column="status", others=others)
        else:
            message = f"is {_label(area['status'])}, and no release names it"
            yield case(package, CLOSED_UNRELEASED, "areas", area, message, column="status")


def _acceptance(release: Row) -> str:
    if release["withdrawn"]:
        return "withdrawn"
    return vocab.load("acceptances")[release["acceptance"]].label


def _label(status: str) -> str:
    return vocab.load("area_states")[status].label


def _handovers(package: Package) -> Iterator[Case]:
    by_area: dict[str, list[Row]] = defaultdict(list)
    for each in package.rows("releases"):
        for id in standing.areas_of(package, each):
            by_area[id].append(each)
    for row in package.rows("handovers"):
        if row["handed_over"] is None and row["done"] != "yes":
            continue
        releases = [release for id in row["releases"] if (release := package.row("releases", id))]
        releases = releases or by_area.get(row["area"], [])
        waiting = [str(release["id"]) for release in releases if not standing.is_accepted(release)]
        if releases and len(waiting) < len(releases) and not (row["releases"] and waiting):
            continue
        said = f"{words.listed(waiting)} not accepted" if waiting else "no release is named"
        others: list[Record] = [("releases", id) for id in waiting]
        message = f"was handed over, and {said}"
        yield case(package, HANDED_OVER_UNRELEASED, "handovers", row, message, column="releases", others=others)


def _histories(package: Package) -> Iterator[Case]:
    histories: dict[str, list[Row]] = defaultdict(list)
    for change in package.rows("area_statuses"):
        histories[change["area"]].append(change)
    states = vocab.load("area_states")
    for id, changes in sorted(histories.items()):
        area = package.row("areas", id)
        dated = sorted((row for row in changes if row["date"]), key=lambda row: (row["date"], row["id"]))
        for before, after in pairwise(dated):
            was, now = before["status"], after["status"]
            others = [("area_statuses", str(before["id"]))]
            if was == now:
                continue
            if now not in states[was].extra["then"]:
                message = f"“{id}” became {_label(now)} {dates.say(after['date'])}, after it had been {_label(was)}"
                yield case(package, TRANSITION, "area_statuses", after, message, column="status", others=others)
            elif not standing.is_open(before) and standing.is_open(after) and not after["reason"]:
                message = f"“{id}” was opened again {dates.say(after['date'])}, and no reason is given"
                yield case(package, TRANSITION, "area_statuses", after, message, column="reason", others=others)
        if dated and len(dated) == len(changes) and area is not None and dated[-1]["status"] != area["status"]:
            last = dated[-1]
            ends = f"{_label(last['status'])}, {dates.say(last['date'])}"
            message = f"is {_label(area['status'])}; its history ends with {ends}"
            others = [("area_statuses", str(last["id"]))]
            yield case(package, STATUS_DIFFERS, "areas", area, message, column="status", others=others)


def _ends(package: Package) -> Iterator[Case]:
    """How records ended without a release, and what took their place."""
    ways = vocab.load("area_ends")
    heirs: dict[str, list[str]] = defaultdict(list)
    for area in package.rows("areas"):
        for id in area["formed_from"]:
            if id != area["id"]:
                heirs[id].append(str(area["id"]))
    for area in package.rows("areas"):
        given = [name for name in ("ended", "end_reason", "end_decided_by") if area[name]]
        if (given or area["status"] == _REPLACED) and not standing.is_ended(area):
            lacks = [name for name in ("ended", "end_reason", "end_decided_by") if name not in given]
            why = f"{', '.join(lacks)} not given" if lacks else f"ended is {area['ended']}, which is no day"
            message = f"its record ended without a release, and {why}: it stays hazardous"
            yield case(package, END_DOES_NOT_COUNT, "areas", area, message, column=lacks[0] if lacks else "ended")
        if area["end_reason"] and ways[area["end_reason"]].extra["successors"] and not heirs.get(area["id"]):
            message = f"ended as {ways[area['end_reason']].label}, and no area was formed from it: it stays hazardous"
            yield case(package, WITHOUT_SUCCESSOR, "areas", area, message, column="end_reason")
        for id in area["formed_from"]:
            former = package.row("areas", id)
            if former is None or id == area["id"] or former["ended"] or former["end_reason"]:
                continue
            if standing.is_hazard(former) and standing.is_open(former):
                message = f"was formed from “{id}”, which is {_label(former['status'])} still"
                yield case(
                    package, FORMED_FROM_OPEN, "areas", area, message, column="formed_from", others=[("areas", id)]
                )


def _circles(package: Package, table: str, column: str) -> Iterator[Case]:
    """Each circle told once, on its first id."""
    leads: Mapping[str, tuple[str, ...]] = {
        row["id"]: row[column] if isinstance(row[column], tuple) else (row[column],)
        for row in package.rows(table)
        if row[column]
    }
    done: set[str] = set()
    for start in sorted(leads):
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(leads[start])
        while path:
            at = next(reversed(path))
            following = next(path[at], None)
            if following is None:
                done.add(at)
                del path[at]
            elif following in path:
                names = list(path)
                yield from _circle(package, table, column, names[names.index(following) :])
            elif following in leads and following not in done:
                path[following] = iter(leads[following])


def _circle(package: Package, table: str, column: str, ids: Sequence[str]) -> Iterator[Case]:
    row = package.row(table, min(ids))
    if row is not None:
        others = [(table, id) for id in ids if id != row["id"]]
        message = f"{column} leads back to itself: {words.listed(ids)}"
        yield case(package, LINEAGE_CIRCLE, table, row, message, column=column, others=others)


def _evidence(package: Package, area: Row) -> Iterator[Case]:
    kinds = vocab.load("evidence_kinds")
    for column in ("direct_evidence", "indirect_evidence"):
        wrong = [kind for kind in area[column] if f"{kinds[kind].extra['directness']}_evidence" != column]
        if wrong:
            labels = ", ".join(kinds[kind].label for kind in wrong)
            message = f"{labels}: evidence of the other list"
            yield case(package, CLASS_EVIDENCE, "areas", area, message, column=column)
    if area["area_class"] == "cha" and area["indirect_evidence"] and not area["direct_evidence"]:
        message = "is called confirmed on indirect evidence alone"
        yield case(package, CLASS_EVIDENCE, "areas", area, message, column="area_class")


def _no_area(area: Row | None, find: Row) -> str | None:
    """Why no hazard stands for a find; None where one does."""
    if area is None:
        return "no area was drawn because of it"
    if not standing.is_hazard(area):
        return f"“{area['id']}” is no hazard"
    if area["identified"] and find["found"] and standing.is_before(area["identified"], find["found"]):
        return f"“{area['id']}” is older than it, and not drawn because of it"
    return None


def _finds(package: Package) -> Iterator[Case]:
    for find in package.rows("finds"):
        others: list[Record] = [("releases", find["release"])] if find["release"] else []
        area = package.row("areas", find["area"]) if find["area"] else None
        if (why := _no_area(area, find)) is not None:
            message = f"{why}: its land still counts as released"
            yield case(package, FOUND_WITHOUT_AREA, "finds", find, message, column="area", others=others)
        if find["cause"] == "not_known":
            yield case(
                package, CAUSE_UNKNOWN, "finds", find, "nobody says how it came there", column="cause", others=others
            )
