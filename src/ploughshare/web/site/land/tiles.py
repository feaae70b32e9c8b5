"""One square of the map as a vector tile (Mapbox Vector Tile 2.1), cut from a picture.

Where a stroke is large enough to be seen it is drawn as a polygon, simplified for the scale. What is smaller than a
cell of the grid is not dropped: small hazards fill the cells they touch for as long as any of them remains, and small
releases leave a dot, which is a mark and no area, and which any hazard covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import shapely
from mapbox_vector_tile.Mapbox import vector_tile_pb2
from numpy.typing import NDArray

from ploughshare.land.engine import State
from ploughshare.web.site.land import generalising
from ploughshare.web.site.land.picture import Picture

DEEPEST: Final = 14
"""The largest scale for which tiles are made; the map enlarges them further."""
EXTENT: Final = 4096
_UNITS_PER_PIXEL: Final = EXTENT // 512
_TOLERANCE: Final = 0.4 * _UNITS_PER_PIXEL
_EDGE: Final = 64
"""How far beyond its square a tile reaches, in units, so that no seam shows."""
_CELLS: Final = 128
"""Cells along a side of a tile: four pixels each."""
_MOVE, _LINE, _CLOSE = 9, 2, 15
"""Command integers: move to one point; line to a number of points, which is added times 8; close the ring."""

Selection = NDArray[np.int64]


@dataclass(frozen=True)
class Square:
    """A tile's place: zoom, column from the west, row from the north."""

    zoom: int
    column: int
    row: int

    @property
    def exists(self) -> bool:
        """Whether the world has such a tile and one is made at that scale."""
        side = 2**self.zoom if 0 <= self.zoom <= DEEPEST else 0
        return 0 <= self.column < side and 0 <= self.row < side


@dataclass(frozen=True)
class Choice:
    """What is drawn: hazards of one class, and what one organisation surveyed or released; None means any."""

    area_class: int | None = None
    organisation: int | None = None


def cut(picture: Picture, square: Square, choice: Choice) -> bytes:
    """The tile of that square; empty bytes where nothing is to be drawn."""
    near = _near(picture, square, choice)
    tile = _Tile()
    if len(near):
        strokes, boxes = picture.strokes[near], picture.boxes[near]
        size = np.maximum(*(boxes[:, 2:] - boxes[:, :2]).T) * 2.0**square.zoom * _CELLS
        small = (size < 1) & (square.zoom < DEEPEST)
        hazardous = strokes["state"] == State.HAZARDOUS
        cells = list(_cells(strokes[small & hazardous], boxes[small & hazardous], square))
        tile.add_dots(_dots(strokes[small & ~hazardous], square))
        _add_polygons(tile, picture, near[~small], square)
        tile.add_cells(cells)
    return tile.encoded()


def _near(picture: Picture, square: Square, choice: Choice) -> Selection:
    side, edge = 2.0**square.zoom, _EDGE / EXTENT
    column, row = square.column, square.row
    edges = (column - edge, row - edge, column + 1 + edge, row + 1 + edge)
    found = picture.near(*(at / side for at in edges))
    if choice.area_class is not None:
        strokes = picture.strokes[found]
        found = found[(strokes["state"] != State.HAZARDOUS) | (strokes["area_class"] == choice.area_class)]
    if choice.organisation is not None:
        found = found[picture.strokes["organisation"][found] == choice.organisation]
    return found


def _add_polygons(tile: _Tile, picture: Picture, which: Selection, square: Square) -> None:
    if not len(which):
        return
    strokes = picture.strokes[which]
    scale = 2.0**square.zoom * EXTENT
    corner = np.array([square.column, square.row]) * EXTENT
    flat = shapely.transform(picture.shapes(which), lambda points: points * scale - corner)
    # Cut first, further out than is shown: a country's outline has no place in the arithmetic of a village.
    flat = shapely.clip_by_rect(flat, *_window(2 * _EDGE))
    drawn = generalising.simple(flat, strokes["state"] == State.HAZARDOUS, _TOLERANCE)
    drawn = shapely.clip_by_rect(drawn, *_window(_EDGE))
    tile.add_polygons(drawn, strokes, picture.rows[which])


