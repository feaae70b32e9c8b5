"""The canonical bytes of a package: one package, one set of files.

Rows by id, columns in the order of their contract, UTF-8, LF, quotes only where needed, YAML in block style
with its fields in the order of the contract, one feature a line, coordinates no finer than they deserve.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ploughshare.record import cells, csv_file, geojson_file, locations, sources, strict_yaml
from ploughshare.record.contracts import META, TABLES, Format, Table
from ploughshare.record.folder import META_FILE, NARRATIVE_FILE, PRIVATE
from ploughshare.record.package import Package, Row
from ploughshare.record.tier import CAUTIOUS_TABLES, RESTRICTED, tier_of


def files(package: Package, *, with_restricted: bool = True) -> dict[str, bytes]:
    """Name of each file relative to the package -> its canonical bytes.

    Rows whose tier says restricted stand in ``private/`` only, in files that are there only where there are
    such rows; so do accidents and victims that say nothing, and the restricted location of an open row. Without
    ``with_restricted`` no restricted row or location is in any file, those by default (e-mails without a tier)
    included; what refers to them is the caller's concern: pass the record through the filter first.
    """
    apart: list[Row] = []
    content = {META_FILE: _yaml({column.name: _meta_value(package.meta.get(column.name)) for column in META})}
    for table in TABLES:
        rows = sorted(package.rows(table.name), key=lambda row: str(row["id"]))
        if not with_restricted:
            rows = [row for row in rows if tier_of(table.name, row) != RESTRICTED]
        hidden = [_as_private(table, row) for row in rows if _is_private(table, row)]
        shown, located = locations.parted(table, (row for row in rows if not _is_private(table, row)))
        apart += located
        if shown or not table.optional:
            content[table.file] = _table(table, shown)
        if hidden:
            content[f"{PRIVATE}/{table.file}"] = _table(table, hidden)
    if apart and with_restricted:
        content[locations.LOCATIONS.file] = _table(locations.LOCATIONS, apart)
    content[NARRATIVE_FILE] = _narrative(package.narrative)
    return content


def _is_private(table: Table, row: Row) -> bool:
    return row["tier"] == RESTRICTED or (table.name in CAUTIOUS_TABLES and row["tier"] is None)


def _as_private(table: Table, row: Row) -> Row:
    """The row as ``private/`` holds it: restricted without saying so, where the table has no such default."""
    return row if table.name in CAUTIOUS_TABLES else {**row, "tier": None}


def _table(table: Table, rows: Sequence[Row]) -> bytes:
    if table.format is Format.CSL_YAML:
        return _yaml({"references": [sources.csl_of(row) for row in rows]})
    if table.format is Format.GEOJSON:
        return geojson_file.write(table, list(rows))
    texts = [[cells.text(column, row[column.name]) for column in table.columns] for row in rows]
    return csv_file.write(table, texts)


def _meta_value(value: Any) -> Any:
    return list(value) if isinstance(value, (list, tuple)) else value


def _yaml(content: dict[str, Any]) -> bytes:
    filled = {key: value for key, value in content.items() if value not in (None, [], "")}
    # Hyphens before and points after make it the metadata block that pandoc reads as a document, too.
    return f"---\n{strict_yaml.dump(filled or content)}...\n".encode()


def _narrative(text: str) -> bytes:
    """The narrative as it is, with LF at the end of each line and one at the end of all."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return f"{lines}\n".encode() if lines else b""
