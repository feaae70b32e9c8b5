"""KML and KMZ: placemarks with their extended data. Read here and not by GDAL, for KML may name other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from ploughshare.exchange.areas.formats import limits, shapes
from ploughshare.exchange.areas.formats.geojson import WGS_84
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.formats.source import Found

_CONTAINERS = ("Folder", "Document")
_FIELDS = ("name", "description", "address", "begin", "end", "when")


def layers(found: Found) -> tuple[str, ...]:
    """The folders that hold placemarks, in their order; placemarks outside of folders count to the document."""
    return tuple(dict.fromkeys(folder for folder, _ in _placemarks(found))) or (found.shown.stem,)


def read(found: Found, layer: str, encoding: str | None) -> Layer:  # noqa: ARG001 - XML states its own
    """The placemarks of one folder, numbered over the file."""
    placemarks: list[tuple[int, dict[str, Any], shapes.Read]] = []
    heights = False
    for number, (folder, placemark) in enumerate(_placemarks(found), start=1):
        if folder != layer:
            continue
        read, has_heights = _geometry(placemark)
        heights |= has_heights
        placemarks.append((number, _cells(placemark), read))
        if len(placemarks) > limits.MOST_ROWS:
            raise found.too_large(f"more than {limits.MOST_ROWS:,} placemarks")
    columns = tuple(dict.fromkeys(name for _, cells, _ in placemarks for name in cells))
    empty = dict.fromkeys(columns)
    rows = [RawRow(number, {**empty, **cells}, shape, fault) for number, cells, (shape, fault) in placemarks]
    return Layer(layer, columns, rows, WGS_84, (shapes.HEIGHTS_DROPPED,) if heights else ())


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _placemarks(found: Found) -> Iterator[tuple[str, Element]]:
    """The innermost folder and the element of each placemark; what was read is let go."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    stack: list[Element] = []
    names: list[str | None] = []
    try:
        with found.path.open("rb") as file:
            for event, element in iterparse(file, events=("start", "end")):
                if event == "start":
                    if not stack and _local(element) != "kml":
                        raise found.broken("its first element is not <kml>")
                    stack.append(element)
                    names.append(None)
                    if len(stack) > 200:
                        raise found.broken("it is nested too deep")
                    continue
                stack.pop()
                names.pop()
                inside = _local(stack[-1]) if stack else ""
                if _local(element) == "name" and inside in _CONTAINERS:
                    names[-1] = " ".join((element.text or "").split())
                elif _local(element) == "Placemark":
                    named = (
                        name
                        for name, above in zip(reversed(names), reversed(stack), strict=True)
                        if name and _local(above) in _CONTAINERS
                    )
                    yield next(named, found.shown.stem), element
                    stack[-1].remove(element)
    except DefusedXmlException:
        raise found.broken("it declares entities, which KML has no use for") from None
    except (ParseError, ValueError, LookupError) as error:
        raise found.broken(f"this is not XML: {error}") from None


def _cells(placemark: Element) -> dict[str, Any]:
    cells: dict[str, Any] = {"id": placemark.get("id")} if placemark.get("id") else {}
    for element in placemark.iter():
        name = _local(element)
        if name in _FIELDS and name not in cells:
            cells[name] = _text(element)
        elif name == "SimpleData":
            cells.setdefault(str(element.get("name")), _text(element))
        elif name == "Data":
            value = next((child for child in element if _local(child) == "value"), None)
            cells.setdefault(str(element.get("name")), None if value is None else _text(value))
    return cells


def _text(element: Element) -> str | None:
    return (element.text or "").strip() or None


def _geometry(placemark: Element) -> tuple[shapes.Read, bool]:
    """Its geometry as GeoJSON would write it; several of one kind are the parts of one geometry."""
    outer = [
        child for child in placemark if _local(child) in (*_SIMPLE, "MultiGeometry", "Model", "Track", "MultiTrack")
    ]
    if not outer:
        return (None, None), False
    if any(_local(child) in ("Model", "Track", "MultiTrack") for child in outer):
        return (None, f"its geometry is a {_local(outer[0])}, which is no outline on a map"), False
    simple = [part for child in outer for part in child.iter() if _local(part) in _SIMPLE]
    within = {part for whole in simple for part in whole.iter() if part is not whole}
    simple = [part for part in simple if part not in within]
    kinds = {"LineString" if _local(part) == "LinearRing" else _local(part) for part in simple}
    if not simple:
        return (None, None), False
    if len(kinds) > 1:
        return (None, f"its geometry mixes {' and '.join(sorted(kinds))}; draw one kind"), False
    kind = kinds.pop()
    try:
        parts = [_coordinates(part, kind) for part in simple]
    except ValueError:
        return (None, "a coordinate is not a number"), False
    whole = (
        {"type": kind, "coordinates": parts[0]} if len(parts) == 1 else {"type": f"Multi{kind}", "coordinates": parts}
    )
    read, heights = shapes.from_geojson([whole])
    return read[0], heights


_SIMPLE = ("Point", "LineString", "LinearRing", "Polygon")


def _coordinates(part: Element, kind: str) -> Any:
    lists = [
        [tuple(map(float, position.split(","))) for position in (element.text or "").split()]
        for element in part.iter()
        if _local(element) == "coordinates"
    ]
    if kind == "Polygon":
        return lists
    first = lists[0] if lists else []
    return (first[0] if first else []) if kind == "Point" else first
