"""Whatever stands in a file: each row is taken in or refused with its place, none is lost, and nothing breaks.

What was taken in makes a package that is read again without a fault.
"""

from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from made_up_exports import empty_package, mapped
from ploughshare import geo
from ploughshare.exchange.areas import applying, planning
from ploughshare.exchange.areas.formats.model import Layer, RawRow
from ploughshare.exchange.areas.model import Kind, Plan

MAPPING = """\
read: {thousands: ",", dates: [DD/MM/YYYY, YYYY], empty: [n/a]}
skip:
  - {when: {column: Status, is: Draft}, why: drafts}
make:
  province:
    table: places
    id: {prefix: xx, columns: [Province]}
    values: {name: {column: Province}, kind: province, country: xx}
rows:
  - table: areas
    id: {prefix: xx, columns: [ID]}
    values:
      name: {column: Name}
      area_class: {column: Class, terms: {Suspected: sha, Confirmed: cha}}
      status: {column: Status, terms: {Open: open, Closed: closed}}
      hazard_types: {column: Types, separator: ";", terms: {AP: ap_mines, AV: av_mines}, otherwise: other_eo}
      identified: {column: Date}
      area_m2: {column: Area, unit: ha}
      women: {column: Women}
      place: {make: province}
      geometry: feature
  - table: releases
    when: {column: Area, above: 1}
    id: {row: areas, ending: cleared}
    values: {kind: cleared, acceptance: not_known, areas: {row: areas}, area_m2: {column: Area}}
"""
COLUMNS = ("ID", "Name", "Class", "Status", "Types", "Date", "Area", "Women", "Province")
USUAL: dict[str, list[Any]] = {
    "ID": ["1", "2", 3, 4.0, "A/5", "A-5", "Поле 6"],
    "Name": ["North", "=1+1", "Hill; 5", 'say "this"', "a,b"],
    "Class": ["Suspected", "confirmed", " CONFIRMED "],
    "Status": ["Open", "Closed", "Draft"],
    "Types": ["AP", "AP; AV", "what", ""],
    "Date": ["01/02/2019", "2019", date(2019, 1, 2), ""],
    "Area": ["1.5", 2, "1,250", "", "0"],
    "Women": ["3", 4, ""],
    "Province": ["North", "Nord", ""],
}
ODD: list[Any] = [
    *[
        None,
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "n/a",
        "-",
        "--",
        "?",
        "0",
        "-0",
        "-1",
        "1e5",
        "1e999",
        "NaN",
        "inf",
        "1,2,3",
        "½",
        "٣",
    ],
    *[
        "\x00",
        "\x07",
        "\u202e",
        "\ud800",
        "\ufeff",
        "é" * 500,
        "a" * 100_000,
        "'; DROP TABLE areas; --",
        "{ID}",
        "~",
        "null",
    ],
    *[
        float("nan"),
        float("inf"),
        -0.0,
        1e300,
        5e-324,
        10**400,
        True,
        False,
        Decimal("NaN"),
        Decimal("1E+50"),
        Decimal("-3.5"),
    ],
    *[
        date(1, 1, 1),
        datetime(9999, 12, 31, 23, 59),  # noqa: DTZ001 (a spreadsheet knows no zone)
        b"\xff\xfe",
        [1, 2],
        {"a": 1},
        "31/02/2019",
        "00/00/0000",
        "9999999999",
    ],
]
SHAPES: list[BaseGeometry | None] = [
    None,
    Point(17, 44),
    Point(0, 0),
    Point(44, 17),
    Point(500, 500),
    Point(),
    LineString([(17, 44), (17, 44)]),
    Polygon([(17, 44), (17.001, 44), (17.001, 44.001)]),
    Polygon([(17, 44), (17.001, 44.001), (17.001, 44), (17, 44.001)]),
    Polygon([(17, 44), (17, 44), (17, 44)]),
    Polygon([(17, 44), (17.1, 44), (17.1, 44.1)], [[(17.05, 44.01), (17.06, 44.01), (17.06, 44.02)]]),
    Polygon([(179.9, 10), (-179.9, 10), (-179.9, 11)]),
    Polygon([(1e-9, 1e-9), (2e-9, 1e-9), (1e-9, 2e-9)]),
    MultiPolygon([Polygon([(17, 44), (18, 44), (18, 45)]), Polygon([(17, 44), (18, 44), (18, 45)])]),
    Polygon(),
]


def plan_of(rows: list[tuple[dict[str, Any], BaseGeometry | None, str | None]], folder: Path) -> Plan:
    layer = Layer(
        "Sheet1",
        COLUMNS,
        tuple(RawRow(number, cells, shape, fault) for number, (cells, shape, fault) in enumerate(rows, start=2)),
        "EPSG:4326",
    )
    return planning.of_layer(layer, mapped(MAPPING, folder), empty_package(), file="fuzzed.xlsx")


