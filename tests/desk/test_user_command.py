"""`ploughshare user`, as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk_drafts import PASSWORD

pytestmark = pytest.mark.slow


def test_accounts_are_opened_mended_and_closed(tmp_path: Path) -> None:
    environment = {**os.environ, "PLOUGHSHARE_DATA_DIR": str(tmp_path)}
    for name in ("PLOUGHSHARE_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)

    def user(*words: str, password: str = "") -> tuple[int, str]:
        command = [sys.executable, "-m", "ploughshare", "user", *words]
        ran = subprocess.run(
            command, input=f"{password}\n", text=True, capture_output=True, env=environment, check=False
        )
        assert "Traceback" not in ran.stderr
        assert not password or password not in ran.stdout + ran.stderr
        return ran.returncode, ran.stdout + ran.stderr

    assert user("add", "ana", "--role", "editor", password=PASSWORD) == (0, "ana may sign in as editor.\n")
    code, words = user("add", "ana", password=PASSWORD)
    assert (code, "already" in words) == (2, True)
    code, words = user("add", "ben", password="turnip")
    assert (code, "12 characters" in words) == (2, True)
    assert user("password", "ana", password="another-furrow-and-seed")[0] == 0
    assert user("close", "ana")[0] == 0
    code, words = user("close", "nobody")
    assert (code, "Nobody signs in as" in words) == (2, True)
