"""Many geometries at once give what each alone gives."""

from __future__ import annotations

from typing import Any

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from ploughshare.geo import bulk
from strategies import geometries

HOLED = [[[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 0.0]], [[5.0, 1.0], [6.0, 1.0], [6.0, 2.0], [5.0, 1.0]]]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), geometries()), max_size=6))
def test_to_shapes_and_back(some: list[dict[str, Any] | None]) -> None:
    made = bulk.shapes(some)
    for geometry, one in zip(some, made, strict=True):
        assert one is None if geometry is None else shapely.equals_exact(one, shape(geometry))
    assert bulk.mappings(made) == some


def test_holes_parts_and_heights() -> None:
    polygon = {"type": "Polygon", "coordinates": HOLED}
    several = {"type": "MultiPolygon", "coordinates": [HOLED, [[[20.0, 0.0], [21.0, 0.0], [21.0, 1.0], [20.0, 0.0]]]]}
    assert bulk.mappings(bulk.shapes([several, None, polygon])) == [several, None, polygon]
    assert bulk.mappings(bulk.shapes([{"type": "Point", "coordinates": [1.0, 2.0, 300.0]}])) == [
        {"type": "Point", "coordinates": [1.0, 2.0]}
    ]
    assert bulk.shapes([]).shape == (0,)
    assert bulk.mappings(bulk.shapes([])) == []
