"""GeoPackage, File Geodatabase and Shapefile, read by GDAL in batches.

GDAL tells a driver by a file's content and some drivers follow links to other files, so what is handed to it has
been seen to be what it says (see ``source``), and each Shapefile is looked at here.
"""

from __future__ import annotations

import sqlite3
import warnings
from pathlib import Path
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.formats import headings, limits, shapes, unread
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.formats.source import Found, Kind

_BATCH = 20_000
_SHAPE = b"\x00\x00\x27\x0a"
_NUMBERS = frozenset({"int16", "int32", "int64", "float32", "float64"})
_OWN_TABLES = frozenset({"layer_styles", "qgis_projects"})
"""Tables that QGIS keeps in a GeoPackage for itself."""


def layers(found: Found) -> tuple[str, ...]:
    """The layers of a database, or the Shapefiles of a folder."""
    if found.kind is Kind.SHAPEFILE:
        return tuple(path.stem for path in _shapefiles(found))
    import pyogrio  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(found.path)]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise found.broken(_why(found, error)) from None
    return tuple(name for name in names if name not in _OWN_TABLES)


def _shapefiles(found: Found) -> list[Path]:
    if found.path.is_dir():
        return sorted(path for path in found.path.iterdir() if path.suffix.lower() == ".shp")
    return [found.path.with_suffix(".shp") if found.path.suffix.lower() == ".dbf" else found.path]


def read(found: Found, layer: str, encoding: str | None) -> Layer:
    """The features of one layer. Times come as they are written; a curve is refused by name, in its row."""
    import pyogrio  # noqa: PLC0415
    from pyogrio.raw import open_arrow  # noqa: PLC0415

    # What a file states must not be replaced by what has taken its place since.
    pyogrio.set_gdal_config_options({"OSR_USE_NON_DEPRECATED": "NO", "SHAPE_RESTORE_SHX": None})
    path, said = found.path, []
    if found.kind is Kind.SHAPEFILE:
        path = next(path for path in _shapefiles(found) if path.stem == layer)
        said += _see_that_it_is_whole(found, path, encoding)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with open_arrow(
                path,
                layer=layer,
                encoding=encoding if found.kind is Kind.SHAPEFILE else None,
                use_pyarrow=True,
                return_fids=True,
                batch_size=_BATCH,
                datetime_as_string=True,
            ) as (about, batches):
                taken = _Taken(found, about)
                for batch in batches:
                    taken.add(batch)
        taken.see_what_was_passed_over(path, layer, about)
    except UnboundLocalError:
        # What pyogrio stumbles over where a reference system is no text.
        raise found.broken("its reference system is damaged") from None
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError, sqlite3.Error) as error:
        raise found.broken(_why(found, error)) from None
    said += taken.said
    if found.kind is Kind.SHAPEFILE and not about["crs"] and path.with_suffix(".prj").exists():
        said.append(f"{path.stem}.prj is not understood, so that no reference system is stated")
    said += sorted({f"GDAL warns: {text}" for warning in caught if (text := str(warning.message)) and _matters(text)})
    return Layer(layer, taken.columns, taken.rows, about["crs"] or None, tuple(said))


def _matters(warning: str) -> bool:
    return "Measured" not in warning and "datetime" not in warning.lower()


class _Taken:
    """The rows taken so far."""

    def __init__(self, found: Found, about: dict[str, Any]) -> None:
        self._found = found
        self._id = about["fid_column"] or "OGC_FID"
        self._shape = about["geometry_name"] or "wkb_geometry"
        self._first = 1 if found.kind is Kind.SHAPEFILE else 0
        self._named = tuple(str(name) for name in about["fields"])
        self.columns, renamed = headings.unique(self._named)
        self.said = list(renamed)
        self.rows: list[RawRow] = []
        self._bare: dict[int, int] = {}
        if len(self.columns) > limits.MOST_COLUMNS:
            raise found.too_large(f"{len(self.columns):,} columns")

    def add(self, batch: Any) -> None:
        # By place and not by name, for a damaged table has names twice: ids come first, shapes last.
        ids = batch.column(0).to_pylist()
        cells = [batch.column(place).to_pylist() for place in range(1, 1 + len(self.columns))]
        is_located = batch.num_columns > 1 + len(self.columns)
        wkb = batch.column(batch.num_columns - 1).to_pylist() if is_located else [None] * len(ids)
        read, heights = shapes.from_wkb(wkb)
        if heights and shapes.HEIGHTS_DROPPED not in self.said:
            self.said.append(shapes.HEIGHTS_DROPPED)
        by_row = zip(*cells, strict=True) if cells else iter([()] * len(ids))
        for id, shape, values, (geometry, fault) in zip(ids, wkb, by_row, read, strict=True):
            filled = (None if value == "" else value for value in values)
            row = dict(zip(self.columns, filled, strict=True))
            if shape is None:
                self._bare[int(id)] = len(self.rows)
            self.rows.append(RawRow(int(id) + self._first, row, geometry, fault))
        if len(self.rows) > limits.MOST_ROWS:
            raise self._found.too_large(f"more than {limits.MOST_ROWS:,} features")

    def see_what_was_passed_over(self, path: Path, layer: str, about: dict[str, Any]) -> None:
        """Give the rows whose outline is there and could not be read their fault."""
        damaged: set[int] = set()
        if self._found.kind is Kind.SHAPEFILE:
            damaged = unread.damaged_in_shapefile(path, self._bare)
        elif self._found.kind is Kind.GEOPACKAGE and about["fid_column"]:
            if about["geometry_name"]:
                damaged = unread.damaged_in_geopackage(path, layer, self._id, self._shape, self._bare)
            numeric = [name for name, kind in zip(self._named, about["dtypes"], strict=True) if kind in _NUMBERS]
            self.said += unread.text_among_numbers(path, layer, self._id, numeric)
        for id in damaged:
            row = self.rows[self._bare[id]]
            self.rows[self._bare[id]] = RawRow(row.number, row.cells, None, unread.DAMAGED)


def _see_that_it_is_whole(found: Found, path: Path, encoding: str | None) -> list[str]:
    """Refuse a Shapefile of which a part is missing; say what is not stated."""
    with path.open("rb") as file:
        head = file.read(28)
    if not head.startswith(_SHAPE):
        raise found.broken(f"{path.name} is no Shapefile")
    if int.from_bytes(head[24:28], "big") * 2 > path.stat().st_size:
        raise found.broken(f"{path.name} is cut off: it is shorter than it says")
    beside = {other.suffix.lower() for other in path.parent.iterdir() if other.stem.lower() == path.stem.lower()}
    missing = sorted({".shx", ".dbf"} - beside)
    if missing:
        raise PloughshareError("areas.shapefile", path=found.shown, missing=" and ".join(missing), name=path.stem)
    said = [] if ".prj" in beside else [f"{path.stem}.prj is missing, so that no reference system is stated"]
    if ".cpg" not in beside and encoding is None:
        said.append(f"{path.stem}.cpg is missing: see that names with accents are right, else name the encoding")
    return said


def _why(found: Found, error: Exception) -> str:
    """GDAL's own words, without the place where a file was unpacked to."""
    words = str(error).replace(str(found.path), found.shown.name)
    return words.partition(" It might help to specify")[0].rstrip(".;") or type(error).__name__
