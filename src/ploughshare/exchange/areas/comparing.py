"""The rows of an export against the record: new, changed, unchanged, in conflict with a person's edit, or missing."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ploughshare.exchange.areas import memory
from ploughshare.exchange.areas.model import Built, CellChange, Change, Kind, Memory
from ploughshare.record.contracts import TABLES_BY_NAME, Table
from ploughshare.record.package import Package, Row

EVERYTHING = "all"
"""In place of an id: take the export's word in every conflict."""

_MOST_PAIRS = 250_000
"""Pairs of rows that are weighed against each other to tell which became which."""

_BY_THE_IMPORTER = frozenset({"recorded", "source"})
"""Columns that say when and whence a row first came: no change of the export is told by them."""


@dataclass
class Comparison:
    """Holds the rows of one export against a record.

    ``columns`` are those of the export; ``last`` is what the last import wrote; ``theirs`` are the ids whose conflicts
    the export wins.
    """

    package: Package
    register: str
    columns: frozenset[str]
    last: Memory
    theirs: Collection[str]
    source: str
    dated: str

    def __post_init__(self) -> None:
        self._sources = {
            row["id"] for row in self.package.rows("sources") if str(row["id"]).startswith(f"{self.register}-")
        }
        self._by_original: dict[str, dict[str, str]] = {}

    def compared(self, each: Built) -> tuple[str, ...]:
        """The columns in which a row is compared."""
        given = each.target.filled(self.columns)
        others: tuple[str, ...] = ("original_id",) if each.row.get("original_id") and "original_id" not in given else ()
        located = ("coordinates_as_entered", "reference_system_as_entered", "precision_m", "geometry_origin")
        if "geometry" in given:
            others += tuple(name for name in located if name in each.row and name not in given)
        return tuple(name for name in (*given, *others) if name not in _BY_THE_IMPORTER)

    def known_again(self, each: Built) -> None:
        """Give a row the id under which the record has it, where a person gave it another than the importer's."""
        table = each.target.table.name
        original = each.row.get("original_id")
        if not original or self.package.row(table, each.row["id"]) is not None:
            return
        if table not in self._by_original:
            self._by_original[table] = {
                row["original_id"]: row["id"]
                for row in self.package.rows(table)
                if row["original_id"] and row["source"] in self._sources
            }
        each.row["id"] = self._by_original[table].get(original, each.row["id"])

    def number(self, built: Iterable[Built]) -> None:
        """Number the rows that nothing tells apart, those that the record has already as they are there.

        Among rows with the same words, one that is the same as a row of the record takes its number; what is left takes
        the number of the row least unlike it; the rest go on counting. So one row more in a later export is one new
        row, and not a change of all that follow it.
        """
        groups: dict[tuple[str, str], list[Built]] = defaultdict(list)
        for each in built:
            groups[each.target.name, each.row["id"]].append(each)
        there: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for table in {each.target.table.name for group in groups.values() for each in group}:
            for row in self.package.rows(table):
                stem, mark, number = str(row["id"]).rpartition("-n")
                if mark and number.isdigit():
                    there[table, stem].append(row)
        for (_, stem), group in groups.items():
            self._number(stem, group, there.get((group[0].target.table.name, stem), []))

    def _number(self, stem: str, group: list[Built], there: list[Row]) -> None:
        table = group[0].target.table
        columns = [
            name
            for name in self.compared(group[0])
            if not any(v.row for v in group[0].target.values if v.target.name == name)
        ]

        def told(row: Row) -> tuple[str, ...]:
            return tuple(memory.text(table.column(name), row) for name in columns)

        free: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in sorted(there, key=lambda row: str(row["id"]), reverse=True):
            free[told(row)].append(str(row["id"]))
        waiting = []
        for cells, _, each in sorted(((told(each.row), each.line, each) for each in group), key=lambda item: item[:2]):
            if free.get(cells):
                each.row["id"] = free[cells].pop()
            else:
                waiting.append((cells, each))
        left = [(cells, id) for cells, ids in free.items() for id in ids]
        waiting = _nearest(waiting, left)
        taken = {int(str(row["id"]).rpartition("-n")[2]) for row in there}
        numbers = (number for number in itertools.count(1) if number not in taken)
        for _, each in waiting:
            each.row["id"] = f"{stem}-n{next(numbers)}"

    def changes(self, built: Iterable[Built]) -> Iterator[Change]:
        """What each row would change in the record."""
        for each in built:
            table = each.target.table
            id = each.row["id"]
            there = self.package.row(table.name, id)
            if there is None:
                yield Change(table.name, id, Kind.NEW, each.row, each.line)
            else:
                yield self._difference(table, each, there)

    def _difference(self, table: Table, each: Built, there: Row) -> Change:
        last = self.last.get(table.name, {}).get(there["id"])
        wins = EVERYTHING in self.theirs or there["id"] in self.theirs
        row = dict(there)
        cells = []
        for name in self.compared(each):
            column = table.column(name)
            before, after = memory.text(column, there), memory.text(column, each.row)
            if before == after:
                continue
            imported = last.get(name) if last is not None else None
            if imported is not None and imported == memory.remembered(after):
                continue  # the export says what it said before; the difference is a person's edit
            is_conflict = imported is None or imported != memory.remembered(before)
            if last is not None and name not in last:
                is_conflict = before != ""  # a column that the last export did not have
            if not is_conflict or wins:
                row[name] = each.row[name]
            cells.append(CellChange(name, before, after, imported, is_conflict))
        if not cells:
            return Change(table.name, there["id"], Kind.UNCHANGED, there, each.line)
        if row != there and "source" in row:
            row["source"] = self.source
            if table.name == "releases":
                # Accepted without a date, it would count from when it was first recorded: before anybody accepted it.
                row["recorded"] = self.dated
        kind = Kind.CONFLICT if any(cell.is_conflict for cell in cells) and not wins else Kind.CHANGED
        return Change(table.name, there["id"], kind, row, each.line, tuple(cells))

    def missing(self, built: Iterable[Built], tables: Iterable[str]) -> Iterator[Change]:
        """Rows that an earlier export had and this one has not: they stay, and a person says what became of them."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in built:
            found[each.target.table.name].add(each.row["id"])
        for name in tables:
            if "source" not in TABLES_BY_NAME[name].column_names:
                continue
            remembered = self.last.get(name, {})
            for row in self.package.rows(name):
                came = row["id"] in remembered or row["source"] in self._sources
                if came and row["id"] not in found[name] and row.get("status") not in _ENDED:
                    yield Change(name, row["id"], Kind.MISSING, row)


_ENDED = frozenset({"released", "closed", "handed_over", "superseded"})


def _nearest(
    waiting: list[tuple[tuple[str, ...], Built]], left: list[tuple[tuple[str, ...], str]]
) -> list[tuple[tuple[str, ...], Built]]:
    """Give rows the ids of the rows they are least unlike, the most alike first; what is left goes back.

    Where nothing tells hundreds of rows apart, nobody could say which became which: those count as new and missing.
    """
    if len(waiting) * len(left) > _MOST_PAIRS:
        return waiting
    pairs = sorted(
        (sum(a != b for a, b in zip(cells, told, strict=True)), cells, told, place, other)
        for place, (cells, _) in enumerate(waiting)
        for other, (told, _) in enumerate(left)
    )
    given: set[int] = set()
    used: set[int] = set()
    for _, _, _, place, other in pairs:
        if place not in given and other not in used:
            waiting[place][1].row["id"] = left[other][1]
            given.add(place)
            used.add(other)
    return [one for place, one in enumerate(waiting) if place not in given]
