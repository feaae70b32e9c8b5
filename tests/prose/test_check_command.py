"""`ploughshare check` on a small record in a folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ploughshare.cli import main
from ploughshare.record import writer
from ploughshare.web import boot
from small_record import record

SOUND = "The South reported [more than 600]{claim=removed-army} mines.[@times]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small record in a folder, with a narrative that one may replace."""
    writer.write(replace(record(), narrative=SOUND), tmp_path / "kp", with_restricted=True)
    return tmp_path / "kp"


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_findings_are_printed_like_a_compiler_s(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "report.md").write_text("It is so.[@times]\n\nThey laid 700 mines.[@times]\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    lines = printed(capsys)
    at = lines.index(f"{folder}/report.md:3: error[prose.untied] nothing ties “700 mines” to the record")
    assert lines[at + 1].startswith("    -> Tie it")


def test_each_room_s_checks_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "report.md").write_text("It is so.\n", encoding="utf-8")
    with (folder / "claims.csv").open("a", encoding="utf-8") as claims:
        claims.write("broken,found\n")
    main(["check", str(folder), "--json"])
    rooms = {finding["check"].split(".")[0] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert rooms >= {"record", "evidence", "prose"}


BROKEN = [
    ("record.yaml", b"title: [a\n"),
    ("record.yaml", b"country: kp\nname: a\ntitle: b\nformat: 1\nreporting_year: 2024\nas_of: 2025-11-31\n"),
    ("sources.yaml", b"references:\n - a\n- b\n"),
    ("claims.csv", b"\x00\xff\x00"),
]


@pytest.mark.parametrize("command", ["check", "report", "load", "fmt"])
@pytest.mark.parametrize(("file", "content"), BROKEN)
def test_of_a_file_that_cannot_be_read_only_that_is_said(
    command: str,
    file: str,
    content: bytes,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every tie and every claim hangs on it: hundreds of lines would hide the one to mend."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(boot, "ready", lambda: None)  # load refuses before it asks the database for anything
    (folder / file).write_bytes(content)
    for draft in [[], ["--draft"]] if command == "report" else [[]]:
        assert main([command, str(folder), *draft]) == (2 if command == "fmt" else 1)
        said = capsys.readouterr()
        faults = [line for line in (said.out + said.err).splitlines() if "error[" in line]
        assert faults
        assert all(file in line for line in faults)
    assert [path.name for path in tmp_path.iterdir()] == ["kp"]


def test_json_has_every_finding_and_the_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "report.md").write_text("It is so.\n", encoding="utf-8")
    assert main(["check", str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert sum(said["counts"].values()) == len(said["findings"])
    unbacked = [finding for finding in said["findings"] if finding["check"] == "prose.unbacked"]
    assert [(finding["file"], finding["row"], finding["level"]) for finding in unbacked] == [("report.md", 1, "error")]


def test_the_counts_end_what_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder)])
    lines = printed(capsys)
    errors = sum(": error[" in line for line in lines)
    assert lines[-1].startswith(f"{folder}: {errors} error")


def test_no_record_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "no record.yaml" in capsys.readouterr().err


def test_the_shipped_record_has_no_errors(kp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(kp_path)]) == 0
    assert printed(capsys)[-1].startswith(f"{kp_path}: 0 errors")
