"""Files of each format, made by the programs' own libraries, come back as rows with what they hold."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import struct
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from openpyxl import Workbook

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import formats

SQUARE = shapely.from_wkt("POLYGON ((17 44, 17.01 44, 17.01 44.01, 17 44.01, 17 44))")
# A spreadsheet knows no time zones.
MIDNIGHT = dt.datetime(2024, 3, 1)  # noqa: DTZ001
NOON = dt.datetime(2024, 3, 1, 12)  # noqa: DTZ001


def written(path: Path, driver: str, *, crs: str | None = "EPSG:4326", **options: Any) -> Path:
    """Three features, the last without a geometry, as GDAL writes them."""
    pyogrio.raw.write(
        path,
        geometry=np.array([SQUARE.wkb, SQUARE.wkb, None], dtype=object),
        field_data=[np.array(["A1", "Čapljina", None], dtype=object), np.array([10, 20, 30], dtype=np.int32)],
        fields=np.array(["name", "m2"]),
        geometry_type="Polygon",
        crs=crs,
        driver=driver,
        **options,
    )
    return path


def code_of(path: Path, **options: Any) -> str:
    with pytest.raises(PloughshareError) as raised:
        formats.read(path, **options)
    assert str(raised.value)
    return raised.value.code


@pytest.mark.parametrize(
    ("name", "driver", "numbers"),
    [
        ("a.gpkg", "GPKG", [1, 2, 3]),
        ("a.gdb", "OpenFileGDB", [1, 2, 3]),
        ("a.shp", "ESRI Shapefile", [1, 2, 3]),
        ("a.geojson", "GeoJSON", [1, 2, 3]),
    ],
)
def test_each_format_gives_the_same_rows(tmp_path: Path, name: str, driver: str, numbers: list[int]) -> None:
    layer = formats.read(written(tmp_path / name, driver))
    assert layer.columns == ("name", "m2")
    assert [row.number for row in layer.rows] == numbers
    assert [row.cells["name"] for row in layer.rows] == ["A1", "Čapljina", None]
    assert [row.cells["m2"] for row in layer.rows] == [10, 20, 30]
    # A File Geodatabase keeps coordinates on a grid of its own.
    assert shapely.hausdorff_distance(layer.rows[0].geometry, SQUARE) < 1e-8
    assert layer.rows[2].geometry is None
    assert layer.rows[2].fault is None
    assert layer.crs == "EPSG:4326"


@pytest.mark.parametrize("suffix", [".gdb", ".shp"])
def test_a_geodatabase_and_a_shapefile_are_read_from_a_zip(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    written(folder / f"areas{suffix}", "OpenFileGDB" if suffix == ".gdb" else "ESRI Shapefile")
    zipped = Path(shutil.make_archive(str(tmp_path / "sent"), "zip", folder))
    assert len(formats.read(zipped).rows) == 3
    assert formats.layers(zipped) == ("areas",)


def test_a_shapefile_says_what_is_missing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", "ESRI Shapefile", crs=None)
    (tmp_path / "a.cpg").unlink()
    layer = formats.read(path)
    assert layer.crs is None
    assert any("a.prj is missing" in line for line in layer.leftovers)
    assert any("a.cpg is missing" in line for line in layer.leftovers)
    path.write_bytes(path.read_bytes()[:150])
    assert code_of(path) == "areas.broken"
    (tmp_path / "a.dbf").unlink()
    (tmp_path / "a.shx").unlink()
    assert code_of(path) == "areas.broken"


def test_a_shapefile_without_its_table_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", "ESRI Shapefile")
    (tmp_path / "a.dbf").unlink()
    assert code_of(path) == "areas.shapefile"


def test_the_reference_system_is_the_one_stated_though_another_took_its_place(tmp_path: Path) -> None:
    pyogrio.set_gdal_config_options({"OSR_USE_NON_DEPRECATED": "NO"})
    layer = formats.read(written(tmp_path / "a.gpkg", "GPKG", crs="EPSG:31276"))
    assert layer.crs == "EPSG:31276"


def test_a_curve_is_refused_by_name_in_its_row_and_heights_are_dropped_with_a_note(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "a.gpkg"
    high = shapely.from_wkt("POLYGON Z ((0 0 9, 1 0 9, 1 1 9, 0 0 9))")
    pyogrio.raw.write(
        path,
        geometry=np.array([shapely.to_wkb(high, flavor="iso")], dtype=object),
        field_data=[],
        fields=np.array([]),
        geometry_type="Unknown",
        crs="EPSG:4326",
        driver="GPKG",
    )
    curve = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)
    with sqlite3.connect(path) as database:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            database.create_function(name, 1, lambda _: 0)
        database.execute("INSERT INTO a (geom) VALUES (?)", (b"GP\0\1" + struct.pack("<i", 4326) + curve,))
    database.close()
    layer = formats.read(path)
    assert not layer.rows[0].geometry.has_z
    assert any("heights" in line for line in layer.leftovers)
    assert layer.rows[1].geometry is None
    assert "CircularString" in layer.rows[1].fault


def test_an_outline_that_is_there_and_damaged_is_no_unknown_location(tmp_path: Path) -> None:
    """GDAL gives such an outline as none, and says nothing."""
    import sqlite3

    path = written(tmp_path / "a.shp", "ESRI Shapefile")
    content = bytearray(path.read_bytes())
    second = int.from_bytes((tmp_path / "a.shx").read_bytes()[108:112], "big") * 2
    content[second + 44 : second + 48] = (9_999_999).to_bytes(4, "little")  # the number of its parts
    path.write_bytes(content)
    assert [row.fault is not None for row in formats.read(path).rows] == [False, True, False]

    path = written(tmp_path / "a.gpkg", "GPKG")
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE a SET geom = x'00112233' WHERE fid = 1")
        database.execute("UPDATE a SET geom = 'POINT (1 2)', m2 = 'many' WHERE fid = 2")
    database.close()
    layer = formats.read(path)
    assert [row.fault is not None for row in layer.rows] == [True, True, False]
    assert any("column m2" in line and "feature 2" in line for line in layer.leftovers)


def test_a_reference_system_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.shp", "ESRI Shapefile")
    stated = (tmp_path / "a.prj").read_bytes()
    (tmp_path / "a.prj").write_bytes(stated.replace(b"WGS_1984", b"WGS_\xfb984", 1))
    assert code_of(path) == "areas.broken"
    (tmp_path / "a.prj").write_bytes(b"here and there")
    layer = formats.read(path)
    assert layer.crs is None
    assert any("not understood" in line for line in layer.leftovers)


def csv_of(path: Path, content: bytes) -> formats.Layer:
    path.write_bytes(content)
    return formats.read(path)


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("id,ime\n1,Šćepan\n".encode(), {"id": "1", "ime": "Šćepan"}),
        ("\ufeffid;ime\r\n1;Šćepan\r\n".encode(), {"id": "1", "ime": "Šćepan"}),
        ("id\time\n1\tMuñoz\n".encode("cp1252"), {"id": "1", "ime": "Muñoz"}),
        ("id,ime\n1,Šćepan\n".encode("utf-16"), {"id": "1", "ime": "Šćepan"}),
        (b'id|ime\n1|"a|b ""c"" \r\nd"\n', {"id": "1", "ime": 'a|b "c" \r\nd'}),
        (b"id,,id\n1,2,3\n", {"id": "1", "column B": "2", "id (2)": "3"}),
        (b"id,area\n1,\n", {"id": "1", "area": None}),
        (b"id,area\n1\n", {"id": "1", "area": None}),
        (b"sep=;\r\nid;m2,k\r\n1;2,5\r\n", {"id": "1", "m2,k": "2,5"}),
        (b"id,area\n'=1,'-4.5\n", {"id": "=1", "area": "-4.5"}),
        (b"id;area\n1;1.234,5\n", {"id": "1", "area": "1.234,5"}),
        ("lat,lon\n44°07'12.3\"N,17°52'3\"E\n".encode(), {"lat": "44°07'12.3\"N", "lon": "17°52'3\"E"}),
    ],
)
def test_csv_in_its_encodings_and_separators(tmp_path: Path, content: bytes, cells: dict[str, Any]) -> None:
    assert csv_of(tmp_path / "a.csv", content).rows[0].cells == cells


def test_csv_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    layer = csv_of(tmp_path / "a.csv", b'id,words\n1,"two\nlines"\n\n3,x\n4,y,beyond\n')
    assert [row.number for row in layer.rows] == [2, 4, 5]
    assert "row 5" in layer.leftovers[0]


def test_csv_says_that_it_guessed_an_encoding_and_refuses_a_wrong_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert "cp1252" in csv_of(path, "id,ime\n1,Muñoz\n".encode("cp1252")).leftovers[0]
    with pytest.raises(PloughshareError, match="line 2 holds"):
        formats.read(path, encoding="utf-8")
    assert code_of(path, encoding="klingon") == "areas.encoding"
    assert formats.read(path, encoding="cp1250").rows[0].cells["ime"] == "Muńoz"


@pytest.mark.parametrize("content", [b"", b"\n\n", b'id,a\n1,"x\n2,y\n', b'id,a\n1,"x"y\n'])
def test_csv_that_is_broken_is_refused_with_its_row(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert code_of(tmp_path / "a.csv") == "areas.broken"


def workbook(path: Path, fill: Any) -> Path:
    book = Workbook()
    fill(book)
    book.save(path)
    return path


def test_xlsx_dates_numbers_texts_and_a_heading_of_two_rows(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["Clearance of the first quarter"])
        sheet.append(["Id", "Position", None, "Date", "Area"])
        sheet.append([None, "Latitude", "Longitude", None, None])
        sheet.append(["A-1", "44,1234", 17.5, MIDNIGHT, 1200])
        sheet.append([])
        sheet.append(["A-2", None, None, NOON, None])
        for area in ("A1:E1", "B2:C2", "A2:A3", "D2:D3", "E2:E3"):
            sheet.merge_cells(area)

    layer = formats.read(workbook(tmp_path / "a.xlsx", fill))
    assert layer.columns == ("Id", "Position / Latitude", "Position / Longitude", "Date", "Area")
    assert [row.number for row in layer.rows] == [4, 6]
    assert list(layer.rows[0].cells.values()) == ["A-1", "44,1234", 17.5, dt.date(2024, 3, 1), 1200]
    assert layer.rows[1].cells["Date"] == NOON
    assert any("Clearance of the first quarter" in line for line in layer.leftovers)


def test_xlsx_merged_groups_over_all_columns_are_no_title(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["Area", None, "Position", None])
        sheet.append(["Id", "m2", "Latitude", "Longitude"])
        sheet.append(["a", 1, 2, 3])
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C1:D1")

    layer = formats.read(workbook(tmp_path / "a.xlsx", fill))
    assert layer.columns == ("Area / Id", "Area / m2", "Position / Latitude", "Position / Longitude")


def test_xlsx_sheets_must_be_named_and_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Id", "Area"])
        book.active.append(["a", "=1+1"])
        book.create_sheet("second").append(["x"])
        book["second"].append(["y"])

    path = workbook(tmp_path / "a.xlsx", fill)
    assert formats.layers(path) == ("Sheet", "second")
    assert code_of(path) == "areas.layer"
    assert code_of(path, sheet="third") == "areas.layer"
    assert formats.read(path, sheet="second").rows[0].cells == {"x": "y"}
    layer = formats.read(path, sheet="Sheet")
    assert layer.rows[0].cells == {"Id": "a", "Area": None}
    assert "B2" in layer.leftovers[0]


def collection(*features: Any, **members: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}).encode()


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        ({"type": "Point", "coordinates": ["x", 1]}, "no number"),
        ({"type": "Point", "coordinates": [1]}, "1 numbers"),
        ({"type": "Point", "coordinates": [float("nan"), 1]}, "finite"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "three distinct"),
        ({"type": "Polygon", "coordinates": [0, 1]}, "nested"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "three distinct"),
        ({"type": "GeometryCollection", "geometries": []}, "collection"),
        ({"type": "CurvePolygon", "coordinates": []}, "curved"),
        ({"type": "Blob", "coordinates": []}, "Blob"),
        ("POINT (1 2)", "no geometry"),
    ],
)
def test_a_geometry_that_cannot_be_read_is_a_fault_and_no_unknown_location(
    tmp_path: Path, geometry: Any, fault: str
) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(collection(feature(geometry, a=1), feature(None)))
    layer = formats.read(path)
    assert [row.geometry for row in layer.rows] == [None, None]
    assert fault in str(layer.rows[0].fault)
    assert layer.rows[1].fault is None


def test_geojson_keeps_digits_nested_values_and_an_older_reference_system(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31276"}}
    content = collection(feature({"type": "Point", "coordinates": [6500000, 4880000, 3]}, parts=["a", "b"]), crs=crs)
    path.write_bytes(content.replace(b'"parts"', b'"m2": 1.50, "parts"'))
    layer = formats.read(path)
    assert layer.rows[0].cells == {"m2": Decimal("1.50"), "parts": ["a", "b"]}
    assert str(layer.rows[0].cells["m2"]) == "1.50"
    assert layer.crs == "EPSG:31276"
    assert layer.rows[0].geometry.equals(shapely.Point(6500000, 4880000))
    assert any("heights" in line for line in layer.leftovers)


def test_a_self_crossing_outline_is_kept_as_it_came(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    (tmp_path / "a.geojson").write_bytes(collection(feature(bow)))
    assert not formats.read(tmp_path / "a.geojson").rows[0].geometry.is_valid


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Areas</name>
<Placemark id="p0"><name>outside</name></Placemark>
<Folder><name>Suspected</name>
 <Placemark><name>SHA 1</name><ExtendedData><Data name="m2"><value>1200</value></Data>
  <SchemaData><SimpleData name="status">open</SimpleData></SchemaData></ExtendedData>
  <Polygon><outerBoundaryIs><LinearRing><coordinates>17,44,0 17.01,44,0 17.01,44.01,0 17,44,0</coordinates></LinearRing>
  </outerBoundaryIs></Polygon></Placemark>
 <Placemark><name>SHA 2</name><MultiGeometry><Point><coordinates>1,2</coordinates></Point>
  <Point><coordinates>3,4</coordinates></Point></MultiGeometry></Placemark>
 <Placemark><name>SHA 3</name><MultiGeometry><Point><coordinates>1,2</coordinates></Point>
  <LineString><coordinates>3,4 5,6</coordinates></LineString></MultiGeometry></Placemark>
</Folder></Document></kml>"""


