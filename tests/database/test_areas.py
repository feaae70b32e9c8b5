"""The published areas, looked through a page at a time, and where they lie."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from ploughshare.record.package import Package
from ploughshare.report import checks
from ploughshare.web.records import queries, store
from ploughshare.web.records.areas import Asked
from ploughshare.web.records.models import PublishedArea
from ploughshare.web.records.publishing import publish
from small_packages import package


def square(west: float, south: float) -> dict[str, Any]:
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def programme() -> Package:
    return package(
        organisations=[{"id": "halo"}, {"id": "mag"}],
        places=[{"id": "north"}, {"id": "valley", "parent": "north"}],
        areas=[
            {
                "id": "a",
                "name": "Déjà",
                "place": "north",
                "organisation": "halo",
                "hazard_types": ("ap_mines", "other_eo"),
            },
            {"id": "b", "place": "valley", "area_class": "sha", "location_tier": "public", "geometry": square(10, 10)},
            {"id": "c", "status": "released", "location_tier": "public", "geometry": square(179.98, 0)},
            {"id": "d", "original_id": "MF-77", "organisation": "mag", "geometry": square(10, 10)},
            {"id": "e", "tier": "restricted", "location_tier": "public", "geometry": square(10, 10)},
        ],
    )


def published(made: Package) -> None:
    with transaction.atomic():
        store.claim(made)
        store.write(made.country, made.tables)
        publish(made, checks.examine(made))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked(), "abcd"),
        (Asked(name="deja"), "a"),
        (Asked(name="mf-77"), "d"),
        (Asked(places=("north",)), "a"),
        (Asked(places=("north", "valley")), "ab"),
        (Asked(organisation="halo"), "a"),
        (Asked(area_class="sha"), "b"),
        (Asked(status="released"), "c"),
        (Asked(hazard_type="other_eo"), "a"),
        (Asked(hazard_type="mines"), ""),
        (Asked(located=True), "bc"),
        (Asked(located=False), "ad"),
        (Asked(box=(9, 9, 10.001, 10.001)), "b"),
        (Asked(box=(10.02, 9, 11, 11)), ""),
        (Asked(box=(179, -1, -179, 1)), "c"),
        (Asked(box=(-180, -90, 180, 90), area_class="cha"), "c"),
    ],
)
def test_areas_are_found_by_what_is_asked(database, asked: Asked, ids: str) -> None:
    published(programme())
    found = queries.areas("kp", asked)
    assert "".join(row["id"] for row in found.rows) == ids
    assert (found.found, found.total) == (len(ids), 4)
    assert all(queries.row("kp", "areas", row["id"]) == row for row in found.rows)


def test_a_page_of_them(database) -> None:
    published(programme())
    found = queries.areas("kp", Asked(), start=1, most=2)
    assert ([row["id"] for row in found.rows], found.found) == (["b", "c"], 4)


def test_what_there_is_to_choose(database) -> None:
    published(programme())
    assert queries.area_choices("kp") == {
        "place": {"north", "valley"},
        "organisation": {"halo", "mag"},
        "area_class": {"sha", "cha"},
        "status": {"open", "released"},
        "hazard_type": {"ap_mines", "other_eo"},
    }


def test_findings_are_counted_as_the_public_has_them(database) -> None:
    published(programme())
    of_areas = [one["subject"] for one in queries.findings("kp") if one["subject"].startswith("areas/")]
    found = queries.areas("kp", Asked(has_findings=True))
    assert found.findings == {row["id"]: of_areas.count(f"areas/{row['id']}") for row in found.rows}
    assert set(found.findings) == {subject.partition("/")[2] for subject in of_areas}


def test_publishing_again_leaves_no_area_twice(database) -> None:
    published(programme())
    with transaction.atomic():
        publish(package(areas=[{"id": "only"}]), checks.examine(package(areas=[{"id": "only"}])))
    assert [row["id"] for row in queries.areas("kp", Asked()).rows] == ["only"]
    assert queries.areas("kp", Asked(box=(-180, -90, 180, 90))).rows == []


def test_no_hidden_place_is_published(database) -> None:
    published(programme())
    assert "10.0" not in str(list(PublishedArea.objects.filter(row__key="kp/areas/d").values()))
    assert not PublishedArea.objects.filter(row__key="kp/areas/e").exists()
