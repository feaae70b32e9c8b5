"""The forms of the desk know every table: what they show is read again as it was."""

from __future__ import annotations

import pytest

from ploughshare.record.contracts import TABLES, Table
from ploughshare.web.desk import cells
from ploughshare.web.records import codec
from ploughshare.web.site.row_kinds import ROW_KINDS
from small_packages import row


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_as_text_and_back(table: Table) -> None:
    plain = row(table, {"id": "some"})
    for column in table.columns:
        if column.references and column.required:
            plain[column.name] = ("other",) if column.many else "other"
    if table.name in ("citations", "flags"):
        plain[f"{'cited' if table.name == 'citations' else 'flagged'}_row"] = "other"
        plain[f"{'cited' if table.name == 'citations' else 'flagged'}_table"] = "events"
    shown = codec.encode(table.name, plain)
    given = {column.name: cells.as_text(column, shown[column.name]) for column in cells.editable(table.name)}
    told = {name: "Seen." for name in ("note", "message") if name in given}
    again, found = cells.read(table.name, shown, {**given, **told})
    assert not found
    assert again == {**shown, **told}
    assert cells.faults(table, again) == []


def test_every_table_has_a_name_for_its_rows() -> None:
    assert set(ROW_KINDS) == {table.name for table in TABLES}
