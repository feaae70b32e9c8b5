"""What GDAL passes over without a word: outlines that are there and damaged, text in columns of numbers.

It gives such an outline as none at all. To a record that would be a hazard whose location nobody knows, and nobody
would look for the damage.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

DAMAGED = "its geometry is damaged and could not be read"
_HEADER, _RECORD = 100, 8
_NULL_SHAPE = 0


def damaged_in_shapefile(path: Path, records: Collection[int]) -> set[int]:
    """Of those records, counted from 0, the ones that the file says have a shape."""
    index = path.with_suffix(".shx") if path.with_suffix(".shx").exists() else path.with_suffix(".SHX")
    damaged = set()
    with path.open("rb") as shapes, index.open("rb") as offsets:
        for record in records:
            offsets.seek(_HEADER + _RECORD * record)
            place = offsets.read(4)
            # Offsets count 16-bit words; the type of shape follows the number and length of the record.
            shapes.seek(int.from_bytes(place, "big") * 2 + _RECORD)
            kind = shapes.read(4)
            if len(kind) < 4 or int.from_bytes(kind, "little") != _NULL_SHAPE:
                damaged.add(record)
    return damaged


def damaged_in_geopackage(path: Path, layer: str, id: str, geometry: str, ids: Collection[int]) -> set[int]:
    """Of the features of those ids the ones that have something in the column of their geometry."""
    if not ids:
        return set()
    there = f"SELECT {_quoted(id)} FROM {_quoted(layer)} WHERE {_quoted(geometry)} IS NOT NULL"  # noqa: S608 - quoted
    with closing(_read_only(path)) as database:
        return {int(found) for (found,) in database.execute(there)} & set(ids)


def text_among_numbers(path: Path, layer: str, id: str, numeric: Sequence[str]) -> list[str]:
    """A sentence on each column of numbers that holds something else, which GDAL reads as 0."""
    said = []
    with closing(_read_only(path)) as database:
        for column in numeric:
            other = (
                f"SELECT {_quoted(id)} FROM {_quoted(layer)} "  # noqa: S608 - quoted
                f"WHERE typeof({_quoted(column)}) IN ('text', 'blob') LIMIT 10"
            )
            if features := [str(found) for (found,) in database.execute(other)]:
                listed = ", ".join(features)
                said.append(f"column {column} is one of numbers and holds text, read as 0: feature {listed}")
    return said


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
