"""What a file comes to before anybody has said what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a file.

    ``number`` is the one a person sees: the row of a spreadsheet or CSV (the heading counts, blank rows count), the
    feature id of a GeoPackage or File Geodatabase, and elsewhere the feature's place in the file, from 1.

    ``cells`` has an entry for each column of the layer: str, int, float, Decimal, bool, date, datetime, bytes, a list
    or mapping (GeoJSON), or None where the cell is empty. ``geometry`` is two-dimensional and in the layer's reference
    system; None where the file has none, or where it could not be read: then ``fault`` says why, for a geometry that
    cannot be read is not an unknown location.
    """

    number: int
    cells: Mapping[str, object]
    geometry: BaseGeometry | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A table of a file: its rows in the order of the file.

    ``crs`` is the reference system as the file states it ("EPSG:31276", or WKT), None where it states none.
    ``leftovers`` are sentences on what was not taken as it stood: encodings that were guessed, heights that were
    dropped, cells without a heading.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[RawRow]
    crs: str | None = None
    leftovers: tuple[str, ...] = ()
