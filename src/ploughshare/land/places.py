"""The places of a record as a tree: what lies in a place, and which areas and releases are its own."""

from __future__ import annotations

from collections import defaultdict

from ploughshare.errors import PloughshareError
from ploughshare.land.facts import Facts
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


def own_releases(
    package: Package, facts: Facts, places: frozenset[str | None], areas: frozenset[str]
) -> frozenset[str]:
    """The ids of the releases that belong to places: by their own place, that of their areas, or of their activity."""
    return frozenset(release.id for release in facts.releases if _is_in(package, release, places, areas))


def _is_in(package: Package, release: Release, places: frozenset[str | None], areas: frozenset[str]) -> bool:
    if release.row["place"]:
        return release.row["place"] in places
    if release.areas:
        return release.areas[0] in areas
    activity = package.row("activities", release.row["activity"]) if release.row["activity"] else None
    return (activity["place"] if activity else None) in places
