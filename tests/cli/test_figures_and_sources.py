"""`ploughshare figures` and `ploughshare sources` on a small record in a folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ploughshare.cli import main
from ploughshare.findings import has_errors
from ploughshare.record import reader, template, writer
from small_packages import package, said

SAMPLE = Path(__file__).parents[1] / "exchange" / "zotero.json"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A sound record with two figures, one of which has rivals, and a source of each tier."""
    folder = template.new("KP", tmp_path / "kp", name=None)
    empty = reader.read(folder).package
    made = package(
        organisations=[
            {"id": "army", "short_name": "The Army", "country": "kp", "roles": ("armed_force",)},
            *empty.rows("organisations"),
        ],
        sources=[
            {"id": "mail", "kind": "email", "title": "secret subject", "consent": "not_citable"},
            {"id": "post", "title": "Recount"},
            {"id": "times", "title": "Mines found", "container_title": "The Times", "issued": "2024-05-01"},
        ],
        figures=[
            {"id": "disputed", "title": "Mines that were found", "period": "2024"},
            {"id": "settled", "title": "Mines that were removed", "period": "2023"},
        ],
        claims=[
            {"id": "a", "figure": "disputed", "best": 158, "unit": "mines", "reporter": "army"},
            {"id": "b", "figure": "disputed", "best": 185, "unit": "mines"},
            {"id": "c", "figure": "settled", "best": 12, "unit": "mines", "tier": "restricted"},
            {"id": "d", "figure": "settled", "state": "not_reported", "reporter": "army"},
        ],
        citations=[
            said("a", "times", root="army"),
            said("b", "post"),
            {**said("c", "mail"), "tier": "restricted"},
            said("d", "times", root="army"),
        ],
    )
    writer.write(replace(empty, tables=made.tables), folder, with_restricted=True)
    assert not has_errors(reader.read(folder).findings)
    return folder


def test_figures_are_listed_with_what_is_shown(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(record)]) == 0
    assert capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "disputed: Mines that were found",
        "  shown   nothing",
        "  rule    rivals nobody ranked: 158 mines (a); 185 mines (b)",
        "  rival   a  158 mines  reported by The Army  root army (stated)",
        "  rival   b  185 mines  root unknown",
        "",
        "settled: Mines that were removed",
        "  shown   12 mines",
        "  rule    the only claim: the only claim; not reported by The Army",
        "  voices  0 independent",
        "  claim * c  12 mines  root unknown",
        "  silent  d  not reported  reported by The Army  root army (stated)",
    ]


def test_figures_as_the_public_sees_them(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(record), "settled", "--audience", "public", "--json"]) == 0
    (figure,) = json.loads(capsys.readouterr().out)
    assert (figure["id"], figure["shown"]["words"]) == ("settled", "not reported")
    assert [claim["id"] for claim in figure["claims"]] == ["d"]


def test_unsettled_figures_make_a_script_stop(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(record), "--unsettled"]) == 1
    assert capsys.readouterr().out.startswith("disputed:")
    assert main(["figures", str(record), "settled", "--unsettled"]) == 0
    assert capsys.readouterr().out == "Every figure has something to show.\n"


def test_a_figure_that_is_not_there(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(record), "setled"]) == 2
    assert "settled" in capsys.readouterr().err


def test_sources_are_listed(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(record)]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "times  Mines found, The Times, 2024-05-01  [seen, cited 2, public]" in listed
    assert listed[-1] == "3 sources, 3 of them seen."


def test_sources_come_in_and_nothing_else_changes(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in record.rglob("*") if path.is_file()}
    assert main(["sources", str(record), "--import", str(SAMPLE), "--dry-run"]) == 1
    assert "3 would be added, 1 there already, 2 refused." in capsys.readouterr().out
    assert {path: path.read_bytes() for path in record.rglob("*") if path.is_file()} == before

    assert main(["sources", str(record), "--import", str(SAMPLE)]) == 1
    changed = [path.name for path in record.rglob("*") if path.is_file() and before.get(path) != path.read_bytes()]
    assert changed == ["sources.yaml"]
    reading = reader.read(record)
    assert not has_errors(reading.findings)
    ids = [row["id"] for row in reading.package.rows("sources")]
    assert ids == ["mail", "ministry2021", "nunez-2024-minefields", "post", "third", "times"]


def test_a_record_with_faults_is_not_written_to(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = record / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("seen: yes", "seen: perhaps", 1), encoding="utf-8")
    broken = path.read_bytes()
    assert main(["sources", str(record), "--import", str(SAMPLE)]) == 2
    assert "sources.yaml" in capsys.readouterr().err
    assert path.read_bytes() == broken


@pytest.mark.parametrize("name", ["out/sources.json", "sources.bib"])
def test_sources_go_out_as_the_public_may_see_them(record: Path, tmp_path: Path, name: str) -> None:
    assert main(["sources", str(record), "--export", str(tmp_path / name)]) == 0
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert "Mines found" in text
    assert "secret" not in text
    assert main(["sources", str(record), "--export", str(tmp_path / name), "--audience", "restricted"]) == 0
    assert "secret subject" in (tmp_path / name).read_text(encoding="utf-8")


def test_an_export_of_another_kind_is_refused(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(record), "--export", "sources.xls"]) == 2
    assert ".bib" in capsys.readouterr().err
