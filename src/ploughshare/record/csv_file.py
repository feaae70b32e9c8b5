"""A CSV table of a package: its rows with the lines they begin on, and what spreadsheets do to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from ploughshare.record import faults
from ploughshare.record.cells import CONTROL, OVERRIDES
from ploughshare.record.contracts import Table
from ploughshare.record.rows import TableReader, unknown_column

_MOST_RESTARTS = 20
_MOST_RAGGED = 10_000
_LONGEST_CELL = 16 * 1024 * 1024
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read(reader: TableReader, file: str, text: str, *, private: bool) -> None:
    """Read the rows of one CSV file into ``reader``; each fault is a finding with its line and column."""
    separator = _separator(reader.table, text)
    if separator != ",":
        message = f"the cells are parted by {_SEPARATORS[separator]}; a record's are parted by commas"
        reader.findings.append(faults.SEPARATOR.finding(message, file=file, row=1))
    clean = not CONTROL.search(text) and not OVERRIDES.search(text)
    rows = _rows(text, separator, file, reader)
    header_line, header = next(rows, (1, []))
    names = _columns(reader, header, file, header_line)
    width = len(header)
    ragged = 0
    for line, cells in rows:
        if len(cells) != width:
            ragged += 1
            if ragged > _MOST_RAGGED:
                message = f"more than {_MOST_RAGGED} rows do not fit the header; the rest was not read"
                reader.findings.append(faults.GIVEN_UP.finding(message, file=file, row=line))
                reader.complete = False
                return
            message = f"the row has {len(cells)} cells; the header has {width}"
            reader.findings.append(faults.RAGGED.finding(message, file=file, row=line))
            reader.dropped.update(cell for name, cell in zip(names, cells, strict=False) if name == "id")
            continue
        raw = {name: cell for name, cell in zip(names, cells, strict=True) if cell and name}
        reader.add(file, line, raw, private=private, clean=clean)


def write(table: Table, rows: list[list[str]]) -> bytes:
    """The bytes of a CSV table: header and rows of texts in the contract's order, commas, LF, quotes where needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _separator(table: Table, text: str) -> str:
    """What parts the cells, told by the header: the mark that gives most names of columns."""
    header = text[:10_000].partition("\n")[0]

    def known(mark: str) -> int:
        return sum(name.strip().strip('"') in table.column_names for name in header.split(mark))

    best = max((",", *_SEPARATORS), key=known)
    return best if known(best) > max(known(","), 1) else ","


def _columns(reader: TableReader, header: list[str], file: str, line: int) -> list[str]:
    """The columns of the header; "" for one that is not to be read."""
    known = reader.table.column_names
    names: list[str] = []
    for cell in header:
        name = cell.strip()
        if name not in known:
            if name:
                reader.findings.append(unknown_column(name, known, file=file, line=line, subject=reader.table.name))
            names.append("")
        elif name in names:
            message = f"the column “{name}” stands in the header twice"
            reader.findings.append(faults.DUPLICATE_KEY.finding(message, file=file, row=line, column=name))
            names.append("")
        else:
            names.append(name)
    for column in reader.table.columns:
        if column.required and column.name not in names:
            message = f"the header has no column “{column.name}”, which every row needs: {column.description}"
            reader.findings.append(faults.MISSING_COLUMN.finding(message, file=file, row=line, column=column.name))
            reader.complete = False
    return names


def _rows(text: str, separator: str, file: str, reader: TableReader) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on. After a quotation mark gone wrong, reading goes on at the next line."""
    csv.field_size_limit(_LONGEST_CELL)
    # StringIO breaks lines at LF only; str.splitlines would also break at characters inside cells.
    lines = list(io.StringIO(text, newline="\n"))
    begin = 0
    for _ in range(_MOST_RESTARTS):
        rows = csv.reader(islice(lines, begin, None), delimiter=separator, strict=True)
        line = begin
        try:
            for cells in rows:
                if cells:
                    yield line + 1, cells
                line = begin + rows.line_num
        except csv.Error as error:
            reader.findings.append(faults.QUOTES.finding(_quotes_message(str(error)), file=file, row=line + 1))
            begin = line + 1
        else:
            return
    message = f"more than {_MOST_RESTARTS} rows have quotation marks gone wrong; the rest was not read"
    reader.findings.append(faults.GIVEN_UP.finding(message, file=file, row=begin + 1))
    reader.complete = False


def _quotes_message(error: str) -> str:
    if "unexpected end" in error:
        return "a quotation mark that opens in this row is never closed"
    if "field larger" in error:
        return f"a cell of this row is longer than {_LONGEST_CELL // 1024**2} MB: a quotation mark is never closed"
    if "expected after" in error:
        return "text follows a closing quotation mark in this row, or in a line that one of its cells runs on to"
    return f"this row cannot be read as CSV ({error})"
