"""A record with a restricted row full of secrets in every table: `from planted_secrets import SECRET, with_secrets`."""

from __future__ import annotations

from dataclasses import replace

from ploughshare.record.contracts import TABLES, Type
from ploughshare.record.package import Package

SECRET = "Zzsecretzz"


def with_secrets(package: Package) -> Package:
    """The package with a restricted twin of a row of each table, its words made secret and its references kept."""
    tables = {name: list(rows) for name, rows in package.tables.items()}
    for table in TABLES:
        if table.name in ("citations", "flags") or not tables[table.name]:
            continue
        original = tables[table.name][0]
        twin = {**original, "id": f"twin-{SECRET.lower()}-{table.name}", "tier": "restricted"}
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