def _window(beyond: int) -> tuple[float, float, float, float]:
    return -beyond, -beyond, EXTENT + beyond, EXTENT + beyond


def _cells(strokes: NDArray[Any], boxes: NDArray[np.float64], square: Square) -> Iterator[tuple[int, int, int, int]]:
    """Column and row of each cell that small hazards touch, and the spans of days in which any of them is there."""
    if not len(strokes):
        return
    first = np.floor(boxes[:, :2] * 2.0**square.zoom * _CELLS).astype(np.int64)
    last = np.floor(boxes[:, 2:] * 2.0**square.zoom * _CELLS).astype(np.int64)
    corners = [(first, first), (first, last), (last, first), (last, last)]
    column = np.concatenate([across[:, 0] for across, _ in corners]) - square.column * _CELLS
    row = np.concatenate([down[:, 1] for _, down in corners]) - square.row * _CELLS
    inside = (column >= 0) & (column < _CELLS) & (row >= 0) & (row < _CELLS)
    cell = (row * _CELLS + column)[inside]
    since, until = np.tile(strokes["since"], 4)[inside], np.tile(strokes["until"], 4)[inside]
    order = np.lexsort((since, cell))
    cell, since, until = cell[order], since[order], until[order]
    begins, ends = _spans(cell, since, until)
    for at, start, end in zip(cell[begins].tolist(), since[begins].tolist(), ends.tolist(), strict=True):
        yield at % _CELLS, at // _CELLS, start, end


def _spans(key: Selection, since: Selection, until: Selection) -> tuple[Selection, Selection]:
    """Where a span of days begins in rows sorted by key and day, and the end of each: rows that meet are one span."""
    if not len(key):
        return key, key
    # Keys in the high part keep running maxima of one from reaching into the next.
    shift = np.int64(1) << 32
    reach = np.maximum.accumulate(key * shift + until) - key * shift
    begins = np.flatnonzero(np.append(True, (key[1:] != key[:-1]) | (since[1:] > reach[:-1])))
    return begins, np.maximum.reduceat(until, begins)


