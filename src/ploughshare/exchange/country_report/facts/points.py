"""Dates as sentences print them, read one by one: "1 April 2022", "early December", "1992-94", "the 1990s"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join([*_MONTHS, "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"])
_YEAR = r"(?:1[89]\d\d|20[0-4]\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PART = (
    r"(?P<part>[Ee]arly(?:\s+in)?|[Mm]id|[Ll]ate|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end)\s+of|[Ee]nd"
    r"(?:\s+of)?"
    r"|(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:half|quarter)\s+of|towards\s+the\s+end\s+of)[\s-]+"
    r"(?:the\s+)?"
)
_NOT_BEFORE = r"(?<![\w/.,§€$£-])(?<!\d[–-])"
POINT = re.compile(
    rf"(?:{_PART})?(?:"
    rf"(?P<day>{_DAY})(?:\s*[–-]\s*(?P<last_day>{_DAY}))?\s+(?:of\s+)?(?P<day_month>{_MONTH})\.?(?:,?"
    rf"\s+(?P<day_year>{_YEAR}))?"
    rf"|(?P<us_month>{_MONTH})\s+(?P<us_day>{_DAY}),\s+(?P<us_year>{_YEAR})"
    rf"|(?P<month>{_MONTH})\.?(?:\s*[–-]\s*(?P<last_month>{_MONTH}))?(?:,?\s+(?:of\s+)?(?P<month_year>{_YEAR}))?"
    r"|(?P<decade>(?:18|19|20)\d0)s"
    rf"|(?P<year>{_YEAR})(?:\s*[–/-]\s*(?P<last_year>{_YEAR}|\d\d))?"
    r")(?![\w’]|[,.]\d|[–-]\d|\s?(?:km|ha|per\s?cent|mines|items|metres)\b|%)"
)
_LONE_MONTH_FOLLOWS = re.compile(
    r"(?:\b(?:in|since|from|until|till|by|of|during|to|and|between|early|mid|late|end|or|through|at|last|on|as at"
    r"|as of)"
    r"[\s-]+(?:the\s+)?)$",
    re.IGNORECASE,
)
_PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A date in a text, from ``start`` to ``end``. A month or day without its year has ``year`` None.

    ``last`` is the second end of what is printed as one date ("2-3 October", "1992-94", "the 1990s").
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    last: tuple[int | None, int | None, int | None] | None = None

    def at(self, year: int | None) -> str:
        """The date with the year given where it prints none."""
        return written(self.year or year, self.month, self.day)

    def until(self, year: int | None) -> str:
        """Its last day, month or year."""
        if self.last is None:
            return self.at(year)
        return written(self.last[0] or self.year or year, self.last[1], self.last[2])


def written(year: int | None, month: int | None, day: int | None) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD, as far as they are known."""
    text = f"{year or 0:04}"
    if month:
        text += f"-{month:02}"
        if day:
            text += f"-{day:02}"
    return text


def points(text: str) -> list[Point]:
    """The dates of a text, left to right."""
    found = []
    for match in POINT.finditer(text):
        if re.search(_NOT_BEFORE + "$", text[: match.start()]) is None and text[: match.start()]:
            continue
        point = _point(match)
        if point and not _is_no_date(text, match, point):
            found.append(point)
    return found


def _is_no_date(text: str, match: re.Match[str], point: Point) -> bool:
    before = text[: match.start()]
    if match["month"] and not match["month_year"] and not match["part"]:
        # "May" and "March" are words, and "August" is a name.
        return not _LONE_MONTH_FOLLOWS.search(before)
    if match["year"]:
        return bool(
            re.search(
                r"(?:Resolution|resolution|No\.|UN doc\.|A/|S/|Hill|Convention No|Mines|Remnants|Report)\s*$", before
            )
        ) or bool(
            re.match(
                r"\s(?:mines|landmines|items|people|persons|victims|deminers|casualties|AP|AV|UXO)\b",
                text[match.end() :],
            )
            and not re.search(r"\b(?:in|since|of|by|during|and|from|to|until|the|for|its)\s$", before, re.IGNORECASE)
        )
    return point.year is None and match["day"] is not None and bool(re.search(r"[$€£]$", before))


def _point(match: re.Match[str]) -> Point | None:
    start, end = match.span()
    part = _part(match["part"])
    if match["decade"]:
        first = int(match["decade"])
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), None: (0, 9)}[part]
        return Point(start, end, first + low, last=(first + high, None, None))
    if match["year"]:
        year = int(match["year"])
        short = match["last_year"] or ""
        last = int(match["year"][: 4 - len(short)] + short) if short else None
        if last and last < year:
            return None
        return Point(start, end, year, part=part, last=(last, None, None) if last else None)
    month = _month(match["day_month"] or match["us_month"] or match["month"])
    printed = match["day_year"] or match["us_year"] or match["month_year"]
    day = match["day"] or match["us_day"]
    number = int(re.sub(r"\D", "", day)) if day else None
    last_day = int(re.sub(r"\D", "", match["last_day"])) if match["last_day"] else None
    last_month = _month(match["last_month"]) if match["last_month"] else None
    return Point(
        start,
        end,
        int(printed) if printed else None,
        month,
        number,
        part,
        (None, month, last_day) if last_day else (None, last_month, None) if last_month else None,
    )


def _month(name: str) -> int:
    return next(number for full, number in _MONTHS.items() if full.startswith(name[:3]))


def _part(words: str | None) -> str | None:
    if not words:
        return None
    found = re.search(r"early|beginning|start|middle|mid|late|end", words.lower())
    if found:
        return _PARTS[found[0]]
    if re.search(r"first\s+quarter", words):
        return "early"
    return "late" if re.search(r"(?:fourth|last)\s+quarter", words) else None
