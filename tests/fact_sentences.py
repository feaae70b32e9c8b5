"""Chapters of sentences made up for a test, and what the facts of their sentences are."""

from __future__ import annotations

from collections.abc import Iterable

from ploughshare.exchange.country_report.facts.extract import facts
from ploughshare.exchange.country_report.facts.model import Event, Facts
from ploughshare.exchange.country_report.facts.places import Known
from ploughshare.exchange.country_report.reading.model import (
    Block,
    BlockKind,
    Chapter,
    Marker,
    Note,
    Page,
    Piece,
    Run,
    Span,
)

COUNTRY = "Angola"


def chapter(
    *paragraphs: str | tuple[BlockKind, str], notes: Iterable[str] = (), markers: tuple[int, ...] = ()
) -> Chapter:
    """A chapter of Angola, edition 2025. ``markers`` are where notes 1, 2 ... stand in the first paragraph."""
    text = ""
    blocks = []
    for number, paragraph in enumerate(paragraphs):
        kind, words = paragraph if isinstance(paragraph, tuple) else (BlockKind.PARAGRAPH, paragraph)
        called = tuple(
            Marker(index, at, Span(1, len(text) + at, len(text) + at), confident=True)
            for index, at in enumerate(markers if number == 0 else (), start=1)
        )
        blocks.append(Block(kind, _piece(words, len(text)), markers=called))
        text += words + "\n"
    printed = []
    for number, words in enumerate(notes, start=1):
        printed.append(Note(number, _piece(words, len(text))))
        text += words + "\n"
    pages = (Page(1, 1, 0, len(text)),)
    return Chapter("ao", COUNTRY, 2025, text, pages, tuple(blocks), tuple(printed))


def _piece(words: str, at: int) -> Piece:
    return Piece(words, (Run(0, Span(1, at, at + len(words))),))


def read(*paragraphs: str, places: Iterable[Known] = ()) -> Facts:
    """The facts of paragraphs in a chapter of Angola."""
    return facts(chapter(*paragraphs), places)


def when(event: Event) -> tuple[str, str | None, str]:
    """Whether the date is of the happening or of the report, the date, its precision."""
    dated = event.happened or event.reported
    if dated is None:
        return "happened", None, "unknown"
    return ("happened" if event.happened else "reported"), dated.date, dated.precision
