"""GeoParquet 1.1: WKB with the box of each geometry beside it, so that readers skip what they need not read."""

from __future__ import annotations

import io
import json
from typing import Any

from ploughshare.exchange.layers.model import Kind, LandLayer

VERSION = "1.1.0"
GEOMETRY, BOX = "geometry", "bbox"
_EDGES = ("xmin", "ymin", "xmax", "ymax")


def write(layer: LandLayer) -> bytes:
    """The bytes of one table; a table that lies nowhere is plain Parquet."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    types = {Kind.TEXT: pa.string(), Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64()}
    columns = {}
    for place, field in enumerate(layer.fields):
        cells = [row[place] for row in layer.rows]
        if field.kind is Kind.NUMBER:
            cells = [None if cell is None else float(cell) for cell in cells]
        columns[field.name] = pa.array(cells, types[field.kind])
    metadata = {}
    if layer.shapes is not None:
        import shapely  # noqa: PLC0415

        shapes = list(layer.shapes)
        columns[GEOMETRY] = pa.array(
            [None if shape is None else shapely.to_wkb(shape) for shape in shapes], pa.binary()
        )
        box = pa.struct([(edge, pa.float64()) for edge in _EDGES])
        columns[BOX] = pa.array([_box(shape) for shape in shapes], box)
        metadata = {"geo": json.dumps(_about(shapes), sort_keys=True)}
    table = pa.table(columns).replace_schema_metadata(metadata)
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd", row_group_size=50_000)
    return file.getvalue()


def _box(shape: Any) -> dict[str, float] | None:
    return None if shape is None else dict(zip(_EDGES, shape.bounds, strict=True))


def _about(shapes: list[Any]) -> dict[str, Any]:
    """What GeoParquet says of its geometry. No reference system means longitude and latitude of WGS 84."""
    there = [shape for shape in shapes if shape is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in there}),
        "covering": {BOX: {edge: [BOX, edge] for edge in _EDGES}},
    }
    if there:
        bounds = [shape.bounds for shape in there]
        column["bbox"] = [
            *(min(box[k] for box in bounds) for k in (0, 1)),
            *(max(box[k] for box in bounds) for k in (2, 3)),
        ]
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
