"""A record in memory: the same rows whether they came from a folder or from a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ploughshare.record.land_contracts import LOCATION_COLUMNS

Row = dict[str, Any]
"""One row: every column of its contract, typed as the contract says; None where the cell is empty
(an empty tuple for a ``many`` column)."""


@dataclass(frozen=True)
class Package:
    """A country's record: ``meta`` (record.yaml), the rows of every table, and the narrative.

    ``tables`` has an entry for each table of the contracts, empty ones included, rows in canonical
    order (by id). ``lines`` gives, where the record was read from files, the line of each row:
    ``lines[table][id] == (file, line)``; and of each location that stands apart from its row:
    ``lines["locations"]["areas/north"]``. ``unread`` names the files that could not be read, wholly or in part: what
    hangs on them (a tie, a citation, a date) cannot be judged. None of these three counts when two records are
    compared. Never changed once made: a filter makes another Package.

    Rows keep their contract: required cells are filled, terms are in their vocabulary, references lead to
    a row that is there. The reader leaves out what does not, and says so in its findings.
    """

    meta: Mapping[str, Any]
    tables: Mapping[str, Sequence[Row]]
    narrative: str = ""
    path: Path | None = field(default=None, compare=False)
    lines: Mapping[str, Mapping[str, tuple[str, int]]] = field(default_factory=dict, compare=False)
    unread: frozenset[str] = field(default=frozenset(), compare=False)

    @cached_property
    def _index(self) -> dict[str, dict[str, Row]]:
        return {name: {row["id"]: row for row in rows} for name, rows in self.tables.items()}

    def rows(self, table: str) -> Sequence[Row]:
        """All rows of a table."""
        return self.tables[table]

    def row(self, table: str, id: str) -> Row | None:
        """The row of that id, or None."""
        return self._index.get(table, {}).get(id)

    def where(self, table: str, id: str, column: str | None = None) -> tuple[str, int | None]:
        """The file and line a row, or the cell of a column, was read from; ("", None) if it came from no file.

        The location of a row may stand in another file than the row.
        """
        own = self.lines.get(table, {}).get(id, ("", None))
        if column not in LOCATION_COLUMNS:
            return own
        return self.lines.get("locations", {}).get(f"{table}/{id}", own)

    @property
    def country(self) -> str:
        """Code of the country or area, lower case."""
        return str(self.meta["country"])

    @property
    def as_of(self) -> str:
        """The date the record speaks of; every check uses it, never today's."""
        return str(self.meta["as_of"])
