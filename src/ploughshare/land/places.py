"""The places of a record as a tree."""

from __future__ import annotations

from collections import defaultdict

from ploughshare.errors import PloughshareError
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
