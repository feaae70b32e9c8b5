"""The worked tables of docs/rules, so that what a page says is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

RULES = Path(__file__).resolve().parent.parent / "docs" / "rules"


def table(page: str, first_column: str) -> list[dict[str, str]]:
    """The lines of the one table of that page of the rules that begins with that column, as column -> cell."""
    found = tables(RULES / f"{page}.md", first_column)
    assert len(found) == 1, f"{page}.md has {len(found)} tables that begin with “{first_column}”"
    return found[0]


def tables(path: Path, first_column: str) -> list[list[dict[str, str]]]:
    """The tables of a document that begin with that column, each as its lines, these as column -> cell."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [block for block in map(_read, blocks) if next(iter(block[0])) == first_column]


def _read(block: str) -> list[dict[str, str]]:
    heads, _, *lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
    assert lines, f"a table without lines: {heads}"
    for line in lines:
        assert len(line) == len(heads), f"a line with {len(line)} cells under {len(heads)} heads: {line}"
    return [dict(zip(heads, line, strict=True)) for line in lines]
