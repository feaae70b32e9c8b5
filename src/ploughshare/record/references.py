"""References between the rows of a package: each leads to a row that is there, or is found and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ploughshare.findings import Finding
from ploughshare.record import faults
from ploughshare.record.cells import closest
from ploughshare.record.contracts import CITABLE, META, TABLES, TABLES_BY_NAME, Column, Table
from ploughshare.record.rows import TableReader

POINTERS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "citations": ("cited_table", "cited_row", CITABLE),
    "flags": ("flagged_table", "flagged_row", tuple(TABLES_BY_NAME)),
}
"""Table whose rows hang on a row of any table -> the columns that say which, and the tables that may be named."""

_MOST_PROPOSALS = 20
_MOST_CANDIDATES = 5_000


class _Proposals:
    """Finds the id that was meant, for the first few: among 100,000 ids each search costs seconds."""

    def __init__(self) -> None:
        self._left = _MOST_PROPOSALS

    def hint(self, id: str, known: Mapping[str, Any]) -> str | None:
        if not self._left or len(known) > _MOST_CANDIDATES:
            return None
        self._left -= 1
        meant = closest(id.replace("_", "-"), known)
        return f"Did you mean “{meant}”? Otherwise add the row it refers to." if meant else None


def resolve(readers: Mapping[str, TableReader], findings: list[Finding]) -> None:
    """Take out of the rows every reference that leads nowhere, with a finding for each.

    A row that needs such a reference is taken out as well. What refers to a row that was dropped for a fault
    of its own, or into a table that could not be read, is taken out without a finding: one fault, one finding.
    """
    proposals = _Proposals()
    for table in TABLES:
        reader = readers[table.name]
        columns = [column for column in table.columns if column.references]
        for id, row in list(reader.rows.items()):
            for column in columns:
                if row[column.name] in (None, ()):
                    continue
                _resolve_cell(table, column, row, readers, findings, proposals)
                if column.required and row[column.name] in (None, ()):
                    reader.dropped.add(id)
        if table.name in POINTERS:
            _resolve_pointers(table, readers, findings, proposals)
        for id in reader.dropped & reader.rows.keys():
            del reader.rows[id], reader.lines[id]


def resolve_meta(meta: dict[str, Any], readers: Mapping[str, TableReader], file: str, findings: list[Finding]) -> None:
    """The same for the fields of record.yaml."""
    for column in META:
        if not column.references or meta[column.name] is None or meta[column.name] in readers[column.references].rows:
            continue
        if not _is_excused(readers[column.references], meta[column.name]):
            message = f"there is no row “{meta[column.name]}” in {column.references}"
            findings.append(faults.DANGLING.finding(message, file=file, column=column.name))
        meta[column.name] = None


def _resolve_cell(
    table: Table,
    column: Column,
    row: dict[str, Any],
    readers: Mapping[str, TableReader],
    findings: list[Finding],
    proposals: _Proposals,
) -> None:
    target = readers[str(column.references)]
    value = row[column.name]
    ids = value if column.many else (value,)
    missing = [id for id in ids if id not in target.rows]
    if not missing:
        return
    file, line = readers[table.name].lines[row["id"]]
    findings.extend(
        faults.DANGLING.finding(
            f"there is no row “{id}” in {column.references}",
            subject=f"{table.name}/{row['id']}",
            file=file,
            row=line,
            column=column.name,
            hint=proposals.hint(id, target.rows),
        )
        for id in missing
        if not _is_excused(target, id)
    )
    row[column.name] = tuple(id for id in ids if id in target.rows) if column.many else None


def _resolve_pointers(
    table: Table, readers: Mapping[str, TableReader], findings: list[Finding], proposals: _Proposals
) -> None:
    table_column, row_column, allowed = POINTERS[table.name]
    reader = readers[table.name]
    for id, row in reader.rows.items():
        name, target_id = row[table_column], row[row_column]
        column, message, hint = row_column, f"there is no row “{target_id}” in {name}", None
        if name in allowed:
            target = readers[name]
            if target_id in target.rows and (target is not reader or target_id not in reader.dropped):
                continue
            reader.dropped.add(id)
            if _is_excused(target, target_id):
                continue
            hint = proposals.hint(target_id, target.rows)
        else:
            reader.dropped.add(id)
            column, message = table_column, f"“{name[:60]}” is no table that may be named here"
            hint = f"Name one of: {', '.join(allowed)}."
        file, line = reader.lines[id]
        findings.append(
            faults.DANGLING.finding(
                message, subject=f"{table.name}/{id}", file=file, row=line, column=column, hint=hint
            )
        )


def _is_excused(target: TableReader, id: str) -> bool:
    """Whether the missing row has a finding already: of its own, or for its whole table."""
    return id in target.dropped or not target.complete
