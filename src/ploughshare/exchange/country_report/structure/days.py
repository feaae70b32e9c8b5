"""Days and months as a panel prints them, as ISO dates."""

from __future__ import annotations

import re

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAY = re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})", re.IGNORECASE)
"""A day with its month's name and year; :func:`iso` turns a match into a date."""

_AS_AT = re.compile(
    r"\b(?:as (?:at|of)|at(?: the)? (?P<end1>end)[- ](?:of )?|at|by|(?P<end2>end)[- ](?:of )?)\s*"
    rf"(?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def iso(match: re.Match[str]) -> str:
    """The ISO date of a match of :data:`DAY`, as printed: whether the calendar has such a day is not asked here."""
    return f"{match['year']}-{MONTHS.index(match['month'].casefold()) + 1:02}-{int(match['day']):02}"


def as_at(text: str) -> tuple[str, tuple[int, int]] | None:
    """The date of "at April 2025", "as at 31 December 2024" or "at end 2024" (its last month), and where it stands."""
    match = _AS_AT.search(text)
    if match is None:
        return None
    day = match["year"]
    if match["month"]:
        day += f"-{MONTHS.index(match['month'].casefold()) + 1:02}"
        if match["day"]:
            day += f"-{int(match['day']):02}"
    elif match["end1"] or match["end2"]:
        day += "-12"
    return day, match.span()
