"""How complete the rows of a programme are against the minimum data, by organisation and month."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from ploughshare.land.checking import minimum
from ploughshare.record.package import Package, Row

_DATES = ("released", "ended", "identified", "found", "date", "handed_over", "completed", "started", "recorded")
"""The date that says to which month a row belongs: the first of these that it has."""


@dataclass(frozen=True)
class Line:
    """The rows of one table by one organisation in one month; None where a row names none.

    ``lacking`` holds how many rows lack each item of the minimum data.
    """

    table: str
    organisation: str | None
    month: str | None
    rows: int
    complete: int
    lacking: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """The line as plain data."""
        return {
            "table": self.table,
            "organisation": self.organisation,
            "month": self.month,
            "rows": self.rows,
            "complete": self.complete,
            "lacking": dict(self.lacking),
        }


def completeness(package: Package) -> tuple[Line, ...]:
    """A line for each table, organisation and month that has rows; linear in the rows."""
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for table in minimum.REQUIREMENTS:
        for row in package.rows(table):
            if row.get("same_as") is None:
                rows[table, minimum.organisation_of(package, table, row) or "", month_of(row) or ""].append(row)
    tables = list(minimum.REQUIREMENTS)
    order = sorted(rows, key=lambda key: (tables.index(key[0]), key[1:]))
    return tuple(_line(package, key, rows[key]) for key in order)


def month_of(row: Row) -> str | None:
    """The month a row belongs to, or the year where no month is known; None for one without any date."""
    date = next((row[name] for name in _DATES if row.get(name)), None)
    return date[:7] if date else None


def _line(package: Package, key: tuple[str, str, str], rows: list[Row]) -> Line:
    table, organisation, month = key
    lacks = [minimum.lacking(package, table, row) for row in rows]
    counts = Counter(said for lacking in lacks for said, _ in lacking)
    return Line(
        table,
        organisation or None,
        month or None,
        len(rows),
        sum(not lacking for lacking in lacks),
        tuple((said, counts[said]) for said, _, _ in minimum.REQUIREMENTS[table] if counts[said]),
    )
