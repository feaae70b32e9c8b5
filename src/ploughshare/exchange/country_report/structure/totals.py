"""Printed totals added up again: those below a column, and those at the end of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ploughshare.exchange.country_report.structure.grid import Cell, Column, Fault, RowKind, TableRow
from ploughshare.figure import Figure, Kind, State, number
from ploughshare.figure.numbers import last_given
from ploughshare.figure.units import is_counted

_ACROSS = re.compile(r"total\b", re.IGNORECASE)


def faults(columns: Sequence[Column], rows: Sequence[TableRow]) -> Iterator[Fault]:
    """The totals that do not agree with what they add up, within the rounding of its parts."""
    for at, column in enumerate(columns):
        if not column.role.is_words:
            yield from _down(column, at, rows)
    yield from _across(columns, rows)


def _down(column: Column, at: int, rows: Sequence[TableRow]) -> Iterator[Fault]:
    parts: list[Figure] = []
    subtotals: list[Figure] = []
    for row in rows:
        cell = row.cells[at]
        if row.kind is RowKind.DATA and cell.figure is not None:
            parts.append(cell.figure)
        elif row.kind is RowKind.SUBTOTAL:
            if parts and cell.figure is not None:
                yield from _compared(column, cell, parts)
                subtotals.append(cell.figure)
            parts = []
        elif row.kind is RowKind.TOTAL and cell.figure is not None:
            yield from _compared(column, cell, [*subtotals, *parts])
            parts, subtotals = [], []
        elif row.kind is RowKind.HEAD:
            parts, subtotals = [], []


def _compared(column: Column, cell: Cell, parts: Sequence[Figure]) -> Iterator[Fault]:
    if cell.figure is None or len(parts) < 1:
        return
    printed = _exact(cell.figure)
    values = [_exact(part) for part in parts]
    known = [value for value in values if value is not None]
    if printed is None or not known:
        return
    open_ = any(part.state is State.VALUE and part.kind is not Kind.EXACT for part in parts)
    added = sum(known, Decimal(0))
    if open_ or abs(added - printed) <= slack(cell.figure, known):
        return
    yield Fault(
        f"“{column.title}” adds up to {number(added)}, and {number(printed)} is printed as its total", cell.spans
    )


def slack(printed: Figure, parts: Sequence[Decimal]) -> Decimal:
    """By how much a total may differ from the sum of its parts because each was rounded.

    Things that are counted and square metres are printed whole, and must add up.
    """
    best = printed.best or Decimal(0)
    steps = [last_given(value) for value in (*parts, best) if value]
    if printed.unit == "m2" or (is_counted(printed.unit) and all(step == 1 for step in steps)):
        return Decimal(0)
    return sum(steps, Decimal(0)) / 2


def _exact(figure: Figure) -> Decimal | None:
    return figure.best if figure.is_known and figure.kind is Kind.EXACT else None


def _across(columns: Sequence[Column], rows: Sequence[TableRow]) -> Iterator[Fault]:
    """Total columns that hold the sum of the columns before them in most rows, and not in one."""
    for at, column in enumerate(columns):
        if not _ACROSS.match(column.title) or column.role.is_words:
            continue
        parts = [
            index
            for index, other in enumerate(columns[:at])
            if other.role is column.role and other.unit == column.unit and not _ACROSS.match(other.title)
        ]
        if len(parts) < 2:
            continue
        outcomes = [(row, _adds_up(row, at, parts)) for row in rows if row.kind is not RowKind.HEAD]
        agree = sum(outcome is None for _, outcome in outcomes)
        wrong = [(row, outcome) for row, outcome in outcomes if outcome]
        if agree > 2 * len(wrong):
            for row, message in wrong:
                yield Fault(f"“{column.title}” of “{row.cells[0].words}”: {message}", row.cells[at].spans)


def _adds_up(row: TableRow, at: int, parts: Sequence[int]) -> str | None:
    """Why a total of a row is not the sum of its parts; None where it is; empty where that cannot be told."""
    figures = [row.cells[index].figure for index in parts]
    total = row.cells[at].figure
    if total is None or any(figure is None for figure in figures):
        return ""
    values = [_exact(figure) for figure in figures if figure is not None]
    printed = _exact(total)
    known = [value for value in values if value is not None]
    if printed is None or len(known) < len(values):
        return ""
    added = sum(known, Decimal(0))
    if abs(added - printed) <= slack(total, known):
        return None
    return f"{number(printed)} is printed, and its parts add up to {number(added)}"


def placed(values: Sequence[Decimal | None], sums: Sequence[Decimal]) -> list[int] | None:
    """In which columns the values of a total stand, where fewer are printed than there are columns.

    ``sums`` are those of the columns. None where they fit nowhere or in several ways.
    """
    ways: list[list[int]] = [[]]
    for value in values:
        ways = [
            [*way, at]
            for way in ways
            for at in range(way[-1] + 1 if way else 0, len(sums))
            if value is not None and value == sums[at]
        ]
    return ways[0] if len(ways) == 1 else None
