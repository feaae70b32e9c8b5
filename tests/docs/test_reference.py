"""The reference is what the code says, and each check, error, command and setting has its heading."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ploughshare.cli.entry import COMMANDS
from ploughshare.errors import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))


def _writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "scripts" / "write_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WRITER = _writer()


def headings(page: str) -> set[str]:
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    return set(re.findall(r"^##+ (.+)$", text, flags=re.MULTILINE))


@pytest.mark.parametrize("page", WRITER.PAGES)
def test_a_page_is_what_the_code_says(page: str) -> None:
    if page == "commands.md" and sys.version_info[:2] != (3, 11):
        pytest.skip("each Python words and wraps the help of argparse in its own way; the page is that of 3.11")
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert written == WRITER.PAGES[page](), f"docs/reference/{page} is stale: run `make docs`"


def test_no_page_is_left_over() -> None:
    assert {path.name for path in (ROOT / "docs" / "reference").glob("*.md")} == set(WRITER.PAGES)


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        # What the source registers, raises or reads, found in its text: whatever the writer may overlook.
        ("checks.md", re.findall(r'(?<!def )\bregister\(\s*"([^"]+)"', SOURCE)),
        ("errors.md", [*CATALOGUE, *re.findall(r'PloughshareError\(\s*"([^"]+)"', SOURCE)]),
        ("commands.md", list(COMMANDS)),
        ("settings.md", re.findall(r'environ[^\n]*"(PLOUGHSHARE_[A-Z_]+)"', SOURCE)),
    ],
)
def test_each_has_its_heading(page: str, ids: list[str]) -> None:
    assert ids
    assert not set(ids) - headings(page)
