"""What reading gives: chapters of blocks, whose words can be followed back to the characters of the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of ``Chapter.text``; ``page`` counts as the file does, if at all."""

    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """``Piece.text[at:]`` was read from ``span``, character for character as far as the span goes."""

    at: int
    span: Span

    @property
    def end(self) -> int:
        """Where in the piece the run ends (exclusive)."""
        return self.at + self.span.end - self.span.start


_GAP = 3
"""Spans that lie no farther apart (a line break and its spaces) are shown as one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cleaned stretch of text: line breaks, hyphenation, page furniture and doubled spaces undone.

    What was put in (the space in place of a line break) belongs to no run. Pieces are cut and joined, never
    edited, so that ``locate`` always holds.
    """

    text: str
    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The characters of the source it was made of, in the order of the text."""
        return self.locate(0, len(self.text))

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """Where these characters of ``text`` stand in the source; in several spans over pages, columns and notes."""
        found: list[Span] = []
        for run in self._cut_runs(start, end):
            last = found[-1] if found else None
            if last and last.page == run.span.page and 0 <= run.span.start - last.end <= _GAP:
                found[-1] = Span(last.page, last.start, run.span.end)
            else:
                found.append(run.span)
        return tuple(found)

    def cut(self, start: int, end: int) -> Piece:
        """The characters ``start`` to ``end`` as a piece of their own."""
        start, end = max(start, 0), min(end, len(self.text))
        return Piece(self.text[start:end], tuple(Run(run.at - start, run.span) for run in self._cut_runs(start, end)))

    def strip(self) -> Piece:
        """The piece without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(len(self.text.rstrip()), start))

    def without(self, ranges: Iterable[tuple[int, int]]) -> Piece:
        """The piece without these ranges (start, end) of its text, which are in order and do not overlap."""
        bounds = [0, *(bound for span in ranges for bound in span), len(self.text)]
        texts: list[str] = []
        runs: list[Run] = []
        at = first = 0
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            while first < len(self.runs) and self.runs[first].end <= start:
                first += 1  # so that a long piece with many ranges is gone through once
            for run in self.runs[first:]:
                if run.at >= end:
                    break
                low, high, offset = max(run.at, start), min(run.end, end), run.span.start - run.at
                runs.append(Run(at + low - start, Span(run.span.page, low + offset, high + offset)))
            texts.append(self.text[start:end])
            at += end - start
        return Piece("".join(texts), tuple(runs))

    def _cut_runs(self, start: int, end: int) -> Iterable[Run]:
        for run in self.runs:
            first, last = max(run.at, start), min(run.end, end)
            if first < last:
                offset = run.span.start - run.at
                yield Run(first, Span(run.span.page, first + offset, last + offset))


def join(pieces: Iterable[Piece], between: str) -> Piece:
    """Pieces one after the other, with the same text between each two of them."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number:
            texts.append(between)
            at += len(between)
        texts.append(piece.text)
        runs += [Run(run.at + at, run.span) for run in piece.runs]
        at += len(piece.text)
    return Piece("".join(texts), tuple(runs))


class BlockKind(StrEnum):
    """What a block is in the layout of its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"  # without its mark
    CAPTION = "caption"  # the title line of a numbered table, figure or map
    ROW = "row"  # a printed line of a table, also of the table of scores
    PANEL = "panel"  # a printed line of the panel of key data
    NOTE = "note"  # a numbered note, without its number
    FURNITURE = "furniture"  # running head, page number, section tab, name of the country as a title


@dataclass(frozen=True, slots=True)
class Marker:
    """A note's number in the text. ``at`` is where it stood: it backs what stands before ``at`` in the block's piece.

    ``span`` holds its digits in the source. Not ``confident``: another reading of the digits fits as well.
    """

    number: int
    at: int
    span: Span
    confident: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order. Rows and panel lines are one block a line; a bullet in a panel keeps its mark.

    ``level`` is that of a heading or of a nested bullet, from 1.

    ``markers`` are the notes that the piece calls; their digits are no part of the piece (see ``notes.markers``).
    """

    kind: BlockKind
    piece: Piece
    level: int | None = None
    markers: tuple[Marker, ...] = ()

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.piece.text

    @property
    def cells(self) -> tuple[Piece, ...]:
        """The cells of a row, parted by tabs, where the file tells them apart (tabs, table cells, wide gaps)."""
        at = 0
        cells = []
        for text in self.text.split("\t"):
            cells.append(self.piece.cut(at, at + len(text)))
            at += len(text) + 1
        return tuple(cells) if len(cells) > 1 else ()


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note, its number cut off."""

    number: int
    piece: Piece

    @property
    def text(self) -> str:
        """The words of the note."""
        return self.piece.text


@dataclass(frozen=True, slots=True)
class Page:
    """Characters ``start`` to ``end`` of ``Chapter.text``: the file's page ``number``, printed as page ``printed``."""

    number: int | None
    printed: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that could not be read or placed, in words for a person, with its place where it has one."""

    why: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One country's chapter.

    ``country`` is the lower-case ISO 3166 alpha-2 code, or the name as printed where there is none; ``text`` is the
    source exactly as read, page after page; ``blocks`` are in reading order and hold all of it; ``notes`` are in the
    order of their numbers.
    """

    country: str
    name: str
    edition: int | None
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    leftovers: tuple[Leftover, ...] = field(default=())

    @property
    def gaps(self) -> tuple[int, ...]:
        """The numbers that are missing between the first note and the last."""
        numbers = [0, *(note.number for note in self.notes)]
        return tuple(missing for low, high in pairwise(numbers) for missing in range(low + 1, high))

    def words(self, span: Span) -> str:
        """The source's own characters at a span."""
        return self.text[span.start : span.end]
