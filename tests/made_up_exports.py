"""Exports and mappings made in a test from a few lines: `from made_up_exports import layer, mapped`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ploughshare.exchange.areas import mapping_file, planning
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.model import Plan
from ploughshare.record import template
from ploughshare.record.package import Package

HEAD = """\
format: 1
title: A mapping
register: xx-areas
country: xx
country_name: The country
source: {kind: data_set, title: An export, issued: 2024-05-01}
"""

AREAS = """\
rows:
  - table: areas
    id: {prefix: xx, columns: [ID]}
    values:
      area_class: {column: Class, terms: {Suspected: sha, Confirmed: cha}}
      status: {column: Status, terms: {Open: open, Closed: closed}}
"""
"""A mapping of three columns; a test adds the columns it is about under ``values``."""


def layer(*rows: Sequence[Any], columns: str, shapes: Sequence[Any] = (), crs: str | None = None) -> Layer:
    """A table of a file: its columns in one line parted by bars, and its rows, numbered as in a spreadsheet."""
    names = tuple(name.strip() for name in columns.split("|"))
    return Layer(
        "Sheet1",
        names,
        tuple(
            RawRow(number, dict(zip(names, row, strict=True)), shapes[number - 2] if shapes else None)
            for number, row in enumerate(rows, start=2)
        ),
        crs,
    )


def empty_package() -> Package:
    """The record of a country that has nothing in it yet."""
    return template.package("xx", name="The country")


def mapped(text: str, folder: Path) -> mapping_file.ExportMapping:
    """The mapping of a text that begins as every one does."""
    path = folder / "mapping.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return mapping_file.read(path)


def planned(table: Layer, text: str, folder: Path, package: Package | None = None, **options: Any) -> Plan:
    """What taking in a table would do to a record, an empty one unless given."""
    return planning.of_layer(table, mapped(text, folder), package or empty_package(), file="made.xlsx", **options)


def cells(plan: Plan, table: str, column: str) -> list[Any]:
    """A column of the rows that a plan would make, in the order of the export."""
    return [change.row[column] for change in plan.changes if change.table == table]


def refusals(plan: Plan) -> list[tuple[int | None, str | None, str]]:
    """Row, column and check of each refusal."""
    return [(finding.row, finding.column, finding.check) for finding in plan.refused]
