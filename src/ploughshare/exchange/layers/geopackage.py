"""GeoPackage with its styles inside, as QGIS opens it ready: GDAL writes the layers, SQLite what lies beside them."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ploughshare.exchange.layers.looks import looks
from ploughshare.exchange.layers.model import Field, Kind, LandLayer
from ploughshare.exchange.layers.qgis_style import qml
from ploughshare.exchange.layers.sld_style import sld

GEOMETRY = "geom"
_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
    ui TEXT(30), update_time DATETIME
)"""
_MEANINGS = """
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
    constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
)"""
_SCHEMA = "http://www.geopackage.org/spec121/#extension_schema"


def write(layers: Sequence[LandLayer], about: Sequence[tuple[str, str]], *, on: str) -> bytes:
    """The bytes of a GeoPackage with those layers, as of a day (YYYY-MM-DD). Same layers, same bytes."""
    import pyogrio  # noqa: PLC0415

    stamp = f"{on}T00:00:00.000Z"
    with tempfile.TemporaryDirectory(prefix="ploughshare-") as folder:
        path = Path(folder) / "land.gpkg"
        # Else the time of writing would stand in it, and the same record would make other bytes each time.
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
        try:
            for layer in layers:
                _layer(path, layer, dict(about))
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _beside(database, layers, stamp)
        return path.read_bytes()


def _layer(path: Path, layer: LandLayer, about: dict[str, str]) -> None:
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from pyogrio.raw import write  # noqa: PLC0415

    columns = [_column(field, [row[place] for row in layer.rows]) for place, field in enumerate(layer.fields)]
    shapes = None
    if layer.shapes is not None:
        shapes = np.array([None if shape is None else shapely.to_wkb(shape) for shape in layer.shapes], dtype=object)
    write(
        path,
        layer=layer.name,
        driver="GPKG",
        geometry=shapes,
        geometry_type=layer.drawn_as if shapes is not None else None,
        crs="EPSG:4326" if shapes is not None else None,
        fields=np.array([field.name for field in layer.fields]),
        field_data=[data for data, _ in columns],
        field_mask=[mask for _, mask in columns],
        append=path.exists(),
        # Programs of a few years ago, which are what many programmes have, warn of anything newer.
        dataset_options={"VERSION": "1.2"},
        dataset_metadata=None if path.exists() else about,
        layer_options={
            "IDENTIFIER": layer.title,
            "DESCRIPTION": layer.description,
            **({"GEOMETRY_NAME": GEOMETRY} if shapes is not None else {}),
        },
    )


def _column(field: Field, cells: list[Any]) -> tuple[Any, Any]:
    """The cells of a field as GDAL takes them, and which of them are empty."""
    import numpy as np  # noqa: PLC0415

    empty = np.array([cell is None for cell in cells])
    if field.kind is Kind.TEXT:
        return np.array(cells, dtype=object), None
    kind = np.int64 if field.kind is Kind.INTEGER else np.float64
    return np.array([0 if cell is None else cell for cell in cells], dtype=kind), empty


def _beside(database: sqlite3.Connection, layers: Sequence[LandLayer], stamp: str) -> None:
    """Styles, and what each column means."""
    database.execute("BEGIN")
    database.execute(_STYLES)
    styled = [(layer, legend) for layer in layers if (legend := looks(layer))]
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
        "VALUES ('', '', ?, ?, ?, ?, ?, 1, ?, '', ?)",
        [
            (layer.name, GEOMETRY, layer.name[:30], qml(layer, legend), sld(layer, legend), layer.title, stamp)
            for layer, legend in styled
        ],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles that QGIS reads by itself', ?)",
        (stamp,),
    )
    database.execute(_MEANINGS)
    database.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)",
        [
            (layer.name, field.name, field.name, field.name.replace("_", " "), field.description)
            for layer in layers
            for field in layer.fields
        ],
    )
    database.execute(
        "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
        "definition TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name))"
    )
    database.execute(
        "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', ?, 'read-write')", (_SCHEMA,)
    )
    database.execute("COMMIT")
    database.execute("VACUUM")
