"""The published schema: what it says is what we write, and what it forbids is what we refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from ploughshare.record import canonical, schema, writer
from ploughshare.record.contracts import TABLES, Format
from ploughshare.record.locations import LOCATIONS
from small_packages import package

CSV = [table for table in TABLES if table.format is Format.CSV]
PROGRAMME = ("area_statuses", "devices")
"""The optional tables of the small package."""


def described(folder: Path) -> frictionless.Package:
    """The package in that folder, described by our schema, its CSV tables only: Frictionless reads no others."""
    descriptor: dict[str, Any] = schema.frictionless(folder)
    tables = {table.name for table in CSV}
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource["name"] in tables]
    return frictionless.Package.from_descriptor(json.loads(json.dumps(descriptor)), basepath=str(folder))


def small(folder: Path) -> Path:
    record = package(
        organisations=[{"id": "un", "name": "UN", "roles": ("media", "state")}, {"id": "sub", "parent": "un"}],
        figures=[{"id": "f"}],
        claims=[{"id": "c", "figure": "f", "best": 5, "as_of": "2024-05", "reporter": "un"}],
        events=[{"id": "e", "kind": "clearance", "happened": "2018-10-01/..", "happened_precision": "day"}],
        areas=[{"id": "north"}],
        area_statuses=[{"id": "opened", "area": "north", "date": "2019"}],
        devices=[{"id": "found", "area": "north", "quantity": 3}],
    )
    writer.write(record, folder)
    return folder


def test_frictionless_finds_our_package_valid(tmp_path: Path) -> None:
    report = described(small(tmp_path)).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len([table for table in CSV if not table.optional]) + len(PROGRAMME)


@pytest.mark.slow
def test_frictionless_finds_the_shipped_record_valid(kp_path: Path) -> None:
    report = described(kp_path).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("claims.csv", "c,f,", "c,g,", "foreign-key"),
        ("claims.csv", ",value,", ",valu,", "constraint-error"),
        ("claims.csv", "2024-05", "5/2024", "constraint-error"),
        ("claims.csv", "5,5,5", "five,5,5", "type-error"),
        ("organisations.csv", "sub,", "un,", "primary-key"),
        ("organisations.csv", "sub,", "Sub,", "constraint-error"),
        ("events.csv", "e,clearance", "e,", "constraint-error"),
    ],
)
def test_frictionless_finds_what_we_would(tmp_path: Path, file: str, old: str, new: str, kind: str) -> None:
    path = small(tmp_path) / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    report = described(tmp_path).validate()
    assert kind in {type for (type,) in report.flatten(["type"])}


def test_every_file_and_column_is_described() -> None:
    resources = {resource["path"]: resource for resource in schema.frictionless()["resources"]}
    optional = {table.file for table in (*TABLES, LOCATIONS) if table.optional}
    assert set(resources) == set(canonical.files(package())) | optional
    assert {path for path, resource in resources.items() if resource.get("ploughshare:optional")} == optional
    for table in (*TABLES, LOCATIONS):
        resource = resources[table.file]
        fields = resource["schema"]["fields"] if table in CSV else resource["ploughshare:fields"]
        assert tuple(field["name"] for field in fields) == table.column_names
        assert all(field["description"] for field in fields)
