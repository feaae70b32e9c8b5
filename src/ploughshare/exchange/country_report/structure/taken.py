"""What is taken from a chapter: a value with the words it rests on, their place, and how sure the reading is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ploughshare.exchange.country_report.reading.model import Piece, Span

T = TypeVar("T")

SURE = 0.98
"""The grammar of the words leaves one reading."""
LIKELY = 0.85
"""A rule of layout was needed to part the words."""
DOUBTFUL = 0.5
"""Something did not fit: a value too few, a label unknown."""


@dataclass(frozen=True, slots=True)
class Taken(Generic[T]):
    """A value and what it rests on. ``confidence`` is 0 to 1: the share of such readings expected to be right."""

    value: T
    words: str
    spans: tuple[Span, ...]
    confidence: float = SURE


def taken(value: T, piece: Piece, confidence: float = SURE) -> Taken[T]:
    """The value with the words and the place of the piece it was read from."""
    return Taken(value, piece.text, piece.spans, confidence)
