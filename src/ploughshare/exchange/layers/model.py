"""A table on its way out: fields with their types, rows in their order, shapes beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What the cells of a field hold, as every format that is written knows it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """A column: its name, what its cells hold and what it means."""

    name: str
    kind: Kind
    description: str


@dataclass(frozen=True)
class LandLayer:
    """A table that goes out.

    ``rows`` have a value for each field: str, int, Decimal or None. ``shapes`` are shapely geometries in longitude
    and latitude, None where a row has none; ``shapes`` itself is None for a table that lies nowhere. ``drawn_as`` is
    the kind of geometry its shapes are of (Point, MultiPolygon ...).
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Any]]
    shapes: Sequence[Any] | None = None
    drawn_as: str | None = None

    def column(self, name: str) -> list[Any]:
        """The cells of a field; ValueError if there is none of that name."""
        place = [field.name for field in self.fields].index(name)
        return [row[place] for row in self.rows]
