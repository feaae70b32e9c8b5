"""The published areas of a programme, looked through by what a list or a part of the map asks for.

A page of them reads the few rows it shows, and never the hundreds of thousands that a national programme has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db import connection
from django.db.models import QuerySet

from ploughshare.geo.bulk import shapes
from ploughshare.record.package import Row
from ploughshare.web.records import bulk, codec, keys
from ploughshare.web.records.models import PublishedArea
from ploughshare.web.records.words import fold

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is greater than east where it crosses the 180th meridian."""

_FIELDS = (
    "row",
    "record",
    "name",
    "place",
    "organisation",
    "area_class",
    "status",
    "hazard_types",
    "findings",
    "west",
    "south",
    "east",
    "north",
)
_MEETS = {
    "sqlite": "published_areas.id IN (SELECT id FROM published_boxes "
    "WHERE west <= %s AND south <= %s AND east >= %s AND north >= %s)",
    "postgresql": "box(point(east, north), point(west, south)) && box(point(%s, %s), point(%s, %s))",
}


@dataclass(frozen=True)
class Asked:
    """Which areas: empty or None means any. ``places`` are ids, those that lie within them given too."""

    name: str = ""
    places: Collection[str] = ()
    organisation: str = ""
    area_class: str = ""
    status: str = ""
    hazard_type: str = ""
    located: bool | None = None
    has_findings: bool | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Areas:
    """Some areas of those that were found, by id; ``findings`` is how many findings each has."""

    rows: Sequence[Row]
    findings: Mapping[str, int]
    found: int
    total: int


def withdraw(country: str) -> None:
    """Take away what the areas of a record are looked through by, before the rows themselves go."""
    PublishedArea.objects.filter(record=country).delete()


def publish(country: str, rows: Sequence[Row], findings: Mapping[str, int]) -> None:
    """Make the areas of a record, which are published already, known by what they are looked through by.

    ``rows`` are those that the public may see, as it may see them; ``findings`` has how many findings each has.
    """
    bounds = shapely.bounds(shapes([row["geometry"] for row in rows]))
    edges = bounds.astype(object)
    edges[np.isnan(bounds)] = None
    bulk.insert(
        PublishedArea,
        _FIELDS,
        (
            (
                keys.of_published(country, "areas", row["id"]),
                country,
                fold(f"{row['name'] or ''} {row['id']} {row['original_id'] or ''}"),
                row["place"],
                row["organisation"],
                row["area_class"],
                row["status"],
                f" {' '.join(row['hazard_types'])} ",
                findings.get(row["id"], 0),
                *box,
            )
            for row, box in zip(rows, edges, strict=True)
        ),
    )


def some(country: str, asked: Asked, *, start: int, most: int) -> Areas:
    """Those asked for, ``most`` of them from the one with number ``start`` on. Three queries."""
    every = PublishedArea.objects.filter(record=country)
    wanted = _wanted(every, asked)
    # Published in the order of their ids.
    page = list(wanted.order_by("pk").values_list("row__content", "findings")[start : start + most])
    rows = [codec.decode("areas", content) for content, _ in page]
    counts = {row["id"]: count for row, (_, count) in zip(rows, page, strict=True)}
    return Areas(rows, counts, wanted.count(), every.count())


def choices(country: str) -> dict[str, set[str]]:
    """What there is to choose from: places, organisations, classes, states and types that some area has."""
    every = PublishedArea.objects.filter(record=country)
    found = {
        name: set(every.order_by().values_list(name, flat=True).distinct()) - {None}
        for name in ("place", "organisation", "area_class", "status")
    }
    types = every.order_by().values_list("hazard_types", flat=True).distinct()
    return {**found, "hazard_type": {kind for several in types for kind in several.split()}}


def _wanted(every: QuerySet[PublishedArea], asked: Asked) -> QuerySet[PublishedArea]:
    exactly: dict[str, Any] = {
        name: value for name in ("organisation", "area_class", "status") if (value := getattr(asked, name))
    }
    found = every.filter(**exactly)
    for word in fold(asked.name).split():
        found = found.filter(name__contains=word)
    if asked.places:
        found = found.filter(place__in=list(asked.places))
    if asked.hazard_type:
        found = found.filter(hazard_types__contains=f" {asked.hazard_type} ")
    if asked.located is not None:
        found = found.filter(west__isnull=not asked.located)
    if asked.has_findings is not None:
        found = found.filter(findings__gt=0) if asked.has_findings else found.filter(findings=0)
    if asked.box is not None:
        edges = [edge for box in _parts(asked.box) for edge in (box[2], box[3], box[0], box[1])]
        either = " OR ".join([_MEETS[connection.vendor]] * (len(edges) // 4))
        # The words are ours and the edges are parameters. The ORM has no word for a box.
        found = found.extra(where=[f"({either})"], params=edges)  # noqa: S610
    return found


def _parts(box: Box) -> Iterator[Box]:
    west, south, east, north = box
    if west <= east:
        yield box
    else:
        yield west, south, 180.0, north
        yield -180.0, south, east, north
