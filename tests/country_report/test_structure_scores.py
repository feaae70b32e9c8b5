"""The table of scores in the ways in which a file may have it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece, Run, Span
from ploughshare.exchange.country_report.structure import scores

CASES = {
    "cell after cell": """
Criterion
Score
(2024)
Score
(2023) Performance Commentary
UNDERSTANDING
OF CONTAMINATION
(20% of overall score)
8 7 One is known.
It was surveyed.
GENDER AND
DIVERSITY (80% of overall score)
7 7 Two 5 6 is not.
Average Score 7.2 7.0 Overall Programme Performance: GOOD
""",
    "each score and the band on a line of its own": """
Criterion
Score (2024) Score (2023) Performance Commentary
UNDERSTANDING OF CONTAMINATION
(20% of overall score)
8
7
One is known. It was surveyed.
GENDER AND DIVERSITY
(80% of overall score) 7 7 Two 5 6 is not.
Average Score
7.2 7.0
Overall Programme Performance:
GOOD
""",
    "cells told apart": """
Criterion\tScore (2024)\tScore (2023)\tPerformance Commentary
UNDERSTANDING OF CONTAMINATION (20% of overall score)\t8\t7\tOne is known. It was surveyed.
GENDER AND DIVERSITY (80% of overall score)\t7\t7\tTwo 5 6 is not.
Average Score\t7.2\t7.0\tOverall Programme Performance: GOOD
""",
    "criteria in small letters": """
Criterion Score (2024) Score (2023) Performance Commentary
Understanding of contamination (20% of overall score) 8 7 One is known. It was surveyed.
Gender and diversity (80% of overall score) 7 7 Two 5 6 is not.
Average Score 7.2 7.0 Overall Programme Performance: Good
""",
}


def read(printed: str) -> scores.Scores:
    """The scores of those lines, after which a heading follows."""
    lines = [*printed.strip().split("\n"), "AP MINE CAPACITY"]
    blocks = [Block(BlockKind.ROW, Piece(line, (Run(0, Span(None, 0, len(line))),))) for line in lines]
    found, used = scores.read(blocks)
    assert found is not None
    assert used == set(range(len(blocks) - 1))
    return found


@pytest.mark.parametrize("name", CASES)
def test_scores_are_read_in_any_layout(name: str) -> None:
    found = read(CASES[name])
    rows = [each.value for each in found.criteria]
    assert [row.criterion.upper() for row in rows] == ["UNDERSTANDING OF CONTAMINATION", "GENDER AND DIVERSITY"]
    assert [(row.weight, str(row.this), str(row.last)) for row in rows] == [(20, "8", "7"), (80, "7", "7")]
    assert [row.commentary.text for row in rows] == ["One is known. It was surveyed.", "Two 5 6 is not."]
    assert found.years == (2024, 2023)
    assert found.average is not None
    assert tuple(map(str, found.average.value)) == ("7.2", "7.0")
    assert found.band is not None
    assert found.band.value == "good"
    assert found.faults == ()


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (("7.2 7.0", "7.4 7.0"), ["the weighted mean of this year is 7.2, and 7.4 is printed"]),
        (("7.2 7.0", "7.2 6.1"), ["the weighted mean of the year before is 7, and 6.1 is printed"]),
        (("(80%", "(70%"), ["the weights of the criteria add to 90 %"]),
        (("GOOD", "VERY GOOD"), ["an average of 7.2 is good, and very_good is printed"]),
        (("8 7 One", "8 N/A One"), []),
    ],
)
def test_what_does_not_add_up_is_told(change: tuple[str, str], faults: list[str]) -> None:
    assert list(read(CASES["cell after cell"].replace(*change)).faults) == faults


@pytest.mark.parametrize(
    ("mean", "band"), [("8.0", "very_good"), ("7.94", "good"), ("6.95", "good"), ("3.9", "very_poor")]
)
def test_bands_go_by_the_mean_rounded_to_one_decimal(mean: str, band: str) -> None:
    assert scores.band_of(Decimal(mean)) == band
