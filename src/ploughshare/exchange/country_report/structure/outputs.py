"""The outputs of two years in the panel: land released by each method, mines destroyed, states and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.reading.model import Leftover, Piece, join
from ploughshare.exchange.country_report.structure.fields import FieldLines
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, LIKELY, SURE, Taken
from ploughshare.exchange.country_report.structure.values import Value, scan
from ploughshare.figure import Figure

_ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cancelled_area", re.compile(r"non[- ]?technical survey\b|NTS\b", re.IGNORECASE)),
    ("reduced_area", re.compile(r"technical survey\b|TS\b", re.IGNORECASE)),
    ("cleared_area", re.compile(r"(?:mine )?clearance\b(?![,])", re.IGNORECASE)),
    ("ap_mines_destroyed", re.compile(r"(?:AP|anti-personnel) mines destroyed\b", re.IGNORECASE)),
    ("av_mines_destroyed", re.compile(r"(?:AV|anti-vehicle) mines destroyed\b", re.IGNORECASE)),
    ("mines_destroyed", re.compile(r"mines destroyed\b", re.IGNORECASE)),
    ("uxo_destroyed", re.compile(r"(?:items of )?(?:UXO|ERW) destroyed\b", re.IGNORECASE)),
)
"""Measures (of the vocabulary) by how their rows begin; the first that fits."""
_COUNTED = {"uxo_destroyed": "items"}
_SUM = re.compile(r"totals?\b", re.IGNORECASE)
"""A row that adds up the methods, which are three different things, is left."""
_HEAD = re.compile(r"release of\b|destruction of\b", re.IGNORECASE)
_COLUMN = re.compile(r"\b(?P<year>(?:19|20)\d\d)\b\s*(?:\(\s*(?P<unit>k?m)\s*[²2]\s*\)|\((?P<ha>ha)\))?", re.IGNORECASE)
_STARS = re.compile(r"(?P<stars>\*+|[†‡§])\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Output:
    """One cell: a measure (term of measures) in a year.

    ``included`` is N of "incl. N during spot tasks"; ``footnote`` what the star beside it says.
    """

    measure: str
    year: int
    figure: Figure | None
    included: Figure | None = None
    included_words: str = ""
    stars: str = ""
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    measure: str
    label: Piece
    values: Piece


def read(field: FieldLines) -> tuple[list[Taken[Output]], list[Leftover]]:
    """The cells of the panel's table, row by row, and what could not be placed."""
    notes, lines = _footnotes(field.lines)
    heads, rows, strays = _rows(lines)
    columns = _columns(heads)
    leftovers = [Leftover("a line of the panel's outputs that is no row", stray.spans) for stray in strays]
    if not columns:
        spans = tuple(span for piece in (field.title, *field.lines) for span in piece.spans)
        return [], [*leftovers, Leftover("the panel's outputs name no years", spans)]
    found: list[Taken[Output]] = []
    for row in rows:
        cells, left = _cells(row, columns, notes)
        found += cells
        leftovers += left
    return found, leftovers


def _footnotes(lines: Sequence[Piece]) -> tuple[dict[str, Piece], list[Piece]]:
    """Footnotes by their mark, and the lines that are none. A footnote goes on to the next row, label or mark."""
    notes: dict[str, Piece] = {}
    kept: list[Piece] = []
    mark = ""
    for line in lines:
        if match := _STARS.match(line.text):
            mark = match["stars"]
            notes[mark] = line.cut(match.end(), len(line.text))
        elif mark and row_measure(line.text) is None:
            notes[mark] = join([notes[mark], line], " ")
        else:
            mark = ""
            kept.append(line)
    return notes, kept


def row_measure(text: str) -> tuple[str, int] | None:
    """The measure (term of measures) that a row's words begin with, and where these words end."""
    for measure, pattern in _ROWS:
        if match := pattern.match(text):
            return measure, match.end()
    return None


def _rows(lines: Sequence[Piece]) -> tuple[list[Piece], list[_Row], list[Piece]]:
    """The lines of heads, the rows with all lines of their values, and lines before the first of either."""
    heads: list[Piece] = []
    rows: list[_Row] = []
    strays: list[Piece] = []
    in_head = False
    for line in lines:
        named = row_measure(line.text)
        if _HEAD.match(line.text) or (in_head and (named is None or line.text[:1].islower())):
            in_head = True
            heads.append(line)
        elif named is not None:
            in_head = False
            measure, end = named
            rows.append(_Row(measure, line.cut(0, end), line.cut(end, len(line.text))))
        elif rows and not _SUM.match(line.text):
            last = rows[-1]
            rows[-1] = _Row(last.measure, last.label, join([last.values, line], " "))
        else:
            strays.append(line)
    return heads, rows, strays


def _columns(heads: Sequence[Piece]) -> list[tuple[int, str | None]]:
    """Year and unit of each column, from the first head that names more than one year."""
    found: dict[int, str | None] = {}
    for match in _COLUMN.finditer(" ".join(head.text for head in heads)):
        year = int(match["year"])
        unit = f"{match['unit'].lower()}2" if match["unit"] else "ha" if match["ha"] else None
        if year in found and found[year] is None:
            found[year] = unit
        found.setdefault(year, unit)
    return list(found.items())[:2] if len(found) > 1 else list(found.items())


def _cells(
    row: _Row, columns: Sequence[tuple[int, str | None]], notes: dict[str, Piece]
) -> tuple[list[Taken[Output]], list[Leftover]]:
    is_area = row.measure.endswith("_area")
    piece = row.values
    leading = re.match(r"\s*(\*+|[†‡§])", piece.text)
    row_stars = leading[1] if leading else ""
    values = [value for value in scan(piece) if not leading or value.start >= leading.end() - 1]
    counted = _COUNTED.get(row.measure, "mines")
    cells = []
    for value, (year, unit) in zip(values, columns, strict=False):
        its = scan(value.piece, unit if is_area else counted)[0]
        stars = value.stars or row_stars
        note = notes.get(stars)
        output = Output(
            row.measure,
            year,
            its.figure,
            _included(value, None if is_area else counted),
            value.group.strip("()") if value.group else "",
            stars,
            note.text if note else "",
        )
        sure = len(values) == len(columns) and its.figure is not None and (note is not None or not stars)
        confidence = SURE if sure else LIKELY if its.figure is not None and len(values) >= len(columns) else DOUBTFUL
        cells.append(Taken(output, value.words, value.piece.spans, confidence))
    left = list(_unread(row, values[len(columns) :], len(columns) - len(values)))
    return cells, left


def _included(value: Value, unit: str | None) -> Figure | None:
    found = scan(value.piece, unit)
    return found[0].included if found else None


def _unread(row: _Row, extra: Sequence[Value], missing: int) -> Iterator[Leftover]:
    if extra:
        spans = tuple(span for value in extra for span in value.piece.spans)
        yield Leftover(f"the panel's row “{row.label.text}” has more values than columns", spans)
    if missing > 0:
        yield Leftover(f"the panel's row “{row.label.text}” has fewer values than columns", row.label.spans)
