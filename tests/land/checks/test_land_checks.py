"""Each check of a programme's rows: a package in which it fires, and one nearly the same in which it does not.

Squares are given by their south-west corner and size in thousandths of a degree: about 80 x 111 m each at 44 north.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from ploughshare.findings import REGISTRY, Level
from ploughshare.land import checks
from ploughshare.record.package import Package
from small_packages import package

Tables = Mapping[str, list[dict[str, Any]]]

DAY = "2020-05-01"
ORGANISATIONS = [{"id": "nmac", "roles": ("authority",)}, {"id": "op", "roles": ("operator",)}]


def box(x: float = 0, y: float = 0, w: float = 10, h: float = 10) -> dict[str, Any]:
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    return polygon(*corners)


def polygon(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[place(*corner) for corner in corners]]}


def place(x: float, y: float) -> list[float]:
    return [round(17.5 + x / 1000, 7), round(44 + y / 1000, 7)]


def several(*polygons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [one["coordinates"] for one in polygons]}


def point(x: float = 0, y: float = 0) -> dict[str, Any]:
    return {"type": "Point", "coordinates": place(x, y)}


def area(id: str = "a", **cells: Any) -> dict[str, Any]:
    return {"id": id, "geometry": box(), "identified": "2015-01-01", "hazard_types": ("ap_mines",), **cells}


def release(id: str = "r", **cells: Any) -> dict[str, Any]:
    known = {"released": DAY, "accepted": "2020-06-01", "accepted_by": "nmac", "hazard_types": ("ap_mines",)}
    return {"id": id, "geometry": box(), "areas": ("a",), "activity": "t", "depth_m": "0.2", **known, **cells}


def activity(id: str = "t", **cells: Any) -> dict[str, Any]:
    return {"id": id, "areas": ("a",), "started": "2020-01-01", "organisation": "op", **cells}


def made(tables: Tables) -> Package:
    rows: dict[str, Any] = {"organisations": ORGANISATIONS, "areas": [area()], "activities": [activity()]}
    return package(meta={"country": "ba", "name": "Bosnia"}, **{**rows, **tables})


SWAPPED = {"type": "Polygon", "coordinates": [[[y, x] for x, y in box()["coordinates"][0]]]}
CROSSED = polygon((0, 0), (10, 10), (10, 0), (0, 10), (0, 0))
ROTATED = polygon((10, 10), (0, 10), (0, 0), (10, 0), (10, 10))
REVERSED = polygon((10, 10), (10, 0), (0, 0), (0, 10), (10, 10))
NEAR_END = {"type": "Polygon", "coordinates": [[*box()["coordinates"][0][:-1], [17.5, 44.0000009], place(0, 0)]]}
PROVINCES = [
    {"id": "west", "kind": "province", "country": "ba", "geometry": box(-100, -100, 105, 300), "precision_m": 10},
    {"id": "east", "kind": "province", "country": "ba", "geometry": box(5, -100, 200, 300), "precision_m": 10},
    {"id": "town", "kind": "settlement", "country": "ba", "geometry": point(3, 3), "precision_m": 100},
]
LONG_EDGE = polygon((0, 0), (30, 0), (20, 1), (10, 60), (0, 0))
OPEN = {"type": "Polygon", "coordinates": [box()["coordinates"][0][:-1]]}
ENDED = {"ended": DAY, "end_reason": "redrawn", "end_decided_by": "nmac", "status": "superseded"}
OLD = area(**ENDED)
HEIR = area("b", formed_from=("a",), identified="2020-05-01")
WORTH_M2 = 891_100
"""About what a square of ten by ten thousandths of a degree holds here."""

CASES: list[tuple[str, Tables, Tables]] = [
    # One outline
    ("outline-malformed", {"areas": [area(geometry=OPEN)]}, {"areas": [area()]}),
    ("outline-crosses", {"areas": [area(geometry=CROSSED)]}, {"areas": [area(geometry=ROTATED)]}),
    (
        "outline-crosses",
        {
            "areas": [
                area(
                    geometry={
                        "type": "Polygon",
                        "coordinates": [*box()["coordinates"], *box(20, 20, 2, 2)["coordinates"]],
                    }
                )
            ]
        },
        {
            "areas": [
                area(
                    geometry={
                        "type": "Polygon",
                        "coordinates": [*box()["coordinates"], *box(2, 2, 2, 2)["coordinates"]],
                    }
                )
            ]
        },
    ),
    (
        "outline-without-extent",
        {"areas": [area(geometry=polygon((0, 0), (5, 5), (10, 10), (0, 0)))]},
        {"areas": [area(geometry=polygon((0, 0), (5, 5), (10, 10.01), (0, 0)))]},
    ),
    (
        "outline-closed-twice",
        {"areas": [area(geometry=NEAR_END)]},
        {"areas": [area(geometry=polygon((0, 0), (10, 0), (10, 10), (0, 10), (0, 0.002), (0, 0)))]},
    ),
    (
        "point-twice",
        {"areas": [area(geometry=polygon((0, 0), (10, 0), (10, 0), (10, 10), (0, 10), (0, 0)))]},
        {"areas": [area(geometry=polygon((0, 0), (10, 0), (10, 0.001), (10, 10), (0, 10), (0, 0)))]},
    ),
    (
        "part-twice",
        {"areas": [area(geometry=several(box(), ROTATED))]},
        {"areas": [area(geometry=several(box(), box(20)))]},
    ),
    # 0.9 % of the smaller part is allowed: 0.05 of 10 is 0.5 %.
    (
        "parts-overlap",
        {"areas": [area(geometry=several(box(), box(9)))]},
        {"areas": [area(geometry=several(box(), box(9.95)))]},
    ),
    # The closing edge is looked at, which the GICHD's geocheck does not.
    (
        "long-edge",
        {"areas": [area(geometry=LONG_EDGE)]},
        {"areas": [area(geometry=polygon((0, 0), (30, 0), (20, 1), (10, 20), (0, 0)))]},
    ),
    # Where it lies
    (
        "at-zero",
        {"accidents": [{"geometry": {"type": "Point", "coordinates": [0.0, 0.0]}, "tier": "public"}]},
        {"accidents": [{"geometry": point(), "tier": "public"}]},
    ),
    ("swapped-coordinates", {"areas": [area(geometry=SWAPPED)]}, {"areas": [area()]}),
    (
        "outside-country",
        {"areas": [area(geometry=box(-10_000))]},
        {"areas": [area(geometry=box(-10_000), precision_m=900_000)]},
    ),
    # Inside the country's box and beyond its outline: 15.8 east, 43.0 north lies in the Adriatic.
    (
        "outside-country",
        {"finds": [{"geometry": {"type": "Point", "coordinates": [15.8, 43.0]}}]},
        {"finds": [{"geometry": {"type": "Point", "coordinates": [17.8, 43.4]}}]},
    ),
    (
        "outside-place",
        {"areas": [area(place="east", geometry=box(-50))], "places": PROVINCES},
        {"areas": [area(place="west", geometry=box(-50))], "places": PROVINCES},
    ),
    (
        "across-places",
        {"areas": [area(place="west")], "places": PROVINCES},
        {"areas": [area(place="west", geometry=box(-20))], "places": PROVINCES},
    ),
    (
        "datum-guessed",
        {"areas": [area(reference_system_as_entered="Local grid of 1932")]},
        {"areas": [area(reference_system_as_entered="EPSG:32633")]},
    ),
    ("no-location", {"areas": [area(geometry=None, area_m2=500)]}, {"areas": [area()]}),
    # A release of no area needs no outline.
    (
        "no-location",
        {"releases": [release(geometry=None, area_m2=500)]},
        {"releases": [release(geometry=None, area_m2=0)]},
    ),
    ("no-outline", {"areas": [area(geometry=point())]}, {"activities": [activity(geometry=point())]}),
    (
        "seat-for-place",
        {"accidents": [{"geometry": point(), "tier": "public"} for _ in range(3)]},
        {"accidents": [{"geometry": point(), "tier": "public"} for _ in range(2)]},
    ),
    (
        "seat-for-place",
        {"accidents": [{"geometry": point(3, 3), "tier": "public"}], "places": PROVINCES},
        {"accidents": [{"geometry": point(3, 3), "tier": "public", "precision_m": 5000}], "places": PROVINCES},
    ),
    # Between rows
    (
        "hazards-overlap",
        {"areas": [area(), area("b", geometry=box(5))]},
        {"areas": [area(), area("b", geometry=box(10))]},
    ),
    (
        "hazards-overlap",
        {"areas": [area(), area("b", geometry=box(5))]},
        {"areas": [area(), area("b", geometry=box(5), hazard_types=("av_mines",))]},
    ),
    (
        "hazards-overlap",
        {"areas": [area(), area("b", geometry=box(5))]},
        {"areas": [area(), area("b", geometry=box(5), area_class="survey_envelope")]},
    ),
    (
        "releases-overlap",
        {"releases": [release(), release("s", geometry=box(5))]},
        {"releases": [release(), release("s", geometry=box(5), acceptance="pending")]},
    ),
    ("same-land", {"areas": [area(), area("b", geometry=ROTATED)]}, {"areas": [area(), area("b", geometry=box(0.5))]}),
    ("same-land", {"areas": [area(), area("b", geometry=REVERSED)]}, {"areas": [area(), area("b", same_as="a")]}),
    (
        "same-land",
        {"areas": [area(), area("b", geometry=box(0, 0, 10, 10.1))]},
        {"areas": [area(), area("b", geometry=box(0, 0, 10, 13))]},
    ),
    (
        "release-outside-hazards",
        {"releases": [release(geometry=box(0, 0, 10, 12))]},
        {"releases": [release(geometry=box(0, 0, 10, 10.01))]},
    ),
    (
        "release-outside-its-areas",
        {"areas": [area(), area("b", geometry=box(10))], "releases": [release(geometry=box(5))]},
        {"areas": [area(), area("b", geometry=box(10))], "releases": [release(geometry=box(5), areas=("a", "b"))]},
    ),
    (
        "hazard-on-released",
        {"areas": [area(), area("b", identified="2021")], "releases": [release()]},
        {"areas": [area(), area("b", identified="2020")], "releases": [release()]},  # it may be older
    ),
    (
        "sliver",
        {"releases": [release(geometry=box(0, 0, 10, 9.99))]},
        {"releases": [release(geometry=box(0, 0, 10, 5))]},
    ),
    (
        "closed-not-covered",
        {"areas": [area(status="closed")], "releases": [release(geometry=box(0, 0, 10, 6))]},
        {"areas": [area(status="closed")], "releases": [release()]},
    ),
    # A release on an outline that crosses itself ends nothing.
    (
        "closed-not-covered",
        {
            "areas": [area(status="closed")],
            "releases": [release(geometry=box(0, 0, 1, 1)), release("s", geometry=CROSSED)],
        },
        {"areas": [area(status="open")], "releases": [release(geometry=CROSSED)]},
    ),
    # The release that names it covers other types, so that the account keeps it hazardous.
    (
        "closed-not-covered",
        {"areas": [area(status="closed")], "releases": [release(hazard_types=("av_mines",))]},
        {"areas": [area(status="closed")], "releases": [release(hazard_types=("av_mines", "ap_mines"))]},
    ),
    (
        "closed-not-covered",
        {"areas": [area(status="closed", hazard_depth_m="0.5")], "releases": [release()]},
        {"areas": [area(status="closed", hazard_depth_m="0.5")], "releases": [release(kind="cancelled")]},
    ),
    ("open-though-covered", {"releases": [release()]}, {"releases": [release(hazard_types=("av_mines",))]}),
    (
        "successors-fall-short",
        {"areas": [OLD, area("b", formed_from=("a",), geometry=box(0, 0, 10, 6))]},
        {
            "areas": [
                OLD,
                area("b", formed_from=("a",), geometry=box(0, 0, 10, 6)),
                area("c", formed_from=("a",), geometry=box(0, 6, 10, 4)),
            ]
        },
    ),
    (
        "same-as-elsewhere",
        {"areas": [area(), area("b", same_as="a", geometry=box(5))]},
        {"areas": [area(), area("b", same_as="a", geometry=box(1, 1, 5, 5))]},
    ),
    # Stated against drawn
    ("stated-against-drawn", {"areas": [area(area_m2=700_000)]}, {"areas": [area(area_m2=WORTH_M2 * 0.97)]}),
    ("stated-against-drawn", {"areas": [area(area_m2=700_000)]}, {"areas": [area(area_m2=700_000, precision_m=100)]}),
    ("unit-slip", {"areas": [area(area_m2="0.891")]}, {"areas": [area(area_m2="0.5")]}),
    # Acres for square kilometres, a factor of 247, would explain too much.
    ("unit-slip", {"areas": [area(area_m2="8911")]}, {"areas": [area(area_m2=WORTH_M2 / 247.1)]}),
    ("unit-slip", {"releases": [release(area_m2="89.1")]}, {"releases": [release(area_m2=WORTH_M2)]}),
    (
        "larger-than-country",
        {"areas": [area(area_m2="6425164000000", geometry=None)]},
        {"areas": [area(area_m2=6425164, geometry=None)]},
    ),
    ("negative", {"areas": [area(women=-1)]}, {"areas": [area(women=0)]}),
    (
        "remaining-against-released",
        {"areas": [area(area_m2=1000, remaining_m2=800)], "releases": [release(area_m2=500)]},
        {"areas": [area(area_m2=1000, remaining_m2=505)], "releases": [release(area_m2=500)]},
    ),
    (
        "remaining-against-released",
        {"areas": [area(area_m2=1000, remaining_m2=1001)]},
        {"areas": [area(area_m2=1000, remaining_m2=1000)]},
    ),
    (
        "release-larger-than-hazard",
        {"areas": [area(area_m2=1000)], "releases": [release(area_m2=1200)]},
        {"areas": [area(area_m2=1000)], "releases": [release(area_m2=1005)]},
    ),
    (
        "casualties-differ",
        {
            "accidents": [{"id": "x", "killed": 2, "tier": "public"}],
            "victims": [{"accident": "x", "outcome": "killed"}],
        },
        {
            "accidents": [{"id": "x", "killed": 2, "tier": "public"}],
            "victims": [{"accident": "x", "outcome": "killed"}, {"accident": "x", "outcome": "not_known"}],
        },
    ),
    # Dates
    (
        "date-order",
        {"areas": [area(identified="2019", ended="2018-12-31")]},
        {"areas": [area(identified="2019", ended="2019-01-01")]},
    ),
    ("date-order", {"releases": [release(accepted="2020-04")]}, {"releases": [release(accepted="2020-05")]}),
    ("date-order", {"activities": [activity(ended="2019")]}, {"activities": [activity(ended="2020")]}),
    ("recorded-before", {"areas": [area(recorded="2014")]}, {"areas": [area(recorded="2015")]}),
    ("work-order", {"releases": [release(released="2019")]}, {"releases": [release(released="2020")]}),
    (
        "work-order",
        {"releases": [release()], "finds": [{"release": "r", "found": "2020-04-30"}]},
        {"releases": [release()], "finds": [{"release": "r", "found": "2020-05-01"}]},
    ),
    (
        "work-order",
        {"releases": [release()], "handovers": [{"releases": ("r",), "handed_over": "2020-05-31"}]},
        {"releases": [release()], "handovers": [{"releases": ("r",), "handed_over": "2020-06-01"}]},
    ),
    (
        "identified-after-release",
        {"areas": [area(identified="2021")], "releases": [release()]},
        {"areas": [area(identified="2020")], "releases": [release()]},
    ),
    ("undated-release", {"releases": [release(released=None)]}, {"releases": [release(released="2020")]}),
    (
        "undated-acceptance",
        {"releases": [release(accepted=None)]},
        {"releases": [release(accepted=None, acceptance="pending")]},
    ),
    (
        "undated-area",
        {"areas": [area(identified=None)]},
        {"areas": [area(identified=None, area_class="survey_envelope")]},
    ),
    # The books
    (
        "closed-without-release",
        {"areas": [area(status="closed")]},
        {"areas": [area(status="closed")], "releases": [release()]},
    ),
    ("closed-without-release", {"areas": [area(status="handed_over")]}, {"areas": [OLD]}),
    (
        "released-unaccepted",
        {"areas": [area(status="released")], "releases": [release(acceptance="rejected")]},
        {"areas": [area(status="released")], "releases": [release(acceptance="rejected"), release("s")]},
    ),
    (
        "handed-over-unreleased",
        {"releases": [release(acceptance="pending")], "handovers": [{"releases": ("r",), "done": "yes"}]},
        {"releases": [release()], "handovers": [{"releases": ("r",), "done": "yes"}]},
    ),
    (
        "handed-over-unreleased",
        {"handovers": [{"area": "a", "handed_over": "2021"}]},
        {"handovers": [{"area": "a", "completed": "2021", "done": "no"}]},
    ),
    (
        "status-transition",
        {
            "area_statuses": [
                {"area": "a", "status": "open", "date": "2019"},
                {"area": "a", "status": "handed_over", "date": "2020"},
            ]
        },
        {
            "area_statuses": [
                {"area": "a", "status": "released", "date": "2019"},
                {"area": "a", "status": "handed_over", "date": "2020"},
            ]
        },
    ),
    (
        "status-transition",
        {
            "area_statuses": [
                {"area": "a", "status": "closed", "date": "2019"},
                {"area": "a", "status": "open", "date": "2020"},
            ]
        },
        {
            "area_statuses": [
                {"area": "a", "status": "closed", "date": "2019"},
                {"area": "a", "status": "open", "date": "2020", "reason": "A find."},
            ]
        },
    ),
    (
        "status-differs",
        {"area_statuses": [{"area": "a", "status": "suspended", "date": "2019"}]},
        {"area_statuses": [{"area": "a", "status": "open", "date": "2019"}]},
    ),
    ("end-does-not-count", {"areas": [area(**{**ENDED, "end_decided_by": None})]}, {"areas": [OLD, HEIR]}),
    ("end-does-not-count", {"areas": [area(**{**ENDED, "ended": "2020"})]}, {"areas": [OLD, HEIR]}),
    ("ended-without-successor", {"areas": [OLD]}, {"areas": [area(**{**ENDED, "end_reason": "wrong_entry"})]}),
    ("formed-from-open", {"areas": [area(), HEIR]}, {"areas": [OLD, HEIR]}),
    (
        "lineage-circle",
        {"areas": [area(formed_from=("b",)), area("b", formed_from=("c",)), area("c", formed_from=("b",))]},
        {"areas": [area(formed_from=("b",)), area("b", formed_from=("c",)), area("c")]},
    ),
    ("lineage-circle", {"areas": [area(same_as="a")]}, {"areas": [area(), area("b", same_as="a")]}),
    (
        "class-against-evidence",
        {"areas": [area(indirect_evidence=("verbal_report",))]},
        {"areas": [area(indirect_evidence=("verbal_report",), area_class="sha")]},
    ),
    (
        "class-against-evidence",
        {"areas": [area(direct_evidence=("verbal_report",))]},
        {"areas": [area(direct_evidence=("detonation",))]},
    ),
    (
        "find-without-area",
        {"finds": [{"found": "2021"}]},
        {"areas": [area(), area("b", identified="2021")], "finds": [{"found": "2021", "area": "b"}]},
    ),
    # In an area that was there before, and was released: nothing was drawn because of it.
    (
        "find-without-area",
        {"finds": [{"found": "2021", "area": "a"}]},
        {"areas": [area(identified=None)], "finds": [{"found": "2021", "area": "a"}]},
    ),
    (
        "accident-on-released",
        {"releases": [release()], "accidents": [{"date": "2021", "geometry": point(5, 5)}]},
        {
            "areas": [area(), area("b", identified="2021-05")],
            "releases": [release()],
            "accidents": [{"date": "2021", "geometry": point(5, 5)}],
        },
    ),
    (
        "accident-on-released",
        {"releases": [release()], "accidents": [{"date": "2021", "geometry": point(5, 5)}]},
        {"releases": [release()], "accidents": [{"date": "2020", "geometry": point(5, 5)}]},
    ),
    (
        "accident-on-released",
        {"releases": [release()], "accidents": [{"date": "2021", "geometry": point(5, 5)}]},
        {"releases": [release(acceptance="suspended")], "accidents": [{"date": "2021", "geometry": point(5, 5)}]},
    ),
    (
        "released-though-not-worked",
        {"releases": [release()], "activities": [activity(status="called_off")]},
        {"releases": [release()], "activities": [activity(status="ongoing")]},
    ),
    ("find-without-cause", {"finds": [{"found": "2021"}]}, {"finds": [{"found": "2021", "cause": "missed"}]}),
    # The work
    (
        "accepted-by-nobody",
        {"releases": [release(accepted_by=None)]},
        {"releases": [release(accepted_by=None, acceptance="pending")]},
    ),
    (
        "reduced-how",
        {"releases": [release(kind="reduced")]},
        {"releases": [release(kind="reduced", technical_asset="no")]},
    ),
    (
        "reduced-how",
        {"releases": [release(kind="reduced", technical_asset="no")], "activities": [activity(assets=("animal",))]},
        {"releases": [release(kind="reduced", technical_asset="yes")], "activities": [activity(assets=("animal",))]},
    ),
    (
        "release-without-types",
        {"releases": [release(hazard_types=())]},
        {"releases": [release(hazard_types=())], "activities": [activity(hazard_types=("ap_mines",))]},
    ),
    (
        "types-not-covered",
        {"areas": [area(hazard_types=("ap_mines", "av_mines"))], "releases": [release()]},
        {"areas": [area(hazard_types=("ap_mines",))], "releases": [release(hazard_types=("ap_mines", "av_mines"))]},
    ),
    (
        "not-deep-enough",
        {"areas": [area(hazard_depth_m="0.5")], "releases": [release()]},
        {"areas": [area(hazard_depth_m="0.2")], "releases": [release()]},
    ),
    (
        "kind-against-activity",
        {"releases": [release()], "activities": [activity(kind="non_technical_survey")]},
        {"releases": [release(kind="cancelled")], "activities": [activity(kind="clearance")]},
    ),
    (
        "accepted-though-rejected",
        {"releases": [release()], "inspections": [{"release": "r", "date": "2020-05-20", "result": "rejected"}]},
        {
            "releases": [release()],
            "inspections": [
                {"release": "r", "date": "2020-05-20", "result": "rejected"},
                {"release": "r", "date": "2020-05-30", "result": "accepted"},
            ],
        },
    ),
    # Of its activity, after acceptance: the account counts the release no longer.
    (
        "accepted-though-rejected",
        {"releases": [release()], "inspections": [{"activity": "t", "date": "2020-07", "result": "rejected"}]},
        {"releases": [release()], "inspections": [{"activity": "t", "date": "2020-05", "result": "rejected"}]},
    ),
    (
        "release-without-activity",
        {"releases": [release(activity=None)]},
        {"releases": [release(activity=None, kind="cancelled")]},
    ),
    (
        "activity-without-hazard",
        {"activities": [activity(areas=())]},
        {"activities": [activity(areas=(), kind="spot_task", area_m2=0)]},
    ),
    ("devices-without-activity", {"devices": [{"area": "a"}]}, {"devices": [{"activity": "t"}]}),
    (
        "devices-twice",
        {"devices": [{"activity": "t", "date": "2020", "quantity": 1}] * 2},
        {
            "devices": [
                {"activity": "t", "date": "2020", "quantity": 1},
                {"activity": "t", "date": "2020", "quantity": 2},
            ]
        },
    ),
    (
        "original-id-twice",
        {"areas": [area(original_id="BA 12"), area("b", geometry=box(20), original_id="ba12 ")]},
        {"areas": [area(original_id="BA 12"), area("b", geometry=box(20), original_id="BA 13")]},
    ),
    ("minimum-data", {"handovers": [{"area": "a", "completed": "2021", "organisation": "op"}]}, {}),
]


DEVICE = {
    "activity": "t",
    "ordnance": "o",
    "quantity": 1,
    "depth_m": "0.1",
    "condition": "functional",
    "disposal": "removed",
    "date": "2020-03",
}


def ids(tables: Tables) -> set[str]:
    return {finding.check for finding in checks.check(made(tables))}


@pytest.mark.parametrize(("check", "fires", "near"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_a_check_fires_and_its_near_miss_does_not(check: str, fires: Tables, near: Tables) -> None:
    found = [case for case in checks.cases(made(fires)) if case.finding.check == f"land.{check}"]
    assert found
    assert all(case.finding.message and case.finding.hint for case in found)
    assert all(case.records[0] == tuple(case.finding.subject.split("/")) for case in found)
    if near:
        assert f"land.{check}" not in ids(near)


def test_every_check_has_its_case() -> None:
    assert {f"land.{check}" for check, _, _ in CASES} == {id for id in REGISTRY if id.startswith("land.")}


def test_a_complete_row_lacks_nothing() -> None:
    complete = area(
        direct_evidence=("detonation",),
        women=1,
        girls=0,
        boys=0,
        men=1,
        organisation="op",
        area_m2=WORTH_M2,
        tier="public",
    )
    tables = {
        "areas": [{**complete, "status": "released"}],
        "activities": [activity(geometry=point(), assets=("manual",), ended="2020-05-01")],
        "releases": [release(area_m2=WORTH_M2)],
        "devices": [{**DEVICE}],
        "ordnance": [{"id": "o"}],
    }
    assert checks.check(made(tables)) == []


def test_a_record_without_a_programme_costs_nothing() -> None:
    assert checks.check(package()) == []
    heavy = ("shapely", "numba", "pyproj")
    program = f"import sys; from ploughshare.land import checks; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_of_a_kind_a_thousand_are_told() -> None:
    many = made({"areas": [area(f"a{n}", status="closed", geometry=None) for n in range(1100)]})
    told = [finding for finding in checks.check(many) if finding.check == "land.closed-without-release"]
    assert len(told) == 1001
    assert any("100 more" in finding.message for finding in told)
    assert len([case for case in checks.cases(many) if case.finding.check == "land.closed-without-release"]) == 1100


def test_what_a_whole_source_does_not_say_is_told_once() -> None:
    listed = [area(f"a{n:03}", identified=None, source="export", geometry=box(20 * n)) for n in range(101)]
    alone = area("b", identified=None, geometry=box(0, 50))
    sources = [{"id": "export", "kind": "database", "title": "Export"}]
    cases = checks.cases(made({"areas": [*listed, alone], "sources": sources}))
    undated = [case for case in cases if case.finding.check == "land.undated-area"]
    assert [len(case.records) for case in undated] == [101, 1]
    assert undated[0].finding.message.startswith("101 areas of “export” do not say when they were identified")


def test_a_restricted_row_is_not_named_in_the_finding_of_an_open_one() -> None:
    tables = {"areas": [area("secret", tier="restricted", identified="2010"), area("b", geometry=box(5))]}
    overlap = next(case for case in checks.cases(made(tables)) if case.finding.check == "land.hazards-overlap")
    assert overlap.finding.subject == "areas/b"
    assert "secret" not in overlap.finding.message
    assert overlap.finding.message == REGISTRY["land.hazards-overlap"].looks_for


def test_findings_hold_no_coordinates() -> None:
    for _, fires, _ in CASES:
        for case in checks.cases(made(fires)):
            assert "17.5" not in case.finding.message
            assert "44.0" not in case.finding.message


def test_what_stays_on_the_side_of_safety_is_no_error() -> None:
    """The account keeps such land hazardous and says so: a country's report need not wait for it."""
    for id in ("outline-crosses", "unit-slip", "closed-not-covered", "release-outside-hazards", "datum-guessed"):
        assert REGISTRY[f"land.{id}"].level is Level.WARNING
    for id in ("accepted-though-rejected", "handed-over-unreleased", "negative", "lineage-circle"):
        assert REGISTRY[f"land.{id}"].level is Level.ERROR


