"""The numbered tables as proposals: each as it is printed, then the figures whose question its heads and rows tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ploughshare import vocab
from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.facts.model import Location, Party
from ploughshare.exchange.country_report.proposing.context import PUBLISHER, Context, claim_columns
from ploughshare.exchange.country_report.proposing.named import Named
from ploughshare.exchange.country_report.proposing.questions import Answer, Questions, dimensions, label
from ploughshare.exchange.country_report.structure.grid import Cell, Column, Role, RowKind, Table, TableRow
from ploughshare.exchange.country_report.structure.whole import Structure

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMES = (Role.PLACE, Role.OPERATOR)


def propose(context: Context, structure: Structure, questions: Questions, named: Named) -> Iterator[Proposal]:
    """Every table and its figures."""
    for table in structure.tables:
        yield _table(table)
        for row in table.rows:
            yield from _figures(context, table, row, questions, named)


def _table(table: Table) -> Proposal:
    values = {
        "number": table.number,
        "title": table.title,
        **({"as_at": table.as_at} if table.as_at else {}),
        "columns": [
            _filled({"title": each.title, "role": each.role.value, "unit": each.unit, "measure": each.measure})
            for each in table.columns
        ],
        "rows": [{"kind": row.kind.value, "cells": [_cell(cell) for cell in row.cells]} for row in table.rows],
    }
    return Proposal("tables", values, table.spans, table.title, judge.of_reading(table.confidence))


def _cell(cell: Cell) -> dict[str, Any]:
    figure = (
        {name: str(value) for name, value in claim_columns(cell.figure).items()} if cell.figure is not None else None
    )
    return _filled({"words": cell.words, "stars": cell.stars, "figure": figure, "carried": cell.carried or None})


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _figures(context: Context, table: Table, row: TableRow, questions: Questions, named: Named) -> Iterator[Proposal]:
    """The figures of a row: of a year, of a place or an operator, or of the whole country in a row of totals."""
    if row.kind not in (RowKind.DATA, RowKind.TOTAL):
        return
    years = [cell.words for column, cell in zip(table.columns, row.cells, strict=False) if column.role is Role.YEAR]
    names = [
        (column, cell)
        for column, cell in zip(table.columns, row.cells, strict=False)
        if column.role in _NAMES and cell.words and row.kind is RowKind.DATA
    ]
    if row.kind is RowKind.TOTAL and (years or any(column.role is Role.YEAR for column in table.columns)):
        return  # a sum over years is no year's figure
    for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=False)):
        measure = row.measure or _measure(table.columns, at)
        if measure is None or cell.figure is None or column.role.is_words:
            continue
        if row.kind is RowKind.DATA and not (names or row.measure or (years and _YEAR.fullmatch(years[0]))):
            continue
        is_flow = bool(vocab.load("measures").terms[measure].extra["flow"])
        period = _period(table, column, years)
        if is_flow and period is None:
            continue
        question = {
            "subject": context.country,
            "measure": measure,
            "period": period if is_flow else None,
            **_dimensions(names, named),
            **dimensions(measure),
        }
        who = ", ".join(cell.words for _, cell in names)
        title = f"{label(measure)}{f' ({who})' if who else ''}{f', {period}' if is_flow else ''}"
        answer = _answer(context, table, row, cell, is_total=not names)
        yield from questions.answer(title, question, answer)


_CONFIRMED, _SUSPECTED = (
    re.compile(r"\bCHAs?\b|\bconfirmed\b", re.IGNORECASE),
    re.compile(r"\bSHAs?\b|\bsuspected\b", re.IGNORECASE),
)


def _measure(columns: Sequence[Column], at: int) -> str | None:
    """What a column measures. An area beside a count of confirmed or of suspected areas is theirs alone."""
    measure = columns[at].measure
    if measure != "contamination_extent":
        return measure
    before = columns[at - 1].title if at and columns[at - 1].role is Role.COUNT else ""
    titles = f"{before} {columns[at].title}"
    confirmed, suspected = _CONFIRMED.search(titles), _SUSPECTED.search(titles)
    if bool(confirmed) == bool(suspected):
        return measure
    # Where the table has them alone, they are all that is known of the extent.
    others = sum(each.measure == measure for each in columns)
    return ("confirmed_area" if confirmed else "suspected_area") if others > 1 else measure


def _period(table: Table, column: Column, years: list[str]) -> str | None:
    """The year of a value: of its row, else of its column, else of the table, where that names one only."""
    for words in (*years, column.title, table.title):
        found = set(_YEAR.findall(words))
        if len(found) == 1:
            return str(found.pop())
        if found:
            return None
    return None


def _dimensions(names: list[tuple[Column, Cell]], named: Named) -> dict[str, str]:
    """The place of a row, the smallest that it names, and its operator."""
    found = {}
    places = [(column, cell) for column, cell in names if column.role is Role.PLACE]
    if places:
        column, cell = places[-1]
        within = places[-2][1].words if len(places) > 1 else None
        found["place"] = named.place(Location(cell.words, "in", cell.spans, within), column.title)
    for column, cell in names:
        if column.role is Role.OPERATOR:
            found["organisation"] = named.party(Party(cell.words, cell.spans), "operator")
    return found


def _answer(context: Context, table: Table, row: TableRow, cell: Cell, *, is_total: bool) -> Answer:
    note = f"From table {table.number}." + (" Starred: see its footnote." if cell.stars else "")
    doubt = judge.of_reading(min(row.confidence, table.confidence))
    columns = {"reported": context.year, "note": note, "as_of": table.as_at if not _is_flow(row, table) else None}
    return Answer(cell.figure, cell.words, cell.spans, doubt, reporter=PUBLISHER, columns=columns, is_total=is_total)


def _is_flow(row: TableRow, table: Table) -> bool:
    measures = [row.measure, *(column.measure for column in table.columns)]
    return any(measure and vocab.load("measures").terms[measure].extra["flow"] for measure in measures)
