"""How areas stand, and figures over rows of devices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from land_words import hectares, land
from ploughshare import figure
from ploughshare.land import derived
from ploughshare.land.states import AreaState, state
from small_packages import package


def area(areas: str, releases: str, on: str, id: str = "A") -> AreaState:
    found = state(land(areas, releases), on).area(id)
    assert found is not None
    return found


RELEASE = "R: 0-3 AP 2018-05-01 accepted 2018-06-01"
ALL = "R: 0-4 AP 2018-05-01 accepted 2018-06-01"


@pytest.mark.parametrize(
    ("areas", "releases", "on", "status", "remaining", "last"),
    [
        ("A: 0-4 AP 2015-03-02", "-", "2014", "recorded_later", 0, None),
        ("A: 0-4 AP 2015-03-02", "-", "2016", "hazardous", 4, ("2015-03-02", "identified")),
        ("A: 0-4 AP 2015-03-02", RELEASE, "2018-05-31", "hazardous", 4, ("2015-03-02", "identified")),
        ("A: 0-4 AP 2015-03-02", RELEASE, "2018-06-01", "partly_released", 1, ("2018-06-01", "cleared")),
        ("A: 0-4 AP 2015-03-02", ALL, "2019", "released", 0, ("2018-06-01", "cleared")),
        (
            "A: 0-4 AP 2015-03-02",
            f"{RELEASE} withdrawn 2019-02-01",
            "2019",
            "hazardous",
            4,
            ("2019-02-01", "acceptance_withdrawn"),
        ),
        (
            "A: 0-4 AP 2015-03-02 ended 2019-02-01 as wrong_entry",
            "-",
            "2019",
            "ended",
            0,
            ("2019-02-01", "wrong_entry"),
        ),
        (
            "A: 0-4 sha AP 2015-03-02 turned 2019-02-01 cha",
            RELEASE,
            "2019",
            "partly_released",
            1,
            ("2019-02-01", "reclassified"),
        ),
        ("A: nowhere AP 2015-03-02 stated 2", RELEASE, "2019", "hazardous", 2, ("2015-03-02", "identified")),
    ],
)
def test_how_an_area_stands(
    areas: str, releases: str, on: str, status: str, remaining: float, last: tuple[str, str] | None
) -> None:
    found = area(areas, releases, on)
    assert found.status == status
    assert found.remaining_m2 is not None
    assert hectares(found.remaining_m2) == remaining
    event = found.last_event
    assert (event and (event.day, event.what)) == last


def test_what_was_released_of_an_area_stands_by_kind() -> None:
    kinds = (
        "R: 0-1 cancelled AP 2018-05-01 accepted 2018-06-01; S: 1-2 reduced AP 2018-05-01 accepted 2018-06-01; "
        "T: 2-3.5 AP 2018-05-01 accepted 2018-06-01; U: 3-3.5 AP 2019-05-01 accepted 2019-06-01"
    )
    found = area("A: 0-4 AP 2015", kinds, "2020")
    assert {line: hectares(m2) for line, m2 in found.released_m2.items() if m2} == {
        "cancelled": 1,
        "reduced_without_technical_asset": 1,
        "cleared": 1.5,
    }


FIELD = {"type": "Polygon", "coordinates": [[[129.5, 38.5], [129.51, 38.5], [129.51, 38.51], [129.5, 38.5]]]}


def test_what_no_number_holds_is_told() -> None:
    untyped = [
        {"id": "drawn", "hazard_types": (), "geometry": FIELD, "identified": "2015-03-02"},
        {"id": "sized", "hazard_types": (), "area_m2": Decimal(2000), "identified": "2015-03-02"},
        {"id": "bare", "hazard_types": ("ap_mines",), "identified": "2015-03-02"},
        {"id": "later", "hazard_types": (), "area_m2": Decimal(1), "identified": "2019-01-01"},
    ]
    found = state(package(areas=untyped), "2018")
    gap = found.not_stated
    assert (gap.untyped_areas, gap.unsized_areas) == (2, 1)
    assert gap.untyped_m2 == pytest.approx(found.groups["all"]["hazardous"] + 2000)
    assert found.groups["ap_mined_area"]["hazardous"] == 0
    assert found.as_json()["not_stated"]["untyped_areas"] == 2


def devices(*rows: dict[str, Any], **tables: Any) -> Any:
    activities = [
        {"id": "task", "organisation": "op", "ended": "2018-09-01"},
        {"id": "spot", "kind": "spot_task", "organisation": "other"},
    ]
    return package(devices=rows, activities=activities, organisations=[{"id": "op"}, {"id": "other"}], **tables)


ONE = {"activity": "task", "quantity": 5, "date": "2018-03"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ONE], "5 mines"),
        ([ONE, {**ONE, "category": "ap_improvised_mine", "activity": "spot"}], "10 mines"),
        ([ONE, {**ONE, "category": "av_mine"}], "5 mines"),
        ([ONE, {**ONE, "date": "2017"}], "5 mines"),
        ([{**ONE, "date": None}], "5 mines"),
        ([ONE, {**ONE, "quantity": None}], "at least 5 mines"),
        ([ONE, {"activity": "spot", "quantity": 3}], "at least 5 mines"),
        ([ONE, {**ONE, "disposal": "left"}], "5 mines"),
        ([ONE, {**ONE, "disposal": "not_known"}], "at least 5 mines"),
        ([ONE, {**ONE, "disposal": "removed_and_destroyed"}], "10 mines"),
        ([{**ONE, "quantity": None}], "unknown"),
        ([], "not reported"),
    ],
)
def test_devices_destroyed(rows: list[dict[str, Any]], said: str) -> None:
    made = derived.flow(devices(*rows), "ap_mines_destroyed", "2018")
    assert figure.say(made.figure) == said
    if made.figure.best is not None:
        assert sum(entry.m2 for entry in made.rows) == made.figure.best


def test_devices_by_organisation_and_reports_that_did_not_come() -> None:
    expected = [{"measure": "ap_mines_destroyed", "period": "2018", "organisation": name} for name in ("op", "other")]
    record = devices(ONE, expected=expected)
    read = derived.reader(record)
    assert figure.say(read("ap_mines_destroyed", "2018", None).figure) == "at least 5 mines"
    assert figure.say(read("ap_mines_destroyed", "2018", "op").figure) == "5 mines"
    assert [gap.organisation for gap in read("ap_mines_destroyed", "2018", None).missing] == ["other"]


def test_a_measure_that_rows_do_not_answer_is_an_error() -> None:
    with pytest.raises(KeyError):
        derived.reader(land("A: 0-4 AP 2015"))("personnel", "2018", None)
    with pytest.raises(ValueError, match="no month 13"):
        derived.reader(land("A: 0-4 AP 2015"))("cleared_area", "2018-13", None)


def test_a_stock_at_a_date_and_a_place() -> None:
    record = land("A: 0-4 AP 2015 in north; B: 5-6 AP 2016-05-01 in south")
    assert figure.say(derived.stock(record, "contamination_extent", "2015").figure).startswith("40,000")
    assert figure.say(derived.stock(record, "contamination_extent", "2016").figure).startswith("50,000")
    assert figure.say(derived.stock(record, "contamination_extent", "2016", place="south").figure).startswith("10,000")
