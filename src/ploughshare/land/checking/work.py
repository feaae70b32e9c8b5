"""What was done: releases that can end something, activities with something to work on, devices, inspections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ploughshare import dates, vocab
from ploughshare.findings import Level, register
from ploughshare.land.checking import standing, words
from ploughshare.land.checking.absences import each_or_all
from ploughshare.land.checking.cases import Case, Record, Repair, case, propose
from ploughshare.record.inspected import has_failed
from ploughshare.record.package import Package, Row

ACCEPTED_BY = register(
    "land.accepted-by-nobody",
    Level.WARNING,
    "a release called accepted without the authority that accepted it",
    "Give accepted_by; an operator's own word is no acceptance.",
)
REDUCED_HOW = register(
    "land.reduced-how",
    Level.WARNING,
    "reduced land of which nobody says whether a technical asset was used, or says what its activity contradicts",
    "Give technical_asset: the account posts land reduced with and without one apart.",
)
NO_TYPES = register(
    "land.release-without-types",
    Level.WARNING,
    "a release of which nobody says which types of hazard it covers: it ends none",
    "Give hazard_types of the release, or of its activity.",
)
TYPES_NOT_COVERED = register(
    "land.types-not-covered",
    Level.WARNING,
    "an accepted release that does not cover all types of hazard of its area",
    "The area stays hazardous for the rest: check the types of both, or say what is still to be done.",
)
NOT_DEEP_ENOUGH = register(
    "land.not-deep-enough",
    Level.WARNING,
    "accepted clearance, or survey with assets, that did not reach the depth asked for or does not state its depth",
    "Give the depth searched; land is cleared only to the depth to which ordnance was expected or the "
    "standard asks for.",
)
KIND_AGAINST_ACTIVITY = register(
    "land.kind-against-activity",
    Level.WARNING,
    "land called cleared, reduced or cancelled by an activity that can only do another of the three",
    "Check the kind of the release and of the activity: survey without assets cancels, technical survey reduces, "
    "clearance clears.",
)
REJECTED = register(
    "land.accepted-though-rejected",
    Level.ERROR,
    "a release called accepted whose last inspection rejected it",
    "Suspend the acceptance until it is inspected again, or add the later inspection.",
)
UNFINISHED = register(
    "land.released-though-not-worked",
    Level.WARNING,
    "an accepted release of land on which the work was never begun, was halted, or was called off",
    "Ask the authority what it accepted: the land counts as released. If it did not, correct the acceptance.",
)
WITHOUT_ACTIVITY = register(
    "land.release-without-activity",
    Level.WARNING,
    "land cleared or reduced in no activity",
    "Name the activity: it says who worked there, with what and how deep.",
)
WITHOUT_HAZARD = register(
    "land.activity-without-hazard",
    Level.WARNING,
    "clearance or technical survey of no area",
    "Name the areas that were worked on; a spot task or a non-technical survey needs none.",
)
DEVICES_WITHOUT_ACTIVITY = register(
    "land.devices-without-activity",
    Level.WARNING,
    "devices found in no activity",
    "Name the activity; if there was none, enter a spot task, whose area may be zero.",
)
DEVICES_TWICE = register(
    "land.devices-twice",
    Level.WARNING,
    "two rows of devices that say the same",
    "If they are one find, take one of them out; else say in a note that there were two.",
)
ORIGINAL_TWICE = register(
    "land.original-id-twice",
    Level.WARNING,
    "an id of a source that stands on two rows, if need be without spaces and capitals",
    "A later export could not tell which of them it updates: correct original_id.",
)

_NEEDS_HAZARD = frozenset({"reduced", "cleared"})
_NOT_WORKED = frozenset({"planned", "suspended", "called_off"})


def check(package: Package) -> Iterator[Case]:
    """All checks of activities, releases, devices and inspections."""
    of_release, of_activity = _inspections(package, "release"), _inspections(package, "activity")
    for release in package.rows("releases"):
        yield from _release(package, release)
        if standing.is_accepted(release):
            inspected = of_release.get(release["id"], ())
            yield from _rejected(package, release, inspected, of_activity.get(release["activity"], ()))
    yield from _without(package)
    yield from _twice(package)
    for table in ("areas", "activities", "releases", "devices", "finds", "inspections", "accidents", "victims"):
        yield from _original_ids(package, table)


def _without(package: Package) -> Iterator[Case]:
    """What hangs on nothing: releases and devices in no activity, work on no area."""
    releases = [
        (row, f"{row['kind']} in no activity")
        for row in package.rows("releases")
        if row["kind"] in _NEEDS_HAZARD and row["activity"] is None
    ]
    in_none = "name no activity"
    yield from each_or_all(package, WITHOUT_ACTIVITY, "releases", releases, column="activity", all_of_them=in_none)
    devices = [
        (row, "found in no activity" if row["area"] is None else f"found in “{row['area']}”, in no activity")
        for row in package.rows("devices")
        if row["activity"] is None
    ]
    yield from each_or_all(
        package, DEVICES_WITHOUT_ACTIVITY, "devices", devices, column="activity", all_of_them=in_none
    )
    kinds = vocab.load("activity_kinds")
    named = {row["activity"] for row in package.rows("releases") if row["activity"] and row["areas"]}
    idle = [
        (row, f"{kinds[row['kind']].label} of no area")
        for row in package.rows("activities")
        if kinds[row["kind"]].extra.get("releases") in _NEEDS_HAZARD
        and not row["areas"]
        and row["id"] not in named
        and row["status"] not in ("planned", "called_off")
        and row["same_as"] is None
    ]
    of_none = "name no area"
    yield from each_or_all(package, WITHOUT_HAZARD, "activities", idle, column="areas", all_of_them=of_none)


def _inspections(package: Package, of: str) -> dict[str, list[Row]]:
    """Id of a release, or of an activity, -> what was decided about it, in the order of dates, undated last."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(package.rows("inspections"), key=lambda row: (row["date"] or "9999", row["id"])):
        is_decided = row["result"] != "pending" or has_failed(row)
        if row[of] and is_decided and (of == "release" or row["release"] is None):
            found[row[of]].append(row)
    return found


