"""A row as plain JSON and back, by its contract: for history, proposals and what is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ploughshare.record.contracts import META, TABLES, Column, Type
from ploughshare.record.package import Package, Row
from ploughshare.record.references import POINTERS

RECORD = "record"
"""The name under which the fields of record.yaml go beside the tables."""

NARRATIVE = Column("narrative", Type.TEXT, "What report.md holds.", required=True)
"""The narrative, as if it were a field of record.yaml: so a change of it is a change like any other."""

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    RECORD: (*META, NARRATIVE),
    **{table.name: table.columns for table in TABLES},
}
"""Table -> its columns; those of ``RECORD`` are the fields of record.yaml and the narrative."""


_UNLIKE_JSON: Mapping[str, Mapping[str, Column]] = {
    table: {column.name: column for column in columns if column.many or column.type in (Type.NAMES, Type.NUMBER)}
    for table, columns in COLUMNS.items()
}
"""Table -> its columns whose cells are not what JSON has."""


def to_json(column: Column, value: Any) -> Any:
    """A cell as JSON; a number as the digits that were stated."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return list(value) if column.many or (column.type is Type.NAMES and value is not None) else value


def from_json(column: Column, value: Any) -> Any:
    """The cell that ``to_json`` wrote."""
    if column.many or (column.type is Type.NAMES and value is not None):
        return tuple(value)
    return Decimal(value) if column.type is Type.NUMBER and value is not None else value


def encode(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON: the cells it has, in the order of their contract."""
    return {column.name: to_json(column, row[column.name]) for column in COLUMNS[table] if column.name in row}


def decode(table: str, content: Mapping[str, Any]) -> Row:
    """The row that ``encode`` wrote."""
    row = {column.name: content[column.name] for column in COLUMNS[table] if column.name in content}
    for name, column in _UNLIKE_JSON[table].items():
        if row.get(name) is not None:
            row[name] = from_json(column, row[name])
    return row


def head(package: Package) -> Row:
    """What record.yaml and report.md hold, as the one row of ``RECORD``."""
    fields = {column.name: package.meta.get(column.name, () if column.many else None) for column in META}
    return {**fields, NARRATIVE.name: package.narrative}


def references(table: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """What a row refers to, as (column, table, id)."""
    for column in COLUMNS[table]:
        value = row[column.name]
        if column.references and value:
            for id in value if column.many else (value,):
                yield column.name, column.references, id
    if table in POINTERS:
        table_column, row_column, _ = POINTERS[table]
        yield row_column, row[table_column], row[row_column]


def label(row: Row) -> str:
    """The words by which a person knows a row: its title, name or statement, else its id."""
    named = (row.get(column) for column in ("title", "name", "short_name", "statement", "text", "message"))
    return str(next(filter(None, named), row.get("id", "")))
