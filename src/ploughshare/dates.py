"""Dates at the precision of their digits: what they cover, whether they are valid, how they are said.

A date is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a period is a date, or two joined by a slash, of which the second
may be open (``2020/..``). A precision (vocabulary ``date_precisions``) narrows a date: ``2023-12`` with early_month
is 1 to 10 December.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import Literal

from ploughshare import vocab

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_OPEN = ".."
_PARTS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "early": ((1, 10), (1, 4)),
    "mid": ((11, 20), (5, 8)),
    "late": ((21, 31), (9, 12)),
}
"""Part -> its days of the month, its months of the year."""
_SAID = ("before", "after")

Digits = Literal["day", "month", "year"]
"""How far the digits of a date go."""


def fault(text: str, *, period: bool = False) -> str | None:
    """Why a date (or period) is not valid, worded for its writer; None for a valid one."""
    if not period or "/" not in text:
        return _date_fault(text)
    first, _, second = text.partition("/")
    found = _date_fault(first) or (None if second == _OPEN else _date_fault(second))
    if found is None and second != _OPEN and _ends(first)[0] > _ends(second)[1]:
        return f"the period {text} ends before it begins"
    return found


def precision_fault(text: str | None, precision: str) -> str | None:
    """Why a date or period does not fit its stated precision; None where it does.

    Digits finer than the precision claim more than is known, and coarser ones cannot bear it.
    """
    allowed = _allowed(precision)
    if not text:
        return None if not allowed else f"the precision is {precision}, and there is no date"
    if not allowed:
        return f"the precision is {precision}, and the date {text} is given"
    if "/" in text and precision not in allowed:
        return f"{text} is a period, whose ends are a day, month or year, and its precision is {precision}"
    ends = [end for end in text.split("/") if end != _OPEN]
    unfit = next((end for end in ends if digits(end) not in allowed), None)
    return unfit and f"{unfit} is written to the {digits(unfit)}, and its precision is {precision}: use {allowed[0]}"


def digits(text: str) -> Digits:
    """How far the digits of one date go."""
    return "day" if len(text) > 7 else "month" if len(text) > 4 else "year"


def interval(text: str | None, precision: str | None = None) -> tuple[date, date | None]:
    """The first and last day a date or period may lie in; the last is None where open.

    No date at all, or of unknown precision, may be any day: from ``date.min`` on. ValueError if it is not valid.
    """
    if not text or precision == "unknown":
        return date.min, None
    if (found := fault(text, period=True)) is not None:
        raise ValueError(found)
    first, _, second = text.partition("/")
    if second:
        return _ends(first)[0], None if second == _OPEN else _ends(second)[1]
    start, end = _ends(first)
    if precision == "before":
        return date.min, start - timedelta(days=1)
    if precision == "after":
        return end + timedelta(days=1), None
    part = _part(precision)
    return (start, end) if part is None else _narrowed(first, part)


def say(text: str | None, precision: str | None = None) -> str:
    """The date in English: "1 April 2022", "early December 2023", "since October 2018", "date unknown".

    ValueError if it is not valid.
    """
    if not text or precision == "unknown":
        return "date unknown"
    if (found := fault(text, period=True)) is not None:
        raise ValueError(found)
    first, _, second = text.partition("/")
    if second == _OPEN:
        return f"since {_words(first)}"
    if second:
        return _between(first, second)
    if precision in _SAID:
        return f"{precision} {_words(first)}"
    part = _part(precision)
    return _words(first) if part is None else f"{part}{'-' if part == 'mid' else ' '}{_words(first)}"


@cache
def _allowed(precision: str) -> tuple[str, ...]:
    return tuple(vocab.load("date_precisions")[precision].extra["digits"])


@cache
def _part(precision: str | None) -> str | None:
    return vocab.load("date_precisions")[precision].extra.get("part") if precision else None


def _date_fault(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"
    year, month, day = (int(found[name] or 1) for name in ("year", "month", "day"))
    if year == 0:
        return f"{text}: there is no year 0"
    if not 1 <= month <= 12:
        return f"{text}: there is no month {month}"
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"{text}: {calendar.month_name[month]} {year} has {last} days"
    return None


def _ends(text: str) -> tuple[date, date]:
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    month = rest[0]
    if len(rest) == 2:
        return date(year, month, rest[1]), date(year, month, rest[1])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _narrowed(text: str, part: str) -> tuple[date, date]:
    start, end = _ends(text)
    (first_day, last_day), (first_month, last_month) = _PARTS[part]
    if digits(text) == "year":
        return start.replace(month=first_month), _ends(f"{text}-{last_month:02}")[1]
    if digits(text) == "month":
        return start.replace(day=first_day), start.replace(day=min(last_day, end.day))
    return start, end


def _words(text: str) -> str:
    year, *rest = text.split("-")
    words = [calendar.month_name[int(rest[0])]] if rest else []
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join([*words, str(int(year))])


def _between(first: str, second: str) -> str:
    """Both ends, with what they share said once: "1 to 20 October 2018", "April to May 2022"."""
    start = _words(first).split()
    if first == second or digits(first) != digits(second) or first[:4] != second[:4] or len(start) == 1:
        return _words(first) if first == second else f"{_words(first)} to {_words(second)}"
    kept = start[:1] if first[:7] == second[:7] else start[:-1]
    return f"{' '.join(kept)} to {_words(second)}"
