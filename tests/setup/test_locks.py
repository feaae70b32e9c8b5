"""What the project says it needs is what the lock files bring, by hash."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(name: str) -> set[str]:
    return set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    )


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!;, ]", requirement, maxsplit=1)[0] for requirement in requirements}


@pytest.mark.parametrize(
    ("requirements", "file"),
    [
        (PROJECT["project"]["dependencies"], "run.txt"),
        (PROJECT["build-system"]["requires"], "run.txt"),
        (PROJECT["project"]["optional-dependencies"]["dev"], "dev.txt"),
        (PROJECT["dependency-groups"]["node"], "node.txt"),
        (PROJECT["dependency-groups"]["lock"], "lock.txt"),
    ],
    ids=["runs on", "is built with", "is tested with", "Node.js", "locked with"],
)
def test_every_requirement_is_locked(requirements: list[str], file: str) -> None:
    assert named(requirements) <= locked(file)


def test_tests_run_on_what_is_run() -> None:
    run = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    dev = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.-]+==[^\s;]+", run, flags=re.MULTILINE)
    assert pins
    assert set(pins) <= set(re.findall(r"^[\w.-]+==[^\s;]+", dev, flags=re.MULTILINE))


def test_every_npm_package_is_pinned_by_hash() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all(package["integrity"].startswith("sha512-") for place, package in lock.items() if place)
