import json

import numpy as np
import pytest

from ploughshare.geo import topojson

TWO_SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.5, 2.0], "translate": [10.0, 20.0]},
    # arc 0 is the side both share; 1 closes the left square, 2 the right one
    "arcs": [[[2, 0], [0, 1]], [[2, 1], [-2, 0], [0, -1], [2, 0]], [[2, 0], [2, 0], [0, 1], [-2, 0]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "001", "properties": {"name": "Left"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "id": "002", "properties": {"name": "Right"}},
                {"type": None, "properties": {"name": "Nowhere"}},
            ],
        }
    },
}


@pytest.fixture
def atlas(tmp_path):
    path = tmp_path / "squares.json"
    path.write_text(json.dumps(TWO_SQUARES), encoding="utf-8")
    return topojson.read(path, "countries")


def test_rings_are_closed_and_in_degrees(atlas):
    left, right, nowhere = atlas.outlines
    assert left.polygons[0][0].tolist() == [[11, 20], [11, 22], [10, 22], [10, 20], [11, 20]]
    assert right.polygons[0][0].tolist() == [[11, 20], [12, 20], [12, 22], [11, 22], [11, 20]]
    assert nowhere.polygons == ()


def test_a_border_is_what_two_share(atlas):
    (border,) = atlas.borders()
    assert np.array_equal(border, [[11, 20], [11, 22]])
    assert atlas.borders(without=frozenset({frozenset({"001", "002"})})) == []
