"""The same partition over regions, on Dask: so that what outgrows one machine runs on a cluster that is there.

Regions are groups of whole components, whose areas know nothing of each other; so no total depends on how a country
is divided. The only module that imports Dask.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import shapely
from dask.base import compute
from dask.delayed import delayed
from distributed import Client
from numpy.typing import ArrayLike, NDArray

from ploughshare.land.engine import ground, measuring
from ploughshare.land.engine.events import Events
from ploughshare.land.engine.ground import Centres, Flat, Places
from ploughshare.land.engine.partition import Partition
from ploughshare.land.engine.plane import Plane
from ploughshare.land.engine.rings import Indices
from ploughshare.land.engine.tally import Tally

Result = tuple[Tally, Indices, Indices]
"""The tally of a region, which of its events were judged face by face, and which repaired."""


def partition(
    events: Events,
    groups: ArrayLike,
    *,
    plane: Plane | Flat | None = None,
    regions: int = 8,
    threads: int = 2,
    address: str | None = None,
) -> Partition:
    """As ``engine.partition``, in that many regions: in threads here, or by the workers of the cluster at an address.

    Where shapes lie is found out here; all that takes long, in the regions.
    """
    masks = np.atleast_1d(np.asarray(groups, dtype=np.uint64))
    places = ground.survey(events.shapes, plane, threads).places
    parts = divided(places, regions)
    frame = Places(places.boxes[:0], places.component[:0], places.centre[:0], places.plane, places.cut)
    jobs = [delayed(measured)(_arrays(events, which), masks, places.centre[which], frame) for which in parts]
    if address is None:
        results = compute(*jobs, scheduler="threads", num_workers=threads)  # type: ignore[no-untyped-call]
    else:
        with Client(address) as client:  # type: ignore[no-untyped-call]
            results = client.gather(client.compute(jobs))
    tally = Tally.empty(events, len(masks)).plus(
        (which, result[0]) for which, result in zip(parts, results, strict=True)
    )
    nothing = [np.zeros(0, np.int64)]
    redone, repaired = (
        np.sort(np.concatenate(nothing + [which[result[k]] for which, result in zip(parts, results, strict=True)]))
        for k in (1, 2)
    )
    return Partition(events, masks, tally, places, redone, repaired)


def divided(places: Places, regions: int) -> list[Indices]:
    """The positions of the shapes of each region, in order: whole components, near each other, and of like number."""
    n = len(places.component)
    order, _ = ground.neighbours_of(places.boxes, 1)
    _, first, label = np.unique(places.component[order], return_index=True, return_inverse=True)
    # A component belongs where its first shape stands in the order.
    region = (first * regions // max(n, 1))[label]
    return [np.sort(order[region == number]) for number in range(regions) if (region == number).any()]


def _arrays(events: Events, which: Indices) -> dict[str, NDArray[Any]]:
    """Events in a form that travels well."""
    part = {field.name: getattr(events, field.name)[which] for field in fields(events)}
    return {**part, "shapes": shapely.to_wkb(part["shapes"])}


def measured(events: dict[str, NDArray[Any]], masks: NDArray[np.uint64], centre: Centres, frame: Places) -> Result:
    """One region's part: what a worker does."""
    part = Events(**{**events, "shapes": shapely.from_wkb(events["shapes"])})
    laid = ground.lay(ground.survey_again(part.shapes, centre, frame, 1), part.is_hazard, 1)
    return (*measuring.tally(part, masks, laid, 1), laid.repaired)