def test_kml_and_kmz(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_text(KML, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.writestr("doc.kml", KML)
    for name in ("a.kml", "a.kmz"):
        assert formats.layers(tmp_path / name) == ("Areas", "Suspected")
        layer = formats.read(tmp_path / name, layer="Suspected")
        assert [row.number for row in layer.rows] == [2, 3, 4]
        assert layer.rows[0].cells == {"name": "SHA 1", "m2": "1200", "status": "open"}
        assert layer.rows[0].geometry.geom_type == "Polygon"
        assert layer.rows[1].geometry.geom_type == "MultiPoint"
        assert "mixes LineString and Point" in str(layer.rows[2].fault)


def test_geoparquet_with_its_reference_system(tmp_path: Path) -> None:
    import geopandas

    frame = geopandas.GeoDataFrame({"name": ["a", None]}, geometry=[SQUARE, None], crs="EPSG:31276")
    frame.to_parquet(tmp_path / "a.parquet", write_covering_bbox=True)
    layer = formats.read(tmp_path / "a.parquet")
    assert layer.columns == ("name",)
    assert layer.crs == "EPSG:31276"
    assert layer.rows[0].geometry.equals(SQUARE)
    assert layer.rows[1].geometry is None
    frame.set_crs("EPSG:4326", allow_override=True).to_parquet(tmp_path / "b.parquet")
    assert formats.read(tmp_path / "b.parquet").crs == "EPSG:4326"


def test_a_zip_that_is_not_safe_is_not_unpacked(tmp_path: Path) -> None:
    bomb, outside, link = tmp_path / "bomb.zip", tmp_path / "outside.zip", tmp_path / "link.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 100_000_000)
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr("../a.csv", b"id\n1\n")
    with zipfile.ZipFile(link, "w") as archive:
        member = zipfile.ZipInfo("a.csv")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "elsewhere.csv")
    assert [code_of(path) for path in (bomb, outside, link)] == ["areas.unsafe"] * 3
    assert not (tmp_path.parent / "a.csv").exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "areas.format"),
        ("a.gpkg", b"SQLite format 3\0" + bytes(3000), "areas.broken"),
        ("a.gpkg", b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>", "areas.format"),
        ("a.kml", b"<OGRVRTDataSource><!-- <kml --></OGRVRTDataSource>", "areas.broken"),
        ("a.kml", b'<!DOCTYPE x [<!ENTITY a "aaa">]><kml><name>&a;</name></kml>', "areas.broken"),
        ("a.kml", b"<kml><Placemark>", "areas.broken"),
        ("a.parquet", b"PAR1" + bytes(100), "areas.broken"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "areas.broken"),
        ("a.geojson", b"[" * 100_000, "areas.broken"),
        ("a.geojson", b'{"rings": []}', "areas.broken"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [\xff]}', "areas.encoding"),
        ("a.zip", b"PK\x03\x04" + bytes(100), "areas.broken"),
        ("a.docx", b"PK\x03\x04", "areas.broken"),
        ("a.pdf", b"%PDF-1.4", "areas.format"),
        ("a", b"\0\1\2", "areas.format"),
        ("a.csv", b"\0" * 300, "areas.format"),
    ],
)
def test_what_is_no_whole_file_of_a_format_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert code_of(tmp_path / name) == code


