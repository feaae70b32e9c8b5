"""Outlines from a TopoJSON file: the countries of an atlas, and the borders they share.

TopoJSON keeps each stretch of border once, as an *arc* of steps on a grid, and a shape as a list of arc
numbers, where ~n means arc n walked backwards (TopoJSON specification 2.1.4).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
"""Points of a line or ring, shape (n, 2): longitude and latitude in degrees, WGS 84."""


@dataclass(frozen=True)
class Outline:
    """One shape of the atlas: its id (ISO 3166 numeric, None where the atlas gives none), name and polygons.

    A polygon is a list of rings, the outer one first.
    """

    id: str | None
    name: str
    polygons: tuple[tuple[Line, ...], ...]
    arcs: frozenset[int]


@dataclass(frozen=True)
class Atlas:
    """The shapes of one TopoJSON object and the arcs they are made of."""

    outlines: tuple[Outline, ...]
    arcs: tuple[Line, ...]

    def borders(self, *, without: frozenset[frozenset[str]] = frozenset()) -> list[Line]:
        """The arcs that two shapes share, without those between the named pairs of ids."""
        owners: dict[int, list[str | None]] = {}
        for outline in self.outlines:
            for arc in outline.arcs:
                owners.setdefault(arc, []).append(outline.id)
        return [
            self.arcs[arc]
            for arc, ids in sorted(owners.items())
            if len(ids) > 1 and frozenset(id or "" for id in ids) not in without
        ]


def read(path: Path, name: str) -> Atlas:
    """The object of that name in a quantised TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    return Atlas(tuple(_outline(shape, arcs) for shape in topology["objects"][name]["geometries"]), arcs)


def _arcs(topology: Mapping[str, Any]) -> tuple[Line, ...]:
    """All arcs in degrees: one running sum over all steps, each arc then set back to its own start."""
    lengths = np.array([len(arc) for arc in topology["arcs"]])
    steps = np.fromiter(chain.from_iterable(chain.from_iterable(topology["arcs"])), dtype=float).reshape(-1, 2)
    running = np.cumsum(steps, axis=0)
    ends = np.cumsum(lengths)
    before = np.vstack([[0.0, 0.0], running[ends[:-1] - 1]])
    degrees = (running - np.repeat(before, lengths, axis=0)) * topology["transform"]["scale"]
    return tuple(np.split(degrees + topology["transform"]["translate"], ends[:-1]))


def _outline(shape: Mapping[str, Any], arcs: Sequence[Line]) -> Outline:
    polygons = {"Polygon": [shape.get("arcs", [])], "MultiPolygon": shape.get("arcs", [])}.get(shape["type"] or "", [])
    return Outline(
        id=shape.get("id"),
        name=shape.get("properties", {}).get("name", ""),
        polygons=tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in polygons),
        arcs=frozenset(arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring),
    )


def _ring(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    """A ring of arcs end to end; each next arc repeats the last point of the one before, which is dropped."""
    pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])
