"""Open a file, tell its kind, and read one of its layers."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.formats import csv_table, geojson, geoparquet, kml, ogr, source, workbook
from ploughshare.exchange.areas.formats.model import Layer
from ploughshare.exchange.areas.formats.source import Found, Kind


class _Reader(Protocol):
    """What each module of a format has."""

    def layers(self, found: Found) -> tuple[str, ...]: ...

    def read(self, found: Found, layer: str, encoding: str | None) -> Layer: ...


_READERS: dict[Kind, _Reader] = {
    Kind.CSV: csv_table,
    Kind.XLSX: workbook,
    Kind.GEOJSON: geojson,
    Kind.GEOPARQUET: geoparquet,
    Kind.GEOPACKAGE: ogr,
    Kind.GEODATABASE: ogr,
    Kind.SHAPEFILE: ogr,
    Kind.KML: kml,
}


def layers(path: Path) -> tuple[str, ...]:
    """The names of the layers or sheets of a file, in its order. Raises PloughshareError as ``read`` does."""
    with source.opened(Path(path)) as found:
        return _READERS[found.kind].layers(found)


def read(path: Path, *, layer: str | None = None, sheet: str | None = None, encoding: str | None = None) -> Layer:
    """One layer (or ``sheet``, the same thing in a spreadsheet) of a file: the only one unless named.

    ``encoding`` is that of a CSV or Shapefile where the file does not state it or states a wrong one. A folder or ZIP
    file may hold a File Geodatabase, Shapefiles, or one file.

    Raises PloughshareError with a code ``areas.*`` or ``file.unreadable``: not there, of no format that is read,
    broken, too large, unsafe to unpack, several layers and none named, or in another encoding.
    """
    wanted = layer if layer is not None else sheet
    with source.opened(Path(path)) as found:
        reader = _READERS[found.kind]
        names = reader.layers(found)
        if wanted is None and len(names) == 1:
            wanted = names[0]
        if wanted is None or wanted not in names:
            raise PloughshareError(
                "areas.layer",
                path=path,
                what="no layer to read" if not names else f"no layer “{wanted}”" if wanted else f"{len(names)} layers",
                names=", ".join(f"“{name}”" for name in names[:30]) or "none",
            )
        return reader.read(found, wanted, encoding)
