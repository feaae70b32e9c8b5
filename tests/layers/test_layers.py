"""What goes out for other programs: what the audience may see, all of it, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import mapping

from ploughshare.errors import PloughshareError
from ploughshare.evidence.tiers import visible
from ploughshare.exchange.areas import formats
from ploughshare.exchange.formulas import as_meant, harmless
from ploughshare.exchange.layers import building, export
from ploughshare.land import days, facts, remains, states
from ploughshare.record import cells, reader
from ploughshare.record.columns import Column, Type
from ploughshare.record.land_contracts import LAND_TABLES, LOCATION_COLUMNS
from ploughshare.record.package import Package
from small_packages import package

ENDINGS = (".gpkg", ".xlsx", ".parquet", ".csv", ".geojson")


@pytest.fixture(scope="module")
def demoland(root: Path) -> Package:
    return reader.read(root / "records" / "demoland").package


@pytest.fixture(scope="module")
def written(demoland: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Demoland in every format, for the public."""
    folder = tmp_path_factory.mktemp("written")
    for ending in ENDINGS:
        for file in export(demoland, folder / f"land{ending}"):
            file.path.write_bytes(file.content)
    return folder


def box(west: float, south: float, size: float = 0.01) -> dict[str, Any]:
    return json.loads(json.dumps(mapping(shapely.box(west, south, west + size, south + size))))


