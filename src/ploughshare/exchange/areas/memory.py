"""What the last import of a register wrote, so that a later one can tell a person's edit from a change of the export.

Kept in ``private/imports/``: it repeats cells of restricted rows, and a package that is passed on has none of it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ploughshare import geo
from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.model import Memory
from ploughshare.exchange.areas.words import digest
from ploughshare.record import cells
from ploughshare.record.contracts import Column, Table, Type
from ploughshare.record.folder import PRIVATE
from ploughshare.record.package import Row

_LONGEST = 40
_DIGESTED = "#"


def text(column: Column, row: Row) -> str:
    """A cell as it is compared: what a record would hold, so that 1.0 metre more of decimals is no change."""
    value = row[column.name]
    if value is None:
        return ""
    if column.type is Type.GEOMETRY:
        return json.dumps(geo.trim(value, None if "location_tier" in row else row.get("precision_m")))
    return cells.text(column, value)


def remembered(told: str) -> str:
    """A text as it is remembered: long ones by a digest."""
    return told if len(told) <= _LONGEST and not told.startswith(_DIGESTED) else f"{_DIGESTED}{digest(told)}"


def folder_of(register: str) -> str:
    """Where in a package a register's memory is."""
    return f"{PRIVATE}/imports/{register}"


def read(package: Path | None, register: str) -> Memory:
    """The memory of a register; empty where there is none. Raises ``file.unreadable`` where it is damaged."""
    memory: dict[str, dict[str, dict[str, str]]] = {}
    if package is None:
        return memory
    for path in sorted((package / folder_of(register)).glob("*.csv")):
        try:
            with path.open(encoding="utf-8", newline="") as file:
                memory[path.stem] = {row["id"]: row for row in csv.DictReader(file)}
        except (csv.Error, UnicodeDecodeError, KeyError) as error:
            remedy = "Delete it: the next import then counts every difference as a conflict, and loses no edit."
            raise PloughshareError(
                "file.unreadable", path=path, why="it is damaged or was edited", remedy=remedy
            ) from error
    return memory


def files(memory: Memory, register: str) -> dict[str, bytes]:
    """The files of a register's memory, by name relative to the package."""
    return {f"{folder_of(register)}/{table}.csv": _bytes(rows) for table, rows in memory.items() if rows}


def _bytes(rows: Mapping[str, Mapping[str, str]]) -> bytes:
    columns = list(dict.fromkeys(name for row in rows.values() for name in row if name != "id"))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *columns])
    writer.writerows([id, *(row.get(name, "") for name in columns)] for id, row in sorted(rows.items()))
    return out.getvalue().encode("utf-8")


def of(table: Table, columns: Iterable[str], row: Row) -> dict[str, str]:
    """What is remembered of a row."""
    return {name: remembered(text(table.column(name), row)) for name in columns}


def as_shown(value: Any) -> str:
    """A cell's text as a difference shows it: an outline by its number of points."""
    told = str(value)
    return told if len(told) <= 80 else f"{told[:77]}…"
