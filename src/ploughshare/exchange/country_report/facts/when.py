"""When: dates of a sentence with what stands before them, and what the sentences before make of "in March"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ploughshare.exchange.country_report.facts.points import Point, points, written
from ploughshare.figure.numbers import SMALL

_JOINT = re.compile(
    r"\s*(?:–|-|to|through to|through|until|up to|and|or|and from)\s*(?:early"
    r"|the)?\s*",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:\b(?P<since>since|as from|from)|\b(?P<after>after|following)|\b(?P<before>before|prior to|ahead of)"
    r"|\b(?P<by>by|no later than|not later than|until|till|up to|through)|\b(?P<at>as at|as of|at)"
    r"|\b(?P<covering>cover(?:ing|ed))(?:\s+calendar\s+years?)?"
    r"|\b(?P<between>between|from)|\b(?P<plain>in|on|for|during|over|in (?:the )?(?:course|month|year) of"
    r"|throughout|of|dated))"
    r"\s+(?:the\s+)?(?:end\s+of\s+)?(?:calendar\s+year\s+)?$",
    re.IGNORECASE,
)
_NUMBER = "|".join(["an?", r"\d+", *SMALL])
_RELATIVE = re.compile(
    rf"\b(?:(?P<count>{_NUMBER})\s+(?P<unit>days?|weeks?|months?|years?)\s+(?P<way>later|earlier|before"
    rf"|after)\b(?!,?\s+(?:in|on)\s+(?:\w+\s+)?(?:19|20)\d\d)"
    r"|(?:in\s+|during\s+|over\s+|as\s+in\s+)?the\s+(?P<turn>same|following|next|previous|preceding)"
    r"\s+(?P<what>year|month)\b"
    r"|the\s+(?P<past>year|month)\s+before\b"
    r"|(?:that|during\s+the|the\s+same)\s+(?P<that>year|month)\b"
    rf"|in\s+the\s+(?:last|past)\s+(?P<last>{_NUMBER})\s+years?\b"
    rf"|in\s+the\s+(?P<run>{_NUMBER})\s+years?\s+(?:to|up\s+to)\s+(?P<run_to>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|on|by|since|from|until|during|of|to|and|or|at|before|after|between|for|covering|early|mid|late|as"
    r"|only|to end)"
    r"[\s-]+(?:the\s+)?(?:course\s+of\s+)?$",
    re.IGNORECASE,
)
_NAMED_BY_YEAR = re.compile(
    r"\s+(?!(?:and|or|to|but|with|for|by|in|on|of|at|the|it|was|were|had|has|is|from|as|when|where|which"
    r"|that)\b)[\w“-]"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text from ``start`` (its preposition counted) to ``end``; ``date`` as ``ploughshare.dates`` has it.

    ``role``: ``at`` for when something is so or happens; ``covering`` for the period of a report; ``named`` where the
    year only names a thing ("the 2018 agreement"). ``resolved`` where the sentences before had to give the year.
    """

    start: int
    end: int
    date: str
    precision: str
    role: str = "at"
    resolved: bool = False


