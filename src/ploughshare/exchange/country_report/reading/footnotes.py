"""The blocks of numbered notes among the lines of a chapter: before their page's text, after it, or at the end.

Many lines begin with a number: dates, cells, quantities. Which of them are notes is chosen for the whole chapter at
once, as the sequence of rising numbers that is the likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.margins import marks_breaks, set_width
from ploughshare.exchange.country_report.reading.model import BlockKind, Leftover, Span
from ploughshare.exchange.country_report.reading.sheets import Line, hint, is_capitals

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_START = re.compile(
    r"\s*(?:[-–•]\s+)?(?:\[\^?(?P<ref>\d{1,3})\]:?|(?P<small>\d{0,2}[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\d{0,2})"
    r"|(?P<number>\d{1,3})[.)]?)"
    r"(?:\s+(?=\S)|(?=[“\"‘A-Z])|(?=(?:19|20)\d\d\s[A-Z])|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹])(?=\S))"
)
_CITES = re.compile(
    r"\bibid\b|https?://|\be-?mails?\b|\binterviews?\b|\bstatements?\b|\breports?\b|\bpp?\.\s*\d|\bform [a-j]\b"
    r"|\bpresentation\b|\brequest\b|\bdoc\.|\bresolution\b|\b(?:19|20)\d\d\b|[“\"]|\bsee\b|\bop\. ?cit|\bloc\. ?cit",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
_WORDS = re.compile(r"[“\"‘'«(\[]*(?:[^\W\d_]|(?:19|20)\d\d\b)")
_GLUED = re.compile(r"\s*\d+(?![.)]?\s|[“\"‘]|[A-Z][a-zà-ÿ’]*[\s,.:;(]|[A-Z]{2,}[\s,.:;(])[^\W\d]")
"""A number right before what is no word."""
_ENDED = re.compile(r"[.!?…][”’\"'»)\]]*\s*$|https?://\S*[^\s,;]\s*$")
_REACH = 6
"""A note is seldom longer than this many printed lines."""
_GAP_COST = 3.0
_SURE = 1.5
"""A line with such a score is a note, even with a number that does not fit."""
_LOOKBACK = 40
"""No more numbers than this may be missing in a row."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note: its number, its lines, and where in the first its words begin."""

    number: int
    lines: tuple[Line, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class _Setting:
    """How notes are set: how long their lines are, and whether a space ends each line but the last."""

    width: float
    marks_breaks: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    number: int
    offset: int
    score: float


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes in the order of the text, and what is wrong with their numbers."""

    notes: tuple[FoundNote, ...]
    faults: tuple[Leftover, ...]


def find(lines: Sequence[Line], furniture: frozenset[int]) -> Footnotes:
    """The notes of a chapter. Their numbers rise; one that is missing, out of order or there twice is a fault."""
    kept = [line for line in lines if line.start not in furniture]
    candidates = [candidate for at in range(len(kept)) if (candidate := _candidate(kept, at))]
    chosen = _chain(candidates)
    if not chosen:
        return Footnotes((), ())
    setting = _Setting(max(set_width(kept[each.at].words) for each in chosen), marks_breaks(kept))
    strays = _strays(kept, candidates, chosen, setting)
    starts = sorted([*chosen, *strays], key=lambda each: each.at)
    ends = [each.at for each in starts[1:]] + [len(kept)]
    notes: list[FoundNote] = []
    in_order = {each.at for each in chosen}
    rising = {each.number for each in chosen}
    taken: set[int] = set()
    faults: list[Leftover] = []
    for each, following in zip(starts, ends, strict=True):
        its = tuple(kept[each.at : _end(kept, each.at, following, setting)])
        if each.number in taken or (each.at not in in_order and each.number in rising):
            faults.append(_fault(f"a second note {each.number} is left in the text", its))
            continue
        if taken and each.number < max(taken):
            faults.append(_fault(f"note {each.number} stands after note {max(taken)}", its))
        taken.add(each.number)
        notes.append(FoundNote(each.number, its, each.offset))
    faults += [Leftover(f"note {number} is missing") for number in range(1, max(taken)) if number not in taken]
    return Footnotes(tuple(notes), tuple(faults))


def _fault(why: str, lines: Sequence[Line]) -> Leftover:
    return Leftover(why, tuple(Span(line.page, line.start, line.start + len(line.text)) for line in lines))


def _strays(
    kept: Sequence[Line], candidates: Sequence[_Candidate], chosen: Sequence[_Candidate], setting: _Setting
) -> list[_Candidate]:
    """Lines within the blocks of notes that begin like one, with a number out of order."""
    ends = [each.at for each in chosen[1:]] + [len(kept)]
    inside = {
        at + 1
        for each, following in zip(chosen, ends, strict=True)
        for at in range(each.at, _end(kept, each.at, following, setting))
    }
    taken = {each.at for each in chosen}
    return [each for each in candidates if each.at in inside and each.at not in taken and each.score >= _SURE]


def _candidate(kept: Sequence[Line], at: int) -> _Candidate | None:
    line = kept[at]
    match = _START.match(line.text)
    if match is None:
        return None
    number = int(match["ref"] or match["number"] or match["small"].translate(SUPERSCRIPTS))
    words = line.text[match.end() :].strip()
    if number == 0 or not (hint(line).kind is BlockKind.NOTE or _WORDS.match(words)):
        return None
    return _Candidate(at, number, match.end(), _score(kept, at, words, is_small=bool(match["small"] or match["ref"])))


def _score(kept: Sequence[Line], at: int, words: str, *, is_small: bool) -> float:
    """How much a line that begins with a number looks like a note; below 0 where it rather is none."""
    line = kept[at]
    if hint(line).kind is BlockKind.NOTE:
        return 5.0
    if hint(line).kind is not None:
        return -5.0
    score = 2.0 if is_small or hint(line).is_small else 0.0
    follows = kept[at + 1].text if at + 1 < len(kept) and not _START.match(kept[at + 1].text) else ""
    marks = len({match[0].casefold() for match in _CITES.finditer(f"{words} {follows}")})
    score += min(marks, 3) - 0.5
    if words[0].islower() or (words.isupper() and len(words) > 4):
        score -= 3.0
    if _MONTH.match(words):
        score -= 3.0
    if not is_small and _GLUED.match(line.text):
        score -= 2.0  # half of something broken, such as an address
    before = kept[at - 1].words if at else ""
    if before and not _ENDED.search(before) and before[-1:] not in "0123456789":
        score -= 1.0
    return score


def _chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The rising sequence with the best sum of scores, numbers left out counted against it."""
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    before: list[int] = []
    for index, candidate in enumerate(candidates):
        reachable = range(max(candidate.number - _LOOKBACK, 0), candidate.number)
        value, previous = max(
            (
                best[low][0] + (1.0 if low == candidate.number - 1 else -_GAP_COST - 0.2 * (candidate.number - low)),
                best[low][1],
            )
            for low in (0, *reachable)
            if low in best
        )
        value += candidate.score
        before.append(previous)
        if value > best.get(candidate.number, (float("-inf"), -1))[0]:
            best[candidate.number] = (value, index)
    _, at = max(best.values())
    chosen: list[_Candidate] = []
    while at >= 0:
        chosen.append(candidates[at])
        at = before[at]
    return chosen[::-1]


def _end(kept: Sequence[Line], at: int, following: int, setting: _Setting) -> int:
    """Where the lines of a note end: at the next note, or where a line breaks off before the margin."""
    first = kept[at]
    if hint(first).kind is not None:
        return at + 1
    near = following - at <= _REACH and following < len(kept)
    for end in range(at + 1, following):
        line, previous = kept[end], kept[end - 1]
        if line.is_blank or line.sheet != first.sheet or is_capitals(line.words) or hint(line).kind is not None:
            return end
        if hint(first).is_small != hint(line).is_small:
            return end
        if near or not _ENDED.search(previous.words):
            continue
        word = line.words.split(" ", 1)[0]
        column = [set_width(each.words) for each in kept[end : end + 3] if not each.is_blank]
        if max(column) < 0.6 * setting.width:  # a column of text begins
            return end
        is_last = setting.marks_breaks and not previous.text.endswith(" ")
        if is_last or set_width(f"{previous.words} {word}") <= setting.width * 0.88:
            return end
    return following
