"""Events on the map and places in a spreadsheet: the two tables of a package in the other's form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from ploughshare.record import cells, csv_file, geojson_file
from ploughshare.record.contracts import EVENTS, PLACES, Column, Format, Table, Type
from ploughshare.record.package import Package, Row

_PRECISION, _GEOMETRY = PLACES.column("precision_m"), PLACES.column("geometry")
_SHAPE = Column("shape", Type.TEXT, "Kind of geometry: Point, LineString, Polygon ...; empty where unknown.")
_EDGES = tuple(
    Column(name, Type.NUMBER, f"{name.capitalize()}ernmost degree of its shape, WGS 84.", unit="degree")
    for name in ("west", "south", "east", "north")
)
"""A line or an area has no one point that a spreadsheet could hold without saying more than is known."""

LOCATED_EVENTS = Table(
    EVENTS.name,
    "events.geojson",
    Format.GEOJSON,
    "The events, each with the shape of the place it is said to lie at and how far that may be off.",
    (*EVENTS.columns, _PRECISION, _GEOMETRY),
)
LISTED_PLACES = Table(
    PLACES.name,
    "places.csv",
    Format.CSV,
    "The places without their shapes, each with the edges of its shape.",
    (*(column for column in PLACES.columns if column is not _GEOMETRY), _SHAPE, *_EDGES),
)


def events_geojson(package: Package) -> bytes:
    """The events as GeoJSON; one without a place, or at a place that nobody can locate, has a null geometry."""
    return geojson_file.write(LOCATED_EVENTS, [_located(package, row) for row in package.rows("events")])


def places_csv(package: Package) -> bytes:
    """The places as CSV, without their shapes."""
    rows = [_listed(row) for row in package.rows("places")]
    texts = [[cells.text(column, row[column.name]) for column in LISTED_PLACES.columns] for row in rows]
    return csv_file.write(LISTED_PLACES, texts)


def _located(package: Package, event: Row) -> Row:
    place = package.row("places", event["place"]) if event["place"] else None
    return {**event, **{column.name: place[column.name] if place else None for column in (_PRECISION, _GEOMETRY)}}


def _listed(place: Row) -> Row:
    edges = _bounds(place["geometry"]) if place["geometry"] else (None,) * len(_EDGES)
    named = dict(zip((column.name for column in _EDGES), edges, strict=True))
    return {**place, "shape": place["geometry"]["type"] if place["geometry"] else None, **named}


def _bounds(geometry: Mapping[str, Any]) -> tuple[Decimal, ...]:
    """West, south, east and north of a geometry."""
    points = list(_positions(geometry["coordinates"]))
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    edges = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    return tuple(Decimal(str(edge)) for edge in edges)


def _positions(coordinates: Sequence[Any]) -> list[Sequence[float]]:
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return list(chain.from_iterable(_positions(part) for part in coordinates))
