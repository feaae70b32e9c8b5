"""QGIS itself opens the GeoPackage: every layer valid, every style found."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from ploughshare.exchange.layers import export
from ploughshare.record import reader

PYTHON = "/usr/bin/python3"
"""The Python that Debian's QGIS belongs to."""


@pytest.mark.slow
def test_qgis_opens_it_ready_and_draws_it(root: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path)}
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        environment.pop(name, None)
    asked = [PYTHON, "-c", "import qgis.core"]
    if not Path(PYTHON).exists() or subprocess.run(asked, check=False, env=environment, capture_output=True).returncode:
        pytest.skip("QGIS is not installed (qgis, python3-qgis)")
    (file,) = export(reader.read(root / "records" / "demoland").package, tmp_path / "land.gpkg")
    file.path.write_bytes(file.content)
    picture = tmp_path / "map.png"
    done = subprocess.run(
        [PYTHON, str(root / "scripts" / "open_in_qgis.py"), str(file.path), str(picture)],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for said in (
        "features, RuleRenderer ['confirmed hazardous area'",
        "features, RuleRenderer ['confirmed, hazardous', 'suspected, hazardous']",
        "'not accepted: releases nothing'], names",
    ):
        assert said in done.stdout
    assert picture.stat().st_size > 20_000
