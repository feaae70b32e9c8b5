"""How many areas: those of which something is hazardous at a date for a group of hazards, by class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ploughshare.errors import PloughshareError
from ploughshare.land import days, engine, facts
from ploughshare.record.package import Package

LEAST_M2 = 1.0
"""What is less of an area comes of adding outlines in fixed point. A sliver is more, and hazardous."""


def hazardous(package: Package, on: str, group: str) -> Mapping[str, str]:
    """Area -> its class, for the areas of which something is hazardous for a group at the end of a date.

    An area that is hazardous for other types only is not counted, nor one that is drawn nowhere and whose record has
    ended. PloughshareError ``land.group`` where there is no such group.
    """
    known = facts.read(package)
    if group not in known.groups:
        raise PloughshareError("land.group", group=group, groups=", ".join(known.groups))
    mask, day = known.groups[group], days.interval(on)[1]
    events = known.events
    of_group = replace(events, channels=np.bitwise_and(events.channels, np.uint64(mask)))
    partition = engine.partition(of_group, [mask])
    left, whole = partition.remaining_m2(day), partition.area_m2
    found: dict[str, str] = {}
    for hazard, own in zip(known.hazards, known.hazard_events, strict=True):
        if not (hazard.begins <= day < hazard.ends and known.held_by(hazard) & mask):
            continue
        if known.undrawn("areas", hazard.id) or any(left[event] >= min(LEAST_M2, whole[event]) for event in own):
            found[hazard.id] = hazard.area_class
    return found
