"""What a line is by the lines around it: items in capitals, headings behind a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ploughshare.exchange.country_report.chapters import read_chapters

HEAD = """===PAGE 9===
4   Clearing the Mines 2025
KEY DATA
ANGOLA
ARTICLE 5 DEADLINE:
31 DECEMBER 2028
AP MINE CONTAMINATION:
4km²
Light
AP MINE SURVEY AND CLEARANCE CAPACITY
INTERNATIONAL OPERATORS
"""
TAIL = """
CLEARANCE OF MINES
In Angola, the anti-personnel mines that remain were being cleared in all of the mined areas of the country.
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (" ■ APOPO\n ■ Mine Clearers (MC)", [("bullet", "APOPO"), ("bullet", "Mine Clearers (MC)")]),
        (
            " ■ Plough Demining (PD)\nSRV\n ■ Mine Clearers\n(MC)\n ■ FSD",
            [
                ("bullet", "Plough Demining (PD)"),
                ("paragraph", "SRV"),
                ("bullet", "Mine Clearers (MC)"),
                ("bullet", "FSD"),
            ],
        ),
        (" ■ FSD\n ■ UNMAS", [("bullet", "FSD"), ("bullet", "UNMAS")]),
        (
            (
                "Table 1: Clearance in 2024\nOperator Area (m²)\nAPOPO 12\nTotal 12\nCLEARANCE IN 2024\n"
                "The army cleared 120,400m 2 in the south and destroyed 44\nmines of a kind which it had not found.\n"
            ),
            [
                ("heading", "CLEARANCE IN 2024"),
                (
                    "paragraph",
                    "The army cleared 120,400m² in the south and destroyed 44 mines of a kind which it had not found.",
                ),
            ],
        ),
        (
            (
                "Table 1: Clearance in 2024\nOperator Area (m²) Mines\nAPOPO 12 4\nTotal 12 4\n"
                "In addition, the army destroyed 301 mines in spot\ntasks. In 2023, two units destroyed\n288 mines.\n"
            ),
            [
                (
                    "paragraph",
                    "In addition, the army destroyed 301 mines in spot tasks. In 2023, two units destroyed 288 mines.",
                ),
            ],
        ),
        (
            (
                "Table 1: Clearance in 2024\nOperator Area (m²) Mines\nAPOPO 12 4\nTotal 12 4\nCLEARANCE IN 2024\n"
                "The army cleared 120,400m 2 in the south and destroyed 44\nmines of a new kind in the month of\n"
                "October 2024. 32 It cleared 17,200m 2 by the end of\nthe year.\n"
            ),
            [("heading", "CLEARANCE IN 2024")],
        ),
        (
            "Table 1: Clearance in 2024\nOperator Area (m²)\nNORTH\nAPOPO 1,200\nSOUTH\nFSD 4,000\n",
            [("row", "NORTH"), ("row", "SOUTH")],
        ),
    ],
)
def test_capitals_are_no_heading_in_a_list_or_table(
    tmp_path: Path, lines: str, expected: list[tuple[str, str]]
) -> None:
    path = tmp_path / "angola.txt"
    path.write_text(f"{HEAD}{lines}{TAIL}", encoding="utf-8")
    (chapter,) = read_chapters(path)
    found = [(block.kind.value, block.text) for block in chapter.blocks]
    assert [each for each in found if each in expected] == expected
