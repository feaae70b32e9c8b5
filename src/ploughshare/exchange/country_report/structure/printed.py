"""A table whose lines are printed words and values one after the other, as a text file has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ploughshare.exchange.country_report.reading.model import Piece, join
from ploughshare.exchange.country_report.structure import cells, heads, row_words, rows, totals
from ploughshare.exchange.country_report.structure.grid import EMPTY, Cell, Column, Grid, Role, RowKind, TableRow
from ploughshare.exchange.country_report.structure.phrases import Phrases
from ploughshare.exchange.country_report.structure.rows import Parted, RawRow
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, LIKELY, SURE

_GOOD_HEAD = 1.2
"""A head that costs no more than this was parted as heads are."""


def read(lines: Sequence[Piece], caption: str, phrases: Phrases) -> Grid:
    """The columns and rows of the lines, and the lines that fit no row."""
    parted = rows.part(lines, caption, phrases)
    if parted is None:
        return _unparted(lines)
    columns = _columns(parted, caption)
    words_count = len(columns) - parted.count - (columns[-1].role is Role.COMMENT)
    made: list[TableRow] = []
    labels_alone = [raw.words.text for raw in parted.rows if raw.kind is RowKind.DATA]
    spans = words_count > 1 and any(len(label.split()) < words_count for label in labels_alone)
    beginnings = row_words.shared_beginnings(parted.rows)
    head: str | None = None
    for raw in parted.rows:
        head = raw.words.text if raw.kind is RowKind.HEAD else head
        beginning = beginnings.get(raw.words.text, "")
        labels = _labels(raw, columns[:words_count], made, beginning, phrases, spans=spans)
        values = _values(raw, columns[words_count:], parted.count, head)
        row = TableRow(
            raw.kind,
            (*labels, *values),
            _sureness(raw, labels, parted.count),
            cells.measure_of(raw.kind, raw.words.text),
        )
        if raw.kind is RowKind.TOTAL and 0 < len(raw.values) < parted.count:
            row = _moved(row, raw, columns, words_count, made)
        made.append(row)
    return Grid(tuple(columns), tuple(made), parted.strays, SURE if parted.cost <= _GOOD_HEAD else LIKELY)


def _unparted(lines: Sequence[Piece]) -> Grid:
    """Lines without values as rows of one cell each: where the cells end cannot be told."""
    if len(lines) < 2:
        return Grid((), (), tuple(lines), DOUBTFUL)
    column = Column(lines[0].text, lines[0].spans, Role.LABEL)
    made = tuple(TableRow(RowKind.DATA, (cells.of_words(line),), DOUBTFUL) for line in lines[1:])
    return Grid((column,), made, (), DOUBTFUL)


def _columns(parted: Parted, caption: str) -> list[Column]:
    """The columns; those whose heads name no unit but whose values have decimals are in the unit of the title."""
    if not parted.columns:
        return [Column("", (), Role.LABEL), *(Column("", (), Role.COUNT) for _ in range(parted.count))]
    found = list(parted.columns)
    unit = heads.unit_of(caption)
    first = len(found) - parted.count - (found[-1].role is Role.COMMENT)
    for at, column in enumerate(found[first : first + parted.count]):
        values = [row.values[at].words for row in parted.rows if at < len(row.values)]
        if unit and column.unit is None and column.role is Role.COUNT and any("." in words for words in values):
            found[first + at] = replace(column, role=Role.AREA, unit=unit)
    return found


def _labels(
    raw: RawRow, columns: Sequence[Column], made: Sequence[TableRow], beginning: str, phrases: Phrases, *, spans: bool
) -> list[Cell]:
    above = [cell.words for cell in made[-1].cells[: len(columns)]] if made else []
    pieces = row_words.part(raw, [column.role for column in columns], above, beginning, phrases, spans=spans)
    return [
        Cell(above[at], (), carried=True)
        if piece is None and raw.kind is RowKind.DATA and at < len(above)
        else cells.of_words(piece)
        for at, piece in enumerate(pieces)
    ]


def _values(raw: RawRow, columns: Sequence[Column], count: int, head: str | None) -> list[Cell]:
    own_head = None if raw.kind is RowKind.HEAD else head
    found = [
        cells.of_value(raw.values[at], cells.unit_of(column, raw.words.text, own_head), raw.kind)
        if at < len(raw.values)
        else EMPTY
        for at, column in enumerate(columns[:count])
    ]
    if len(columns) > count:
        found.append(cells.of_words(join(raw.comment, " ") if raw.comment else None))
    return found


def _sureness(raw: RawRow, labels: Sequence[Cell], count: int) -> float:
    if raw.kind in (RowKind.GROUP, RowKind.HEAD):
        return SURE
    if len(raw.values) != count:
        return DOUBTFUL
    return SURE if len(labels) <= 1 or raw.kind is not RowKind.DATA else LIKELY


def _moved(
    row: TableRow, raw: RawRow, columns: Sequence[Column], words_count: int, made: Sequence[TableRow]
) -> TableRow:
    """A total printed for some of the columns, with its values under the columns that they add up."""
    value_columns = columns[words_count:]
    sums = [
        sum(
            (
                figure.best or Decimal(0)
                for each in made
                if each.kind is RowKind.DATA
                if (figure := each.cells[at].figure)
            ),
            Decimal(0),
        )
        for at in range(words_count, len(columns))
    ]
    bests = [value.figure.best if value.figure else None for value in raw.values]
    places = totals.placed(bests, sums)
    if places is None:
        return row
    moved = [EMPTY] * len(value_columns)
    for at, value in zip(places, raw.values, strict=True):
        moved[at] = cells.of_value(value, value_columns[at].unit, raw.kind)
    return replace(row, cells=(*row.cells[:words_count], *moved), confidence=LIKELY)
