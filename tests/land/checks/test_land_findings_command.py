"""`ploughshare land findings`, `mend` and `completeness` on packages that lie on disk."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ploughshare.cli import entry
from ploughshare.findings import Level
from ploughshare.land import checks
from ploughshare.land.checking.completeness import completeness
from ploughshare.record import reader, writer
from ploughshare.record.package import Package
from small_packages import package

SQUARE = {"type": "Polygon", "coordinates": [[[17, 44], [17.01, 44], [17.01, 44.01], [17, 44.01], [17, 44]]]}
BOW = {"type": "Polygon", "coordinates": [[[17.02, 44], [17.03, 44.01], [17.03, 44], [17.02, 44.01], [17.02, 44]]]}


def programme(**tables: Any) -> Package:
    organisations = [{"id": "nmac", "roles": ("authority",)}, {"id": "op", "roles": ("operator",)}]
    return package(meta={"country": "ba"}, organisations=organisations, **tables)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    areas = [
        {"id": "open", "geometry": SQUARE, "area_m2": "89.1", "location_tier": "public", "organisation": "op"},
        {"id": "crossed", "geometry": BOW, "organisation": "op", "identified": "2020-03"},
        {"id": "secret", "geometry": SQUARE, "tier": "restricted"},
    ]
    writer.write(programme(areas=areas), tmp_path / "ba", with_restricted=True)
    return tmp_path / "ba"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = entry.main(["land", *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_keeper_sees_the_proposals_and_the_public_no_hidden_outline(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, keeper, _ = run(capsys, "findings", str(folder), "--audience", "restricted")
    assert code == 0
    assert re.search(r"areas.geojson:\d+:area_m2: warning\[land.unit-slip\]", keeper)
    assert "proposed [open." in keeper
    assert "land.outline-crosses" in keeper
    _, public, _ = run(capsys, "findings", str(folder))
    assert "land.unit-slip" in public
    assert "land.outline-crosses" not in public  # where it lies is restricted unless somebody opens it
    assert "secret" not in public


def test_json_holds_the_records_and_the_repair(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, printed, _ = run(capsys, "findings", str(folder), "--audience", "restricted", "--json")
    found = {one["check"]: one for one in json.loads(printed)["findings"]}
    assert found["land.unit-slip"]["records"] == ["areas/open"]
    assert found["land.unit-slip"]["repair"]["after"] == "891000"


def test_the_page_draws_each_finding_and_no_more_than_its_audience_may_see(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for audience in ("public", "restricted"):
        run(capsys, "findings", str(folder), "--audience", audience, "--out", str(tmp_path / audience))
    keeper = (tmp_path / "restricted" / "findings.html").read_text(encoding="utf-8")
    public = (tmp_path / "public" / "findings.html").read_text(encoding="utf-8")
    assert keeper.count("<svg") > public.count("<svg") > 0
    assert "<script" not in keeper
    assert "http:" not in keeper.replace("http://www.w3.org/2000/svg", "")
    assert "crossed" in keeper
    assert "secret" not in public
    assert json.loads((tmp_path / "restricted" / "findings.json").read_text(encoding="utf-8"))["findings"]


def test_mending_writes_the_row_and_its_story(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, printed, _ = run(capsys, "findings", str(folder), "--audience", "restricted")
    ids = re.findall(r"proposed \[([^\]]+)\]", printed)
    assert ids
    wanted = [id for id in ids if id.startswith(("open.", "crossed."))]
    code, said, _ = run(capsys, "mend", str(folder), "--accept", *wanted, "--by", "nmac", "--why", "the form says so")
    assert code == 0
    assert said.count("mended areas/") == len(wanted)
    record = reader.read(folder)
    assert not record.findings
    row = record.package.row("areas", "open")
    assert row is not None
    assert str(row["area_m2"]) == "891000"
    assert row["note"].endswith("accepted by nmac: the form says so)")
    assert record.package.row("areas", "secret") is not None  # restricted rows stay where they are
    code, _, refused = run(capsys, "mend", str(folder), "--accept", *wanted, "--by", "nmac", "--why", "again")
    assert code == 2
    assert "Not proposed, and nothing was changed" in refused


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, printed, _ = run(capsys, "findings", str(folder), "--audience", "restricted")
    wanted = re.findall(r"proposed \[([^\]]+)\]", printed)[0]
    write = writer.write

    def late(*what: Any, **how: Any) -> None:
        (folder / "areas.geojson").write_bytes((folder / "areas.geojson").read_bytes() + b"\n")
        write(*what, **how)

    monkeypatch.setattr(writer, "write", late)
    code, _, refused = run(capsys, "mend", str(folder), "--accept", wanted, "--by", "nmac", "--why", "so")
    assert code == 2
    assert "meanwhile" in refused
    assert (folder / "areas.geojson").read_bytes().endswith(b"\n\n")


def test_a_record_that_cannot_be_read_whole_is_not_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / "areas.geojson").read_text(encoding="utf-8")
    (folder / "areas.geojson").write_text(text.replace('"area_m2": 89.1', '"area_m2": "many"'), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, _, refused = run(capsys, "mend", str(folder), "--accept", "x", "--by", "nmac", "--why", "so")
    assert code == 2
    assert "record.number" in refused
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    _, printed, _ = run(capsys, "findings", str(folder), "--audience", "restricted")
    assert "record.number" in printed


def test_completeness_counts_by_organisation_and_month(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record = programme(
        activities=[
            {"id": "t", "organisation": "op", "ended": "2020-05-03", "started": "2020"},
            {"id": "u", "organisation": "op", "ended": "2020-05-20"},
            {"id": "v", "ended": "2020-06"},
        ],
        devices=[{"activity": "t", "date": "2020-05-02", "quantity": 1}],
    )
    lines = {(line.table, line.organisation, line.month): line for line in completeness(record)}
    may = lines["activities", "op", "2020-05"]
    assert (may.rows, may.complete, dict(may.lacking)["start"]) == (2, 0, 1)
    assert dict(lines["activities", None, "2020-06"].lacking)["organisation"] == 1
    assert dict(lines["devices", "op", "2020-05"].lacking).keys() == {"model", "depth", "condition", "way of disposal"}
    writer.write(record, tmp_path / "ba")
    code, printed, _ = run(capsys, "completeness", str(tmp_path / "ba"))
    assert code == 0
    assert re.search(r"activities +op +2020-05 +2 +0 %", printed)
    assert json.loads(run(capsys, "completeness", str(tmp_path / "ba"), "--json")[1])[0]["table"] == "activities"


def test_demoland_has_its_faults_and_may_be_published_all_the_same(root: Path) -> None:
    cases = checks.cases(reader.read(root / "records" / "demoland").package)
    of_row = {(case.finding.check.removeprefix("land."), case.records[0][1]) for case in cases}
    assert of_row >= {
        ("outline-crosses", "a06-crossed"),
        ("outline-crosses", "r07-crossed"),
        ("unit-slip", "a18-units"),
        ("unit-slip", "r18-units"),
        ("sliver", "a05-sliver"),
        ("hazard-on-released", "a09-missed"),
        ("datum-guessed", "r08-ballpark"),
        ("types-not-covered", "r10-ap-only"),
        ("not-deep-enough", "r12-shallow"),
        ("releases-overlap", "r15-second"),
        ("release-outside-hazards", "r16-over-the-edge"),
        ("same-land", "r17-again"),
        ("hazards-overlap", "a19-west"),
        ("no-location", "a20-unlocated"),
        ("end-does-not-count", "a30-undecided"),
        ("closed-without-release", "a33-closed"),
        ("release-without-types", "r34-no-types"),
    }
    assert not [case.finding for case in cases if case.finding.level is Level.ERROR]


@pytest.mark.slow
def test_the_bosnian_sheets(shared: Path) -> None:
    """Outlines that cross themselves, suspected areas over one another, areas without any location."""

    def features(name: str) -> list[Any]:
        return json.loads((shared / "data" / "bosnia" / name).read_text(encoding="utf-8"))["features"]

    suspected = [{"geometry": one["geometry"], "area_class": "sha"} for one in features("suspect_areas.geojson")]
    cleared = [{"geometry": one["geometry"], "acceptance": "not_known"} for one in features("cleared_areas.geojson")]
    record = programme(areas=suspected, releases=cleared)
    cases = checks.cases(record)
    counts = Counter(case.finding.check for case in cases)
    told = {case.finding.check: case for case in cases}
    assert len(told["land.undated-area"].records) == len(suspected) == 5295
    # Suspected areas without a place are many and told once; of the cleared ones each is told.
    assert counts["land.no-location"] == 1 + sum(one["geometry"] is None for one in cleared)
    assert counts["land.outline-crosses"] > 400
    assert counts["land.hazards-overlap"] > 200
    assert counts["land.outside-country"] == 0
