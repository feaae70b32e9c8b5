"""CSV: its encoding, its separator and its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.formats import headings, limits
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.formats.source import Found
from ploughshare.exchange.formulas import as_meant

_SEPARATORS = (",", ";", "\t", "|")
_STATED = re.compile(r'"?sep=([,;|\t])"?\r?\n', re.IGNORECASE)
"""The first line by which Excel is told the separator; it counts as a row, as it does there."""
_LOOKED_AT = 200
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def layers(found: Found) -> tuple[str, ...]:
    """A CSV file is one table, named as the file."""
    return (found.shown.stem,)


def read(found: Found, layer: str, encoding: str | None) -> Layer:
    """The rows of a CSV file; each cell is its text, None where it is empty."""
    text, said = _text(found, encoding)
    csv.field_size_limit(limits.MOST_CELL_CHARACTERS)
    stated = _STATED.match(text)
    separator = stated[1] if stated else _separator(text)
    rows = _rows(found, text, separator)
    if stated:
        next(rows)
    first = next(((number, cells) for number, cells in rows if any(cell.strip() for cell in cells)), None)
    if first is None:
        raise found.broken("it has no row with anything in it")
    columns, renamed = headings.unique(first[1])
    said += renamed
    kept: list[RawRow] = []
    beyond: list[int] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            beyond.append(number)
        filled = [_cell(cell) for cell in islice(cells, len(columns))]
        filled += [None] * (len(columns) - len(filled))
        kept.append(RawRow(number, dict(zip(columns, filled, strict=True))))
        if len(kept) > limits.MOST_ROWS:
            raise found.too_large(f"more than {limits.MOST_ROWS:,} rows")
    if beyond:
        named = ", ".join(map(str, beyond[:10]))
        said += (f"{len(beyond)} row(s) have more cells than the heading, and those were left out: row {named}",)
    return Layer(layer, columns, kept, None, said)


def _cell(text: str) -> str | None:
    """The text of a cell; an apostrophe that keeps a spreadsheet from running it is no part of it."""
    if not text.strip():
        return None
    return as_meant(text) if text[0] == "'" else text


def _text(found: Found, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    content = found.path.read_bytes()
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for name in [encoding] if encoding else [marked] if marked else ["utf-8", "cp1252", "latin-1"]:
        try:
            text = content.decode(name)
        except LookupError:
            raise PloughshareError("areas.encoding", path=found.shown, why=f"“{name}” is no encoding") from None
        except UnicodeError as error:
            if name in (encoding, marked):
                line = content.count(b"\n", 0, getattr(error, "start", 0)) + 1
                why = f"it is not {name}: line {line} holds what is none of its letters"
                raise PloughshareError("areas.encoding", path=found.shown, why=why) from None
            continue
        guessed = not encoding and name in ("cp1252", "latin-1")
        doubt = f"it is not UTF-8 and was read as {name}; see that names with accents are right, else name its encoding"
        return text, (doubt,) if guessed else ()
    raise AssertionError("every file is some Latin-1")


def _separator(text: str) -> str:
    """The separator that parts the first rows into the same number of cells, and into the most."""
    sample = [line for line in islice(io.StringIO(text, newline=""), _LOOKED_AT) if line.strip()]

    def fitness(separator: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(sample, delimiter=separator)]
        except csv.Error:
            return 0, 0
        if not widths or widths[0] < 2:
            return 0, 0
        return sum(width == widths[0] for width in widths) * 10 // len(widths), widths[0]

    return max(_SEPARATORS, key=fitness)


def _rows(found: Found, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row. A quote that is not closed would swallow the rows after it, so it is refused."""
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise found.broken(
                f"row {number} (line {reader.line_num} of the text): {error}; see the quotation marks there"
            ) from None
        if len(cells) > limits.MOST_COLUMNS:
            raise found.too_large(f"{len(cells):,} columns in row {number}")
        yield number, cells
