"""Repairs are proposals: a hazard's never loses land, a release's never gains any, and nothing changes unaccepted."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ploughshare.errors import PloughshareError
from ploughshare.geo import fault, readings
from ploughshare.land import checks
from ploughshare.land.checking import mends, repairs
from ploughshare.record.package import Package
from small_packages import package
from strategies import packages

ORGANISATIONS = [{"id": "nmac", "roles": ("authority",)}]
BOW = {"type": "Polygon", "coordinates": [[[17, 44], [17.01, 44.01], [17.01, 44], [17, 44.01], [17, 44]]]}
SQUARE = {"type": "Polygon", "coordinates": [[[17, 44], [17.01, 44], [17.01, 44.01], [17, 44.01], [17, 44]]]}
# The small square's corner lies in the large one, and the ring winds twice around what they share.
WINDING = ((0, 0), (20, 0), (20, 20), (5, 20), (5, 5), (15, 5), (15, 15), (0, 15), (0, 0))
TWICE_AROUND = {"type": "Polygon", "coordinates": [[[x / 1000, y / 1000] for x, y in WINDING]]}


def rows(**tables: Any) -> Package:
    return package(meta={"country": "ba"}, organisations=ORGANISATIONS, **tables)


def proposed(record: Package, check: str) -> repairs.Repair:
    return next(repair for repair in repairs.proposals(record) if repair.check == f"land.{check}")


def shape(geometry: Any) -> Any:
    return shapely.from_geojson(json.dumps(geometry))


def accepted(record: Package, *ids: str) -> Package:
    return repairs.accept(record, ids, by="nmac", why="walked with a receiver")[0]


def test_an_accepted_repair_says_who_and_why() -> None:
    record = rows(areas=[{"id": "a", "geometry": BOW, "geometry_origin": "GPS"}])
    repair = proposed(record, "outline-crosses")
    mended = accepted(record, repair.id).row("areas", "a")
    assert mended is not None
    assert mended["geometry"] == repair.after
    assert mended["geometry_origin"].startswith("GPS; ")
    assert "land.outline-crosses; accepted by nmac: walked with a receiver" in mended["geometry_origin"]
    assert mended["note"] is None
    assert record.row("areas", "a")["geometry"] == BOW  # type: ignore[index]


def test_a_mended_row_has_no_such_finding_left() -> None:
    record = rows(
        areas=[{"id": "a", "geometry": BOW}, {"id": "b", "geometry": SQUARE, "area_m2": "89.1"}],
        releases=[{"id": "r", "geometry": SQUARE, "areas": ("b",)}, {"id": "s", "geometry": SQUARE, "areas": ("b",)}],
    )
    before = repairs.proposals(record)
    assert {repair.check for repair in before} == {"land.outline-crosses", "land.unit-slip", "land.same-land"}
    after = accepted(record, *(repair.id for repair in before))
    assert repairs.proposals(after) == []
    assert after.row("releases", "s")["same_as"] == "r"  # type: ignore[index]
    assert "accepted by nmac" in after.row("areas", "b")["note"]  # type: ignore[index]


def test_a_repair_whose_row_changed_since_is_refused() -> None:
    repair = proposed(rows(areas=[{"id": "a", "geometry": BOW}]), "outline-crosses")
    moved = json.loads(json.dumps(BOW).replace("17.01", "17.02"))
    with pytest.raises(PloughshareError) as refused:
        accepted(rows(areas=[{"id": "a", "geometry": moved}]), repair.id)
    assert refused.value.code == "mend.unknown"
    assert repair.id in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"by": "nobody", "why": "so"}, "mend.by"),
        ({"by": "nmac", "why": "  "}, "mend.why"),
    ],
)
def test_who_and_why_are_needed(arguments: dict[str, str], code: str) -> None:
    record = rows(areas=[{"id": "a", "geometry": BOW}])
    with pytest.raises(PloughshareError) as refused:
        repairs.accept(record, [proposed(record, "outline-crosses").id], **arguments)
    assert refused.value.code == code


def test_two_repairs_of_one_cell_are_made_one_after_the_other() -> None:
    both = {"type": "Polygon", "coordinates": [[BOW["coordinates"][0][0], *BOW["coordinates"][0]]]}
    record = rows(areas=[{"id": "a", "geometry": both}])
    first, second = proposed(record, "point-twice"), proposed(record, "outline-crosses")
    with pytest.raises(PloughshareError) as refused:
        accepted(record, first.id, second.id)
    assert refused.value.code == "mend.conflict"
    once = accepted(record, first.id)
    assert repairs.proposals(accepted(once, proposed(once, "outline-crosses").id)) == []


def test_the_authority_that_approved_the_activity_is_proposed() -> None:
    record = rows(
        activities=[{"id": "t", "approved_by": "nmac"}], releases=[{"id": "r", "activity": "t", "released": "2020"}]
    )
    assert proposed(record, "accepted-by-nobody").after == "nmac"


def test_a_hazard_is_no_telling_of_another_where_that_would_lose_something() -> None:
    older = {"id": "a", "geometry": SQUARE, "hazard_types": ("ap_mines",)}
    same = rows(areas=[older, {**older, "id": "b"}])
    assert proposed(same, "same-land").after == "a"
    for more in ({"hazard_types": ("ap_mines", "av_mines")}, {"identified": "2021"}, {"area_class": "sha"}):
        other = rows(areas=[older, {**older, "id": "b", **more}])
        assert [case for case in checks.cases(other) if case.finding.check == "land.same-land"]
        assert "land.same-land" not in {repair.check for repair in repairs.proposals(other)}
    grown = {"area": "b", "status": "open", "date": "2021-01-01", "hazard_types": ("ap_mines", "av_mines")}
    changed = rows(areas=[older, {**older, "id": "b"}], area_statuses=[grown])
    assert "land.same-land" not in {repair.check for repair in repairs.proposals(changed)}


def test_what_a_ring_winds_around_twice_is_hazard_and_not_released() -> None:
    crossed = np.array([shape(TWICE_AROUND)], dtype=object)
    twice = shapely.box(0.005, 0.005, 0.015, 0.015)
    assert shapely.covers(readings.widest(crossed)[0], twice)
    assert shapely.intersection(readings.agreed(crossed)[0], twice).area == pytest.approx(0, abs=1e-12)


NOISE = 1e-14
"""Square degrees, about a square centimetre: where rings cross, a corner is as true as its 64 bits, along all edges."""

CORNERS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda c: (17 + c[0] / 1e4, 44 + c[1] / 1e4)),
    min_size=3,
    max_size=9,
)
RINGS = CORNERS.map(lambda corners: [*map(list, corners), list(corners[0])])
POLYGONS = st.one_of(
    st.lists(RINGS, min_size=1, max_size=3).map(lambda rings: {"type": "Polygon", "coordinates": rings}),
    st.lists(st.lists(RINGS, min_size=1, max_size=2), min_size=1, max_size=3).map(
        lambda parts: {"type": "MultiPolygon", "coordinates": parts}
    ),
)
PRECISIONS = st.sampled_from([None, "0.5", "10", "100"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(POLYGONS, PRECISIONS)
def test_a_release_never_gains_and_a_hazard_never_loses(geometry: Any, precision_m: str | None) -> None:
    cells = {"geometry": geometry, "precision_m": precision_m}
    record = rows(areas=[{"id": "a", **cells}], releases=[{"id": "r", **cells}])
    for repair in repairs.proposals(record):
        if repair.column != "geometry" or repair.check == "land.outline-malformed":
            continue
        before = np.array([shape(repair.before)], dtype=object)
        after = np.array([shape(repair.after)], dtype=object)
        assert fault(repair.after) is None
        if repair.table == "releases":
            gained = shapely.difference(readings.agreed(after)[0], readings.agreed(before)[0])
            assert gained.area <= mends.NO_LAND
        else:
            lost = shapely.difference(readings.widest(before)[0], readings.widest(after)[0])
            assert lost.area <= mends.NO_LAND


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(POLYGONS)
def test_what_all_readings_agree_on_lies_in_what_any_encloses(geometry: Any) -> None:
    if fault(geometry) is not None:
        return
    drawn = np.array([shape(geometry)], dtype=object)
    widest, agreed = readings.widest(drawn)[0], readings.agreed(drawn)[0]
    assert widest.is_valid
    assert agreed.is_valid
    assert shapely.difference(agreed, widest).area <= NOISE


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(POLYGONS)
def test_the_engine_reads_no_hazard_wider_and_no_release_narrower(geometry: Any) -> None:
    """Else an accepted repair would move the account to the unsafe side."""
    from ploughshare.land.engine.repair import sound
    from ploughshare.land.engine.rings import Rings

    drawn = np.array([shape(geometry)] * 2, dtype=object)
    if shapely.is_valid(drawn[0]):
        return
    repaired, _ = sound(Rings.of(drawn), np.array([True, False]), 1)
    hazard, release = shapely.make_valid(repaired.shapes())
    assert shapely.difference(hazard, readings.widest(drawn)[0]).area <= NOISE
    assert shapely.difference(readings.agreed(drawn)[1], release).area <= NOISE


NUMBERS = st.one_of(st.floats(), st.integers(-200, 200), st.none(), st.text(max_size=3))
ODD = st.one_of(
    st.none(),
    POLYGONS,
    st.recursive(NUMBERS, lambda inner: st.lists(inner, max_size=4), max_leaves=12).flatmap(
        lambda coordinates: st.sampled_from(
            ["Point", "MultiPoint", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "Circle"]
        ).map(lambda kind: {"type": kind, "coordinates": coordinates})
    ),
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(lambda at: {"type": "Point", "coordinates": list(at)}),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ODD, max_size=4), st.lists(ODD, max_size=4), st.sampled_from([None, "0", "-1", "1e12", "5"]))
def test_no_geometry_stops_the_checks(areas: list[Any], releases: list[Any], area_m2: str | None) -> None:
    record = rows(
        areas=[{"geometry": one, "area_m2": area_m2} for one in areas],
        releases=[{"geometry": one, "area_m2": area_m2} for one in releases],
        accidents=[{"geometry": one} for one in areas],
    )
    for case in checks.cases(record):
        assert case.finding.message
        assert case.spot is None or not math.isnan(shapely.area(case.spot))


@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(packages(most_rows=3))
def test_whatever_rows_say_it_is_checked_and_each_repair_can_be_accepted(record: Package) -> None:
    cases = checks.cases(record)
    assert all(record.row(*found) is not None for case in cases for found in case.records)
    for case in cases:
        assert json.dumps(case.as_json())
        if case.repair is not None:
            mended = repairs.apply(record, [case.repair], by="nmac", why="looked")
            assert case.repair.id not in {repair.id for repair in repairs.proposals(mended)}
    assert len(checks.seen_by(record, "public")[1]) <= len(cases)
