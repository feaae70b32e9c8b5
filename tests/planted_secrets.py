"""A record full of secrets in every table: `from planted_secrets import LEAK, SECRET, with_secrets`.

Each table has a restricted row of them; each table of a programme an open row too, whose location is restricted, and
the open row of a victim has a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ploughshare import vocab
from ploughshare.record.contracts import LAND_TABLES, LOCATION_COLUMNS, TABLES, Table, Type
from ploughshare.record.package import Package

SECRET = "Zzsecretzz"
DIGITS = "7654321"
"""The last digits of the longitude of every restricted location."""
LEAK = f"{SECRET}|{DIGITS}"
"""What no public output may match."""

_WEST = float(f"126.{DIGITS}")
_OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[_WEST, 38.5], [126.78, 38.5], [126.78, 38.51], [_WEST, 38.51], [_WEST, 38.5]]],
}
_POINT = {"type": "Point", "coordinates": [_WEST, 38.5]}
_WHERE: Mapping[str, Any] = {name: f"{SECRET} {_WEST} {name}" for name in LOCATION_COLUMNS}
_WHO = {"name": f"{SECRET} name", "address": f"{SECRET} address", "born": f"19{DIGITS[:2]}"}


def with_secrets(package: Package) -> Package:
    """The package with those rows: the twin of a row of each table, its words made secret and its references kept."""
    tables = {name: list(rows) for name, rows in package.tables.items()}
    for table in LAND_TABLES:
        tables[table.name].append(_open(table))
    for table in TABLES:
        if table.name in ("citations", "flags") or not tables[table.name]:
            continue
        original = tables[table.name][0]
        twin = {**original, "id": f"twin-{SECRET.lower()}-{table.name}".replace("_", "-"), "tier": "restricted"}
        for column in table.columns:
            is_free = column.type is Type.TEXT and not (column.vocabulary or column.many)
            if is_free and original[column.name] and column.name not in ("country", "subject"):
                twin[column.name] = f"{SECRET} {column.name}"
        tables[table.name].append(twin)
        for citation in package.rows("citations"):
            if (citation["cited_table"], citation["cited_row"]) == (table.name, original["id"]):
                copy = {**citation, "id": f"{citation['id']}-{SECRET.lower()}", "cited_row": twin["id"]}
                tables["citations"].append({**copy, "note": SECRET, "tier": "restricted"})
    return replace(package, tables=tables)


def _open(table: Table) -> dict[str, Any]:
    """A public row whose restricted cells are secret, and which says no more than it must."""
    row: dict[str, Any] = {column.name: () if column.many else None for column in table.columns}
    for column in table.columns:
        if column.required and column.vocabulary:
            row[column.name] = next(iter(vocab.load(column.vocabulary).terms))
        elif column.required and column.references:
            row[column.name] = f"open-{column.references}"
    if "location_tier" in table.column_names:
        row |= {**_WHERE, "geometry": _OUTLINE if table.name in ("areas", "releases") else _POINT}
    if table.name == "victims":
        row |= _WHO
    return {**row, "id": f"open-{table.name}".replace("_", "-"), "tier": "public"}
