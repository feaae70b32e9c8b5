"""A small map of one finding: the outlines of its rows, and the spot where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from ploughshare.geo.projection import EqualArea
from ploughshare.report import theme
from ploughshare.report.drawing.frame import Frame, rings
from ploughshare.report.drawing.labels import Box
from ploughshare.report.drawing.svg import Canvas, Drawing, path

WIDTH, HEIGHT = 240.0, 170.0
_MARGIN = 0.12
_LEAST_M = 20.0
"""A point has no extent: the map shows this much around it."""
_ROUND_M = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 200_000, 1_000_000)
_COLOURS = {"areas": "use", "releases": "land_release"}
_MARK = 3.5


def draw(name: str, title: str, shapes: Sequence[tuple[str, Any]], spot: Any = None) -> Drawing | None:
    """The drawing of some shapes in degrees, each with its table, the finding's own first; None where none is drawn.

    It draws what it is given, no finer and no coarser: give it rows that have passed the filter of tiers.
    """
    drawn = [(table, shape) for table, shape in shapes if shape is not None and not shape.is_empty]
    seen = [shape for _, shape in drawn] + ([spot] if spot is not None and not spot.is_empty else [])
    if not seen:
        return None
    frame = _frame(np.array(seen, dtype=object))
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "land")
    canvas.clip(f"{name}-clip", 0, 0, WIDTH, HEIGHT)
    canvas.open(clip_path=f"url(#{name}-clip)")
    for order, (table, shape) in reversed(list(enumerate(drawn))):
        colour = _COLOURS.get(table, "mark")
        _paint(canvas, frame, shape, colour, opacity=0.3 if order == 0 else 0.15, width=1.6 if order == 0 else 0.8)
    if spot is not None and not spot.is_empty:
        _paint(canvas, frame, spot, "displacement", opacity=0.6, width=1.8)
    canvas.close()
    _scale(canvas, frame)
    return canvas.finish(name, title, f"{title}: {len(drawn)} outline(s), the spot marked in blue.")


def _frame(seen: Any) -> Frame:
    west, south, east, north = shapely.total_bounds(seen)
    projection = EqualArea(float((west + east) / 2), float((south + north) / 2))
    edge = np.linspace(0, 1, 5)
    ring = np.array([(west + x * (east - west), south + y * (north - south)) for x in edge for y in edge])
    metres = projection.project(ring)
    low, high = metres.min(axis=0), metres.max(axis=0)
    across, down = np.maximum(high - low, _LEAST_M) * (1 + 2 * _MARGIN)
    middle = (low + high) / 2
    box = Box(0, 0, WIDTH, HEIGHT)
    return Frame(projection, box, float(max(across / WIDTH, down / HEIGHT)), (float(middle[0]), float(middle[1])))


def _paint(canvas: Canvas, frame: Frame, shape: Any, colour: str, *, opacity: float, width: float) -> None:
    areas: list[str] = []
    lines: list[str] = []
    for points, closed in rings(shape):
        (areas if closed else lines).append(path(frame.place(points), closed=closed))
    canvas.fill("".join(areas), colour, fill_opacity=opacity, fill_rule="evenodd")
    canvas.stroke("".join([*areas, *lines]), colour, width)
    for point in shapely.get_parts(shapely.get_parts(shape)):
        if point.geom_type == "Point":
            x, y = frame.place(shapely.get_coordinates(point))[0]
            canvas.add(
                "circle", f"s-{colour}", cx=float(x), cy=float(y), r=_MARK, fill="none",
                stroke=theme.LIGHT[colour], stroke_width=width,
            )  # fmt: skip


def _scale(canvas: Canvas, frame: Frame) -> None:
    fitting = [m for m in _ROUND_M if m / frame.metres_per_unit <= WIDTH / 3]
    metres = fitting[-1] if fitting else _ROUND_M[0]
    y = HEIGHT - 8
    canvas.stroke(f"M8 {y}h{metres / frame.metres_per_unit:.2f}", "ink", 1.4)
    canvas.text(f"{metres:,} m" if metres < 1000 else f"{metres // 1000:,} km", 8, y - 4, 9, halo="land")
