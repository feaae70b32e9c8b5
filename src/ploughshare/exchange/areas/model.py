"""What an import comes to before anything is written: rows, differences, refusals, and what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ploughshare.exchange.areas.mapping import ExportMapping, Target
from ploughshare.findings import Finding
from ploughshare.record.package import Package, Row


class Kind(StrEnum):
    """How a row of an export stands to the record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    MISSING = "missing"


@dataclass(slots=True)
class Built:
    """A row that is being made. ``words`` are references still to be looked up, by column."""

    target: Target
    line: int
    row: Row
    words: dict[str, tuple[str, ...]]
    key: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that an export would change, as texts. In a conflict, ``imported`` is what the last import wrote."""

    column: str
    before: str
    after: str
    imported: str | None = None
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What an import would do with one row of the record.

    ``line`` is the row of the export, None where it is not in it. ``row`` is the row as it would then stand.
    """

    table: str
    id: str
    kind: Kind
    row: Row
    line: int | None = None
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A word that should name a row of ``table``: in which rows of the export, and which rows may be meant."""

    table: str
    word: str
    column: str
    lines: tuple[int, ...]
    proposals: tuple[str, ...] = ()


Memory = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What the last import of a register wrote: table -> id -> column -> text."""


@dataclass(frozen=True)
class Plan:
    """All that an import would do. Rows read = accepted + refused + ignored.

    ``package`` is the record it was made against and ``state`` a digest of its files, empty where it has none yet.
    ``memory`` is what this import would remember.
    """

    mapping: ExportMapping
    file: str
    dated: str
    package: Package
    state: str
    rows_read: int
    accepted: int
    refused: tuple[Finding, ...]
    refused_rows: int
    ignored: Mapping[str, int]
    changes: tuple[Change, ...]
    unresolved: tuple[Unresolved, ...]
    warnings: tuple[Finding, ...]
    memory: Memory
    made: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def of(self, kind: Kind) -> list[Change]:
        """The changes of a kind, in the order of the export."""
        return [change for change in self.changes if change.kind is kind]

    def counts(self) -> dict[str, dict[str, int]]:
        """Table -> kind -> how many rows."""
        counted: dict[str, dict[str, int]] = {}
        for change in self.changes:
            of_table = counted.setdefault(change.table, {})
            of_table[change.kind.value] = of_table.get(change.kind.value, 0) + 1
        return counted

    def as_json(self) -> dict[str, Any]:
        """The plan as plain data, without the rows that stay as they are."""
        return {
            "mapping": self.mapping.title,
            "register": self.mapping.register,
            "file": self.file,
            "dated": self.dated,
            "rows_read": self.rows_read,
            "accepted": self.accepted,
            "refused_rows": self.refused_rows,
            "ignored": dict(self.ignored),
            "counts": self.counts(),
            "refused": [finding.as_dict() for finding in self.refused],
            "warnings": [finding.as_dict() for finding in self.warnings],
            "unresolved": [
                {
                    "table": each.table,
                    "word": each.word,
                    "column": each.column,
                    "rows": list(each.lines),
                    "proposals": list(each.proposals),
                }
                for each in self.unresolved
            ],
            "differences": [
                {
                    "table": change.table,
                    "id": change.id,
                    "kind": change.kind.value,
                    "row": change.line,
                    "cells": [
                        {
                            "column": cell.column,
                            "before": cell.before,
                            "after": cell.after,
                            "conflict": cell.is_conflict,
                        }
                        for cell in change.cells
                    ],
                }
                for change in self.changes
                if change.kind is not Kind.UNCHANGED
            ],
        }
