"""docs/rules/prose.md: each line of its tables is what the code does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ploughshare.record import reader
from ploughshare.report.prose.reading import read
from rule_tables import table
from small_record import found, readers

TABLES = {
    "the sentence": "{}",
    # The words alone are looked at: that they rest on something is another table's.
    "the words": "::: {{.assessment}}\n{}\n:::",
    "the sentences": "{}",
    "the quotation": "{}",
    "the date": "{}",
    "report.md": "{}",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(frame.format(line[head].strip("`").strip()), line["what is found"], id=line[head])
        for head, frame in TABLES.items()
        for line in table("prose", head)
    ],
)
def test_what_is_found(text: str, expected: str) -> None:
    checks = sorted(f"prose.{entry.split(' ')[1]}" for entry in found(text))
    assert checks == ([] if expected == "nothing" else sorted(expected.split(", ")))


def test_the_examples_of_the_how_to_hold_against_the_shipped_record(root: Path, kp_path: Path) -> None:
    text = (root / "docs" / "how-to" / "write-checked-prose.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    examples = [line for line in lines if not line.startswith((":::", "ploughshare"))]
    assert len(examples) == 5
    package = replace(reader.read(kp_path).package, narrative="\n\n".join(examples))
    assert [finding.line() for finding in read(package, readers(package)).findings] == []
