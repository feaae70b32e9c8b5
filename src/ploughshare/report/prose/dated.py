"""The dates in a sentence that ties an event: each should be a date of something that the sentence ties or cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ploughshare import dates
from ploughshare.evidence.ledger import Ledger
from ploughshare.report.prose import rules
from ploughshare.report.prose.allowlist import Fault
from ploughshare.report.prose.passages import Passage, filled
from ploughshare.report.prose.ties import QUANTITIES

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})\s+)?\b(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>(?:19|20)\d\d)\b"
    r"|(?<![\d.,/])(?P<alone>(?:19|20)\d\d)(?![\d/%-]|[.,]\d)"
)
_QUOTED = re.compile("“[^“”]*”")
_COLUMNS = ("happened", "reported", "as_of", "issued", "last_updated")


def check(ledger: Ledger, passage: Passage, start: int, end: int, rows: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """That each date of a sentence fits a date of one of these rows, where an event is among them.

    Dates without a year are left alone, and so is what is quoted.
    """
    rows = list(rows)
    if not any(table == "events" for table, _ in rows):
        return
    known = [span for table, id in rows for span in _dates_of(ledger, table, id)]
    others = [match.span() for match in _QUOTED.finditer(passage.text)]
    others += [(mark.start, mark.end) for mark in passage.marks if mark.kind in QUANTITIES]
    for match in _DATE.finditer(filled(passage.text, others)[start:end]):
        given = _interval(_written(match))
        if given is not None and not any(_overlap(given, span) for span in known):
            message = f"“{match.group().strip()}” is no date of the events that the sentence ties"
            yield Fault(rules.DATE, passage.line(start + match.start()), message)


_Span = tuple[date, date | None]


def _written(match: re.Match[str]) -> str:
    if match["alone"]:
        return match["alone"]
    month = f"{match['year']}-{_MONTHS.index(match['month']) + 1:02d}"
    return f"{month}-{int(match['day']):02d}" if match["day"] else month


def _dates_of(ledger: Ledger, table: str, id: str) -> Iterator[_Span]:
    row = ledger.package.row(table, id)
    for column in _COLUMNS:
        if row is not None and (span := _interval(row.get(column), row.get(f"{column}_precision"))):
            yield span


def _interval(text: str | None, precision: str | None = None) -> _Span | None:
    try:
        return dates.interval(text, precision) if text else None
    except ValueError:
        return None


def _overlap(one: _Span, other: _Span) -> bool:
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])
