"""Where the text calls its notes: superscripts, and numbers that lost their place above the line.

A number in the text may be a note, a year with a note glued to it, a quantity, or the exponent of a unit. Each reading
has a cost by what stands around it; and since the notes are called in order, the readings of a whole chapter are chosen
together: the cheapest way to find 1, 2, 3 ... one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ploughshare.exchange.country_report.notes.contexts import cost
from ploughshare.exchange.country_report.reading.model import (
    Block,
    BlockKind,
    Chapter,
    Leftover,
    Marker,
    Piece,
    Run,
    Span,
    join,
)

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DIGITS = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_EXPONENT = re.compile(r"(?<=[\d(])(\s?k?m)\s?([2²])(?![\d.,]\d)(?!\d)")
_SKIPPED = 5.0
"""What it costs to find no place for a note; a reading that costs more is never taken."""
_MISSING = 1.0
"""The same for a note that was not printed either."""
_DOUBTFUL = 3.0
_CLOSE = 1.5
"""Another reading that costs no more than this in addition makes both doubtful."""
_LOOKBACK = 40


@dataclass(frozen=True, slots=True)
class _Reading:
    block: int
    start: int
    end: int
    number: int
    cost: float

    @property
    def place(self) -> tuple[int, int]:
        return self.block, self.start


def mark(chapter: Chapter) -> Chapter:
    """The chapter with the calls of its notes found, taken out of its blocks and given as their ``markers``.

    Exponents that the file prints on the line ("km2", "m 2") are raised (km²). A note for which no place was found is
    among the leftovers.
    """
    numbers = {note.number for note in chapter.notes}
    readings = [
        reading
        for index, block in enumerate(chapter.blocks)
        if block.kind not in (BlockKind.NOTE, BlockKind.FURNITURE)
        for reading in _readings(index, block, max(numbers, default=0))
    ]
    chain = _chain(readings, numbers)
    places = {reading.number: reading.place for reading in chain}
    by_number: dict[int, list[_Reading]] = {}
    for reading in readings:
        by_number.setdefault(reading.number, []).append(reading)
    chosen = [*chain, *_strays(by_number, chain, numbers)]
    by_block: dict[int, list[tuple[_Reading, bool]]] = {}
    for reading in sorted(chosen, key=lambda each: each.place):
        is_sure = _is_sure(reading, places, by_number[reading.number])
        by_block.setdefault(reading.block, []).append((reading, is_sure))
    blocks = tuple(
        block if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE) else _marked(block, by_block.get(index, []))
        for index, block in enumerate(chapter.blocks)
    )
    lost = sorted(numbers - {reading.number for reading in chosen})
    return replace(chapter, blocks=blocks, leftovers=(*chapter.leftovers, *_unplaced(chapter, lost)))


def _readings(index: int, block: Block, top: int) -> Iterator[_Reading]:
    """Each way in which digits of the block, or the last of them, may be the number of a note."""
    text = block.text
    for found in _DIGITS.finditer(text):
        for start in range(max(found.start(), found.end() - 3), found.end()):
            number = int(text[start : found.end()].translate(_SUPERSCRIPTS))
            if text[start] in "0⁰" or not 1 <= number <= top:
                continue
            price = cost(text, found.start(), start, found.end(), in_row=block.kind in (BlockKind.ROW, BlockKind.PANEL))
            if price is not None and price < _SKIPPED:
                yield _Reading(index, start, found.end(), number, price)


def _chain(readings: Sequence[_Reading], numbers: set[int]) -> list[_Reading]:
    """The cheapest rising sequence of readings."""
    top = max(numbers, default=0)
    price = {number: _SKIPPED if number in numbers else _MISSING for number in range(1, top + 1)}
    left_out = [0.0]  # left_out[n]: what it costs to place none of the numbers up to n
    for number in range(1, top + 1):
        left_out.append(left_out[-1] + price[number])
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    before: list[int] = []
    for at, reading in enumerate(readings):
        lowest = max(reading.number - _LOOKBACK, 0)
        value, previous = min(
            (best[low][0] + left_out[reading.number - 1] - left_out[low], best[low][1])
            for low in {0, *range(lowest, reading.number)}
            if low in best
        )
        value += reading.cost
        before.append(previous)
        if value < best.get(reading.number, (float("inf"), -1))[0]:
            best[reading.number] = (value, at)
    _, at = min((value + left_out[top] - left_out[number], index) for number, (value, index) in best.items())
    chosen = []
    while at >= 0:
        chosen.append(readings[at])
        at = before[at]
    return chosen[::-1]


def _strays(
    by_number: Mapping[int, Sequence[_Reading]], chain: Sequence[_Reading], numbers: set[int]
) -> Iterator[_Reading]:
    """Notes called out of order (in a table set elsewhere on the page), where only one cheap reading is left."""
    taken = {reading.place for reading in chain}
    for number in sorted(numbers - {reading.number for reading in chain}):
        cheap = [each for each in by_number.get(number, ()) if each.cost <= _CLOSE and each.place not in taken]
        if len(cheap) == 1:
            yield cheap[0]


def _is_sure(reading: _Reading, places: Mapping[int, tuple[int, int]], rivals: Sequence[_Reading]) -> bool:
    """Whether a reading is cheap, in order, and has no rival of its number between its neighbours.

    ``places`` are those of the chain.
    """
    if reading.cost >= _DOUBTFUL or reading.number not in places:
        return False
    earlier = max((place for number, place in places.items() if number < reading.number), default=(-1, 0))
    later = min((place for number, place in places.items() if number > reading.number), default=(1 << 30, 0))
    return not any(
        rival.place != reading.place and earlier < rival.place < later and rival.cost < reading.cost + _CLOSE
        for rival in rivals
    )


def _marked(block: Block, found: Sequence[tuple[_Reading, bool]]) -> Block:
    """The block without the digits of its notes, their brackets and the space before them."""
    text = block.text
    taken: list[tuple[int, int]] = []
    markers: list[Marker] = []
    removed = 0
    for reading, sure in found:
        is_bracketed = re.search(r"\[\^?$", text[: reading.start]) and text[reading.end : reading.end + 1] == "]"
        start = len(text[: reading.start].rstrip("[^" if is_bracketed else "").rstrip(" "))
        end = reading.end + 1 if is_bracketed else reading.end
        markers.append(Marker(reading.number, start - removed, block.piece.locate(reading.start, reading.end)[0], sure))
        taken.append((start, end))
        removed += end - start
    return replace(block, piece=_raised(block.piece.without(taken), markers), markers=tuple(markers))


def _raised(piece: Piece, markers: list[Marker]) -> Piece:
    """The piece with the exponents of square units above the line, and the markers moved with the text."""
    for found in reversed(list(_EXPONENT.finditer(piece.text))):
        start, end = found.span()
        unit = found[1].strip()
        at = piece.text.index(unit, start)
        digit = piece.locate(*found.span(2))
        raised = Piece("²", (Run(0, digit[0]),) if digit else ())
        piece = join([piece.cut(0, at + len(unit)), raised, piece.cut(end, len(piece.text))], "")
        shift = end - (at + len(unit) + 1)
        markers[:] = [replace(each, at=each.at - shift) if each.at >= end else each for each in markers]
    return piece


def _unplaced(chapter: Chapter, lost: Sequence[int]) -> Iterator[Leftover]:
    spans: dict[int, tuple[Span, ...]] = {note.number: note.piece.spans for note in chapter.notes}
    for number in lost:
        yield Leftover(f"no place was found where the text calls note {number}", spans[number])
