"""Where lines break: whether a printed line was broken because it was full, or because its paragraph ended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ploughshare.exchange.country_report.reading.sheets import Line

_WINDOW = 10
"""A column's measure is taken from no more lines of a block than these."""
_AROUND = 25
_SLACK = 1.0
"""Letters by which estimated widths err."""
_ENDED = re.compile(r"[.!?…:][”’\"')\]]*\s*(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\s*$")
_DASHED = re.compile(r"[-‐–—/]$")


class Margins:
    """The measure of the columns of a chapter."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._widths = [set_width(line.words) for line in lines]
        self._at = {line.start: index for index, line in enumerate(lines)}
        self._marks_breaks = marks_breaks(lines)

    def is_full(self, line: Line) -> bool:
        """Whether a line that stands for itself reaches near the margin of the text around it."""
        if self._is_last(line):
            return False
        at = self._at[line.start]
        near = sorted(self._widths[max(at - _AROUND, 0) : at + _AROUND + 1])
        return self._widths[at] > 0.9 * near[len(near) * 3 // 4]

    def breaks_off(self, block: Sequence[Line], following: Line) -> bool:
        """Whether a block ends before the following line: it ends a sentence, and the next word had room."""
        line = block[-1]
        if self._is_last(line):
            return True
        if not _ENDED.search(line.words) or following.words[:1].islower():
            return False
        word = following.words.split(" ", 1)[0]
        mark = re.search(r"\d*$", line.words)
        small = 0.45 * set_width(mark[0]) if mark else 0.0  # a note's number is set small
        return set_width(f"{line.words} {word}") - small <= self._column(block) - _SLACK

    def _is_last(self, line: Line) -> bool:
        return self._marks_breaks and not line.text.endswith(" ") and not _DASHED.search(line.words)

    def _column(self, block: Sequence[Line]) -> float:
        """The measure of the column: the longest of the block's last lines; of one line, of those after it."""
        at = self._at[block[-1].start]
        first = self._at[block[0].start]
        near = self._widths[max(at - _WINDOW, first) : at + 1] if at > first else self._widths[at : at + 4]
        return max(near)


def marks_breaks(lines: Sequence[Line]) -> bool:
    """Whether the extraction left a space at the end of each line but the last of a block."""
    ends = [line.text.endswith(" ") for line in lines if len(line.words) > 40 and not _DASHED.search(line.words)]
    return len(ends) > 20 and sum(ends) > 0.75 * len(ends)


def set_width(text: str) -> float:
    """How wide a text is set, in average letters of a sans-serif face."""
    return sum(_WIDTH.get(char, 1.4 if char.isupper() else 1.16) for char in text)


# From the metrics of Helvetica, over the mean of running English.
_WIDTH = {
    **dict.fromkeys("ijl'’‘|", 0.47),
    **dict.fromkeys(" .,:;!ft/I[]-", 0.58),
    **dict.fromkeys('r()“”"', 0.70),
    **dict.fromkeys("csvxyzkJ", 1.05),
    **dict.fromkeys("mM%W", 1.75),
    **dict.fromkeys("wCDHNRUGOQ", 1.5),
    "—": 2.0,
}
