"""The entry: light, helpful, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ploughshare.cli.commands
from ploughshare.cli import entry

HEAVY = ("django", "shapely", "matplotlib", "numpy", "pyproj", "yaml", "pypandoc", "typst")


def test_every_command_is_listed_and_every_listed_one_exists() -> None:
    folder = Path(ploughshare.cli.commands.__file__).parent
    assert sorted(entry.COMMANDS) == sorted(path.stem.rstrip("_") for path in folder.glob("[a-z]*.py"))


@pytest.mark.parametrize("name", sorted(entry.COMMANDS))
def test_each_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        entry.main([name, "--help"])
    printed = capsys.readouterr().out
    assert stop.value.code == 0
    assert f"ploughshare {name}" in printed.split("example:")[1]


@pytest.mark.parametrize("statement", ["import ploughshare", "from ploughshare.cli import entry; entry.parser_of"])
def test_starting_loads_nothing_heavy(statement: str) -> None:
    program = f"import sys; {statement}; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["pubish"], "there is no command “pubish”"),
        (["check", "no/such/folder"], "no/such/folder"),
        (["report", "no/such/folder"], "no/such/folder"),
    ],
)
def test_what_cannot_run_exits_2_and_says_why(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.main(arguments) == 2
    printed = capsys.readouterr().err
    assert says in printed
    assert "Traceback" not in printed


def test_no_argument_prints_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        entry.main([])
    assert stop.value.code == 0
    assert "exit codes" in capsys.readouterr().out
