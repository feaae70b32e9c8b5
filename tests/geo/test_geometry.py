"""Geometries as they are written: boxes, decimals, grids; and measured: areas, lengths, circles."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ploughshare import geo
from ploughshare.geo import countries, measure
from ploughshare.geo.geometry import METRES_PER_DEGREE, grown, meet
from strategies import geometries

PANMUNJOM = {"type": "Point", "coordinates": [126.677512, 37.956034]}


def square(west: float, south: float, side: float) -> dict[str, Any]:
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def line(*points: list[float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": list(points)}


@pytest.mark.parametrize(
    ("precision_m", "coordinates"),
    [
        (None, [126.677512, 37.956034]),
        (0, [126.677512, 37.956034]),
        (1, [126.677512, 37.956034]),
        (100, [126.6775, 37.956]),
        (1000, [126.678, 37.956]),
        (5000, [126.678, 37.956]),
        (50_000, [126.68, 37.96]),
        (1_000_000, [127.0, 38.0]),
    ],
)
def test_as_many_decimals_as_a_precision_deserves(precision_m: float | None, coordinates: list[float]) -> None:
    assert geo.trim(PANMUNJOM, precision_m)["coordinates"] == coordinates


def test_trimming_keeps_what_has_extent() -> None:
    small = square(126.6771, 37.9561, 0.002)
    trimmed = geo.trim(small, 100_000)
    assert trimmed["type"] == "Polygon"
    assert geo.fault(trimmed) is None


PRECISIONS = st.one_of(st.none(), st.floats(0.1, 500_000), st.decimals("1", "100000", places=1))


@settings(deadline=None)
@given(geometries(), PRECISIONS)
def test_trimming_is_valid_settled_and_moves_nothing_far(
    geometry: dict[str, Any], precision_m: float | Decimal | None
) -> None:
    trimmed = geo.trim(geometry, precision_m)
    assert geo.fault(trimmed) is None
    assert trimmed["type"] == geometry["type"]
    assert geo.trim(trimmed, precision_m) == trimmed
    allowed = (float(precision_m) if precision_m else 0.0) / 10 / METRES_PER_DEGREE + 1e-6
    for before, after in zip(geo.positions(geometry), geo.positions(trimmed), strict=True):
        assert all(abs(x - y) <= 2 * allowed for x, y in zip(before, after, strict=True))


@settings(deadline=None)
@given(geometries(), st.floats(0.001, 1e8))
def test_coarsening_is_valid_and_moves_no_point_beyond_its_precision(
    geometry: dict[str, Any], precision_m: float
) -> None:
    coarse = geo.coarsen(geometry, precision_m)
    assert geo.fault(coarse) is None
    assert geo.coarsen(coarse, precision_m) == coarse
    grid = {tuple(position) for position in geo.positions(coarse)}
    allowed = precision_m / METRES_PER_DEGREE + 1e-6
    for x, y, *_ in geo.positions(geometry):
        nearest = min(math.hypot(x - a, y - b) for a, b in grid)
        assert nearest <= allowed or geometry["type"] not in ("Point", "MultiPoint")


def test_coarsening_gives_no_more_away_than_its_precision_allows() -> None:
    """All places of a cell of the grid come out the same: whoever sees one cannot tell which it was."""
    seen = {
        tuple(geo.coarsen({"type": "Point", "coordinates": [127.0 + dx / 1000, 38.0 + dy / 1000]}, 5000)["coordinates"])
        for dx in range(-20, 21, 5)
        for dy in range(-20, 21, 5)
    }
    assert seen == {(127.0, 38.0)}


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (square(126.0, 38.0, 0.5), "Polygon"),
        (square(126.0, 38.0, 0.001), "Point"),
        (line([126.0, 38.0], [126.001, 38.0]), "Point"),
        (line([126.0, 38.0], [126.001, 38.0], [127.0, 38.0]), "LineString"),
        ({"type": "MultiPoint", "coordinates": [[126.0, 38.0], [126.001, 38.0]]}, "MultiPoint"),
    ],
)
def test_what_has_no_extent_on_the_grid_becomes_simpler(geometry: dict[str, Any], kind: str) -> None:
    coarse = geo.coarsen(geometry, 5000)
    assert coarse["type"] == kind
    assert geo.fault(coarse) is None
    assert len(list(geo.positions(coarse))) == len({tuple(p) for p in geo.positions(coarse)}) + (kind == "Polygon")


@pytest.mark.parametrize(
    ("geometry", "box"),
    [
        (PANMUNJOM, (126.677512, 37.956034, 126.677512, 37.956034)),
        (square(126, 38, 1), (126, 38, 127, 39)),
        (line([179.0, -17.0], [-179.0, -16.0]), (179.0, -17.0, -179.0, -16.0)),
    ],
)
def test_boxes(geometry: dict[str, Any], box: tuple[float, ...]) -> None:
    assert geo.bounds(geometry) == box


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 0, 1, 1), (1, 1, 2, 2), True),
        ((0, 0, 1, 1), (1.1, 0, 2, 1), False),
        ((0, 0, 1, 1), (0, 1.1, 1, 2), False),
        ((179, 0, -179, 1), (-179.5, 0, -170, 1), True),
        ((179, 0, -179, 1), (170, 0, 178, 1), False),
    ],
)
def test_boxes_that_meet(one: geo.Box, other: geo.Box, expected: bool) -> None:
    assert meet(one, other) is meet(other, one) is expected


def test_a_box_grows_on_every_side() -> None:
    west, south, east, north = grown((127, 38, 127, 38), 11_132)
    assert (south, north) == pytest.approx((37.9, 38.1))
    assert east - west == pytest.approx(0.2 / math.cos(math.radians(38)), rel=1e-3)


def test_areas_and_lengths_are_geodesic() -> None:
    # A degree of latitude from 38 to 39: 111.0 km; the square between 126 and 127: 9,684 km2 (WGS 84).
    assert measure.length_m(line([126, 38], [126, 39])) == pytest.approx(111_003, abs=10)
    assert measure.area_m2(square(126, 38, 1)) / 1e6 == pytest.approx(9_682, rel=1e-3)
    turned = {"type": "Polygon", "coordinates": [square(126, 38, 1)["coordinates"][0][::-1]]}
    assert measure.area_m2(turned) == pytest.approx(measure.area_m2(square(126, 38, 1)))


def test_holes_count_out_and_parts_add_up() -> None:
    ring, hole = square(126, 38, 1)["coordinates"][0], square(126.25, 38.25, 0.5)["coordinates"][0]
    whole, inner = measure.area_m2(square(126, 38, 1)), measure.area_m2(square(126.25, 38.25, 0.5))
    assert measure.area_m2({"type": "Polygon", "coordinates": [ring, hole]}) == pytest.approx(whole - inner)
    assert (
        measure.area_m2({"type": "MultiPolygon", "coordinates": [[ring], [square(10, 10, 0)["coordinates"][0]]]})
        == whole
    )
    assert measure.area_m2(PANMUNJOM) == measure.length_m(PANMUNJOM) == 0


def test_distance_is_between_the_nearest_points() -> None:
    assert measure.distance_m(square(126, 38, 1), PANMUNJOM) == pytest.approx(4_880, rel=0.01)
    assert measure.distance_m(square(126, 37.5, 1), PANMUNJOM) == 0


def test_a_circle_is_as_far_away_as_its_precision() -> None:
    circle = measure.circle(126.677, 37.956, 5000)
    assert geo.fault(circle) is None
    assert measure.area_m2(circle) == pytest.approx(math.pi * 5000**2, rel=0.005)
    centre = {"type": "Point", "coordinates": [126.677, 37.956]}
    for position in geo.positions(circle):
        there = {"type": "Point", "coordinates": list(position)}
        assert measure.distance_m(centre, there) == pytest.approx(5000, abs=0.01)


def test_a_circle_over_the_180th_meridian_stays_in_one_piece() -> None:
    longitudes = [position[0] for position in measure.circle(179.99, 0, 5000)["coordinates"][0]]
    assert max(longitudes) - min(longitudes) < 1


@pytest.mark.parametrize(
    ("coordinates", "why"),
    [
        ([[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]], "self-intersection"),
        ([[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], [[5, 5], [6, 5], [6, 6], [5, 5]]], "hole lies outside shell"),
        ([[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]], None),
    ],
)
def test_outlines_that_cross_themselves(coordinates: Any, why: str | None) -> None:
    assert measure.crossing({"type": "Polygon", "coordinates": coordinates}) == why


@pytest.mark.parametrize(
    ("code", "coordinates", "swapped"),
    [
        ("kp", [125.75, 39.03], None),
        ("kp", [127.0, 37.57], None),  # Seoul lies within the margin of the box: only a suspicion is raised
        ("kp", [151.2, -33.9], False),
        ("ao", [16.9, -12.4], None),
        ("ao", [-12.4, 16.9], True),
        ("kp-kr", [126.68, 37.96], None),
        ("kp-kr", [104.9, 11.6], False),
        ("ru", [-175.0, 66.0], None),
        ("fj", [179.9, -17.0], None),
        ("zz", [0.0, 0.0], None),
        ("zz-kp", [0.0, 0.0], None),
    ],
)
def test_places_that_lie_elsewhere(code: str, coordinates: list[float], swapped: bool | None) -> None:
    found = countries.suspicion({"type": "Point", "coordinates": coordinates}, code, 100)
    assert (None if found is None else found.is_swapped) is swapped


def test_every_country_of_the_table_has_a_box_on_the_earth() -> None:
    assert len(countries._boxes()) > 230
    for west, south, east, north in countries._boxes().values():
        assert -180 <= west <= 180
        assert -180 <= east <= 180
        assert -90 <= south <= north <= 90


def test_reading_and_checking_a_geometry_loads_no_geometry_library() -> None:
    program = (
        "import sys; from ploughshare import geo; from ploughshare.geo import countries, measure;"
        "g = {'type': 'Point', 'coordinates': [127.0, 38.0]};"
        "geo.fault(g); geo.coarsen(g, 5000); countries.suspicion(g, 'kp', 100);"
        "print(sorted({'shapely', 'pyproj', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
