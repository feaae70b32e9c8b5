"""Cells of a table from what is printed in them."""

from __future__ import annotations

import re

from ploughshare.exchange.country_report.reading.model import Piece
from ploughshare.exchange.country_report.structure import heads
from ploughshare.exchange.country_report.structure.grid import EMPTY, Cell, Column, RowKind
from ploughshare.exchange.country_report.structure.outputs import row_measure
from ploughshare.exchange.country_report.structure.values import Value, in_unit


def of_words(piece: Piece | None) -> Cell:
    """A cell of words; empty where nothing is printed."""
    if piece is None or not piece.text:
        return EMPTY
    text = " ".join(piece.text.split())
    bare = text.rstrip(" *†‡§")
    return Cell(bare, piece.spans, stars=text[len(bare) :].strip())


def of_value(value: Value, unit: str | None, kind: RowKind) -> Cell:
    """A cell of a value, whose figure is in the unit; the years of a head are no figures."""
    read = in_unit(value, unit)
    figure = None if kind is RowKind.HEAD or (value.is_year and unit is None) else read.figure
    words = f"{value.words} {value.group}".strip()
    return Cell(words, value.piece.spans, figure, value.stars, value.group.strip("()"), read.included)


def unit_of(column: Column | None, label: str, head: str | None) -> str | None:
    """The unit of a row's values: of the things its words name, else of the head above it, else of the column."""
    if re.search(r"\bmines? destroyed\b", label, re.IGNORECASE):
        return "mines"
    if re.search(r"\b(?:uxo|erw|items?) destroyed\b", label, re.IGNORECASE):
        return "items"
    if head is not None:
        return heads.unit_of(head)
    return column.unit if column else None


def measure_of(kind: RowKind, label: str) -> str | None:
    """The measure that the words of a row name."""
    found = row_measure(label) if kind is RowKind.DATA else None
    return found[0] if found else None
