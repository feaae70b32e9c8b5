"""A table whose file tells its cells apart: of a word processor, a web page, or a text with tabs."""

from __future__ import annotations

from collections.abc import Sequence

from ploughshare.exchange.country_report.reading.model import Piece, join
from ploughshare.exchange.country_report.structure import cells, heads, rows
from ploughshare.exchange.country_report.structure.grid import EMPTY, Cell, Column, Grid, RowKind, TableRow
from ploughshare.exchange.country_report.structure.taken import LIKELY, SURE
from ploughshare.exchange.country_report.structure.values import Value, scan


def read(lines: Sequence[Piece], caption: str) -> Grid:
    """The columns and rows of the lines, whose cells are parted by tabs."""
    parted = [_split(line) for line in lines]
    width = max(len(line) for line in parted)
    first = next((at for at, line in enumerate(parted) if at and _is_data(line)), 1)
    head_lines = [*(_spread(line, parted[first - 1]) for line in parted[: first - 1]), parted[first - 1]]
    titles = [join([line[at] for line in head_lines if at < len(line) and line[at].text], " ") for at in range(width)]
    columns = tuple(heads.column(title, caption, is_first=at == 0) for at, title in enumerate(titles))
    made: list[TableRow] = []
    head: str | None = None
    for line in parted[first:]:
        label = line[0].text
        kind = _kind(line, width)
        head = label if kind is RowKind.HEAD else head
        own_head = None if kind is RowKind.HEAD else head
        row = [
            _cell(line[at], column, cells.unit_of(column, label, own_head), kind) if at < len(line) else EMPTY
            for at, column in enumerate(columns)
        ]
        if made and kind is RowKind.DATA:
            row = _carried(row, columns, made[-1])
        sure = SURE if len(line) == width or kind is RowKind.GROUP else LIKELY
        made.append(TableRow(kind, tuple(row), sure, cells.measure_of(kind, label)))
    return Grid(columns, tuple(made), (), SURE)


def _carried(row: list[Cell], columns: Sequence[Column], above: TableRow) -> list[Cell]:
    """The row with its first cells filled from the row above, where one cell was printed for several rows."""
    done = list(row)
    for at, column in enumerate(columns):
        if row[at].words or not column.role.is_words:
            break
        done[at] = Cell(above.cells[at].words, (), carried=True)
    return done


def _spread(line: Sequence[Piece], below: Sequence[Piece]) -> list[Piece]:
    """A line of a head of several, the words of a cell over several columns given to each that has a head below it."""
    done = list(line)
    for at in range(1, min(len(below), len(line) + 1)):
        if at < len(line) and not line[at].text and below[at].text and below[at - 1].text:
            done[at] = done[at - 1]
        elif at == len(line) and below[at].text and below[at - 1].text and len(done) == at:
            done.append(done[at - 1])
    return done


def _split(line: Piece) -> list[Piece]:
    found = []
    at = 0
    for text in line.text.split("\t"):
        found.append(line.cut(at, at + len(text)).strip())
        at += len(text) + 1
    return found


def _is_data(line: Sequence[Piece]) -> bool:
    values = [value for cell in line[1:] if (value := _value(cell)) is not None]
    return any(not value.is_year for value in values)


def _kind(line: Sequence[Piece], width: int) -> RowKind:
    label = line[0].text
    values = [_value(cell) for cell in line]
    if width > 1 and values[0] is None and not any(cell.text for cell in line[1:]):
        return RowKind.GROUP
    years_only = len(line) > 1 and all(value is not None and value.is_year for value in values[1:])
    if years_only and label and not label[:1].isdigit() and heads.is_head(label):
        return RowKind.HEAD
    return rows.kind_of(label)


def _cell(cell: Piece, column: Column, unit: str | None, kind: RowKind) -> Cell:
    value = _value(cell)
    if value is None or column.role.is_words:
        return cells.of_words(cell)
    return cells.of_value(value, unit, kind)


def _value(cell: Piece) -> Value | None:
    """The value that a whole cell is; None for words."""
    found = scan(cell)
    if len(found) == 1 and not cell.text[: found[0].start].strip() and not cell.text[found[0].end :].strip():
        return found[0]
    return None
