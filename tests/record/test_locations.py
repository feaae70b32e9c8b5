"""A restricted location stands in private/ while its row stands in the open file, and comes back to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ploughshare.record import canonical, checks, reader, writer
from ploughshare.record.contracts import LOCATION_COLUMNS
from ploughshare.record.locations import LOCATED
from ploughshare.record.package import Package
from small_packages import package

SECRET = 126.1234567
OUTLINE = {"type": "Polygon", "coordinates": [[[SECRET, 38.0], [126.2, 38.0], [126.2, 38.1], [SECRET, 38.0]]]}
WHERE = {
    "geometry": OUTLINE,
    "coordinates_as_entered": f"{SECRET} E",
    "geometry_origin": "drawn",
    "reference_system_as_entered": "EPSG:4326",
}


def located(**cells: Any) -> Package:
    return package(areas=[{"id": "north", "name": "North", "area_m2": 5000, **WHERE, **cells}])


def written(given: Package, folder: Path, *, with_restricted: bool = True) -> dict[str, str]:
    writer.write(given, folder, with_restricted=with_restricted)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def rows_of(given: Package) -> dict[str, list[dict[str, Any]]]:
    return {name: list(rows) for name, rows in given.tables.items()}


def test_the_tables_with_a_location() -> None:
    assert {table.name for table in LOCATED} == {"areas", "activities", "releases", "finds", "accidents"}
    assert all(set(LOCATION_COLUMNS) <= set(table.column_names) for table in LOCATED)


@pytest.mark.parametrize("tier", [None, "restricted"])
def test_a_restricted_location_stands_apart_and_comes_back(tmp_path: Path, tier: str | None) -> None:
    given = located(location_tier=tier)
    files = written(given, tmp_path)
    assert str(SECRET) not in files["areas.geojson"]
    assert "5000" in files["areas.geojson"]
    assert str(SECRET) in files["private/locations.geojson"]
    reading = reader.read(tmp_path)
    assert reading.findings == ()
    assert rows_of(reading.package) == rows_of(given)
    assert reading.package.where("areas", "north") == ("areas.geojson", 2)
    for column in LOCATION_COLUMNS:
        assert reading.package.where("areas", "north", column) == ("private/locations.geojson", 2)


@pytest.mark.parametrize("tier", ["partners", "public"])
def test_an_open_location_stands_with_its_row(tmp_path: Path, tier: str) -> None:
    files = written(located(location_tier=tier), tmp_path)
    assert str(SECRET) in files["areas.geojson"]
    assert "private/locations.geojson" not in files


def test_a_restricted_row_keeps_its_location_with_it(tmp_path: Path) -> None:
    files = written(located(tier="restricted"), tmp_path)
    assert str(SECRET) in files["private/areas.geojson"]
    assert not {"areas.geojson", "private/locations.geojson"} & set(files)


def test_without_the_restricted_no_location_is_written(tmp_path: Path) -> None:
    files = written(located(), tmp_path, with_restricted=False)
    assert not [name for name, text in files.items() if str(SECRET) in text]
    assert '"north"' in files["areas.geojson"]


def test_a_location_that_became_open_is_private_no_longer(tmp_path: Path) -> None:
    written(located(), tmp_path)
    files = written(located(location_tier="public"), tmp_path)
    assert "private/locations.geojson" not in files


def test_a_restricted_location_in_the_open_file_is_read_and_fmt_moves_it(tmp_path: Path) -> None:
    written(located(location_tier="public"), tmp_path)
    areas = tmp_path / "areas.geojson"
    areas.write_text(areas.read_text().replace('"location_tier": "public", ', "").replace('"public"', '"restricted"'))
    reading = reader.read(tmp_path)
    assert reading.findings == ()
    assert reading.package.rows("areas")[0]["geometry"] == OUTLINE
    found = [finding for finding in checks.check(reading.package) if "open" in finding.check]
    assert [(finding.check, finding.file, finding.row) for finding in found] == [
        ("record.location-in-the-open", "areas.geojson", 2)
    ]
    assert str(SECRET) not in str(found)
    writer.write(reading.package, tmp_path, with_restricted=True)
    assert str(SECRET) not in areas.read_text()
    assert not [finding for finding in checks.check(reader.read(tmp_path).package) if "open" in finding.check]


def feature(**properties: Any) -> str:
    entry = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [SECRET, 38.0]}}
    return json.dumps({"type": "FeatureCollection", "features": [entry]})


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (feature(table="areas", id="south"), "record.dangling-reference"),
        (feature(table="handovers", id="north"), "record.dangling-reference"),
        (feature(table="areas"), "record.missing-cell"),
        (feature(table="areas", id="north"), "record.duplicate-key"),
        (feature(table="areas", id="north", place="x"), "record.unknown-column"),
        ("{", "record.geojson"),
    ],
)
def test_a_location_that_fits_no_row_is_said(tmp_path: Path, text: str, check: str) -> None:
    writer.write(located(location_tier="public"), tmp_path)
    (tmp_path / "private").mkdir()
    (tmp_path / "private/locations.geojson").write_text(text)
    found = reader.read(tmp_path).findings
    assert check in {finding.check for finding in found}
    assert {finding.file for finding in found} == {"private/locations.geojson"}
    assert str(SECRET) not in str(found)


def test_accidents_and_victims_that_say_nothing_are_private(tmp_path: Path) -> None:
    given = package(
        accidents=[{"id": "said", "tier": "restricted"}, {"id": "told", "tier": "public"}, {"id": "unsaid"}],
        victims=[{"id": "a", "accident": "unsaid", "name": "Kim"}, {"id": "b", "tier": "partners"}],
    )
    files = written(given, tmp_path)
    assert "Kim" not in files["victims.csv"]
    assert "unsaid" not in files["accidents.geojson"]
    reading = reader.read(tmp_path)
    assert reading.findings == ()
    assert rows_of(reading.package) == rows_of(given)
    assert canonical.files(reading.package) == canonical.files(given)


def test_a_named_victim_in_an_open_row_is_said(tmp_path: Path) -> None:
    written(package(victims=[{"id": "b", "tier": "partners", "name": "Kim"}]), tmp_path)
    found = [finding for finding in checks.check(reader.read(tmp_path).package) if finding.file == "victims.csv"]
    assert [finding.check for finding in found] == ["record.victim-named"]
    assert "Kim" not in str(found)
