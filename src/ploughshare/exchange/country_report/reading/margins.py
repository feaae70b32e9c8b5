"""Where lines break: whether a printed line was broken because it was full, or because its paragraph ended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ploughshare.exchange.country_report.reading.sheets import Line

_WINDOW = 8
"""A column's width is taken from this many lines before and after: a page may go from two columns to one."""
_ENDED = re.compile(r"[.!?…:][”’\"')\]]*\s*(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\s*$")
_DASHED = re.compile(r"[-‐–—/]$")


class Margins:
    """The measure of the columns of a chapter."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._widths = [_width(line.words) for line in lines]
        self._at = {line.start: index for index, line in enumerate(lines)}
        ends = [line.text.endswith(" ") for line in lines if len(line.words) > 40 and not _DASHED.search(line.words)]
        self._marks_breaks = len(ends) > 20 and sum(ends) > 0.75 * len(ends)
        """The extraction left a space at the end of each line but the last of a block."""

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches near the margin of its column."""
        if self._marks_breaks and not line.text.endswith(" ") and not _DASHED.search(line.words):
            return False
        return _width(line.words) > 0.72 * self._column(line)

    def breaks_off(self, line: Line, following: Line) -> bool:
        """Whether a block ends with this line: it ends a sentence, and the word that follows would have fitted on it."""
        if self._marks_breaks and not line.text.endswith(" ") and not _DASHED.search(line.words):
            return True
        if not _ENDED.search(line.words) or following.words[:1].islower():
            return False
        word = following.words.split(" ", 1)[0]
        return _width(f"{line.words} {word}") <= self._column(line) - 1

    def _column(self, line: Line) -> float:
        at = self._at[line.start]
        near = sorted(self._widths[max(at - _WINDOW, 0) : at + _WINDOW + 1])
        own = self._widths[at]
        # A wider column beside it does not count: the widest line that is no more than a quarter wider.
        fitting = [width for width in near if width <= own * 1.6]
        return max(fitting, default=own)


def _width(text: str) -> float:
    """The length of a text in average letters of a text face."""
    return sum(_WIDTH.get(char, 1.25 if char.isupper() else 1.0) for char in text)


_WIDTH = dict.fromkeys("ijlft.,;:'’‘!|()[]-/ I", 0.5) | dict.fromkeys("mwMW@%—", 1.5)
