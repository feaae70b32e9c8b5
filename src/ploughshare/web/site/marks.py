"""What a map of the site draws: the record's places, none finer than its stated precision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ploughshare import vocab
from ploughshare.geo import measure
from ploughshare.record.package import Row


def features(places: Sequence[Row], events: Iterable[Row], *, all_places: bool = False) -> dict[str, Any]:
    """The places as GeoJSON features with the number and kind of the events at them; points with a circle of precision.

    Without ``all_places`` those with no event are left out. Geometry comes coarsened through the filter by
    tier; a point is joined by the circle in which the true place lies, and the circle is what is drawn large.
    """
    at: dict[str, list[Row]] = defaultdict(list)
    for event in events:
        if event["place"]:
            at[event["place"]].append(event)
    found: list[dict[str, Any]] = []
    for place in places:
        here = at[place["id"]]
        if place["geometry"] and (here or all_places):
            found += _of_place(place, here)
    return {"type": "FeatureCollection", "features": found}


def _of_place(place: Row, events: Sequence[Row]) -> list[dict[str, Any]]:
    groups = vocab.load("event_kinds").terms
    properties = {
        "id": place["id"],
        "name": place["name"],
        "kind": place["kind"],
        "events": len(events),
        "group": groups[events[0]["kind"]].extra["group"] if events else "",
        "precision_m": float(place["precision_m"]) if place["precision_m"] is not None else None,
    }
    geometry = place["geometry"]
    drawn = [{"type": "Feature", "properties": {**properties, "part": "place"}, "geometry": geometry}]
    if geometry["type"] == "Point" and place["precision_m"]:
        longitude, latitude = geometry["coordinates"][:2]
        circle = measure.circle(float(longitude), float(latitude), float(place["precision_m"]))
        drawn.append({"type": "Feature", "properties": {**properties, "part": "precision"}, "geometry": circle})
    return drawn