def rows_of(folder: Path, ending: str, table: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """Cells and shape of each row of a table as it comes back from a file."""
    whole = folder / f"land{ending}"
    if ending in (".gpkg", ".xlsx"):
        names = [name for name in formats.layers(whole) if name.partition("_as_")[0] == table]
        layers = [formats.read(whole, layer=name) for name in names]
    else:
        named = table.replace("_", "-")
        layers = [formats.read(path) for path in sorted(folder.glob(f"land-{named}*{ending}"))]
        layers = [layer for layer in layers if re.fullmatch(rf"land-{named}(-as-\w+)?", layer.name)]
    for layer in layers:
        for row in layer.rows:
            assert row.fault is None
            wkt = row.cells.get("wkt")
            yield dict(row.cells), shapely.from_wkt(wkt) if wkt else row.geometry


def typed(column: Column, cell: Any) -> Any:
    """The value of a contract that a cell of any format stands for."""
    if cell is None or cell == "":
        return () if column.many else None
    if column.many:
        return tuple(cells.items(str(cell)))
    if column.type is Type.NUMBER:
        return Decimal(str(cell))
    return int(cell) if column.type is Type.INTEGER else cell


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_written_comes_back_as_it_was(demoland: Package, written: Path, ending: str) -> None:
    public = visible(demoland, "public")
    compared = 0
    for table in LAND_TABLES:
        expected = {row["id"]: row for row in public.rows(table.name)}
        back = (
            {found["id"]: (found, shape) for found, shape in rows_of(written, ending, table.name)} if expected else {}
        )
        assert set(back) == set(expected)
        for id, row in expected.items():
            found, shape = back[id]
            for column in table.columns:
                if column.type is Type.GEOMETRY:
                    if ending != ".xlsx":
                        own = shapely.geometry.shape(row["geometry"]) if row["geometry"] else None
                        assert (shape is None) == (own is None)
                        if own is not None:
                            assert shapely.equals_exact(shapely.normalize(own), _single(shape), tolerance=5e-8)
                else:
                    assert typed(column, found[column.name]) == row[column.name], (table.name, id, column.name)
                    compared += 1
    assert compared > 1_000


def _single(shape: Any) -> Any:
    parts = shapely.get_parts(shape)
    return shapely.normalize(parts[0] if len(parts) == 1 else shape)


def test_the_same_record_makes_the_same_bytes(demoland: Package, tmp_path: Path) -> None:
    for ending in ENDINGS:
        first, second = (export(demoland, tmp_path / f"land{ending}") for _ in range(2))
        assert [file.content for file in first] == [file.content for file in second]


def test_the_state_stands_beside_what_was_recorded(demoland: Package, written: Path) -> None:
    public = visible(demoland, "public")
    state = states.state(public, public.as_of)
    found = {row["id"]: row for row, _ in rows_of(written, ".gpkg", "areas")}
    assert {row["on_date"] for row in found.values()} == {state.on}
    for area in state.areas:
        assert found[area.id]["state"] == area.status
        if area.remaining_m2 is not None:
            assert found[area.id]["left_m2"] == pytest.approx(area.remaining_m2, abs=0.051)


def test_what_remains_is_drawn_as_large_as_the_account_says(demoland: Package) -> None:
    public = visible(demoland, "public")
    for date in ("2021-06-30", "2023-12-31", public.as_of):
        state = states.state(public, date)
        left = remains.remains(facts.read(public), days.interval(date)[1])
        geod = pytest.importorskip("pyproj").Geod(ellps="WGS84")
        checked = 0
        for area in state.areas:
            if area.unlocated or area.status in ("ended", "recorded_later"):
                continue
            shape = left[area.id]
            drawn = 0.0 if shape is None else geod.geometry_area_perimeter(shapely.orient_polygons(shape))[0]
            assert drawn == pytest.approx(area.remaining_m2, rel=1e-5, abs=0.5), area.id
            checked += 1
        assert checked > 15


def test_a_past_date_shows_the_past(demoland: Package, tmp_path: Path) -> None:
    (file,) = export(demoland, tmp_path / "areas.csv", on="2019", tables=["areas"])
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert file.path.name == "areas.csv"
    assert {row["on_date"] for row in rows} == {"2019-12-31"}
    assert any(row["state"] == "recorded_later" for row in rows)


# Styles.


def test_each_layer_that_lies_somewhere_has_a_style_that_fits_its_columns(written: Path) -> None:
    with sqlite3.connect(written / "land.gpkg") as database:
        styles = database.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, styleSLD, useAsDefault FROM layer_styles"
        ).fetchall()
        drawn = {name for (name,) in database.execute("SELECT table_name FROM gpkg_geometry_columns")}
    database.close()
    assert {style[0] for style in styles} == drawn
    for name, geometry, qml, sld, is_default in styles:
        assert (geometry, is_default) == ("geom", 1)
        columns = set(pyogrio.read_info(written / "land.gpkg", layer=name)["fields"])
        root = fromstring(qml.partition("\n")[2])
        rules = root.findall(".//rule")
        assert rules
        assert {rule.get("symbol") for rule in rules} == {
            symbol.get("name") for symbol in root.findall("./renderer-v2/symbols/symbol")
        }
        asked = {field for rule in rules for field in re.findall(r'"(\w+)"', str(rule.get("filter")))}
        assert asked <= columns
        assert set(re.findall(r"PropertyName>(\w+)<", sld)) <= columns
        assert fromstring(sld.partition("\n")[2]).tag.endswith("StyledLayerDescriptor")


def test_every_row_is_drawn_by_one_line_of_the_legend(written: Path) -> None:
    """The filters are tried as they stand, in SQLite, which reads them as QGIS does."""
    with sqlite3.connect(written / "land.gpkg") as database:
        for name, qml in database.execute("SELECT f_table_name, styleQML FROM layer_styles").fetchall():
            filters = [str(rule.get("filter")) for rule in fromstring(qml.partition("\n")[2]).findall(".//rule")]
            sums = " + ".join(f"({text})" for text in filters if text != "ELSE")
            ((most,),) = database.execute(f'SELECT max({sums}) FROM "{name}"')
            assert most == 1, name
    database.close()


def test_gdal_finds_nothing_wrong_with_the_geopackage(written: Path) -> None:
    info = pyogrio.read_info(written / "land.gpkg", layer="areas")
    assert info["crs"] == "EPSG:4326"
    assert info["geometry_type"] == "MultiPolygon"
    with sqlite3.connect(written / "land.gpkg") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        meanings = dict(
            database.execute("SELECT column_name, description FROM gpkg_data_columns WHERE table_name = 'areas'")
        )
    database.close()
    assert meanings["area_m2"].startswith("Its area as stated")
    assert "layer_styles" not in formats.layers(written / "land.gpkg")


