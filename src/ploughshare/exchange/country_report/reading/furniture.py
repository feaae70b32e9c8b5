"""Page furniture: running heads, page numbers, section tabs, the title's ornament and the country's name in large.

Found by what repeats, by page numbers that count on from page to page, and by where it stands; never by its wording.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ploughshare.exchange.country_report.reading import countries
from ploughshare.exchange.country_report.reading.countries import Country
from ploughshare.exchange.country_report.reading.sheets import Line, is_capitals

_EDGE = 6
"""Furniture stands among this many lines at the top and at the bottom of a page."""
_LONGEST = 90
_SHORTEST = 5
"""Shorter capitals that repeat are codes in the head of a table that goes on ("UXO")."""
_NUMBERED = re.compile(
    r"(?:page\s+)?(?P<first>\d{1,4})(?:\s+(?P<after>\D.*))?|(?P<before>\D.*?)\s+(?P<last>\d{1,4})", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines that are furniture, by their start, and what they say of the chapter."""

    starts: frozenset[int]
    printed: dict[int, int]
    """Sheet -> the page number printed on it."""
    country: Country | None
    titles: tuple[str, ...]
    """Titles of the publication in the running heads, the most frequent first."""


def find(lines: Sequence[Line]) -> Furniture:
    """The furniture of a chapter whose lines are given in order."""
    sheets: dict[int, list[Line]] = {}
    for line in lines:
        if not line.is_blank:
            sheets.setdefault(line.sheet, []).append(line)
    paged = {sheet: its for sheet, its in sheets.items() if its[0].page is not None}
    printed, heads = _page_numbers(paged) if paged else ({}, _running_heads(lines))
    found = {line.start: line for line in heads}
    for line in _repeated(paged):
        found[line.start] = line
    if paged:
        tabs = [tab for line in heads for tab in _tabs(paged[line.sheet], line)]
    else:
        tabs = list(_repeated_above(lines, {line.start for line in heads}))
    found |= {line.start: line for line in tabs}
    titles = Counter(_title(line) for line in heads)
    names = list(_names(sheets.values()))
    for line, _ in names:
        found[line.start] = line
    for line in _ornament(sheets, titles):
        found[line.start] = line
    counted = Counter(country for _, country in names)
    return Furniture(
        frozenset(found),
        printed,
        counted.most_common(1)[0][0] if counted else None,
        tuple(title for title, _ in titles.most_common() if title),
    )


def _edges(lines: Sequence[Line]) -> list[Line]:
    return list(lines) if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _page_numbers(sheets: dict[int, list[Line]]) -> tuple[dict[int, int], list[Line]]:
    """Lines whose number runs on with the pages: it differs by the same from the page's own count on most of them."""
    candidates = [
        (line, number, number - line.page)
        for its in sheets.values()
        for line in _edges(its)
        if line.page is not None and len(line.words) <= _LONGEST
        for number in _numbers(line)
    ]
    voters: dict[int, set[int]] = {}
    for line, _, offset in candidates:
        voters.setdefault(offset, set()).add(line.sheet)
    if not voters:
        return {}, []
    # Of equal votes the plausible one: a page's printed number is seldom far from its place in the file.
    offset = min(voters, key=lambda each: (-len(voters[each]), abs(each)))
    if len(voters[offset]) < 2 and not (len(sheets) == 1 and abs(offset) <= 40):
        return {}, []
    chosen = [(line, number) for line, number, its in candidates if its == offset]
    return {line.sheet: number for line, number in chosen}, [line for line, _ in chosen]


def _running_heads(lines: Sequence[Line]) -> list[Line]:
    """Page numbers of a text without pages: beside a title that comes again with the number of a page soon after."""
    candidates = [(line, number, _title(line)) for line in lines for number in _numbers(line)]
    candidates = [
        each for each in candidates if each[2] and each[2][-1] not in ".;," and len(each[0].words) <= _LONGEST
    ]
    by_title: dict[str, list[tuple[Line, int]]] = {}
    for line, number, title in candidates:
        by_title.setdefault(title.casefold(), []).append((line, number))
    heads = {
        line.start: (line, number)
        for its in by_title.values()
        for one, other in pairwise(its)
        if 1 <= other[1] - one[1] <= 4
        for line, number in (one, other)
    }
    numbers = {number: line for line, number in heads.values()}
    for line, number, _ in candidates:  # the one page that has another title, between two that were found
        low, high = numbers.get(number - 1), numbers.get(number + 1)
        if low and high and low.start < line.start < high.start:
            heads[line.start] = (line, number)
    return [line for line, _ in heads.values()]


