"""Dividing a country changes no total; and a sample of the workload that is measured, by plain shapely."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from distributed import LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

from land_events import AP, AV, Event, event_lists, events_of
from ploughshare.land.engine import FAR, Events, Partition, Plane, State, partition, regions

PLANE = Plane(127.3, 38.2)
KINDS = {"cancelled": State.CANCELLED, "reduced": State.REDUCED_WITHOUT_ASSET, "cleared": State.CLEARED}


def assert_equal(one: Partition, other: Partition) -> None:
    """Two partitions are the same to the last bit."""
    for name in vars(one.tally):
        np.testing.assert_array_equal(getattr(one.tally, name), getattr(other.tally, name), err_msg=name)
    np.testing.assert_array_equal(one.redone, other.redone)
    np.testing.assert_array_equal(one.repaired, other.repaired)


@given(event_lists(12), st.data())
@settings(max_examples=30)
def test_regions_change_no_total(rows: list[Event], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, 4), min_size=len(rows), max_size=len(rows)))
    events = events_of(
        row._replace(shape=shapely.transform(row.shape, lambda xy, place=place: xy + 20 * place))
        for row, place in zip(rows, places, strict=True)
    )
    count = data.draw(st.integers(1, 6))
    whole = partition(events, [AP, AV], plane="flat", threads=1)
    assert_equal(regions.partition(events, [AP, AV], plane="flat", regions=count, threads=1), whole)


@pytest.fixture(scope="module")
def workload(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Events:
    """Three thousand hazards and as many releases, as they are measured."""
    folder = tmp_path_factory.mktemp("workload")
    size = ["--hazards", "3000", "--releases", "3000"]
    subprocess.run([sys.executable, str(shared / "bench" / "land_workload.py"), str(folder), *size], check=True)
    hazards, releases = (pd.read_parquet(folder / f"{name}.parquet") for name in ("hazards", "releases"))
    day = pd.concat([hazards.identified_on, releases.released_on]).to_numpy("datetime64[D]").astype(np.int64)
    is_hazard = np.arange(len(day)) < len(hazards)
    return Events(
        shapes=shapely.from_wkb(np.concatenate([hazards.wkb, releases.wkb])),
        is_hazard=is_hazard,
        channels=np.ones(len(day)),
        start=day,
        end=np.full(len(day), FAR),
        power=day,
        state=np.concatenate([np.full(len(hazards), State.HAZARDOUS), releases.kind.map(KINDS)]),
    )


def flat(events: Events) -> Any:
    return shapely.transform(events.shapes, PLANE.project)


@pytest.mark.slow
def test_the_workload_by_plain_shapely(workload: Events) -> None:
    found = partition(workload, [AP], plane=PLANE)
    assert not len(found.redone)
    shapes, events = flat(workload), workload
    day = int(np.quantile(events.start, 0.7))
    tree = shapely.STRtree(shapes)
    left = np.full(len(events), None, object)
    expected = np.zeros(len(events))
    for i in np.flatnonzero(events.is_hazard & (events.start <= day)):
        beside = tree.query(shapes[i])
        later = beside[~events.is_hazard[beside] & (events.start[beside] > events.start[i])]
        left[i] = shapely.difference(shapes[i], shapely.union_all(shapes[later[events.start[later] <= day]]))
        expected[i] = left[i].area
    np.testing.assert_allclose(found.remaining_m2(day), expected, rtol=1e-9, atol=1e-3)
    assert found.remaining_sum_m2([day])[0] == pytest.approx(expected.sum(), rel=1e-9)
    assert found.hazardous_m2([day], 0)[0] == pytest.approx(shapely.union_all(left).area, rel=1e-9)


@pytest.mark.slow
def test_the_workload_on_planes_of_its_own_and_in_regions(workload: Events) -> None:
    whole = partition(workload, [AP])
    assert not len(whole.redone)
    one_plane = partition(workload, [AP], plane=PLANE)
    np.testing.assert_allclose(whole.area_m2, one_plane.area_m2, rtol=1e-5)
    assert_equal(regions.partition(workload, [AP], regions=5), whole)


@pytest.mark.slow
def test_a_cluster_gives_the_same(workload: Events) -> None:
    part = workload.take(np.arange(0, len(workload), 7))
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster:
        spread = regions.partition(part, [AP], plane=PLANE, address=cluster.scheduler_address)
    assert_equal(spread, partition(part, [AP], plane=PLANE))
