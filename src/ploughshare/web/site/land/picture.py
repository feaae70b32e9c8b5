"""A painting laid down on disk, so that a tile reads only the strokes it shows.

The boxes and columns of all strokes are mapped into memory and searched whole (a few milliseconds for half a million);
their shapes lie as WKB one after the other. Nothing of a package is read again to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.land.engine import State
from ploughshare.web.site.land import mercator
from ploughshare.web.site.land.painting import Painting

_COLUMNS, _BOXES, _ROWS, _SHAPES = "strokes.npy", "boxes.npy", "rows.npy", "shapes.wkb"
_ROW_ID: Final = "U80"
_ROUND_THE_WORLD: Final = np.array([1.0, 0.0])

_STROKE: Final = np.dtype(
    [
        ("since", np.int64),
        ("until", np.int64),
        ("state", np.int8),
        ("area_class", np.int16),
        ("organisation", np.int32),
        ("point", np.float64, (2,)),  # some point within, on the square of mercator.py
        ("begin", np.int64),  # where its shape begins among the bytes
        ("end", np.int64),
    ]
)


@dataclass(frozen=True, eq=False)
class Labels:
    """What is told of each event: the id of its row; its class and organisation as positions in lists, -1 for none; and
    by how many metres its outline may be off.
    """

    row: Sequence[str]
    area_class: Sequence[int]
    organisation: Sequence[int]
    doubt_m: Sequence[float]


@dataclass(frozen=True, eq=False)
class Picture:
    """The strokes of a painting, in the order in which they are painted.

    ``boxes`` (n, 4) are west, north, east, south on the square, ``rows`` (n,) the ids of their rows.
    """

    strokes: NDArray[Any]
    boxes: NDArray[np.float64]
    rows: NDArray[np.str_]
    shapes_path: Path

    @classmethod
    def read(cls, folder: Path) -> Picture:
        """The picture laid down in that folder."""
        strokes, boxes, rows = (np.load(folder / name, mmap_mode="r") for name in (_COLUMNS, _BOXES, _ROWS))
        return cls(strokes, boxes, rows, folder / _SHAPES)

    def near(self, west: float, north: float, east: float, south: float) -> NDArray[np.int64]:
        """The positions of the strokes whose boxes meet that one."""
        meets = (self.boxes[:, 0] <= east) & (self.boxes[:, 2] >= west)
        meets &= (self.boxes[:, 1] <= south) & (self.boxes[:, 3] >= north)
        return np.flatnonzero(meets)

    def shapes(self, which: NDArray[np.int64]) -> NDArray[Any]:
        """The shapes of the strokes at those positions, on the square."""
        out: list[bytes] = []
        with self.shapes_path.open("rb") as file:
            for begin, end in self.strokes[["begin", "end"]][which].tolist():
                file.seek(begin)
                out.append(file.read(end - begin))
        return np.asarray(shapely.from_wkb(np.array(out, dtype=object)), dtype=object)


def write(painting: Painting, labels: Labels, folder: Path) -> None:
    """Lay a painting down in an empty folder."""
    doubt_m = np.asarray(labels.doubt_m, np.float64)[painting.event]
    shapes = _doubted(mercator.square(_whole(painting)), painting.state == State.HAZARDOUS, doubt_m)
    shapes, source = _on_the_square(shapes)
    left = ~shapely.is_empty(shapes)
    shapes, source = shapes[left], source[left]
    wkb = shapely.to_wkb(shapes)
    ends = np.cumsum([len(one) for one in wkb], dtype=np.int64)
    event = painting.event[source]
    strokes = np.zeros(len(shapes), _STROKE)
    strokes["since"], strokes["until"] = painting.since[source], painting.until[source]
    strokes["state"] = painting.state[source]
    strokes["area_class"] = np.asarray(labels.area_class, np.int16)[event]
    strokes["organisation"] = np.asarray(labels.organisation, np.int32)[event]
    if len(shapes):
        strokes["point"] = shapely.get_coordinates(shapely.point_on_surface(shapes))
        strokes["begin"][1:], strokes["end"] = ends[:-1], ends
    (folder / _SHAPES).write_bytes(b"".join(wkb))
    np.save(folder / _COLUMNS, strokes)
    np.save(folder / _BOXES, shapely.bounds(shapes).reshape(-1, 4))
    np.save(folder / _ROWS, np.asarray(labels.row, _ROW_ID)[event])


def _whole(painting: Painting) -> NDArray[Any]:
    """Shapes without faults: of a hazard that crosses itself all that its lines enclose, of a release the inside."""
    shapes = painting.shapes.copy()
    for i in np.flatnonzero(~shapely.is_valid(shapes)).tolist():
        if painting.state[i] == State.HAZARDOUS:
            lines = shapely.union_all(shapely.get_parts(shapely.boundary(shapely.get_parts(shapes[i]))))
            shapes[i] = shapely.union_all(shapely.get_parts(shapely.polygonize([lines])))
        else:
            shapes[i] = shapely.make_valid(shapes[i])
    return shapes


def _doubted(shapes: NDArray[Any], grows: NDArray[np.bool_], doubt_m: NDArray[np.float64]) -> NDArray[Any]:
    """Hazards grown and releases shrunk by what their outlines may be off."""
    doubtful = np.flatnonzero(doubt_m > 0)
    if not len(doubtful):
        return shapes
    shapes = shapes.copy()
    middle = shapely.bounds(shapes[doubtful])[:, [1, 3]].mean(axis=1)
    by = doubt_m[doubtful] * mercator.units_per_metre(middle) * np.where(grows[doubtful], 1.0, -1.0)
    shapes[doubtful] = shapely.buffer(shapes[doubtful], by, quad_segs=4, join_style="mitre", mitre_limit=2.0)
    return shapes


def _on_the_square(shapes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The shapes, those that reach over the edge of the world once on either side, and the position of each before."""
    boxes = shapely.bounds(shapes).reshape(-1, 4)
    over, under = np.flatnonzero(boxes[:, 2] > 1), np.flatnonzero(boxes[:, 0] < 0)
    west = shapely.transform(shapes[over], lambda points: points - _ROUND_THE_WORLD)
    east = shapely.transform(shapes[under], lambda points: points + _ROUND_THE_WORLD)
    source = np.concatenate([np.arange(len(shapes)), over, under])
    order = np.argsort(source, kind="stable")
    return np.concatenate([shapes, west, east])[order], source[order]
