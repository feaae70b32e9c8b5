"""Where a chapter contradicts itself: totals, scores, deadlines, tables against its panel. All stays as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ploughshare.exchange.country_report.structure import treaty
from ploughshare.exchange.country_report.structure.grid import Cell, Fault, Role, RowKind, Table
from ploughshare.exchange.country_report.structure.outputs import Output
from ploughshare.exchange.country_report.structure.scores import Scores
from ploughshare.exchange.country_report.structure.taken import Taken
from ploughshare.exchange.country_report.structure.treaty import Article5, Deadline, Step
from ploughshare.figure import Figure, Kind, agree, say

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find(
    line: Taken[Article5] | None,
    dated: Sequence[Taken[Deadline]],
    outputs: Sequence[Taken[Output]],
    scored: Scores | None,
    tables: Sequence[Table],
) -> Iterator[Fault]:
    """The faults, those of tables first."""
    for table in tables:
        for fault in table.faults:
            yield Fault(f"Table {table.number}: {fault.message}", fault.spans)
        yield from _against_panel(table, outputs)
    if scored is not None:
        spans = scored.average.spans if scored.average else ()
        for message in scored.faults:
            yield Fault(f"Scores: {message}", spans)
    yield from _deadlines(line, dated)


def _against_panel(table: Table, outputs: Sequence[Taken[Output]]) -> Iterator[Fault]:
    """Cells of a year that are another number than the panel has for that year."""
    values = [each.value for each in outputs]
    # One includes spot tasks, which the other need not.
    panel = {(each.measure, each.year): each for each in values if not each.stars and each.included is None}
    for measure, year, cell in _yearly(table):
        stated = panel.get((measure, year))
        if stated is None or cell.stars or not (_is_exact(stated.figure) and _is_exact(cell.figure)):
            continue
        one, other = stated.figure, cell.figure
        if one is not None and other is not None and not agree(one, other):
            words = f"{say(other)} in {year}, and the panel has {say(one)}"
            yield Fault(f"Table {table.number} has {words}", cell.spans)


def _is_exact(figure: Figure | None) -> bool:
    return figure is not None and figure.is_known and figure.kind is Kind.EXACT and figure.unit is not None


def _yearly(table: Table) -> Iterator[tuple[str, int, Cell]]:
    """Measure, year and cell, where rows are years and columns measures, or the other way about."""
    years = next((at for at, column in enumerate(table.columns) if column.role is Role.YEAR), None)
    clears_or_destroys = re.search(r"\bclear|\bdestroyed|\brelease", table.title.casefold()) is not None
    for row in table.rows:
        if row.kind is not RowKind.DATA:
            continue
        for at, column in enumerate(table.columns):
            if years is not None and column.measure and clears_or_destroys and _YEAR.fullmatch(row.cells[years].words):
                yield column.measure, int(row.cells[years].words), row.cells[at]
            elif row.measure and (year := _YEAR.search(column.title)):
                yield row.measure, int(year[0]), row.cells[at]


def _deadlines(line: Taken[Article5] | None, dated: Sequence[Taken[Deadline]]) -> Iterator[Fault]:
    """Extensions whose length does not lead from one date to the next, and a panel that names another deadline."""
    before: str | None = None
    for each in dated:
        step = each.value
        if step.step is Step.ASSESSMENT or step.date is None:
            continue
        if step.months and before and step.step in (Step.EXTENDED, Step.REQUESTED):
            expected = treaty.after(before, step.months)
            if not _near(expected, step.date):
                yield Fault(
                    f"{step.months} months after {before} is {expected}, and {step.date} is printed", each.spans
                )
        if step.step is not Step.ENTRY_INTO_FORCE:
            before = step.date
    days = {each.value.date for each in dated if each.value.date}
    if line is not None and line.value.deadline and days and line.value.deadline not in days:
        yield Fault(f"the panel names {line.value.deadline}, which is none of the deadlines listed", line.spans)


def _near(month: str, day: str) -> bool:
    """Whether a day lies in that month or the one before: a period of years ends on the eve as often as on the day."""
    year, number = (int(part) for part in month.split("-")[:2])
    there = int(day[:4]) * 12 + int(day[5:7])
    return 0 <= year * 12 + number - there <= 1
