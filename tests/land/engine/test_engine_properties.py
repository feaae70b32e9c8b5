"""What must hold for any hazards and releases: the sweep against faces judged one by one, and what people rely on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from land_events import AP, AV, CLUSTER, Event, event_lists, events_of
from ploughshare.land.engine import Partition, State, exact, partition
from ploughshare.land.engine.tally import PER_M2, Tally

GROUPS = [AP, AV, AP | AV | CLUSTER]
DAYS = list(range(-1, 12))
CLOSE = 1e-4
"""Square metres, of shapes of some ten."""


def losses(tally: Tally) -> dict[tuple[int, int], tuple[float, float]]:
    """What each hazard lost to each release, and got back, in square metres."""
    values = zip(tally.pairs.tolist(), tally.lost / PER_M2, tally.returned / PER_M2, strict=True)
    return {(pair[0], pair[1]): (lost, returned) for pair, lost, returned in values}


def assert_same(one: Tally, other: Tally, *, within: float) -> None:
    """Two tallies agree in every area, within so many square metres."""
    assert one.exposed.sum() == pytest.approx(other.exposed.sum(), abs=within * PER_M2)
    for name in ("area", "started", "ended"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=0, atol=within * PER_M2, err_msg=name)
    here, there = losses(one), losses(other)
    for pair in here | there:
        assert here.get(pair, (0, 0)) == pytest.approx(there.get(pair, (0, 0)), abs=within), pair


def flat(rows: list[Event]) -> Partition:
    """The partition of rows in metres."""
    return partition(events_of(rows), GROUPS, plane="flat", threads=1)


@given(event_lists())
@settings(max_examples=300)
def test_the_sweep_agrees_with_faces_judged_one_by_one(rows: list[Event]) -> None:
    found = flat(rows)
    assert not len(found.redone)
    assert not len(found.repaired)
    events = events_of(rows)
    assert_same(found.tally, exact.tally(events, GROUPS, events.shapes), within=CLOSE)


@given(event_lists(), st.floats(0, 3), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_nor_does_it_matter_where_and_how_turned_they_lie(rows: list[Event], turn: float, x: float, y: float) -> None:
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    moved = [row._replace(shape=shapely.transform(row.shape, lambda xy: xy @ matrix + (x, y))) for row in rows]
    found = flat(moved)
    assert not len(found.redone)
    assert_same(found.tally, flat(rows).tally, within=1e-2)


@given(event_lists())
def test_states_partition_the_land(rows: list[Event]) -> None:
    land = shapely.area(shapely.union_all([row.shape for row in rows]))
    found = flat(rows)
    for group in range(len(GROUPS)):
        areas = found.state_m2(DAYS, group)
        assert (areas > -CLOSE).all()
        np.testing.assert_allclose(areas.sum(axis=1), land, atol=CLOSE)


@given(event_lists(), st.randoms())
def test_the_order_of_input_does_not_matter(rows: list[Event], random: Any) -> None:
    order = random.sample(range(len(rows)), len(rows))
    one, other = flat(rows), flat([rows[i] for i in order])
    for group in range(len(GROUPS)):
        np.testing.assert_allclose(other.state_m2(DAYS, group), one.state_m2(DAYS, group), atol=CLOSE)
    for day in DAYS:
        np.testing.assert_allclose(other.remaining_m2(day), one.remaining_m2(day)[order], atol=CLOSE)


@given(event_lists(), st.data())
def test_doubt_never_releases(rows: list[Event], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(rows) - 1))
    before, after = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))
    row = rows[which]
    power = row.start if row.power is None else row.power
    # A vaguer hazard can have begun earlier and be later; a vaguer release counts later and can have been earlier.
    if row.state == State.HAZARDOUS:
        vaguer = row._replace(start=row.start - before, power=power + after)
    else:
        vaguer = row._replace(start=row.start + after, power=power - before)
    sure, vague = flat(rows), flat([*rows[:which], vaguer, *rows[which + 1 :]])
    for group in range(len(GROUPS)):
        assert (vague.hazardous_m2(DAYS, group) >= sure.hazardous_m2(DAYS, group) - CLOSE).all()


@given(event_lists())
def test_what_is_hazardous_is_what_came_less_what_went(rows: list[Event]) -> None:
    found = flat(rows)
    events = events_of(rows)
    for group in range(len(GROUPS)):
        day = max(DAYS)
        started, ended = (events.start <= day) & (events.start < events.end), events.end <= day
        new, credit, end = events.is_hazard & started, found.credit[group], found.ended[group]
        balance = credit[new].sum() - credit[new, State.HAZARDOUS].sum()
        balance -= credit[started & ~events.is_hazard, State.HAZARDOUS].sum()
        balance -= end[events.is_hazard & ended].sum() - end[events.is_hazard & ended, State.HAZARDOUS].sum()
        balance += end[~events.is_hazard & ended, State.HAZARDOUS].sum()
        assert found.hazardous_m2([day], group)[0] == pytest.approx(balance, abs=CLOSE)


@given(event_lists())
def test_what_remains_of_hazards_adds_up(rows: list[Event]) -> None:
    found = flat(rows)
    sums = [found.remaining_m2(day).sum() for day in DAYS]
    np.testing.assert_allclose(found.remaining_sum_m2(DAYS), sums, atol=CLOSE)


def spread(rows: list[Event], places: list[int]) -> list[Event]:
    """Rows moved apart by places, so that some hang together and some do not."""
    return [
        row._replace(shape=shapely.transform(row.shape, lambda xy, place=place: xy + 20 * place))
        for row, place in zip(rows, places, strict=True)
    ]


def on_earth(rows: list[Event]) -> list[Event]:
    """Rows as if their metres were tenths of degrees about the 180th meridian."""
    return [row._replace(shape=shapely.transform(row.shape, lambda xy: xy * 0.1 + (179, 50))) for row in rows]


def assert_as_if_anew(one: Partition, other: Partition, plane: Any) -> None:
    """Two partitions are the same: to the last bit, where the world was not cut open elsewhere."""
    assert_same(one.tally, other.tally, within=0 if plane else 1e-9 * float(other.area_m2.max(initial=0)))
    np.testing.assert_array_equal(one.places.component, other.places.component)
    np.testing.assert_array_equal(one.redone, other.redone)
    np.testing.assert_array_equal(one.repaired, other.repaired)


@pytest.mark.parametrize("plane", ["flat", None])
@given(event_lists(8), st.data())
@settings(max_examples=60)
def test_events_more_or_less_are_as_if_built_anew(plane: Any, rows: list[Event], data: st.DataObject) -> None:
    rows = spread(rows, data.draw(st.lists(st.integers(0, 1), min_size=len(rows), max_size=len(rows))))
    events = events_of(rows if plane else on_earth(rows))
    whole = partition(events, GROUPS, plane=plane, threads=1)
    first = data.draw(st.integers(0, len(rows)))
    begun = partition(events.take(np.arange(first)), GROUPS, plane=plane, threads=1)
    grown = begun.with_events(events.take(np.arange(first, len(rows))), threads=1)
    if first or plane:  # nothing was cut open where there was nothing
        assert_as_if_anew(grown, whole, plane)
    gone = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    left = np.array(sorted(set(range(len(rows))) - gone), np.int64)
    rest = partition(events.take(left), GROUPS, plane=plane, threads=1)
    assert_as_if_anew(whole.without(sorted(gone), threads=1), rest, plane)
