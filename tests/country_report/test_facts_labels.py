"""The shared reports, read and held against the labels made by hand. The floors are those of what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from fact_labels import COUNTRIES, chapter, digest, labels, scores


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_labels_are_of_the_text_as_read(shared: Path, country: str) -> None:
    read, wanted = chapter(shared, country), labels(country)
    assert digest(read) == wanted["sha256"], "the text is read otherwise now: make the spans of the labels anew"
    for label in [*wanted["events"], *wanted["figures"]]:
        for page, start, end in label["spans"]:
            assert any(each.number == page and each.start <= start < end <= each.end for each in read.pages)


@pytest.mark.parametrize("country", COUNTRIES)
def test_events_and_figures_are_found(shared: Path, country: str) -> None:
    events, figures = scores(shared, country)
    assert events.f1 >= 0.85
    assert figures.f1 >= 0.93


def test_what_is_confident_is_right_95_times_of_100(shared: Path) -> None:
    both = [scores(shared, country) for country in COUNTRIES]
    for each in zip(*both, strict=True):
        confident = sum(score.confident for score in each)
        assert confident >= 30
        assert sum(score.confident_right for score in each) >= 0.95 * confident
