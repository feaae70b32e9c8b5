"""The three commands of the database: what they print, the exit codes, and that bytes come back as they went in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ploughshare.cli import main


@pytest.fixture
def package(kp_path: Path, tmp_path: Path) -> Path:
    """A copy of the shipped record, with an e-mail of an informant that nobody may cite."""
    folder = tmp_path / "kp"
    shutil.copytree(kp_path, folder)
    private = folder / "private"
    private.mkdir(exist_ok=True)
    (private / "topics.csv").write_text(
        "id,topic,statement,subject,standing\nwhispered,contamination,A zebra was seen.,kp,believed\n", encoding="utf-8"
    )
    (private / "citations.csv").write_text(
        "id,cited_table,cited_row,source,relation,root_state\n"
        "whispered-mar,topics,whispered,mar-2025,supports,unknown\n",
        encoding="utf-8",
    )
    assert main(["fmt", str(folder)]) == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
def test_what_was_loaded_is_dumped_byte_for_byte(database, package: Path, tmp_path: Path, capsys) -> None:
    assert main(["load", str(package)]) == 0
    assert "loaded" in capsys.readouterr().out
    assert main(["dump", "KP", "--out", str(tmp_path / "whole"), "--with-restricted"]) == 0
    assert files(tmp_path / "whole") == files(package)
    assert main(["dump", "kp", "--out", str(tmp_path / "open")]) == 0
    left = files(tmp_path / "open")
    assert not any(name.startswith("private") or b"zebra" in content for name, content in left.items())
    capsys.readouterr()
    for folder in (package, tmp_path / "whole", tmp_path / "open"):
        assert main(["load", str(folder)]) == 0
        assert "nothing changed" in capsys.readouterr().out


@pytest.mark.slow
def test_differences_are_printed_and_accepted_with_a_reason(sqlite_database, package: Path, capsys) -> None:
    assert main(["load", str(package)]) == 0
    for file, old, new in [("record.yaml", "country: kp", "country: kp"), ("private/topics.csv", "zebra", "quagga")]:
        path = package / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    capsys.readouterr()
    assert main(["load", str(package)]) == 0
    printed = capsys.readouterr().out
    assert "topics/whispered statement: restricted, not shown" in printed
    assert "quagga" not in printed
    assert main(["load", str(package), "--accept"]) == 2
    assert "--why" in capsys.readouterr().err
    assert main(["load", str(package), "--accept", "--why", "it was no zebra", "--by", "A. Keeper"]) == 0
    assert "accepted" in capsys.readouterr().out
    assert main(["load", str(package)]) == 0
    assert "nothing changed" in capsys.readouterr().out


def test_a_record_with_errors_is_refused_with_them_listed(sqlite_database, package: Path, capsys) -> None:
    claims = package / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8") + "broken,no-such-figure,value\n", encoding="utf-8")
    assert main(["load", str(package)]) == 1
    refusal = capsys.readouterr().err
    assert "claims.csv:" in refusal
    assert "->" in refusal
    assert main(["dump", "kp", "--out", str(package / "out")]) == 2
    assert "no record" in capsys.readouterr().err
    assert not (package / "out").exists()


@pytest.mark.parametrize(
    "url",
    ["postgresql://kim:hush@127.0.0.1:1/records", "sqlite:////dev/null/records.sqlite3", "mysql://kim:hush@db/records"],
)
def test_a_database_that_cannot_be_used_is_said_without_its_password(kp_path: Path, url: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "ploughshare.web.settings", "PLOUGHSHARE_DATABASE_URL": url}
    program = [sys.executable, "-m", "ploughshare", "dump", "kp", "--out", "nowhere"]
    done = subprocess.run(program, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("ploughshare: ")
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr
