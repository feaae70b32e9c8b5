"""Places, organisations and ordnance that the rows of an export speak of: made once, of what most rows say."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from typing import Any

from ploughshare.exchange.areas import checks
from ploughshare.exchange.areas.locating import Locator
from ploughshare.exchange.areas.mapping import ExportMapping, Target, Value
from ploughshare.exchange.areas.values import Cells, Read, reader
from ploughshare.exchange.areas.words import slug
from ploughshare.findings import Finding
from ploughshare.record.contracts import Type
from ploughshare.record.package import Row

References = Mapping[str, Mapping[str, str | None]]
"""Table -> word or id -> the id of the row that a person said is meant; None for nothing."""


class Maker:
    """Makes the rows of ``make``. Of rows that say different things of the same, what most say stands."""

    def __init__(
        self, mapping: ExportMapping, locator: Locator, existing: Mapping[str, Container[str]], meant: References
    ) -> None:
        self._existing = existing
        self._meant = meant
        self._locator = locator
        self._entries = {name: (target, _readers(target)) for name, target in mapping.make.items()}
        self._said: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._values: dict[str, Any] = {}

    def make(self, name: str, cells: Cells) -> str | None:
        """The id of the row that entry makes of these cells; None where they name none. Raises CellProblem."""
        target, readers = self._entries[name]
        texts = tuple(cells[column] for column in target.identity.columns)
        if not any(texts):
            return None
        id = slug(target.identity.prefix, *texts)
        table = target.table.name
        meant = self._meant.get(table, {})
        if id in meant:
            return meant[id]
        if id in self._existing.get(table, ()):
            return id
        said = self._said[name, id]
        for value, read in readers:
            found = read(cells)
            if found not in (None, ()):
                said[value.target.name][self._told(found)] += 1
        for value in target.values:
            if value.make and (other := self.make(value.make, cells)):
                said[value.target.name][self._told(other)] += 1
            elif value.location:
                geometry = self._locator.locate(value.location, None, (), cells).geometry
                if geometry:
                    said["geometry"][self._told(geometry)] += 1
        return id

    def _told(self, value: Any) -> str:
        """A value as the text by which it is counted."""
        told = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
        self._values.setdefault(told, value)
        return told

    def rows(self) -> dict[str, list[Row]]:
        """Table -> the rows made, by id."""
        made: dict[str, list[Row]] = defaultdict(list)
        for (name, id), said in sorted(self._said.items(), key=lambda item: item[0][1]):
            target = self._entries[name][0]
            row: Row = {
                column.name: () if column.many or column.type is Type.NAMES else None for column in target.table.columns
            }
            row["id"] = id
            for column, counted in said.items():
                row[column] = self._values[_most(counted)]
            made[target.table.name].append(row)
        return made

    def disagreements(self, file: str) -> list[Finding]:
        """Where rows said different things of the same, and what was taken."""
        found = []
        for (name, id), said in sorted(self._said.items()):
            table = self._entries[name][0].table.name
            for column, counted in said.items():
                if len(counted) > 1 and column != "tier":
                    most = counted[_most(counted)]
                    message = (
                        f"{sum(counted.values())} rows give {len(counted)} different values for its {column}; "
                        f"the one of {most} rows was taken"
                    )
                    subject = f"{table}/{id}"
                    found.append(checks.DISAGREEING.finding(message, subject=subject, file=file, column=column))
        return found


def _most(counted: Counter[str]) -> str:
    """What was said most often; of several, the first in the alphabet: the order of rows must not decide."""
    return min(counted, key=lambda told: (-counted[told], told))


def _readers(target: Target) -> list[tuple[Value, Read]]:
    return [(value, reader(value)) for value in target.values if not (value.make or value.location or value.row)]
