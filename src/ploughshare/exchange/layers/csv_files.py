"""CSV as it goes out: UTF-8, commas, numbers with the digits as stated, outlines as WKT where they are wanted."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from ploughshare.exchange.formulas import harmless
from ploughshare.exchange.layers.model import LandLayer

WKT = "wkt"


def write(layer: LandLayer, *, with_shapes: bool = True) -> bytes:
    """The bytes of one table. With a mark of byte order, by which Excel knows that it is UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    shapes = layer.shapes if with_shapes else None
    writer.writerow([*(field.name for field in layer.fields), *([WKT] if shapes is not None else [])])
    for place, row in enumerate(layer.rows):
        wkt = [] if shapes is None else ["" if shapes[place] is None else _wkt(shapes[place])]
        writer.writerow([*map(_text, row), *wkt])
    return text.getvalue().encode("utf-8-sig")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return harmless(value) if isinstance(value, str) else str(value)


def _wkt(shape: Any) -> str:
    import shapely  # noqa: PLC0415

    return str(shapely.to_wkt(shape, rounding_precision=7, trim=True))
