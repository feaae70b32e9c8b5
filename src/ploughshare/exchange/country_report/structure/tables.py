"""Every numbered table of a chapter as data."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ploughshare.exchange.country_report.reading.model import Block, Leftover, Piece, Span
from ploughshare.exchange.country_report.structure import heads, regions, rows, totals
from ploughshare.exchange.country_report.structure.days import as_at
from ploughshare.exchange.country_report.structure.grid import (
    EMPTY,
    Cell,
    Column,
    Role,
    RowKind,
    Table,
    TableRow,
)
from ploughshare.exchange.country_report.structure.outputs import row_measure
from ploughshare.exchange.country_report.structure.phrases import Phrases
from ploughshare.exchange.country_report.structure.regions import Region
from ploughshare.exchange.country_report.structure.rows import RawRow
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, LIKELY, SURE
from ploughshare.exchange.country_report.structure.values import Value, in_unit, scan

_GOOD_HEAD = 1.2
"""A head that costs no more than this was parted as heads are."""


def read(blocks: Sequence[Block], used: Collection[int], phrases: Phrases) -> tuple[list[Table], set[int]]:
    """The tables in their order, and the blocks they take."""
    tables: list[Table] = []
    seen: set[int] = set()
    for region in regions.find(blocks, used):
        tables.append(_table(region, phrases))
        seen.update(region.blocks)
    return tables, seen


def _table(region: Region, phrases: Phrases) -> Table:
    tabbed = sum("\t" in line.text for line in region.lines)
    if tabbed * 2 >= len(region.lines) > 0:
        columns, made, strays, sure = _from_cells(region)
    else:
        columns, made, strays, sure = _from_words(region, phrases)
    faults = tuple(totals.faults(columns, made))
    title = " ".join(region.title.text.split())
    dated = as_at(title)
    spans: list[Span] = [*region.title.spans]
    for line in (*region.lines, *(note for _, note in region.footnotes)):
        spans += line.spans
    leftovers = tuple(Leftover(f"a line of table {region.number} that fits no row", stray.spans) for stray in strays)
    if not made:
        leftovers = (Leftover(f"table {region.number} has no rows that could be read", region.title.spans), *leftovers)
    return Table(
        region.number,
        title,
        dated[0] if dated else None,
        tuple(columns),
        tuple(made),
        region.footnotes,
        faults,
        leftovers,
        tuple(spans),
        min([sure, *(row.confidence for row in made)]) if made else DOUBTFUL,
    )


def _from_words(region: Region, phrases: Phrases) -> tuple[list[Column], list[TableRow], Sequence[Piece], float]:
    parted = rows.part(region.lines, region.title.text, phrases)
    if parted is None:
        return [], [], region.lines, DOUBTFUL
    columns = list(parted.columns)
    counts = [len(row.values) for row in parted.rows if row.kind is RowKind.DATA]
    count = max(set(counts), key=counts.count, default=0)
    if not columns:
        columns = [Column("", (), Role.LABEL), *(Column("", (), Role.COUNT) for _ in range(count))]
    has_comment = columns[-1].role is Role.COMMENT and any(row.comment for row in parted.rows)
    word_columns = len(columns) - count - has_comment
    made: list[TableRow] = []
    head: RawRow | None = None
    for raw in parted.rows:
        if raw.kind is RowKind.HEAD:
            head = raw
        above = [cell.words for cell in made[-1].cells[:word_columns]] if made else []
        made.append(_row(raw, columns, (word_columns, count), above, phrases, head))
    made = _placed_totals(columns, made, parted.rows, (word_columns, count))
    return columns, made, parted.strays, SURE if parted.cost <= _GOOD_HEAD else LIKELY


def _row(
    raw: RawRow,
    columns: Sequence[Column],
    shape: tuple[int, int],
    above: Sequence[str],
    phrases: Phrases,
    head: RawRow | None,
) -> TableRow:
    words_count, count = shape
    roles = [column.role for column in columns[:words_count]]
    cells: list[Cell] = []
    for at, piece in enumerate(rows.words_into(raw, roles, above, phrases)):
        if piece is None and raw.kind is RowKind.DATA and at < len(above):
            cells.append(Cell(above[at], (), carried=True))
        else:
            cells.append(_words(piece))
    for at in range(count):
        column = columns[words_count + at] if words_count + at < len(columns) else None
        value = raw.values[at] if at < len(raw.values) else None
        unit = _unit(column, raw, head)
        cells.append(EMPTY if value is None else _cell(value, unit, is_head=raw.kind is RowKind.HEAD))
    if words_count + count < len(columns):
        cells.append(_words(rows.join(raw.comment, " ") if raw.comment else None))
    whole = len(raw.values) == count or raw.kind in (RowKind.GROUP, RowKind.HEAD)
    certain = whole and (words_count <= 1 or raw.kind is not RowKind.DATA or all(cell.words for cell in cells))
    sure = SURE if certain and words_count <= 1 else LIKELY if certain else DOUBTFUL
    return TableRow(raw.kind, tuple(cells), sure, _measure(raw.kind, raw.words.text))


def _measure(kind: RowKind, label: str) -> str | None:
    found = row_measure(label) if kind is RowKind.DATA else None
    return found[0] if found else None


def _unit(column: Column | None, raw: RawRow, head: RawRow | None) -> str | None:
    """The unit of a row's values: a row of things destroyed under a head of its own counts them."""
    label = raw.words.text.casefold()
    if re.search(r"\bmines? destroyed\b", label):
        return "mines"
    if re.search(r"\b(?:uxo|erw|items?) destroyed\b", label):
        return "items"
    if head is not None and raw.kind is not RowKind.HEAD:
        return heads.unit_of(head.words.text)
    return column.unit if column else None


