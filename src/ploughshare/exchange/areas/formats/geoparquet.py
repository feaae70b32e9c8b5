"""GeoParquet 1.0 and 1.1, and Parquet without a geometry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ploughshare.exchange.areas.formats import limits, shapes
from ploughshare.exchange.areas.formats.geojson import WGS_84
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.formats.source import Found

_BATCH = 20_000


def layers(found: Found) -> tuple[str, ...]:
    """A Parquet file is one table, named as the file."""
    return (found.shown.stem,)


def read(found: Found, layer: str, encoding: str | None) -> Layer:  # noqa: ARG001 - Parquet is always UTF-8
    """The rows of a Parquet file, with its primary geometry."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with parquet.ParquetFile(found.path) as file:
            return _read(found, layer, file)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise found.broken(str(error).splitlines()[0][:200]) from None


def _read(found: Found, layer: str, file: Any) -> Layer:
    if file.metadata.num_rows > limits.MOST_ROWS:
        raise found.too_large(f"{file.metadata.num_rows:,} rows")
    groups = (file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
    if sum(groups) > limits.MOST_BYTES:
        raise found.too_large("more than is read once it is unpacked")
    names = list(file.schema_arrow.names)
    geometry, crs, extra = _geometry_of(found, file.schema_arrow.metadata or {}, names)
    columns = tuple(name for name in names if name not in {geometry, *extra})
    rows: list[RawRow] = []
    said: list[str] = []
    for batch in file.iter_batches(_BATCH, columns=[*columns, *([geometry] if geometry else [])]):
        cells = [batch.column(name).to_pylist() for name in columns]
        wkb = batch.column(geometry).to_pylist() if geometry else [None] * batch.num_rows
        read, heights = shapes.from_wkb(wkb)
        if heights and not said:
            said.append(shapes.HEIGHTS_DROPPED)
        by_row = zip(*cells, strict=True) if cells else iter([()] * batch.num_rows)
        for values, (shape, fault) in zip(by_row, read, strict=True):
            filled = (None if value == "" else value for value in values)
            rows.append(RawRow(len(rows) + 1, dict(zip(columns, filled, strict=True)), shape, fault))
    return Layer(layer, columns, rows, crs, tuple(said))


def _geometry_of(
    found: Found, metadata: Mapping[bytes, bytes], names: list[str]
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The geometry column, its reference system, and columns that hold only its boxes."""
    if b"geo" not in metadata:
        return None, None, ()
    about = json.loads(metadata[b"geo"])
    try:
        name = about["primary_column"]
        column = about["columns"][name]
        encoding = column["encoding"]
        covering = column.get("covering", {}).get("bbox", {}).get("xmin", [])
    except (KeyError, TypeError, AttributeError):
        raise found.broken("its description of the geometry (“geo”) is not that of GeoParquet") from None
    if encoding != "WKB" or name not in names:
        raise found.broken(f"its geometry is encoded as {encoding}, and only WKB is read")
    return name, _crs(column), tuple(covering[:1])


def _crs(column: Mapping[str, Any]) -> str | None:
    """The reference system: absent means WGS 84, null means that nobody knows."""
    if "crs" not in column:
        return WGS_84
    stated = column["crs"]
    if not isinstance(stated, Mapping):
        return None
    identity = stated.get("id")
    if isinstance(identity, Mapping) and identity.get("authority") in ("EPSG", "OGC"):
        code = f"{identity['authority']}:{identity.get('code')}"
        return WGS_84 if code == "OGC:CRS84" else code
    return json.dumps(stated)
