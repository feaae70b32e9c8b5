"""The checks of a record in itself: for each a row that trips it and one that does not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ploughshare.findings import REGISTRY
from ploughshare.record import checks, reader, template
from small_packages import package

NUMBER = {"state": "value", "kind": "exact", "unit": "mines"}
POINT = {"type": "Point", "coordinates": [126.68, 37.96]}
SEOUL = {"type": "Point", "coordinates": [127.0, 37.57]}
ZONE = {"type": "Polygon", "coordinates": [[[126.6, 37.9], [127.6, 38.2], [127.6, 38.3], [126.6, 38.0], [126.6, 37.9]]]}
BOW = {"type": "Polygon", "coordinates": [[[126.0, 38.0], [127.0, 39.0], [127.0, 38.0], [126.0, 39.0], [126.0, 38.0]]]}


def ids(**tables: Any) -> set[str]:
    return {finding.check.removeprefix("record.") for finding in checks.check(package(**tables))}


def claim(**cells: Any) -> set[str]:
    return ids(
        figures=[{"id": "f", "measure": "mines_destroyed", "period": "2024"}],
        claims=[{"id": "c", "figure": "f", **cells}],
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({**NUMBER, "best": 600}, set()),
        ({**NUMBER, "kind": "about", "low": 700, "best": 600, "high": 800}, {"claim-numbers"}),
        ({**NUMBER, "kind": "between", "low": 9, "high": 8}, {"claim-numbers"}),
        ({**NUMBER, "kind": "between", "low": 8, "high": 9}, set()),
        ({**NUMBER, "kind": "about", "low": 1, "best": 5, "high": 3}, {"claim-numbers"}),
        ({**NUMBER, "kind": "at_least", "low": 601}, set()),
        ({**NUMBER, "kind": "at_least", "best": 601, "low": None, "high": None}, {"claim-numbers"}),
        ({"state": "not_reported", "kind": None, "unit": None}, set()),
        ({"state": "not_reported", "kind": None, "best": 5}, {"claim-numbers"}),
        ({"state": "zero", "kind": None, "best": 5}, {"claim-numbers"}),
        ({"state": "value", "kind": "exact", "unit": None}, {"claim-numbers"}),
        ({**NUMBER, "best": -5}, {"claim-numbers"}),
        ({**NUMBER, "kind": "between", "low": -1, "high": 3}, {"claim-numbers"}),
        ({**NUMBER, "best": 600, "words": "600 mines"}, set()),
        ({**NUMBER, "best": 600, "words": "six hundred"}, set()),
        ({**NUMBER, "best": 600, "words": "all that there were"}, set()),
        ({**NUMBER, "best": 600, "words": "more than 600 mines"}, {"claim-words"}),
        ({**NUMBER, "best": 600, "words": "6,000"}, {"claim-words"}),
        ({**NUMBER, "best": 600, "words": "not reported"}, {"claim-words"}),
        ({**NUMBER, "kind": "at_least", "low": 601, "words": "more than 600"}, set()),
        ({**NUMBER, "kind": "about", "best": 600, "words": "600"}, set()),
        ({"state": "not_reported", "kind": None, "unit": None, "words": "Unknown"}, {"claim-words"}),
        ({"state": "zero", "kind": None, "words": "none"}, set()),
        ({**NUMBER, "unit": "km2", "best": 5}, {"unit"}),
        ({**NUMBER, "unit": "items", "best": 5}, set()),
        ({**NUMBER, "unit": None, "best": 5}, {"unit-missing"}),
        ({**NUMBER, "best": 5, "category": "very_heavy"}, {"class"}),
        ({**NUMBER, "best": 5, "as_of": "2024-06", "reported": "2024-06"}, set()),
        ({**NUMBER, "best": 5, "as_of": "2024-07", "reported": "2024-06"}, {"date-order"}),
        ({**NUMBER, "best": 5, "as_of": "2026"}, {"after-as-of"}),
        ({**NUMBER, "best": 5, "as_of": "2025"}, set()),
    ],
)
def test_claims(cells: dict[str, Any], expected: set[str]) -> None:
    blank = {"best": None, "low": None, "high": None}
    numbers = {name: Decimal(value) if isinstance(value, int) else value for name, value in cells.items()}
    assert claim(**{**blank, **numbers}) == expected


def test_a_class_of_the_measure_and_one_that_it_does_not_have() -> None:
    figure = {"id": "f", "measure": "contamination_class"}
    base = {"id": "c", "figure": "f", "state": "unknown", "kind": None, "unit": None}
    assert ids(figures=[figure], claims=[{**base, "category": "very_heavy"}]) == set()
    assert ids(figures=[figure], claims=[{**base, "category": "heavyish"}]) == {"class"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"happened": "2018-10-01", "happened_precision": "day"}, set()),
        ({"happened": "2018-10", "happened_precision": "early_month"}, set()),
        ({"happened": "2018-10", "happened_precision": "day"}, {"date-precision"}),
        ({"happened": "2018-10-01", "happened_precision": "month"}, {"date-precision"}),
        ({"happened": "2018", "happened_precision": "unknown"}, {"date-precision"}),
        ({"happened": "2024-01", "happened_precision": "month", "reported": "2024-01-05"}, set()),
        ({"happened": "2024-02", "happened_precision": "month", "reported": "2024-01-05"}, {"date-order"}),
        ({"happened": "2024-01", "happened_precision": "late_month", "reported": "2024-01-05"}, {"date-order"}),
        ({"happened": "2024", "happened_precision": "year", "reported": "2024", "standing": "planned"}, set()),
        ({"happened": "2030", "happened_precision": "year", "standing": "planned"}, set()),
        ({"happened": "2030", "happened_precision": "year"}, {"after-as-of"}),
        ({"happened": "2025-07-16", "happened_precision": "day"}, {"after-as-of"}),
        ({"happened": "2025-07", "happened_precision": "month"}, set()),
    ],
)
def test_dates_of_events(cells: dict[str, Any], expected: set[str]) -> None:
    assert ids(events=[{"id": "e", "kind": "clearance", **cells}]) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"due": "2024-01-01", "status": "pending"}, {"obligation-due"}),
        ({"due": "2024-01-01", "status": "pending", "assessed": "2023"}, {"obligation-due"}),
        ({"due": "2024-01-01", "status": "not_met", "assessed": "2024-02"}, set()),
        ({"due": "2024-01-01", "status": "met"}, set()),
        ({"due": "2030", "status": "pending"}, set()),
        ({"due": "2025", "status": "pending"}, set()),
        ({"status": "pending"}, set()),
    ],
)
def test_obligations(cells: dict[str, Any], expected: set[str]) -> None:
    assert ids(organisations=[{"id": "s"}], obligations=[{"id": "o", "bearers": ("s",), **cells}]) == expected


@pytest.mark.parametrize(("year", "found"), [(1899, True), (1900, False), (2999, False), (20244, True)])
def test_the_reporting_year(year: int, found: bool) -> None:
    assert ("record.reporting-year" in {f.check for f in checks.check(package(meta={"reporting_year": year}))}) is found


def test_a_recommendation_to_nobody() -> None:
    made = {"id": "r", "made_by": "s"}
    assert ids(organisations=[{"id": "s"}], recommendations=[made]) == {"recommendation-without-addressee"}
    assert ids(organisations=[{"id": "s"}], recommendations=[{**made, "addressee": "s"}]) == set()


def test_a_flow_without_its_period() -> None:
    assert ids(figures=[{"id": "f", "measure": "mines_destroyed"}]) == {"period-missing"}
    assert ids(figures=[{"id": "f", "measure": "mines_in_ground"}]) == set()
    assert ids(events=[{"id": "e"}], figures=[{"id": "f", "measure": "mines_destroyed", "event": "e"}]) == set()


def metres(number: int) -> Decimal:
    return Decimal(number)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"geometry": POINT, "precision_m": metres(1000)}, set()),
        ({"geometry": None}, set()),
        ({"geometry": POINT}, {"geometry-without-precision"}),
        (
            {"geometry": {**POINT, "coordinates": [126.683333, 37.961111]}, "precision_m": metres(5000)},
            {"geometry-too-fine"},
        ),
        (
            {"geometry": {**POINT, "coordinates": [37.96, 36.68]}, "precision_m": metres(1000)},
            {"place-outside-country"},
        ),
        ({"geometry": {**POINT, "coordinates": [0.0, 0.0]}, "precision_m": metres(1000)}, {"place-outside-country"}),
        ({"geometry": SEOUL, "precision_m": metres(1000)}, set()),
        ({"geometry": BOW, "precision_m": metres(1000)}, {"crossing-ring"}),
        ({"geometry": POINT, "precision_m": metres(0)}, {"precision"}),
        ({"geometry": POINT, "precision_m": metres(-5)}, {"precision"}),
        ({"geometry": POINT, "precision_m": metres(1000), "country": "KP"}, {"country-code"}),
        ({"geometry": POINT, "precision_m": metres(1000), "country": "kr-kp"}, {"country-code"}),
    ],
)
def test_places(cells: dict[str, Any], expected: set[str]) -> None:
    assert ids(places=[{"id": "p", **cells}]) == expected


def test_coordinates_swapped_within_the_world() -> None:
    """Where both numbers could be latitudes only the country tells: Angola, latitude first."""
    place = {
        "id": "p",
        "country": "ao",
        "precision_m": metres(1000),
        "geometry": {"type": "Point", "coordinates": [-12.4, 16.9]},
    }
    assert ids(places=[place]) == {"swapped-coordinates"}


@pytest.mark.parametrize(
    ("geometry", "precision_m", "expected"),
    [
        (POINT, 100, set()),
        (SEOUL, 100, {"place-outside-parent"}),
        (SEOUL, 60_000, set()),
        (None, 100, set()),
    ],
)
def test_a_place_and_the_place_it_lies_in(geometry: Any, precision_m: int, expected: set[str]) -> None:
    zone = {"id": "zone", "geometry": ZONE, "precision_m": metres(2000), "country": "kp-kr"}
    place = {"id": "p", "geometry": geometry, "precision_m": metres(precision_m), "parent": "zone", "country": "kp-kr"}
    assert ids(places=[zone, place]) - {"geometry-too-fine"} == expected


@pytest.mark.parametrize(
    ("relation", "expected"), [("at", {"event-outside-place"}), ("near", set()), (None, {"event-outside-place"})]
)
def test_an_event_outside_the_place_of_the_event_it_is_part_of(relation: str | None, expected: set[str]) -> None:
    places = [
        {"id": "zone", "geometry": ZONE, "precision_m": metres(2000), "country": "kp-kr"},
        {"id": "seoul", "geometry": SEOUL, "precision_m": metres(100), "country": "kp-kr"},
    ]
    events = [
        {"id": "whole", "place": "zone", "place_relation": "in"},
        {"id": "part", "place": "seoul", "place_relation": relation, "parent": "whole"},
    ]
    assert ids(places=places, events=events) == expected


def test_an_event_in_another_country() -> None:
    places = [{"id": "abroad", "country": "kh"}, {"id": "zone", "country": "kp-kr"}]
    assert ids(places=places, events=[{"id": "e", "place": "abroad"}]) == {"event-elsewhere"}
    assert ids(places=places, events=[{"id": "e", "place": "zone"}]) == set()


def test_rows_over_themselves() -> None:
    assert ids(places=[{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}, {"id": "c", "parent": "a"}]) == {
        "circle"
    }
    assert ids(organisations=[{"id": "a", "parent": "a"}]) == {"circle"}
    assert ids(organisations=[{"id": "a"}, {"id": "b", "parent": "a"}, {"id": "c", "parent": "b"}]) == set()


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+49 then", "-A1+1"])
def test_a_text_that_a_spreadsheet_would_run(name: str) -> None:
    assert ids(organisations=[{"id": "a", "name": name}]) == {"formula"}


@pytest.mark.parametrize("name", ["-40", "+5.5", "-", "A=B", "a@b.org"])
def test_a_text_that_a_spreadsheet_would_not_run(name: str) -> None:
    assert ids(organisations=[{"id": "a", "name": name}]) == set()


def test_a_restricted_row_in_an_open_file(tmp_path: Path) -> None:
    path = template.new("KP", tmp_path)
    cases = {
        "": ["record.tier-unsaid"],
        "    tier: restricted\n": ["record.restricted-in-the-open"],
        "    tier: public\n": [],
    }
    for tier, expected in cases.items():
        source = f"references:\n- id: s\n  custom:\n    kind: email\n    seen: no\n{tier}"
        (path / "sources.yaml").write_text(source)
        assert [finding.check for finding in checks.check(reader.read(path).package)] == expected
    (path / "private").mkdir()
    (path / "sources.yaml").rename(path / "private/sources.yaml")
    (path / "private/sources.yaml").write_text("references:\n- id: s\n  custom:\n    kind: email\n    seen: no\n")
    (path / "sources.yaml").write_text("references: []\n")
    assert checks.check(reader.read(path).package) == []


def test_findings_repeat_nothing_of_restricted_rows() -> None:
    secret = "Kim Jane Doe"
    record = package(
        organisations=[{"id": "a", "name": f"={secret}", "tier": "restricted", "country": secret}],
        figures=[{"id": "f", "period": "2024"}],
        claims=[
            {"id": "c", "figure": "f", "kind": "between", "low": 987, "best": None, "high": 654, "tier": "restricted"}
        ],
    )
    lines = [finding.line() for finding in checks.check(record)]
    assert {finding.check for finding in checks.check(record)} >= {
        "record.formula",
        "record.country-code",
        "record.claim-numbers",
    }
    for hidden in (secret, "987", "654"):
        assert hidden not in "".join(lines)


def test_a_finding_says_where_and_what_to_do(tmp_path: Path) -> None:
    path = template.new("KP", tmp_path)
    (path / "figures.csv").write_text("id,title,subject,measure,period\nf,F,kp,mines_destroyed,2024\n")
    (path / "claims.csv").write_text("id,figure,state,kind,low,high,unit,rank\nc,f,value,between,9,8,mines,normal\n")
    (finding,) = checks.check(reader.read(path).package)
    assert finding.line().startswith("claims.csv:2:low: error[record.claim-numbers] low 9 lies above high 8 (claims/c)")
    assert "low <= best <= high" in finding.hint


def test_every_check_has_its_words() -> None:
    ours = [check for check in REGISTRY.values() if check.id.startswith("record.")]
    assert len(ours) > 40
    assert all(check.looks_for and check.remedy.endswith(".") for check in ours)