def test_areas_are_measured_on_the_ellipsoid() -> None:
    from ploughshare.geo.measure import area_m2
    from ploughshare.land.checking.ground import Ground

    outlines = [box(), box(-2000, -900, 3, 700), box(1500, 800, 0.5, 0.5)]
    ground = Ground(made({"areas": [area(f"a{n}", geometry=shape) for n, shape in enumerate(outlines)]}))
    for measured, shape in zip(ground.areas.area_m2, outlines, strict=True):
        assert measured == pytest.approx(area_m2(shape), rel=1e-4)


def test_a_slip_names_the_factor_and_proposes_the_number() -> None:
    slip = next(c for c in checks.cases(made({"areas": [area(area_m2="89.1")]})) if c.finding.check == "land.unit-slip")
    assert "10,000" in slip.finding.message
    assert slip.repair is not None
    assert slip.repair.after == Decimal(891_000)


def test_a_release_that_is_too_large_by_a_slip_says_so() -> None:
    rows = {"areas": [area(area_m2=50_000)], "releases": [release(area_m2="5000000", geometry=None)]}
    found = next(case for case in checks.cases(made(rows)) if case.finding.check == "land.release-larger-than-hazard")
    assert "a factor of 100, as if " in found.finding.message


def test_what_lies_after_the_date_of_the_record_is_found_of_land_too() -> None:
    from ploughshare.report import checks as all_checks

    future = made({"releases": [release(accepted="2031-01-01")]})
    assert ("record.after-as-of", "releases/r") in {(one.check, one.subject) for one in all_checks.check(future)}


def test_an_area_across_the_180th_meridian_is_one_area() -> None:
    split = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[179.99, 10.0], [180.0, 10.0], [180.0, 10.01], [179.99, 10.01], [179.99, 10.0]]],
            [[[-180.0, 10.0], [-179.99, 10.0], [-179.99, 10.01], [-180.0, 10.01], [-180.0, 10.0]]],
        ],
    }
    fiji = package(meta={"country": "fj"}, areas=[area(geometry=split, area_m2=2_424_000)])
    found = {finding.check for finding in checks.check(fiji)}
    assert "land.stated-against-drawn" not in found
    assert "land.long-edge" not in found
