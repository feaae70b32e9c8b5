"""Dates as people type them, by a pattern such as DD/MM/YYYY: to the digits of a record, no finer than they were."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

SERIAL = "spreadsheet"
"""The pattern of a spreadsheet's own day numbers (1900 system)."""

_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "MMM": "(?P<name>[^\\W\\d_]{3,})",
    "MM": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{1,2})",
    "hh": "[0-9]{1,2}",
    "mm": "[0-9]{2}",
    "ss": "[0-9]{2}(?:\\.[0-9]+)?",
}
_TOKEN = re.compile("|".join(_PARTS))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?"
)
_DAY_ZERO = date(1899, 12, 30)


def pattern_fault(pattern: str) -> str | None:
    """Why a text is no pattern of a date, or None."""
    if pattern == SERIAL:
        return None
    parts = _TOKEN.findall(pattern)
    if "YYYY" not in parts:
        return f"the pattern “{pattern[:40]}” has no year: write YYYY, MM or MMM, and DD, such as DD/MM/YYYY"
    if len(parts) != len(set(parts)) or {"MM", "MMM"} <= set(parts):
        return f"the pattern “{pattern[:40]}” has a part twice"
    return None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    pieces, end = [], 0
    for found in _TOKEN.finditer(pattern):
        pieces += [re.escape(pattern[end : found.start()]), _PARTS[found[0]]]
        end = found.end()
    return re.compile("".join([*pieces, re.escape(pattern[end:])]))


@lru_cache(maxsize=65536)
def read(text: str, patterns: tuple[str, ...]) -> str | None:
    """The date in the digits of a record (YYYY, YYYY-MM, YYYY-MM-DD), or None where no pattern reads it.

    A day or month of 0 is one that is not known. Without patterns, ISO 8601. Whether the day exists is not judged here.
    """
    for pattern in patterns:
        if pattern == SERIAL:
            if re.fullmatch(r"[0-9]{4,6}(?:\.[0-9]+)?", text) and not 1900 <= float(text) <= 2100:
                return (_DAY_ZERO + timedelta(days=int(float(text)))).isoformat()
        elif found := _expression(pattern).fullmatch(text):
            groups = found.groupdict()
            month = _month(groups["name"]) if groups.get("name") else groups.get("month")
            if month is not None or not groups.get("name"):
                return of_parts(groups["year"], month, groups.get("day"))
    # A cell of the type date came as its ISO digits, whatever it looks like on the sheet.
    if found := _ISO.fullmatch(text):
        return of_parts(found["year"], found["month"], found["day"])
    return None


def of_parts(year: str, month: str | None, day: str | None) -> str:
    """The date of its parts; a month or day that is empty or 0 is not known, nor what follows it."""
    if not month or not int(month):
        return f"{int(year):04d}"
    if not day or not int(day):
        return f"{int(year):04d}-{int(month):02d}"
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def _month(name: str) -> str | None:
    short = name.casefold()[:3]
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else None
