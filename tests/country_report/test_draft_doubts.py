"""Which figures of sentences are in doubt: their words fit, but may be said of something else."""

from __future__ import annotations

import pytest

from fact_sentences import read
from ploughshare.exchange.country_report import judge

OPEN = "the sentence leaves open what the figure measures, or when it was so"
TIME = "it was so at one time, and the years beside it may be those of something else"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Angola released 5km² of mined area in 2024.", [("cleared_area", OPEN)]),
        ("In 2023, survey released 5km².", [("cleared_area", OPEN)]),
        ("In 2024, 5km² was released through clearance.", [("cleared_area", "")]),
        ("In 2024, Angola released 3km² through TS.", [("reduced_area", "")]),
        ("Minefields of the 1980–88 war covered 844,120m².", [("contamination_extent", TIME)]),
        ("At the end of 2024, minefields covered 844,120m².", [("contamination_extent", "")]),
        (
            "At the end of 2024, total mined area was put at 9km², a reduction of 3% from the 12km² of a year earlier.",
            [("contamination_extent", ""), ("contamination_extent", "")],
        ),
        ("MAG cleared 5km² in 2020–24.", [("cleared_area", "")]),
    ],
)
def test_why_a_figure_of_a_sentence_is_in_doubt(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(claim.measure, judge.of_claim(claim)) for claim in read(sentence).claims] == expected


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("In 2024, mines were found in Basra alone.", ["Basra"]),
        ("In 2024, mines were found in Salah al Din province.", ["Salah al Din province"]),
    ],
)
def test_a_name_ends_with_a_word_of_its_own(sentence: str, places: list[str]) -> None:
    [event] = read(sentence).events
    assert [place.name for place in event.places] == places
