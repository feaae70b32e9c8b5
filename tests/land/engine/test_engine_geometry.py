"""Shapes as programmes draw them: every trouble ends in areas, and areas are those on the ellipsoid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from land_events import AP, Event, event_lists, events_of
from ploughshare.land.engine import Partition, Plane, State, ground, measuring, partition
from ploughshare.land.engine.geometry import remaining_geometry, state_geometry

GEOD = Geod(ellps="WGS84")
CLEARED = State.CLEARED
UNIT = shapely.box(0, 0, 1, 1)


def geodesic_m2(shape: Any) -> float:
    """The area on the ellipsoid of any shape."""
    parts = shapely.orient_polygons(shapely.get_parts(shape))
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in parts)


def flat(*rows: Event) -> Partition:
    """The partition of rows in metres."""
    return partition(events_of(rows), [AP], plane="flat")


BOW_TIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
TWICE_ROUND = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4), (0, 1), (3, 1), (3, 3), (1, 3), (1, 0.0)])
OVERLAPPING_PARTS = shapely.multipolygons([shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)])
SPIKE = shapely.Polygon([(0, 0), (1, 0), (1, 3), (1, 1), (0, 1)])
PARTS_ALONG_AN_EDGE = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
HOLE_OUTSIDE = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)], [[(5, 5), (6, 5), (6, 6), (5, 6)]])


@pytest.mark.parametrize(
    ("shape", "as_hazard_m2", "as_release_m2"),
    [
        pytest.param(BOW_TIE, 2, 2, id="bow tie"),
        pytest.param(TWICE_ROUND, 15, 11, id="wound twice round a part of itself"),
        pytest.param(OVERLAPPING_PARTS, 6, 6, id="parts that overlap count once"),
        pytest.param(SPIKE, 1, 1, id="spike"),
        pytest.param(PARTS_ALONG_AN_EDGE, 2, 2, id="parts along an edge"),
        pytest.param(HOLE_OUTSIDE, 1, 1, id="hole outside"),
    ],
)
def test_what_crosses_itself_is_read_widely_as_hazard_and_narrowly_as_release(
    shape: Any, as_hazard_m2: float, as_release_m2: float
) -> None:
    found = flat(Event(shape, 0), Event(shape, 1, CLEARED), Event(shapely.box(-1, -1, 9, 9), 2))
    assert found.repaired.tolist() == [0, 1]
    assert not len(found.redone)
    assert found.area_m2.round(6).tolist() == [as_hazard_m2, as_release_m2, 100]
    assert found.credit[0, 1, State.HAZARDOUS] == pytest.approx(as_release_m2)


@pytest.mark.parametrize(
    ("shape", "m2"),
    [
        pytest.param(None, 0, id="none"),
        pytest.param(shapely.Polygon(), 0, id="empty"),
        pytest.param(shapely.MultiPolygon(), 0, id="empty multi"),
        pytest.param(shapely.Point(0, 0), 0, id="point"),
        pytest.param(shapely.LineString([(0, 0), (1, 1)]), 0, id="line"),
        pytest.param(shapely.geometrycollections([UNIT, shapely.Point(3, 3)]), 1, id="collection"),
        pytest.param(shapely.geometrycollections([shapely.MultiPolygon([UNIT])]), 1, id="collection of multi"),
        pytest.param(shapely.Polygon([(0, 0), (1, 0), (1, 0), (1, 1), (0, 1), (0, 1)]), 1, id="repeated points"),
        pytest.param(shapely.Polygon([(0, 0), (0, 1), (1, 1), (1, 0)]), 1, id="clockwise"),
        pytest.param(shapely.Polygon([(0, 0), (1, 1), (2, 2)]), 0, id="no width"),
        pytest.param(shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2), 8, id="holed"),
        pytest.param(shapely.Polygon([(0, 0, 7), (1, 0, 7), (1, 1, 7)]), 0.5, id="with heights"),
    ],
)
def test_shapes_of_every_kind(shape: Any, m2: float) -> None:
    alone, beside = flat(Event(shape, 0)), flat(Event(shape, 0), Event(shapely.box(-9, -9, 9, 9), 1, CLEARED))
    assert alone.area_m2[0] == pytest.approx(m2)
    assert beside.remaining_m2(0)[0] == pytest.approx(m2)
    assert beside.remaining_m2(1)[0] == 0


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_coordinates_that_are_no_numbers_are_refused(number: float) -> None:
    shape = shapely.transform(UNIT, lambda xy: np.where((xy == 1).all(axis=1, keepdims=True), number, xy))
    with pytest.raises(ValueError, match=r"shapes at \[1\] have coordinates that are no finite numbers"):
        flat(Event(UNIT, 0), Event(shape, 0))


@given(event_lists())
@settings(max_examples=40)
def test_where_the_sweep_cannot_vouch_faces_are_judged(rows: list[Event]) -> None:
    swept = flat(*rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "open_events", lambda sums, *_: np.ones(len(sums.area), bool))
        judged = flat(*rows)
    assert judged.redone.tolist() == list(range(len(rows)))
    np.testing.assert_allclose(judged.credit, swept.credit, atol=1e-4)
    np.testing.assert_allclose(judged.ended, swept.ended, atol=1e-4)
    np.testing.assert_allclose(judged.state_m2([2, 5], 0), swept.state_m2([2, 5], 0), atol=1e-4)
    np.testing.assert_allclose(judged.remaining_m2(9), swept.remaining_m2(9), atol=1e-4)


def test_a_boundary_that_does_not_close_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were one polygon not swept, the outlines of those beside it would stay open."""
    sweep_all = measuring.swept

    def sweep_but_one(edges: Any, near: Any, facts: Any, order: Any, *rest: Any) -> Any:
        return sweep_all(edges, near, facts, order[order != 1], *rest)

    far = shapely.box(50, 50, 51, 51)
    rows = [Event(shapely.box(0, 0, 3, 3), 0), Event(shapely.box(1, 1, 4, 4), 1, CLEARED), Event(far, 0)]
    monkeypatch.setattr(measuring, "swept", sweep_but_one)
    found = flat(*rows)
    assert found.redone.tolist() == [0, 1]
    assert found.credit[0, 1].tolist() == [5, 4, 0, 0, 0, 0]


