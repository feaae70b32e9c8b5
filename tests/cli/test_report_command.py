"""`ploughshare report`: what it writes and where, what it refuses, and the exit codes that scripts use."""

import pytest

from ploughshare.cli.entry import main
from ploughshare.record import template

PUBLISHED = [
    "report.html",
    "report.docx",
    "report.pdf",
    "report.final.md",
    "figures.json",
    "sources.json",
    "sources.bib",
]


@pytest.fixture
def record(tmp_path, monkeypatch):
    """An empty record in the current folder."""
    monkeypatch.chdir(tmp_path)
    return template.new("LA", tmp_path / "la", name=None)


def test_an_empty_record_is_published_under_the_current_folder(record, tmp_path, capsys):
    assert main(["report", "la"]) == 0
    printed = capsys.readouterr()
    for name in [*PUBLISHED, "events.csv", "places.geojson"]:
        assert (tmp_path / "build" / "la" / name).exists()
        assert f"build/la/{name}" in printed.out
    assert "setting the pages" in printed.err
    page = (tmp_path / "build" / "la" / "report.html").read_text(encoding="utf-8")
    assert "There is no map" in page


def test_errors_refuse_and_say_where_and_what_to_do(record, tmp_path, capsys):
    (record / "report.md").write_text("# A\n\nThere are 600 mines.\n", encoding="utf-8")
    assert main(["report", "la", "--out", "elsewhere"]) == 1
    printed = capsys.readouterr()
    assert not (tmp_path / "elsewhere").exists()
    assert "la/report.md:3" in printed.err
    assert "    -> " in printed.err
    assert "--draft" in printed.err


def test_a_draft_goes_into_a_folder_of_its_own(record, tmp_path):
    (record / "report.md").write_text("# A\n\nThere are 600 mines.\n", encoding="utf-8")
    assert main(["report", "la", "--draft"]) == 0
    assert (tmp_path / "build" / "la" / "draft" / "report.pdf").exists()
    assert not (tmp_path / "build" / "la" / "report.pdf").exists()


def test_no_record_no_report(tmp_path, capsys):
    assert main(["report", str(tmp_path / "nothing")]) == 2
    assert "no record.yaml" in capsys.readouterr().err
