"""What must stop the report of a real record: changes a hurried person could make, and what the command then says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ploughshare.cli import main

Change = Callable[[Path], None]


def edit(file: str, old: str, new: str) -> Change:
    """A change of one place in one file."""

    def change(record: Path) -> None:
        text = (record / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (record / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def without_source(id: str) -> Change:
    """The source of that id cut out of sources.yaml."""

    def change(record: Path) -> None:
        path = record / "sources.yaml"
        head, *sources = path.read_text(encoding="utf-8").split("\n  - id: ")
        kept = [source for source in sources if not source.startswith(f"{id}\n")]
        assert len(kept) == len(sources) - 1
        path.write_text("\n  - id: ".join([head, *kept]), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "found", "file"),
    [
        (edit("report.md", "[more than 600]{claim", "[600]{claim"), "prose.tie-differs", "report.md"),
        (edit("report.md", "[158]{claim", "[185]{claim"), "prose.tie-differs", "report.md"),
        (edit("report.md", "[880 km]{claim", "[880 miles]{claim"), "prose.tie-differs", "report.md"),
        (edit("report.md", "mines in the zone", "45,000 mines in the zone"), "prose.untied", "report.md"),
        (edit("report.md", "[158]{claim=arrowhead-mines-kr-2020-reported}", "158"), "prose.untied", "report.md"),
        (edit("report.md", "[@k-force-2024]", "[@k-force-2042]"), "prose.citation-unknown", "report.md"),
        (edit("report.md", "[the box mine]{topic=box-mine-local}", "[the box mine]{topic=box"), "prose.", "report.md"),
        (without_source("dong-a-2024"), "record.dangling-reference", "citations.csv"),
        (
            edit(
                "claims.csv", "devices-reinforcement,value,verbal,20000,", "devices-reinforcement,value,verbal,2000000,"
            ),
            "record.claim-numbers",
            "claims.csv",
        ),
    ],
)
def test_the_report_is_refused_and_the_reason_given(
    change: Change, found: str, file: str, kp_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "kp"
    shutil.copytree(kp_path, record)
    change(record)
    out = tmp_path / "out"
    assert main(["report", str(record), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    reasons = [line for line in said.splitlines() if f"[{found}" in line]
    assert reasons, said
    assert file in reasons[0]
    assert "->" in said, "nothing says what to do"
    assert not out.exists() or not any(out.iterdir())
