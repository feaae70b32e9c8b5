"""The history of areas: what a later export changes of an area's status, class or types is a row of its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ploughshare.exchange.areas.building import blank
from ploughshare.exchange.areas.model import Change, Kind
from ploughshare.exchange.areas.words import slug
from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.record.package import Package, Row

_KEPT = ("status", "area_class", "hazard_types")


def with_history(changes: Sequence[Change], package: Package, dated: str, source: str) -> Iterator[Change]:
    """The rows of history that these changes call for.

    The area's row says how it stands now; without the history, that it was suspected before it was confirmed would be
    forgotten. An area without history gets a first row that says how it stood from when it was identified; where that
    is not known, a first row would date what nobody dates.
    """
    known: dict[str, list[Row]] = defaultdict(list)
    for row in package.rows("area_statuses"):
        known[row["area"]].append(row)
    for change in changes:
        before = package.row("areas", change.id) if change.table == "areas" else None
        if before is None or change.kind is Kind.MISSING:
            continue
        if all(before[name] == change.row[name] for name in _KEPT):
            continue
        if not known[change.id] and before["identified"]:
            first = _row(before, before["identified"], before["recorded"], before["source"])
            yield Change("area_statuses", first["id"], Kind.NEW, first, change.line)
        now = _row(change.row, dated, dated, source)
        if package.row("area_statuses", now["id"]) is None:
            yield Change("area_statuses", now["id"], Kind.NEW, now, change.line)


def _row(area: Row, day: str, recorded: str | None, source: str | None) -> Row:
    row = blank(TABLES_BY_NAME["area_statuses"])
    row["id"] = slug(area["id"], "as-of", day)
    row["area"] = area["id"]
    for name in _KEPT:
        row[name] = area[name]
    row["date"], row["recorded"] = day, recorded
    row["source"] = source
    row["reason"] = "As the programme's export of that date has it."
    return row
