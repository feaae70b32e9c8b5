"""``ploughshare export areas`` writes whole files or none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ploughshare.cli.entry import main


def test_it_writes_what_it_says(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = str(root / "records" / "demoland")
    assert main(["export", "areas", record, "--to", str(tmp_path / "land.csv"), "--table", "areas"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["land.csv"]
    assert "areas 55" in capsys.readouterr().out
    assert main(["export", "areas", record, "--to", str(tmp_path / "finds.geojson"), "--table", "finds"]) == 0
    assert (tmp_path / "finds.geojson").read_bytes().startswith(b'{"type": "FeatureCollection"')


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "land.docx"], "ending"),
        (["--to", "land.csv", "--table", "victims"], "victims"),
        (["--to", "land.csv", "--on", "tomorrow"], "tomorrow"),
    ],
)
def test_what_it_cannot_do_it_says_and_writes_nothing(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", "areas", str(root / "records" / "demoland"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    assert main(["export", "areas", str(tmp_path), "--to", str(tmp_path / "land.gpkg")]) == 2


@pytest.mark.parametrize("name", ["areas.geojson", "private/accidents.geojson"])
def test_no_export_takes_the_place_of_the_record(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    record = tmp_path / "xd"
    shutil.copytree(root / "records" / "demoland", record)
    before = (record / name).read_bytes()
    table = Path(name).stem
    options = ["--to", str(record / name), "--table", table, "--audience", "restricted"]
    assert main(["export", "areas", str(record), *options]) == 2
    assert name in capsys.readouterr().err
    assert (record / name).read_bytes() == before


def test_a_folder_of_that_name_is_told_and_the_next_export_is_written(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = str(root / "records" / "demoland")
    (tmp_path / "land.csv").mkdir()
    assert main(["export", "areas", record, "--to", str(tmp_path / "land.csv"), "--table", "finds"]) == 2
    assert f"{tmp_path / 'land.csv'}: Is a directory" in capsys.readouterr().err
    assert main(["export", "areas", record, "--to", str(tmp_path / "other.csv"), "--table", "finds"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["land.csv", "other.csv"]
