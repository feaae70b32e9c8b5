"""The tutorials do what they say: each command runs, ends as told, and prints what is shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIALS = ("tutorial.md", "tutorial-land.md")


@dataclass(frozen=True)
class Step:
    """A command as the tutorial shows it, and the lines shown below it."""

    command: str
    exit_code: int
    shown: list[str]


def steps(tutorial: str) -> list[Step]:
    found: list[Step] = []
    text = (DOCS / tutorial).read_text(encoding="utf-8")
    for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL):
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
@pytest.mark.parametrize("tutorial", TUTORIALS)
def test_every_command_does_what_is_shown(tutorial: str, kp_path: Path, tmp_path: Path) -> None:
    shutil.copytree(kp_path, tmp_path / "records" / "kp")
    shutil.copytree(DOCS / "tutorial", tmp_path / "docs" / "tutorial")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PLOUGHSHARE_DATA_DIR": str(tmp_path / "data"),
    }
    for name in ("PLOUGHSHARE_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    assert steps(tutorial)
    for step in steps(tutorial):
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
