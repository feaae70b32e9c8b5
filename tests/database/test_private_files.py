"""The embedded database holds all tiers: no stranger on the computer reads it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ploughshare.web import boot


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    database = tmp_path / "data" / "ploughshare.sqlite3"
    boot.keep_private(database)
    assert (mode(database.parent), mode(database)) == (0o700, 0o600)


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o640), (0o664, 0o660), (0o600, 0o600), (0o666, 0o660)])
def test_one_that_is_there_is_shut_to_strangers_and_kept_for_its_group(tmp_path: Path, before: int, after: int) -> None:
    database = tmp_path / "ploughshare.sqlite3"
    database.write_bytes(b"rows")
    database.chmod(before)
    folder = mode(tmp_path)
    boot.keep_private(database)
    assert (mode(database), mode(tmp_path), database.read_bytes()) == (after, folder, b"rows")
