"""The site as a visitor meets it, in Chromium: from a number to who said it, filters, keyboard, phone, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser

RECORD_PAGES = (
    "/kp/",
    "/kp/figures/",
    "/kp/figures/dmz-area/",
    "/kp/figures/?computed=product+dmz-length+dmz-depth",
    "/kp/events/",
    "/kp/events/admission-1998/",
    "/kp/places/",
    "/kp/places/demilitarized-zone/",
    "/kp/statements/",
    "/kp/tasks/",
    "/kp/sources/",
    "/kp/sources/mar-2025/",
    "/kp/findings/",
    "/kp/downloads/",
)
PAGES = ("/", *RECORD_PAGES, "/search/?q=mine", "/about/", "/no-such-page/")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def without_scripts(browser: Any) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def on_phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


def ready(page: Any) -> Any:
    """The map of the page, once it has drawn its places."""
    page.wait_for_selector("#map[data-ready=yes]", timeout=60_000)
    return page.locator("#map")


def events_in(page: Any, where: str) -> set[str]:
    found = page.locator(f"{where} a[href*='/events/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return {address.split("/")[3] for address in found}


def shown_on(page: Any) -> set[str]:
    return set(page.locator("#map").get_attribute("data-shown").split())


def test_from_a_number_in_the_report_to_who_said_it(live_site: str, page: Any) -> None:
    page.goto(live_site)
    page.get_by_role("link", name="North Korea").first.click()
    page.get_by_role("link", name="1,000 km²").first.click()
    assert re.search(r"/kp/figures/dmz-area/#", page.url)
    assert page.locator(".shown-value .number").inner_text().replace("\xa0", " ") == "1,000 km²"
    assert "The only claim" in page.locator(".shown-value").inner_text()
    claim = page.locator(".claim.shown")
    assert "Mine Action Review" in claim.inner_text()
    assert "Who first said it" in claim.inner_text()
    assert "known through" in claim.inner_text()
    page.get_by_role("link", name="Koreas start clearing landmines").first.click()
    assert "rest on it" in page.locator("main").inner_text() or "rests on it" in page.locator("main").inner_text()
    page.go_back()
    page.locator("a", has_text="What is known").first.click()
    assert page.url.endswith("/kp/#extent")


def test_list_timeline_and_map_change_together(live_site: str, page: Any) -> None:
    page.goto(f"{live_site}/kp/events/")
    ready(page)
    listed, drawn, mapped = events_in(page, ".event-list"), events_in(page, "#timeline"), shown_on(page)
    assert listed == drawn
    page.get_by_label("Kind").select_option("clearance")
    page.wait_for_url(re.compile("kind=clearance"))
    page.wait_for_function(
        "before => new Set(document.getElementById('map').dataset.shown.split(' ')).size < before", arg=len(mapped)
    )
    fewer = events_in(page, ".event-list")
    assert fewer < listed
    assert fewer == events_in(page, "#timeline")
    assert shown_on(page) < mapped
    address = page.url
    page.goto("about:blank")
    page.goto(address)  # the address keeps the filter
    ready(page)
    assert events_in(page, ".event-list") == fewer
    assert page.get_by_label("Kind").input_value() == "clearance"


def test_the_filter_works_without_scripts(live_site: str, without_scripts: Any) -> None:
    page = without_scripts
    page.goto(f"{live_site}/kp/events/")
    listed = events_in(page, ".event-list")
    page.get_by_label("Kind").select_option("agreement")
    page.get_by_label("From").fill("2018")
    page.get_by_role("button", name="Show").click()
    assert "kind=agreement" in page.url
    fewer = events_in(page, ".event-list")
    assert fewer < listed
    assert fewer == events_in(page, "#timeline")
    assert "The map needs JavaScript" in page.locator("#map").inner_text()
    for address in RECORD_PAGES:
        assert page.goto(live_site + address).status == 200
        assert page.locator("h1").is_visible()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_and_asks_nobody_else(
    address: str, scheme: str, live_site: str, page: Any, violations: Callable[[Any], list[str]]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.goto(live_site + address, wait_until="networkidle")
    assert not [url for url in asked if not url.startswith((live_site, "blob:", "data:"))]
    assert not violations(page)


@pytest.mark.parametrize("address", PAGES)
def test_a_phone_never_scrolls_sideways(address: str, live_site: str, on_phone: Any) -> None:
    on_phone.goto(live_site + address)
    assert on_phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_claim_is_reached_by_keyboard_alone(live_site: str, page: Any) -> None:
    page.goto(f"{live_site}/kp/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    skip = page.locator(".skip").bounding_box()
    assert skip["y"] >= 0  # it comes into sight
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('tie')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/kp/figures/**")
    assert page.locator(".claim").first.is_visible()


def test_the_map_opens_a_place_and_draws_no_mark_finer_than_it_is_known(live_site: str, page: Any) -> None:
    page.goto(f"{live_site}/kp/places/arrowhead-hill/")
    holder = ready(page)
    holder.scroll_into_view_if_needed()
    box = holder.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    popup = page.locator(".maplibregl-popup-content")
    popup.wait_for(timeout=20_000)
    assert "Arrowhead Hill" in popup.inner_text()
    assert "known to within" in popup.inner_text()


def test_the_worker_of_the_map_and_every_file_come_from_here(live_site: str, page: Any) -> None:
    answers: dict[str, int] = {}
    page.on("response", lambda response: answers.update({response.url: response.status}))
    page.goto(f"{live_site}/kp/places/")
    ready(page)
    assert [url for url in answers if "maplibre-gl-worker" in url]
    assert not {url: status for url, status in answers.items() if status >= 400}
    fonts = page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)")
    assert {"Source Serif 4", "Source Sans 3"} <= {family.strip('"') for family in fonts}


def test_print_shows_the_text_and_not_the_controls(live_site: str, page: Any) -> None:
    page.goto(f"{live_site}/kp/figures/dmz-area/")
    page.emulate_media(media="print")
    assert page.locator(".claim").first.is_visible()
    assert not page.locator(".search").is_visible()
    assert not page.locator(".record-nav").is_visible()
