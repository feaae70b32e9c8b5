"""Help and the bare library load nothing heavy: a command line that starts slowly is not used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("django", "shapely", "pyproj", "numpy", "matplotlib", "pandas", "typst", "pypandoc", "psycopg", "yaml")


@pytest.mark.parametrize(
    "code",
    [
        "import ploughshare",
        "import ploughshare.errors, ploughshare.findings",
        "from ploughshare.cli import main; main([])",
    ],
)
def test_what_everyone_pays_for(code: str) -> None:
    listing = f"{code}\nimport sys; print('loaded:', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", listing], check=True, capture_output=True, text=True)
    loaded = done.stdout.rpartition("loaded:")[2].split()
    assert "ploughshare" in loaded
    assert not set(HEAVY) & set(loaded)


def test_the_record_is_read_without_geometry_drawing_or_the_site() -> None:
    listing = "import ploughshare.record.reader, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listing], check=True, capture_output=True, text=True)
    assert not {"django", "matplotlib", "typst", "pypandoc"} & set(done.stdout.split())
