"""What the site draws itself: the lanes of its timeline and the outlines behind its maps."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from ploughshare import vocab
from ploughshare.web.site import outlines, timeline
from small_packages import package

YEARS = st.integers(1950, 2030)
DATES = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    st.builds("{0}/{1}".format, st.integers(1950, 1990), st.integers(1991, 2030)),
)
EVENTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(sorted(vocab.load("event_kinds").terms)),
        "happened": st.none() | DATES,
        "reported": st.none() | YEARS.map(str),
    }
)


@settings(max_examples=60)
@given(st.lists(EVENTS, max_size=25))
def test_each_dated_event_has_one_sign_and_none_hides_another(events: list[dict[str, Any]]) -> None:
    rows = [{**event, "id": f"e{n}", "title": f"Event {n}"} for n, event in enumerate(events)]
    for row in rows:
        row["happened_precision"] = "year" if row["happened"] else "unknown"
    drawn = timeline.of(package(events=rows))
    marks = [mark for lane in drawn.lanes for mark in lane.marks]
    dated = [row for row in rows if row["happened"] or row["reported"]]
    assert sorted(mark.id for mark in marks) == sorted(row["id"] for row in dated)
    assert set(drawn.undated) == {row["title"] for row in rows if row not in dated}
    for lane in drawn.lanes:
        for mark in lane.marks:
            assert lane.top < mark.y < lane.top + lane.height <= drawn.height
            assert 0 <= mark.bar_x <= mark.x <= mark.bar_x + mark.bar_width <= drawn.width
        for one, other in combinations(lane.marks, 2):
            assert one.y != other.y or abs(one.x - other.x) >= 2 * timeline.SIGN_RADIUS


def test_an_event_that_nobody_says_happened_is_hollow() -> None:
    rows = [
        {"id": "told", "happened": "2020", "happened_precision": "year", "standing": "reported"},
        {"id": "warned", "happened": "2020", "happened_precision": "year", "standing": "warned_of"},
    ]
    marks = {mark.id: mark for lane in timeline.of(package(events=rows)).lanes for mark in lane.marks}
    assert (marks["told"].hollow, marks["warned"].hollow) == (False, True)


@pytest.mark.parametrize("code", ["kp", "kp-kr", "fj", "va", "xk", "nowhere"])
def test_outlines_are_sound_and_small_and_hold_the_country(code: str) -> None:
    text = outlines.around(code)
    assert len(text) < 1_500_000
    features = json.loads(text)["features"]
    assert {feature["properties"]["part"] for feature in features} == {"land", "border"}
    land = [shape(feature["geometry"]) for feature in features if feature["properties"]["part"] == "land"]
    assert all(shapely.is_valid(part) for shapes in land for part in shapely.get_parts(shapes))
    west, south, east, north = outlines.box_of(code)
    middle = shapely.box(west, south, east, north)
    assert any(shapely.intersects(part, middle) for shapes in land for part in shapely.get_parts(shapes))


def test_the_edge_of_what_is_drawn_exactly_is_no_border() -> None:
    features = json.loads(outlines.around("kp"))["features"]
    borders = [shape(feature["geometry"]) for feature in features if feature["properties"]["part"] == "border"]
    # Far off, some borders do run along a meridian.
    straight = [
        (one, other)
        for lines in borders
        for line in shapely.get_parts(lines)
        for one, other in zip(line.coords, line.coords[1:], strict=False)
        if abs(one[0] - other[0]) < 1e-9 and abs(one[1] - other[1]) > 1 and 100 < one[0] < 140
    ]
    assert not straight
