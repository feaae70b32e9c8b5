"""The land account as a visitor meets it, in Chromium: the slider, the keyboard, a phone, no script at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image
from shapely.geometry import shape

from ploughshare.record.package import Package

pytestmark = pytest.mark.browser

PAGES = (
    "/xd/land/",
    "/xd/land/account/",
    "/xd/land/account/?year=2024&line=cleared",
    "/xd/land/areas/",
    "/xd/land/areas/a01-plain/",
    "/xd/land/releases/r01-cleared/",
    "/xd/land/activities/t01-cleared/",
    "/xd/land/findings/",
)
PHONE = {"width": 390, "height": 844}
HAZARDOUS = (165, 34, 29)
CLEARED = (53, 104, 47)

LATER_THAN = """(said, first) => new Promise((done) => {
  const look = () => (said.textContent > first ? done() : setTimeout(look, 20));
  look();
})"""


@pytest.fixture
def on_phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def without_scripts(browser: Any) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def opened(page: Any, site: str, query: str = "") -> Any:
    """The map of the land once it stands; asked for again while the site is still computing it."""
    page.goto(f"{site}/xd/land/{query}")
    page.wait_for_selector("#land-map[data-ready]", timeout=120_000)
    return page.locator("#land-map")


OLD_ROAD = "a01-plain"
"""An area of which pieces were released one after the other."""
CLOSER = """(at) => new Promise((done) => {
  const map = document.getElementById("land-map").landMap;
  map.jumpTo({center: at, zoom: 14});
  const look = () => {
    const point = map.project(at);
    const drawn = map.queryRenderedFeatures([point.x, point.y], {layers: ["states"]}).length;
    if (drawn && map.loaded() && map.getZoom() === 14) done([point.x, point.y]);
    else setTimeout(look, 50);
  };
  setTimeout(look, 50);
})"""


@pytest.fixture(scope="session")
def middle(demoland: Package) -> list[float]:
    """Longitude and latitude of its middle."""
    row = demoland.row("areas", OLD_ROAD)
    assert row is not None
    return list(shapely.get_coordinates(shape(row["geometry"]).centroid)[0])


def closer(page: Any, middle: list[float]) -> tuple[float, float]:
    """Zoom to Old Road, wait until it is drawn, and say where on the page it is."""
    x, y = page.evaluate(CLOSER, middle)
    box = page.locator("#land-map").bounding_box()
    return box["x"] + x, box["y"] + y


def standing(page: Any, day: str) -> None:
    page.wait_for_selector(f'#land-map[data-ready="{day}"]')


def pixels(page: Any, colour: tuple[int, int, int]) -> int:
    """How many pixels of the map have that colour."""
    shot = Image.open(io.BytesIO(page.locator("#land-map").screenshot())).convert("RGB")
    return int((np.abs(np.asarray(shot).astype(int) - np.array(colour)).max(axis=2) <= 4).sum())


def to_day(page: Any, day: str) -> None:
    """Drag the slider to the stop of that day, as a hand does: its value changes and says so."""
    page.evaluate(
        """(wanted) => {
          const slider = document.getElementById("day");
          for (let position = 0; position <= Number(slider.max); position += 1) {
            slider.value = position;
            slider.dispatchEvent(new Event("input"));
            if (document.getElementById("day-said").textContent >= wanted) return;
          }
        }""",
        day,
    )
    standing(page, page.locator("#day-said").text_content())


def test_the_slider_changes_the_picture_and_the_numbers(page: Any, live_demoland: str, middle: list[float]) -> None:
    opened(page, live_demoland)
    closer(page, middle)
    to_day(page, "2020-06-01")
    before = pixels(page, HAZARDOUS), pixels(page, CLEARED)
    numbers = page.locator("[data-state='5'] td").text_content()
    to_day(page, "2025-04-30")
    after = pixels(page, HAZARDOUS), pixels(page, CLEARED)
    assert before[0] > after[0] > 0
    assert after[1] > before[1] + 1000
    assert page.locator("[data-state='5'] td").text_content() != numbers


def test_no_tile_is_asked_for_when_the_day_changes(page: Any, live_demoland: str) -> None:
    opened(page, live_demoland)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    to_day(page, "2022-01-01")
    to_day(page, "2024-01-01")
    assert not [address for address in asked if ".mvt" in address]


def test_the_slider_and_its_buttons_work_by_keyboard(page: Any, live_demoland: str) -> None:
    opened(page, live_demoland)
    page.locator("#day").focus()
    page.keyboard.press("Home")
    first = page.locator("#day-said").text_content()
    page.keyboard.press("ArrowRight")
    second = page.locator("#day-said").text_content()
    page.keyboard.press("End")
    last = page.locator("#day-said").text_content()
    assert first < second < last
    assert page.locator("#day").get_attribute("aria-valuetext") == last
    page.locator("#earlier").focus()
    page.keyboard.press("Enter")
    assert page.locator("#day-said").text_content() < last
    standing(page, page.locator("#day-said").text_content())


def test_playing_goes_through_the_days_and_stops(page: Any, live_demoland: str) -> None:
    opened(page, live_demoland)
    page.locator("#play").focus()
    page.keyboard.press("Enter")
    assert page.locator("#play").get_attribute("aria-pressed") == "true"
    first = page.locator("#day-said").text_content()
    page.wait_for_selector("#land-map[data-ready]")
    page.locator("#day-said").evaluate(LATER_THAN, first)
    page.keyboard.press("Enter")
    assert page.locator("#play").get_attribute("aria-pressed") == "false"


def test_what_is_clicked_leads_to_its_page(page: Any, live_demoland: str, middle: list[float]) -> None:
    opened(page, live_demoland)
    page.mouse.click(*closer(page, middle))
    link = page.locator(".maplibregl-popup a")
    link.wait_for()
    assert link.get_attribute("href").startswith("/xd/land/releases/r01-")
    link.click()
    page.wait_for_selector("main .crumbs")
    assert page.url.startswith(f"{live_demoland}/xd/land/releases/r01-")


def test_another_group_and_class_are_another_picture(page: Any, live_demoland: str) -> None:
    opened(page, live_demoland, "?group=all")
    every = pixels(page, HAZARDOUS)
    opened(page, live_demoland, "?group=cluster_munition_remnants")
    assert 0 < pixels(page, HAZARDOUS) < every
    opened(page, live_demoland, "?area_class=sha")
    assert 0 < pixels(page, HAZARDOUS) < every


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_phone(on_phone: Any, live_demoland: str, address: str) -> None:
    on_phone.goto(f"{live_demoland}{address}")
    on_phone.wait_for_selector("main h1")
    assert on_phone.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("address", PAGES)
def test_accessible(page: Any, live_demoland: str, address: str, violations: Callable[[Any], list[str]]) -> None:
    if address == "/xd/land/":
        opened(page, live_demoland)
    else:
        page.goto(f"{live_demoland}{address}")
        page.wait_for_selector("main .land-nav, main .crumbs", timeout=120_000)
    assert violations(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_pages_say_what_they_say_without_scripts(without_scripts: Any, live_demoland: str, address: str) -> None:
    without_scripts.goto(f"{live_demoland}{address}")
    # A page that comes too early asks again by itself, without a script.
    without_scripts.wait_for_selector("main .land-nav, main .crumbs", timeout=120_000)
    assert without_scripts.locator("main table, main ol, main .land-findings").count()
    if address == "/xd/land/":
        assert without_scripts.locator("#time").is_hidden()
        without_scripts.fill("#on", "2021")
        without_scripts.click("form.filters button")
        assert without_scripts.locator("#on").input_value() == "2021-12-31"
