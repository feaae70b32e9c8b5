"""Rows to database and back, exactly: ``read(country)`` gives the package that ``write`` was given.

Whole tables at a time and past the models' instances, which would cost several times as much.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from django.db.models import Model
from shapely.geometry import mapping, shape

from ploughshare.record.contracts import TABLES, TABLES_BY_NAME, Column, Table, Type
from ploughshare.record.package import Package, Row
from ploughshare.web.records.models import MODELS, Record

_BATCH = 2000


def read(country: str) -> Package | None:
    """The whole record as the database has it, whatever its tiers; None where there is none of that code.

    Only actions, ``dump`` and the filter may call this: pages read through ``queries``.
    """
    found = Record.objects.filter(country=country).values_list("meta", "narrative").first()
    if found is None:
        return None
    meta, narrative = found
    return Package(meta=meta, tables={table.name: _rows(table, country) for table in TABLES}, narrative=narrative)


def _rows(table: Table, country: str) -> list[Row]:
    names = [_attribute(column) for column in table.columns]
    values = list(MODELS[table.name].objects.filter(record=country).values_list(*names))
    if not values:
        return []
    columns = [
        _read_column(column, cells) for column, cells in zip(table.columns, zip(*values, strict=True), strict=True)
    ]
    rows = [dict(zip(table.column_names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    # By id here and not in SQL: each database has an order of letters of its own.
    return sorted(rows, key=lambda row: row["id"])


def _attribute(column: Column) -> str:
    return f"{column.name}_id" if column.references and not column.many else column.name


def _read_column(column: Column, cells: Collection[Any]) -> Iterable[Any]:
    if column.type is Type.GEOMETRY:
        return _geometries(cells)
    if column.many:
        return map(tuple, cells)
    if column.references:
        return (None if key is None else id_of(key) for key in cells)
    if column.type is Type.NAMES:
        return (None if names is None else tuple(names) for names in cells)
    return cells


def _geometries(cells: Collection[Any]) -> list[dict[str, Any] | None]:
    binary = np.array([None if cell is None else bytes(cell) for cell in cells], dtype=object)  # not memoryviews
    # Through JSON, whose arrays are lists where shapely's mapping has tuples.
    return [None if found is None else json.loads(json.dumps(mapping(found))) for found in shapely.from_wkb(binary)]


def key_of(country: str, id: str) -> str:
    """The key of a row, which holds it apart from the rows of other records with the same id."""
    return f"{country}/{id}"


def id_of(key: str) -> str:
    """The id within its record that a key ends with."""
    return key.partition("/")[2]


def write(country: str, rows: Mapping[str, Iterable[Row]]) -> None:
    """Add rows to a record that is there, or put them in the place of the rows with the same ids.

    ``rows`` has for each table the rows to write. References are looked at by the database when the transaction ends.
    """
    for name, of_table in rows.items():
        model, table = MODELS[name], TABLES_BY_NAME[name]
        instances = [_instance(model, table, country, row) for row in of_table]
        model.objects.bulk_create(
            instances,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=[column.name for column in table.columns],
        )


def remove(country: str, ids: Mapping[str, Iterable[str]]) -> None:
    """Take rows out of a record; ``ids`` has for each table the ids of the rows."""
    for name, of_table in ids.items():
        MODELS[name].objects.filter(key__in=[key_of(country, id) for id in of_table]).delete()


def _instance(model: type[Model], table: Table, country: str, row: Row) -> Any:
    values = {_attribute(column): _write_cell(column, country, row[column.name]) for column in table.columns}
    return model(key=key_of(country, row["id"]), record_id=country, **values)


def _write_cell(column: Column, country: str, value: Any) -> Any:
    if value is None:
        return None
    if column.type is Type.GEOMETRY:
        return shape(value).wkb
    if column.many or column.type is Type.NAMES:
        return list(value)
    return key_of(country, value) if column.references else value
