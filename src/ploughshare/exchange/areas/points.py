"""Outlines that stand as one point a row: the rows of a record's points beside the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ploughshare.exchange.areas import checks
from ploughshare.exchange.areas.building import Record
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.mapping import ExportMapping, Points
from ploughshare.exchange.areas.values import CellProblem, shown
from ploughshare.exchange.areas.words import text_of


def columns_of_sheet(mapping: ExportMapping, sheet: Layer | None) -> frozenset[str]:
    """The columns that the points need; those that ``sheet`` has, where they stand on one of their own."""
    points = mapping.reading.points
    if points is None:
        return frozenset()
    of_points = {name for name in (points.of, points.order, points.part) if name}
    for target in mapping.targets:
        location = target.located.location if target.located else None
        if location and location.shape != "point":
            of_points.update(location.columns)
    return frozenset(of_points if sheet is None else of_points & set(sheet.columns))


def records(layer: Layer, sheet: Layer | None, mapping: ExportMapping) -> Iterator[Record]:
    """The records of an export, with the rows of their points where outlines stand that way.

    A point that belongs to no record is a record of its own that is refused: it is not lost.
    """
    points = mapping.reading.points
    if points is None:
        for row in layer.rows:
            yield Record(row)
    elif sheet is not None:
        yield from _of_two_sheets(layer, sheet, points)
    else:
        yield from _of_one_sheet(layer, points, mapping)


def _of_two_sheets(layer: Layer, sheet: Layer, points: Points) -> Iterator[Record]:
    groups: dict[str, list[RawRow]] = defaultdict(list)
    for row in sheet.rows:
        groups[text_of(row.cells.get(points.of))].append(row)
    named = set()
    for row in layer.rows:
        name = text_of(row.cells.get(points.matches))
        named.add(name)
        yield Record(row, groups.get(name, ()))
    for name, rows in groups.items():
        if name not in named:
            message = f"{len(rows)} point(s) on the sheet “{sheet.name}” belong to {shown(name)}, which is in no row"
            yield Record(rows[0], rows, CellProblem(checks.COORDINATES, points.of, message))


def _of_one_sheet(layer: Layer, points: Points, mapping: ExportMapping) -> Iterator[Record]:
    own = mapping.columns - columns_of_sheet(mapping, None)
    groups: dict[str, list[RawRow]] = defaultdict(list)
    for row in layer.rows:
        groups[text_of(row.cells.get(points.of))].append(row)
    for name, rows in groups.items():
        if not name:
            for row in rows:
                yield Record(
                    row, (), CellProblem(checks.MISSING, points.of, "it does not say to which record it belongs")
                )
            continue
        yield Record(rows[0], rows, _disagreement(rows, own), len(rows))


def _disagreement(rows: list[RawRow], own: frozenset[str]) -> CellProblem | None:
    """Rows of points of one record must say the same of it, or nothing."""
    first = rows[0]
    for row in rows[1:]:
        for column in sorted(own):
            told, other = text_of(first.cells.get(column)), text_of(row.cells.get(column))
            if other and other != told:
                message = f"rows {first.number} and {row.number} are points of one record and differ in this column"
                return CellProblem(checks.COORDINATES, column, message)
    return None
