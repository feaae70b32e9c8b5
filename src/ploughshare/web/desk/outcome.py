"""What the judgements of a draft come to: rows for the record, each with its references as they are called there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ploughshare.record.contracts import TABLES, TABLES_BY_NAME, Table
from ploughshare.record.package import Package
from ploughshare.record.references import POINTERS
from ploughshare.web.desk.models import EnteredRow, Judgement
from ploughshare.web.desk.sheet import Sheet, Standing
from ploughshare.web.records import codec

Json = dict[str, Any]
_SAME = ("cited_table", "cited_row", "source", "locator", "relation")
"""Two citations that have these in common are one."""

Part = tuple[str, str]
"""Which row of which proposal: (name of the proposal, which of its rows). A citation of a row that was split stands
once for each of the two."""

RECORD, DRAFT = "record/", "draft/"
"""How ``Judgement.into`` begins: with a row of the record, or with another proposal of the draft."""


@dataclass
class Outcome:
    """``rows``: table -> part -> row as JSON. ``waiting``: name of a proposal -> why it cannot go in yet."""

    rows: dict[str, dict[Part, Json]] = field(default_factory=lambda: {table.name: {} for table in TABLES})
    waiting: dict[str, str] = field(default_factory=dict)


def of(sheet: Sheet, record: Package | None, entered: Mapping[Part, EnteredRow]) -> Outcome:
    """The rows that the draft has for the record.

    A row keeps the id with which it went in before; else it gets its own, with a number where the record has that id
    for something else.
    """
    return _Composer(sheet, record, entered).compose()


def entered_rows(sheet: Sheet) -> dict[Part, EnteredRow]:
    """What this draft has in the record now, as far as it put it there: the newest entry of each part."""
    found = EnteredRow.objects.filter(proposal__draft=sheet.draft).select_related("proposal").order_by("pk")
    newest = {(entry.proposal.name, entry.part): entry for entry in found}
    return {part: entry for part, entry in newest.items() if entry.content is not None}


class _Composer:
    def __init__(self, sheet: Sheet, record: Package | None, entered: Mapping[Part, EnteredRow]) -> None:
        self._sheet = sheet
        self._record = record
        self._entered = entered
        self._taken = {
            table.name: {str(row["id"]) for row in record.rows(table.name)} if record else set() for table in TABLES
        }
        self._leaving: dict[str, set[str]] = {table.name: set() for table in TABLES}
        for entry in entered.values():
            self._leaving[entry.table].add(entry.row)
        # (table, id in the draft) -> ids in the record: several where it was split, none where it is not accepted.
        self._ids: dict[tuple[str, str], list[str]] = {}
        self._called: dict[Part, str] = {}
        self._outcome = Outcome()

    def compose(self) -> Outcome:
        rows = [standing for standing in self._sheet.standings.values() if standing.is_row]
        for standing in rows:
            self._ids.setdefault((standing.kind, _own_id(standing)), [])
        for standing in rows:
            if standing.state == Judgement.State.ACCEPTED:
                self._name(standing)
        for standing in rows:
            if standing.state == Judgement.State.MERGED and (target := self._target(standing)):
                self._ids[standing.kind, _own_id(standing)].append(target)
        for table in TABLES:  # each comes after those it refers to
            for standing in rows:
                if standing.kind == table.name and standing.state == Judgement.State.ACCEPTED:
                    for part, row in self._parts(standing):
                        self._place(table, part, row)
        while self._prune() or self._hold_unsupported():
            pass
        return self._outcome

    def _name(self, standing: Standing) -> None:
        for place, row in enumerate(standing.rows):
            part = (standing.name, str(place))
            before = self._entered.get(part)
            id = before.row if before else self._free(standing.kind, str(row["id"]))
            self._called[part] = id
            self._ids[standing.kind, _own_id(standing)].append(id)

    def _free(self, table: str, id: str) -> str:
        number, free = 1, id
        while free in self._taken[table]:
            number += 1
            free = f"{id}-{number}"
        self._taken[table].add(free)
        return free

    def _target(self, standing: Standing, seen: frozenset[str] = frozenset()) -> str | None:
        into = standing.into or ""
        if into.startswith(RECORD):
            id = into.removeprefix(RECORD)
            return id if self._record and self._record.row(standing.kind, id) else None
        other = self._sheet.standings.get(into.removeprefix(DRAFT))
        if other is None or other.name in seen:
            return None
        if other.state == Judgement.State.MERGED:
            return self._target(other, seen | {standing.name})
        return self._called.get((other.name, "0"))

    def _parts(self, standing: Standing) -> Iterator[tuple[Part, Json]]:
        """The rows of a proposal, once for each row that they point at."""
        for place, row in enumerate(standing.rows):
            named = {**row, "id": self._called[standing.name, str(place)]}
            if standing.kind not in POINTERS:
                yield (standing.name, str(place)), named
                continue
            table_column, row_column, _ = POINTERS[standing.kind]
            pointed = self._called_in_record(row[table_column], row[row_column])
            if not pointed:
                self._wait(standing.name, str(row[table_column]), str(row[row_column]))
            for number, id in enumerate(pointed):
                part = (standing.name, str(place) if not number else f"{place}.{number}")
                copy = {**named, row_column: id}
                if number:
                    known = self._entered.get(part)
                    copy["id"] = known.row if known else self._free(standing.kind, str(row["id"]))
                yield part, copy

    def _place(self, table: Table, part: Part, row: Json) -> None:
        for column in table.columns:
            value = row[column.name]
            if column.references and value:
                wanted = value if column.many else [value]
                found = [id for one in wanted for id in self._called_in_record(column.references, one)[:1]]
                row[column.name] = found if column.many else next(iter(found), None)
                if not found and column.required:
                    self._wait(part[0], column.references, wanted[0])
                    return
        if table.name != "citations" or not self._is_known(part, row):
            self._outcome.rows[table.name][part] = row

    def _is_known(self, part: Part, row: Json) -> bool:
        """Whether the record says already that this row rests on that source, there."""
        return part not in self._entered and tuple(row[name] for name in _SAME) in self._cited

    @cached_property
    def _cited(self) -> frozenset[tuple[str | None, ...]]:
        rows = self._record.rows("citations") if self._record else ()
        return frozenset(tuple(row[name] for name in _SAME) for row in rows)

    def _prune(self) -> bool:
        """Take out references to rows that wait themselves, and what needs them; whether there was any."""
        pruned = False
        there = {table: {row["id"] for row in rows.values()} for table, rows in self._outcome.rows.items()}
        for table in TABLES:
            stays = {row["id"] for row in self._record.rows(table.name)} if self._record else set()
            there[table.name] |= stays - self._leaving[table.name]
        for table in TABLES:
            for part, row in list(self._outcome.rows[table.name].items()):
                for column, to, id in list(codec.references(table.name, row)):
                    if id not in there[to]:
                        pruned = True
                        self._loosen(table, part, column, to, id)
        return pruned

    def _hold_unsupported(self) -> bool:
        """Let claims wait that no source supports yet, which no record may have; whether there was any."""
        claims = self._outcome.rows["claims"]
        cited: list[Mapping[str, Any]] = [*self._outcome.rows["citations"].values()]
        cited += self._record.rows("citations") if self._record else []
        supported = {row["cited_row"] for row in cited if row["cited_table"] == "claims"}
        held = [part for part, row in claims.items() if row["id"] not in supported]
        for part in held:
            self._outcome.waiting.setdefault(part[0], "citations")
            del claims[part]
        return bool(held)

    def _loosen(self, table: Table, part: Part, name: str, to: str, id: str) -> None:
        row = self._outcome.rows[table.name].get(part)
        if row is None:
            return
        column = table.column(name)
        left = [one for one in row[name] if one != id] if column.many else None
        if column.required and not left:
            self._wait(part[0], to, id)
            del self._outcome.rows[table.name][part]
        else:
            row[name] = left

    def _called_in_record(self, table: str, id: str) -> Sequence[str]:
        """What a row is called in the record; empty where it is neither accepted nor in the record."""
        if (table, id) in self._ids:
            return self._ids[table, id]
        return [id] if self._record and self._record.row(table, id) else []

    def _wait(self, name: str, table: str, id: str) -> None:
        self._outcome.waiting.setdefault(name, f"{table}/{id}")


def _own_id(standing: Standing) -> str:
    """The id by which the other proposals of the draft call it, whatever people wrote since."""
    return str(standing.proposal.content.get("id", ""))


def applied(record: Package, outcome: Outcome, gone: Mapping[str, set[str]]) -> Package:
    """The record with the rows of an outcome in it, and without those that are ``gone`` (table -> ids)."""
    tables = {}
    for table in TABLES_BY_NAME:
        rows = {row["id"]: row for row in record.rows(table) if row["id"] not in gone.get(table, ())}
        rows |= {row["id"]: codec.decode(table, row) for row in outcome.rows[table].values()}
        tables[table] = [rows[id] for id in sorted(rows)]
    return Package(record.meta, tables, record.narrative)
