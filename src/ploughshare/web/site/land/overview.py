"""What the pages of the land account read of a record: made once for each publication, from what the public may see.

The overview has the series of each group of hazards, the areas without an outline, and the lists behind the filters.
The picture of a group has the strokes from which its tiles are cut.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare.land import facts as land_facts
from ploughshare.land.engine import Events, partition
from ploughshare.land.facts import Facts
from ploughshare.record.land_contracts import LAND_TABLES
from ploughshare.record.package import Package
from ploughshare.web.records import queries
from ploughshare.web.site.land import painting, picture, withheld
from ploughshare.web.site.land.making import Maker, Publication, made
from ploughshare.web.site.land.picture import Labels, Picture
from ploughshare.web.site.land.series import Series

ALL: Final = "all"
_FILE, _SERIES = "overview.json", "series.npz"
_TABLES: Final = (*(table.name for table in LAND_TABLES), "organisations", "places")
_AROUND: Final = 0.08
"""How much of its width is shown beyond the areas on either side."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Elsewhere:
    """A hazard that is on no map: id and name of its area, its stated area, why, and from when until when."""

    id: str
    name: str
    stated_m2: float | None
    reason: str
    since: int
    until: int


@dataclass(frozen=True, eq=False)
class Overview:
    """The lists of a record's land account. ``box`` is west, south, east, north in degrees, or None: nothing is drawn.

    ``groups`` are those that some hazard has, ``organisations`` the ids that surveyed or released something drawn.
    """

    groups: tuple[str, ...]
    classes: tuple[str, ...]
    organisations: tuple[str, ...]
    box: Box | None
    folder: Path
    content: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Overview:
        """The overview made in that folder."""
        content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        groups, classes, organisations = (tuple(content[name]) for name in ("groups", "classes", "organisations"))
        return cls(groups, classes, organisations, content["box"] and tuple(content["box"]), folder, content)

    def series(self, group: str) -> Series:
        """The series of a group of ``groups``."""
        with np.load(self.folder / _SERIES) as arrays:
            return Series(arrays[f"{group}-days"], arrays[f"{group}-m2"])

    def elsewhere(self, group: str, day: int) -> list[Elsewhere]:
        """The hazards of a group that are on no map, of those that stood on that day."""
        every = (Elsewhere(*row) for row in self.content["elsewhere"][group])
        return [one for one in every if one.since <= day < one.until]

    @property
    def not_counted(self) -> Mapping[str, int]:
        """How many releases end nothing, by reason: a term of ``left_out_reasons``."""
        counts: Mapping[str, int] = self.content["not_counted"]
        return counts


def overview(publication: Publication) -> Overview | None:
    """The overview of a record; None while it is being made."""
    folder = made(publication, "overview", partial(_write_overview, publication.code))
    return None if folder is None else Overview.read(folder)


def picture_of(publication: Publication, group: str) -> Picture | None:
    """The picture of a group of the overview's; None while it is being made."""
    folder = made(publication, f"picture-{group}", _painter(publication.code, group))
    return None if folder is None else Picture.read(folder)


def _painter(code: str, group: str) -> Maker:
    return partial(_write_picture, code, group)


def land_package(code: str) -> Package:
    """The tables of a programme as the public may see them."""
    package = queries.tables(code, _TABLES)
    if package is None:
        raise LookupError(code)
    return package


def _write_overview(code: str, folder: Path) -> None:
    facts = land_facts.read(land_package(code))
    events = facts.events
    held = int(np.bitwise_or.reduce(events.channels[events.is_hazard], initial=np.uint64(0)))
    groups = {name: mask for name, mask in facts.groups.items() if name == ALL or mask & held}
    cut = partition(events, list(groups.values()))
    series = {name: Series.of(cut, number) for number, name in enumerate(groups)}
    arrays = {f"{name}-{part}": getattr(one, part) for name, one in series.items() for part in ("days", "m2")}
    np.savez(folder / _SERIES, **arrays)
    names = {hazard.id: hazard.row["name"] for hazard in facts.hazards}
    content = {
        "groups": list(groups),
        "classes": sorted({hazard.area_class for hazard in facts.hazards}, reverse=True),
        "organisations": sorted(set(_organisations(facts)) - {""}),
        "box": _box(events),
        "elsewhere": {
            name: [
                [one.id, names[one.id] or one.id, one.stated_m2, one.reason, one.start, one.end]
                for one in facts.unlocated
                if one.channels & mask
            ]
            for name, mask in groups.items()
        },
        "not_counted": _counts([out.reason for out in facts.left_out if out.table == "releases"]),
    }
    (folder / _FILE).write_text(json.dumps(content), encoding="utf-8")


def _write_picture(code: str, group: str, folder: Path) -> None:
    package = land_package(code)
    facts = land_facts.read(package)
    mask = facts.groups[group]
    every = facts.events
    events = Events(
        every.shapes,
        every.is_hazard,
        every.channels & np.uint64(mask),
        every.start,
        every.end,
        every.power,
        every.state,
    )
    whole = queries.package(code, "restricted")
    spans = withheld.spans(facts, land_facts.read(whole), mask) if whole else {}
    numbers = {id: number for number, (table, id) in enumerate(facts.rows) if table == "releases"}
    painted = painting.paint(partition(events, [mask])).within(
        {numbers[id]: days for id, days in spans.items() if id in numbers}
    )
    organisations = _organisations(facts)
    order = {name: number for number, name in enumerate(sorted(set(organisations) - {""}))}
    classes = [hazard.area_class for hazard in facts.hazards for _ in hazard.held]
    listed = sorted(set(classes), reverse=True)
    labels = Labels(
        row=[id for _, id in facts.rows],
        area_class=[*(listed.index(name) for name in classes), *([-1] * (len(events) - len(classes)))],
        organisation=[order.get(name, -1) for name in organisations],
        doubt_m=_doubts(facts),
    )
    picture.write(painted, labels, folder)


def _organisations(facts: Facts) -> list[str]:
    """Who surveyed or released each event; empty where nobody is named."""
    of_hazards = [hazard.row["organisation"] or "" for hazard in facts.hazards for _ in hazard.held]
    counted = zip(facts.releases, facts.release_events, strict=True)
    return of_hazards + [release.organisation or "" for release, event in counted if event is not None]


def _doubts(facts: Facts) -> list[float]:
    """By how many metres the outline of each event may be off."""
    of_hazards = [float(hazard.row["precision_m"] or 0) for hazard in facts.hazards for _ in hazard.held]
    counted = zip(facts.releases, facts.release_events, strict=True)
    return of_hazards + [float(release.row["precision_m"] or 0) for release, event in counted if event is not None]


def _box(events: Events) -> Box | None:
    shapes: NDArray[Any] = events.shapes[~shapely.is_missing(events.shapes)]
    if not len(shapes):
        return None
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    wide, high = _AROUND * max(east - west, 0.01), _AROUND * max(north - south, 0.01)
    return west - wide, max(south - high, -85.0), east + wide, min(north + high, 85.0)


def _counts(names: Sequence[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}