def test_a_file_that_is_not_there_and_an_empty_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.csv") == "file.unreadable"
    assert code_of(tmp_path) == "areas.format"


@pytest.mark.slow
def test_a_file_with_bytes_gone_wrong_is_read_or_refused(tmp_path: Path) -> None:
    """Six hundred damaged files: none ends in anything but rows or a reason."""
    import random

    chance = random.Random(4)
    whole = tmp_path / "whole"
    whole.mkdir()
    for name, driver in (("a.gpkg", "GPKG"), ("a.shp", "ESRI Shapefile"), ("a.geojson", "GeoJSON")):
        written(whole / name, driver)
    (tmp_path / "gdb").mkdir()
    written(tmp_path / "gdb" / "a.gdb", "OpenFileGDB")
    shutil.make_archive(str(whole / "a"), "zip", tmp_path / "gdb")
    (whole / "a.kml").write_text(KML, encoding="utf-8")
    (whole / "a.csv").write_bytes('id;ime;m2\r\n1;"Šćepan; \r\nsin";2\r\n'.encode() * 20)
    workbook(whole / "a.xlsx", lambda book: [book.active.append(["Id", "Area", 5]) for _ in range(9)])
    broken = tmp_path / "broken"
    read = refused = 0
    for _ in range(600):
        shutil.rmtree(broken, ignore_errors=True)
        shutil.copytree(whole, broken)
        damaged = chance.choice(sorted(broken.iterdir()))
        content = bytearray(damaged.read_bytes())
        for _ in range(0 if len(content) < 200 else chance.choice([1, 1, 5, 40])):
            place = chance.randrange(len(content) if chance.random() < 0.7 else min(len(content), 200))
            content[place : place + chance.choice([1, 1, 30])] = chance.randbytes(chance.choice([0, 1, 1, 9]))
        damaged.write_bytes(content)
        path = damaged if damaged.suffix in (".gpkg", ".geojson", ".zip", ".kml", ".csv", ".xlsx") else broken / "a.shp"
        try:
            for layer in formats.layers(path)[:2]:
                formats.read(path, layer=layer)
        except PloughshareError as error:
            refused += bool(str(error))
        else:
            read += 1
    assert read + refused == 600
    assert read > 30
    assert refused > 100
