"""Findings that point at the row they speak of, and repeat nothing of a restricted one."""

from __future__ import annotations

from ploughshare.findings import Check, Finding
from ploughshare.record.package import Package, Row
from ploughshare.record.tier import RESTRICTED, tier_of


def at(
    package: Package,
    check: Check,
    table: str,
    row: Row,
    message: str,
    *,
    column: str | None = None,
    hint: str | None = None,
) -> Finding:
    """The finding of a check about a row, with the file and line the row was read from.

    Findings are printed, logged and shown on pages. Of a restricted row they say what kind of thing is
    wrong in which column, and never what stands there.
    """
    file, line = package.where(table, row["id"], column)
    subject = f"{table}/{row['id']}"
    if tier_of(table, row) == RESTRICTED:
        message, hint = check.looks_for, None
    return check.finding(message, subject=subject, file=file, row=line, column=column, hint=hint)
