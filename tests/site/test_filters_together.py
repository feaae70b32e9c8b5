"""One filter over events: list, timeline and map show the same."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from site_crawl import get

FILTERS = (
    "",
    "kind=re_mining",
    "kind=agreement&since=2018",
    "place=demilitarized-zone",
    "actor=north-korea",
    "actor=rok-army",
    "since=2022&until=2022",
    "since=2018-10&until=2018",
    "until=1999",
    "since=2030",
    "kind=nonsense",
    "place=nowhere&actor=nobody",
    "ordnance=nothing",
)


def listed(client: Client, query: str) -> list[str]:
    page = get(client, f"/kp/events/?{query}")
    assert page.status == 200
    return [link.split("/")[3] for link in page.links if re.fullmatch(r"/kp/events/[^/]+/", link)]


@pytest.mark.parametrize("query", FILTERS)
def test_list_timeline_and_map_agree(query: str, kp: Client) -> None:
    content = get(kp, f"/kp/events/?{query}").content.decode()
    drawing, _, rest = content.partition("</svg>") if "<svg" in content else ("", "", content)
    in_timeline = set(re.findall(r'href="/kp/events/([^/"]+)/" tabindex', drawing))
    in_list = set(re.findall(r'<h3><a href="/kp/events/([^/"]+)/"', rest))
    rows = {row["id"]: row for row in json.loads(get(kp, "/api/countries/kp/tables/events").content)}
    assert in_timeline == {id for id in in_list if rows[id]["happened"] or rows[id]["reported"]}
    features = json.loads(get(kp, f"/kp/events/map.geojson?{query}").content)["features"]
    places = {row["id"]: row for row in json.loads(get(kp, "/api/countries/kp/tables/places").content)}
    with_place = {rows[id]["place"] for id in in_list if rows[id]["place"]}
    assert {f["properties"]["id"] for f in features} == {id for id in with_place if places[id]["geometry"]}
    assert sum(f["properties"]["events"] for f in features) == sum(
        1 for id in in_list if rows[id]["place"] and places[rows[id]["place"]]["geometry"]
    )


def test_filters_narrow(kp: Client) -> None:
    every = set(listed(kp, ""))
    for query in ("kind=re_mining", "place=joint-security-area", "since=2022&until=2022", "until=1999"):
        found = set(listed(kp, query))
        assert found < every
        assert found, query
    assert set(listed(kp, "place=joint-security-area")) < set(listed(kp, "place=demilitarized-zone"))


@pytest.mark.parametrize("date", ["soon", "2018-13", "20181", "-1", "9999999", "2018-02-30", "'; --"])
def test_a_date_that_cannot_be_read_is_said_so_and_left_out(date: str, kp: Client) -> None:
    page = get(kp, f"/kp/events/?since={date}")
    assert page.status == 200
    assert "could not be read" in page.text
    assert len(listed(kp, f"since={date}")) == len(listed(kp, ""))
    assert get(kp, f"/kp/events/map.geojson?since={date}").status == 200


def test_the_filter_asks_for_what_it_changes_and_no_cache_mixes_the_two(kp: Client) -> None:
    part = kp.get("/kp/events/?kind=agreement", headers={"HX-Request": "true"})
    whole = kp.get("/kp/events/?kind=agreement")
    assert part.content.startswith(b'<div id="results" data-map="/kp/events/map.geojson?kind=agreement"')
    assert b"<html" in whole.content
    assert all("HX-Request" in response["Vary"] for response in (part, whole))


def test_a_mark_says_how_exactly_its_place_is_known(kp: Client) -> None:
    features = json.loads(get(kp, "/kp/places/map.geojson").content)["features"]
    rows = {row["id"]: row for row in json.loads(get(kp, "/api/countries/kp/tables/places").content)}
    points = [feature for feature in features if feature["geometry"]["type"] == "Point"]
    assert points
    for feature in points:
        assert feature["properties"]["precision_m"] == float(rows[feature["properties"]["id"]]["precision_m"])
        # On a grid as wide as the precision: no decimals that would say more.
        assert all(len(f"{number:g}".partition(".")[2]) <= 3 for number in feature["geometry"]["coordinates"])
    only = json.loads(get(kp, "/kp/places/map.geojson?only=arrowhead-hill").content)["features"]
    assert {feature["properties"]["id"] for feature in only} == {"arrowhead-hill"}


def test_each_map_says_what_it_shows_and_that_no_mark_is_not_safe(kp: Client) -> None:
    for address in ("/kp/events/", "/kp/places/", "/kp/places/arrowhead-hill/"):
        text = get(kp, address).text
        for words in (
            "line or limit of a zone",
            "never smaller than what is not known of its place",
            "no opinion on the status of any territory",
            "No mark does not mean safe",
        ):
            assert words in text, f"{address}: {words}"
