"""new, fmt and schema, as a person runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ploughshare.cli.entry import main
from ploughshare.errors import PloughshareError
from ploughshare.record import canonical, checks, reader, template


@pytest.mark.parametrize(
    ("code", "name", "official"),
    [
        ("KP", "North Korea", "Democratic People's Republic of Korea"),
        ("kp", "North Korea", "Democratic People's Republic of Korea"),
        ("LAO", "Laos", None),
        ("AO", "Angola", "Republic of Angola"),
        ("CI", "Côte d'Ivoire", "Republic of Côte d'Ivoire"),
    ],
)
def test_a_new_record_of_a_country(tmp_path: Path, code: str, name: str, official: str | None) -> None:
    path = template.new(code, tmp_path / "new", today=date(2025, 7, 15))
    reading = reader.read(path)
    meta = reading.package.meta
    assert reading.findings == ()
    assert checks.check(reading.package) == []
    assert (meta["name"], meta["as_of"], meta["reporting_year"]) == (name, "2025-07-15", 2024)
    assert len(meta["country"]) == 2
    assert official is None or meta["official_name"] == official


@pytest.mark.parametrize(
    ("code", "name"), [("XK", "Kosovo"), ("kp-kr", "Demilitarized Zone"), ("EH", "Western Sahara")]
)
def test_a_new_record_of_an_area_with_a_name_of_its_own(tmp_path: Path, code: str, name: str) -> None:
    meta = reader.read(template.new(code, tmp_path / "new", name=name)).package.meta
    assert (meta["country"], meta["name"]) == (code.lower(), name)


@pytest.mark.parametrize(("code", "name"), [("XX", None), ("", None), ("../x", "Away"), ("X" * 50, "Long")])
def test_a_code_that_is_none(tmp_path: Path, code: str, name: str | None) -> None:
    with pytest.raises(PloughshareError, match="ISO 3166"):
        template.new(code, tmp_path / "new", name=name)
    assert not (tmp_path / "new").exists()


def test_new_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", "KP", "--out", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_new_then_check_finds_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "KP"]) == 0
    assert main(["check", "kp"]) == 0
    assert "error" not in capsys.readouterr().out.replace("0 errors", "")


def test_fmt_makes_a_package_canonical(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = template.new("KP", tmp_path / "kp")
    untidy = "name,id,roles\r\nB,b,media\r\nA,a,media;state\r\n"
    (path / "organisations.csv").write_bytes(untidy.encode())
    (path / "picture.png").write_bytes(b"\x89PNG")
    assert main(["fmt", "--check", str(path)]) == 1
    assert (path / "organisations.csv").read_bytes() == untidy.encode()
    assert main(["fmt", str(path)]) == 0
    assert "organisations.csv" in capsys.readouterr().out
    assert main(["fmt", "--check", str(path)]) == 0
    assert (path / "organisations.csv").read_text().splitlines()[1:] == ["a,A,,media; state,,,,,", "b,B,,media,,,,,"]
    assert (path / "picture.png").exists()


def test_fmt_refuses_what_it_would_lose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = template.new("KP", tmp_path / "kp")
    before = "id,name,roles\na,,media\n"
    (path / "organisations.csv").write_text(before)
    assert main(["fmt", str(path)]) == 2
    assert "record.missing-cell" in capsys.readouterr().err
    assert (path / "organisations.csv").read_text() == before


def test_the_shipped_record_is_canonical(kp_path: Path) -> None:
    reading = reader.read(kp_path)
    assert [finding.line() for finding in reading.findings] == []
    wanted = canonical.files(reading.package)
    assert [name for name, content in wanted.items() if (kp_path / name).read_bytes() != content] == []


def test_schema_into_a_file_and_onto_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert main(["schema", "--out", str(tmp_path / "datapackage.json")]) == 0
    assert json.loads((tmp_path / "datapackage.json").read_text()) == printed
    assert printed["profile"] == "data-package"
