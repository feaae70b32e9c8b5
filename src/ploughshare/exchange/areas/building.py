"""Rows of an export into rows of the record, one at a time: each is taken in, ignored with its reason, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ploughshare.exchange.areas import checks
from ploughshare.exchange.areas.formats.model import RawRow
from ploughshare.exchange.areas.locating import Located, Locator
from ploughshare.exchange.areas.making import Maker
from ploughshare.exchange.areas.mapping import GEOMETRY, ExportMapping, Target, Value
from ploughshare.exchange.areas.model import Built
from ploughshare.exchange.areas.values import CellProblem, Cells, Read, holds, reader
from ploughshare.exchange.areas.words import digest, id_text, slug, text_of
from ploughshare.findings import Finding
from ploughshare.record.cells import text_fault
from ploughshare.record.contracts import Table
from ploughshare.record.package import Row
from ploughshare.record.tier import RESTRICTED

_CAUTIOUS = frozenset({"accidents", "victims"})
"""Tables whose rows are restricted unless the mapping opens them: where people were hurt, and who."""


@dataclass(frozen=True)
class Record:
    """One record of an export: its row, and where its outline stands as a point a row, the rows of its points.

    ``rows`` is how many rows of the sheet it takes up.
    """

    row: RawRow
    points: Sequence[RawRow] = ()
    problem: CellProblem | None = None
    rows: int = 1


@dataclass
class Builder:
    """Builds the rows of one export. ``built`` and ``refused`` are in its order; ``ignored`` counts by reason."""

    mapping: ExportMapping
    dated: str
    source: str
    columns: frozenset[str]
    locator: Locator
    maker: Maker
    file: str
    built: list[Built] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    refused_lines: set[int] = field(default_factory=set)
    warnings: list[Finding] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    accepted: int = 0

    def __post_init__(self) -> None:
        self._targets = [_Compiled(target, self) for target in self.mapping.targets]
        self._needed = tuple(self.mapping.columns)
        self._reading = self.mapping.reading
        self._rows: dict[int, int] = {}

    @property
    def refused_rows(self) -> int:
        """How many rows of the export were refused."""
        return sum(self._rows[line] for line in self.refused_lines)

    def add(self, record: Record) -> None:
        """Take in, ignore or refuse one record."""
        raw = record.row
        self._rows[raw.number] = record.rows
        cells = {name: text_of(raw.cells.get(name)) for name in self._needed}
        if record.problem:
            self.refuse(raw.number, [record.problem])
            return
        try:
            for skip in self.mapping.skips:
                if self._holds(skip.when, cells):
                    self.ignored[skip.why] += record.rows
                    return
            targets = [each for each in self._targets if self._holds(each.target.when, cells)]
        except CellProblem as problem:
            self.refuse(raw.number, [problem])
            return
        if not targets:
            self.refuse(raw.number, [CellProblem(checks.NO_ENTRY, None, "no entry of the mapping takes this row")])
            return
        problems: list[CellProblem] = []
        rows = [each.build(record, cells, problems) for each in targets]
        if problems:
            self.refuse(raw.number, problems)
            return
        self.accepted += record.rows
        self.built += rows

    def refuse(self, line: int, problems: Iterable[CellProblem]) -> None:
        """Refuse a row of the export for all that is wrong with it."""
        self.refused_lines.add(line)
        for problem in dict.fromkeys(problems):
            self.refused.append(
                problem.check.finding(
                    problem.message, file=self.file, row=line, column=problem.column, hint=problem.hint
                )
            )

    def refuse_built(self, problems: Mapping[int, CellProblem]) -> None:
        """Refuse rows that were taken in, with all that was made of them."""
        for line, problem in problems.items():
            if line not in self.refused_lines:
                self.accepted -= self._rows[line]
            self.refuse(line, [problem])
        self.built = [each for each in self.built if each.line not in self.refused_lines]
        self.warnings = [each for each in self.warnings if each.row not in self.refused_lines]

    def _holds(self, when: Any, cells: Cells) -> bool:
        return not when or holds(when, cells, self._reading.thousands, self._reading.decimal)


class _Compiled:
    """One entry of the mapping, its readers made once for all rows."""

    def __init__(self, target: Target, builder: Builder) -> None:
        self.target = target
        self._builder = builder
        self._blank = blank(target.table)
        values = [value for value in target.values if value.is_given(builder.columns)]
        self._readers: list[tuple[Value, Read]] = [
            (value, reader(value)) for value in values if not (value.location or value.make or value.row)
        ]
        self._made = [value for value in values if value.make]
        self._rows = [value for value in values if value.row]
        self._located = target.located
        self._thousands = builder.mapping.reading.thousands
        self._required = [
            (column, next((v.column for v in target.values if v.target is column), None))
            for column in target.table.columns
            if column.required and column.name != "id"
        ]

    def build(self, record: Record, cells: Cells, problems: list[CellProblem]) -> Built:
        """The row of this entry, its references still words. What is wrong is added to ``problems``."""
        row: Row = dict(self._blank)
        words: dict[str, tuple[str, ...]] = {}
        self._give(row)
        before = len(problems)
        for value, read in self._readers:
            try:
                found = read(cells)
            except CellProblem as problem:
                problems.append(problem)
                continue
            if value.target.references and found:
                words[value.target.name] = found if isinstance(found, tuple) else (found,)
            else:
                row[value.target.name] = found
        for value in self._made:
            self._make(value, cells, row, problems)
        located = self._locate(record, cells, row, problems)
        if len(problems) == before:
            for column, its in self._required:
                if row[column.name] in (None, ()) and column.name not in words and column.name not in self._of_rows:
                    problems.append(CellProblem(checks.MISSING, its, f"{column.name} is required and empty"))
        built = Built(self.target, record.row.number, row, words)
        self._identify(built, cells, located, problems)
        return built

    @property
    def _of_rows(self) -> set[str]:
        return {value.target.name for value in self._rows}

    def _give(self, row: Row) -> None:
        """What every row of an export has, unless the mapping says otherwise."""
        if "recorded" in row:
            row["recorded"] = self._builder.dated
        if "source" in row:
            row["source"] = self._builder.source
        if self.target.table.name in _CAUTIOUS:
            row["tier"] = RESTRICTED

    def _make(self, value: Value, cells: Cells, row: Row, problems: list[CellProblem]) -> None:
        try:
            id = self._builder.maker.make(str(value.make), cells)
        except CellProblem as problem:
            problems.append(problem)
            return
        if id is not None:
            row[value.target.name] = (id,) if value.target.many else id

    def _locate(self, record: Record, cells: Cells, row: Row, problems: list[CellProblem]) -> Located | None:
        if self._located is None or self._located.location is None:
            return None
        try:
            located = self._builder.locator.locate(self._located.location, record.row, record.points, cells)
        except CellProblem as problem:
            problems.append(problem)
            return None
        if fault := text_fault(located.entered or ""):
            problems.append(CellProblem(checks.COORDINATES, located.column, fault.message))
            return None
        row["geometry"] = located.geometry
        if located.geometry is None:
            row["geometry_origin"] = None
        for name, text in located.columns():
            if name in row and row[name] is None:
                row[name] = text
        self._builder.warnings += [
            warning.check.finding(
                warning.message, file=self._builder.file, row=record.row.number, column=warning.column
            )
            for warning in self._builder.locator.doubts(located, row)
        ]
        return located

    def _identify(self, built: Built, cells: Cells, located: Located | None, problems: list[CellProblem]) -> None:
        identity = self.target.identity
        if identity.row:
            return
        shape = ""
        if GEOMETRY in identity.columns:
            shape = digest(located.told) if located and located.told else "not located"
        for name in identity.columns:
            if name != GEOMETRY and (fault := text_fault(cells[name])):
                problems.append(CellProblem(checks.UNREADABLE, name, fault.message))
                return
        texts = [shape if name == GEOMETRY else id_text(cells[name], self._thousands) for name in identity.columns]
        named = [id_text(cells[name], self._thousands) for name in identity.columns if name != GEOMETRY]
        if not identity.numbered and not any(texts):
            column = identity.columns[0]
            problems.append(
                CellProblem(checks.MISSING, column, "the id is empty, so that the row cannot be known again")
            )
            return
        built.key = " / ".join(texts)
        built.row["id"] = slug(identity.prefix, *texts)
        if "original_id" in built.row and built.row["original_id"] is None and not identity.numbered and any(named):
            built.row["original_id"] = " / ".join(named)


def blank(table: Table) -> Row:
    """A row with nothing in it."""
    return {column.name: () if column.many or column.type.value == "names" else None for column in table.columns}
