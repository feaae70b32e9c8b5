"""XLSX: sheets, headings of one or several rows, and cells as the workbook holds them."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from ploughshare.exchange.areas.formats import headings, limits
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.formats.sheet_parts import SheetParts, parts_of
from ploughshare.exchange.areas.formats.source import Found

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,  # what XML that is no XML raises
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl raises on a damaged workbook: whatever its reading happens to stumble over."""

_LOOKED_AT = 40
_MOST_ROWS_OF_HEADING = 4
Cells = tuple[Any, ...]


def layers(found: Found) -> tuple[str, ...]:
    """The sheets, in their order; charts are none."""
    with _opened(found) as workbook:
        return tuple(str(sheet.title) for sheet in workbook.worksheets)


@contextmanager
def _opened(found: Found) -> Iterator[Any]:
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which are not read
        try:
            workbook = load_workbook(found.path, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            raise found.broken(_why(found, error)) from None
        try:
            yield workbook
        except _BROKEN as error:
            raise found.broken(_why(found, error)) from None
        finally:
            workbook.close()


def _why(found: Found, error: BaseException) -> str:
    words = str(error).replace(str(found.path), found.shown.name).partition("\n")[0]
    return f"{type(error).__name__}: {words[:150]}" if words else type(error).__name__


def read(found: Found, layer: str, encoding: str | None) -> Layer:  # noqa: ARG001 - a workbook is always UTF-8
    """The rows of one sheet below its heading.

    The heading is the first row that names at least half of the columns; where cells of it are merged over several
    columns, the row below belongs to it ("Position / Latitude"). Rows above it are left out and told.
    """
    with _opened(found) as workbook:
        sheet = workbook[layer]
        sheet.reset_dimensions()  # what a workbook states of its size is often wrong
        parts = parts_of(found.path, layer)
        rows = enumerate((_trimmed(row) for row in sheet.iter_rows(values_only=True)), start=1)
        start = list(islice(rows, _LOOKED_AT))
        first = _heading(start, parts)
        if first is None:
            raise found.broken(f"the sheet “{layer}” has no row with anything in it")
        depth = _depth(start, first, parts)
        columns, said = headings.unique(_names(start[first - 1 : first - 1 + depth], parts))
        if len(columns) > limits.MOST_COLUMNS:
            raise found.too_large(f"{len(columns):,} columns")
        above = [str(cell) for _, cells in start[: first - 1] for cell in cells if cell is not None]
        if above:
            said += (f"above the heading in row {first} was left out: “{'”, “'.join(above)[:200]}”",)
        below = chain(start[first - 1 + depth :], rows)
        kept, beyond = _kept(found, columns, below)
    return Layer(layer, columns, kept, None, (*said, *_told(parts, first + depth, beyond)))


def _trimmed(row: Sequence[Any]) -> Cells:
    """The cells of a row up to the last that is filled; a date is a date, and blank text is nothing."""
    cells = [_cell(value) for value in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _heading(start: Sequence[tuple[int, Cells]], parts: SheetParts) -> int | None:
    """The number of the first row that names at least half of the columns, mostly in words."""
    width = max((len(cells) for _, cells in start), default=0)
    for number, cells in start:
        filled = [cell for cell in cells if cell is not None]
        covered = len(filled) + sum(last - first for first, last in parts.merged_across(number))
        words = sum(isinstance(cell, str) for cell in filled)
        if filled and 2 * covered >= width and 2 * words >= len(filled) and (len(filled) > 1 or width == 1):
            return number
    return next((number for number, cells in start if cells), None)


def _depth(start: Sequence[tuple[int, Cells]], first: int, parts: SheetParts) -> int:
    depth = 1
    while depth < _MOST_ROWS_OF_HEADING and first + depth <= len(start) and parts.merged_across(first + depth - 1):
        depth += 1
    return depth


def _names(rows: Sequence[tuple[int, Cells]], parts: SheetParts) -> list[str]:
    """One name a column: the words above each other, those of a merged cell over all its columns."""
    width = max(len(cells) for _, cells in rows)
    names: list[list[str]] = [[] for _ in range(width)]
    for number, cells in rows:
        texts = ["" if cell is None else str(cell) for cell in cells] + [""] * (width - len(cells))
        for first, last in parts.merged_across(number):
            texts[first : last + 1] = [texts[first]] * len(texts[first : last + 1])
        for name, text in zip(names, texts, strict=True):
            if text.strip():
                name.append(text)
    return [" / ".join(name) for name in names]


def _kept(found: Found, columns: tuple[str, ...], rows: Any) -> tuple[list[RawRow], list[int]]:
    kept: list[RawRow] = []
    beyond: list[int] = []
    for number, cells in rows:
        if not cells:
            continue
        if len(cells) > len(columns):
            beyond.append(number)
        filled = [*cells[: len(columns)], *([None] * (len(columns) - len(cells)))]
        kept.append(RawRow(number, dict(zip(columns, filled, strict=True))))
        if len(kept) > limits.MOST_ROWS:
            raise found.too_large(f"more than {limits.MOST_ROWS:,} rows")
    return kept, beyond


def _told(parts: SheetParts, first_row: int, beyond: list[int]) -> Iterator[str]:
    if beyond:
        named = ", ".join(map(str, beyond[:10]))
        yield f"{len(beyond)} row(s) have cells beyond the heading, and those were left out: row {named}"
    merged = [area for area in parts.merged if _row(area) >= first_row]
    if merged:
        yield f"merged cells below the heading hold a value in their first cell only: {', '.join(merged[:10])}"
    if parts.uncomputed:
        cells = ", ".join(parts.uncomputed[:10])
        yield f"{len(parts.uncomputed)} formula(s) have no computed value; save the workbook in Excel first: {cells}"


def _row(area: str) -> int:
    return int(re.sub(r"\D", "", area.partition(":")[0]) or 0)
