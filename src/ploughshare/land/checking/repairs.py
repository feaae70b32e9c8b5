"""Repairs: what the checks propose, and what becomes of the rows once a person has accepted some of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.land import checks
from ploughshare.land.checking.cases import Repair
from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.record.package import Package, Row


def proposals(package: Package) -> list[Repair]:
    """Every repair that the checks propose for the record as it stands, in the order of the findings."""
    return [case.repair for case in checks.cases(package) if case.repair is not None]


def accept(package: Package, ids: Iterable[str], *, by: str, why: str) -> tuple[Package, list[Repair]]:
    """The record with the accepted repairs made, and these; by whom and why stands in each row that changed.

    Proposals are made anew from the record: one whose row has changed since it was listed is not among them.

    Raises:
        PloughshareError: ``mend.by`` where ``by`` is no organisation of the record, ``mend.why`` without a reason,
            ``mend.unknown`` where an id is not proposed, ``mend.conflict`` where two change one cell differently.
    """
    if package.row("organisations", by) is None:
        raise PloughshareError("mend.by", by=by)
    if not why.strip():
        raise PloughshareError("mend.why")
    proposed = {repair.id: repair for repair in proposals(package)}
    wanted = list(dict.fromkeys(ids))
    if unknown := [id for id in wanted if id not in proposed]:
        raise PloughshareError("mend.unknown", ids=", ".join(unknown))
    accepted = [proposed[id] for id in wanted]
    return apply(package, accepted, by=by, why=why), accepted


def apply(package: Package, repairs: Sequence[Repair], *, by: str, why: str) -> Package:
    """The record with those repairs made."""
    by_row: dict[tuple[str, str], list[Repair]] = {}
    for repair in repairs:
        of_row = by_row.setdefault((repair.table, repair.row), [])
        if any(other.column == repair.column and other.after != repair.after for other in of_row):
            raise PloughshareError("mend.conflict", row=f"{repair.table}/{repair.row}", column=repair.column)
        of_row.append(repair)
    tables = dict(package.tables)
    for table in {table for table, _ in by_row}:
        rows = package.rows(table)
        tables[table] = tuple(
            _mended(table, row, by_row[table, row["id"]], by=by, why=why) if (table, row["id"]) in by_row else row
            for row in rows
        )
    return Package(package.meta, tables, package.narrative, package.path, package.lines, package.unread)


def _mended(table: str, row: Row, repairs: Sequence[Repair], *, by: str, why: str) -> Row:
    """The row with its cells changed and the story of the change: of a geometry beside where it comes from."""
    changed: dict[str, Any] = {repair.column: repair.after for repair in repairs}
    for repair in repairs:
        is_drawn = repair.column == "geometry" and "geometry_origin" in TABLES_BY_NAME[table].column_names
        column = "geometry_origin" if is_drawn else "note"
        story = f"{repair.say()} ({repair.check}; accepted by {by}: {why.strip()})"
        told = changed.get(column, row[column])
        changed[column] = f"{told}; {story}" if told else story
    return {**row, **changed}
