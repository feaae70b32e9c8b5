"""A tile never draws a hazard smaller or a release larger than it is, and loses nothing small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from ploughshare.land.engine import FAR, State
from ploughshare.web.site.land import generalising, mercator, picture, tiles
from ploughshare.web.site.land.painting import Painting
from ploughshare.web.site.land.picture import Labels, Picture
from ploughshare.web.site.land.tiles import EXTENT, Choice, Square

ANYTHING = Choice()


def star(x: float, y: float, reach: float, corners: int, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = reach * rng.uniform(0.2, 1, corners)
    return shapely.make_valid(shapely.Polygon(np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], -1)))


def laid_down(folder: Path, strokes: list[tuple[Any, int, int, int]], doubt_m: float = 0.0) -> Picture:
    """A picture of shapes, states and the days from and until which they show."""
    shapes = np.empty(len(strokes), object)
    shapes[:] = [stroke[0] for stroke in strokes]
    state, since, until = (np.array([stroke[k] for stroke in strokes], np.int64) for k in (1, 2, 3))
    count = len(strokes)
    labels = Labels([f"row-{i}" for i in range(count)], [i % 2 for i in range(count)], [0] * count, [doubt_m] * count)
    picture.write(Painting(shapes, state.astype(np.int8), since, until, np.arange(count)), labels, folder)
    return Picture.read(folder)


def around(square_x: float, square_y: float, zoom: int) -> Square:
    return Square(zoom, int(square_x * 2**zoom), int(square_y * 2**zoom))


def drawn(content: bytes, layer: str) -> list[dict[str, Any]]:
    options = {"y_coord_down": True}
    return mapbox_vector_tile.decode(content, default_options=options).get(layer, {"features": []})["features"]


def in_tile(one: Any, square: Square) -> Any:
    scale, corner = 2.0**square.zoom * EXTENT, np.array([square.column, square.row]) * EXTENT
    flat = shapely.transform(mercator.square(np.array([one], dtype=object))[0], lambda at: at * scale - corner)
    return shapely.intersection(flat, shapely.box(0, 0, EXTENT, EXTENT))


@given(st.integers(0, 10_000), st.integers(3, 60), st.floats(5, 3000), st.sampled_from([3.2, 0.4, 20.0]))
def test_simplified_hazards_hold_what_they_are_and_releases_are_held_by_it(
    seed: int, corners: int, reach: float, tolerance: float
) -> None:
    true = star(2000, 2000, reach, corners, seed)
    grown, shrunk = generalising.simple(np.array([true, true]), np.array([True, False]), tolerance)
    rounded = shapely.make_valid(shapely.transform(grown, np.rint))
    assert shapely.covers(rounded, true) or shapely.difference(true, rounded).area < 1e-6
    kept = shapely.make_valid(shapely.transform(shrunk, np.rint))
    assert shapely.difference(kept, true).area < 1e-6


@pytest.mark.parametrize("zoom", [0, 4, 8, 11, 14])
def test_a_hazard_is_in_every_zoom_and_a_release_never_larger(tmp_path: Path, zoom: int) -> None:
    hazard, release = star(20, 10, 0.004, 30, 1), star(20, 10, 0.003, 30, 2)
    made = laid_down(tmp_path, [(hazard, State.HAZARDOUS, 5, FAR), (release, State.CLEARED, 9, FAR)])
    square = around(*shapely.get_coordinates(mercator.square(np.array([shapely.Point(20, 10)])))[0], zoom)
    content = tiles.cut(made, square, ANYTHING)
    shown = [one for one in (*drawn(content, "land"), *drawn(content, "cells")) if one["properties"]["state"] == 1]
    hazardous = shapely.union_all([shapely.make_valid(shape(one["geometry"])) for one in shown])
    assert shapely.difference(in_tile(hazard, square), hazardous).area < 1e-6
    released = [one for one in drawn(content, "land") if one["properties"]["state"] == State.CLEARED]
    for one in released:
        assert shapely.difference(shapely.make_valid(shape(one["geometry"])), in_tile(release, square)).area < 1e-6
    for one in drawn(content, "dots"):
        dot = shape(one["geometry"]).buffer(1.5)
        assert dot.intersects(in_tile(release, square))


def test_a_cell_is_hazardous_for_as_long_as_any_small_hazard_in_it(tmp_path: Path) -> None:
    tiny = [star(20.0005 + i * 1e-5, 10.0005, 1e-5, 6, i) for i in range(3)]
    days = [(5, 8), (7, 12), (20, 30)]
    made = laid_down(tmp_path, [(one, State.HAZARDOUS, *span) for one, span in zip(tiny, days, strict=True)])
    at = shapely.get_coordinates(mercator.square(np.array([shapely.Point(20.0005, 10.0005)])))[0]
    cells = drawn(tiles.cut(made, around(*at, 6), ANYTHING), "cells")
    spans = sorted({(one["properties"]["since"], one["properties"]["until"]) for one in cells})
    assert spans == [(5, 12), (20, 30)]


def test_what_is_hazardous_lies_over_what_was_released_before_it(tmp_path: Path) -> None:
    first, second = star(20, 10, 0.02, 8, 1), star(20, 10, 0.02, 8, 2)
    made = laid_down(tmp_path, [(first, State.CLEARED, 5, FAR), (second, State.HAZARDOUS, 9, FAR)])
    at = shapely.get_coordinates(mercator.square(np.array([shapely.Point(20, 10)])))[0]
    features = drawn(tiles.cut(made, around(*at, 12), ANYTHING), "land")
    assert [one["properties"]["state"] for one in features] == [State.CLEARED, State.HAZARDOUS]
    assert [one["properties"]["row"] for one in features] == ["row-0", "row-1"]


def test_doubt_about_an_outline_grows_hazards_and_shrinks_releases(tmp_path: Path) -> None:
    one = shapely.box(20, 10, 20.01, 10.01)
    strokes = [(one, State.HAZARDOUS, 5, FAR), (one, State.CLEARED, 9, FAR)]
    made = laid_down(tmp_path, strokes, doubt_m=100)
    grown, shrunk = made.shapes(np.arange(2))
    true = mercator.square(np.array([one]))[0]
    assert grown.contains(true)
    assert true.contains(shrunk)
    by = mercator.units_per_metre(np.array([true.centroid.y]))[0] * 100
    assert grown.bounds[2] - true.bounds[2] == pytest.approx(by, rel=1e-3)
    assert true.bounds[2] - shrunk.bounds[2] == pytest.approx(by, rel=1e-3)


def test_a_choice_of_class_leaves_out_other_hazards_and_no_release(tmp_path: Path) -> None:
    boxes = [shapely.box(20 + i * 0.01, 10, 20.008 + i * 0.01, 10.008) for i in range(4)]
    states = (State.HAZARDOUS, State.HAZARDOUS, State.CLEARED, State.CLEARED)
    made = laid_down(tmp_path, [(box, state, 5, FAR) for box, state in zip(boxes, states, strict=True)])
    at = shapely.get_coordinates(mercator.square(np.array([shapely.Point(20.01, 10.004)])))[0]
    rows = [one["properties"]["row"] for one in drawn(tiles.cut(made, around(*at, 10), Choice(area_class=1)), "land")]
    assert rows == ["row-1", "row-2", "row-3"]
    assert tiles.cut(made, around(*at, 10), Choice(organisation=3)) == b""


def test_outlines_over_the_edge_of_the_world_are_on_both_sides_of_it(tmp_path: Path) -> None:
    made = laid_down(tmp_path, [(shapely.box(179.99, 10, 180.01, 10.02), State.HAZARDOUS, 5, FAR)])
    row = int(made.strokes["point"][0][1] * 2**12)
    for column in (0, 2**12 - 1):
        assert len(drawn(tiles.cut(made, Square(12, column, row), ANYTHING), "land")) == 1


def test_a_hazard_that_crosses_itself_is_all_that_its_lines_enclose(tmp_path: Path) -> None:
    bow = shapely.Polygon([(20, 10), (20.01, 10.01), (20.01, 10), (20, 10.01)])
    made = laid_down(tmp_path, [(bow, State.HAZARDOUS, 5, FAR)])
    (whole,) = made.shapes(np.arange(1))
    assert whole.is_valid
    assert whole.area == pytest.approx(
        mercator.square(np.array([shapely.box(20, 10, 20.01, 10.01)]))[0].area / 2, rel=1e-3
    )


def test_a_tile_outside_the_world_does_not_exist() -> None:
    assert Square(3, 7, 7).exists
    assert not Square(3, 8, 0).exists
    assert not Square(tiles.DEEPEST + 1, 0, 0).exists
