"""docs/rules/prose.md: each line of its tables is what the code does."""

from __future__ import annotations

import pytest

from rule_tables import table
from small_record import found

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