def ring(longitude: float, latitude: float, size: float, corners: int = 12) -> Any:
    """A polygon about a place, in degrees, whose longitudes may pass 180."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    out = np.stack([longitude + size * np.cos(turn), latitude + 0.7 * size * np.sin(turn)], axis=-1)
    return shapely.polygons(out)


def wrapped(shape: Any) -> Any:
    """The same with longitudes from -180 to 180, torn where it crosses."""
    return shapely.transform(shape, lambda xy: np.stack([(xy[:, 0] + 180) % 360 - 180, xy[:, 1]], axis=-1))


def split(shape: Any) -> Any:
    """The same as two parts on both sides of the 180th meridian."""
    west, east = (shapely.intersection(shape, shapely.box(a, -90, a + 180, 90)) for a in (0, 180))
    return shapely.multipolygons([west, shapely.transform(east, lambda xy: xy - (360, 0))])


@pytest.mark.parametrize("drawn", [lambda shape: shape, wrapped, split])
def test_the_180th_meridian_is_no_border(drawn: Callable[[Any], Any]) -> None:
    hazard, release = ring(180.01, -17, 0.05), ring(179.98, -17.01, 0.04)
    found = partition(events_of([Event(drawn(hazard), 0), Event(drawn(release), 1, CLEARED)]), [AP])
    assert found.area_m2[0] == pytest.approx(geodesic_m2(hazard), rel=2e-6)  # cut straight at the meridian
    both = shapely.intersection(hazard, release)
    assert found.credit[0, 1, State.HAZARDOUS] == pytest.approx(geodesic_m2(both), rel=1e-5)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(ring(127.3, 38.2, 0.01), id="a field"),
        pytest.param(ring(15, 78, 0.02), id="in the high north"),
        pytest.param(ring(-70, -53, 3, 400), id="a country"),
        pytest.param(ring(40, 9, 9, 37), id="a great country of few corners"),
        pytest.param(shapely.box(124, 38.24, 129, 38.28), id="a zone from sea to sea"),
        pytest.param(shapely.box(124, 38.2400, 129, 38.2401), id="ten metres by five hundred kilometres"),
        pytest.param(shapely.LineString([(60, 30), (70, 38)]).buffer(1e-4), id="a long thin belt"),
        pytest.param(
            shapely.Polygon([(18.7264, 44.8576), (18.7314, 44.8585), (18.729, 44.8581)]), id="a thin triangle"
        ),
    ],
)
def test_areas_are_those_on_the_ellipsoid(shape: Any) -> None:
    small = [Event(ring(x, y, 0.003), 1, CLEARED) for x, y in shapely.get_coordinates(shape)[:3]]
    found = partition(events_of([Event(shape, 0), *small]), [AP])
    expected = [geodesic_m2(row) for row in (shape, *(event.shape for event in small))]
    # Of some square metres, geodesic areas themselves are off by a hundred-thousandth.
    np.testing.assert_allclose(found.area_m2, expected, rtol=1e-6, atol=1e-4)


def test_the_same_edge_gets_the_same_points_whichever_way_it_is_drawn() -> None:
    west = shapely.Polygon([(20, 50), (20.4, 50.3), (20, 50.3)])
    east = shapely.Polygon([(20.4, 50.3), (20, 50), (20.4, 50)])
    found = partition(events_of([Event(west, 0), Event(east, 1)]), [AP])
    assert found.credit[0, 1, State.HAZARDOUS] == pytest.approx(0, abs=1e-3)
    assert found.state_m2([1], 0)[0, State.HAZARDOUS] == pytest.approx(found.area_m2.sum(), abs=1e-3)


def test_what_remains_has_a_shape() -> None:
    rows = [
        Event(ring(127.3, 38.2, 0.02), 0),
        Event(ring(127.32, 38.2, 0.015), 10, CLEARED),
        Event(ring(127.29, 38.19, 0.01), 20, State.CANCELLED),
        Event(ring(127.25, 38.2, 0.03), 5),
    ]
    events = events_of(rows)
    found = partition(events, [AP])
    for day in (0, 10, 25):
        left = remaining_geometry(events, 0, day)
        assert geodesic_m2(left) == pytest.approx(found.remaining_m2(day)[0], rel=1e-6)
        assert shapely.within(left, shapely.buffer(rows[0].shape, 1e-6))
        for state in State:
            where = state_geometry(events, day, AP, state)
            land = found.state_m2([day], 0)[0, state]
            assert geodesic_m2(where) == pytest.approx(land, rel=1e-6, abs=1e-2)
    assert remaining_geometry(events, 0, -1).is_empty
    assert remaining_geometry(events, 0, 0).geom_type == "Polygon"


def test_one_plane_for_all_measures_shapes_as_drawn_there() -> None:
    plane = Plane(127.3, 38.2)
    shape = ring(127.4, 38.3, 0.5)
    drawn = shapely.area(shapely.transform(shape, plane.project))
    assert partition(events_of([Event(shape, 0)]), [AP], plane=plane).area_m2[0] == pytest.approx(drawn, rel=1e-12)


ANY_RING = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=12)


@given(st.lists(st.tuples(ANY_RING, st.lists(ANY_RING, max_size=1)), min_size=1, max_size=4))
@settings(max_examples=150)
def test_anything_drawn_comes_out_valid_and_doubt_stays_hazard(drawn: list[Any]) -> None:
    shapes = [shapely.Polygon(exterior, holes) for exterior, holes in drawn]
    rows = [Event(shape, i, state) for shape in shapes for i, state in enumerate((State.HAZARDOUS, CLEARED))]
    events = events_of(rows)
    laid = ground.lay(ground.survey(events.shapes, "flat", 1), events.is_hazard, 1)
    read = measuring.rings_of(laid).shapes()
    assert shapely.is_valid(read).all()
    # Repairs can leave slivers as thin as a number's last digit, of which the sweep may leave the judging to faces.
    found = flat(*rows)
    np.testing.assert_allclose(found.area_m2, shapely.area(read), atol=1e-4)
    assert (found.area_m2[0::2] >= found.area_m2[1::2] - 1e-4).all()
    sound = shapely.is_valid(events.shapes)
    np.testing.assert_allclose(found.area_m2[sound], shapely.area(events.shapes[sound]), atol=1e-4)
