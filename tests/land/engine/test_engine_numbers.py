"""Predicates against fractions, the projection against pyproj."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Proj

from ploughshare.land.engine import Plane
from ploughshare.land.engine.predicates import exact_turn, is_left, turn

NUMBERS = st.one_of(
    st.integers(-3, 3).map(float),
    st.floats(-1e7, 1e7).map(lambda x: x if abs(x) > 1e-100 else 0.0),
    st.integers(-4, 4).map(lambda k: 0.1 * k),
    st.floats(0.5, 0.5 + 1e-13),
)


def sign(number: float | Fraction) -> int:
    return (number > 0) - (number < 0)


@given(st.tuples(*[NUMBERS] * 6), st.booleans())
def test_turns_have_the_sign_of_exact_arithmetic(corners: tuple[float, ...], on_the_line: bool) -> None:
    ax, ay, bx, by, cx, cy = corners
    if on_the_line:  # or within a rounding of it
        cx, cy = (ax + bx) / 2, (ay + by) / 2
    a, b, c = ((Fraction(x), Fraction(y)) for x, y in ((ax, ay), (bx, by), (cx, cy)))
    exact = (a[0] - c[0]) * (b[1] - c[1]) - (a[1] - c[1]) * (b[0] - c[0])
    assert sign(turn(ax, ay, bx, by, cx, cy)) == sign(exact)
    assert exact_turn(ax, ay, bx, by, cx, cy) == pytest.approx(float(exact), rel=1e-15)


@given(st.tuples(*[st.integers(-3, 3)] * 2).filter(any), st.sampled_from([1, -1]))
def test_a_tie_falls_as_if_the_point_were_moved_by_a_hair(edge: tuple[int, int], shift: int) -> None:
    dx, dy = edge
    hair = Fraction(shift, 10**9)
    moved = dx * hair * abs(hair) - dy * hair
    assert is_left(0.0, float(dx), float(dy), shift) == (moved > 0)


@pytest.mark.parametrize("latitude", [0.0, 38.2, -71.0, 89.0])
def test_planes_are_those_of_pyproj(latitude: float) -> None:
    grid = np.stack(np.meshgrid(np.linspace(115, 140, 40), np.linspace(-1, 1, 40) * 12 + latitude), axis=-1)
    degrees = grid.reshape(-1, 2)
    degrees = degrees[np.abs(degrees[:, 1]) < 89.99]
    theirs = Proj(proj="laea", lon_0=127.3, lat_0=latitude, datum="WGS84")(*degrees.T)
    plane = Plane(127.3, latitude)
    np.testing.assert_allclose(plane.project(degrees), np.stack(theirs, axis=-1), atol=1e-5)
    np.testing.assert_allclose(plane.unproject(plane.project(degrees)), degrees, atol=1e-9)
