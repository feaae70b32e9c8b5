"""What a map of the site draws: the record's places, none finer than its stated precision.

Geometry comes coarsened through the filter by tier. How far the drawn place may be from the true one goes with each
feature, and the map draws the mark, line or edge no narrower than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ploughshare import vocab
from ploughshare.record.package import Row

SEVERAL = "several"
"""The group of a place at which events of more than one group happened."""


def features(places: Sequence[Row], events: Iterable[Row], *, all_places: bool = False) -> dict[str, Any]:
    """The places as GeoJSON features, each with the number of the events at it and their group.

    Without ``all_places`` those with no event are left out.
    """
    at: dict[str, list[Row]] = defaultdict(list)
    for event in events:
        if event["place"]:
            at[event["place"]].append(event)
    drawn = [place for place in places if place["geometry"] and (at[place["id"]] or all_places)]
    return {"type": "FeatureCollection", "features": [_feature(place, at[place["id"]]) for place in drawn]}


def _feature(place: Row, events: Sequence[Row]) -> dict[str, Any]:
    kinds = vocab.load("event_kinds").terms
    groups = {str(kinds[event["kind"]].extra["group"]) for event in events}
    properties = {
        "id": place["id"],
        "name": place["name"],
        "kind": place["kind"],
        "events": len(events),
        "group": SEVERAL if len(groups) > 1 else "".join(groups),
        "precision_m": None if place["precision_m"] is None else float(place["precision_m"]),
    }
    return {"type": "Feature", "properties": properties, "geometry": place["geometry"]}
