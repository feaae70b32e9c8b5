"""The values in a stretch of a table or panel: numbers with what qualifies them, and words for what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import Piece
from ploughshare.figure import Figure, State, parse
from ploughshare.figure.words import modifiers

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""No spaces within a number: in a table a space parts two cells."""
_UNIT = r"(?:\s?(?:k?m\s?[²2]?|ha|%)(?![\w²]))?"
_COUNTED = r"(?:dogs?|MDDs?|handlers?|rats?|MDRs?|teams?|machines?|deminers?|operators?|people|staff|sets?|pairs?|K9s?)"
_GROUP = r"\([^()]*\)"
_INCLUDED = re.compile(
    rf"\bincl(?:\.|uding|usive of|udes)?\s+(?P<count>(?:[a-z ]+ )??{_DIGITS}|[a-z]+)\b(?P<rest>[^)]*)", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PRINTED_STATES = ("none", "not available", "data not available", "n/k", "tbc", "tbd", "missing")
"""Ways to print a value that is none, beside those of the vocabulary figure_states."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: ``piece.text[start:end]`` of what was scanned.

    ``stars`` is the mark of its footnote ("*"), ``group`` what follows in brackets, ``figure`` None where the words
    state none that is known (a dash, an amount of money).
    """

    start: int
    end: int
    words: str
    piece: Piece
    stars: str
    group: str
    figure: Figure | None
    included: Figure | None = None

    @property
    def is_year(self) -> bool:
        """Whether it is no more than a year."""
        return bool(_YEAR.fullmatch(self.words))


@cache
def _states() -> str:
    terms = [term for term in vocab.load("figure_states").terms.values() if term.id != State.VALUE]
    words = {way for term in terms for way in (term.label, *term.extra["words"])} | set(_PRINTED_STATES)
    return "|".join(re.escape(way).replace(r"\ ", r"\s+") for way in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    before = "|".join(
        re.escape(way).replace(r"\ ", r"\s+") + (r"\s+" if way[-1].isalpha() or way[-1] == "." else r"\s?")
        for way in modifiers("before")
    )
    number = rf"(?:(?<!\S)[-−+±])?(?:[€$£]\s?|US\$\s?)?{_DIGITS}(?:\s?(?:million|billion)\b)?{_UNIT}"
    joint = r"(?:[–—]|-(?=\d)|/(?=\d)|\s+to\s+)"
    counted = rf"{_DIGITS}\s?{_COUNTED}(?:\s?(?:,|/|&|\+|\band\b)?\s*{_DIGITS}\s?{_COUNTED})*(?!\w)"
    plus = r"(?:\+|\s+or more)?"
    return re.compile(
        rf"(?<![\w.,/(])(?P<before>\*+)?(?:(?P<state>(?:{_states()})(?![\w/]))|(?P<dash>[-–—]+(?=[\s*]|$))"
        rf"|(?P<number>{counted}|(?:{before})?{number}(?:{joint}{number})?{plus}(?![\w²]|[.,]\d)))"
        rf"(?P<stars>\*+|[†‡§]|\s\*+(?=\s|$))?(?P<group>\s*{_GROUP}(?:\*+)?)?",
        re.IGNORECASE,
    )


def scan(piece: Piece, unit: str | None = None) -> list[Value]:
    """Every value in the piece from left to right, read in ``unit`` where it names none of its own."""
    return [_value(piece, match, unit) for match in _pattern().finditer(piece.text)]


def _value(piece: Piece, match: re.Match[str], unit: str | None) -> Value:
    words = (match["state"] or match["dash"] or match["number"]).strip()
    group = (match["group"] or "").strip()
    stars = (match["stars"] or match["before"] or "").strip()
    if group.endswith("*"):
        stars = stars or group[len(group.rstrip("*")) :]
        group = group.rstrip("*")
    figure, included = None, None
    if not match["dash"]:
        figure = figure_of(words, unit)
        included = _included(group, unit)
    return Value(
        match.start(), match.end(), words, piece.cut(match.start(), match.end()), stars, group, figure, included
    )


def figure_of(words: str, unit: str | None) -> Figure | None:
    """The figure that a cell's words state, None where they state none."""
    try:
        return parse(re.sub(r"(?<=m)\s?[2²]", "2", words.removeprefix("+")), unit)
    except PloughshareError:
        return None


def _included(group: str, unit: str | None) -> Figure | None:
    """N of "incl. N during spot tasks"."""
    found = _INCLUDED.search(group)
    return figure_of(found["count"], unit) if found else None


def in_unit(value: Value, unit: str | None) -> Value:
    """The value read again in another unit: the unit of a column is known only when all its cells are."""
    if value.figure is None:
        return value
    return replace(value, figure=figure_of(value.words, unit), included=_included(value.group, unit))


def tail(values: list[Value], text: str) -> Iterator[Value]:
    """The values at the end of a text with nothing but space between them and after them, from left to right."""
    end = len(text.rstrip())
    run: list[Value] = []
    for value in reversed(values):
        if text[value.end : end].strip():
            break
        run.append(value)
        end = value.start
    return reversed(run)
