"""Where a row lies, as each audience may see it; and who was hurt."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import mapping, shape

from ploughshare import geo
from ploughshare.evidence.tiers import Audience, visible
from ploughshare.geo.geometry import grid_step
from ploughshare.record.locations import LOCATED
from ploughshare.record.package import Package
from small_packages import package

DIGITS = {"public": "126.1111111", "partners": "126.2222222", "restricted": "126.3333333", None: "126.4444444"}
SEEN: dict[Audience, set[str | None]] = {
    "public": {"public"},
    "partners": {"public", "partners"},
    "restricted": {"public", "partners", "restricted", None},
}
NAMES = [table.name for table in LOCATED]


def everywhere() -> Package:
    """In each located table an open row of each tier of location, its longitude in every cell that tells it."""
    return package(
        **{
            name: [
                {
                    "id": f"{name}-{tier or 'unsaid'}".replace("_", "-"),
                    "tier": "public",
                    "location_tier": tier,
                    "coordinates_as_entered": f"E {digits}",
                    "reference_system_as_entered": f"about {digits}",
                    "geometry_origin": f"typed as {digits}",
                    "geometry": {"type": "Point", "coordinates": [float(digits), 38.0]},
                }
                for tier, digits in DIGITS.items()
            ]
            for name in NAMES
        }
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("audience", SEEN)
def test_a_location_leaves_and_its_row_stays(audience: Audience, name: str) -> None:
    seen = visible(everywhere(), audience)
    assert len(seen.rows(name)) == len(DIGITS)
    told = json.dumps(list(seen.rows(name)), default=str)
    assert {tier for tier, digits in DIGITS.items() if digits in told} == SEEN[audience]


def square(west: float, south: float, side: float = 0.001) -> dict[str, Any]:
    return mapping_of(shapely.box(west, south, west + side, south + side))


def mapping_of(drawn: shapely.Geometry) -> dict[str, Any]:
    return json.loads(json.dumps(mapping(drawn)))  # type: ignore[no-any-return]


outlines = st.builds(
    lambda at, points, hole: shapely.Polygon(
        [(at[0] + x / 1e4, at[1] + y / 1e4) for x, y in points],
        [[(at[0] + x / 1e6, at[1] + y / 1e6) for x, y in points]] if hole else None,
    ),
    st.tuples(st.floats(-179, 179), st.floats(-85, 85)),
    st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=9, unique=True),
    st.booleans(),
).filter(lambda drawn: drawn.area > 0)


@settings(deadline=None, max_examples=200)
@given(outlines, st.sampled_from([0.001, 1, 10, 50, 300, 5000]))
def test_a_coarse_outline_errs_on_the_side_of_danger(drawn: shapely.Polygon, precision_m: float) -> None:
    cells = {"geometry": mapping_of(drawn), "precision_m": precision_m, "location_tier": "public"}
    made = package(areas=[{"id": "a", **cells}], releases=[{"id": "r", **cells}])
    seen = visible(made)
    (area,), (release,) = seen.rows("areas"), seen.rows("releases")
    hazard = shape(area["geometry"])
    assert geo.fault(area["geometry"]) is None
    if drawn.is_valid:
        assert hazard.covers(drawn)
    assert hazard.is_valid or hazard.equals_exact(drawn)
    if release["geometry"] is not None and not shape(release["geometry"]).equals_exact(drawn):
        assert geo.fault(release["geometry"]) is None
        assert drawn.is_valid
        assert drawn.covers(shape(release["geometry"]))
    step = grid_step(precision_m)
    if step and not hazard.equals_exact(drawn):
        cells_off = shapely.get_coordinates(hazard) / step
        assert abs(cells_off - cells_off.round()).max() < 1e-6
    assert visible(seen).tables == seen.tables


def test_what_was_entered_leaves_with_the_fine_outline() -> None:
    cells = {"geometry": square(126.0000123, 38), "location_tier": "public", "coordinates_as_entered": "126.0000123"}
    made = package(areas=[{"id": "fine", **cells}, {"id": "coarse", "precision_m": 100, **cells}])
    fine, coarse = visible(made).rows("areas")
    assert fine["coordinates_as_entered"] == "126.0000123"
    assert coarse["coordinates_as_entered"] is None
    assert "0000123" not in json.dumps(coarse, default=str)


@pytest.mark.parametrize("audience", ["public", "partners"])
def test_nobody_is_named(audience: Audience) -> None:
    made = package(
        victims=[{"id": "a", "tier": "public", "name": "Kim", "address": "Hill 3"}],
        accidents=[{"id": "b", "tier": "public"}],
    )
    (victim,) = visible(made, audience).rows("victims")
    assert (victim["name"], victim["address"], victim["outcome"]) == (None, None, "injured")


def test_accidents_and_victims_are_restricted_unless_opened() -> None:
    made = package(accidents=[{"id": "a"}], victims=[{"id": "b"}])
    for audience in ("public", "partners"):
        assert not visible(made, audience).rows("victims")  # type: ignore[arg-type]
        assert not visible(made, audience).rows("accidents")  # type: ignore[arg-type]


def hurt(count: int, **cells: Any) -> list[dict[str, Any]]:
    return [{"tier": "public", "born": "1990-01-01", **cells, "id": f"{cells['sex']}-{n}"} for n in range(count)]


@pytest.mark.parametrize(
    ("women", "men", "are_shown"), [(5, 5, True), (5, 0, True), (4, 9, False), (1, 0, False), (9, 4, False)]
)
def test_small_counts_of_victims_by_sex_are_not_published(women: int, men: int, are_shown: bool) -> None:
    victims = [*hurt(women, sex="female", accident="b"), *hurt(men, sex="male", accident="b")]
    made = package(accidents=[{"id": "b", "tier": "public"}], victims=victims)
    seen = visible(made).rows("victims")
    assert len(seen) == women + men
    assert (
        {row["sex"] for row in seen} == ({"female", "male"} if men else {"female"} if women else set())
        if (are_shown)
        else {row["sex"] for row in seen} == {None}
    )
    assert {row["born"] for row in seen} == {None}
    assert {row["sex"] for row in visible(made, "partners").rows("victims")} <= {"female", "male"}


def test_what_a_hazard_goes_round_twice_is_in_its_coarse_outline() -> None:
    star = [[20.00003, 0.0], [20.3, 0.9], [20.6, 0.0], [19.9, 0.6], [20.7, 0.6], [20.00003, 0.0]]
    geometry = {"type": "Polygon", "coordinates": [star]}
    area = {"tier": "public", "location_tier": "public", "precision_m": 100, "geometry": geometry}
    (shown,) = visible(package(areas=[area])).rows("areas")
    assert shape(shown["geometry"]).covers(shapely.Point(20.3, 0.4))
