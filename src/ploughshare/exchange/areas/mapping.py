"""What the columns of an export mean: a mapping as it is used, however it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from ploughshare.record.contracts import Column, Table

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
"""A column named in a text."""

GEOMETRY = "@geometry"
"""The pseudo-column of an id that stands for the shape."""

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Points:
    """Outlines that stand as a point a row: on which sheet, of which record, in which order and parts."""

    sheet: str | None
    of: str
    matches: str
    order: str | None
    part: str | None


@dataclass(frozen=True)
class Reading:
    """How the file is read, and how its cells are unless an entry says otherwise."""

    sheet: str | None = None
    layer: str | None = None
    encoding: str | None = None
    crs: str | None = None
    thousands: str | None = None
    decimal: str = "."
    empty: frozenset[str] = frozenset()
    dates: Texts = ()
    points: Points | None = None


@dataclass(frozen=True)
class Condition:
    """What must hold of a cell; the first of the tests that is given counts, all that are given must hold."""

    column: str
    words: frozenset[str] | None = None
    other_words: frozenset[str] | None = None
    above: Decimal | None = None
    filled: bool | None = None


@dataclass(frozen=True)
class Location:
    """Where the coordinates of a row stand and how they are written; ``form`` is ``feature`` for a file's own shape."""

    form: str
    position: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    crs: str | None = None
    shape: str = "point"
    # Columns of turning points.
    bearing: str | None = None
    distance: str | None = None
    zone: str | None = None
    bearing_unit: str = "degrees"
    north: str = "true"
    declination: float | None = None
    convergence: float | None = None
    start_on_outline: bool = True

    @property
    def of_position(self) -> Texts:
        """The column of the position, or those of latitude (northing) and longitude (easting)."""
        return tuple(name for name in (self.position, self.latitude, self.longitude) if name)

    @property
    def columns(self) -> Texts:
        """The columns that hold anything of where it is."""
        return (*self.of_position, *(name for name in (self.zone, self.bearing, self.distance) if name))


@dataclass(frozen=True)
class Value:
    """Where one cell of the record comes from. Exactly one of constant, column, words, date, row, make, location."""

    target: Column
    line: int
    constant: Texts | None = None
    column: str | None = None
    words: str | None = None
    date: Mapping[str, str] | None = None
    row: str | None = None
    make: str | None = None
    location: Location | None = None
    terms: Mapping[str, Texts] | None = None
    otherwise: Texts | None = None
    unit: str | None = None
    dates: Texts = ()
    thousands: str | None = None
    decimal: str = "."
    separator: str | None = None
    empty: frozenset[str] = frozenset()
    optional: bool = False
    when_absent: Texts | None = None

    @property
    def columns(self) -> Texts:
        """The columns of the export that it needs."""
        named = [self.column] if self.column else []
        named += PLACEHOLDER.findall(self.words) if self.words else []
        named += self.date.values() if self.date else []
        named += self.location.columns if self.location else []
        return tuple(named)

    def is_given(self, columns: frozenset[str]) -> bool:
        """Whether an export with these columns has what it needs."""
        return not self.optional or columns.issuperset(self.columns)


@dataclass(frozen=True)
class Identity:
    """How a row gets its lasting id."""

    prefix: str = ""
    columns: Texts = ()
    numbered: bool = False
    row: str | None = None
    ending: str = ""


@dataclass(frozen=True)
class Target:
    """A row of the record that a row of the export becomes."""

    name: str
    table: Table
    when: tuple[Condition, ...]
    identity: Identity
    values: tuple[Value, ...]

    @property
    def located(self) -> Value | None:
        """The value that gives its geometry."""
        return next((value for value in self.values if value.location), None)

    @cached_property
    def required_references(self) -> Texts:
        """The columns that must name a row."""
        return tuple(column.name for column in self.table.columns if column.required and column.references)

    def filled(self, columns: frozenset[str]) -> Texts:
        """The columns of the record that an export with these columns says something of.

        An export that lacks an optional column says nothing of it: the record keeps what it has.
        """
        return tuple(value.target.name for value in self.values if value.is_given(columns))


@dataclass(frozen=True)
class Skip:
    """Rows that are left out on purpose."""

    when: tuple[Condition, ...]
    why: str


@dataclass(frozen=True)
class ExportMapping:
    """The whole of a mapping file."""

    path: Path
    title: str
    register: str
    country: str
    country_name: str | None
    is_whole: bool
    source: Mapping[str, Texts]
    reading: Reading
    ignore: Mapping[str, str]
    skips: tuple[Skip, ...]
    organisations: tuple[Mapping[str, Texts], ...]
    make: Mapping[str, Target]
    targets: tuple[Target, ...]

    @property
    def columns(self) -> frozenset[str]:
        """Every column of the export that it uses."""
        used: set[str] = set()
        for target in (*self.targets, *self.make.values()):
            used.update(column for value in target.values for column in value.columns)
            used.update(column for column in target.identity.columns if column != GEOMETRY)
            used.update(condition.column for condition in target.when)
        used.update(condition.column for skip in self.skips for condition in skip.when)
        if self.reading.points:
            used.add(self.reading.points.matches)
        return frozenset(used)

    @property
    def optional(self) -> frozenset[str]:
        """The columns that an export may lack."""
        targets = (*self.targets, *self.make.values())
        return frozenset(c for t in targets for value in t.values if value.optional for c in value.columns)