# What must not go out.

SECRET = (171.234561, -42.765437)
"""A place that is nowhere else in the record."""


def needles() -> list[bytes]:
    """The secret place in every way in which a file may write it."""
    import struct

    numbers = [struct.pack(order + "d", value) for order in "<>" for value in SECRET]
    digits = [f"{value:.{decimals}f}".encode() for value in map(abs, SECRET) for decimals in (3, 4, 5, 6)]
    return [*numbers, *digits, b"Zzsecretzz"]


def unpacked(content: bytes) -> bytes:
    """All bytes of a file, and of what it packs."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def with_secret(location_tier: str | None, tier: str | None, kind: str) -> Package:
    longitude, latitude = SECRET
    shapes = {
        "point": {"type": "Point", "coordinates": [longitude, latitude]},
        "outline": box(longitude, latitude),
    }
    hidden = {
        "geometry": shapes[kind],
        "location_tier": location_tier,
        "tier": tier,
        "coordinates_as_entered": f"Zzsecretzz {latitude} {longitude}",
        "geometry_origin": "Zzsecretzz",
        "reference_system_as_entered": "Zzsecretzz",
    }
    open_row = {"geometry": box(170, -40), "location_tier": "public", "tier": "public"}
    return package(
        areas=[
            {"id": "open", "identified": "2020-01-01", **open_row},
            {"id": "shut", "identified": "2020-01-01", **hidden},
        ],
        releases=[
            {
                "id": "open",
                "released": "2021-01-01",
                "accepted": "2021-01-01",
                "hazard_types": ("ap_mines",),
                **open_row,
            },
            {"id": "shut", "released": "2021-01-01", "accepted": "2021-02-01", "hazard_types": ("ap_mines",), **hidden},
        ],
        activities=[{"id": "shut", **hidden}],
        finds=[{"id": "shut", **hidden}],
        accidents=[{"id": "shut", **hidden}],
    )


@pytest.mark.slow
@settings(max_examples=12)
@given(
    st.sampled_from([None, "restricted", "partners"]),
    st.sampled_from([None, "public", "restricted", "partners"]),
    st.sampled_from(["point", "outline"]),
)
def test_no_restricted_place_is_in_any_byte_of_what_the_public_gets(
    location_tier: str | None, tier: str | None, kind: str
) -> None:
    record = with_secret(location_tier, tier, kind)
    for ending in ENDINGS:
        for file in export(record, Path(f"land{ending}")):
            content = unpacked(file.content)
            assert not [needle for needle in needles() if needle in content], file.path.name


@pytest.mark.parametrize("ending", [".gpkg", ".csv", ".geojson"])
def test_the_keepers_get_the_place(ending: str) -> None:
    files = export(with_secret("restricted", "restricted", "outline"), Path(f"land{ending}"), audience="restricted")
    content = b"".join(unpacked(file.content) for file in files)
    assert any(needle in content for needle in needles()[:4]) or b"171.234561" in content


def test_who_a_victim_is_goes_out_to_nobody() -> None:
    record = package(
        accidents=[{"id": "a", "date": "2020"}],
        victims=[{"id": "v", "accident": "a", "name": "Zzsecretzz", "address": "Zzsecretzz", "age_years": 9}],
    )
    for ending in ENDINGS:
        for file in export(record, Path(f"land{ending}"), audience="restricted"):
            assert b"Zzsecretzz" not in unpacked(file.content)
    with pytest.raises(PloughshareError) as raised:
        export(record, Path("land.csv"))
    assert raised.value.code == "export.tables"


# Spreadsheets.


@given(st.text(max_size=20))
def test_a_harmless_text_is_read_as_it_was_meant(text: str) -> None:
    assert as_meant(harmless(text)) == text
    assert harmless(text)[:1] not in tuple("=+-@\t\r")


def test_no_cell_is_a_formula() -> None:
    evil = '=HYPERLINK("http://example.org","click")'
    record = package(areas=[{"id": "a", "name": evil, "note": "@SUM(1)", "area_m2": 5, "geometry": box(1, 1)}])
    (book,) = export(record, Path("land.xlsx"))
    sheets = unpacked(book.content)
    assert b"<f>" not in sheets
    assert b"HYPERLINK" in sheets
    (sheet,) = export(record, Path("areas.csv"), tables=["areas"])
    row = next(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert row["name"] == f"'{evil}"
    assert row["note"] == "'@SUM(1)"


def test_codes_have_their_labels_and_outlines_may_stay_behind(written: Path, demoland: Package) -> None:
    row = next(row for row, _ in rows_of(written, ".csv", "areas") if row["id"] == "a01-plain")
    assert (row["area_class"], row["area_class_label"]) == ("cha", "confirmed hazardous area")
    assert row["hazard_types_label"] == "anti-personnel mines"
    (file,) = export(demoland, Path("areas.csv"), tables=["areas"], with_shapes=False)
    assert b"POLYGON" not in file.content


def test_geojson_keeps_the_rules_of_its_standard(written: Path) -> None:
    collection = json.loads((written / "land-areas.geojson").read_text(encoding="utf-8"))
    assert "crs" not in collection
    outlines = [shapely.geometry.shape(f["geometry"]) for f in collection["features"] if f["geometry"]]
    rings = [part.exterior for shape in outlines for part in shapely.get_parts(shape)]
    assert all(ring.is_ccw for ring in rings if ring.is_simple)


def test_geoparquet_says_what_it_is(written: Path) -> None:
    from pyarrow import parquet

    metadata = json.loads(parquet.read_schema(written / "land-areas.parquet").metadata[b"geo"])
    assert metadata["version"] == "1.1.0"
    assert metadata["columns"]["geometry"]["geometry_types"] == ["MultiPolygon"]
    import geopandas

    frame = geopandas.read_parquet(written / "land-areas.parquet", bbox=(170.0, 36.0, 170.01, 36.1))
    assert 0 < len(frame) < 55
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_authority() == ("OGC", "CRS84")


def test_rows_of_several_kinds_of_shape_are_layers_of_one_kind_each() -> None:
    record = package(
        activities=[
            {"id": "a", "geometry": {"type": "Point", "coordinates": [1, 1]}, "location_tier": "public"},
            {"id": "b", "geometry": box(1, 1), "location_tier": "public"},
            {"id": "c", "location_tier": "public"},
            {"id": "d", "geometry": {"type": "Point", "coordinates": [1, 2]}, "location_tier": "public"},
        ]
    )
    layers = {layer.name: layer for layer in building.layers(record)}
    assert layers["activities"].column("id") == ["a", "c", "d"]
    assert layers["activities_as_outlines"].column("id") == ["b"]
    assert layers["activities_as_outlines"].drawn_as == "MultiPolygon"


@pytest.mark.parametrize(
    ("to", "options", "code"),
    [
        ("land.shp", {}, "export.ending"),
        ("land.csv", {"tables": ["victims"]}, "export.tables"),
        ("land.csv", {"on": "soon"}, "land.date"),
    ],
)
def test_what_is_refused(demoland: Package, to: str, options: dict[str, Any], code: str) -> None:
    with pytest.raises(PloughshareError) as raised:
        export(demoland, Path(to), **options)
    assert raised.value.code == code
    assert str(raised.value)


def test_hidden_columns_are_those_of_the_contract() -> None:
    """A located table that gets another column that tells where it lies must be looked at here."""
    located = {column.name for table in LAND_TABLES for column in table.columns if "entered" in column.name}
    assert located <= set(LOCATION_COLUMNS)
