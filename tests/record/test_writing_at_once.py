"""Many files are put in place as one, whatever stands in the way and whoever else is writing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ploughshare.record import staging


def test_a_folder_where_a_file_should_go_is_refused_and_blocks_no_later_write(tmp_path: Path) -> None:
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(IsADirectoryError) as stop:
        staging.replace(tmp_path, {"first.csv": b"1", "taken.csv": b"2"})
    assert stop.value.filename == str(tmp_path / "taken.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.csv"]
    staging.replace(tmp_path, {"first.csv": b"1"})
    assert (tmp_path / "first.csv").read_bytes() == b"1"


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "private").write_text("no folder", encoding="utf-8")
    with pytest.raises(NotADirectoryError) as stop:
        staging.replace(tmp_path, {"private/areas.geojson": b"1"})
    assert stop.value.filename == str(tmp_path / "private")
    assert [path.name for path in tmp_path.iterdir()] == ["private"]


def test_who_writes_at_the_same_time_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_down, inside, most = staging._put_down, [], []

    def slowly(path: Path, content: bytes) -> None:
        inside.append(path)
        most.append(len(inside))
        threading.Event().wait(0.01)
        put_down(path, content)
        inside.remove(path)

    monkeypatch.setattr(staging, "_put_down", slowly)
    names = [f"{number}.csv" for number in range(4)]
    writers = [
        threading.Thread(target=staging.replace, args=(tmp_path, dict.fromkeys(names, word))) for word in (b"a", b"b")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert max(most) == 1
    assert len({(tmp_path / name).read_bytes() for name in names}) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_what_is_not_allowed_any_more_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "first.csv").write_bytes(b"old")

    def refused() -> None:
        raise PermissionError("changed meanwhile")

    with pytest.raises(PermissionError):
        staging.replace(tmp_path, {"first.csv": b"new"}, allowed=refused)
    assert (tmp_path / "first.csv").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["first.csv"]


def test_who_stops_it_finds_nothing_lying_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_down = staging._put_down

    def stopped(path: Path, content: bytes) -> None:
        put_down(path, content)
        raise KeyboardInterrupt

    monkeypatch.setattr(staging, "_put_down", stopped)
    with pytest.raises(KeyboardInterrupt):
        staging.replace(tmp_path, {"private/victims.csv": b"1"})
    assert not list(tmp_path.iterdir())
