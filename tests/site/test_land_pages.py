"""The pages of the land account without a script: what they say, what they narrow, and what they do not show."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import mapbox_vector_tile
import pytest
from django.test import Client

from ploughshare.land.account import account
from ploughshare.land.states import state
from ploughshare.record.package import Package
from ploughshare.web.records import queries
from ploughshare.web.site.land import making, overview, withheld
from ploughshare.web.site.land.words import km2, whole_m2
from site_crawl import MARKUP, Page, get
from small_packages import package

PAGES = (
    "/xd/land/",
    "/xd/land/?on=2021&group=ap_mined_area&area_class=cha&organisation=harrow",
    "/xd/land/account/",
    "/xd/land/account/?year=2024",
    "/xd/land/account/?year=life&line=cleared",
    "/xd/land/account/?place=alder-bay&organisation=harrow&known_on=2023-12-31",
    "/xd/land/areas/",
    "/xd/land/areas/a01-plain/",
    "/xd/land/releases/r01-cleared/",
    "/xd/land/activities/t01-cleared/",
    "/xd/land/findings/",
)
SQUARE = [[[129.5, 38.5], [129.51, 38.5], [129.51, 38.51], [129.5, 38.51], [129.5, 38.5]]]


def made(client: Client, address: str) -> Page:
    """The page, once what it needs is made."""
    for _ in range(60):
        page = get(client, address)
        if page.status != 202:
            return page
    raise AssertionError(f"{address} is still being computed")


def polygon(west: float, south: float, side: float = 0.01) -> dict[str, Any]:
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_there_and_leads_nowhere_that_is_not(xd: Client, address: str) -> None:
    page = made(xd, address)
    assert page.status == 200
    for link in {link for link in page.links if link.startswith("/xd/land/")}:
        assert made(xd, link).status == 200, link


def test_only_a_record_with_a_programme_has_the_tab(xd: Client, kp: Client) -> None:
    assert get(kp, "/kp/").status == 200
    assert "/kp/land/" not in get(kp, "/kp/").links
    assert get(kp, "/kp/land/").status == 404
    assert get(kp, "/kp/land/areas/").status == 404


def test_the_tab_is_on_every_page_of_the_programme(xd: Client) -> None:
    assert "/xd/land/" in get(xd, "/xd/").links


@pytest.mark.parametrize("day", ["2020-12-31", "2022-12-31", "2025-04-30"])
@pytest.mark.parametrize("group", ["all", "ap_mined_area"])
def test_the_numbers_beside_the_map_are_those_of_the_state(xd: Client, demoland: Package, day: str, group: str) -> None:
    words = made(xd, f"/xd/land/?on={day}&group={group}").text
    by_state = state(queries.package("xd") or demoland, day).groups[group]
    for m2 in by_state.values():
        assert km2(m2) in words


def test_a_day_that_cannot_be_read_is_told(xd: Client) -> None:
    page = made(xd, "/xd/land/?on=31.12.2022")
    assert "left out of account" in page.text
    assert page.status == 200


def test_the_slider_stops_at_each_change_and_the_numbers_are_whole(xd: Client, demoland: Package) -> None:
    found = json.loads(made(xd, "/xd/land/series.json?group=all&on=2021-02-03").content)
    assert found["days"] == sorted(set(found["days"]))
    day = found["days"].index(18_661)  # 3 February 2021
    by_state = state(queries.package("xd") or demoland, "2021-02-03").groups["all"]
    assert found["m2"][day] == [round(m2) for m2 in by_state.values()]


def test_of_an_area_with_nothing_left_it_is_told_what_others_hold_there(xd: Client) -> None:
    page = made(xd, "/xd/land/areas/a09-cleared-before/")
    assert "Other hazardous areas lie on this land" in page.text
    assert {f"/xd/land/areas/a09-{one}/" for one in ("displaced", "missed", "cause-unknown")} <= set(page.links)
    assert "Other hazardous areas" not in made(xd, "/xd/land/areas/a36-handed-over/").text


def test_areas_without_an_outline_stand_beside_the_map(xd: Client) -> None:
    page = made(xd, "/xd/land/")
    listed = {
        row["id"]
        for row in queries.rows("xd", "areas")
        if row["geometry"] is None and row["area_class"] != "survey_envelope"
    }
    assert listed
    assert {f"/xd/land/areas/{id}/" for id in listed} <= set(page.links)


@pytest.mark.parametrize("year", ["2022", "2024", "life"])
def test_the_account_is_the_accounts(xd: Client, demoland: Package, year: str) -> None:
    page = made(xd, f"/xd/land/account/?year={year}")
    posted = account(queries.package("xd") or demoland, None if year == "life" else int(year))
    for line in posted.lines:
        if line.stated_m2 or round(line.measured_m2):
            assert line.label in page.text
            assert whole_m2(line.stated_m2) in page.text
            assert whole_m2(line.measured_m2) in page.text
        for difference in line.differences:
            if abs(difference.m2) >= 1:
                assert whole_m2(difference.m2) in page.text
    assert "The account balances" in page.text


def test_a_number_opens_to_its_records(xd: Client) -> None:
    page = made(xd, "/xd/land/account/?year=2024")
    link = next(link for link in page.links if "line=cleared" in link)
    opened = made(xd, f"/xd/land/account/{link.partition('#')[0]}")
    posted = json.loads(made(xd, "/xd/land/account/account.json?year=2024").content)
    (cleared,) = (line for line in posted["lines"] if line["line"] == "cleared")
    assert cleared["rows"]
    for row in cleared["rows"]:
        assert f"/xd/land/releases/{row['id']}/" in opened.links


def test_the_file_of_rows_adds_up_to_the_account(xd: Client) -> None:
    posted = json.loads(made(xd, "/xd/land/account/account.json?year=2024").content)
    rows = list(csv.DictReader(io.StringIO(made(xd, "/xd/land/account/rows.csv?year=2024").content.decode())))
    for line in posted["lines"]:
        own = [row for row in rows if row["line"] == line["line"]]
        measured = sum(float(row["measured_m2"]) for row in own if not row["difference"])
        differences = sum(float(row["stated_m2"]) for row in own if row["difference"])
        assert measured == pytest.approx(line["measured_m2"], abs=1e-3)
        assert differences == pytest.approx(line["stated_m2"] - line["measured_m2"], abs=1e-3)


@pytest.mark.parametrize(
    "query",
    ["year=1850", "group=none", "place=nowhere", "organisation=nobody", "known_on=2020-06-06", "year=2024&line=x"],
)
def test_what_no_form_offers_is_no_account(xd: Client, query: str) -> None:
    assert made(xd, f"/xd/land/account/?{query}").status == 404


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("area_class=sha", lambda row: row["area_class"] == "sha"),
        ("status=released", lambda row: row["status"] == "released"),
        ("hazard_type=av_mines", lambda row: "av_mines" in row["hazard_types"]),
        ("organisation=harrow", lambda row: row["organisation"] == "harrow"),
        ("located=no", lambda row: row["geometry"] is None),
        ("name=long%20meadow", lambda row: "Long Meadow" in (row["name"] or "")),
    ],
)
def test_areas_are_narrowed(xd: Client, query: str, wanted: Callable[[Any], bool]) -> None:
    page = get(xd, f"/xd/land/areas/?{query}")
    expected = {f"/xd/land/areas/{row['id']}/" for row in queries.rows("xd", "areas") if wanted(row)}
    assert expected
    assert {link for link in page.links if re.fullmatch(r"/xd/land/areas/[^?]+/", link)} == expected


def test_a_long_list_comes_page_by_page(site_of: Callable[..., Client]) -> None:
    client = site_of(package(areas=[{"id": f"a-{number:03}"} for number in range(230)]))
    first, last = get(client, "/kp/land/areas/"), get(client, "/kp/land/areas/?page=3")
    assert "/kp/land/areas/a-000/" in first.links
    assert "/kp/land/areas/a-229/" not in first.links
    assert "/kp/land/areas/a-229/" in last.links
    assert "page 3 of 3" in last.text


def test_an_area_tells_its_history_in_order(xd: Client) -> None:
    words = made(xd, "/xd/land/areas/a01-plain/").text
    told = [
        "identified",
        "cancelled: accepted",
        "reduced: accepted",
        "quality assurance: accepted",
        "cleared: accepted",
    ]
    places = [words.index(one) for one in told]
    assert places == sorted(places)
    assert "remaining hazardous" in words


def test_a_release_is_marked_among_the_others_of_its_area(xd: Client) -> None:
    page = made(xd, "/xd/land/releases/r01-cleared/")
    kinds = [given.get("class") for name, given in page.elements if name == "path"]
    assert kinds.count("spot") == 1
    assert kinds.count("outline") == 2  # the area and the release
    assert "broad line" in page.text


def test_the_depth_of_a_release_is_that_of_its_activity_where_it_states_none(xd: Client) -> None:
    words = made(xd, "/xd/land/activities/t01-cleared/").text
    assert "accepted, 28 June 2024 0.2 m 100,000" in " ".join(words.split())


def test_findings_are_narrowed_and_carry_their_repair(xd: Client) -> None:
    page = made(xd, "/xd/land/findings/?check=land.unit-slip")
    checks = set(re.findall(rb"<code>(land\.[a-z-]+)</code>", page.content))
    assert checks == {b"land.unit-slip"}
    assert "Proposed repair" in page.text
    assert made(xd, "/xd/land/findings/?level=error&month=1900-01").text.count("Nothing was found.") == 1


def test_a_page_that_comes_too_early_says_so_and_asks_again(site_of: Callable[..., Client], monkeypatch: Any) -> None:
    client = site_of(package(areas=[{"id": "a", "geometry": polygon(129.5, 38.5), "location_tier": "public"}]))
    monkeypatch.setattr(making.threading.Thread, "join", lambda *_: None)
    monkeypatch.setattr(making, "_make", lambda folder, make: making.threading.Event().wait(0.5))
    page = client.get("/kp/land/")
    assert page.status_code == 202
    assert page["Refresh"] == "3"


def test_what_cannot_be_made_is_told_and_not_waited_for(site_of: Callable[..., Client], monkeypatch: Any) -> None:
    client = site_of(package(areas=[{"id": "a", "geometry": polygon(129.5, 38.5), "location_tier": "public"}]))

    def fail(*_: object) -> None:
        raise ValueError("a secret cause")

    monkeypatch.setattr(overview.land_facts, "read", fail)
    page = get(client, "/kp/land/")
    assert page.status == 500
    assert "secret" not in page.text


def tile_rows(client: Client, page: Page) -> list[dict[str, Any]]:
    """The properties of all that the tile of the whole world has."""
    (holder,) = (given for _, given in page.elements if given.get("id") == "land-map")
    address = str(holder["data-tiles"]).replace("{z}/{x}/{y}", "0/0/0")
    content = client.get(address).content
    layers = mapbox_vector_tile.decode(content) if content else {}
    return [one["properties"] for layer in layers.values() for one in layer["features"]]


_OPEN_ONLY = 1
"""Marks on the tile of the whole world of the hazard that all may see: a cell of the grid."""
SECRET_DIGITS = ("129.5678", "38.5678")


def secret_record(location_tier: str | None) -> Package:
    """A hazard whose place nobody may see, half of it released; and one that all may see."""
    hidden = {
        "location_tier": location_tier,
        "coordinates_as_entered": "129.5678 38.5678",
        "hazard_types": ("ap_mines",),
    }
    release = {"hazard_types": ("ap_mines",), "released": "2023-05-01", "accepted": "2023-06-01", "areas": ("hidden",)}
    return package(
        areas=[
            {
                "id": "hidden",
                "identified": "2020-01-01",
                "geometry": polygon(129.5678, 38.5678),
                "area_m2": 900000,
                **hidden,
            },
            {"id": "open", "identified": "2020-01-01", "geometry": polygon(127.1, 38.1), "location_tier": "public"},
        ],
        releases=[
            {"id": "half", "geometry": polygon(129.5678, 38.5678, 0.005), **release, "location_tier": location_tier}
        ],
    )


def test_a_place_that_is_public_is_in_them(site_of: Callable[..., Client]) -> None:
    client = site_of(secret_record("public"))
    page = made(client, "/kp/land/")
    assert SECRET_DIGITS[0].encode() in made(client, "/api/countries/kp/tables/areas").content
    assert len(tile_rows(client, page)) == _OPEN_ONLY + 2  # the hidden hazard, and the release on half of it


@pytest.mark.parametrize("location_tier", [None, "partners", "restricted"])
def test_a_place_that_is_not_public_is_in_no_answer(site_of: Callable[..., Client], location_tier: str | None) -> None:
    client = site_of(secret_record(location_tier))
    page = made(client, "/kp/land/")
    addresses = (
        "/kp/land/",
        "/kp/land/series.json?group=all",
        "/kp/land/areas/",
        "/kp/land/areas/hidden/",
        "/kp/land/areas/open/",
        "/kp/land/releases/half/",
        "/kp/land/findings/",
        "/kp/land/account/?year=2023&line=cleared",
        "/kp/land/account/account.json",
        "/kp/land/account/rows.csv",
        "/api/countries/kp/tables/areas",
    )
    for address in addresses:
        answer = made(client, address)
        assert answer.status == 200, address
        assert not [digits for digits in SECRET_DIGITS if digits.encode() in answer.content], address
    assert "900,000" in page.text  # it stays in the account by its stated area
    assert len(tile_rows(client, page)) == _OPEN_ONLY


def test_a_public_release_is_not_painted_over_a_hazard_that_is_not_public(site_of: Callable[..., Client]) -> None:
    covered = {
        "hazard_types": ("ap_mines",),
        "released": "2023-05-01",
        "accepted": "2023-06-01",
        "location_tier": "public",
    }
    hazard = {"hazard_types": ("ap_mines",), "area_m2": 900000}
    client = site_of(
        package(
            areas=[
                {"id": "older", "identified": "2020-01-01", "geometry": polygon(129.5, 38.5), **hazard},
                {"id": "later", "identified": "2024-01-01", "geometry": polygon(127.5, 38.5), **hazard},
            ],
            releases=[
                {"id": "on-older", "geometry": polygon(129.5, 38.5), **covered},
                {"id": "on-later", "geometry": polygon(127.5, 38.5), **covered},
            ],
        )
    )
    made(client, "/kp/land/")
    picture = overview.picture_of(making.Publication("kp", _publication()), "all")
    assert picture is not None
    days = picture.strokes[["since", "until"]].tolist()
    spans = dict(zip(picture.rows.tolist(), days, strict=True))
    assert spans["on-older"][1] > 1_000_000  # it ended the hidden hazard
    assert spans["on-later"][1] == 19_723  # 1 January 2024: hazardous again, by a hazard that is not shown


def _publication() -> str:
    found = queries.heading("kp")
    assert found is not None
    return found.publication


def test_only_tiles_with_land_are_kept_on_disk(xd: Client) -> None:
    page = made(xd, "/xd/land/")
    (holder,) = (given for _, given in page.elements if given.get("id") == "land-map")
    address = str(holder["data-tiles"])
    assert xd.get(address.replace("{z}/{x}/{y}", "14/1/1")).status_code == 204
    assert xd.get(address.replace("{z}/{x}/{y}", "0/0/0")).content
    heading = queries.heading("xd")
    assert heading is not None
    kept = making.Publication.of(heading).folder / "tiles-all"
    assert (kept / "0-0-0.mvt").is_file()
    assert not (kept / "14-1-1.mvt").exists()


def test_tiles_of_another_publication_or_place_are_not_there(xd: Client) -> None:
    page = made(xd, "/xd/land/")
    (holder,) = (given for _, given in page.elements if given.get("id") == "land-map")
    address = str(holder["data-tiles"])
    assert xd.get(address.replace("{z}/{x}/{y}", "3/9/0")).status_code == 404
    assert xd.get(address.replace("{z}/{x}/{y}", "40/0/0")).status_code == 404
    assert (
        xd.get(re.sub(r"tiles/[0-9a-f]+/", "tiles/0000/", address).replace("{z}/{x}/{y}", "0/0/0")).status_code == 404
    )
    assert xd.get(address.replace("/all/", "/nothing/").replace("{z}/{x}/{y}", "0/0/0")).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_nothing_inline(xd: Client, address: str) -> None:
    page = made(xd, address)
    assert page.media_type == MARKUP
    assert not [tag for tag, given in page.elements if "style" in given or any(name.startswith("on") for name in given)]
    assert not [given for tag, given in page.elements if tag == "script" and not given.get("src")]


def test_spans_are_told_only_of_releases_that_say_less(xd: Client) -> None:
    facts = overview.land_facts.read(overview.land_package("xd"))
    assert withheld.spans(facts, facts, facts.groups["all"]) == {}