def _rejected(package: Package, release: Row, own: Sequence[Row], work: Sequence[Row]) -> Iterator[Case]:
    """Its last inspection, or one of it or of its activity after acceptance, that failed."""
    accepted = release["accepted"]
    later = [
        row for row in (*own, *work) if not (accepted and row["date"] and standing.is_before(row["date"], accepted))
    ]
    found = next((row for row in (*own[-1:], *later) if has_failed(row)), None)
    if found is not None:
        when = f" of {dates.say(found['date'])}" if found["date"] else ""
        how = "found a critical non-conformity and awaits measures" if found["result"] == "pending" else "rejected it"
        message = f"is accepted; the inspection “{found['id']}”{when} {how}"
        others: list[Record] = [("inspections", found["id"])]
        yield case(package, REJECTED, "releases", release, message, column="acceptance", others=others)


def _release(package: Package, release: Row) -> Iterator[Case]:
    activity = standing.activity_of(package, release)
    if release["kind"] == "reduced" and (why := _reduced_how(release, activity)):
        yield case(package, REDUCED_HOW, "releases", release, why, column="technical_asset")
    if activity is not None:
        kind = vocab.load("activity_kinds")[activity["kind"]]
        can = kind.extra.get("releases")
        # Clearance of a task may cancel or reduce what it need not clear; nothing becomes more than the work was.
        if can is not None and _STRENGTH[release["kind"]] > _STRENGTH[str(can)]:
            others: list[Record] = [("activities", activity["id"])]
            message = f"is called {release['kind']}, and comes from {kind.label} “{activity['id']}”"
            yield case(package, KIND_AGAINST_ACTIVITY, "releases", release, message, column="kind", others=others)
    if not standing.is_accepted(release):
        return
    if activity is not None and activity["status"] in _NOT_WORKED:
        status = vocab.load("activity_statuses")[activity["status"]].label
        others = [("activities", activity["id"])]
        message = f"is accepted, and its activity “{activity['id']}” is {status}"
        yield case(package, UNFINISHED, "releases", release, message, column="activity", others=others)
    if release["accepted_by"] is None:
        message = "is called accepted, and not by whom"
        repair = _approval(release, activity)
        yield case(package, ACCEPTED_BY, "releases", release, message, column="accepted_by", repair=repair)
    types = standing.types_of(package, release)
    if not types:
        message = "neither it nor its activity says which types of hazard it covers: it ends none"
        yield case(package, NO_TYPES, "releases", release, message, column="hazard_types")
    for id in standing.areas_of(package, release):
        area = package.row("areas", id)
        if area is not None and standing.is_hazard(area):
            yield from _against_area(package, release, area, types)