def _dots(strokes: NDArray[Any], square: Square) -> list[tuple[int, int, int, int, int]]:
    """One dot a cell and state: x, y, since, until, state of the first release of that cell that stays longest."""
    if not len(strokes):
        return []
    units = strokes["point"] * 2.0**square.zoom * EXTENT - np.array([square.column, square.row]) * EXTENT
    inside = ((units >= 0) & (units < EXTENT)).all(axis=1)
    strokes, units = strokes[inside], units[inside].astype(np.int64)
    cell = (units[:, 1] * _CELLS // EXTENT * _CELLS + units[:, 0] * _CELLS // EXTENT) * 8 + strokes["state"]
    order = np.lexsort((strokes["since"], -strokes["until"], cell))
    first = order[np.append(True, np.diff(cell[order]) != 0)] if len(order) else order
    columns = (units[first, 0], units[first, 1], *(strokes[name][first] for name in ("since", "until", "state")))
    return list(zip(*(column.tolist() for column in columns), strict=True))


class _Tile:
    """A tile being written: geometry as its commands, and each property once."""

    def __init__(self) -> None:
        self._tile = vector_tile_pb2.tile()

    def add_polygons(self, shapes: NDArray[Any], strokes: NDArray[Any], rows: NDArray[np.str_]) -> None:
        """Polygons, in the order in which they are painted; what holds none is left out."""
        layer = _Layer(self._tile, "land")
        rings, of_stroke = _rings(shapes)
        columns = (*(strokes[name].tolist() for name in ("since", "until", "state")), rows.tolist())
        properties = list(zip(*columns, strict=True))
        for stroke, polygons in _grouped(rings, of_stroke):
            since, until, state, row = properties[stroke]
            layer.add(polygons, layer.polygon, since=since, until=until, state=state, row=row)

    def add_cells(self, cells: list[tuple[int, int, int, int]]) -> None:
        """Cells in which something is hazardous, on top of everything."""
        layer, side = _Layer(self._tile, "cells"), EXTENT // _CELLS
        for column, row, since, until in cells:
            x, y = column * side, row * side
            ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            layer.add([ring], layer.polygon, since=since, until=until, state=int(State.HAZARDOUS))

    def add_dots(self, dots: list[tuple[int, int, int, int, int]]) -> None:
        """Marks of releases too small to be drawn, beneath everything."""
        layer = _Layer(self._tile, "dots")
        for x, y, since, until, state in dots:
            layer.add([[(x, y)]], layer.point, since=since, until=until, state=state)

    def encoded(self) -> bytes:
        """The bytes of the tile."""
        kept = [layer for layer in self._tile.layers if len(layer.features)]
        out = vector_tile_pb2.tile()
        out.layers.extend(kept)
        return bytes(out.SerializeToString())


Ring = list[tuple[int, int]]


class _Layer:
    """A layer of a tile being written."""

    def __init__(self, tile: Any, name: str) -> None:
        self._layer = tile.layers.add()
        self._layer.name, self._layer.version, self._layer.extent = name, 2, EXTENT
        self._keys: dict[str, int] = {}
        self._values: dict[int | str, int] = {}
        self.polygon, self.point = vector_tile_pb2.tile.Polygon, vector_tile_pb2.tile.Point

    def add(self, rings: list[Ring], kind: int, **properties: int | str) -> None:
        """A feature of that kind of geometry."""
        feature = self._layer.features.add()
        feature.type = kind
        feature.geometry.extend(_commands(rings, closed=kind == self.polygon))
        feature.tags.extend(index for item in properties.items() for index in self._tag(*item))

    def _tag(self, key: str, value: int | str) -> tuple[int, int]:
        if key not in self._keys:
            self._keys[key] = len(self._keys)
            self._layer.keys.append(key)
        if value not in self._values:
            self._values[value] = len(self._values)
            stated = self._layer.values.add()
            if isinstance(value, str):
                stated.string_value = value
            else:
                stated.sint_value = value
        return self._keys[key], self._values[value]


def _rings(shapes: NDArray[Any]) -> tuple[list[Ring], Selection]:
    """All rings in whole units without repeated corners, and the shape of each; those left with two corners are gone.

    With an exterior its holes go too: they lie within it.
    """
    polygons, of_shape = shapely.get_parts(shapes, return_index=True)
    nested = np.isin(shapely.get_type_id(polygons), (4, 5, 6, 7))
    if nested.any():
        inner, index = shapely.get_parts(polygons, return_index=True)
        polygons, of_shape = inner, of_shape[index]
    area = shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON
    polygons, of_shape = shapely.orient_polygons(polygons[area], exterior_cw=False), of_shape[area]
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(points).astype(np.int64)
    starts = np.searchsorted(of_ring, np.arange(len(rings) + 1)).tolist()
    kept: list[Ring] = []
    sources: list[int] = []
    corners = list(map(tuple, whole.tolist()))
    for number, (begin, end) in enumerate(pairwise(starts)):
        ring = [point for i, point in enumerate(corners[begin : end - 1]) if not i or point != corners[begin + i - 1]]
        if len(ring) > 2:
            kept.append(ring)
            sources.append(number)
    return kept, of_shape[of_polygon[np.array(sources, np.int64)]]


def _grouped(rings: list[Ring], of_stroke: Selection) -> Iterator[tuple[int, list[Ring]]]:
    """The rings of each shape."""
    begins = np.flatnonzero(np.append(True, np.diff(of_stroke) != 0)) if len(of_stroke) else of_stroke
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(rings)], strict=True):
        yield int(of_stroke[begin]), rings[begin:end]


def _commands(rings: list[Ring], *, closed: bool) -> Iterator[int]:
    x = y = 0
    for ring in rings:
        yield _MOVE
        for i, (to_x, to_y) in enumerate(ring):
            if i == 1:
                yield (len(ring) - 1) * 8 + _LINE
            across, down = to_x - x, to_y - y
            yield across << 1 if across >= 0 else (-across << 1) - 1
            yield down << 1 if down >= 0 else (-down << 1) - 1
            x, y = to_x, to_y
        if closed:
            yield _CLOSE
