"""Rows as a form shows them and back: every cell as text, read by the library's own reader of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ploughshare.findings import Finding
from ploughshare.record import cells
from ploughshare.record.cells import CellError
from ploughshare.record.contracts import TABLES_BY_NAME, Column, Table, Type
from ploughshare.web.desk.checks import CELL
from ploughshare.web.records import codec

Json = dict[str, Any]


def editable(table: str) -> list[Column]:
    """The columns that a form offers. Ids are given by the importer, and shapes are drawn elsewhere."""
    return [
        column for column in TABLES_BY_NAME[table].columns if column.name != "id" and column.type is not Type.GEOMETRY
    ]


def as_text(column: Column, value: Any) -> str:
    """A cell's JSON as the text of a form; names one a line, ``Family, Given`` or a whole name."""
    if column.type is Type.NAMES:
        return "\n".join(_name_text(name) for name in value or ())
    return cells.text(column, codec.from_json(column, value))


def read(table: str, old: Json, given: Mapping[str, str]) -> tuple[Json, list[Finding]]:
    """The row that ``given`` (column -> text) makes of ``old``, and what is wrong with it.

    A cell whose text is as it was shown keeps its value; so does one that is not given.
    """
    row, found = dict(old), []
    for column in editable(table):
        if column.name not in given:
            continue
        text = given[column.name].replace("\r\n", "\n").strip()
        if text == as_text(column, old[column.name]):
            continue
        try:
            row[column.name] = codec.to_json(column, _value(column, text))
        except CellError as error:
            fault = error.fault
            found.append(CELL.finding(fault.message, subject=table, column=column.name, hint=fault.hint))
    return row, found


def faults(table: Table, row: Mapping[str, Any]) -> list[Finding]:
    """Why a row may not stand in its table: an empty cell that must be filled, or one of another type or vocabulary.

    A draft.json may have been written by anybody, so that every cell is read again.
    """
    found = []
    for column in table.columns:
        value = row.get(column.name)
        if value in (None, "", [], ()):
            if column.required:
                message = f"“{column.name}” is empty"
                found.append(CELL.finding(message, subject=table.name, column=column.name, hint=column.description))
            continue
        try:
            _check(column, value)
        except CellError as error:
            fault = error.fault
            found.append(CELL.finding(fault.message, subject=table.name, column=column.name, hint=fault.hint))
        except (ValueError, TypeError, ArithmeticError, AttributeError):
            message = f"“{column.name}” is no {column.type.value}"
            found.append(CELL.finding(message, subject=table.name, column=column.name, hint=column.description))
    return found


def _check(column: Column, value: Any) -> None:
    if column.type is Type.NAMES:
        if not all(isinstance(part, str) and not cells.text_fault(part) for name in value for part in name.values()):
            raise ValueError(column.name)
        return
    if column.type is Type.GEOMETRY:
        return  # the geometry of a place comes from a gazetteer; the database reads it again
    items: Sequence[Any] = value if column.many else [value]
    for item in items:
        if isinstance(item, str) != (column.type not in (Type.INTEGER, Type.BOOLEAN)):
            raise TypeError(column.name)
        _value(column, cells.text(column, (item,)) if column.many else cells.item_text(item))


def _value(column: Column, text: str) -> Any:
    """Text as the value of a cell. Raises CellError."""
    if fault := cells.text_fault(text):
        raise CellError(fault)
    if column.type is Type.NAMES:
        return tuple(_name(line.strip()) for line in text.split("\n") if line.strip())
    if not text:
        return () if column.many else None
    read = cells.reader(column)
    return tuple(read(item) for item in cells.items(text)) if column.many else read(text)


def _name_text(name: Mapping[str, str]) -> str:
    return name.get("literal") or ", ".join(part for part in (name.get("family"), name.get("given")) if part)


def _name(line: str) -> dict[str, str]:
    family, comma, given = line.partition(", ")
    return {"family": family, "given": given} if comma and "," not in given else {"literal": line}
