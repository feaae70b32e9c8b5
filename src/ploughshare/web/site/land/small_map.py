"""A small map without a script: the strokes around a row on one day, as a drawing of the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from ploughshare.land.engine import State
from ploughshare.record.package import Row
from ploughshare.web.site.land import generalising, mercator
from ploughshare.web.site.land.picture import Picture

WIDTH: Final = 400.0
_LARGEST_HEIGHT: Final = 420.0
_MARGIN: Final = 0.12
_TOLERANCE: Final = 0.3
_AROUND_A_SPOT: Final = 6.0
_SMALLEST: Final = 1e-7
"""Of the square: some four metres. What is smaller is drawn as if it were that large."""


@dataclass(frozen=True)
class Path:
    """A shape as a path of SVG, and its class in land.css: h1 to h5 for a state, else outline, spot or not-counted."""

    kind: str
    path: str


@dataclass(frozen=True)
class SmallMap:
    """A drawing of ``width`` by ``height`` units."""

    paths: tuple[Path, ...]
    width: float
    height: float


def of(
    picture: Picture,
    rows: Iterable[Row],
    not_counted: Iterable[Row],
    day: int,
    *,
    spot: Mapping[str, Any] | None = None,
) -> SmallMap | None:
    """The land around rows on that day: their outlines, and those of rows that end nothing. None: none is drawn.

    ``spot`` is a GeoJSON geometry that is marked.
    """
    own, idle = _shapes(rows), _shapes(not_counted)
    if not len(own) and not len(idle):
        return None
    west, north, east, south = shapely.total_bounds(np.concatenate([own, idle])).tolist()
    margin = _MARGIN * max(east - west, south - north, _SMALLEST)
    west, north, east, south = west - margin, north - margin, east + margin, south + margin
    scale = min(WIDTH / (east - west), _LARGEST_HEIGHT / (south - north))
    corner = np.array([west, north])
    width, height = (east - west) * scale, (south - north) * scale

    def drawn(shapes: NDArray[Any]) -> NDArray[Any]:
        flat = shapely.transform(shapes, lambda points: (points - corner) * scale)
        return np.asarray(shapely.clip_by_rect(flat, -40, -40, width + 40, height + 40), dtype=object)

    near = picture.near(west, north, east, south)
    strokes = picture.strokes[near]
    seen = (strokes["since"] <= day) & (day < strokes["until"])
    shown, states = near[seen], strokes["state"][seen]
    flat = drawn(picture.shapes(shown)) if len(shown) else np.zeros(0, object)
    painted = generalising.simple(flat, states == State.HAZARDOUS, _TOLERANCE)
    paths = [
        *(Path(f"h{state}", _path(one)) for state, one in zip(states.tolist(), painted.tolist(), strict=True)),
        *(Path("not-counted", _path(one)) for one in drawn(idle).tolist()),
        *(Path(kind, path) for one in drawn(own).tolist() if (path := _path(one)) for kind in ("casing", "outline")),
        *_spot(spot, corner, scale),
    ]
    return SmallMap(tuple(path for path in paths if path.path), round(width, 1), round(height, 1))


def _spot(spot: Mapping[str, Any] | None, corner: NDArray[np.float64], scale: float) -> Iterator[Path]:
    """A ring around a spot, large enough to be seen."""
    if spot is None:
        return
    flat = shapely.transform(mercator.square(np.array([shape(spot)], dtype=object)), lambda at: (at - corner) * scale)
    yield Path("spot", _path(shapely.buffer(flat[0], _AROUND_A_SPOT)))


def _shapes(rows: Iterable[Row]) -> NDArray[Any]:
    shapes = [shape(row["geometry"]) for row in rows if row["geometry"]]
    areas = [one for one in shapes if one.geom_type in ("Polygon", "MultiPolygon") and not one.is_empty]
    return mercator.square(np.array(areas, dtype=object)) if areas else np.zeros(0, object)


def _path(one: Any) -> str:
    parts = [part for part in shapely.get_parts(shapely.get_parts(one)).tolist() if part.geom_type == "Polygon"]
    return "".join(_ring(ring) for part in parts for ring in shapely.get_rings(part).tolist())


def _ring(ring: Any) -> str:
    points = shapely.get_coordinates(ring)[:-1]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points.tolist()) + "Z"
