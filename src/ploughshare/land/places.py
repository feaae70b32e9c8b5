"""The places of a record as a tree: what lies in a place, and which areas and releases are its own."""

from __future__ import annotations

from collections import defaultdict

from ploughshare.errors import PloughshareError
from ploughshare.land.released import Release
from ploughshare.record.package import Package


def within(package: Package, place: str) -> frozenset[str]:
    """The ids of a place and of all places in it. PloughshareError ``land.place`` where the record has no such id."""
    if package.row("places", place) is None:
        raise PloughshareError("land.place", id=place)
    inside: dict[str, list[str]] = defaultdict(list)
    for row in package.rows("places"):
        inside[row["parent"]].append(row["id"])
    found, waiting = {place}, [place]
    while waiting:
        for id in inside[waiting.pop()]:
            if id not in found:
                found.add(id)
                waiting.append(id)
    return frozenset(found)


def of_release(package: Package, release: Release) -> str | None:
    """The place to which a release belongs: its own, else that of the first area it names, else of its activity."""
    if release.row["place"]:
        return str(release.row["place"])
    area = package.row("areas", release.areas[0]) if release.areas else None
    activity = package.row("activities", release.row["activity"]) if release.row["activity"] else None
    return next((row["place"] for row in (area, activity) if row and row["place"]), None)
