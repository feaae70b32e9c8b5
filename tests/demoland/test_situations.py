"""Demoland shows what its own README says, area by area and line by line: numbers by head, in hectares."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ploughshare.land import days, facts
from ploughshare.land.account import Account, account
from ploughshare.land.remains import hazards_on
from ploughshare.land.states import AreaState, LandState, state
from ploughshare.record import reader
from ploughshare.record.package import Package
from rule_tables import tables

RECORD = Path(__file__).resolve().parents[2] / "records" / "demoland"
README = RECORD / "README.md"
YEARS = ("2020", "2021", "2022", "2023", "2024")
HECTARE_M2 = 10_000
CLOSE = 0.000_2
"""The cells of the grid are hectares to within 2 m² in 10,000, and what is hazardous of a field is some of its rows."""
UNLOCATED_HA = 6.0

[AREAS], [WHOLE], [RELEASES], [OF_2024, LATE], [OF_YEARS] = (
    tables(README, column) for column in ("area", "group", "release", "line", "year")
)


@cache
def package() -> Package:
    reading = reader.read(RECORD)
    assert not reading.findings
    return reading.package


@cache
def at_the_end_of(year: str) -> LandState:
    return state(package(), f"{year}-12-31")


@cache
def books(year: int | None, group: str, opening_known_on: str | None = None) -> Account:
    return account(package(), year, group=group, opening_known_on=opening_known_on)


def area(id: str, year: str) -> AreaState:
    found = at_the_end_of(year).area(id)
    assert found is not None, f"{id} is no hazard"
    return found


def hectares(cell: str) -> float:
    return 0.0 if cell == "–" else float(cell)


def close(m2: float | None, ha: float) -> bool:
    return m2 is not None and abs(m2 / HECTARE_M2 - ha) <= max(abs(ha), 1) * CLOSE


@pytest.mark.parametrize("line", AREAS, ids=lambda line: line["area"])
def test_an_area_stands_as_told(line: dict[str, str]) -> None:
    for year in YEARS:
        found = area(line["area"], year)
        assert close(found.remaining_m2, hectares(line[year])), (year, found.remaining_m2)
        assert (found.status == "recorded_later") == (line[year] == "–"), year


@pytest.mark.parametrize("line", WHOLE, ids=lambda line: line["group"])
def test_the_country_stands_as_told(line: dict[str, str]) -> None:
    for year in YEARS:
        land = at_the_end_of(year)
        assert close(land.groups[line["group"]]["hazardous"], hectares(line[year])), year
        assert land.unlocated_m2[line["group"]] == (0 if year == "2020" else UNLOCATED_HA * HECTARE_M2)


def test_every_area_is_told_of() -> None:
    told = {line["area"] for line in AREAS}
    text = README.read_text(encoding="utf-8")
    for row in package().rows("areas"):
        assert row["id"] in told or f"`{row['id']}`" in text, row["id"]


def test_what_is_no_hazard_and_what_has_no_place() -> None:
    left_out = {(out.id, out.reason) for out in at_the_end_of("2024").left_out}
    assert {
        ("a20-unlocated", "no_outline"),
        ("a21-envelope", "survey_envelope"),
        ("a30-undecided", "end_not_established"),
        ("a32-furrow", "same_as"),
    } <= left_out


@pytest.mark.parametrize("line", RELEASES, ids=lambda line: line["release"])
def test_a_release_ends_what_is_told(line: dict[str, str]) -> None:
    id, says, ended, why = line["release"], float(line["says"]), float(line["ended"]), line["why"]
    row = package().row("releases", id)
    assert row is not None
    assert close(float(row["area_m2"]), says)
    whole = books(None, "all")
    released = [one for one in whole.lines if one.sign < 0]
    found = sum(entry.m2 for one in released for entry in one.rows if entry.id == id)
    assert close(found, ended)
    reasons = {out.reason for out in whole.left_out if out.id == id}
    for one in (*whole.lines, *whole.reported):
        for difference in one.differences:
            reasons |= {
                difference.name for entry in difference.rows if entry.id == id and abs(entry.m2) > HECTARE_M2 / 100
            }
    assert why in reasons


@pytest.mark.parametrize("line", OF_2024, ids=lambda line: line["line"])
def test_the_account_of_2024(line: dict[str, str]) -> None:
    _is_posted(books(2024, "all"), line)


@pytest.mark.parametrize("line", LATE, ids=lambda line: line["line"])
def test_the_account_of_2024_from_what_was_known_before(line: dict[str, str]) -> None:
    _is_posted(books(2024, "all", "2024-01-31"), line)


@pytest.mark.parametrize("line", OF_YEARS, ids=lambda line: f"{line['year']}-{line['line']}")
def test_the_accounts_of_other_years(line: dict[str, str]) -> None:
    _is_posted(books(int(line["year"]), line["group"]), line)


def _is_posted(account: Account, line: dict[str, str]) -> None:
    assert account.balances
    posted = account.line(line["line"])
    assert close(posted.measured_m2, float(line["ha"])), posted.measured_m2
    told = dict(part.rsplit(" ", 1) for part in line["from"].split(", ")) if line["from"] else {}
    if told:
        from_rows = {entry.id: entry.m2 for entry in posted.rows if abs(entry.m2) > 1}
        assert set(from_rows) == set(told)
        assert all(close(from_rows[id], float(ha)) for id, ha in told.items())


def test_no_other_line_moves_in_2024() -> None:
    told = {line["line"] for line in OF_2024}
    moving = {line.key for line in books(2024, "all").lines if abs(line.measured_m2) > 1}
    assert moving == told


@pytest.mark.parametrize("year", [None, 2020, 2021, 2022, 2023, 2024])
@pytest.mark.parametrize("group", ["all", "ap_mined_area", "confirmed", "av_mines"])
def test_every_account_balances(year: int | None, group: str) -> None:
    posted = books(year, group)
    assert posted.balances, posted.off_by_m2
    for line in posted.lines:
        assert sum(difference.m2 for difference in line.differences) == pytest.approx(
            line.stated_m2 - line.measured_m2, abs=0.01
        )


@pytest.mark.parametrize(
    ("area", "day", "others"),
    [
        ("a09-cleared-before", "2020-12-31", ()),
        ("a09-cleared-before", "2021-12-31", ("a09-re-emplaced",)),
        ("a09-cleared-before", "2024-12-31", ("a09-cause-unknown", "a09-displaced", "a09-missed")),
        ("a19-east", "2024-12-31", ("a19-west",)),
        ("a23-parent", "2024-12-31", ("a23-north", "a23-south")),
        ("a36-handed-over", "2024-12-31", ()),
        ("a02-tie", "2024-12-31", ()),
    ],
)
def test_of_released_land_it_is_told_what_others_hold_there(area: str, day: str, others: tuple[str, ...]) -> None:
    assert hazards_on(facts.read(package()), days.interval(day)[1]).get(area, ()) == others


def test_land_of_no_stated_type_is_told_beside_the_types() -> None:
    gap = at_the_end_of("2024").not_stated
    assert (gap.untyped_areas, gap.unsized_areas) == (1, 0)
    assert close(gap.untyped_m2, 10)
