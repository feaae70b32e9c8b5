"""Places, organisations and ordnance that the rows of an export speak of: made once, of what most rows say."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from ploughshare.exchange.areas import checks
from ploughshare.exchange.areas.locating import Locator
from ploughshare.exchange.areas.mapping import ExportMapping, Target, Value
from ploughshare.exchange.areas.values import CellProblem, Cells, Read, reader
from ploughshare.exchange.areas.words import bare_word, id_text, slug
from ploughshare.findings import Finding
from ploughshare.record.contracts import Type
from ploughshare.record.package import Package, Row

References = Mapping[str, Mapping[str, str | None]]
"""Table -> word or id -> the id of the row that a person said is meant; None for nothing."""


class Maker:
    """Makes the rows of ``make``. Of rows that say different things of the same, what most say stands.

    A row of the record with the same name, in the same place and of the same kind, is not made a second time.
    """

    def __init__(self, mapping: ExportMapping, locator: Locator, package: Package, meant: References) -> None:
        self._package = package
        self._meant = meant
        self._locator = locator
        self._thousands = mapping.reading.thousands
        self._entries = {name: (target, _readers(target)) for name, target in mapping.make.items()}
        self._said: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._values: dict[str, Any] = {}

    def make(self, name: str, cells: Cells) -> str | None:
        """The id of the row that entry makes of these cells; None where they name none. Raises CellProblem."""
        target, readers = self._entries[name]
        texts = tuple(id_text(cells[column], self._thousands) for column in target.identity.columns)
        if not any(texts):
            return None
        id = slug(target.identity.prefix, *texts)
        table = target.table.name
        meant = self._meant.get(table, {})
        if id in meant:
            return meant[id]
        if self._package.row(table, id) is not None:
            return id
        found = {value.target.name: read(cells) for value, read in readers}
        for value, _ in readers:
            if value.target.required and found[value.target.name] in (None, ()):
                message = f"is empty, and makes {value.target.name} of a row of {table}"
                raise CellProblem(checks.MISSING, value.column, message)
        said = self._said[name, id]
        for column, its in found.items():
            if its not in (None, ()):
                said[column][self._told(its)] += 1
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

    def rows(self) -> tuple[dict[str, list[Row]], dict[str, dict[str, str]]]:
        """Table -> the rows made; and table -> id -> the id of the row of the record that is the same."""
        made: dict[str, list[Row]] = defaultdict(list)
        known: dict[str, dict[str, str]] = defaultdict(dict)
        for name, (target, _) in self._entries.items():  # what an entry refers to stands above it
            table = target.table.name
            there = {_identity(row): row["id"] for row in self._package.rows(table)}
            parents = {value.target: known[str(value.target.references)] for value in target.values if value.make}
            for id in sorted(id for its, id in self._said if its == name):
                row = self._row(target, id, self._said[name, id])
                for column, same in parents.items():
                    row[column.name] = same.get(row[column.name], row[column.name])
                other = there.get(_identity(row))
                if other is None:
                    made[table].append(row)
                else:
                    known[table][id] = other
        return made, known

    def _row(self, target: Target, id: str, said: Mapping[str, Counter[str]]) -> Row:
        row: Row = {
            column.name: () if column.many or column.type is Type.NAMES else None for column in target.table.columns
        }
        row["id"] = id
        for column, counted in said.items():
            row[column] = self._values[_most(counted)]
        return row

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


def _identity(row: Row) -> tuple[str, str | None, str | None]:
    """By what two rows are one: name, kind and what they lie in."""
    return bare_word(row["name"]), row.get("kind") or row.get("category"), row.get("parent")


def _readers(target: Target) -> list[tuple[Value, Read]]:
    return [(value, reader(value)) for value in target.values if not (value.make or value.location or value.row)]
