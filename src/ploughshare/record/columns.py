"""What a contract is made of: tables, their columns, and what a cell holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

SLUG_PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""What an id looks like."""

LANGUAGE_PATTERN = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""What a language tag looks like."""

SLUG_LENGTH = 120
"""The longest id, in characters."""


class Type(StrEnum):
    """What a cell holds once read."""

    SLUG = "slug"  # str: a permanent id, lower case letters, digits and hyphens
    TEXT = "text"  # str
    INTEGER = "integer"  # int
    NUMBER = "number"  # decimal.Decimal: keeps the digits as stated
    BOOLEAN = "boolean"  # bool
    DATE = "date"  # str: YYYY, YYYY-MM or YYYY-MM-DD; the digits given are its precision
    PERIOD = "period"  # str: a date, or two joined by a slash; the second may be open ("2020/..")
    URL = "url"  # str: http, https or mailto
    LANGUAGE = "language"  # str: a language tag (BCP 47), such as en or pt-BR
    NAMES = "names"  # tuple of {"family", "given"} or {"literal"} mappings, as in CSL
    GEOMETRY = "geometry"  # GeoJSON geometry mapping, WGS 84 longitude and latitude; None = unknown location


class Format(StrEnum):
    """How a table is kept in a package."""

    CSV = "csv"
    CSL_YAML = "csl-yaml"
    GEOJSON = "geojson"


@dataclass(frozen=True)
class Column:
    """One column: what it holds and what a person should write in it.

    ``vocabulary`` names the vocabulary its values come from; ``references`` names the table whose
    id it holds; ``many`` makes it a tuple, written with semicolons; ``unit`` is the unit of numbers.
    """

    name: str
    type: Type
    description: str
    required: bool = False
    vocabulary: str | None = None
    references: str | None = None
    many: bool = False
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    """One table: its file in a package, its format and its columns, ``id`` first and ``tier`` last.

    The file of an ``optional`` table is in a package only where it has rows.
    """

    name: str
    file: str
    format: Format
    description: str
    columns: tuple[Column, ...]
    optional: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        return self._by_name[name]

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns in their canonical order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def id_of(of: str) -> Column:
    """The permanent id, with which every table begins."""
    return Column("id", Type.SLUG, f"Permanent id of the {of}: lower case letters, digits, hyphens.", required=True)


def text(name: str, description: str, *, required: bool = False, many: bool = False) -> Column:
    """A column of text."""
    return Column(name, Type.TEXT, description, required=required, many=many)


def term(name: str, vocabulary: str, description: str, *, required: bool = False, many: bool = False) -> Column:
    """A column of terms of a vocabulary."""
    return Column(name, Type.TEXT, description, required=required, vocabulary=vocabulary, many=many)


def reference(name: str, table: str, description: str, *, required: bool = False, many: bool = False) -> Column:
    """A column of ids of rows of a table."""
    return Column(name, Type.SLUG, description, required=required, references=table, many=many)


def date(name: str, description: str, *, required: bool = False) -> Column:
    """A column of dates."""
    return Column(name, Type.DATE, description, required=required)


def tier() -> Column:
    """The column of who may see the row, with which every table ends (a geometry excepted)."""
    return term(
        "tier",
        "tiers",
        "Who may see the row. Empty means the cautious default: restricted for e-mails, interviews, "
        "informants, accidents and victims, otherwise public.",
    )


def note() -> Column:
    """A column of what a later keeper should know."""
    return text("note", "What a later keeper of the record should know.")
