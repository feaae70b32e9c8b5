"""Outlines whose points stand in rows of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ploughshare.exchange.areas.coordinates.model import Position, refused
from ploughshare.exchange.areas.coordinates.numbers import typed

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class PointRow:
    """One row of a table of points: of which area and which part of it, in which order, and where."""

    row: int
    area: str
    order: object
    position: Position
    part: str = ""


@dataclass(frozen=True)
class Outline:
    """An outline drawn from points: WGS 84, as coarse as its coarsest point.

    ``geometry`` is None where the points are no outline: then ``fault`` says why. ``doubts`` are what a person
    should look at. ``rows`` are the rows it was drawn from.
    """

    geometry: BaseGeometry | None
    precision_m: float
    ballpark: bool
    rows: tuple[int, ...] = ()
    fault: str | None = None
    doubts: tuple[str, ...] = ()


def outline(points: Sequence[Position]) -> Outline:
    """One ring through the points in their order; the last may repeat the first. A crossing ring stays as it is."""
    from shapely.geometry import Polygon  # noqa: PLC0415

    places = [(point.longitude, point.latitude) for point in points]
    if len(places) > 1 and places[0] == places[-1]:
        places.pop()
    precision = max((point.precision_m for point in points), default=0.0)
    ballpark = any(point.ballpark for point in points)
    doubts = tuple(dict.fromkeys(doubt for point in points for doubt in point.doubts))
    if len(set(places)) < 3:
        fault = f"an outline needs three distinct points, and there are {len(set(places))}"
        return Outline(None, precision, ballpark, fault=fault, doubts=doubts)
    return Outline(Polygon(places), precision, ballpark, doubts=doubts)


def outlines(points: Iterable[PointRow]) -> dict[str, Outline]:
    """The outline of each area, of one or several parts, in the order in which the areas first come.

    Points are put into the order of their numbers. A number that stands twice makes no outline, for nobody can say
    which comes first; a number that is missing is a doubt, for a turning point may be.
    """
    by_area: dict[str, dict[str, list[PointRow]]] = {}
    for point in points:
        by_area.setdefault(point.area, {}).setdefault(point.part, []).append(point)
    return {area: _of_parts(list(parts.values())) for area, parts in by_area.items()}


def _of_parts(parts: list[list[PointRow]]) -> Outline:
    from shapely.geometry import MultiPolygon  # noqa: PLC0415

    drawn = [_ordered(part) for part in parts]
    rows = tuple(sorted(row for one in drawn for row in one.rows))
    faults = [one.fault for one in drawn if one.fault]
    shapes = [one.geometry for one in drawn]
    return Outline(
        geometry=None if faults else shapes[0] if len(shapes) == 1 else MultiPolygon(shapes),
        precision_m=max(one.precision_m for one in drawn),
        ballpark=any(one.ballpark for one in drawn),
        rows=rows,
        fault="; ".join(faults) or None,
        doubts=tuple(dict.fromkeys(doubt for one in drawn for doubt in one.doubts)),
    )


def _ordered(part: list[PointRow]) -> Outline:
    rows = tuple(point.row for point in part)
    numbered = sorted(((_number(point.order), point) for point in part), key=lambda pair: pair[0])
    numbers = [number for number, _ in numbered]
    precision = max(point.position.precision_m for point in part)
    twice = sorted({number for number in numbers if numbers.count(number) > 1}) if _repeats(numbers) else []
    if twice:
        fault = f"point number {twice[0]:g} stands twice, so that their order is not known"
        return Outline(None, precision, any(point.position.ballpark for point in part), rows, fault)
    drawn = outline([point.position for _, point in numbered])
    missing = [] if not all(number.is_integer() for number in numbers) else _missing(numbers)
    doubts = (*drawn.doubts, f"point number {missing[0]:g} is missing") if missing else drawn.doubts
    return Outline(drawn.geometry, drawn.precision_m, drawn.ballpark, rows, drawn.fault, doubts)


def _repeats(numbers: list[float]) -> bool:
    return len(set(numbers)) < len(numbers)


def _missing(numbers: list[float]) -> list[float]:
    return [one + 1 for one, other in pairwise(numbers) if other - one > 1]


def _number(order: object) -> float:
    """The number of a point: a number, or the digits at the end of its name ("TP 12")."""
    text = str(order).strip()
    digits = text[len(text.rstrip("0123456789")) :]
    if digits and not text[: -len(digits)].endswith((".", ",", "-")):
        return float(digits)
    if not text:
        raise refused(order, "the point has no number, so that its place in the outline is not known")
    return typed(order).value
