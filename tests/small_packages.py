"""Packages made in a test from a few cells: `from small_packages import package`.

    package(
        figures=[{"id": "area", "measure": "mined_area"}],
        claims=[{"id": "a", "figure": "area", "best": 5}],
    )

Every column that a row leaves out gets what a careful keeper would write in the plainest case, so that a
row in a test shows only what the test is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ploughshare.record.contracts import TABLES, Table, Type
from ploughshare.record.package import Package, Row

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "organisations": {"name": "An organisation", "roles": ("media",)},
    "sources": {"kind": "news_article", "title": "A title", "seen": True},
    "places": {"name": "A place", "kind": "zone", "country": "kp"},
    "ordnance": {"name": "A mine", "category": "ap_mine"},
    "events": {
        "kind": "clearance",
        "title": "An event",
        "summary": "It happened.",
        "standing": "reported",
        "happened_precision": "unknown",
    },
    "figures": {"title": "A figure", "subject": "kp", "measure": "mines_destroyed"},
    "claims": {"state": "value", "kind": "exact", "unit": "items", "rank": "normal"},
    "citations": {"cited_table": "claims", "relation": "supports", "root_state": "unknown"},
    "expected": {"subject": "kp", "measure": "mines_destroyed", "period": "2024"},
    "capacity": {"category": "national_operator", "answer": "yes", "statement": "There is one."},
    "obligations": {"instrument": "apmbc", "title": "To clear", "status": "pending"},
    "recommendations": {"number": 1, "text": "Clear.", "made": "2025", "status": "open"},
    "topics": {"topic": "contamination", "statement": "It is so.", "subject": "kp", "standing": "known"},
    "areas": {"area_class": "cha", "status": "open"},
    "area_statuses": {"status": "open"},
    "activities": {"kind": "clearance", "status": "completed"},
    "releases": {"kind": "cleared", "acceptance": "accepted"},
    "devices": {"category": "ap_mine"},
    "finds": {"cause": "not_known"},
    "inspections": {"kind": "qc", "result": "accepted"},
    "accidents": {},
    "victims": {"outcome": "injured"},
    "handovers": {},
    "flags": {"kind": "value_doubt", "message": "It looks odd.", "status": "open"},
}

META: Mapping[str, Any] = {
    "format": 1,
    "country": "kp",
    "name": "North Korea",
    "reporting_year": 2024,
    "as_of": "2025-07-15",
    "data_cut_off": "2025-06-30",
    "published": "2025-10-01",
    "languages": ["en"],
    "title": "A record",
}


def row(table: Table, given: Mapping[str, Any]) -> Row:
    """A row of that table: the given cells, the defaults above, and else empty cells."""
    unknown = set(given) - set(table.column_names)
    assert not unknown, f"{table.name} has no column {sorted(unknown)}"
    cells: Row = {column.name: () if column.many or column.type is Type.NAMES else None for column in table.columns}
    cells.update(DEFAULTS[table.name])
    cells.update(given)
    for column in table.columns:
        if column.type is Type.NUMBER and cells[column.name] is not None:
            cells[column.name] = Decimal(str(cells[column.name]))
    if table.name == "claims" and cells["kind"] == "exact":  # an exact number has one value
        cells["low"], cells["high"] = (cells["best"] if cells[end] is None else cells[end] for end in ("low", "high"))
    if table.name == "claims" and cells["state"] != "value":
        cells["kind"], cells["unit"] = given.get("kind"), given.get("unit")
    return cells


def package(
    *, narrative: str = "", meta: Mapping[str, Any] | None = None, **tables: Sequence[Mapping[str, Any]]
) -> Package:
    """A package with those rows; a row without an id gets one from its table and place (claims-1)."""
    return Package(
        meta={**META, **(meta or {})},
        tables={
            table.name: [
                row(table, {"id": f"{table.name}-{number}", **given})
                for number, given in enumerate(tables.get(table.name, ()), start=1)
            ]
            for table in TABLES
        },
        narrative=narrative,
    )


def said(claim: str, source: str, **cells: Any) -> dict[str, Any]:
    """A citation of a claim: `said("a", "times", root="army", root_state="stated")`."""
    stated = {"root_state": "stated"} if cells.get("root") else {}
    return {"id": f"{claim}-{source}", "cited_row": claim, "source": source, **stated, **cells}
