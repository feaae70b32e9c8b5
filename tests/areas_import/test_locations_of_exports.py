"""Where the rows of an export lie: as typed, as drawn, as rows of points, as bearings and distances."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import Point, Polygon

from made_up_exports import AREAS, cells, layer, planned, refusals
from ploughshare.exchange.areas.formats.model import Layer
from ploughshare.geo.measure import area_m2

BASE = AREAS + "      geometry: "


def located(form: str, columns: str, row: list[object], folder: Path, head: str = ""):
    table = layer(["1", "Suspected", "Open", *row], columns=f"ID|Class|Status|{columns}")
    return planned(table, f"{head}{BASE}{{geometry: {form}}}\n", folder)


TYPED: list[tuple[str, str, list[object], tuple[float, float]]] = [
    ("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", ["44.5", "17.25"], (17.25, 44.5)),
    ("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", [44.5, 17.25], (17.25, 44.5)),
    ("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", ["44,5", "17,25"], (17.25, 44.5)),
    (
        "{form: degrees_minutes_seconds, latitude: A, longitude: B}",
        "A|B",
        ["44°30'00\"N", "17°15'00\"E"],
        (17.25, 44.5),
    ),
    ("{form: degrees_minutes, position: A}", "A", ["44°30.0'N 17°15.0'E"], (17.25, 44.5)),
    ("{form: mgrs, position: A}", "A", ["33T XK 78790 29640"], (17.2501, 44.5060)),
    ("{form: utm, position: A}", "A", ["33T 678790 4929640"], (17.2501, 44.4998)),
    ("{form: utm, longitude: E, latitude: N, zone: Z}", "E|N|Z", ["678790", "4929640", "33T"], (17.2501, 44.4998)),
    (
        "{form: projected, crs: 'EPSG:3116', longitude: E, latitude: N}",
        "E|N",
        ["1000000", "1000000"],
        (-74.0775, 4.5962),
    ),
]


@pytest.mark.parametrize(("form", "columns", "row", "expected"), TYPED, ids=range(len(TYPED)))
def test_typed_coordinates_are_placed_and_kept_as_typed(
    form: str, columns: str, row: list[object], expected: tuple[float, float], tmp_path: Path
) -> None:
    plan = located(form, columns, row, tmp_path)
    assert refusals(plan) == []
    (made,) = [change.row for change in plan.changes]
    assert made["geometry"]["coordinates"] == pytest.approx(expected, abs=0.01)
    for cell in row:
        assert str(cell) in made["coordinates_as_entered"]
    assert made["reference_system_as_entered"] == ("EPSG:3116" if "3116" in form else "EPSG:4326")
    assert made["precision_m"] > 0


WRONG: list[tuple[str, str, list[object], str]] = [
    ("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", ["44.5", ""], "B"),
    ("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", ["north", "17"], "A"),
    ("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", ["144.5", "17"], "A"),
    ("{form: mgrs, position: A}", "A", ["33T"], "A"),
    ("{form: projected, crs: 'EPSG:3116', longitude: E, latitude: N}", "E|N", ["east", "1000000"], "N"),
]


@pytest.mark.parametrize(("form", "columns", "row", "column"), WRONG, ids=range(len(WRONG)))
def test_coordinates_that_cannot_be_read_are_refused(
    form: str, columns: str, row: list[object], column: str, tmp_path: Path
) -> None:
    assert refusals(located(form, columns, row, tmp_path)) == [(2, column, "import.coordinates")]


def test_no_coordinates_are_a_hazard_at_an_unknown_place(tmp_path: Path) -> None:
    plan = located("{form: decimal_degrees, latitude: A, longitude: B}", "A|B", ["", ""], tmp_path)
    assert cells(plan, "areas", "geometry") == [None]


@pytest.mark.parametrize(
    ("row", "says"),
    [(["-74.1", "4.6"], "swapped"), (["0", "0"], "Gulf of Guinea"), (["44.5", "17.2"], "outside")],
)
def test_a_place_elsewhere_is_told_and_taken(row: list[object], says: str, tmp_path: Path) -> None:
    from made_up_exports import mapped
    from ploughshare.exchange.areas import planning
    from ploughshare.record import template

    mapping = mapped(f"{BASE}{{geometry: {{form: decimal_degrees, latitude: A, longitude: B}}}}\n", tmp_path)
    table = layer(["1", "Suspected", "Open", *row], columns="ID|Class|Status|A|B")
    plan = planning.of_layer(table, mapping, template.package("co"), file="a.csv")
    assert [(warning.check, warning.row) for warning in plan.warnings] == [("import.elsewhere", 2)]
    assert says in plan.warnings[0].message
    assert plan.accepted == 1


SQUARE = Polygon([(17, 44), (17.001, 44), (17.001, 44.001), (17, 44.001)])
BOW_TIE = Polygon([(17, 44), (17.001, 44.001), (17.001, 44), (17, 44.001)])


def drawn(shape: object, folder: Path, crs: str | None = "EPSG:4326", head: str = ""):
    table = layer(["1", "Suspected", "Open"], columns="ID|Class|Status", shapes=[shape], crs=crs)
    return planned(table, f"{head}{BASE}feature\n", folder)


def test_the_shape_of_a_file_is_taken(tmp_path: Path) -> None:
    (row,) = [change.row for change in drawn(SQUARE, tmp_path).changes]
    assert row["geometry"]["coordinates"][0][1] == [17.001, 44.0]
    assert row["coordinates_as_entered"] is None


def test_a_shape_that_crosses_itself_is_kept_as_it_came(tmp_path: Path) -> None:
    assert cells(drawn(BOW_TIE, tmp_path), "areas", "geometry")[0]["coordinates"][0][1] == [17.001, 44.001]


def test_a_shape_that_no_record_can_hold_leaves_the_hazard_and_what_was_entered(tmp_path: Path) -> None:
    plan = drawn(Polygon([(17, 44), (17, 44), (17.1, 44), (17, 44)]), tmp_path)
    (row,) = [change.row for change in plan.changes]
    assert row["geometry"] is None
    assert row["coordinates_as_entered"].startswith("POLYGON ((17 44")
    assert [warning.check for warning in plan.warnings] == ["import.geometry"]


def test_a_shape_of_a_grid_keeps_what_was_drawn_beside_wgs_84(tmp_path: Path) -> None:
    grid = Polygon([(678000, 4929000), (678100, 4929000), (678100, 4929100), (678000, 4929100)])
    (row,) = [change.row for change in drawn(grid, tmp_path, "EPSG:32633").changes]
    assert row["coordinates_as_entered"].startswith("POLYGON ((678000 4929000")
    assert row["reference_system_as_entered"] == "EPSG:32633"
    assert area_m2(row["geometry"]) == pytest.approx(10_000, rel=1e-3)


def test_a_shift_that_is_known_roughly_is_told_and_kept_with_its_size(tmp_path: Path) -> None:
    local = (
        'GEOGCS["Old",DATUM["Old datum",SPHEROID["Bessel 1841",6377397.155,299.1528128]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    plan = drawn(SQUARE, tmp_path, local)
    (row,) = [change.row for change in plan.changes]
    assert row["precision_m"] >= 500
    assert "rough shift" in row["geometry_origin"]
    assert [warning.check for warning in plan.warnings] == ["import.ballpark-shift"]


def test_an_outline_keeps_its_corners_however_roughly_it_is_known(tmp_path: Path) -> None:
    from ploughshare.exchange.areas import applying

    plan = planned(
        layer(["1", "Suspected", "Open"], columns="ID|Class|Status", shapes=[SQUARE], crs="EPSG:4326"),
        f"{AREAS}      precision_m: '500'\n      geometry: feature\n",
        tmp_path,
    )
    applying.apply(plan, tmp_path / "xx")
    row = applying.read(tmp_path / "xx")[0].row("areas", "xx-1")
    assert row is not None
    assert row["geometry"]["coordinates"][0] == [[17, 44], [17.001, 44], [17.001, 44.001], [17, 44.001], [17, 44]]


POINTS = "read: {rows_of_points: {sheet: Points, of: Area, is: ID, order: No}}\n"
OUTLINE = "{form: decimal_degrees, latitude: Lat, longitude: Lon, shape: outline}"
CORNERS = [
    ["1", "3", "44.001", "17.001"],
    ["1", "1", "44", "17"],
    ["1", "2", "44", "17.001"],
    ["1", "4", "44.001", "17"],
]


def with_points(rows: list[list[object]], folder: Path, form: str = OUTLINE, columns: str = "Area|No|Lat|Lon"):
    sheet = layer(*rows, columns=columns)
    table = layer(["1", "Suspected", "Open", "44", "17"], columns="ID|Class|Status|Lat|Lon")
    points = Layer("Points", sheet.columns, sheet.rows)
    return planned(table, f"{POINTS}{BASE}{{geometry: {form}}}\n", folder, sheet=points)


def test_an_outline_of_rows_of_points_follows_their_numbers(tmp_path: Path) -> None:
    plan = with_points(CORNERS, tmp_path)
    (row,) = [change.row for change in plan.changes]
    assert row["geometry"]["coordinates"][0] == [[17, 44], [17.001, 44], [17.001, 44.001], [17, 44.001], [17, 44]]
    assert row["coordinates_as_entered"].startswith("44.001 17.001; 44 17")


@pytest.mark.parametrize(("read", "precision_m"), [(float, 69), (str, 69_000)])
def test_numbers_of_a_spreadsheet_have_lost_their_zeros_and_texts_have_not(
    read: type[float | str], precision_m: int, tmp_path: Path
) -> None:
    rows = [[area, number, read(latitude), read(longitude)] for area, number, latitude, longitude in CORNERS]
    (row,) = [change.row for change in with_points(rows, tmp_path).changes]
    assert row["precision_m"] == precision_m


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([*CORNERS[:3], ["1", "4", "", ""]], "row 5: the point has no coordinates"),
        ([*CORNERS[:3], ["1", "4", "x", "17"]], "row 5:"),
    ],
)
def test_a_corner_that_cannot_be_read_refuses_the_outline(rows: list[list[object]], says: str, tmp_path: Path) -> None:
    plan = with_points(rows, tmp_path)
    assert [each[2] for each in refusals(plan)] == ["import.coordinates"]
    assert says in plan.refused[0].message


def test_a_point_of_no_record_is_refused_and_not_lost(tmp_path: Path) -> None:
    plan = with_points([*CORNERS, ["9", "1", "44", "17"]], tmp_path)
    assert [(finding.row, finding.column) for finding in plan.refused] == [(6, "Area")]
    assert plan.accepted == 1


def test_an_outline_on_the_sheet_itself(tmp_path: Path) -> None:
    rows = [["1", "Suspected", "Open", *corner[1:]] for corner in CORNERS]
    head = "read: {rows_of_points: {of: ID, order: No}}\n"
    plan = planned(
        layer(*rows, columns="ID|Class|Status|No|Lat|Lon"), f"{head}{BASE}{{geometry: {OUTLINE}}}\n", tmp_path
    )
    assert (plan.rows_read, plan.accepted, len(plan.changes)) == (4, 4, 1)
    assert area_m2(plan.changes[0].row["geometry"]) == pytest.approx(8_900, rel=0.02)


def test_turning_points_by_bearing_and_distance(tmp_path: Path) -> None:
    form = (
        "{form: decimal_degrees, latitude: Lat, longitude: Lon, shape: turning_points, bearing: Bearing,"
        " distance: Distance, north: magnetic, declination: 5}"
    )
    legs = [["1", "TP2", "85", "100"], ["1", "TP1", "355", "100"], ["1", "TP3", "175", "100"]]
    plan = with_points(legs, tmp_path, form, "Area|No|Bearing|Distance")
    (row,) = [change.row for change in plan.changes]
    assert area_m2(row["geometry"]) == pytest.approx(10_000, rel=1e-3)
    assert "TP1: 355 / 100 m; TP2: 85 / 100 m" in row["coordinates_as_entered"]


def test_the_id_of_a_row_without_one_is_its_shape(tmp_path: Path) -> None:
    text = BASE.replace("columns: [ID]", 'columns: ["@geometry"], repeated: number') + "feature\n"
    shapes = [Point(17, 44), None, Point(17, 44), Point(17.00000001, 44)]
    rows = [["", "Suspected", "Open"]] * 4
    plan = planned(layer(*rows, columns="ID|Class|Status", shapes=shapes, crs="EPSG:4326"), text, tmp_path)
    ids = [change.id for change in plan.changes]
    assert len(set(ids)) == 4
    assert ids[1] == "xx-not-located-n1"
    assert {id.rpartition("-n")[0] for id in (ids[0], ids[2], ids[3])} == {ids[0].rpartition("-n")[0]}
