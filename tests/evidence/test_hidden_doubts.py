"""What a hidden row says against a release: nobody is told that land is free because he may not see why it is not."""

from __future__ import annotations

from typing import Any

import pytest

from land_words import hectares, outline
from ploughshare.evidence.tiers import Audience, visible
from ploughshare.land.states import state
from ploughshare.record.package import Package
from small_packages import package

AREA = {
    "id": "a",
    "hazard_types": ("ap_mines",),
    "identified": "2015",
    "geometry": outline("0-4"),
    "location_tier": "public",
}
RELEASE = {
    "id": "r",
    "hazard_types": ("ap_mines",),
    "released": "2018-05-01",
    "accepted": "2018-06-01",
    "geometry": outline("0-3"),
    "location_tier": "public",
}
HIDDEN = {"tier": "restricted"}


def hazard(made: Package, audience: Audience) -> float:
    return hectares(state(visible(made, audience), "2021").groups["all"]["hazardous"])


CASES: list[dict[str, list[dict[str, Any]]]] = [
    {"inspections": [{"release": "r", "date": "2018-07-01", "result": "rejected", **HIDDEN}]},
    {
        "inspections": [{"activity": "x", "date": "2018-07-01", "result": "rejected"}],
        "activities": [{"id": "x", **HIDDEN}],
        "releases": [RELEASE | {"activity": "x"}],
    },
    {"releases": [RELEASE | {"same_as": "s"}, {"id": "s", "acceptance": "rejected", **HIDDEN}]},
    {
        "area_statuses": [
            {"area": "a", "hazard_types": ("ap_mines", "av_mines"), "date": "2017-01-01", "decided_by": "one", **HIDDEN}
        ]
    },
]


@pytest.mark.parametrize("tables", CASES)
@pytest.mark.parametrize("audience", ["public", "partners", "restricted"])
def test_who_sees_less_sees_no_land_released_that_is_not(tables: dict[str, Any], audience: Audience) -> None:
    made = package(**{"areas": [AREA], "releases": [RELEASE], "organisations": [{"id": "one"}], **tables})
    seen = visible(made, audience)
    assert hazard(made, audience) == 4
    assert visible(seen, audience).tables == seen.tables


def test_an_inspection_before_acceptance_says_nothing_against_it() -> None:
    before = {"release": "r", "date": "2018-05-20", "result": "rejected", **HIDDEN}
    assert hazard(package(areas=[AREA], releases=[RELEASE], inspections=[before]), "public") == 1
