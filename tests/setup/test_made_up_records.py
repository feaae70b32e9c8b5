"""The records that speed is measured on are as large as they say, and nothing is wrong with them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ploughshare.findings import has_errors
from ploughshare.record import reader, writer
from ploughshare.report import checks

MADE_UP = Path(__file__).resolve().parents[2] / "benchmarks" / "made_up.py"


@pytest.mark.parametrize("claims", [2, 200])
def test_a_made_up_record_has_no_fault(claims: int, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("made_up", MADE_UP)
    assert spec is not None
    assert spec.loader is not None
    made_up = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made_up)
    writer.write(made_up.record(claims), tmp_path / "record")
    reading = reader.read(tmp_path / "record")
    assert len(reading.package.rows("claims")) == claims
    assert not reading.findings
    assert not has_errors(checks.check(reading.package))
