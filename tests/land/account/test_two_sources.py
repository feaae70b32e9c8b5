"""Two sources compared: whatever the rows, named lines come to the difference, and nothing is counted twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from land_words import HECTARE_M2, land, outline
from ploughshare.land.matching import match
from ploughshare.land.reconcile import Reconciliation, reconcile
from ploughshare.record.package import Package
from small_packages import package, said

days = st.sampled_from(["2018-05-01", "2018-06-01", "2019-01-01", "2018", None])


@st.composite
def releases(draw: st.DrawFn, number: int) -> dict[str, Any]:
    start = draw(st.integers(0, 5))
    return {
        "id": f"r{number}",
        "source": draw(st.sampled_from(["a", "b"])),
        "original_id": draw(st.sampled_from([None, "1", "2"])),
        "kind": draw(st.sampled_from(["cleared", "cleared", "reduced", "cancelled"])),
        "released": draw(days),
        "acceptance": draw(st.sampled_from(["accepted", "pending"])),
        "area_m2": draw(st.sampled_from([None, 10_000, 12_000, 12_000_000_000, 0])),
        "geometry": draw(st.sampled_from([None, outline(f"{start}-{start + 2}")])),
        "same_as": draw(st.sampled_from([None, None, "r0"])) if number else None,
    }


@st.composite
def records(draw: st.DrawFn) -> Package:
    rows = [draw(releases(number)) for number in range(draw(st.integers(1, 7)))]
    claims = draw(st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True))
    return package(
        sources=[{"id": "a"}, {"id": "b"}],
        releases=rows,
        figures=[{"id": "cleared", "measure": "cleared_area", "period": "2018"}] if claims else [],
        claims=[{"id": f"of-{name}", "figure": "cleared", "best": 0.05, "unit": "km2"} for name in claims],
        citations=[said(f"of-{name}", name) for name in claims],
    )


def numbers(made: Reconciliation) -> dict[str, float]:
    return {one.what: one.a_m2 - one.b_m2 for one in made.compared}


@settings(max_examples=150, deadline=None)
@given(records(), st.sampled_from([2018, None]))
def test_named_lines_come_to_the_difference(record: Package, year: int | None) -> None:
    made = reconcile(record, "a", "b", year=year)
    assert made.is_explained
    for one in made.compared:
        for line in one.lines:
            assert sum(told.m2 for told in line.rows) == pytest.approx(line.m2)
    back = numbers(reconcile(record, "b", "a", year=year))
    assert {what: -m2 for what, m2 in numbers(made).items()} == pytest.approx(back)
    with_itself = reconcile(record, "a", "a", year=year)
    assert not any(numbers(with_itself).values())
    assert {line.name for one in with_itself.compared for line in one.lines} <= {"figure_against_rows"}


@settings(max_examples=100, deadline=None)
@given(records())
def test_each_row_has_one_partner_at_most(record: Package) -> None:
    ours, theirs = ([row for row in record.rows("releases") if row["source"] == name] for name in ("a", "b"))
    pairs, only_ours, only_theirs = match(ours, theirs)
    seen = Counter([pair.a["id"] for pair in pairs] + [row["id"] for row in only_ours])
    assert seen == Counter(row["id"] for row in ours)
    seen = Counter([pair.b["id"] for pair in pairs] + [row["id"] for row in only_theirs])
    assert seen == Counter(row["id"] for row in theirs)


def test_a_total_that_a_source_states_is_set_against_its_rows() -> None:
    bare = land("-", "R: 0-2 2018-05-01 source a; S: 0-2 2018-05-01 source b")
    record = package(
        sources=bare.rows("sources"),
        releases=bare.rows("releases"),
        figures=[{"id": "cleared", "measure": "cleared_area", "period": "2018"}],
        claims=[{"id": "of-a", "figure": "cleared", "best": 0.05, "unit": "km2"}],
        citations=[said("of-a", "a")],
    )
    [cleared] = [one for one in reconcile(record, "a", "b", year=2018).compared if one.what == "cleared"]
    assert (cleared.a_m2, cleared.b_m2, cleared.a_figure) == (50_000, pytest.approx(2 * HECTARE_M2), "of-a")
    assert [(line.name, round(line.m2)) for line in cleared.lines] == [("figure_against_rows", 30_000)]


def test_of_one_type_of_hazard_figures_of_it_are_taken() -> None:
    bare = land("-", "R: 0-2 AP 2018-05-01 source a; S: 3-4 AV 2018-05-01 source a; T: 0-2 AP 2018-05-01 source b")
    record = package(
        sources=bare.rows("sources"),
        releases=bare.rows("releases"),
        figures=[{"id": "cleared", "measure": "cleared_area", "period": "2018", "hazard_type": "ap_mines"}],
        claims=[{"id": "of-a", "figure": "cleared", "best": 0.05, "unit": "km2"}],
        citations=[said("of-a", "a")],
    )
    of_all, of_ap = (
        reconcile(record, "a", "b", year=2018),
        reconcile(record, "a", "b", year=2018, hazard_type="ap_mines"),
    )
    totals = [round(one.a_m2 - one.b_m2) for made in (of_all, of_ap) for one in made.compared if one.what == "cleared"]
    assert totals == [10_000, 30_000]


def test_organisations_are_compared_as_sources_are() -> None:
    record = land("A: 0-4 AP 2018 by one in north; B: 0-3 AP 2018 by two in north; C: 6-9 AP 2018 by two in south")
    everywhere = reconcile(record, "one", "two")
    assert [(line.name, round(line.m2)) for line in everywhere.compared[0].lines] == [
        ("only_in_b", -30_000),
        ("area_differs", 10_000),
    ]
    north = reconcile(record, "one", "two", place="north")
    assert [line.name for line in north.compared[0].lines] == ["area_differs"]
    [(table, pair)] = north.pairs
    assert (table, pair.by, pair.alike) == ("areas", "outline", pytest.approx(0.75, abs=1e-3))
