"""A small record to write prose against: `from small_record import record, prose`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ploughshare.evidence import tiers
from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package
from ploughshare.report.prose.reading import Prose, read
from small_packages import package, said

TABLES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "organisations": [
        {"id": "monitor", "name": "Monitor", "roles": ("monitor",)},
        {"id": "army", "name": "Army", "roles": ("armed_force",)},
        {"id": "brigade", "name": "3 Brigade", "roles": ("armed_force",)},
    ],
    "sources": [
        {"id": "times", "title": "The 12 minefields of the north", "issued": "2024-05-01"},
        {"id": "post", "title": "Second thoughts", "issued": "2024-06"},
        {"id": "chapter", "kind": "report_chapter", "title": "North Korea", "publisher": "monitor", "issued": "2025"},
        {"id": "agreement", "kind": "treaty", "title": "An agreement", "seen": False, "number": "A/53/12"},
        {"id": "unread", "title": "Read by another", "seen": False},
        {"id": "hearsay", "title": "Read by nobody", "seen": False},
        {"id": "mail", "kind": "email", "title": "About mines", "consent": "named", "seen": False},
        {"id": "secret-mail", "kind": "email", "title": "About more mines", "consent": "not_citable", "seen": False},
    ],
    "places": [{"id": "hill", "name": "Hill 281", "other_names": ("Arrowhead Hill", "Point 400")}],
    "ordnance": [{"id": "bbm", "name": "BBM-82", "category": "ap_mine"}],
    "events": [
        {"id": "clearing", "happened": "2022-04-01", "happened_precision": "day", "reported": "2022-05"},
        {"id": "hidden", "title": "Hidden", "tier": "restricted"},
        {"id": "rumour", "title": "Nobody says so"},
    ],
    "topics": [{"id": "unknown-extent", "standing": "not_known"}],
    "figures": [
        {"id": "removed", "measure": "mines_removed"},
        {"id": "zone", "measure": "area"},
        {"id": "length", "measure": "length"},
        {"id": "width", "measure": "width"},
        {"id": "devices", "measure": "explosive_devices_emplaced"},
        {"id": "disputed", "measure": "mines_in_ground"},
        {"id": "cleared", "measure": "cleared_area"},
        {"id": "class", "measure": "contamination_class"},
        {"id": "destroyed", "measure": "mines_destroyed"},
        {"id": "found", "measure": "mines_found"},
        {"id": "clause", "measure": "clause_days"},
        {"id": "secret", "measure": "mines_found", "tier": "restricted"},
    ],
    "claims": [
        {"id": "removed-army", "figure": "removed", "kind": "at_least", "low": 601, "unit": "mines"},
        {"id": "zone-times", "figure": "zone", "kind": "about", "best": 1000, "low": None, "high": None, "unit": "km2"},
        {"id": "length-times", "figure": "length", "best": 248, "unit": "km"},
        {"id": "width-times", "figure": "width", "best": 4, "unit": "km"},
        {"id": "devices-times", "figure": "devices", "kind": "verbal", "low": 20000, "high": 99999, "unit": "devices"},
        {"id": "disputed-times", "figure": "disputed", "best": 2000000, "unit": "mines"},
        {"id": "disputed-post", "figure": "disputed", "best": 800000, "unit": "mines"},
        {"id": "cleared-times", "figure": "cleared", "state": "not_reported"},
        {"id": "class-times", "figure": "class", "state": "unknown", "category": "very_heavy"},
        {"id": "destroyed-times", "figure": "destroyed", "best": 158, "unit": "mines"},
        {"id": "found-nobody", "figure": "found", "best": 3, "unit": "mines"},
        {"id": "found-old", "figure": "found", "best": 4, "unit": "mines", "rank": "deprecated"},
        {"id": "clause-agreement", "figure": "clause", "best": 20, "unit": "days"},
        {"id": "secret-mail-claim", "figure": "secret", "best": 7, "unit": "mines"},
    ],
    "citations": [
        said("removed-army", "times", root="army", locator="p. 3, note 2"),
        *(said(f"{name}-times", "times") for name in ("zone", "length", "width", "devices", "cleared", "class")),
        said("destroyed-times", "times"),
        said("disputed-times", "times"),
        said("disputed-post", "post"),
        said("found-old", "times"),
        said("clause-agreement", "agreement", locator="p. 7", via="chapter", via_locator="note 4"),
        said("clearing", "times", cited_table="events", quote="We cleared it all. Nobody was hurt."),
        said("unknown-extent", "unread", cited_table="topics", via="chapter", via_locator="note 1"),
        said("width-times", "unread", via="chapter", via_locator="note 9"),
        said("length-times", "mail", via="chapter", via_locator="note 2"),
        said("secret-mail-claim", "secret-mail", via="chapter"),
        said("hidden", "times", cited_table="events"),
    ],
}  # fmt: skip


@cache
def record() -> Package:
    """The record without a narrative."""
    return package(**TABLES)


def readers(package: Package) -> Ledger:
    """The ledger of what the public may see of a package."""
    return Ledger(tiers.visible(package, "public"))


@cache
def _ledger() -> Ledger:
    return readers(record())


def prose(narrative: str, *, folder: Path | None = None) -> Prose:
    """The narrative read against the record."""
    bare = record()
    return read(Package(bare.meta, bare.tables, narrative, folder), _ledger())


def found(narrative: str, *, folder: Path | None = None) -> list[str]:
    """What is found in the narrative, as "line check", without the room's name: "3 untied"."""
    findings = prose(narrative, folder=folder).findings
    return [f"{finding.row} {finding.check.removeprefix('prose.')}" for finding in findings]
