"""Any text can be read: nothing stops the reading, every span lies in the text, and time is bounded."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fact_sentences import chapter
from ploughshare.exchange.country_report.facts.extract import facts

_PRINTED = (
    "In 2024 , . ; “ ” ( ) and or the Angola MAG (MAG) cleared laid had been will not no 1.2km² 40 AP mines 3 deminers "
    "killed reported that which from to between March May 31 November border with Zambia province € % – 2019–20 of"
)
_WORDS = st.sampled_from(_PRINTED.split())


@given(st.lists(_WORDS, max_size=40))
def test_any_words_can_be_read(words: list[str]) -> None:
    made = chapter(" ".join(words))
    told = facts(made)
    spans = [
        *(span for event in told.events for span in (*event.spans, *event.trigger)),
        *(span for claim in told.claims for span in claim.spans),
        *(span for doubt in told.doubts for span in doubt.spans),
        *(span for left in told.unmeasured for span in left.spans),
    ]
    assert all(0 <= span.start < span.end <= len(made.text) for span in spans)


@given(st.text(max_size=200))
def test_any_characters_can_be_read(text: str) -> None:
    facts(chapter(text))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["(", "“", "and ", "2024, ", "1,000 ", "Aa of ", "MAG cleared 2km² in 2024 and "])
def test_a_paragraph_without_an_end_takes_bounded_time(unit: str) -> None:
    facts(chapter("MAG cleared 2km² in Kuito."))  # the gazetteer is read
    short, long = (unit * (size // len(unit)) for size in (10_000, 80_000))
    start = time.process_time()
    facts(chapter(short))
    middle = time.process_time()
    facts(chapter(long))
    # Eight times the text takes eight times the time, and a quarter of a second is lost in the noise.
    assert time.process_time() - middle < 24 * (middle - start) + 2
