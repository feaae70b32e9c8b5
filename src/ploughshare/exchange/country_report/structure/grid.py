"""A numbered table as data: its columns, its rows of cells, its footnotes, and what does not add up in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ploughshare.exchange.country_report.reading.model import Leftover, Piece, Span
from ploughshare.figure import Figure


class Role(StrEnum):
    """What the cells of a column hold."""

    YEAR = "year"
    PLACE = "place"
    OPERATOR = "operator"
    LABEL = "label"
    COUNT = "count"
    AREA = "area"
    COMMENT = "comment"

    @property
    def is_words(self) -> bool:
        """Whether its cells hold words and not values."""
        return self not in (Role.COUNT, Role.AREA)


class RowKind(StrEnum):
    """What a row is in its table."""

    DATA = "data"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    HEAD = "head"  # a head of its own within the table, for the rows below it
    GROUP = "group"  # words over several columns that name what the rows below have in common


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head as printed, what it holds, the unit of its values and the measure, where the head tells it.

    ``stars`` marks its footnote.
    """

    title: str
    spans: tuple[Span, ...]
    role: Role
    unit: str | None = None
    measure: str | None = None
    stars: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed. ``figure`` is None for words and for what is no known figure (a dash).

    ``stars`` marks its footnote; ``group`` are the words in brackets behind a value, and ``included`` N of "incl. N
    during spot tasks"; ``carried`` says that the words are printed once, in a row above, for several rows.
    """

    words: str
    spans: tuple[Span, ...]
    figure: Figure | None = None
    stars: str = ""
    group: str = ""
    included: Figure | None = None
    carried: bool = False


EMPTY = Cell("", ())


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with as many cells as the table has columns; ``measure`` where its own words name one."""

    kind: RowKind
    cells: tuple[Cell, ...]
    confidence: float
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows before they are checked, and lines that fit no row."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    strays: tuple[Piece, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a table that does not add up, and where it is printed."""

    message: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table. ``as_at`` is the date of "(at end 2024)" in its title; ``footnotes`` go by their marks."""

    number: str
    title: str
    as_at: str | None
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    footnotes: tuple[tuple[str, Piece], ...]
    faults: tuple[Fault, ...]
    leftovers: tuple[Leftover, ...]
    spans: tuple[Span, ...]
    confidence: float
