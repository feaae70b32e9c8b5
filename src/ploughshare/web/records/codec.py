"""A row as plain JSON and back, by its contract: for history, proposals and what is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ploughshare.record.contracts import TABLES_BY_NAME, Column, Type
from ploughshare.record.package import Row

_POINTERS = {"citations": "cited", "flags": "flagged"}
"""Table -> the prefix of the two columns that name a row of any table: ``cited_table``, ``cited_row``."""


def to_json(column: Column, value: Any) -> Any:
    """A cell as JSON; a number as the digits that were stated."""
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if column.many or (column.type is Type.NAMES and value is not None) else value


def from_json(column: Column, value: Any) -> Any:
    """The cell that ``to_json`` wrote."""
    if column.many or (column.type is Type.NAMES and value is not None):
        return tuple(value)
    return Decimal(value) if column.type is Type.NUMBER and value is not None else value


def encode(table: str, row: Row) -> dict[str, Any]:
    """A row as JSON."""
    return {column.name: to_json(column, row[column.name]) for column in TABLES_BY_NAME[table].columns}


def decode(table: str, content: Mapping[str, Any]) -> Row:
    """The row that ``encode`` wrote."""
    return {column.name: from_json(column, content[column.name]) for column in TABLES_BY_NAME[table].columns}


def references(table: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """What a row refers to, as (column, table, id)."""
    for column in TABLES_BY_NAME[table].columns:
        value = row[column.name]
        if column.references and value:
            for id in value if column.many else (value,):
                yield column.name, column.references, id
    if prefix := _POINTERS.get(table):
        yield f"{prefix}_row", row[f"{prefix}_table"], row[f"{prefix}_row"]


def label(row: Row) -> str:
    """The words by which a person knows a row: its title, name or statement, else its id."""
    named = (row.get(column) for column in ("title", "name", "short_name", "statement", "text", "message"))
    return str(next(filter(None, named), row["id"]))
