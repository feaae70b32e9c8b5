"""A draft as a package of a country: what the proposals come to where a person accepts them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ploughshare.exchange.country_report.draft import Draft, code_of
from ploughshare.exchange.country_report.matching import assign, organisation_likeness
from ploughshare.record.contracts import TABLES, Table
from ploughshare.record.package import Package, Row
from ploughshare.record.references import POINTERS
from ploughshare.record.template import narrative


def package(draft: Draft) -> Package:
    """The rows of all proposals as a package that keeps its contract.

    A row that lacks what its table requires (a topic that nobody has put into words yet, say) is left out, and so is
    what rests on it; a reference that is not required and leads to no row is emptied.
    """
    tables: dict[str, dict[str, Row]] = {}
    for table in TABLES:
        rows = (proposal.row for proposal in draft.of(table.name))
        kept = (_resolved(table, row, tables) for row in rows)
        tables[table.name] = {str(row["id"]): row for row in kept if row is not None}
    return Package(
        _meta(draft), {name: [rows[id] for id in sorted(rows)] for name, rows in tables.items()}, narrative()
    )


def joined(record: Package, added: Package) -> Package:
    """A record with the rows of another document beside its own, nothing merged but whoever is named in both.

    A row whose id the record has for something else gets another; what refers to it goes along.
    """
    known = assign(added.rows("organisations"), record.rows("organisations"), organisation_likeness)
    ids = {("organisations", ours["id"]): str(theirs["id"]) for ours, theirs in known}
    tables = {}
    for table in TABLES:
        rows = {str(row["id"]): row for row in record.rows(table.name)}
        for row in added.rows(table.name):
            row = _renamed(table, row, ids)  # noqa: PLW2901
            if (table.name, row["id"]) in ids or rows.get(row["id"]) == row:
                continue
            number, id = 1, str(row["id"])
            while id in rows:
                number += 1
                id = f"{row['id']}-{number}"
            ids[table.name, row["id"]] = id
            rows[id] = {**row, "id": id}
        tables[table.name] = [rows[id] for id in sorted(rows)]
    return Package(record.meta, tables, record.narrative)


def _renamed(table: Table, row: Row, ids: Mapping[tuple[str, str], str]) -> Row:
    """The row with its references as they are called in the record."""
    row = dict(row)
    for column in table.columns:
        if column.references and row[column.name]:
            value, to = row[column.name], column.references
            row[column.name] = (
                tuple(ids.get((to, id), id) for id in value) if column.many else ids.get((to, value), value)
            )
    if table.name in POINTERS:
        table_column, row_column, _ = POINTERS[table.name]
        row[row_column] = ids.get((row[table_column], row[row_column]), row[row_column])
    return row


def _meta(draft: Draft) -> Mapping[str, Any]:
    year = draft.edition or 1901
    return {
        "format": 1,
        "country": code_of(draft.country),
        "name": draft.name or draft.country or "Unknown",
        "edition": str(draft.edition or ""),
        "reporting_year": year - 1,
        "as_of": str(year),
        "languages": ("en",),
        "title": f"{draft.name or draft.country or 'Unknown'}: mine action in {year - 1}",
    }


def _resolved(table: Table, row: Row, tables: Mapping[str, Mapping[str, Row]]) -> Row | None:
    """The row with the references that lead to a row; None where one that it needs does not."""
    row = dict(row)
    for column in table.columns:
        value = row[column.name]
        if column.references and value not in (None, ()):
            # Tables come in an order in which each is after those it refers to; its own rows are taken on trust.
            known = None if column.references == table.name else tables[column.references]
            if column.many:
                row[column.name] = tuple(id for id in value if known is None or id in known)
            elif known is not None and value not in known:
                row[column.name] = None
        if column.required and row[column.name] in (None, (), ""):
            return None
    if table.name in POINTERS:
        table_column, row_column, _ = POINTERS[table.name]
        if row[row_column] not in tables.get(row[table_column], {}):
            return None
    return row
