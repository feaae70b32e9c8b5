"""The account of made-up records: it balances, its differences explain it, doubt never releases, order is nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from land_words import land, outline
from ploughshare.land.account import CLOSE, Account, of_year
from ploughshare.land.engine import partition
from ploughshare.land.facts import read
from ploughshare.land.parts import split
from ploughshare.land.posted import Posted
from ploughshare.land.states import state
from ploughshare.record.package import Package
from small_packages import package

TYPES = ("ap_mines", "av_mines", "improvised_mines")
EVERY = (*TYPES, "cluster_munition_remnants", "other_eo")
IDS = tuple(f"a{number}" for number in range(6))
MOST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

days = st.dates(date(2015, 1, 1), date(2021, 12, 31)).map(date.isoformat)
dates = st.one_of(days, days, days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))
maybe_dates = st.one_of(dates, dates, dates, st.none())
types = st.sampled_from(
    [("ap_mines",), ("ap_mines",), ("av_mines",), ("ap_mines", "av_mines"), ("improvised_mines",), ()]
)
stretches = st.tuples(st.integers(0, 8), st.integers(1, 4)).map(lambda cut: outline(f"{cut[0]}-{cut[0] + cut[1]}"))
geometries = st.one_of(
    stretches,
    stretches,
    stretches,
    st.just(outline("3-1")),
    st.just({"type": "Point", "coordinates": [20.0, 0.0]}),
    st.none(),
)
stated = st.sampled_from([None, 0, 10_000, 25_000, 400, 10_000 * 10_000])


@st.composite
def areas(draw: st.DrawFn, id: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": id,
        "area_class": draw(st.sampled_from(["sha", "cha", "cha", "survey_envelope"])),
        "hazard_types": draw(types),
        "identified": draw(maybe_dates),
        "recorded": draw(st.one_of(st.none(), dates)),
        "geometry": draw(geometries),
        "area_m2": draw(stated),
        "hazard_depth_m": draw(st.sampled_from([None, None, 0.1, 0.2])),
        "place": draw(st.sampled_from([None, "north", "south", "town"])),
        "organisation": draw(st.sampled_from([None, "one", "two"])),
        "formed_from": draw(st.sampled_from([(), (), ("a0",), ("a1",), ("a0", "a2")])),
        "same_as": draw(st.sampled_from([None, None, None, None, None, "a0", "a3"])),
        "found_cause": draw(st.sampled_from([None, None, "missed"])),
    }
    if draw(st.booleans()):
        row["ended"] = draw(dates)
        row["end_reason"] = draw(
            st.sampled_from(["redrawn", "split", "merged", "reclassified", "duplicate", "wrong_entry"])
        )
        row["end_decided_by"] = draw(st.sampled_from(["one", "one", None]))
    return row


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "area": draw(st.sampled_from(IDS[:3])),
        "date": draw(maybe_dates),
        "area_class": draw(st.sampled_from([None, "sha", "cha", "survey_envelope"])),
        "hazard_types": draw(types),
        "decided_by": draw(st.sampled_from(["one", None])),
    }


@st.composite
def releases(draw: st.DrawFn, id: str) -> dict[str, Any]:
    return {
        "id": id,
        "kind": draw(st.sampled_from(["cancelled", "reduced", "cleared"])),
        "technical_asset": draw(st.sampled_from([None, "yes", "no"])),
        "hazard_types": draw(st.sampled_from([EVERY, EVERY, ("ap_mines",), ("ap_mines", "av_mines"), ()])),
        "released": draw(maybe_dates),
        "accepted": draw(maybe_dates),
        "recorded": draw(st.one_of(st.none(), dates)),
        "acceptance": draw(st.sampled_from(["accepted"] * 5 + ["pending", "rejected", "suspended", "not_known"])),
        "withdrawn": draw(st.one_of(st.none(), st.none(), st.none(), dates)),
        "depth_m": draw(st.sampled_from([None, 0.1, 0.15, 0.3])),
        "geometry": draw(geometries),
        "area_m2": draw(stated),
        "areas": draw(st.sampled_from([(), ("a0",), ("a1", "a2")])),
        "organisation": draw(st.sampled_from([None, "one", "two"])),
        "place": draw(st.sampled_from([None, "north", "town"])),
    }


@st.composite
def records(draw: st.DrawFn) -> dict[str, Sequence[Mapping[str, Any]]]:
    number = draw(st.integers(1, len(IDS)))
    return {
        "areas": [draw(areas(id)) for id in IDS[:number]],
        "area_statuses": [
            {"id": f"s{n}", **change}
            for n, change in enumerate(draw(st.lists(changes(), max_size=3)))
            if change["area"] in IDS[:number]
        ],
        "releases": [draw(releases(f"r{n}")) for n in range(draw(st.integers(0, 5)))],
        "inspections": [
            {"release": "r0", "date": day, "result": "rejected"} for day in draw(st.lists(maybe_dates, max_size=1))
        ],
        "places": [{"id": "north"}, {"id": "south"}, {"id": "town", "parent": "north"}],
        "organisations": [{"id": "one"}, {"id": "two"}],
    }


GROUPS = ("all", "ap_mined_area", "confirmed")


def accounts(record: Package, group: str) -> list[Account]:
    posted = Posted.of(record, group)
    before = Posted.of(record, group, known_on="2018-06-30")
    years = [of_year(posted, year) for year in (None, *range(2015, 2022))]
    return [*years, of_year(posted, 2019, before=before)]


@pytest.mark.slow
@MOST
@given(records(), st.sampled_from(GROUPS))
def test_it_adds_up_and_every_difference_is_named(rows: dict[str, Any], group: str) -> None:
    for made in accounts(package(**rows), group):
        assert made.balances, made.off_by_m2
        for line in (*made.lines, *made.reported):
            named = sum(difference.m2 for difference in line.differences)
            assert named == pytest.approx(line.stated_m2 - line.measured_m2, abs=1e-6), line.key
            for difference in line.differences:
                assert sum(entry.m2 for entry in difference.rows) == pytest.approx(difference.m2, abs=1e-6)
                assert difference.name != "rounding" or abs(difference.m2) <= CLOSE
            assert sum(entry.m2 for entry in line.rows) == pytest.approx(line.measured_m2, abs=1e-6)
            assert sum(entry.m2 for entry in line.stated_rows) == pytest.approx(line.stated_m2, abs=1e-6)
            if line.sign and not line.key.startswith("correction"):
                assert line.measured_m2 >= -CLOSE, line.key


@pytest.mark.slow
@MOST
@given(records(), st.integers(2015, 2022))
def test_hazardous_land_is_what_the_rule_says_point_by_point(rows: dict[str, Any], year: int) -> None:
    """The strip is cut at whole hundreds of metres, so a point in each stretch tells of all of it."""
    import shapely

    record = package(**rows)
    facts = read(record)
    events, day = facts.events, (date(year, 12, 31) - date(1970, 1, 1)).days
    for group in GROUPS:
        hazardous = 0.0
        for stretch in range(12):
            middle = shapely.geometry.shape(outline(f"{stretch}-{stretch + 1}"))
            hazardous += middle.area * _is_hazardous(events, facts.mask(group), day, middle.centroid)
        hectare = shapely.geometry.shape(outline("0-1")).area
        crossed = any(row["geometry"] == outline("3-1") for row in rows["areas"])
        if not crossed:
            found = state(record, str(year)).groups[group]["hazardous"]
            assert found / 10_000 == pytest.approx(hazardous / hectare, abs=1e-3), group


def _is_hazardous(events: Any, group: int, day: int, point: Any) -> bool:
    here = [
        n for n in range(len(events))
        if events.start[n] <= day < events.end[n] and events.shapes[n] is not None and events.shapes[n].covers(point)
    ]  # fmt: skip
    for bit in (1 << n for n in range(64)):
        if not bit & group:
            continue
        hazards = [events.power[n] for n in here if events.is_hazard[n] and bit & int(events.channels[n])]
        strongest = max(
            (events.power[n] for n in here if not events.is_hazard[n] and bit & int(events.channels[n])), default=None
        )
        if hazards and (strongest is None or max(hazards) >= strongest):
            return True
    return False


@pytest.mark.slow
@MOST
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: dict[str, Any], random: Any) -> None:
    record = package(**rows)
    tables = {name: random.sample(list(table), len(table)) for name, table in record.tables.items()}
    for one, other in zip(accounts(record, "all"), accounts(replace(record, tables=tables), "all"), strict=True):
        assert [(line.key, round(line.stated_m2, 6)) for line in one.lines] == [
            (line.key, round(line.stated_m2, 6)) for line in other.lines
        ]
        for line in one.lines:
            assert other.line(line.key).measured_m2 == pytest.approx(line.measured_m2, abs=1.0), line.key


DOUBTS: Mapping[str, Mapping[str, Any]] = {
    "pending": {"acceptance": "pending"},
    "undated": {"released": None},
    "no types": {"hazard_types": ()},
    "crossed": {"geometry": outline("3-1")},
    "no outline": {"geometry": None},
    "coarser date": {"released": "2015"},
    "withdrawn": {"withdrawn": "2014"},
    "no depth": {"depth_m": None},
}


@pytest.mark.slow
@MOST
@given(records(), st.sampled_from(sorted(DOUBTS)), st.sampled_from(GROUPS))
def test_doubt_about_a_release_never_releases(rows: dict[str, Any], doubt: str, group: str) -> None:
    doubtful = [{**row, **DOUBTS[doubt]} for row in rows["releases"]]
    sure, unsure = package(**rows), package(**{**rows, "releases": doubtful})
    for year in range(2015, 2023):
        known, less_known = (state(record, str(year)).groups[group]["hazardous"] for record in (sure, unsure))
        assert less_known >= known - CLOSE, (year, doubt)


HAZARD_DOUBTS: Mapping[str, Mapping[str, Any]] = {
    "undated": {"identified": None, "recorded": None},
    "no types": {"hazard_types": ()},
    "no decision": {"end_decided_by": None},
    "no exact end": {"ended": "2019"},
    "no depth reached": {"hazard_depth_m": 0.9},
}


@pytest.mark.slow
@MOST
@given(records(), st.sampled_from(sorted(HAZARD_DOUBTS)))
def test_doubt_about_a_hazard_never_releases(rows: dict[str, Any], doubt: str) -> None:
    told = [{**row, "same_as": None} for row in rows["areas"]]
    doubtful = [{**row, **HAZARD_DOUBTS[doubt]} for row in told]
    without = {**rows, "area_statuses": []}
    sure, unsure = package(**{**without, "areas": told}), package(**{**without, "areas": doubtful})
    for year in range(2015, 2023):
        known, less_known = (state(record, str(year)).groups["all"]["hazardous"] for record in (sure, unsure))
        assert less_known >= known - CLOSE, (year, doubt)


@pytest.mark.slow
@MOST
@given(records(), st.sampled_from([2016, 2019, None]))
def test_parts_come_to_the_whole(rows: dict[str, Any], year: int | None) -> None:
    record = package(**rows)
    of_organisations = split(record, "organisation", year)
    for key, (stated_gap, measured_gap) in of_organisations.between.items():
        assert key in ("opening", "closing") or abs(stated_gap) <= CLOSE >= abs(measured_gap), key
    of_places = split(record, "place", year)
    assert all(part.account.balances for part in of_places.parts)
    assert of_places.between.get("closing", (0, 0))[1] >= -CLOSE
    every = [entry for part in of_places.parts for entry in part.account.lines[-1].rows if entry.table == "areas"]
    whole = {entry.id for entry in of_places.whole.lines[-1].rows if entry.table == "areas"}
    assert {entry.id for entry in every} >= whole


def test_it_says_by_how_much_it_does_not_add_up() -> None:
    posted = Posted.of(land("A: 0-4 AP 2015", "R: 0-1 AP 2018-05-01 accepted 2018-06-01"), "all")
    lost = next(posting for posting in posted.postings if posting.line == "cleared")
    posted.postings.remove(lost)
    made = of_year(posted, None)
    assert lost.measured == pytest.approx(10_000, rel=1e-3)
    assert not made.balances
    assert abs(made.off_by_m2[2]) == pytest.approx(lost.measured)


def test_no_row_is_left_out_silently() -> None:
    record = land(
        "A: 0-4 AP 2015; B: 0-9 survey 2015; C: 0-4 AP 2015 same A; D: nowhere AP 2015 stated 1; E: point AP 2015; "
        "F: 4-5 AP 2015 ended 2019 as wrong_entry; G: 5-6 AP 2015 turned 2019 AV",
        "R: 0-1 AP 2018-05-01 accepted 2018-06-01 pending; S: 0-1 AP undated accepted 2018-06-01; "
        "T: 0-1 AP 2018-05-01; U: 0-1 untyped 2018-05-01 accepted 2018-06-01; "
        "V: 1-0 AP 2018-05-01 accepted 2018-06-01; "
        "W: nowhere AP 2018-05-01 accepted 2018-06-01; X: 0-1 AP 2018-05-01 accepted 2018-06-01",
    )
    found = {(out.id, out.reason) for out in read(record).left_out}
    assert found == {
        ("B", "survey_envelope"),
        ("C", "same_as"),
        ("D", "no_outline"),
        ("E", "point_or_line"),
        ("F", "end_not_established"),
        ("area_statuses-1", "change_not_established"),
        ("R", "pending"),
        ("S", "undated"),
        ("T", "acceptance_undated"),
        ("U", "no_types"),
        ("V", "invalid_outline"),
        ("W", "no_outline"),
    }


def test_the_numbers_of_an_area_without_an_outline_are_said() -> None:
    made = of_year(
        Posted.of(land("A: 0-4 AP 2015; B: nowhere AP 2016 stated 3; C: nowhere AP 2016 stated nothing"), "all"), None
    )
    closing = made.line("closing")
    assert closing.unlocated_m2 == 30_000
    assert closing.measured.kind == "at_least"
    assert closing.stated.kind == "at_least"


def test_a_year_ago_tells_what_a_partition_of_that_day_does() -> None:
    record = land("A: 0-4 AP 2015; B: 3-6 AV 2017-03-01", "R: 0-2 AP 2018-05-01 accepted 2018-06-01")
    facts = read(record)
    whole = partition(facts.events, [facts.mask("all")])
    posted = Posted.of(record, "all")
    for day in (date(2016, 12, 31) + timedelta(365 * n) for n in range(4)):
        number = (day - date(1970, 1, 1)).days
        hazardous = float(whole.hazardous_m2([number], 0)[0])
        assert state(record, day.isoformat()).groups["all"]["hazardous"] == hazardous
        assert posted.measured.hazardous(number) == hazardous


def test_of_very_many_rows_the_smaller_are_one_entry() -> None:
    made = of_year(Posted.of(land("A: 0-4 AP 2015; B: 5-6 AP 2015; C: 7-9 AP 2015"), "all"), None)
    every = made.line("closing").as_json()["rows"]
    some = made.as_json(most_rows=1)["lines"][-1]["rows"]
    assert [row["id"] for row in some] == ["A", "2 others"]
    assert sum(row["m2"] for row in some) == pytest.approx(sum(row["m2"] for row in every), abs=1e-5)


def test_the_types_of_a_group_are_its_parts() -> None:
    record = land("A: 0-4 AP 2015; B: 3-6 sha IED 2015; C: 7-9 AV 2015; D: 8-9 untyped 2015")
    ids = {group: [part.id for part in split(record, "hazard_type", None, group=group).parts] for group in GROUPS}
    assert ids["ap_mined_area"] == ["ap_mines", "improvised_mines"]
    assert ids["all"] == [*EVERY, "not_stated"]
    improvised = split(record, "hazard_type", None, group="confirmed").parts[ids["confirmed"].index("improvised_mines")]
    assert improvised.account.line("closing").measured_m2 == 0


def test_the_cause_of_a_find_is_that_of_the_area_drawn_for_it() -> None:
    bare = land("A: 0-4 AP 2015; B: 0-1 AP 2019-05-01", "R: 0-3 AP 2018-05-01 accepted 2018-06-01")
    record = package(
        areas=bare.rows("areas"),
        releases=bare.rows("releases"),
        finds=[{"found": "2019-04-30", "release": "R", "area": "B", "cause": "displaced"}],
    )
    made = of_year(Posted.of(record, "all"), 2019)
    assert made.line("found_displaced").measured_m2 == pytest.approx(10_000, rel=1e-3)
    assert made.line("found_displaced").stated_m2 == pytest.approx(10_000)


def test_a_slip_in_a_year_makes_no_account_of_empty_centuries() -> None:
    posted = Posted.of(land("A: 0-4 AP 0201-05-01; B: 0-4 AP 2023"), "all")
    assert posted.years == range(1900, 2026)
    assert of_year(posted, 1900).line("opening").measured_m2 == pytest.approx(40_000, rel=1e-3)


def test_an_area_that_comes_in_with_an_old_and_a_new_type_is_no_twice_counted_land() -> None:
    record = land(
        "A: 0-4 sha AP 2015 turned 2019-03-01 cha turned 2019-03-01 AP+AV; B: 3-6 AP 2015",
        "R: 0-1 every 2018 accepted 2018 of A",
    )
    made = of_year(Posted.of(record, "confirmed"), 2019)
    named = {
        line.key: {one.name: round(one.m2, -2) for one in line.differences if abs(one.m2) > 1} for line in made.lines
    }
    assert named["reclassified_in"] == {
        "counted_twice": 10_000,
        "already_released": -10_000,
        "drawn_over_released_land": 10_000,
    }
    assert named["found_cause_not_known"] == {"drawn_over_released_land": -10_000}
    assert made.line("reclassified_in").stated_m2 == pytest.approx(30_000)
