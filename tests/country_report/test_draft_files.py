"""`ploughshare import report`: all the files of a report or a book, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up_report import report
from ploughshare.cli import main
from ploughshare.exchange.country_report import files
from ploughshare.record import reader


def _import(path: Path, out: Path, *more: str) -> int:
    return main(["import", "report", str(path), "--out", str(out), *more])


def _content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_becomes_a_draft_its_text_and_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "report.txt", tmp_path / "out"
    path.write_text(report(), encoding="utf-8")
    assert _import(path, out) == 0
    printed = capsys.readouterr().out
    assert "Tajikistan (tj), edition 2025" in printed
    assert "3 notes" in printed
    assert "in doubt" in printed
    draft = files.read(out)
    assert (out / "source.txt").read_bytes().decode() == draft.text
    reading = reader.read(out / "package")
    assert reading.findings == ()
    assert len(reading.package.rows("sources")) == 4
    first = _content(out)
    assert _import(path, out) == 0
    assert _content(out) == first, "the same file, the same bytes"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_book_becomes_one_folder_a_country(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "book.txt", tmp_path / "out"
    path.write_text("".join(report(name=name) for name in ("Tajikistan", "Chad", "Angola")), encoding="utf-8")
    assert _import(path, out) == 0
    assert sorted(each.name for each in out.iterdir()) == ["ao", "td", "tj"]
    assert files.read(out / "td").name == "Chad"
    assert capsys.readouterr().out.count("wrote ") == 3


def test_a_report_that_has_less_than_before_leaves_nothing_behind(tmp_path: Path) -> None:
    path, out = tmp_path / "report.txt", tmp_path / "out"
    path.write_text(report(), encoding="utf-8")
    assert _import(path, out) == 0
    assert (out / "package" / "private" / "recommendations.csv").is_file()
    path.write_text(report(recommendations=()), encoding="utf-8")
    assert _import(path, out) == 0
    assert not (out / "package" / "private" / "recommendations.csv").exists()
    assert (out / "draft.json").is_file()


@pytest.mark.parametrize("content", ["", "x" * 200_000, "%PDF-1.4\nbroken", "A letter about something else.\n" * 30])
def test_what_is_no_report_writes_nothing(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "report", tmp_path / "out"
    path.write_text(content, encoding="utf-8")
    assert _import(path, out) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [path]


def test_a_book_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    path, out = tmp_path / "book.txt", tmp_path / "out"
    path.write_text(report(name="Chad") + report(name="Angola"), encoding="utf-8")
    assert _import(path, out) == 0
    before = _content(out)
    path.write_text(
        report(name="Chad", cleared="0.90") + "\n" + report(name="Angola") + "x" * 200_000, encoding="utf-8"
    )
    assert _import(path, out) == 2
    assert _content(out) == before


def test_beside_the_record_that_was_made_of_it_nothing_is_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "report.txt", tmp_path / "out"
    path.write_text(report(), encoding="utf-8")
    _import(path, out)
    capsys.readouterr()
    assert _import(path, tmp_path / "again", "--record", str(out / "package")) == 0
    assert "beside the record        nothing new" in capsys.readouterr().out