def _words(piece: Piece | None) -> Cell:
    if piece is None or not piece.text:
        return EMPTY
    text = " ".join(piece.text.split())
    bare = text.rstrip(" *†‡§")
    return Cell(bare, piece.spans, stars=text[len(bare) :].strip())


def _cell(value: Value, unit: str | None, *, is_head: bool = False) -> Cell:
    read = in_unit(value, unit)
    figure = None if is_head or (value.is_year and unit is None) else read.figure
    return Cell(
        value.words, value.piece.spans, figure, value.stars, value.group.strip("()"), read.included
    )


def _placed_totals(
    columns: Sequence[Column], made: list[TableRow], raws: Sequence[RawRow], shape: tuple[int, int]
) -> list[TableRow]:
    """The rows, totals that are printed for some columns only moved to the columns they add up."""
    words_count, count = shape
    done: list[TableRow] = []
    for row, raw in zip(made, raws, strict=True):
        if row.kind is RowKind.TOTAL and 0 < len(raw.values) < count:
            sums = [
                sum(
                    (each.cells[words_count + at].figure.best or 0)  # type: ignore[union-attr]
                    for each in done
                    if each.kind is RowKind.DATA and each.cells[words_count + at].figure
                )
                for at in range(count)
            ]
            bests = [value.figure.best if value.figure else None for value in raw.values]
            places = totals.placed(bests, [totals.Decimal(total) for total in sums])
            if places is not None:
                cells = [*row.cells[:words_count], *[EMPTY] * (len(columns) - words_count)]
                for at, value in zip(places, raw.values, strict=True):
                    cells[words_count + at] = _cell(value, columns[words_count + at].unit)
                row = replace(row, cells=tuple(cells), confidence=LIKELY)  # noqa: PLW2901
        done.append(row)
    return done


def _from_cells(region: Region) -> tuple[list[Column], list[TableRow], Sequence[Piece], float]:
    """A table whose file tells its cells apart."""
    lines = [_split(line) for line in region.lines]
    width = max(len(cells) for cells in lines)
    head_count = next(
        (at for at, cells in enumerate(lines) if at and any(_value(cell) is not None for cell in cells)), 1
    )
    head = [
        _joined([cells[at] for cells in lines[:head_count] if at < len(cells)]) for at in range(width)
    ]
    columns = [heads.column(cell, region.title.text, is_first=at == 0) for at, cell in enumerate(head)]
    made: list[TableRow] = []
    unit_head: str | None = None
    has_head = False
    for cells in lines[head_count:]:
        label = cells[0].text.strip()
        values = [_value(cell) for cell in cells]
        years_only = len(cells) > 1 and all(value is not None and value.is_year for value in values[1:])
        kind = rows.kind_of(label)
        if len([cell for cell in cells if cell.text.strip()]) == 1 and width > 1 and values[0] is None:
            kind = RowKind.GROUP
        elif years_only and label and not label[:1].isdigit() and heads.is_head(label):
            kind, has_head, unit_head = RowKind.HEAD, True, heads.unit_of(label)
        raw = RawRow(kind, [cells[0]])
        row = []
        for at in range(width):
            cell = cells[at] if at < len(cells) else None
            value = values[at] if at < len(cells) else None
            column = columns[at]
            if cell is None or not cell.text.strip():
                row.append(EMPTY)
            elif value is None or column.role.is_words:
                row.append(_words(cell.strip()))
            else:
                unit = _unit(column, raw, None) if not has_head else _unit(None, raw, None) or unit_head
                row.append(_cell(value, unit, is_head=kind is RowKind.HEAD))
        sure = SURE if len(cells) == width or kind is RowKind.GROUP else LIKELY
        made.append(TableRow(kind, tuple(row), sure, _measure(kind, label)))
    return columns, made, (), SURE


def _split(line: Piece) -> list[Piece]:
    cells = []
    at = 0
    for text in line.text.split("\t"):
        cells.append(line.cut(at, at + len(text)))
        at += len(text) + 1
    return cells


def _joined(cells: Sequence[Piece]) -> Piece:
    return rows.join([cell.strip() for cell in cells if cell.text.strip()], " ")


def _value(cell: Piece) -> Value | None:
    """The value that a whole cell is; None for words."""
    text = cell.text.strip()
    found = scan(cell.strip())
    if len(found) == 1 and not text[: found[0].start].strip() and not text[found[0].end :].strip():
        return found[0]
    return None


