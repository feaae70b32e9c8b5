"""Which blocks belong to each numbered table: its caption, its lines, and the footnotes under it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece, join

_TITLE = re.compile(r"table\s+(?P<number>\d{1,2}[a-z]?)\s*(?=[:.–(-]|$)[:.–-]?\s*", re.IGNORECASE)
_CONTINUED = re.compile(r"\bcont(?:inued|['’]?d|\.)", re.IGNORECASE)
_MARKED = re.compile(r"\s*(?P<mark>\*+|[†‡§])\s*(?=\S)")
_LEGEND = re.compile(r"(?P<mark>N/?[A-Z]|[A-Z][A-Za-z/]{1,7})\s*[:=]\s*(?=[A-Za-z])")
_NOTED = re.compile(r"(?P<mark>notes?|sources?)\s*:\s*", re.IGNORECASE)
_LONGEST = 220
_AHEAD = 4
"""A row's comment may look like prose; rows that follow it within so many blocks show that the table goes on."""


@dataclass(frozen=True, slots=True)
class Region:
    """A table's caption and its lines, the footnotes by mark, and the blocks that it takes."""

    number: str
    caption: Piece
    title: Piece
    lines: tuple[Piece, ...]
    footnotes: tuple[tuple[str, Piece], ...]
    blocks: tuple[int, ...]


def find(blocks: Sequence[Block], used: Collection[int]) -> list[Region]:
    """The numbered tables in the order of their captions; one that is continued elsewhere is one table."""
    found: dict[str, Region] = {}
    for region in _captioned(blocks, used):
        begun = found.get(region.number)
        if begun is None:
            found[region.number] = region
        elif _CONTINUED.search(region.title.text) or region.title.text.startswith(begun.title.text):
            found[region.number] = Region(
                begun.number,
                join([begun.caption, region.caption], " "),
                begun.title,
                (*begun.lines, *region.lines),
                (*begun.footnotes, *region.footnotes),
                (*begun.blocks, *region.blocks),
            )
        else:
            found[f"{region.number}, {region.blocks[0]}"] = region
    return list(found.values())


def _captioned(blocks: Sequence[Block], used: Collection[int]) -> Iterator[Region]:
    for at, block in enumerate(blocks):
        match = _TITLE.match(block.text) if block.kind is BlockKind.CAPTION else None
        if match is None:
            continue
        inside = list(_inside(blocks, at, used))
        title = block.piece.cut(match.end(), len(block.text)).strip()
        lines = [blocks[index].piece for index in inside]
        while lines and not title.text.strip():
            title = lines.pop(0)
        kept, notes = _footnotes(_whole_title(lines, title))
        if kept and kept[0] is not lines[0]:
            title = kept.pop(0)
        yield Region(match["number"], block.piece, title, tuple(kept), tuple(notes), (at, *inside))


def _inside(blocks: Sequence[Block], at: int, used: Collection[int]) -> Iterator[int]:
    for index in range(at + 1, len(blocks)):
        block = blocks[index]
        if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE):
            continue
        if index in used or block.kind in (BlockKind.CAPTION, BlockKind.HEADING, BlockKind.PANEL):
            return
        if block.kind is not BlockKind.ROW and not _goes_on(blocks, index):
            return
        yield index


def _goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block that looks like prose stands within a table: rows follow it before anything else does."""
    block = blocks[at]
    if block.kind is BlockKind.BULLET or len(block.text) > _LONGEST:
        return False
    for later in blocks[at + 1 : at + 1 + _AHEAD]:
        if later.kind is BlockKind.ROW:
            return True
        if later.kind is not BlockKind.PARAGRAPH:
            return False
    return False


def _whole_title(lines: list[Piece], title: Piece) -> list[Piece]:
    """The lines, a first one that only goes on with the title joined to it and put before them."""
    if lines and (lines[0].text[:1].islower() or lines[0].text[:1] == "("):
        return [join([title, lines[0]], " "), *lines[1:]]
    return lines


def _footnotes(lines: Sequence[Piece]) -> tuple[list[Piece], list[tuple[str, Piece]]]:
    """The lines that are rows, and the footnotes: from the first mark on, up to the end of the table."""
    kept: list[Piece] = []
    notes: list[tuple[str, Piece]] = []
    for line in lines:
        match = _MARKED.match(line.text) or _NOTED.match(line.text)
        legend = _LEGEND.match(line.text)
        if match:
            notes.append((match["mark"], line.cut(match.end(), len(line.text))))
        elif legend:
            notes += _legends(line)
        elif notes:
            mark, words = notes[-1]
            notes[-1] = (mark, join([words, line], " "))
        else:
            kept.append(line)
    return kept, notes


def _legends(line: Piece) -> Iterator[tuple[str, Piece]]:
    """The abbreviations that one line explains: "N/R: Not reported; N/K: Not known"."""
    found = list(_LEGEND.finditer(line.text))
    for match, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else len(line.text)
        words = line.cut(match.end(), end).strip()
        cut = len(words.text.rstrip(" ;,."))
        yield match["mark"], words.cut(0, cut)
