"""Where a row of an export lies: its shape or its coordinates to WGS 84, with what was entered kept beside it."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ploughshare import geo
from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import checks, coordinates
from ploughshare.exchange.areas.coordinates import Outline, Position
from ploughshare.exchange.areas.formats.model import RawRow
from ploughshare.exchange.areas.mapping import Location, Points
from ploughshare.exchange.areas.values import CellProblem, Cells
from ploughshare.exchange.areas.words import text_of
from ploughshare.geo.countries import suspicion
from ploughshare.record.package import Row

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WGS84 = "EPSG:4326"
BALLPARK_M = 500
"""How far off, in metres, a place is taken to be whose datum has no known shift: about as far as datums lie apart."""

_LONGEST_ENTERED = 100_000
"""Characters of coordinates as entered that a cell keeps; an outline of more points is in the file that came."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a row lies: a GeoJSON geometry that a record may hold, or None with the reason where there is one.

    ``geometry`` has the decimals that a record keeps.
    """

    geometry: dict[str, Any] | None = None
    entered: str | None = None
    system: str | None = None
    precision_m: Decimal | None = None
    ballpark: bool = False
    fault: str | None = None
    column: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """A text by which the same place is known again; "" where none was given."""
        return json.dumps(self.geometry) if self.geometry else (self.entered or "")

    def columns(self) -> Iterator[tuple[str, Any]]:
        """The columns of the record that tell how it was located."""
        yield "coordinates_as_entered", self.entered
        yield "reference_system_as_entered", self.system if self.geometry or self.entered else None
        yield "precision_m", self.precision_m
        if self.ballpark:
            yield "geometry_origin", f"Shifted from {(self.system or '')[:60]} by a rough shift of its datum."


class Locator:
    """Locates the rows of one layer. ``crs`` is the reference system that the file states for its shapes."""

    def __init__(self, crs: str | None, given: str | None, country: str, points: Points | None = None) -> None:
        self._layer_crs = crs or given
        self._given = given
        self._country = country
        self._points = points or Points(None, "", "", None, None)

    def locate(self, location: Location, raw: RawRow | None, points: Sequence[RawRow], cells: Cells) -> Located:
        """Where a row lies. Raises CellProblem for coordinates that cannot be read.

        A shape that a record cannot hold leaves the row without one, and keeps what came: its hazard stays.
        """
        if location.form == "feature":
            return self._feature(raw)
        if location.shape != "point":
            return self._of_points(location, points, cells)
        return self._position(location, cells)

    def _feature(self, raw: RawRow | None) -> Located:
        if raw is None or (raw.geometry is None and raw.fault is None):
            return Located()
        if raw.geometry is None:
            return Located(fault=f"the shape cannot be read: {raw.fault}")
        if self._layer_crs is None:
            raise PloughshareError("import.crs")
        return self._shape(raw.geometry, self._layer_crs, None)

    def _shape(self, shape: BaseGeometry, crs: str, entered: str | None) -> Located:
        """A shape in its own reference system; ``entered`` is what was typed, where it was typed."""
        if shape.is_empty:
            return Located(fault="the shape is empty", system=crs, entered=entered)
        if is_wgs84(crs):
            here, ballpark, precision = shape, False, None
        else:
            try:
                here, ballpark = coordinates.to_wgs84(shape, crs)
            except PloughshareError as error:
                if error.code != "areas.position":
                    raise
                return Located(fault=str(error), system=crs, entered=_wkt(shape))
            precision = coordinates.shift_accuracy_m(shape, crs)
            entered = entered or _wkt(shape)
        geometry = _geojson(here)
        kept, fault = _kept(geometry)
        return Located(
            geometry=kept,
            entered=_wkt(shape) if fault else entered,
            system=crs,
            precision_m=_metres(precision, ballpark=ballpark),
            ballpark=ballpark,
            fault=fault,
        )

    def _crs(self, location: Location) -> str:
        return location.crs or self._given or WGS84

    def _parsed(self, location: Location, cells: Cells, line: int | None = None) -> Position | None:
        """The position in the cells of a row; None where there is none. ``line`` is named where it is another row's."""
        columns = location.of_position
        texts = [cells[column] for column in columns]
        if not any(texts):
            return None
        where = f"row {line}: " if line is not None else ""
        if not all(texts):
            empty = columns[texts.index("")]
            raise CellProblem(checks.COORDINATES, empty, f"{where}one of the two coordinates is empty")
        try:
            return coordinates.parse_position(
                texts[0] if len(texts) == 1 else (texts[0], texts[1]),
                location.form,
                crs=self._crs(location) if location.form != "mgrs" or location.crs else None,
                zone=cells[location.zone] if location.zone else None,
                north_first=True if len(texts) == 2 else None,
            )
        except PloughshareError as error:
            if error.code != "areas.position":
                raise
            raise CellProblem(checks.COORDINATES, columns[0], f"{where}{error}") from error

    def _position(self, location: Location, cells: Cells) -> Located:
        position = self._parsed(location, cells)
        if position is None:
            return Located()
        point = {"type": "Point", "coordinates": [position.longitude, position.latitude]}
        kept = geo.trim(point, None)
        return Located(
            geometry=kept,
            entered=_entered(location, cells),
            system=self._crs(location),
            precision_m=_metres(position.precision_m, ballpark=position.ballpark),
            ballpark=position.ballpark,
            column=location.of_position[0],
            doubts=position.doubts,
        )

    def _of_points(self, location: Location, rows: Sequence[RawRow], cells: Cells) -> Located:
        if not rows:
            return Located()
        texts = [{name: text_of(row.cells.get(name)) for name in row.cells} for row in rows]
        if location.shape == "turning_points":
            return self._traversed(location, rows, texts, cells)
        found = []
        for number, (row, each) in enumerate(zip(rows, texts, strict=True), start=1):
            position = self._parsed(location, each, row.number)
            if position is None:
                # Drawn without this corner, the area would be smaller than it is.
                message = f"row {row.number}: the point has no coordinates"
                raise CellProblem(checks.COORDINATES, location.of_position[0], message)
            order = row.cells.get(self._points.order) if self._points.order else number
            part = each[self._points.part] if self._points.part else ""
            found.append(coordinates.PointRow(row.number, "", order, position, part))
        if all(isinstance(row.cells.get(column), float | int) for row in rows for column in location.of_position):
            found = _as_fine_as_the_finest(found)
        entered = "; ".join(_entered(location, each) for each in texts)[:_LONGEST_ENTERED]
        try:
            drawn = coordinates.outlines(found)[""]
        except PloughshareError as error:
            raise CellProblem(checks.COORDINATES, self._points.order, str(error)) from error
        return self._drawn(location, drawn, entered)

    def _traversed(self, location: Location, rows: Sequence[RawRow], texts: Sequence[Cells], cells: Cells) -> Located:
        """The outline of bearings and distances from a starting point, the rows in the order of their names."""
        bearing, distance = str(location.bearing), str(location.distance)
        named = [
            (each[self._points.order] if self._points.order else str(row.number), each)
            for row, each in zip(rows, texts, strict=True)
            if each[bearing] or each[distance]
        ]
        if self._points.order:
            named.sort(key=lambda leg: _place(leg[0]))
        told = [f"{name}: {each[bearing]} / {each[distance]} m" for name, each in named]
        entered = "; ".join([_entered(location, cells), *told])[:_LONGEST_ENTERED]
        start = self._parsed(location, cells)
        if start is None:
            return Located(fault="its starting point has no coordinates", entered=entered)
        try:
            walked = coordinates.turning_points(
                start,
                [coordinates.Leg(to=name, bearing=each[bearing], distance_m=each[distance]) for name, each in named],
                start_on_outline=location.start_on_outline,
                unit=location.bearing_unit,
                north=location.north,
                declination_degrees=location.declination,
                convergence_degrees=location.convergence,
            )
        except PloughshareError as error:
            raise CellProblem(checks.COORDINATES, bearing, str(error)) from error
        fault = None if walked.outline is not None else "its turning points make no outline"
        drawn = coordinates.Outline(
            walked.outline, walked.precision_m, walked.ballpark, fault=fault, doubts=walked.doubts
        )
        return self._drawn(location, drawn, entered)

    def _drawn(self, location: Location, drawn: Outline, entered: str) -> Located:
        geometry = _geojson(drawn.geometry) if drawn.geometry is not None else None
        kept, fault = (None, drawn.fault) if geometry is None or drawn.fault else _kept(geometry)
        return Located(
            geometry=kept,
            entered=entered,
            system=self._crs(location),
            precision_m=_metres(drawn.precision_m, ballpark=drawn.ballpark),
            ballpark=drawn.ballpark,
            fault=fault,
            column=location.columns[0],
            doubts=drawn.doubts,
        )

    def doubts(self, located: Located, row: Row) -> Iterator[CellProblem]:
        """What a person should look at in where a row was found to lie."""
        if located.fault:
            yield CellProblem(checks.GEOMETRY, located.column, f"the shape cannot be kept: {located.fault}")
        if located.geometry is None:
            return
        if located.ballpark:
            yield CellProblem(checks.BALLPARK, located.column, f"{(located.system or '')[:60]} is shifted only roughly")
        elif located.doubts:
            yield CellProblem(checks.ELSEWHERE, located.column, "; ".join(located.doubts))
        if why := suspicion(located.geometry, self._country, row.get("precision_m")):
            yield CellProblem(checks.ELSEWHERE, located.column, why.words)


