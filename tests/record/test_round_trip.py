"""What is written is read again as it was, whatever stands in it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ploughshare.record import canonical, reader, template, writer
from ploughshare.record.package import Package
from strategies import packages

_CALM = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@_CALM
@given(packages())
def test_what_is_written_is_read_again(package: Package) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer.write(package, Path(folder), with_restricted=True)
        reading = reader.read(Path(folder))
    assert [finding.line() for finding in reading.findings] == []
    assert reading.package == package


@pytest.mark.slow
@_CALM
@given(packages())
def test_canonical_bytes_do_not_move_again(package: Package) -> None:
    first = canonical.files(package)
    with tempfile.TemporaryDirectory() as folder:
        writer.write(package, Path(folder), with_restricted=True)
        assert canonical.files(reader.read(Path(folder)).package) == first


@pytest.mark.slow
@_CALM
@given(packages())
def test_without_the_restricted_no_such_row_is_written(package: Package) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer.write(package, Path(folder))
        assert not (Path(folder) / "private").exists()
        for table, rows in reader.read(Path(folder)).package.tables.items():
            assert "restricted" not in {row["tier"] for row in rows}, table


def test_the_order_of_rows_and_files_does_not_matter(tmp_path: Path) -> None:
    table = "id,roles,name,tier\nb,media,B,\na,media; state,A,\n"
    _package(tmp_path / "one", table)
    _package(tmp_path / "two", "tier,name,id,roles\n,A,a,media;state\n,B,b,media\n")
    one, two = (canonical.files(reader.read(tmp_path / name).package) for name in ("one", "two"))
    assert one == two
    assert one["organisations.csv"].decode().splitlines()[1].startswith("a,A,")


def _package(path: Path, organisations: str) -> None:
    template.new("KP", path)
    (path / "organisations.csv").write_text(organisations, encoding="utf-8")


def test_a_row_moves_to_private_and_stays_itself(tmp_path: Path) -> None:
    _package(tmp_path, "id,name,roles,tier\nopen,Open,media,\nhidden,Hidden,media,restricted\n")
    before = reader.read(tmp_path).package
    writer.write(before, tmp_path, with_restricted=True)
    assert "Hidden" not in (tmp_path / "organisations.csv").read_text(encoding="utf-8")
    assert "Hidden" in (tmp_path / "private/organisations.csv").read_text(encoding="utf-8")
    assert reader.read(tmp_path).package == before


def test_writing_the_open_rows_leaves_private_alone(tmp_path: Path) -> None:
    _package(tmp_path, "id,name,roles,tier\nhidden,Hidden,media,restricted\n")
    whole = reader.read(tmp_path).package
    writer.write(whole, tmp_path, with_restricted=True)
    writer.write(whole, tmp_path)
    assert reader.read(tmp_path).package == whole
