"""Rows that leave a doubt which the words of the worked tables cannot say: the land stays hazardous."""

from __future__ import annotations

from typing import Any

import pytest

from land_words import hectares, outline
from ploughshare.land import days
from ploughshare.land.counted import hazardous
from ploughshare.land.facts import read
from ploughshare.land.remains import remains
from ploughshare.land.states import LandState, state
from ploughshare.record.package import Package
from small_packages import package

AREA = {"id": "a", "hazard_types": ("ap_mines",), "identified": "2015", "geometry": outline("0-4")}
RELEASE = {
    "id": "r",
    "hazard_types": ("ap_mines",),
    "released": "2018-05-01",
    "accepted": "2018-06-01",
    "geometry": outline("0-3"),
}


def record(area: dict[str, Any], *releases: dict[str, Any], **tables: Any) -> Package:
    return package(
        organisations=[{"id": "one"}],
        areas=[AREA | area],
        releases=[RELEASE | {"id": f"r{number}"} | release for number, release in enumerate(releases)],
        **tables,
    )


def left(found: LandState) -> float:
    return hectares(found.groups["all"]["hazardous"])


@pytest.mark.parametrize(
    ("result", "nonconformity", "hazard"),
    [
        ("pending", "critical", 4),
        ("pending", "major", 1),
        ("pending", None, 1),
        ("accepted", "critical", 1),
        ("rejected", None, 4),
    ],
)
def test_a_critical_nonconformity_that_awaits_measures_has_failed(
    result: str, nonconformity: str | None, hazard: float
) -> None:
    inspection = {"release": "r0", "date": "2018-07-01", "result": result, "nonconformity": nonconformity}
    assert left(state(record({}, {}, inspections=[inspection]), "2021")) == hazard


def test_what_is_learnt_of_an_activity_later_releases_nothing_before() -> None:
    activity = {"id": "x", "hazard_types": ("ap_mines",), "started": "2018-01-01", "recorded": "2019-03-01"}
    release = {"hazard_types": (), "activity": "x", "recorded": "2018-06-01"}
    made = record({}, release, activities=[activity])
    assert left(state(made, "2021")) == 1
    assert left(state(made, "2021", known_on="2019-03-01")) == 1
    assert left(state(made, "2021", known_on="2019-02-28")) == 4


def test_what_remains_of_an_area_counts_each_type_where_it_is() -> None:
    change = {"area": "a", "hazard_types": ("ap_mines", "av_mines"), "date": "2019-01-01", "decided_by": "one"}
    after = {"released": "2020-05-01", "accepted": "2020-06-01"}
    here = after | {"geometry": outline("0-2")}
    there = after | {"geometry": outline("1-3.5"), "hazard_types": ("av_mines",)}
    found = state(record({}, here, there, area_statuses=[change]), "2021")
    area = found.area("a")
    assert area is not None
    assert area.remaining_m2 is not None
    assert hectares(area.remaining_m2) == left(found) == 3


def test_an_area_smaller_than_a_square_metre_is_counted() -> None:
    small = {"geometry": outline("0-0.00005")}
    assert hazardous(record(small), "2021", "all") == {"a": "cha"}
    assert hazardous(record(small, {}), "2021", "all") == {}


@pytest.mark.parametrize("kind", ["areas", "releases"])
def test_an_outline_that_encloses_nothing_is_a_line(kind: str) -> None:
    flat = {"type": "Polygon", "coordinates": [[[20, 0], [20.01, 0.01], [20.03, 0.03], [20, 0]]]}
    made = record({"geometry": flat, "area_m2": 500}, {"geometry": flat})
    assert (kind, "point_or_line") in {(out.table, out.reason) for out in read(made).left_out}
    assert state(made, "2021").unlocated_m2["all"] == 500


def _ring(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[[x, y] for x, y in (*corners, corners[0])]]}


STAR = _ring((20.0, 0.0), (20.003, 0.009), (20.006, 0.0), (19.999, 0.006), (20.007, 0.006))
"""A star drawn in one stroke: its middle is enclosed twice."""


def _left_m2(made: Package) -> tuple[float, float]:
    """What remains of the area as an outline, and as the engine measures it."""
    import shapely
    from pyproj import Geod

    outline = remains(read(made), days.interval("2021")[1])["a"]
    area = state(made, "2021").area("a")
    assert area is not None
    assert area.remaining_m2 is not None
    drawn = 0.0 if outline is None else Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(outline))[0]
    return drawn, area.remaining_m2


def test_all_that_any_reading_of_a_hazard_encloses_is_drawn_as_left() -> None:
    drawn, measured = _left_m2(record({"geometry": STAR}))
    assert drawn == pytest.approx(measured, rel=1e-6)


def test_a_release_across_the_180th_meridian_is_not_drawn_round_the_earth() -> None:
    across = _ring((179.9, -0.01), (-179.9, -0.01), (-179.9, 0.01), (179.9, 0.01))
    drawn, measured = _left_m2(record({}, {"geometry": across}))
    assert drawn == pytest.approx(measured, rel=1e-6)
    assert hectares(measured) == 4


@pytest.mark.parametrize(
    ("outline", "reason"),
    [
        (_ring((-80, -80), (80, -80), (80, 80), (-80, 80)), "too_large"),
        (_ring((-180, -90), (180, -90), (180, 90), (-180, 90)), "point_or_line"),
        (_ring((-170, -10), (10, -10), (20, 10), (-170, 10)), "too_large"),
        (_ring((-180, 89.9), (180, 89.9), (180, 90), (-180, 90)), "point_or_line"),
    ],
)
def test_an_outline_as_large_as_a_continent_neither_holds_nor_releases(outline: dict[str, Any], reason: str) -> None:
    for made in (record({"geometry": outline, "area_m2": 500}), record({}, {"geometry": outline, "area_m2": 500})):
        assert [out.reason for out in read(made).left_out] == [reason]
        found = state(made, "2021")
        assert hectares(found.groups["all"]["hazardous"] + found.unlocated_m2["all"]) in (0.05, 4)
        assert found.groups["all"]["cleared"] == 0


def test_what_lies_across_the_180th_meridian_is_as_large_as_it_is() -> None:
    across = _ring((179.9, -1), (-179.9, -1), (-179.9, 1), (179.9, 1))
    found = state(record({"geometry": across}, {"geometry": across}), "2021").area("a")
    assert found is not None
    assert found.status == "released"
