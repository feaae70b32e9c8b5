"""The areas of a programme for programs: by what is asked for, by box, in pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ploughshare.record.package import Package
from site_crawl import get
from small_packages import package


def programme() -> Package:
    point = {"type": "Point", "coordinates": [10.0, 10.0]}
    return package(
        areas=[
            {"id": "a", "name": "North", "hazard_types": ("ap_mines",)},
            {"id": "b", "location_tier": "public", "geometry": point},
            {"id": "c", "geometry": point},
        ]
    )


@pytest.fixture
def ask(site_of: Callable[..., Client]) -> Callable[[str], Any]:
    client = site_of(programme())
    return lambda query: json.loads(get(client, f"/api/countries/kp/{query}").content)


def test_areas_by_what_is_asked(ask: Callable[[str], Any]) -> None:
    for query, ids in {
        "": "abc",
        "?name=nor": "a",
        "?hazard_type=ap_mines": "a",
        "?located=true": "b",
        "?box=9,9,11,11": "b",
        "?box=20,9,21,11": "",
        "?start=1&most=1": "b",
    }.items():
        answer = ask(f"areas{query}")
        assert "".join(row["id"] for row in answer["areas"]) == ids, query
        assert answer["total"] == 3


def test_a_table_in_pages(ask: Callable[[str], Any]) -> None:
    assert [row["id"] for row in ask("tables/areas?most=2")] == ["a", "b"]
    assert [row["id"] for row in ask("tables/areas?start=2")] == ["c"]


@pytest.mark.parametrize(
    "query", ["areas?box=1,2,3", "areas?box=a,b,c,d", "areas?most=0", "areas?most=99999999", "tables/areas?start=-1"]
)
def test_what_cannot_be_asked_is_said(site_of: Callable[..., Client], query: str) -> None:
    answer = get(site_of(programme()), f"/api/countries/kp/{query}")
    assert answer.status == 422
    assert json.loads(answer.content)["error"]["message"]
