"""What a package would change in a record, cell by cell, and what a record is once changes are accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ploughshare.evidence import tiers
from ploughshare.record import canonical
from ploughshare.record.contracts import LOCATION_COLUMNS, TABLES, Column
from ploughshare.record.locations import LOCATED, is_located
from ploughshare.record.package import Package, Row
from ploughshare.record.tier import RESTRICTED, location_tier_of, tier_of
from ploughshare.web.records import codec


@dataclass(frozen=True)
class Difference:
    """One cell that differs, or with ``column`` None a whole row that is new (``old`` None) or gone (``new`` None).

    ``old`` and ``new`` are JSON, as ``codec`` writes it. ``restricted``: never to be printed or logged.
    """

    table: str
    row: str
    column: str | None
    old: Any
    new: Any
    restricted: bool


def without_restricted(package: Package) -> Package:
    """The record without its restricted rows and what rests on them alone, as ``dump`` writes it unless asked for them.

    Geometry stays as it is: coarse shapes are for those who read the record, and this is for those who keep it.
    Restricted locations leave as restricted rows do.
    """
    seen = tiers.visible(package, "partners")
    places = [_with_cells(row, package.row("places", row["id"]), ("geometry",)) for row in seen.rows("places")]
    located = {
        table.name: [_with_location(row, package.row(table.name, row["id"])) for row in seen.rows(table.name)]
        for table in LOCATED
    }
    return replace(seen, tables={**seen.tables, **located, "places": places})


def _with_location(row: Row, whole: Row | None) -> Row:
    return row if location_tier_of(row) == RESTRICTED else _with_cells(row, whole, LOCATION_COLUMNS)


def _with_cells(row: Row, whole: Row | None, columns: Iterable[str]) -> Row:
    """The row as the filter gave it, with the cells of those columns as the record has them."""
    return row if whole is None else {**row, **{name: whole[name] for name in columns}}


def between(old: Package, new: Package) -> list[Difference]:
    """What ``new`` would change in the record ``old``.

    A package that has no restricted row or location at all was dumped without them: it is compared with such a dump,
    and so does not propose that the restricted ones be removed.
    """
    has_restricted = any(_holds_restricted(table, row) for table, rows in new.tables.items() for row in rows)
    seen = old if has_restricted else without_restricted(old)
    if _equal(seen, new) or canonical.files(seen) == canonical.files(new):
        return []
    found = list(_of_cells(codec.RECORD, codec.head(old), codec.head(old), codec.head(new)))
    for table in TABLES:
        ids = sorted({row["id"] for package in (seen, new) for row in package.rows(table.name)})
        for id in ids:
            whole, before, after = (package.row(table.name, id) for package in (old, seen, new))
            if whole is None or before is None or after is None:
                found.append(_of_row(table.name, id, whole, after))
            else:
                found += _of_cells(table.name, whole, before, after)
    return found


def _equal(one: Package, other: Package) -> bool:
    """Whether two records have the same cells: much quicker to tell than whether they are written alike."""
    return codec.head(one) == codec.head(other) and all(
        list(one.rows(table.name)) == list(other.rows(table.name)) for table in TABLES
    )


def applied(package: Package, differences: Iterable[Difference]) -> Package:
    """The record once those differences are accepted."""
    tables: dict[str, dict[str, Row]] = {
        name: {row["id"]: row for row in rows} for name, rows in package.tables.items()
    }
    tables[codec.RECORD] = {package.country: codec.head(package)}
    for found in differences:
        rows = tables[found.table]
        if found.column is not None:
            rows[found.row] = {**rows[found.row], found.column: codec.from_json(_column(found), found.new)}
        elif found.new is not None:
            rows[found.row] = codec.decode(found.table, found.new)
        else:
            del rows[found.row]
    meta = tables.pop(codec.RECORD)[package.country]
    return Package(
        narrative=meta.pop(codec.NARRATIVE.name),
        meta=meta,
        tables={name: sorted(rows.values(), key=lambda row: row["id"]) for name, rows in tables.items()},
    )


def current(package: Package, difference: Difference) -> Any:
    """What the record now has where the difference would change it, as JSON; None where there is nothing."""
    row = codec.head(package) if difference.table == codec.RECORD else package.row(difference.table, difference.row)
    if row is None or difference.column is None:
        return row and codec.encode(difference.table, row)
    return codec.to_json(_column(difference), row[difference.column])


def _of_row(table: str, id: str, whole: Row | None, after: Row | None) -> Difference:
    secret = any(row is not None and _holds_restricted(table, row) for row in (whole, after))
    old, new = (row and codec.encode(table, row) for row in (whole, after))
    return Difference(table, id, None, old, new, secret)


def _of_cells(table: str, whole: Row, before: Row, after: Row) -> Iterator[Difference]:
    """Where two rows differ; ``whole`` is the one before with what a dump without restricted rows leaves out."""
    secret = table != codec.RECORD and (_restricted(table, whole) or _restricted(table, after))
    id = whole["country"] if table == codec.RECORD else whole["id"]
    for column in codec.COLUMNS[table]:
        was, given, is_now = (codec.to_json(column, row[column.name]) for row in (whole, before, after))
        if given != is_now:
            where = column.name in LOCATION_COLUMNS and any(map(_is_secretly_located, (whole, after)))
            yield Difference(table, id, column.name, was, is_now, secret or where)


def _column(difference: Difference) -> Column:
    return next(column for column in codec.COLUMNS[difference.table] if column.name == difference.column)


def _restricted(table: str, row: Row) -> bool:
    return tier_of(table, row) == RESTRICTED


def _is_secretly_located(row: Row) -> bool:
    return "location_tier" in row and location_tier_of(row) == RESTRICTED and is_located(row)


def _holds_restricted(table: str, row: Row) -> bool:
    return _restricted(table, row) or _is_secretly_located(row)
