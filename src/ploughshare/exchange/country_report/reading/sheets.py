"""What a reader of a format hands on: sheets of printed lines, with what the file itself says of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ploughshare.exchange.country_report.reading.model import BlockKind

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits to superscripts: how readers hand on what stands above the line."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the file says of a line. With a ``kind`` the line is a whole block, and nothing is guessed about it."""

    kind: BlockKind | None = None
    level: int | None = None
    is_small: bool = False  # set smaller than the text, as notes are
    follows: bool = False  # as close under the line before it as the lines of one block are


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or a whole document that has none: its text, each line ended by a line feed, and hints by line number."""

    number: int | None
    text: str
    hints: Mapping[int, Hint] = field(default_factory=dict)


class SheetWriter:
    """Makes a sheet of a format that knows its blocks: each on a line of its own, with an empty line after it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._hints: dict[int, Hint] = {}

    def line(self, text: str, hint: Hint | None = None) -> None:
        """A line of a block that may go on, such as a row of a table."""
        if hint is not None:
            self._hints[len(self._lines)] = hint
        self._lines.append(text.replace("\n", " "))

    def block(self, text: str, hint: Hint | None = None) -> None:
        """A block that is whole."""
        self.line(text, hint)
        self.end()

    def end(self) -> None:
        """End a block."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def sheet(self, number: int | None) -> Sheet:
        """What was written."""
        return Sheet(number, "".join(f"{line}\n" for line in self._lines), self._hints)


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
