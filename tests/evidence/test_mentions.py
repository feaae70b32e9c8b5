"""What the narrative ties and cites, read lightly."""

from __future__ import annotations

import pytest

from ploughshare.evidence.mentions import mentions


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        ("[more than 600]{claim=jsa-2018} mines.[@eum-2024, p. 3]", ["claims jsa-2018 1", "sources eum-2024 1"]),
        ('One.\n\n[about 5]{figure="zone" .odd}', ["figures zone 3"]),
        ("[so it\nwas]{.x\nevent=e-1}", ["events e-1 2"]),
        ('[992]{compute="product length width"}', ["figures length 1", "figures width 1"]),
        ("[@a; @b, p. 2; see also @c]", ["sources a 1", "sources b 1", "sources c 1"]),
        ("As @{choe-2018} says.@times", ["sources choe-2018 1", "sources times 1"]),
        ("Write to keeper@example.org {.plain} {}", []),
        ("[not]{topic=unknown-extent}\n\n::: {.from-record what=key-data}\n:::", ["topics unknown-extent 1"]),
        ("{" * 5000, []),
    ],
)
def test_mentions(narrative: str, expected: list[str]) -> None:
    assert [f"{mention.table} {mention.id} {mention.line}" for mention in mentions(narrative)] == expected
