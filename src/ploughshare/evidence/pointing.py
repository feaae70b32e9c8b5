"""Findings that point at the row they speak of."""

from __future__ import annotations

from ploughshare.findings import Check, Finding
from ploughshare.record.package import Package


def at(package: Package, check: Check, table: str, id: str, message: str, *, column: str | None = None) -> Finding:
    """The finding of a check about a row, with the file and line the row was read from."""
    file, line = package.where(table, id)
    return check.finding(message, subject=f"{table}/{id}", file=file, row=line, column=column)


def in_narrative(check: Check, line: int, subject: str, message: str) -> Finding:
    """The finding of a check about a line of the narrative."""
    return check.finding(message, subject=subject, file="report.md", row=line)
