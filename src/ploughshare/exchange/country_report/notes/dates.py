"""The dates of a citation: single days, lists that share a month or a year, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, start=1)
}
_MONTHS["sept"] = 9
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
"""The names of the months and their abbreviations, as alternatives of a pattern."""
_TOKEN = re.compile(
    rf"(?P<us>\b(?:{MONTH})\.?\s\d{{1,2}},\s(?:19|20)\d\d\b)"
    r"|(?P<day>(?<![\d/.])\b\d{1,2})(?:st|nd|rd|th)?\b(?![./]\d)"
    rf"|(?P<month>\b(?:{MONTH})\b\.?)"
    r"|(?P<year>\b(?:19|20)\d\d\b)"
    r"|(?P<join>,?\s*(?:\band\b|&)|,)"
    r"|(?P<range>\s?[-–]\s?|\bto\b)"
    r"|(?P<space>\s+)|(?P<other>\S)",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """A date as printed: ``start`` and ``end`` in the text, and its digits (of a range, what both ends share)."""

    start: int
    end: int
    date: str


_NO_YEAR = re.compile(rf"(?<![\d/.])\b\d{{1,2}}\s(?:{MONTH})\b\.?(?!\.?,?\s*(?:19|20)\d\d)", re.IGNORECASE)


def completed(text: str, year: str | None) -> str:
    """The text with the year of the next date behind each day and month without one; ``year`` is that of what follows.

    "24 April; A. Lee, 30 April; and B. May, 4 May 2025" are all of one year.
    """
    for match in reversed(list(_NO_YEAR.finditer(text))):
        if following := next(iter(years(text[match.end() :])), year):
            text = f"{text[: match.end()]} {following}{text[match.end() :]}"
    return text


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def dates(text: str) -> list[Dated]:
    """Every date of a citation that has a month, in order. "3 and 11 April 2022" is two."""
    return [found for cluster in _clusters(text) for found in _of(cluster)]


def years(text: str) -> list[str]:
    """The years named in a text; each of a short range ("2013–15" is the first)."""
    return re.findall(r"\b(?:19|20)\d\d\b", text)


def _clusters(text: str) -> Iterator[list[_Token]]:
    """Runs of days, months and years with nothing between them but commas and "and"; each ends with a year."""
    held: list[_Token] = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "space":
            continue
        if kind == "other":
            yield from _ended(held)
            held = []
        else:
            held.append(_Token(kind, match[0], match.start(), match.end()))
    yield from _ended(held)


def _ended(held: list[_Token]) -> Iterator[list[_Token]]:
    while held and held[-1].kind not in ("year", "us"):
        held = held[:-1]
    if any(token.kind in ("month", "us") for token in held):
        yield held


def _of(cluster: list[_Token]) -> list[Dated]:
    """The dates of a cluster, read from its end, where month and year stand that those before it share."""
    found: list[Dated] = []
    year = month = ""
    end = 0
    pending: _Token | None = None  # a month not yet joined with a day
    later: Dated | None = None  # the end of a range whose beginning is still to come
    tokens = list(cluster)
    while tokens:
        token = tokens.pop()
        if token.kind != "day" and pending is not None and token.kind in ("year", "month", "us"):
            found.append(Dated(pending.start, end, f"{year}-{month}"))
            pending = None
        if token.kind == "us":
            name, day, year = re.findall(r"\w+", token.text)
            found.append(Dated(token.start, token.end, f"{year}-{_number(name)}-{int(day):02d}"))
            month = ""
        elif token.kind == "year":
            year, month, end = token.text, "", token.end
        elif token.kind == "month" and year:
            month, pending = _number(token.text), token
            end = token.end if not end or end < token.start else end
        elif token.kind == "range" and found and pending is None:
            later = found.pop()  # from one month to another: what both dates share
        elif token.kind == "day" and month and 1 <= int(token.text) <= 31:
            start = token.start
            ranged = len(tokens) > 1 and tokens[-1].kind == "range" and tokens[-2].kind == "day"
            if ranged:
                start = tokens[-2].start
                del tokens[-2:]
            date = f"{year}-{month}" if ranged else f"{year}-{month}-{int(token.text):02d}"
            own = Dated(start, max(end, token.end) if pending else token.end, date)
            found.append(Dated(start, later.end, date[:4]) if later else own)
            pending = later = None
    if pending is not None:
        found.append(Dated(pending.start, end, f"{year}-{month}"))
    if later is not None:
        found.append(later)
    return found[::-1]


def _number(month: str) -> str:
    return f"{_MONTHS[month.rstrip('.').lower()]:02d}"
