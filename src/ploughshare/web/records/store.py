"""Rows to database and back, exactly: ``read(country)`` gives the package that ``write`` was given.

Whole tables at a time and past the models' instances, which would cost several times as much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from django.db.models import QuerySet

from ploughshare.errors import PloughshareError
from ploughshare.geo.bulk import mappings, shapes
from ploughshare.record.contracts import TABLES, TABLES_BY_NAME, Column, Type
from ploughshare.record.memory import uncollected
from ploughshare.record.package import Package, Row
from ploughshare.web.records import bulk, codec, keys
from ploughshare.web.records.models import MODELS, Record

_BATCH = 2000


def read(country: str) -> Package | None:
    """The whole record as the database has it, whatever its tiers; None where there is none of that code.

    Only actions, ``dump`` and the filter may call this: pages read through ``queries``.
    """
    found = _read(Record.objects.filter(country=country), codec.COLUMNS[codec.RECORD])
    if not found:
        return None
    head = found[0]
    with uncollected():
        tables = {
            table.name: _read(MODELS[table.name].objects.filter(record=country), table.columns) for table in TABLES
        }
    # By id here and not in SQL: each database has an order of letters of its own.
    ordered = {name: sorted(rows, key=lambda row: row["id"]) for name, rows in tables.items()}
    return Package(narrative=head.pop(codec.NARRATIVE.name), meta=head, tables=ordered)


def must_read(country: str) -> Package:
    """The whole record, which must be there. Raises ``record.absent``."""
    package = read(country)
    if package is None:
        raise PloughshareError("record.absent", country=country)
    return package


def _read(found: QuerySet[Any], columns: Sequence[Column]) -> list[Row]:
    values = list(found.values_list(*map(_attribute, columns)))
    if not values:
        return []
    cells = [_read_column(column, of_all) for column, of_all in zip(columns, zip(*values, strict=True), strict=True)]
    names = [column.name for column in columns]
    return [dict(zip(names, of_one, strict=True)) for of_one in zip(*cells, strict=True)]


def _attribute(column: Column) -> str:
    return f"{column.name}_id" if column.references and not column.many else column.name


def _read_column(column: Column, cells: Collection[Any]) -> Iterable[Any]:
    if column.type is Type.GEOMETRY:
        return _geometries(cells)
    if column.many:
        return map(tuple, cells)
    if column.references:
        return (None if key is None else keys.id_of(key) for key in cells)
    if column.type is Type.NAMES:
        return (None if names is None else tuple(names) for names in cells)
    return cells


def _geometries(cells: Collection[Any]) -> list[dict[str, Any] | None]:
    binary = np.array([None if cell is None else bytes(cell) for cell in cells], dtype=object)  # not memoryviews
    return mappings(shapely.from_wkb(binary))


def claim(package: Package) -> bool:
    """Hold the record of that package for this transaction, making it where it is missing; whether it was made.

    Two that make the same record at once come one after the other: the second waits here until the first is done.
    """
    _, made = Record.objects.get_or_create(country=package.country, defaults=_head(package))
    return made or not hold(package.country)


def hold(country: str) -> bool:
    """Hold a record for this transaction, so that no other act changes it meanwhile; False where it is not there."""
    return Record.objects.select_for_update().filter(country=country).exists()


def write_record(package: Package) -> None:
    """Put what record.yaml and report.md hold in the place of what was there."""
    Record.objects.filter(country=package.country).update(**_head(package))


def _head(package: Package) -> dict[str, Any]:
    head = codec.head(package)
    return {
        _attribute(column): _write_column(column, package.country, [head[column.name]])[0]
        for column in codec.COLUMNS[codec.RECORD]
    }


def write(country: str, rows: Mapping[str, Iterable[Row]]) -> None:
    """Add rows to a record that is there, or put them in the place of the rows with the same ids.

    ``rows`` has for each table the rows to write. References are looked at by the database when the transaction ends.
    """
    for name, of_table in rows.items():
        columns, every = TABLES_BY_NAME[name].columns, list(of_table)
        if not every:
            continue
        cells = [_write_column(column, country, [row[column.name] for row in every]) for column in columns]
        own = [keys.of_row(country, row["id"]) for row in every]
        fields = ("key", "record", *(column.name for column in columns))
        bulk.insert(MODELS[name], fields, zip(own, [country] * len(own), *cells, strict=True), replace=True)


def remove(country: str, ids: Mapping[str, Iterable[str]]) -> None:
    """Take rows out of a record; ``ids`` has for each table the ids of the rows."""
    for name, of_table in ids.items():
        gone = [keys.of_row(country, id) for id in of_table]
        for start in range(0, len(gone), _BATCH):  # a database takes only so many parameters
            MODELS[name].objects.filter(key__in=gone[start : start + _BATCH]).delete()


def _write_column(column: Column, country: str, cells: Sequence[Any]) -> Sequence[Any]:
    if column.type is Type.GEOMETRY:
        return list(shapely.to_wkb(shapes(cells)))
    if column.many or column.type is Type.NAMES:
        return [None if cell is None else list(cell) for cell in cells]
    return [cell and keys.of_row(country, cell) for cell in cells] if column.references else cells
