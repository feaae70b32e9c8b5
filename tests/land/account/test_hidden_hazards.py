"""A release that all may see, on land with a hazard whose location not all may see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from land_words import hectares, outline
from ploughshare.evidence.tiers import visible
from ploughshare.exchange.layers.export import export
from ploughshare.land.hidden import covered
from ploughshare.land.states import state
from ploughshare.record.package import Package
from small_packages import package

OPEN = {"location_tier": "public"}


def record(*hidden: dict[str, Any]) -> Package:
    released = {"hazard_types": ("ap_mines",), "released": "2018-05-01", "accepted": "2018-06-01"}
    old = {"id": "old", "hazard_types": ("ap_mines",), "identified": "2015", "geometry": outline("0-4"), **OPEN}
    return package(
        areas=[old, *({"hazard_types": ("ap_mines",), **area} for area in hidden)],
        releases=[
            {"id": "west", "geometry": outline("0-2"), **released, **OPEN},
            {"id": "east", "geometry": outline("2-4"), **released, **OPEN},
        ],
    )


def shown(made: Package, on: str = "2021") -> set[str]:
    rows = covered(visible(made, "public"), made, on).rows("releases")
    return {row["id"] for row in rows if row["geometry"]}


@pytest.mark.parametrize(
    ("hidden", "on", "open_to_all"),
    [
        ({"identified": "2020", "geometry": outline("1-1.5")}, "2021", {"east"}),
        ({"identified": "2020", "geometry": outline("1-1.5"), "tier": "restricted"}, "2021", {"east"}),
        ({"identified": "2020", "geometry": outline("1-1.5")}, "2019", {"east", "west"}),
        ({"identified": "2020", "geometry": outline("1-1.5"), **OPEN}, "2021", {"east", "west"}),
        ({"identified": "2015", "geometry": outline("1-1.5")}, "2021", {"east", "west"}),
        ({"identified": "2015", "geometry": outline("1-3"), "hazard_types": ("av_mines",)}, "2021", set()),
        ({"identified": "2015", "geometry": outline("4-5")}, "2021", {"east", "west"}),
    ],
)
def test_where_hidden_hazard_is_left_no_release_is_given_out(
    hidden: dict[str, Any], on: str, open_to_all: set[str]
) -> None:
    made = record({"id": "hidden", **hidden})
    assert shown(made, on) == open_to_all
    assert covered(made, made, on) is made


def test_the_account_and_the_files_of_an_audience_hold_to_it() -> None:
    made = record({"id": "hidden", "identified": "2020", "geometry": outline("1-1.5")})
    seen = covered(visible(made, "public"), made, "2021")
    assert hectares(state(seen, "2021").groups["all"]["hazardous"]) == 2
    (file,) = export(made, Path("land.geojson"), on="2021", tables=["releases"])
    assert file.content.count(b'"Polygon"') + file.content.count(b'"MultiPolygon"') == 1
