"""GeoJSON as it goes out (RFC 7946): WGS 84, outer rings counter-clockwise, seven decimals at most."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ploughshare.exchange.layers.model import LandLayer


def write(layer: LandLayer) -> bytes:
    """The bytes of one table, a feature a line; a table that lies nowhere has features without a geometry."""
    names = [field.name for field in layer.fields]
    shapes = layer.shapes if layer.shapes is not None else [None] * len(layer.rows)
    lines = ",\n".join(_feature(names, row, shape) for row, shape in zip(layer.rows, shapes, strict=True))
    head = f'{{"type": "FeatureCollection", "name": {json.dumps(layer.name)}, "features": ['
    return f"{head}\n{lines}\n]}}\n".encode()


def _feature(names: list[str], row: Any, shape: Any) -> str:
    properties = ", ".join(f"{json.dumps(name)}: {_json(value)}" for name, value in zip(names, row, strict=True))
    geometry = "null" if shape is None else json.dumps(_geometry(shape))
    return f'{{"type": "Feature", "properties": {{{properties}}}, "geometry": {geometry}}}'


def _json(value: Any) -> str:
    # A number keeps the digits as stated.
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _geometry(shape: Any) -> dict[str, Any]:
    import shapely  # noqa: PLC0415
    from shapely.geometry import mapping  # noqa: PLC0415

    parts = getattr(shape, "geoms", None)
    single = parts[0] if parts is not None and len(parts) == 1 else shape
    return dict(mapping(shapely.orient_polygons(single)))