def _geojson(shape: BaseGeometry) -> dict[str, Any]:
    import shapely  # noqa: PLC0415 (only an export with shapes needs it)

    found: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return found


def _kept(geometry: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
    """The geometry with the decimals that a record keeps, or why it cannot be one of a record."""
    if geometry["type"] == "GeometryCollection":
        return None, geo.fault(geometry)
    # Judged as it is kept: a ring that is smaller than the last decimal has no corners left.
    kept = geo.trim(geometry, None)
    fault = geo.fault(kept)
    return (None, fault) if fault else (kept, None)


def _as_fine_as_the_finest(points: Sequence[coordinates.PointRow]) -> list[coordinates.PointRow]:
    """The corners of an outline that a spreadsheet holds as numbers, which lose their trailing zeros.

    Typed 17.1230, a corner comes as 17.123: alone it would make the whole outline ten times as coarse as it was
    typed. Numbers kept as text say themselves how fine they are.
    """
    finest_m = min(point.position.precision_m for point in points)
    return [replace(point, position=replace(point.position, precision_m=finest_m)) for point in points]


def _wkt(shape: BaseGeometry) -> str:
    import shapely  # noqa: PLC0415

    return str(shapely.to_wkt(shape, rounding_precision=-1))[:_LONGEST_ENTERED]


def _entered(location: Location, cells: Cells) -> str:
    return " ".join(filter(None, (cells[column] for column in (*location.of_position, location.zone) if column)))


def _place(order: str) -> tuple[int, str]:
    """Where a turning point comes: by the digits at the end of its name; one without any comes last."""
    digits = order[len(order.rstrip("0123456789")) :]
    return (int(digits) if digits else sys.maxsize, order)


def is_wgs84(crs: str) -> bool:
    """Whether a reference system is longitude and latitude of WGS 84 by its code."""
    return crs.strip().upper() in ("EPSG:4326", "4326", "OGC:CRS84", "URN:OGC:DEF:CRS:OGC:1.3:CRS84")


def _metres(precision: float | None, *, ballpark: bool) -> Decimal | None:
    """How far off, as a record states it; where only a rough shift of the datum is known, hundreds of metres."""
    if ballpark and (precision is None or not math.isfinite(precision) or precision < BALLPARK_M):
        return Decimal(BALLPARK_M)
    if precision is None or not math.isfinite(precision):
        return None
    return Decimal(f"{precision:.3f}".rstrip("0").rstrip(".") or "0") or None
