"""Events on the map and places in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

from ploughshare.exchange.public_files import public_files
from small_packages import package

LINE = {"type": "LineString", "coordinates": [[126.7, 37.9], [128.3, 38.6]]}


def test_an_event_lies_where_its_place_does_and_nowhere_if_nobody_knows() -> None:
    record = package(
        places=[
            {"id": "line", "geometry": LINE, "precision_m": 100},
            {"id": "post", "geometry": None},
        ],
        events=[{"id": "a", "place": "line"}, {"id": "b", "place": "post"}, {"id": "c"}],
    )
    features = json.loads(public_files(record)["events.geojson"])["features"]
    assert [feature["properties"]["id"] for feature in features] == ["a", "b", "c"]
    assert features[0]["geometry"]["type"] == "LineString"
    assert features[0]["properties"]["precision_m"] == 100
    assert [feature["geometry"] for feature in features[1:]] == [None, None]


def test_a_restricted_place_leaves_its_event_without_a_location() -> None:
    record = package(
        places=[{"id": "line", "name": "Secret", "geometry": LINE, "tier": "restricted"}],
        events=[{"id": "a", "place": "line"}],
    )
    files = public_files(record)
    (feature,) = json.loads(files["events.geojson"])["features"]
    assert feature["geometry"] is None
    assert b"Secret" not in b"".join(files.values())


def test_places_in_a_spreadsheet_have_the_edges_of_their_shape() -> None:
    record = package(places=[{"id": "line", "geometry": LINE}, {"id": "post", "geometry": None}])
    line, post = csv.DictReader(io.StringIO(public_files(record)["places.csv"].decode("utf-8")))
    assert [line[name] for name in ("shape", "west", "south", "east", "north")] == [
        "LineString", "126.7", "37.9", "128.3", "38.6",
    ]  # fmt: skip
    assert post["shape"] == post["west"] == ""
