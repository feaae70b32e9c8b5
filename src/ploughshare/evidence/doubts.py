"""What a hidden row says against a release: those who may not see it are not told that the land is free.

An inspection that failed takes the acceptance of its releases with it, and a change of types the types of its area:
what may be any type only a release of every type ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ploughshare.record.inspected import has_failed
from ploughshare.record.package import Package, Row

Kept = Mapping[str, Mapping[str, Row]]
"""Table -> id -> row, of what an audience sees."""

_NOT_KNOWN: Mapping[str, object] = {"acceptance": "not_known", "accepted": None, "accepted_by": None}


def releases(package: Package, kept: Kept, rows: Sequence[Row]) -> list[Row]:
    """The releases, without acceptance where an inspection failed that is hidden, or whose activity is."""
    doubted = _doubted(package, kept)
    return [{**row, **_NOT_KNOWN} if row["id"] in doubted else row for row in rows]


def areas(package: Package, kept: Kept, rows: Sequence[Row], *, key: str) -> list[Row]:
    """The areas, or what tells of them by ``key``, without types of hazard where a change of types is hidden."""
    changes = package.rows("area_statuses")
    doubted = {row["area"] for row in changes if row["hazard_types"] and row["id"] not in kept["area_statuses"]}
    return [{**row, "hazard_types": ()} if row[key] in doubted and row["hazard_types"] else row for row in rows]


def _doubted(package: Package, kept: Kept) -> set[str]:
    failed = [row for row in package.rows("inspections") if has_failed(row)]
    hidden = [row for row in failed if row["id"] not in kept["inspections"] or _is_lost(row, kept)]
    if not hidden:
        return set()
    of_activity: dict[str, list[Row]] = defaultdict(list)
    for release in package.rows("releases"):
        if release["activity"]:
            of_activity[release["activity"]].append(release)
    found: set[str] = set()
    for row in hidden:
        own = package.row("releases", row["release"]) if row["release"] else None
        inspected = of_activity.get(row["activity"], []) if row["release"] is None else [own] if own else []
        found.update(release["id"] for release in inspected if not _is_before(row["date"], release["accepted"]))
    return found


def _is_lost(inspection: Row, kept: Kept) -> bool:
    """Whether it tells of an activity that is hidden, so that nothing leads from it to a release."""
    activity = inspection["activity"] if inspection["release"] is None else None
    return activity is not None and activity not in kept["activities"]


def _is_before(inspected: str | None, accepted: str | None) -> bool:
    """Whether an inspection lies certainly before acceptance, which then judged with its result in hand."""
    if not inspected or not accepted:
        return False
    length = min(len(inspected), len(accepted))
    return inspected[:length] < accepted[:length]
