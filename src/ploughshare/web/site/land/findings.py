"""The findings about a programme's rows as the page shows them: with their records, spot on the ground and repair."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from shapely.geometry import mapping

from ploughshare.land import checks
from ploughshare.land.checking.cases import Case, Repair
from ploughshare.record.land_contracts import LOCATION_COLUMNS
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries
from ploughshare.web.site.land.making import Publication, made

_FILE: Final = "findings.json"
_DATES: Final = ("recorded", "released", "identified", "started", "found", "date", "completed")
"""Columns that say when a row came to be, the first that has a date."""


def findings(publication: Publication) -> list[Mapping[str, Any]] | None:
    """The findings, errors first, each with ``records``, ``spot`` and ``repair``; None while they are being made."""
    folder = made(publication, "findings", partial(_write, publication.code))
    if folder is None:
        return None
    content: list[Mapping[str, Any]] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return content


def _write(code: str, folder: Path) -> None:
    package = queries.package(code)
    if package is None:
        raise LookupError(code)
    # Made from what the public sees, which may have faults of its own; and told only where the whole record has them.
    public = {_key(finding) for finding in queries.findings(code)}
    told = [_told(case, package) for case in checks.cases(package) if _key(case.finding.as_dict()) in public]
    (folder / _FILE).write_text(json.dumps(told, default=str), encoding="utf-8")


def _key(finding: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(finding["check"]), str(finding["subject"]), str(finding["message"])


def _told(case: Case, package: Package) -> dict[str, Any]:
    rows = [row for table, id in case.records if (row := package.row(table, id))]
    first = rows[0] if rows else {}
    return {
        **case.finding.as_dict(),
        "records": [list(record) for record in case.records],
        "organisation": _organisation(first, package),
        "place": first.get("place") or "",
        "month": next((str(first[name])[:7] for name in _DATES if first.get(name)), ""),
        "spot": None if case.spot is None else mapping(case.spot),
        "repair": None if case.repair is None else _repair(case.repair),
    }


def _organisation(row: Row, package: Package) -> str:
    """Whose the row is: its own organisation, or that of its activity."""
    if row.get("organisation"):
        return str(row["organisation"])
    activity = package.row("activities", row["activity"]) if row.get("activity") else None
    return str(activity["organisation"] or "") if activity else ""


def _repair(repair: Repair) -> dict[str, Any]:
    drawn = repair.column in LOCATION_COLUMNS
    return {
        "id": repair.id,
        "table": repair.table,
        "row": repair.row,
        "column": repair.column,
        "before": None if drawn else repair.before,
        "after": None if drawn else repair.after,
        "why": repair.why,
    }
