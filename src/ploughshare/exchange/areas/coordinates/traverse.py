"""Turning points as survey teams write them: bearing and distance from the point before, or from a named one."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ploughshare.exchange.areas.coordinates import angles
from ploughshare.exchange.areas.coordinates.model import Form, Position, refused
from ploughshare.exchange.areas.coordinates.numbers import metres, typed

if TYPE_CHECKING:
    from shapely.geometry import Polygon

UNITS: Mapping[str, float] = {"degrees": 360.0, "grads": 400.0, "mils": 6400.0, "mils_6000": 6000.0}
"""Unit of a bearing -> how many make a full circle. Compasses of Soviet make divide it into 6000."""
_LONGEST_M = 100_000.0
_CLOSES_WITHIN_M, _CLOSES_WITHIN_PARTS = 2.0, 100.0
"""A compass and a tape close within a hundredth of the way; what misses by more has a leg that was mistyped."""
_QUADRANT = re.compile(r"([NS])\s*(.+?)\s*([EW])", re.IGNORECASE)


class North(StrEnum):
    """From which north bearings are measured."""

    TRUE = "true"
    MAGNETIC = "magnetic"
    GRID = "grid"


@dataclass(frozen=True)
class Leg:
    """From a point to the next: a bearing and a distance in metres, as typed.

    ``origin`` names the point it is measured from; None is the one before. A leg that only leads to the outline (from
    a reference or benchmark point to its start) is not ``on_outline``. A leg to a point that is there already closes.
    """

    to: str
    bearing: object
    distance_m: object
    origin: str | None = None
    on_outline: bool = True


@dataclass(frozen=True)
class Traverse:
    """What the legs come to: points by name (longitude and latitude, WGS 84) and the outline through them.

    ``misclosure_m`` is by how much the last leg misses the point it should come back to, None where none comes
    back; ``adjusted`` whether it was spread over the legs (Bowditch's rule: by distance).
    """

    points: Mapping[str, tuple[float, float]]
    outline: Polygon | None
    length_m: float
    misclosure_m: float | None
    adjusted: bool
    precision_m: float
    ballpark: bool
    doubts: tuple[str, ...] = ()


def turning_points(
    start: Position,
    legs: Sequence[Leg],
    *,
    start_name: str = "SP",
    start_on_outline: bool = True,
    unit: str = "degrees",
    north: North | str = North.TRUE,
    declination_degrees: float | None = None,
    convergence_degrees: float | None = None,
    adjust: bool = False,
) -> Traverse:
    """The points that legs lead to from ``start``, along geodesics.

    ``declination_degrees`` (magnetic north east of true north) must be given for magnetic bearings,
    ``convergence_degrees`` (grid north east of true north) for grid bearings: both turn a bearing into a true one
    by being added. A misclosure is reported, and spread only where ``adjust`` asks for it; with legs that name their
    origin there is nothing to spread.

    Raises PloughshareError (``areas.position``) for a bearing or distance that cannot be read, an origin that is not
    there, or a declination that is not stated.
    """
    turn = _turn(North(north), declination_degrees, convergence_degrees)
    if unit not in UNITS:
        raise refused(unit, f"bearings are in {', '.join(UNITS)}")
    walk = _Walk(start, start_name, adjust=adjust and all(leg.origin is None for leg in legs))
    for leg in legs:
        walk.go(leg, _bearing(leg.bearing, unit) + turn)
    return walk.end(on_outline=start_on_outline)


def _turn(north: North, declination: float | None, convergence: float | None) -> float:
    stated = {North.TRUE: 0.0, North.MAGNETIC: declination, North.GRID: convergence}[north]
    if stated is None:
        what = "declination" if north is North.MAGNETIC else "convergence"
        raise refused(north, f"bearings from {north} north need their {what}")
    if not abs(stated) <= 180:
        raise refused(stated, "this is no angle between two norths")
    return stated


def _bearing(words: object, unit: str) -> float:
    """A bearing in degrees: a number in its unit, degrees with minutes, or a quadrant (N 45°30' E)."""
    text = angles.normal(str(words))
    quadrant = _QUADRANT.fullmatch(text)
    if quadrant:
        angle = angles.parse(quadrant[2], Form.DEGREES).degrees
        if not 0 <= angle <= 90:
            raise refused(words, "a bearing within a quadrant goes from 0 to 90 degrees")
        around = angle if quadrant[3].upper() == "E" else -angle
        return (around if quadrant[1].upper() == "N" else 180 - around) % 360
    if unit == "degrees" and re.search(r"[°'\"]", text):
        value = angles.parse(text, Form.DEGREES).signed
    else:
        value = typed(words).value
    if not 0 <= value <= UNITS[unit]:
        raise refused(words, f"a bearing in {unit.replace('_', ' of ')} goes from 0 to {UNITS[unit]:g}")
    return value * 360 / UNITS[unit]


class _Walk:
    """Where the legs have led so far."""

    def __init__(self, start: Position, name: str, *, adjust: bool) -> None:
        self._start = start
        self._start_name = name
        self._points: dict[str, tuple[float, float]] = {name: (start.longitude, start.latitude)}
        self._walked: dict[str, float] = {name: 0.0}
        self._last = name
        self._off_outline: set[str] = set()
        self._adjust = adjust
        self._length = 0.0
        self._closing: tuple[str, tuple[float, float]] | None = None

    def go(self, leg: Leg, true_bearing: float) -> None:
        origin = self._last if leg.origin is None else leg.origin
        if origin not in self._points:
            raise refused(origin, f"the leg to {leg.to} starts from a point that is not there")
        if self._closing is not None:
            raise refused(leg.to, f"the outline had come back to {self._closing[0]} before this leg")
        distance = metres(leg.distance_m).value
        if not 0 < distance <= _LONGEST_M:
            raise refused(leg.distance_m, "a distance is in metres, above 0 and up to 100,000")
        longitude, latitude, _ = _geod().fwd(*self._points[origin], true_bearing, distance)
        self._length += distance
        if leg.to in self._points:
            self._closing = (leg.to, (float(longitude), float(latitude)))
            return
        self._points[leg.to] = (float(longitude), float(latitude))
        self._walked[leg.to] = self._walked[origin] + distance
        self._last = leg.to
        if not leg.on_outline:
            self._off_outline.add(leg.to)

    def end(self, *, on_outline: bool) -> Traverse:
        from shapely.geometry import Polygon  # noqa: PLC0415

        misclosure, azimuth = None, 0.0
        if self._closing is not None:
            to, reached = self._closing
            azimuth, _, misclosure = _geod().inv(*reached, *self._points[to])
        adjusted = self._adjust and bool(misclosure)
        points = self._spread(azimuth, misclosure or 0.0) if adjusted else self._points
        off = self._off_outline if on_outline else self._off_outline | {self._start_name}
        ring = [point for name, point in points.items() if name not in off]
        if self._closing is not None:
            # What was walked before the point that closes only leads to the outline.
            names = list(points)
            ring = [points[name] for name in names[names.index(self._closing[0]) :] if name not in off]
        precision = math.hypot(self._start.precision_m, misclosure or 0.0)
        return Traverse(
            points=points,
            outline=Polygon(ring) if len(set(ring)) >= 3 else None,
            length_m=self._length,
            misclosure_m=None if misclosure is None else float(misclosure),
            adjusted=adjusted,
            precision_m=precision,
            ballpark=self._start.ballpark,
            doubts=(*self._start.doubts, *self._misses(misclosure)),
        )

    def _misses(self, misclosure_m: float | None) -> tuple[str, ...]:
        if misclosure_m is None or misclosure_m <= max(_CLOSES_WITHIN_M, self._length / _CLOSES_WITHIN_PARTS):
            return ()
        return (
            f"its last leg misses the point it comes back to by {misclosure_m:.1f} m of {self._length:,.0f} m walked",
        )

    def _spread(self, azimuth: float, misclosure_m: float) -> dict[str, tuple[float, float]]:
        """The points moved by their share of the misclosure, which grows with the way walked to them."""
        begun = self._walked[self._closing[0]] if self._closing else 0.0
        whole = self._length - begun
        moved = {}
        for name, point in self._points.items():
            share = max(self._walked[name] - begun, 0.0) / whole
            longitude, latitude, _ = _geod().fwd(*point, azimuth, misclosure_m * share)
            moved[name] = (float(longitude), float(latitude))
        return moved


def _geod() -> Any:
    from pyproj import Geod  # noqa: PLC0415

    return Geod(ellps="WGS84")
