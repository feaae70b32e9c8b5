"""A book into its chapters: a chapter begins on the sheet that opens with its key data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading import countries, footnotes, furniture
from ploughshare.exchange.country_report.reading.countries import Country
from ploughshare.exchange.country_report.reading.layout import arrange
from ploughshare.exchange.country_report.reading.model import BlockKind, Chapter, Leftover, Page
from ploughshare.exchange.country_report.reading.sheets import Line, Sheet, lines

LONGEST_CHAPTER = 1_500_000
"""Characters; the longest of the family have some 150,000."""
_OPENING = re.compile(r"^\s*(?:#+\s*)?KEY DATA\s*$", re.MULTILINE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RELEASED = re.compile(r"\bRelease in ((?:19|20)\d\d)\s*(?=\(|$)", re.IGNORECASE | re.MULTILINE)


def chapters(sheets: Iterable[Sheet], path: Path) -> Iterator[Chapter]:
    """The chapters, each made as soon as the next begins; memory is bounded by the longest chapter.

    Raises:
        PloughshareError: ``document.too_large`` for a chapter that is none.
    """
    for group, before in _groups(sheets, path):
        if any(sheet.text.strip() for sheet in group):
            yield _chapter(group, before)


def _groups(sheets: Iterable[Sheet], path: Path) -> Iterator[tuple[list[Sheet], list[Leftover]]]:
    """The sheets of each chapter, and what is to be told of the pages before the first."""
    held: list[Sheet] = []
    before: list[Leftover] = []
    is_open = False
    for sheet in _split(sheets):
        if _OPENING.search(sheet.text) and held:
            # The line before the first page of a chapter (a title of the file) belongs to it.
            title = [held.pop()] if held[-1].number is None and sheet.number is not None else []
            if is_open:
                yield held, before
                before = []
            elif pages := [each.number for each in held if each.number is not None]:
                before = [Leftover(f"pages {pages[0]} to {pages[-1]} stand before the first chapter and are not read")]
            elif held:
                title = [*held, *title]  # of a text without pages nothing is left out
            held = title
        is_open = is_open or _OPENING.search(sheet.text) is not None
        held.append(sheet)
        if sum(len(each.text) for each in held) > LONGEST_CHAPTER:
            what = f"a chapter of more than {LONGEST_CHAPTER:,} characters"
            raise PloughshareError("document.too_large", path=path, what=what)
    if held:
        yield held, before


def _split(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Sheets that have no more than one opening each: a text without pages may hold several chapters."""
    for sheet in sheets:
        openings = [match.start() for match in _OPENING.finditer(sheet.text)]
        if len(openings) <= 1:
            yield sheet
            continue
        bounds = [0, *openings[1:], len(sheet.text)]
        for start, end in pairwise(bounds):
            first = sheet.text.count("\n", 0, start)
            last = sheet.text.count("\n", 0, end)
            own = {number - first: its for number, its in sheet.hints.items() if first <= number < last}
            yield Sheet(sheet.number, sheet.text[start:end], own)


def _chapter(sheets: Sequence[Sheet], before: Sequence[Leftover]) -> Chapter:
    text = "".join(sheet.text for sheet in sheets)
    printed = list(lines(sheets))
    found = furniture.find(printed)
    starts = found.starts | _preamble(sheets, printed)
    notes = footnotes.find(printed, starts)
    layout = arrange(printed, starts, notes.notes)
    said = [block.text for block in layout.blocks if block.kind not in (BlockKind.NOTE, BlockKind.FURNITURE)]
    country = found.country or _spoken_of(said)
    return Chapter(
        country.code if country else "",
        country.name if country else "",
        _edition(found, sheets, text),
        text,
        tuple(_pages(sheets, found.printed)),
        layout.blocks,
        tuple(sorted(layout.notes, key=lambda note: note.number)),
        (*before, *notes.faults),
    )


def _preamble(sheets: Sequence[Sheet], printed: Sequence[Line]) -> frozenset[int]:
    """The lines before the first page mark of a file that has them: a title of the file, not of the page."""
    if len(sheets) > 1 and sheets[0].number is None and sheets[1].number is not None:
        return frozenset(line.start for line in printed if line.sheet == 0)
    return frozenset()


def _spoken_of(said: Sequence[str]) -> Country | None:
    """The country that the text is about: it is named first in the most of its blocks."""
    votes: dict[str, list[Country]] = {}
    for text in said:
        if named := countries.mentioned(text):
            votes.setdefault(named[0].code, []).append(named[0])
    return max(votes.values(), key=len)[0] if votes else None


def _edition(found: furniture.Furniture, sheets: Sequence[Sheet], text: str) -> int | None:
    """The year in the publication's title, else the year after that of the released land."""
    for title in (*found.titles, *(sheet.text for sheet in sheets if sheet.number is None and len(sheets) > 1)):
        if year := _YEAR.search(title):
            return int(year[0])
    released = [int(year) for year in _RELEASED.findall(text)]
    return max(released) + 1 if released else None


def _pages(sheets: Sequence[Sheet], printed: dict[int, int]) -> Iterator[Page]:
    start = 0
    for index, sheet in enumerate(sheets):
        yield Page(sheet.number, printed.get(index), start, start + len(sheet.text))
        start += len(sheet.text)
