"""Checks of places: drawn where they are said to be, and no finer than they are known."""

from __future__ import annotations

from collections.abc import Iterator

from ploughshare import geo, vocab
from ploughshare.findings import Finding, Level, register
from ploughshare.geo import countries, measure
from ploughshare.geo.geometry import grown, meet
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at

SWAPPED = register(
    "record.swapped-coordinates",
    Level.ERROR,
    "a place whose longitude and latitude are probably swapped",
    "GeoJSON takes longitude first, then latitude: swap the two numbers of each position.",
)
OUTSIDE_COUNTRY = register(
    "record.place-outside-country",
    Level.WARNING,
    "a place that is drawn outside the country it is said to be in",
    "Check its country, its geometry and the order of its coordinates.",
)
OUTSIDE_PARENT = register(
    "record.place-outside-parent",
    Level.WARNING,
    "a place that is drawn outside the place it is said to lie in",
    "Check its parent, its geometry, and the precision_m of both.",
)
EVENT_ELSEWHERE = register(
    "record.event-elsewhere",
    Level.NOTE,
    "an event that happened outside the country of the record",
    "If that is so, leave it: its figures belong to another country and enter no total. Else check its place.",
)
OUTSIDE_EVENT = register(
    "record.event-outside-place",
    Level.WARNING,
    "an event that happened outside the place of the event it is part of",
    "Check the places of both, place_relation, and whether it is part of that event at all.",
)
CROSSING = register(
    "record.crossing-ring",
    Level.ERROR,
    "an area whose outline crosses itself or whose hole lies outside",
    "Draw the outline again: an area that crosses itself has no size.",
)
TOO_FINE = register(
    "record.geometry-too-fine",
    Level.NOTE,
    "a geometry written finer than its stated precision",
    "Run `ploughshare fmt`: it trims the coordinates to what the precision deserves.",
)
NO_PRECISION = register(
    "record.geometry-without-precision",
    Level.WARNING,
    "a drawn place without its precision",
    "Say in precision_m how far, in metres, the drawn place may be from the true one.",
)

PRECISION = register(
    "record.precision",
    Level.ERROR,
    "a precision of a place that is no distance",
    "Give in precision_m how far, in metres, the drawn place may be from the true one: more than 0.",
)


def check(package: Package) -> Iterator[Finding]:
    """All checks of places and of where events happened."""
    for place in package.rows("places"):
        if place["geometry"] is not None:
            yield from _drawing(package, place)
            yield from _country(package, place)
            parent = package.row("places", place["parent"]) if place["parent"] else None
            if parent is not None and _apart(place, parent):
                message = f"is drawn wholly outside “{parent['id']}”, the precision of both allowed for"
                yield at(package, OUTSIDE_PARENT, "places", place, message, column="parent")
    for event in package.rows("events"):
        yield from _event(package, event)


def _drawing(package: Package, place: Row) -> Iterator[Finding]:
    geometry, precision_m = place["geometry"], place["precision_m"]
    if precision_m is None:
        yield at(package, NO_PRECISION, "places", place, "has a geometry and no precision_m", column="precision_m")
    elif precision_m <= 0:
        yield at(package, PRECISION, "places", place, f"its precision is {precision_m:f} m", column="precision_m")
    elif geo.trim(geometry, precision_m) != geometry:
        message = f"its coordinates have more decimals than a precision of {precision_m:f} m deserves"
        yield at(package, TOO_FINE, "places", place, message, column="geometry")
    if geometry["type"] in ("Polygon", "MultiPolygon") and (why := measure.crossing(geometry)):
        yield at(package, CROSSING, "places", place, f"its outline is not valid: {why}", column="geometry")


def _country(package: Package, place: Row) -> Iterator[Finding]:
    if found := countries.suspicion(place["geometry"], place["country"], place["precision_m"]):
        check = SWAPPED if found.is_swapped else OUTSIDE_COUNTRY
        yield at(package, check, "places", place, found.words, column="geometry")


def _event(package: Package, event: Row) -> Iterator[Finding]:
    place = package.row("places", event["place"]) if event["place"] else None
    if place is None or not _is_inside(event):
        return
    if not set(place["country"].split("-")) & set(package.country.split("-")):
        message = f"happened in “{place['country']}”; the record is of “{package.country}”"
        yield at(package, EVENT_ELSEWHERE, "events", event, message, column="place")
    parent = package.row("events", event["parent"]) if event["parent"] else None
    if parent is None or not parent["place"] or not _is_inside(parent):
        return
    around = package.row("places", parent["place"])
    if around is not None and _apart(place, around):
        message = f"happened at “{place['id']}”, which lies outside “{around['id']}”, the place of “{parent['id']}”"
        yield at(package, OUTSIDE_EVENT, "events", event, message, column="place")


def _is_inside(event: Row) -> bool:
    relation = event["place_relation"]
    return relation is None or bool(vocab.load("place_relations")[relation].extra.get("inside", True))


def _apart(place: Row, around: Row) -> bool:
    """Whether two drawn places lie further apart than the precision of both together.

    Boxes first: they settle most pairs without loading a geometry library.
    """
    if place["geometry"] is None or around["geometry"] is None:
        return False
    allowed_m = float(place["precision_m"] or 0) + float(around["precision_m"] or 0)
    if not meet(grown(geo.bounds(place["geometry"]), allowed_m), geo.bounds(around["geometry"])):
        return True
    return measure.distance_m(place["geometry"], around["geometry"]) > allowed_m
