"""Undoing of line breaks: lines of one block into a piece."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ploughshare.exchange.country_report.reading.model import Piece, Run, Span, join
from ploughshare.exchange.country_report.reading.sheets import Line

_WASTE = re.compile(
    r"\u00ad"  # soft hyphens
    r"|[\u200b\u2060\ufeff]"  # characters without width
    r"|(?<=\s)[^\S\t]+|[^\S\t]+(?=\t)"  # doubled spaces, and those beside a tab, which parts cells
    r"|[^\S\t]+(?=[,;:)\]”’](?:\s|$))"  # an italic word leaves a space before the comma
    r"|[^\S\t]+(?=\.(?:\s|$|\d))"
)
_EMPTY_CELLS = re.compile(r"[^\S\t]*(\t+)[^\S\t]*(?=\S)")
_ADDRESS = re.compile(r"<(?=https?://)|(?<=\S)>(?=[\s.,;)]|$)")
_ITALIC = re.compile(r"(?<![\w*])(?P<mark>\*{1,2})(?=[^\s*])[^*\n]+(?<=[^\s*])(?P=mark)(?![\w*])")
"""Only in pairs: a star that stands alone marks a value that has a footnote."""
_BREAKS_OPEN = re.compile(r"[\w)]([-‐–/])$|—$")
_ADDRESS_BREAKS = (
    # A complete address in a note is followed by a sign.
    (
        re.compile(r"https?://\S*\w$"),
        re.compile(r"(?!(?:and|or|in|on|see|last|accessed)\b)[\w%-]+(?:[/.?=&#-][\w%]+)*[.,;)]"),
    ),
    (re.compile(r"https?:/?/?$"), re.compile(r"[\w/]")),
    (re.compile(r"https?://\S*[/_=?&-]$"), re.compile(r"[\w/?=&%~#-]")),
    (re.compile(r"https?://[\w-]+\.$"), re.compile(r"[\w.-]+/")),  # within the host's name
)


def piece_of(line: Line, start: int = 0, end: int | None = None) -> Piece:
    """A line, or part of one, without doubled spaces and other waste of the setting."""
    text = line.text[start : len(line.text) if end is None else end]
    raw = Piece(text, (Run(0, Span(line.page, line.start + start, line.start + start + len(text))),) if text else ())
    return clean(raw)


def clean(piece: Piece) -> Piece:
    """A piece without doubled spaces, soft hyphens, spaces before punctuation and the marks of Markdown."""
    waste = _WASTE
    if "<http" in piece.text or "*" in piece.text:
        piece = piece.without(sorted([*_ranges(_ADDRESS, piece.text), *_italics(piece.text)]))
    cleaned = piece.without(_ranges(waste, piece.text))
    stripped = cleaned.strip()
    if "\t" in stripped.text and (empty := _EMPTY_CELLS.match(cleaned.text)):
        return cleaned.cut(empty.start(1), len(cleaned.text.rstrip()))  # the first cells of the row are empty
    return stripped


def _ranges(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _italics(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _ITALIC.finditer(text):
        width = len(match["mark"])
        found += [(match.start(), match.start() + width), (match.end() - width, match.end())]
    return found


_SPACE = Piece(" ", ())
_AT_LINE_END = re.compile(r"(\w+)[-‐]\s*\n\s*(\w+)")


class Words:
    """The words of a chapter, by which a hyphen at the end of a line is kept or undone."""

    def __init__(self, text: str) -> None:
        # The halves of a broken word are no words.
        whole = _AT_LINE_END.sub(" ", text.casefold())
        self._count = Counter(re.findall(r"\w+(?:[-‐]\w+)*", whole))
        ends = _AT_LINE_END.findall(text.casefold())
        lines = sum(len(line) > 30 for line in text.split("\n"))
        known = sum(self._count[f"{left}{right}"] > 0 for left, right in ends)
        self._hyphenates = len(ends) > 0.03 * lines or known > 1
        """Whether the text was set with hyphenation: many lines end so, or some in words that it has elsewhere."""

    def is_broken(self, left: str, right: str) -> bool:
        """Whether the hyphen between two halves only broke the word at the end of the line.

        A compound keeps its hyphen, and so does what cannot be told.
        """
        if not left.isalpha() or not (right[:1].islower() or (left.isupper() and right.isupper())):
            return False
        whole, compound = self._count[f"{left}{right}".casefold()], self._count[f"{left}-{right}".casefold()]
        if whole or compound:
            return whole > compound
        return self._hyphenates and not (self._count[left.casefold()] and self._count[right.casefold()])


def unwrap(pieces: Sequence[Piece], words: Words) -> Piece:
    """Lines of one block as one piece: a space in place of each line break, none after a dash or in an address."""
    fitted: list[Piece] = []
    for piece in filter(len, pieces):
        if fitted:
            fitted[-1], between = _fitted(fitted[-1], piece, words)
            if between:
                fitted.append(_SPACE)
        fitted.append(piece)
    return clean(join(fitted, ""))


def _fitted(left: Piece, right: Piece, words: Words) -> tuple[Piece, bool]:
    """What is before a line break as it stays, and whether a space comes in place of the break."""
    if any(end.search(left.text) and start.match(right.text) for end, start in _ADDRESS_BREAKS):
        return left, False
    if not (mark := _BREAKS_OPEN.search(left.text)):
        return left, True
    if mark[1] in ("-", "‐"):
        first = re.search(r"\w+$", left.text[: mark.start(1)])
        second = re.match(r"\w+", right.text)
        if first and second and words.is_broken(first[0], second[0]):
            return left.cut(0, mark.start(1)), False
    return left, False
