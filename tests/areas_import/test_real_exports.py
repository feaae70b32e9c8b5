"""Exports that nobody of the project made: Bosnian map sheets, Colombian clearance, events and victims; a workbook."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ploughshare.cli.entry import main
from ploughshare.exchange.areas import applying, mapping_file, planning
from ploughshare.exchange.areas.model import Kind, Plan
from ploughshare.geo.measure import area_m2
from ploughshare.record import template
from ploughshare.record.package import Package


def planned(file: Path, mapping: str, package: Package, **options) -> Plan:
    return planning.plan(file, Path(mapping), package, **options)


@pytest.mark.parametrize(
    ("file", "table", "rows", "located"),
    [
        ("suspect_areas", "areas", 5295, 3796),
        ("cleared_areas", "releases", 3496, 3447),
        ("incidents", "accidents", 630, 630),
        ("lifted_minefields", "activities", 602, 602),
    ],
)
def test_bosnian_sheets(file: str, table: str, rows: int, located: int, shared: Path) -> None:
    name = f"bosnia-{file.replace('_', '-')}"
    plan = planned(shared / "data/bosnia" / f"{file}.geojson", name, template.package("ba"), dated="2021-01-01")
    assert (plan.rows_read, plan.accepted, plan.refused, plan.unresolved) == (rows, rows, (), ())
    made = [change.row for change in plan.changes]
    assert {change.table for change in plan.changes} == {table}
    assert sum(row["geometry"] is not None for row in made) == located
    assert len({row["id"] for row in made}) == rows


def test_bosnian_sheets_release_nothing_by_themselves(shared: Path) -> None:
    file = shared / "data/bosnia/cleared_areas.geojson"
    plan = planned(file, "bosnia-cleared-areas", template.package("ba"), dated="2021-01-01")
    assert {(c.row["acceptance"], c.row["released"], c.row["accepted"]) for c in plan.changes} == {
        ("not_known", None, None)
    }


def test_colombian_clearance(shared: Path) -> None:
    plan = planned(shared / "data/colombia_clearance.csv", "colombia-clearance", template.package("co"))
    assert (plan.rows_read, plan.accepted, plan.refused) == (3129, 2160, ())
    assert Counter(change.table for change in plan.changes) == {"activities": 2160, "releases": 857, "devices": 781}
    releases = [change.row for change in plan.changes if change.table == "releases"]
    assert sum(row["area_m2"] for row in releases) == Decimal(6_008_612)
    spot = {c.row["activity"] for c in plan.changes if c.table == "devices"} - {row["activity"] for row in releases}
    assert len(spot) == 159


def test_the_events_of_a_year(shared: Path) -> None:
    file = shared / "data/colombia_events/2010.geojson"
    plan = planned(file, "colombia-events", template.package("co"), dated="2020-01-01")
    assert (plan.rows_read, plan.accepted, sum(plan.ignored.values())) == (2579, 2545, 34)
    assert Counter(c.table for c in plan.changes) == {"activities": 2038, "accidents": 391, "areas": 116}


@pytest.mark.slow
def test_a_register_that_grew_and_was_revised(shared: Path, tmp_path: Path) -> None:
    first = planned(
        shared / "data/colombia_victims_2017.csv", "colombia-victims", template.package("co"), dated="2017-07-31"
    )
    assert (first.rows_read, first.accepted) == (11_498, 11_498)
    assert {change.row["date"][:2] for change in first.changes} == {"19", "20"}
    applying.apply(first, tmp_path / "co")
    assert not (tmp_path / "co" / "victims.csv").exists()
    package, state = applying.read(tmp_path / "co")
    later = planned(
        shared / "data/colombia_victims_2022.csv", "colombia-victims", package, dated="2022-01-01", state=state
    )
    assert later.counts() == {"victims": {"new": 764, "changed": 11_298, "missing": 200}}
    columns = Counter(cell.column for change in later.of(Kind.CHANGED) for cell in change.cells)
    assert columns == {"activity": 11_298, "note": 11, "age_band": 18, "sex": 7, "outcome": 1}
    applying.apply(later, tmp_path / "co")
    package, state = applying.read(tmp_path / "co")
    again = planned(shared / "data/colombia_victims_2022.csv", "colombia-victims", package, dated="2022-01-01")
    assert again.counts() == {"victims": {"unchanged": 12_062, "missing": 200}}
    places = [row for row in package.rows("places") if row["geometry"]]
    assert len(places) > 500
    assert {row["precision_m"] for row in places} == {Decimal(20_000)}


HAZARDS = [
    ["Hazard ID", "Hazard name", "Type", "Devices", "Status", "Date identified", "Direct evidence", "Area (ha)"],
    ["H-1", "River bank", "SHA", "AP mine, UXO", "Open", "03/2019", "", "1.2"],
    ["H-2", "Old barracks", "CHA", "AT mine", "Active", "14/05/2020", "Detonation; Accident", "0.5"],
    ["H-3", "Ridge", "CHA", "unknown", "Open", "2018", "", "n/a"],
]
PLACES = [
    ["Province", "Settlement", "Organisation", "Data entry date"],
    *[["North", "Lower ford", "national-centre", ""]] * 3,
]
CORNERS = [
    ["Hazard ID", "Polygon", "Point No", "Latitude", "Longitude"],
    ["H-1", "1", 1, "44°30'00.0\"N", "17°15'00.0\"E"],
    ["H-1", "1", 2, "44°30'00.0\"N", "17°15'05.0\"E"],
    ["H-1", "1", 3, "44°30'03.0\"N", "17°15'05.0\"E"],
    ["H-2", "1", 2, "44°31'00.0\"N", "17°15'05.0\"E"],
    ["H-2", "1", 1, "44°31'00.0\"N", "17°15'00.0\"E"],
    ["H-2", "1", 3, "44°31'03.0\"N", "17°15'05.0\"E"],
]


def workbook(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Hazards"
    for row, rest in zip(HAZARDS, PLACES, strict=True):
        sheet.append([*row, *rest])
    points = book.create_sheet("Points")
    for row in CORNERS:
        points.append(row)
    book.save(path)
    return path


def test_the_example_of_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = mapping_file.shipped()["example-workbook"]
    book = workbook(tmp_path / "hazards.xlsx")
    arguments = ["import", "areas", str(book), "--mapping", str(mapping), "--into", str(tmp_path / "xx")]
    assert main([*arguments, "--new", "--dated", "2024-05-01"]) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert not (tmp_path / "xx").exists()
    assert main([*arguments, "--new", "--dated", "2024-05-01", "--apply"]) == 0
    package, _ = applying.read(tmp_path / "xx")
    first, second, third = package.rows("areas")
    assert first["hazard_types"] == ("ap_mines", "other_eo")
    assert (first["identified"], first["area_m2"]) == ("2019-03", Decimal(12_000))
    assert area_m2(first["geometry"]) == pytest.approx(area_m2(second["geometry"]), rel=1e-3)
    assert second["direct_evidence"] == ("detonation", "accident_location_known")
    assert (third["geometry"], third["area_m2"], third["hazard_types"]) == (None, None, ())
    assert "44°30'00.0\"N 17°15'00.0\"E" in first["coordinates_as_entered"]
    assert package.row("places", "xx-north-lower-ford")["parent"] == "xx-north"
    capsys.readouterr()
    assert main([*arguments, "--dated", "2024-05-01"]) == 0
    assert "areas                     0          0          3" in capsys.readouterr().out


def test_what_is_refused_ends_the_command_with_1_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = mapping_file.shipped()["example-workbook"]
    HAZARDS[1][2] = "Maybe"
    try:
        book = workbook(tmp_path / "hazards.xlsx")
    finally:
        HAZARDS[1][2] = "SHA"
    arguments = ["import", "areas", str(book), "--mapping", str(mapping), "--into", str(tmp_path / "xx"), "--new"]
    assert main([*arguments, "--dated", "2024-05-01"]) == 1
    printed = capsys.readouterr().out
    assert "row 2, column Type: “Maybe” has no meaning for area_class" in printed
    assert main([*arguments, "--dated", "2024-05-01", "--apply"]) == 2
    assert "1 row(s) are refused" in capsys.readouterr().err
    assert not (tmp_path / "xx").exists()
    assert main([*arguments, "--dated", "2024-05-01", "--apply", "--leave-out"]) == 1
    assert len(applying.read(tmp_path / "xx")[0].rows("areas")) == 2


@pytest.mark.parametrize("missing", [["--mapping", "m.yaml"], ["--into", "xx"]])
def test_what_an_import_needs_is_said(missing: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["import", "areas", "a.csv", *missing])
    assert stop.value.code == 2
    assert "needs --" in capsys.readouterr().err