def none_is_lost(plan: Plan, rows: int) -> None:
    """Accepted, refused and left out are all the rows, and each by itself."""
    assert plan.rows_read == rows
    assert plan.accepted + plan.refused_rows + sum(plan.ignored.values()) == rows
    refused = {finding.row for finding in plan.refused}
    accepted = {change.line for change in plan.changes if change.kind is Kind.NEW and change.table == "areas"}
    assert (len(refused), len(accepted)) == (plan.refused_rows, plan.accepted)
    assert not refused & accepted
    for finding in plan.refused:
        assert finding.file == "fuzzed.xlsx"
        assert finding.message
        assert finding.hint
        assert finding.row is not None
        assert 2 <= finding.row < rows + 2


def makes_a_package(plan: Plan, folder: Path) -> None:
    """What was taken in is written, read again without a fault, and then is no change."""
    path = folder / "xx"
    applying.apply(plan, path, leave_out=True)
    package, _ = applying.read(path)
    assert {row["id"] for row in package.rows("areas")} == {c.id for c in plan.changes if c.table == "areas"}
    by_id = {change.id: change.row for change in plan.changes if change.table == "areas"}
    assert all(row == by_id[row["id"]] for row in package.rows("areas"))


def fuzzed_row(source: random.Random, number: int) -> tuple[dict[str, Any], BaseGeometry | None, str | None]:
    cells = {name: source.choice(USUAL[name]) for name in COLUMNS}
    cells["ID"] = source.choice([f"Z-{number}", f"Z-{number}", f"Z-{number}", cells["ID"]])
    for _ in range(source.choice([0, 0, 1, 1, 2])):
        cells[source.choice(COLUMNS)] = source.choice(ODD)
    shape = source.choice(SHAPES)
    return cells, shape, "it is damaged" if shape is None and source.random() < 0.2 else None


@pytest.mark.slow
def test_ten_thousand_fuzzed_rows(tmp_path: Path) -> None:
    source = random.Random(20260101)
    rows = [fuzzed_row(source, number) for number in range(10_000)]
    plan = plan_of(rows, tmp_path)
    none_is_lost(plan, len(rows))
    assert plan.accepted > 2_000
    assert plan.refused_rows > 1_000
    makes_a_package(plan, tmp_path)


CELLS = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=True),
    st.dates(),
    st.binary(max_size=8),
)
ROWS = st.lists(
    st.tuples(
        st.fixed_dictionaries({name: st.one_of(st.sampled_from(USUAL[name]), CELLS) for name in COLUMNS}),
        st.sampled_from(SHAPES),
        st.none(),
    ),
    max_size=8,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ROWS)
def test_any_rows(tmp_path: Path, rows: list[Any]) -> None:
    none_is_lost(plan_of(rows, tmp_path), len(rows))


FORMS = (
    "{form: degrees, latitude: A, longitude: B}",
    "{form: decimal_degrees, position: A}",
    "{form: degrees_minutes_seconds, latitude: A, longitude: B}",
    "{form: mgrs, position: A}",
    "{form: utm, longitude: A, latitude: B, zone: C}",
    "{form: projected, crs: 'EPSG:31276', longitude: A, latitude: B}",
    "{form: decimal_degrees, latitude: A, longitude: B, shape: outline}",
    "{form: degrees, latitude: A, longitude: B, shape: turning_points, bearing: C, distance: D}",
)
TYPED = st.one_of(
    st.sampled_from(
        [
            "44.5",
            "17,25",
            "44°30'00\"N",
            "17 15 00 E",
            "33T XK 78790 29640",
            "33T",
            "678790",
            "4929640",
            "355",
            "100",
            "N45E",
            *ODD,
        ]
    ),
    st.text(alphabet="0123456789.,-°'\" NSEWTXK", max_size=16),
    st.floats(),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.sampled_from(FORMS),
    st.lists(st.tuples(st.sampled_from(["1", "2", ""]), TYPED, TYPED, TYPED, TYPED, TYPED), max_size=6),
)
def test_any_coordinates(tmp_path: Path, form: str, rows: list[tuple[Any, ...]]) -> None:
    text = (
        "read: {rows_of_points: {of: ID, order: No}}\n"
        "rows:\n  - table: areas\n    id: {columns: [ID]}\n    values:\n      area_class: sha\n      status: open\n"
        f"      geometry: {{geometry: {form}}}\n"
    )
    columns = ("ID", "A", "B", "C", "D", "No")
    layer = Layer(
        "Sheet1",
        columns,
        tuple(RawRow(number, dict(zip(columns, row, strict=True))) for number, row in enumerate(rows, start=2)),
    )
    plan = planning.of_layer(layer, mapped(text, tmp_path), empty_package(), file="fuzzed.xlsx")
    assert plan.rows_read == plan.accepted + plan.refused_rows == len(rows)
    for change in plan.changes:
        assert change.row["geometry"] is None or geo.fault(change.row["geometry"]) is None
