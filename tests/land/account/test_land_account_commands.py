"""``ploughshare land state|account|reconcile`` on a small record in a folder."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from land_words import land
from ploughshare.cli import entry
from ploughshare.record import writer
from ploughshare.record.package import Package


def written(record: Package, folder: Path) -> str:
    """The record in a folder that holds its restricted rows and locations too."""
    writer.write(record, folder, with_restricted=True)
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    areas = "a: 0-4 AP 2015-03-02 in north source centre; b: 3-6 AV 2016-03-02 in south; c: nowhere AP 2016 stated 1"
    releases = (
        "r: 0-2 AP 2018-05-01 accepted 2018-06-01 by op of a source register number 1; "
        "s: 0-2 AP 2018-05-01 accepted 2018-06-01 pending by op of a source export number 1 stated 3"
    )
    return written(land(areas, releases), tmp_path / "record")


def out(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert entry.main(["land", *arguments]) == code
    return capsys.readouterr().out


def test_the_account_says_what_adds_up_and_why_it_differs(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "account", folder, "--year", "2018")
    assert "It adds up" in printed
    lines = {line.split("  ")[0]: line.split()[-2:] for line in printed.splitlines() if "  " in line}
    assert lines["- cleared"] == ["20,000", "20,000"]
    assert lines[["", "hazardous at the closing"][0]] is not None
    assert "not judged by the authority yet" in printed
    assert "10,000 m² have no outline" in printed


def test_a_line_opens_to_its_records(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "account", folder, "--year", "2018", "--open", "cleared")
    assert "releases/r" in printed
    assert "releases/s" not in printed
    printed = out(capsys, "account", folder, "--year", "2018", "--open", "reported_cleared", "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(printed))}
    assert float(rows["s"]["stated_m2"]) == 30_000
    assert float(rows["s"]["measured_m2"]) == 0
    assert "not judged" in rows["s"]["why"]


def test_json_and_csv_hold_the_same_numbers(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(out(capsys, "account", folder, "--year", "2018", "--format", "json"))
    rows = csv.DictReader(io.StringIO(out(capsys, "account", folder, "--year", "2018", "--format", "csv")))
    of_csv = {row["line"]: float(row["measured_m2"]) for row in rows}
    assert content["balances"]
    assert of_csv == {line["line"]: line["measured_m2"] for line in (*content["lines"], *content["reported"])}


@pytest.mark.slow
def test_regions_come_to_the_same_totals(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (("account", "--year", "2018"), ("account", "--by", "place"), ("state", "--on", "2018")):
        whole = out(capsys, command[0], folder, *command[1:], "--format", "json")
        assert out(capsys, command[0], folder, *command[1:], "--format", "json", "--cluster", "local") == whole


@pytest.mark.parametrize("by", ["year", "place", "organisation", "hazard_type"])
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_account_side_by_side(folder: str, by: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "account", folder, "--by", by, "--format", form)
    if form == "text":
        assert "together" in printed
    elif form == "json":
        assert json.loads(printed)["by"] == by
    else:
        assert {row["part"] for row in csv.DictReader(io.StringIO(printed))} >= {"whole"}


def test_the_state_of_land_and_of_an_area(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "state", folder, "--on", "2018")
    assert "partly released" in printed
    assert "all hazards" in printed
    content = json.loads(out(capsys, "state", folder, "--on", "2018", "--area", "a", "--format", "json"))
    [area] = content["areas"]
    assert area["status"] == "partly_released"
    assert area["remaining_m2"] == pytest.approx(20_000, abs=10)
    assert area["released_m2"]["cleared"] == pytest.approx(20_000, abs=10)
    assert area["last_event"] == {"day": "2018-06-01", "what": "cleared", "table": "releases", "id": "r"}
    rows = list(csv.DictReader(io.StringIO(out(capsys, "state", folder, "--on", "2018", "--format", "csv"))))
    assert {row["area"]: row["unlocated"] for row in rows} == {"a": "", "b": "", "c": "no_outline"}


def test_what_others_see_has_areas_by_their_stated_size(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    keepers = json.loads(out(capsys, "account", folder, "--format", "json"))
    public = json.loads(out(capsys, "account", folder, "--audience", "public", "--format", "json"))
    closing = {name: made["lines"][-1] for name, made in (("keepers", keepers), ("public", public))}
    assert closing["keepers"]["unlocated_m2"] == 10_000
    assert closing["public"]["unlocated_m2"] == 80_000
    assert public["balances"]


def test_two_sources_side_by_side(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "reconcile", folder, "register", "export", "--year", "2018")
    assert "another area stated" in printed
    assert "r/s" in printed
    content = json.loads(out(capsys, "reconcile", folder, "register", "export", "--format", "json"))
    assert content["explained"]
    rows = list(csv.DictReader(io.StringIO(out(capsys, "reconcile", folder, "register", "export", "--format", "csv"))))
    assert ("cleared", "area_differs", "-10000.0") in {(row["figure"], row["difference"], row["m2"]) for row in rows}
    assert "Neither has" in out(capsys, "reconcile", folder, "register", "export", "--year", "1999")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["state", "--on", "2018-13"], "no month 13"),
        (["state", "--on", "2018", "--area", "z"], "no hazardous area “z”"),
        (["account", "--group", "mines"], "no group of land “mines”"),
        (["account", "--place", "nowhere"], "no place “nowhere”"),
        (["account", "--organisation", "nobody"], "no organisation “nobody”"),
        (["account", "--year", "12"], "12 is no year"),
        (["account", "--open", "cleaned"], "no line “cleaned”"),
        (["account", "--by", "month"], "not split by “month”"),
        (["account", "--by", "place", "--organisation", "op"], "Leave out --organisation"),
        (["account", "--known-on", "yesterday"], "is not a date"),
        (["reconcile", "a-source", "another"], "neither a source nor an organisation “a-source”"),
    ],
)
def test_what_cannot_be_answered_is_said(
    folder: str, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.main(["land", arguments[0], folder, *arguments[1:]]) == 2
    assert says in capsys.readouterr().err


def test_a_record_without_a_programme_has_an_empty_account(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "account", written(land("-"), tmp_path / "record"))
    assert "It adds up" in printed
