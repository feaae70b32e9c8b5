import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare.geo.projection import EARTH_RADIUS_M, EqualArea

KOREA = EqualArea(127.0, 40.0)


@given(st.floats(100, 150), st.floats(20, 60))
def test_there_and_back(longitude, latitude):
    assert KOREA.unproject(KOREA.project([[longitude, latitude]]))[0] == pytest.approx([longitude, latitude], abs=1e-9)


def test_the_centre_is_the_origin():
    assert KOREA.project([[127.0, 40.0]])[0] == pytest.approx([0, 0], abs=1e-6)


@pytest.mark.parametrize("corner", [(126.5, 37.7), (124.2, 42.5), (140.0, 45.0)])
def test_areas_stay_true(corner):
    """A small quadrilateral keeps the area it has on the sphere, wherever it lies."""
    west, south, size = *corner, 0.05
    ring = np.array([[west, south], [west + size, south], [west + size, south + size], [west, south + size]])
    x, y = KOREA.project(ring).T
    drawn_m2 = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    sphere_m2 = EARTH_RADIUS_M**2 * np.radians(size) * (np.sin(np.radians(south + size)) - np.sin(np.radians(south)))
    assert drawn_m2 == pytest.approx(sphere_m2, rel=1e-4)


def test_the_far_side_of_the_earth_is_no_error():
    assert np.isfinite(KOREA.project([[127.0 - 180, -40.0]])).all()