class Context:
    """The last date said, which gives the year to "in March" and the start to "a month later"."""

    def __init__(self, reporting_year: int | None) -> None:
        self._reporting_year = reporting_year
        self._year: int | None = None
        self._month: int | None = None

    def dates(self, text: str, start: int, end: int) -> list[Dated]:
        """The dates between two characters of a text, left to right; later sentences must come later."""
        found: list[Dated] = []
        relatives = list(_RELATIVE.finditer(text, start, end))
        groups = [
            group
            for group in _groups(text, start, end)
            if not any(match.start() <= group[0].start < match.end() for match in relatives)
        ]
        for group in groups:
            while relatives and relatives[0].start() < group[0].start:
                found += self._relative(relatives.pop(0))
            found.append(self._dated(text, group))
        for match in relatives:
            found += self._relative(match)
        return found

    def _dated(self, text: str, group: tuple[Point, ...]) -> Dated:
        first, last = group[0], group[-1]
        given = first.year or last.year or (last.last[0] if last.last else None)
        year = given or self._year or self._reporting_year
        low, high = first.at(year), last.until(last.year or year)
        cue = _CUE.search(text[max(0, first.start - 40) : first.start])
        role, date, precision = _placed(cue, low, high, first, group)
        begin = first.start - (len(cue[0]) if cue else 0)
        if first.month is None and len(group) == 1 and not first.last and _names(text, first):
            role, date, precision = "named", low, "year"
        else:
            self._remember(last, year)
        return Dated(begin, last.end, date, precision, role, resolved=given is None)

    def _remember(self, point: Point, year: int | None) -> None:
        end = point.last or (None, None, None)
        self._year, self._month = end[0] or point.year or year, end[1] or point.month

    def _relative(self, match: re.Match[str]) -> list[Dated]:
        dated = self._by_relation(match)
        return [dated] if dated else []

    def _by_relation(self, match: re.Match[str]) -> Dated | None:
        year, month = self._year, self._month
        if match["last"]:
            if self._reporting_year is None:
                return None
            low = self._reporting_year - _count(match["last"]) + 1
            return Dated(match.start(), match.end(), f"{low}/{self._reporting_year}", "year", resolved=True)
        if match["run"]:
            high = int(match["run_to"])
            return Dated(match.start(), match.end(), f"{high - _count(match['run']) + 1}/{high}", "year")
        if match["that"]:
            year = year or self._reporting_year
        if year is None:
            return None
        if match["count"]:
            return self._counted(match, year, month)
        turn = "previous" if match["past"] else (match["turn"] or "same").lower()
        step = {"same": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1}[turn]
        if (match["what"] or match["that"] or match["past"]) == "month":
            return self._moved(match, year, month, step) if month else None
        return Dated(match.start(), match.end(), str(year + step), "year", resolved=True)

    def _counted(self, match: re.Match[str], year: int, month: int | None) -> Dated | None:
        count = _count(match["count"]) * (1 if match["way"].lower() in ("later", "after") else -1)
        if match["unit"].startswith("year"):
            return Dated(match.start(), match.end(), str(year + count), "year", resolved=True)
        if not match["unit"].startswith("month"):
            return None
        if month:
            return self._moved(match, year, month, count)
        return Dated(match.start(), match.end(), str(year), "year", resolved=True)

    def _moved(self, match: re.Match[str], year: int, month: int, step: int) -> Dated:
        index = year * 12 + month - 1 + step
        return Dated(match.start(), match.end(), written(index // 12, index % 12 + 1, None), "month", resolved=True)


def _count(word: str) -> int:
    word = word.lower()
    return 1 if word in ("a", "an") else SMALL.get(word) or int(word)


def _groups(text: str, start: int, end: int) -> list[tuple[Point, ...]]:
    """Dates that belong together: "from December 2023 to February 2024", "in 2023 and 2024"."""
    found = [replace(point, start=point.start + start, end=point.end + start) for point in points(text[start:end])]
    groups: list[tuple[Point, ...]] = []
    for point in found:
        if groups and _joins(text, groups[-1], point):
            groups[-1] = (*groups[-1], point)
        else:
            groups.append((point,))
    return groups


def _joins(text: str, group: tuple[Point, ...], point: Point) -> bool:
    before = group[-1]
    joint = _JOINT.fullmatch(text[before.end : point.start])
    if joint is None or len(group) > 2:
        return False
    word = joint[0].split()[0].lower() if joint[0].split() else "–"
    opened = re.search(
        r"\b(?:between|from)\s+(?:the\s+)?$", text[max(0, group[0].start - 20) : group[0].start], re.IGNORECASE
    )
    if word in ("and", "or") and not (opened and word == "and"):
        # Two months are two dates; two years are one period where they follow each other in one breath.
        return before.month is None and point.month is None and (before.year or 0) < (point.year or 0)
    if (point.year or 9999) < (before.year or 0):
        return False
    return (before.year or point.year) is not None or before.month is not None


def _names(text: str, point: Point) -> bool:
    """Whether a year only names a thing: "the 2018 agreement"."""
    if _PREPOSITION.search(text[max(0, point.start - 24) : point.start]) and not re.search(
        r"\bthe\s$", text[max(0, point.start - 5) : point.start]
    ):
        return False
    return bool(_NAMED_BY_YEAR.match(text[point.end :]))


def _placed(
    cue: re.Match[str] | None, low: str, high: str, first: Point, group: tuple[Point, ...]
) -> tuple[str, str, str]:
    """Role, date and precision of a date or period, by the preposition before it."""
    digits = "day" if len(low) > 7 else "month" if len(low) > 4 else "year"
    kind = (cue.lastgroup if cue else None) or "plain"
    role = "covering" if kind == "covering" and len(low) == 4 else "at"
    if kind == "since" and len(group) == 1:
        return role, f"{low}/..", digits
    if len(group) > 1 or low != high:
        if len(low) == len(high):
            return role, low if low == high else f"{low}/{high}", digits
        shortest = min(len(low), len(high))
        return role, f"{low[:shortest]}/{high[:shortest]}", "month" if shortest == 7 else "year"
    precision = f"{first.part}_{digits}" if first.part and digits != "day" else digits
    if kind in ("before", "by"):
        return _bounded(role, low, precision, digits, is_by=kind == "by")
    if kind == "after":
        return role, low, "after" if precision == digits else precision
    return role, low, precision


def _bounded(role: str, low: str, precision: str, digits: str, *, is_by: bool) -> tuple[str, str, str]:
    if is_by and precision == "late_year":
        return role, str(int(low) + 1), "before"
    return role, low, "before" if precision == digits else precision
