"""The blocks of numbered notes among the lines of a chapter: before their page's text, after it, or at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.sheets import Line, hint, is_capitals

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_START = re.compile(
    r"[-–•]?\s*(?:\[\^?(?P<ref>\d{1,3})\]:?|(?P<number>\d{1,3})[.)]?|(?P<small>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?:\s+(?=\S)|(?=[“\"‘A-Z]))"
)
_NOTE_LIKE = re.compile(
    r"\bibid\b|https?://|\be-?mails?\b|\binterviews?\b|\bstatements?\b|\breports?\b|\bpp?\.\s*\d|\bform [a-j]\b"
    r"|\bpresentation\b|\brequest\b|\bdoc\.|\bresolution\b|\b(?:19|20)\d\d\b|[“\"]|\bibidem\b|\bsee\b|\bop\. ?cit|\bloc\. ?cit",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…][”’\"'»)\]]*\s*$|https?://\S+\s*$")
_REACH = 12
"""A note is no longer than this many lines, as far as looking for the next one goes."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note: its number, its lines, and where in the first its words begin."""

    number: int
    lines: tuple[Line, ...]
    offset: int


def find(lines: Sequence[Line], furniture: frozenset[int]) -> list[FoundNote]:
    """The notes in the order of the text. Their numbers rise; one that is missing leaves a gap."""
    kept = [line for line in lines if line.start not in furniture and not line.is_blank]
    width = _width(kept)
    found: list[FoundNote] = []
    at, last = 0, 0
    while at < len(kept):
        start = _starts(kept, at, last)
        if start is None:
            at += 1
            continue
        number, offset = start
        end = _end(kept, at, number, width)
        found.append(FoundNote(number, tuple(kept[at:end]), offset))
        at, last = end, number
    return found


def _number(line: Line) -> tuple[int, int] | None:
    if match := _START.match(line.text.lstrip()):
        indent = len(line.text) - len(line.text.lstrip())
        digits = match["ref"] or match["number"] or match["small"].translate(SUPERSCRIPTS)
        return int(digits), indent + match.end()
    return None


def _starts(kept: Sequence[Line], at: int, last: int) -> tuple[int, int] | None:
    """The number and offset of the note that starts on this line, if one does."""
    found = _number(kept[at])
    if found is None or found[0] <= last:
        return None
    number, offset = found
    words = kept[at].text[offset:]
    if not re.match(r"[“\"‘'«(\[]?[^\W\d_]", words) and not re.match(r"[“\"‘'«(\[]?\d{4}\b", words):
        return None
    likely = _likeness(kept, at, offset)
    follows = _followed(kept, at, number)
    if number == last + 1:
        return found if likely >= 2 or (likely and follows) or (follows and _small(kept[at])) else None
    # A number that leaves a gap needs its neighbour, so that a date in the text is not taken for it.
    return found if number <= last + 6 and likely and follows else None


def _likeness(kept: Sequence[Line], at: int, offset: int) -> int:
    """How much the words look like a note: marks of a citation within its first two lines; more if words begin one."""
    first = kept[at].text[offset:]
    words = " ".join([first, *(line.text for line in kept[at + 1 : at + 2] if _number(line) is None)])
    marks = len({match[0].casefold() for match in _NOTE_LIKE.finditer(words)})
    begins = first[:1].isupper() or first[:1] in '“"‘«'
    return 0 if not marks else (marks if begins and not first.isupper() else 1) + (1 if _small(kept[at]) else 0)


def _followed(kept: Sequence[Line], at: int, number: int) -> bool:
    return any(
        (found := _number(line)) is not None and found[0] == number + 1 for line in kept[at + 1 : at + 1 + _REACH]
    )


def _small(line: Line) -> bool:
    return hint(line).is_small


def _width(kept: Sequence[Line]) -> int:
    """How long the printed lines of notes are: the longest line with two marks of a citation."""
    lengths = sorted(len(line.words) for line in kept if _number(line) and len(_NOTE_LIKE.findall(line.text)) >= 2)
    return lengths[-1] if lengths else 0


def _end(kept: Sequence[Line], at: int, number: int, width: int) -> int:
    """Where the lines of the note end: at the next note, else where a line breaks off before the margin."""
    first = kept[at]
    if hint(first).kind is not None:
        return at + 1
    for end in range(at + 1, min(len(kept), at + _REACH)):
        line, before = kept[end], kept[end - 1]
        found = _number(line)
        if found is not None and number < found[0] <= number + 6 and _starts(kept, end, number) is not None:
            return end
        if line.sheet != first.sheet or is_capitals(line.words) or _small(first) != _small(line):
            return end
        room = len(before.words) + 1 + len(line.words.split(" ", 1)[0]) <= width * 0.84
        if _ENDED.search(before.words) and (room or not before.text.endswith(" ")):
            return end
    return min(len(kept), at + _REACH)
