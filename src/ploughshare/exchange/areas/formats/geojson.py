"""GeoJSON, feature by feature: the text is held, its features one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.formats import limits, shapes
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.formats.source import Found
from ploughshare.record.geojson_file import Document

_BATCH = 20_000
"""How many geometries are held as they were written before they are built."""

WGS_84 = "EPSG:4326"
_EPSG = re.compile(r"EPSG:(?:[\d.]*:)?(\d{4,6})$", re.IGNORECASE)


def layers(found: Found) -> tuple[str, ...]:
    """A GeoJSON file is one layer, named as the file."""
    return (found.shown.stem,)


def read(found: Found, layer: str, encoding: str | None) -> Layer:
    """The features of a GeoJSON file. Numbers keep the digits they were written with."""
    try:
        text = found.path.read_bytes().decode(encoding or "utf-8-sig")
    except (UnicodeError, LookupError):
        raise PloughshareError(
            "areas.encoding", path=found.shown, why=f"it is not {encoding or 'UTF-8, as GeoJSON must be'}"
        ) from None
    twice: list[int] = []
    document = Document(text, lambda _, line: twice.append(line))
    features: list[Mapping[str, Any]] = []
    read: list[shapes.Read] = []
    batch: list[Any] = []
    heights = False

    def build() -> None:
        nonlocal heights
        built, has_heights = shapes.from_geojson(batch)
        read.extend(built)
        heights |= has_heights
        batch.clear()

    try:
        for feature, line in document.features():
            if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
                raise found.broken(f"line {line}: this is no feature: its type must be “Feature”")
            features.append(_cells(feature))
            batch.append(feature.get("geometry"))
            if len(batch) == _BATCH:
                build()
            if len(features) > limits.MOST_ROWS:
                raise found.too_large(f"more than {limits.MOST_ROWS:,} features")
    except json.JSONDecodeError as error:
        raise found.broken(f"line {error.lineno}: this is not JSON: {error.msg}") from None
    except RecursionError:
        raise found.broken(f"line {document.line}: it is nested too deep") from None
    except ValueError as error:
        raise found.broken(str(error).partition(":")[0]) from None
    build()
    columns = tuple(dict.fromkeys(name for cells in features for name in cells))
    if len(columns) > limits.MOST_COLUMNS:
        raise found.too_large(f"{len(columns):,} different properties")
    said = [shapes.HEIGHTS_DROPPED] if heights else []
    if twice:
        said.append(f"a key is given twice in one object (line {twice[0]}); the first of them counts")
    empty = dict.fromkeys(columns)
    rows = [
        RawRow(number, {**empty, **cells}, geometry, fault)
        for number, (cells, (geometry, fault)) in enumerate(zip(features, read, strict=True), start=1)
    ]
    return Layer(layer, columns, rows, _crs(document.members.get("crs")), tuple(said))


def _cells(feature: Mapping[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    cells = dict(properties) if isinstance(properties, Mapping) else {}
    if isinstance(feature.get("id"), (str, int)):
        cells.setdefault("id", feature["id"])
    return {name: None if value == "" else value for name, value in cells.items()}


def _crs(stated: Any) -> str | None:
    """WGS 84, as RFC 7946 has it, or what the member ``crs`` of the older GeoJSON names."""
    if stated is None:
        return WGS_84
    properties = stated.get("properties") if isinstance(stated, Mapping) else None
    name = str(properties.get("name", "")) if isinstance(properties, Mapping) else ""
    if name.endswith("CRS84"):
        return WGS_84
    found = _EPSG.search(name)
    return f"EPSG:{found[1]}" if found else (name or None)
