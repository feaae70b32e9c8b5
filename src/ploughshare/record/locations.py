"""Restricted locations: where a row lies, kept in ``private/`` while the row stands in the open file.

A hazardous area may be counted by everybody and found by the keepers only. Its row is written without what tells
where it lies, and a feature of ``private/locations.geojson`` keeps that, by table and id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ploughshare.findings import Finding
from ploughshare.record import columns, faults
from ploughshare.record.columns import Column, Format, Table, Type
from ploughshare.record.contracts import LOCATION_COLUMNS, TABLES
from ploughshare.record.package import Row
from ploughshare.record.rows import Raw, TableReader
from ploughshare.record.tier import RESTRICTED, location_tier_of

LOCATIONS = Table(
    "locations",
    "private/locations.geojson",
    Format.GEOJSON,
    "Where rows of the open files lie whose location_tier is restricted, or empty, which means the same.",
    (
        columns.text("table", "The table of the row.", required=True),
        columns.text("id", "The id of the row.", required=True),
        *(Column(name, Type.TEXT, "As in the table of the row.") for name in LOCATION_COLUMNS if name != "geometry"),
        columns.tier(),
        Column("geometry", Type.GEOMETRY, "As in the table of the row."),
    ),
    optional=True,
)
"""What ``private/locations.geojson`` holds: no table of its own, but cells of rows of others."""

LOCATED: tuple[Table, ...] = tuple(table for table in TABLES if "location_tier" in table.column_names)
"""The tables whose rows have a location with a tier of its own."""

_EMPTY: Row = dict.fromkeys(LOCATION_COLUMNS)


def name_of(table: str, id: str) -> str:
    """By what the location of a row is known: ``areas/north``."""
    return f"{table}/{id}"


def is_located(row: Row) -> bool:
    """Whether anything in a row of a ``LOCATED`` table tells where it lies."""
    return any(row[name] is not None for name in LOCATION_COLUMNS)


def without(row: Row) -> Row:
    """The row without what tells where it lies."""
    return {**row, **_EMPTY} if is_located(row) else row


def parted(table: Table, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows as the open file holds them, and the rows of ``LOCATIONS`` that hold the rest."""
    opened, hidden = [], []
    for row in rows:
        if table in LOCATED and location_tier_of(row) == RESTRICTED and is_located(row):
            hidden.append(_location(table, row))
            opened.append(without(row))
        else:
            opened.append(row)
    return opened, hidden


def _location(table: Table, row: Row) -> Row:
    cells = {name: row[name] for name in LOCATION_COLUMNS}
    # Without a precision the coordinates keep all their decimals, as those of land in an open file do.
    return {"table": table.name, "id": row["id"], **cells, "tier": None, "precision_m": None}


class LocationReader(TableReader):
    """Gathers restricted locations; ``put_back`` gives them to the rows they belong to."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(LOCATIONS, findings)

    def add(self, file: str, line: int, raw: Mapping[str, Raw], **how: Any) -> None:
        """Read one feature. It is kept by table and id together: rows of two tables may have one id."""
        table, id = raw.get("table"), raw.get("id")
        named = {**raw, "id": name_of(table, id)} if isinstance(table, str) and isinstance(id, str) else raw
        super().add(file, line, named, **how)

    def put_back(self, readers: Mapping[str, TableReader]) -> None:
        """Fill the location of each row in; one that no row lacks is a finding, and is left out."""
        located = {table.name for table in LOCATED}
        for name, location in list(self.rows.items()):
            table, _, id = name.partition("/")
            target = readers[table] if table in located else None
            row = target.rows.get(id) if target else None
            if row is not None and not is_located(row):
                row.update({column: location[column] for column in LOCATION_COLUMNS})
                continue
            file, line = self.lines[name]
            if row is not None:
                message = "the row has its location in the open file as well; that one was read"
                self.findings.append(faults.DUPLICATE_KEY.finding(message, subject=name, file=file, row=line))
            elif target is None or not target.excuses(id):
                message = "the location is of no row that is there"
                self.findings.append(faults.DANGLING.finding(message, subject=name, file=file, row=line, column="id"))
            del self.rows[name], self.lines[name]
