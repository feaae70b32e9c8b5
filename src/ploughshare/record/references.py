"""References between the rows of a package: each leads to a row that is there, or is found and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ploughshare.findings import Finding
from ploughshare.record import faults
from ploughshare.record.cells import closest
from ploughshare.record.contracts import CITABLE, META, TABLES, TABLES_BY_NAME, Column
from ploughshare.record.folder import META_FILE
from ploughshare.record.package import Row
from ploughshare.record.rows import TableReader

POINTERS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "citations": ("cited_table", "cited_row", CITABLE),
    "flags": ("flagged_table", "flagged_row", tuple(TABLES_BY_NAME)),
}
"""Table whose rows hang on a row of any table -> the columns that say which, and the tables that may be named."""

_MOST_PROPOSALS = 20
_MOST_CANDIDATES = 5_000


def resolve(readers: Mapping[str, TableReader], findings: list[Finding]) -> None:
    """Take out of the rows every reference that leads nowhere, with a finding for each.

    A row that needs such a reference is taken out as well. What refers to a row that was dropped for a fault
    of its own, or into a table that could not be read, is taken out without a finding: one fault, one finding.
    """
    resolver = _Resolver(readers, findings)
    for table in TABLES:
        resolver.resolve(readers[table.name])


def resolve_meta(meta: dict[str, Any], readers: Mapping[str, TableReader], findings: list[Finding]) -> None:
    """The same for the fields of record.yaml."""
    for column in META:
        if not column.references or meta[column.name] is None or meta[column.name] in readers[column.references].rows:
            continue
        if not readers[column.references].excuses(meta[column.name]):
            message = f"there is no row “{meta[column.name]}” in {column.references}"
            findings.append(faults.DANGLING.finding(message, file=META_FILE, column=column.name))
        meta[column.name] = None


class _Resolver:
    """Resolves tables in the order of the contracts, in which each comes after those it refers to."""

    def __init__(self, readers: Mapping[str, TableReader], findings: list[Finding]) -> None:
        self._readers = readers
        self._findings = findings
        self._proposals_left = _MOST_PROPOSALS

    def resolve(self, reader: TableReader) -> None:
        columns = [column for column in reader.table.columns if column.references]
        for id, row in reader.rows.items():
            for column in columns:
                if row[column.name] in (None, ()):
                    continue
                self._cell(reader, column, row)
                if column.required and row[column.name] in (None, ()):
                    reader.dropped.add(id)
        if reader.table.name in POINTERS:
            for row in reader.rows.values():
                self._pointer(reader, row)
        for id in reader.dropped & reader.rows.keys():
            del reader.rows[id], reader.lines[id]

    def _cell(self, reader: TableReader, column: Column, row: Row) -> None:
        target = self._readers[str(column.references)]
        value = row[column.name]
        ids = value if column.many else (value,)
        missing = [id for id in ids if id not in target.rows]
        if not missing:
            return
        for id in missing:
            self._report(reader, row, column.name, target, id)
        row[column.name] = tuple(id for id in ids if id in target.rows) if column.many else None

    def _pointer(self, reader: TableReader, row: Row) -> None:
        table_column, row_column, allowed = POINTERS[reader.table.name]
        name, id = row[table_column], row[row_column]
        if name not in allowed:
            reader.dropped.add(row["id"])
            message = f"“{name[:60]}” is no table that may be named here"
            self._find(reader, row, table_column, message, f"Name one of: {', '.join(allowed)}.")
        elif id not in self._readers[name].rows:
            reader.dropped.add(row["id"])
            self._report(reader, row, row_column, self._readers[name], id)

    def _report(self, reader: TableReader, row: Row, column: str, target: TableReader, id: str) -> None:
        if target.excuses(id):
            return
        meant = None
        # Among 100,000 ids each search for the one that was meant costs seconds.
        if self._proposals_left and len(target.rows) <= _MOST_CANDIDATES:
            self._proposals_left -= 1
            meant = closest(id, target.rows)
        hint = f"Did you mean “{meant}”? Otherwise add the row it refers to." if meant else None
        self._find(reader, row, column, f"there is no row “{id}” in {target.table.name}", hint)

    def _find(self, reader: TableReader, row: Row, column: str, message: str, hint: str | None) -> None:
        file, line = reader.lines[row["id"]]
        subject = f"{reader.table.name}/{row['id']}"
        self._findings.append(
            faults.DANGLING.finding(message, subject=subject, file=file, row=line, column=column, hint=hint)
        )
