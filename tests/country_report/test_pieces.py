"""Pieces keep their place in the source through every cut and join."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ploughshare.exchange.country_report.reading.model import Piece, Run, Span, join

SOURCE = "".join(chr(0x4E00 + number) for number in range(400))
"""Every character once, so that a wrong place shows."""


def piece(start: int, end: int, page: int | None = 1) -> Piece:
    return Piece(SOURCE[start:end], (Run(0, Span(page, start, end)),) if end > start else ())


ranges = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(sorted)


def read_back(made: Piece, start: int, end: int) -> str:
    """What the source has where each single character is located; what was put in stands nowhere."""
    found = []
    for at in range(start, end):
        spans = made.locate(at, at + 1)
        found.append(SOURCE[spans[0].start : spans[0].end] if spans else made.text[at])
    return "".join(found)


@given(st.lists(ranges, min_size=1, max_size=6), st.sampled_from(["", " "]), ranges)
def test_each_character_is_found_where_it_was_read(bounds, between, cut):
    made = join([piece(*each) for each in bounds], between)
    assert read_back(made, 0, len(made)) == made.text
    part = made.cut(*cut)
    assert part.text == made.text[cut[0] : cut[1]]
    assert read_back(part, 0, len(part)) == part.text


@given(st.lists(st.integers(0, 100), max_size=6, unique=True).filter(lambda cuts: len(cuts) % 2 == 0))
def test_what_is_taken_out_moves_nothing_else(cuts):
    bounds = sorted(cuts)
    taken = list(zip(bounds[::2], bounds[1::2], strict=True))
    left = piece(50, 150).without(taken)
    assert left.text == "".join(
        char for at, char in enumerate(SOURCE[50:150]) if not any(a <= at < b for a, b in taken)
    )
    assert read_back(left, 0, len(left)) == left.text


def test_spans_run_over_a_line_break_and_stop_at_a_page():
    made = join([piece(0, 10), piece(11, 20), piece(21, 30, page=2), piece(90, 95, page=2)], " ")
    assert made.spans == (Span(1, 0, 20), Span(2, 21, 30), Span(2, 90, 95))
    assert made.locate(8, 13) == (Span(1, 8, 13),)
