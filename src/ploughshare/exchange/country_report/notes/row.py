"""An empty row of the sources' table."""

from __future__ import annotations

from ploughshare.record.contracts import SOURCES, Type
from ploughshare.record.package import Row


def source(kind: str, **cells: object) -> Row:
    """A source of a kind that nobody who keeps the record has read, with these cells and no others."""
    row: Row = {column.name: () if column.type is Type.NAMES else None for column in SOURCES.columns}
    return {**row, "kind": kind, "seen": False, **cells}