def _repeated_above(lines: Sequence[Line], heads: set[int]) -> Iterator[Line]:
    """The lines in capitals right above page numbers that stand in the text more than once."""
    counted = Counter(line.words for line in lines)
    for at, head in enumerate(lines):
        if head.start not in heads:
            continue
        for line in lines[max(at - 3, 0) : at][::-1]:
            if not is_capitals(line.words) or counted[line.words] < 2:
                break
            yield line


def _numbers(line: Line) -> Iterator[int]:
    if match := _NUMBERED.fullmatch(line.words):
        yield int(match["first"] or match["last"])


def _title(line: Line) -> str:
    match = _NUMBERED.fullmatch(line.words)
    return ((match["after"] or match["before"] or "") if match else "").strip()


def _repeated(sheets: dict[int, list[Line]]) -> Iterator[Line]:
    """Lines in capitals at the edge of several pages."""
    seen: dict[str, dict[int, Line]] = {}
    for sheet, its in sheets.items():
        for line in _edges(its):
            if _SHORTEST <= len(line.words) <= _LONGEST and is_capitals(line.words):
                seen.setdefault(line.words.casefold(), {})[sheet] = line
    for on in seen.values():
        if len(on) >= 2:
            yield from on.values()


def _tabs(sheet: Sequence[Line], head: Line) -> Iterator[Line]:
    """The lines in capitals between the edge of the page and its page number."""
    at = next(index for index, line in enumerate(sheet) if line.start == head.start)
    outer = sheet[:at] if at < len(sheet) / 2 else sheet[at + 1 :]
    if len(outer) <= 3 and all(is_capitals(line.words) and len(line.words) <= _LONGEST for line in outer):
        yield from outer


def _names(sheets: Iterable[Sequence[Line]]) -> Iterator[tuple[Line, Country]]:
    """The country's name as a title: alone on a line, in capitals or where the file says that it is a heading."""
    for its in sheets:
        for at, line in enumerate(its):
            titled = line.hint is not None and line.hint.level == 1
            if len(line.words) > 60 or not (titled or is_capitals(line.words)):
                continue
            for block in ([line], its[at : at + 2], its[at : at + 3]):  # a long name goes over lines
                if country := countries.named(" ".join(each.words for each in block)):
                    yield from ((each, country) for each in block)
                    break


def _ornament(sheets: dict[int, list[Line]], titles: Counter[str]) -> Iterator[Line]:
    """The publication's title over several lines: that of the running heads, else capitals that end in a year."""
    known = {re.sub(r"\W+", "", title).casefold() for title in titles}
    for its in sheets.values():
        blocks = [its[at : at + length] for at in range(len(its)) for length in range(1, 5)]
        short = [block for block in blocks if all(is_capitals(line.words) or line is block[-1] for line in block)]
        named = [block for block in short if _letters(block) in known and is_capitals(block[0].words)]
        for block in named or [block for block in short if _ends_in_year(block)]:
            yield from block


def _letters(block: Sequence[Line]) -> str:
    return re.sub(r"\W+", "", "".join(line.words for line in block)).casefold()


def _ends_in_year(block: Sequence[Line]) -> bool:
    is_year = len(block) > 1 and _YEAR.fullmatch(block[-1].words) is not None
    return is_year and all(_is_title(line.words) for line in block[:-1])


def _is_title(words: str) -> bool:
    """Whether a line may be one of the publication's title: capitals, and none of a list of dates."""
    return len(words) <= 40 and is_capitals(words) and not re.search(r"[:\d]|^\W", words)
