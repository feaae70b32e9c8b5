"""The order of dates, within a row and between rows; and rows without the date by which they count.

Partial dates may be any day in them: only what lies certainly before is called out of order.
"""

from __future__ import annotations

from collections.abc import Iterator

from ploughshare import dates
from ploughshare.findings import Level, register
from ploughshare.land.checking import standing
from ploughshare.land.checking.absences import each_or_all
from ploughshare.land.checking.cases import Case, Record, case
from ploughshare.record.package import Package, Row

ORDER = register(
    "land.date-order",
    Level.ERROR,
    "a row whose dates are in an order in which nothing can happen",
    "Check both dates against the form they come from.",
)
RECORDED_BEFORE = register(
    "land.recorded-before",
    Level.WARNING,
    "a row recorded before what it tells of had happened",
    "Check the date, or recorded: the account as it was known at a date rests on it.",
)
WORK_ORDER = register(
    "land.work-order",
    Level.WARNING,
    "rows that hang together and whose dates do not fit: released before the work began, found before the release",
    "Check the dates of both rows.",
)
AFTER_RELEASE = register(
    "land.identified-after-release",
    Level.WARNING,
    "an area identified after the release that is said to release it",
    "Check both dates, or the areas that the release names: a release ends no hazard that came later.",
)
UNDATED_RELEASE = register(
    "land.undated-release",
    Level.WARNING,
    "an accepted release without the date of the work: it ends no hazard",
    "Give the date to the precision known; a year is better than none.",
)
UNDATED_ACCEPTANCE = register(
    "land.undated-acceptance",
    Level.WARNING,
    "an accepted release without the date on which it was accepted",
    "Give the date; until then it counts from when it was recorded, if that is known, else never.",
)
UNDATED_AREA = register(
    "land.undated-area",
    Level.NOTE,
    "a hazard without the date at which it was identified",
    "Give the date to the precision known. Until then only a release after the day of its recording ends it, and none "
    "where that is not known either: it might have come later.",
)

_WITHIN = (
    ("areas", "identified", "ended"),
    ("activities", "started", "ended"),
    ("activities", "started", "approved"),
    ("activities", "ended", "approved"),
    ("releases", "released", "accepted"),
    ("releases", "accepted", "withdrawn"),
    ("handovers", "completed", "handed_over"),
    ("victims", "born", "date"),
)
"""Table, the date that comes first, and the one that cannot come before it."""

_TOLD = (
    ("areas", "identified"),
    ("area_statuses", "date"),
    ("activities", "ended"),
    ("releases", "released"),
    ("devices", "date"),
    ("finds", "found"),
    ("inspections", "date"),
    ("accidents", "date"),
    ("victims", "date"),
    ("handovers", "handed_over"),
)
"""Table, and what cannot have been recorded before it was so."""

_BETWEEN = (
    ("areas", "identified", "area_statuses", "area", "date", "its status changed"),
    ("activities", "started", "releases", "activity", "released", "its land was released"),
    ("activities", "started", "devices", "activity", "date", "devices were found in it"),
    ("activities", "started", "accidents", "activity", "date", "an accident happened in it"),
    ("releases", "released", "finds", "release", "found", "ordnance was found on it"),
    ("releases", "released", "inspections", "release", "date", "it was inspected"),
)
"""Table and date that come first; table, reference and date of what hangs on it; and how that is said."""


def check(package: Package) -> Iterator[Case]:
    """All checks of dates. What lies after the record's ``as_of`` is found with all other tables'."""
    for table, first, then in _WITHIN:
        for row in package.rows(table):
            if row[first] and row[then] and standing.is_before(row[then], row[first]):
                yield case(package, ORDER, table, row, _words(row, then, first), column=then)
    for table, happened in _TOLD:
        for row in package.rows(table):
            if row[happened] and row["recorded"] and standing.is_before(row["recorded"], row[happened]):
                yield case(package, RECORDED_BEFORE, table, row, _words(row, "recorded", happened), column="recorded")
    yield from _between(package)
    yield from _handed_over(package)
    yield from _undated(package)


def _words(row: Row, column: str, first: str) -> str:
    name, other = column.replace("_", " "), first.replace("_", " ")
    return f"{name} {dates.say(row[column])}, before it was {other} {dates.say(row[first])}"


def _between(package: Package) -> Iterator[Case]:
    for table, first, hanging, reference, then, how in _BETWEEN:
        for row in package.rows(hanging):
            owner = package.row(table, row[reference]) if row[reference] else None
            if owner is None or not row[then] or not owner[first]:
                continue
            if standing.is_before(row[then], owner[first]):
                message = f"{how} {dates.say(row[then])}; “{owner['id']}” is dated {dates.say(owner[first])}"
                others: list[Record] = [(table, owner["id"])]
                yield case(package, WORK_ORDER, hanging, row, message, column=then, others=others)
    for release in package.rows("releases"):
        for id in standing.areas_of(package, release):
            area = package.row("areas", id)
            if area is None or not area["identified"] or not release["released"]:
                continue
            if standing.is_before(release["released"], area["identified"]):
                released, identified = dates.say(release["released"]), dates.say(area["identified"])
                message = f"“{id}” was identified {identified}, after its land was released {released}"
                yield case(
                    package, AFTER_RELEASE, "releases", release, message, column="released", others=[("areas", id)]
                )


def _handed_over(package: Package) -> Iterator[Case]:
    for row in package.rows("handovers"):
        for id in row["releases"]:
            release = package.row("releases", id)
            accepted = release["accepted"] if release else None
            if accepted and row["handed_over"] and standing.is_before(row["handed_over"], accepted):
                message = f"handed over {dates.say(row['handed_over'])}; “{id}” was accepted {dates.say(accepted)}"
                yield case(
                    package, WORK_ORDER, "handovers", row, message, column="handed_over", others=[("releases", id)]
                )


def _undated(package: Package) -> Iterator[Case]:
    areas = [row for row in package.rows("areas") if not row["identified"] and standing.is_hazard(row)]
    told = [(row, "nobody says when it was identified") for row in areas]
    no_day = "do not say when they were identified"
    yield from each_or_all(package, UNDATED_AREA, "areas", told, column="identified", all_of_them=no_day)
    accepted = [row for row in package.rows("releases") if standing.is_accepted(row)]
    undone = "is accepted, and nobody says when the work was done: it ends no hazard"
    told = [(row, undone) for row in accepted if not row["released"]]
    no_day = "are accepted and do not say when the work was done: they end no hazard"
    yield from each_or_all(package, UNDATED_RELEASE, "releases", told, column="released", all_of_them=no_day)
    told = [(row, _since_when(row)) for row in accepted if not row["accepted"]]
    no_day = "do not say when they were accepted: they count from when they were recorded, if that is known"
    yield from each_or_all(package, UNDATED_ACCEPTANCE, "releases", told, column="accepted", all_of_them=no_day)


def _since_when(row: Row) -> str:
    counts = (
        f"it counts from {dates.say(row['recorded'])}, when it was recorded" if row["recorded"] else "it never counts"
    )
    return f"nobody says when it was accepted: {counts}"