_STRENGTH = {"cancelled": 0, "reduced": 1, "cleared": 2}


def _reduced_how(release: Row, activity: Row | None) -> str | None:
    answer = release["technical_asset"]
    has_assets = activity is not None and bool(activity["assets"])
    if answer == "not_known" or (answer is None and not has_assets):
        return "is reduced, and nobody says whether with a technical asset: it is posted as without"
    if answer == "no" and activity is not None and has_assets:
        return f"is reduced without a technical asset, and its activity used {', '.join(activity['assets'])}"
    return None


def _approval(release: Row, activity: Row | None) -> Repair | None:
    if activity is None or activity["approved_by"] is None:
        return None
    why = f"that authority approved its activity “{activity['id']}”"
    return propose(ACCEPTED_BY, "releases", release, "accepted_by", activity["approved_by"], why=why)


def _against_area(package: Package, release: Row, area: Row, types: frozenset[str]) -> Iterator[Case]:
    others: list[Record] = [("areas", area["id"])]
    rest = sorted(set(area["hazard_types"]) - types)
    if types and rest:
        labels = ", ".join(vocab.load("hazard_types")[kind].label for kind in rest)
        message = f"“{area['id']}” stays hazardous for {labels}: the release does not cover that"
        yield case(package, TYPES_NOT_COVERED, "releases", release, message, column="hazard_types", others=others)
    if not standing.is_deep_enough(package, release, area):
        asked, reached = standing.depth_asked(package, area), standing.depth_of(package, release)
        said = (
            "its depth is not stated, or more than anybody searches"
            if reached is None
            else f"it was searched to {reached:f} m"
        )
        message = f"{said}; “{area['id']}” asks for {asked:f} m"
        yield case(package, NOT_DEEP_ENOUGH, "releases", release, message, column="depth_m", others=others)


_SAME_DEVICES = ("activity", "area", "category", "ordnance", "quantity", "date", "depth_m", "condition", "disposal")


def _twice(package: Package) -> Iterator[Case]:
    seen: dict[tuple[object, ...], str] = {}
    for row in package.rows("devices"):
        if row["activity"] is None and row["area"] is None:
            continue  # too little is said to call two rows one find
        key = tuple(row[name] for name in _SAME_DEVICES)
        if row["date"] is not None and key in seen:
            message = f"says the same as “{seen[key]}”"
            yield case(package, DEVICES_TWICE, "devices", row, message, others=[("devices", seen[key])])
        seen.setdefault(key, str(row["id"]))


def _original_ids(package: Package, table: str) -> Iterator[Case]:
    by_id: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for row in package.rows(table):
        if row["original_id"]:
            by_id[row["source"], "".join(row["original_id"].split()).lower()].append(row["id"])
    for ids in by_id.values():
        last = package.row(table, ids[-1])
        if len(ids) > 1 and last is not None:
            message = f"“{last['original_id']}” stands on {words.listed(ids[:-1])} as well"
            others = [(table, id) for id in ids[:-1]]
            yield case(package, ORIGINAL_TWICE, table, last, message, column="original_id", others=others)
