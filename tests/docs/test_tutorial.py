"""The tutorial does what it says: each command runs, ends as told, and prints what is shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"


@dataclass(frozen=True)
class Step:
    """A command as the tutorial shows it, and the lines shown below it."""

    command: str
    exit_code: int
    shown: list[str]


def steps() -> list[Step]:
    found: list[Step] = []
    for block in re.findall(r"```console\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), flags=re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                command, _, code = line[2:].partition("# exit code ")
                found.append(Step(command.strip(), int(code or 0), []))
            else:
                found[-1].shown.append(line)
    return found


def pattern_of(shown: list[str]) -> str:
    """What is shown as a pattern: a line “…” stands for any lines, “…” within a line for any words."""
    parts = [".*" if line == "…" else "[^\n]*".join(map(re.escape, line.split("…"))) + "\n" for line in shown]
    return "".join(parts)


@pytest.mark.slow
def test_every_command_does_what_is_shown(kp_path: Path, tmp_path: Path) -> None:
    shutil.copytree(kp_path, tmp_path / "records" / "kp")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PLOUGHSHARE_DATA_DIR": str(tmp_path / "data"),
    }
    for name in ("PLOUGHSHARE_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    assert steps()
    for step in steps():
        done = subprocess.run(
            ["bash", "-c", step.command],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == step.exit_code, f"{step.command}\n{done.stdout}"
        assert re.fullmatch(pattern_of(step.shown), done.stdout, flags=re.DOTALL), f"{step.command}\n{done.stdout}"
