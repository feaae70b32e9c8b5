"""What a reader of a format hands on: sheets of printed lines, with what the file itself says of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ploughshare.exchange.country_report.reading.model import BlockKind


@dataclass(frozen=True, slots=True)
class Hint:
    """What the file says of a line. With a ``kind`` the line is a whole block, and nothing is guessed about it."""

    kind: BlockKind | None = None
    level: int | None = None
    is_small: bool = False  # set smaller than the text, as notes are


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or a whole document that has none: its text, each line ended by a line feed, and hints by line number."""

    number: int | None
    text: str
    hints: Mapping[int, Hint] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, its characters counted in the chapter's text. ``sheet`` counts the chapter's sheets from 0."""

    text: str
    start: int
    sheet: int
    page: int | None
    hint: Hint | None = None

    @property
    def words(self) -> str:
        """The line without white space at its ends."""
        return self.text.strip()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.words


_NO_HINT = Hint()


def hint(line: Line) -> Hint:
    """What the file says of a line, or a hint that says nothing."""
    return line.hint or _NO_HINT


def lines(sheets: Iterable[Sheet]) -> Iterator[Line]:
    """The lines of sheets that follow each other in one text."""
    start = 0
    for index, sheet in enumerate(sheets):
        for number, text in enumerate(sheet.text.split("\n")):
            yield Line(text, start, index, sheet.number, sheet.hints.get(number))
            start += len(text) + 1
        start -= 1  # split gives one line more than there are line feeds


_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2}")


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals. Units and ordinals ("km²", "20th") may be small."""
    plain = re.sub(r"\b(?:k?m[²2]?|ha|\d+(?:st|nd|rd|th))\b", "", text)
    return bool(_CAPITALS.search(plain)) and not re.search(r"[a-zß-öø-ÿ]", plain)
