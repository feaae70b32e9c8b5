"""The published schema of a package: a Frictionless data package, made from the contracts.

Others can write packages by it, and any Frictionless tool can check their CSV tables. What Frictionless has
no word for (lists in a cell, references into YAML and GeoJSON, units) stands in properties of our own.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from ploughshare import vocab
from ploughshare.record.contracts import (
    LANGUAGE_PATTERN,
    META,
    SLUG_LENGTH,
    SLUG_PATTERN,
    TABLES,
    Column,
    Format,
    Table,
    Type,
)
from ploughshare.record.folder import META_FILE, NARRATIVE_FILE, PRIVATE, exists
from ploughshare.record.locations import LOCATIONS
from ploughshare.record.references import POINTERS
from ploughshare.record.sources import place_of

_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_TYPES: dict[Type, dict[str, Any]] = {
    Type.SLUG: {"type": "string"},
    Type.TEXT: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    Type.DATE: {"type": "string"},
    Type.PERIOD: {"type": "string"},
    Type.URL: {"type": "string", "format": "uri"},
    Type.LANGUAGE: {"type": "string"},
    Type.NAMES: {"type": "array"},
    Type.GEOMETRY: {"type": "geojson"},
}
_PATTERNS: dict[Type, str] = {
    Type.SLUG: SLUG_PATTERN,
    Type.LANGUAGE: LANGUAGE_PATTERN,
    Type.DATE: _DATE,
    Type.PERIOD: rf"{_DATE}(/({_DATE}|\.\.))?",
}


def frictionless(package: Path | None = None) -> dict[str, Any]:
    """The descriptor of the package's tables, as plain data for JSON: Frictionless data package, version 1.

    CSV tables are resources with a table schema. The sources (CSL-YAML) and places (GeoJSON) are resources of
    their own formats with the same description of their fields; so are ``record.yaml`` and ``report.md``.

    Frictionless has no word for a file that need not be there. With the folder of a ``package`` the optional tables
    that it does not have are left out, so that Frictionless can check what it has.
    """
    tables = (*TABLES, LOCATIONS)
    described = [table for table in tables if not (package and table.optional and not exists(package, table.file))]
    csv_names = {table.name for table in described if table.format is Format.CSV}
    return {
        "profile": "data-package",
        "name": "ploughshare-record",
        "title": "A country's record of mine action",
        "description": (
            f"Every table may have a second file of the same form in {PRIVATE}/, whose rows are restricted and leave "
            "with no public output. A cell may be empty where its field is not required. Dates have as many digits "
            "as are known. The keys of private properties begin with “ploughshare:”."
        ),
        "resources": [
            {"name": "record", "path": META_FILE, "format": "yaml", "ploughshare:fields": list(map(_field, META))},
            *(_resource(table, csv_names) for table in described),
            {"name": "report", "path": NARRATIVE_FILE, "format": "md", "mediatype": "text/markdown"},
        ],
    }


def _resource(table: Table, csv_names: Collection[str]) -> dict[str, Any]:
    head: dict[str, Any] = {"name": table.name, "path": table.file, "description": table.description}
    if table.optional:
        head["ploughshare:optional"] = True
    if table.format is Format.CSV:
        return {
            **head,
            "profile": "tabular-data-resource",
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n"},
            "schema": _schema(table, csv_names),
        }
    kind = "geojson" if table.format is Format.GEOJSON else "yaml"
    return {
        **head,
        "format": kind,
        "encoding": "utf-8",
        "ploughshare:fields": [_placed(table, c) for c in table.columns],
    }


def _schema(table: Table, csv_names: Collection[str]) -> dict[str, Any]:
    keys = [
        {"fields": column.name, "reference": {"resource": _target(table, column), "fields": "id"}}
        for column in table.columns
        if column.references in csv_names and not column.many
    ]
    schema: dict[str, Any] = {"fields": list(map(_field, table.columns)), "primaryKey": "id", "missingValues": [""]}
    if keys:
        schema["foreignKeys"] = keys
    if table.name in POINTERS:
        table_column, row_column, tables = POINTERS[table.name]
        schema["ploughshare:pointer"] = {"table": table_column, "row": row_column, "tables": list(tables)}
    return schema


def _target(table: Table, column: Column) -> str:
    """The resource a key leads to; "" is the table itself, as the standard has it."""
    return "" if column.references == table.name else str(column.references)


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "description": column.description}
    field |= {"type": "string", "ploughshare:many": "; "} if column.many else _TYPES[column.type]
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.name == "id":
        constraints["unique"] = True
    if not column.many:
        if column.vocabulary:
            constraints["enum"] = list(vocab.load(column.vocabulary).terms)
        elif column.type in _PATTERNS:
            constraints["pattern"] = _PATTERNS[column.type]
        if column.type is Type.SLUG:
            constraints["maxLength"] = SLUG_LENGTH
    if constraints:
        field["constraints"] = constraints
    for key, value in (
        ("vocabulary", column.vocabulary),
        ("references", column.references),
        ("unit", column.unit),
    ):
        if value:
            field[f"ploughshare:{key}"] = value
    return field


def _placed(table: Table, column: Column) -> dict[str, Any]:
    """A field of a table that is no CSV, with where in an item or feature it stands."""
    if table.format is Format.CSL_YAML:
        where = ".".join(place_of(column.name))
    else:
        where = "geometry" if column.type is Type.GEOMETRY else f"properties.{column.name}"
    return {**_field(column), "ploughshare:stands_in": where}
