"""The rule of state in squares of a hundred by a hundred metres, in a row where not said otherwise."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import shapely

from land_events import AP, AV, CLUSTER, Event, events_of
from ploughshare.land.engine import FAR, State, partition

HA = 10_000.0
"""A hectare in square metres: the area of one square."""

NONE, HAZARDOUS, CANCELLED, WITHOUT, WITH, CLEARED = State


def squares(first: int, last: int) -> object:
    """The squares from a first to before a last, as one box."""
    return shapely.box(100 * first, 0, 100 * last, 100)


def states(rows: list[Event], day: int, group: int = AP) -> list[float]:
    """Hectares by state on a day."""
    areas = partition(events_of(rows), [group], plane="flat").state_m2([day], 0)[0] / HA
    return [round(float(area), 9) for area in areas]


HAZARD = Event(squares(0, 4), start=10)


@pytest.mark.parametrize(
    ("rows", "day", "hectares"),
    [
        pytest.param([HAZARD], 9, [4, 0, 0, 0, 0, 0], id="not known yet"),
        pytest.param([HAZARD], 10, [0, 4, 0, 0, 0, 0], id="hazardous from its first day"),
        pytest.param([HAZARD._replace(end=20)], 19, [0, 4, 0, 0, 0, 0], id="the day before its end"),
        pytest.param([HAZARD._replace(end=20)], 20, [4, 0, 0, 0, 0, 0], id="from its end on nothing is known"),
        pytest.param([HAZARD, HAZARD], 10, [0, 4, 0, 0, 0, 0], id="a duplicate counts once"),
        pytest.param([HAZARD, Event(squares(3, 6), 20, CLEARED)], 20, [0, 3, 0, 0, 0, 3], id="cleared in part"),
        pytest.param(
            [HAZARD, Event(squares(0, 2), 20, CLEARED), Event(squares(1, 3), 30, CANCELLED)],
            30,
            [0, 1, 2, 0, 0, 1],
            id="the last release decides",
        ),
        pytest.param(
            [HAZARD, Event(squares(0, 2), 20, CLEARED), Event(squares(1, 3), 20, CANCELLED)],
            20,
            [0, 1, 1, 0, 0, 2],
            id="on one day the stronger release decides",
        ),
        pytest.param([HAZARD, Event(squares(0, 4), 10, CLEARED)], 10, [0, 4, 0, 0, 0, 0], id="a tie stays hazard"),
        pytest.param(
            [HAZARD._replace(power=30), Event(squares(0, 4), 20, CLEARED)],
            40,
            [0, 4, 0, 0, 0, 0],
            id="a hazard that may be later than the release stays",
        ),
        pytest.param(
            [HAZARD, Event(squares(0, 4), 30, CLEARED, power=10)],
            40,
            [0, 4, 0, 0, 0, 0],
            id="a release that may be as early as the hazard ends nothing",
        ),
        pytest.param(
            [HAZARD, Event(squares(0, 4), 30, CLEARED, power=-FAR)],
            40,
            [0, 4, 0, 0, 0, 0],
            id="a release without a date ends nothing",
        ),
        pytest.param(
            [HAZARD, Event(squares(0, 4), 20, CLEARED), Event(squares(1, 2), 30)],
            30,
            [0, 1, 0, 0, 0, 3],
            id="a later hazard over released land is hazardous",
        ),
        pytest.param(
            [HAZARD, Event(squares(0, 4), 20, WITH, end=30)],
            30,
            [0, 4, 0, 0, 0, 0],
            id="a withdrawn release ends nothing any more",
        ),
        pytest.param(
            [HAZARD, Event(squares(0, 4), 20, WITHOUT, end=20)],
            20,
            [0, 4, 0, 0, 0, 0],
            id="withdrawn on the day it counted from, it never counted",
        ),
        pytest.param(
            [HAZARD._replace(channels=AP | AV), Event(squares(0, 4), 20, CLEARED, channels=AV)],
            20,
            [0, 4, 0, 0, 0, 0],
            id="a release of another type ends nothing",
        ),
        pytest.param(
            [
                HAZARD._replace(end=30),
                Event(squares(0, 4), 20, CLEARED),
                Event(squares(0, 1), 5, power=25),
            ],
            30,
            [0, 1, 0, 0, 0, 3],
            id="its end leaves what was released, and what another holds",
        ),
    ],
)
def test_states_on_a_day(rows: list[Event], day: int, hectares: list[float]) -> None:
    assert states(rows, day) == hectares


def test_groups_are_counted_apart() -> None:
    both = [HAZARD._replace(channels=AP | AV), Event(squares(0, 3), 20, CLEARED, channels=AV | CLUSTER)]
    assert [states(both, 20, group) for group in (AP, AV, CLUSTER, AP | AV)] == [
        [0, 4, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 3],
        [1, 0, 0, 0, 0, 3],
        [0, 4, 0, 0, 0, 0],
    ]


def test_what_each_event_did() -> None:
    rows = [
        Event(squares(0, 4), 10),
        Event(squares(2, 6), 12),
        Event(squares(3, 7), 20, CLEARED),
        Event(squares(0, 5), 30, CANCELLED, power=11),
        Event(squares(0, 1), 40, end=50),
    ]
    found = partition(events_of(rows), [AP], plane="flat")
    credit = (found.credit[0] / HA).round(9).tolist()
    assert credit == [
        [4, 0, 0, 0, 0, 0],
        [2, 2, 0, 0, 0, 0],
        [1, 3, 0, 0, 0, 0],
        # The second hazard may be later than this release: over it, it only stands where that was cleared.
        [0, 2, 0, 0, 0, 2],
        [0, 0, 1, 0, 0, 0],
    ]
    assert (found.blocked[0] / HA).round(9).tolist() == [0, 0, 0, 1, 0]
    assert (found.ended[0, 4] / HA).round(9).tolist() == [0, 0, 1, 0, 0, 0]
    losses = found.losses
    order = np.lexsort((losses.release, losses.hazard))
    lost = zip(losses.hazard[order], losses.release[order], losses.day[order], losses.m2[order] / HA, strict=True)
    assert [(h, r, day, round(m2, 9)) for h, r, day, m2 in lost] == [(0, 2, 20, 1), (0, 3, 30, 3), (1, 2, 20, 3)]
    assert (found.remaining_m2(30) / HA).round(9).tolist() == [0, 1, 0, 0, 0]
    assert (found.remaining_sum_m2([9, 10, 20, 30, 40, 50]) / HA).round(9).tolist() == [0, 4, 4, 1, 2, 1]


def test_a_hazard_is_lost_only_with_its_last_channel_and_comes_back() -> None:
    rows = [
        HAZARD._replace(channels=AP | AV),
        Event(squares(0, 3), 20, CLEARED, channels=AP),
        Event(squares(1, 4), 30, CLEARED, channels=AV, end=40),
    ]
    found = partition(events_of(rows), [AP, AV], plane="flat")
    assert [(found.remaining_m2(day)[0] / HA).round(9) for day in (20, 30, 39, 40)] == [4, 2, 2, 4]
    assert (found.remaining_sum_m2([20, 30, 40]) / HA).round(9).tolist() == [4, 2, 4]
    assert (found.hazardous_m2([20, 30, 40], 1) / HA).round(9).tolist() == [4, 1, 4]


def test_no_events() -> None:
    found = partition(events_of([]), [AP])
    assert found.area_m2.shape == (0,)
    assert found.state_m2([0, 1], 0).tolist() == [[0] * 6] * 2
    assert found.remaining_sum_m2([0]).tolist() == [0]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"state": [State.CLEARED]}, "HAZARDOUS"), ({"start": [1, 2]}, "differ in length")],
)
def test_events_that_contradict_themselves_are_refused(change: dict[str, list[int]], words: str) -> None:
    events = events_of([HAZARD])
    with pytest.raises(ValueError, match=words):
        type(events)(**{**vars(events), **change})


def test_to_know_the_engine_loads_nothing_heavy() -> None:
    script = "import sys, ploughshare.land.engine; print({'numba', 'shapely', 'pyproj', 'dask'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "set()"
