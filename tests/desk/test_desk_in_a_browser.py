"""The desk in Chromium: a report reviewed from end to end with the keyboard alone, and one that means harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_drafts import NAMES, PASSWORD, small_draft
from ploughshare.exchange.country_report.draft import to_json
from served_site import served

pytestmark = pytest.mark.browser

PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def site(kp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with two editors."""
    folder = tmp_path_factory.mktemp("desk-site")
    with served(kp_path, folder) as address:
        environment = {**os.environ, "PLOUGHSHARE_DATA_DIR": str(folder)}
        for name in ("PLOUGHSHARE_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        for name in ("ana", "ben"):
            command = [sys.executable, "-m", "ploughshare", "user", "add", name, "--role", "editor"]
            subprocess.run(command, input=f"{PASSWORD}\n", text=True, env=environment, cwd=folder, check=True)
        yield address


def type_in(page: Any, label: str, words: str) -> None:
    """Go to a field by Tab, and write."""
    wanted = page.get_by_label(label, exact=True)
    for _ in range(60):
        if wanted.evaluate("field => field === document.activeElement"):
            page.keyboard.type(words)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach “{label}”")


def sign_in(page: Any, site: str) -> None:
    page.goto(f"{site}/desk/")
    page.wait_for_selector("#id_username:focus")
    page.keyboard.type("ana")
    type_in(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#files")


def bring_in(page: Any, *files: Any) -> None:
    # A file is chosen in the system's own window, which no page and no test can type into.
    page.locator("#files").set_input_files(list(files))
    page.locator("#files").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/\d+/$"), timeout=PATIENCE_MS)
    page.wait_for_selector(".by-keys .card.now")


def small(ending: str) -> list[dict[str, Any]]:
    """The two files of a draft; each test has an ending of its own, for the site keeps what the others did."""
    return files_of(small_draft(ending=ending))


def files_of(draft: Any) -> list[dict[str, Any]]:
    return [
        {"name": "draft.json", "mimeType": "application/json", "buffer": to_json(draft).encode()},
        {"name": "source.txt", "mimeType": "text/plain", "buffer": draft.text.encode()},
    ]


def current(page: Any) -> str:
    return str(page.locator(".card.now").get_attribute("data-name"))


def becomes(page: Any, name: str, state: str) -> None:
    page.wait_for_selector(f'#p-{name}[data-state="{state}"]', timeout=PATIENCE_MS)


def judged(page: Any) -> int:
    return int(page.locator("#bar-state .progress").inner_text().split()[0])


def test_the_cuba_report_is_reviewed_with_the_keyboard_alone(site: str, page: Any, shared: Path) -> None:
    report = shared / "reports" / "cuba-2025-mineactionreview.txt"
    if not report.is_file():
        pytest.skip("the Cuba report does not lie in ../shared/reports")
    sign_in(page, site)
    bring_in(page, report)
    page.mouse.move(0, 0)
    total = page.locator(".card").count()
    assert total > 40
    assert judged(page) == 0

    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()

    # What is open is what is next; each key works on the proposal in hand, and the text goes along.
    first = current(page)
    page.keyboard.press("r")
    becomes(page, first, "rejected")
    page.keyboard.press("u")
    becomes(page, first, "open")
    assert page.locator(".taken.now").count() == page.locator(f'.taken[data-of~="{current(page)}"]').count()

    # To the end: accepted as read, or first put into words where only a person can.
    for _ in range(3 * total):
        name = current(page)
        if page.locator(f"#p-{name}").get_attribute("data-state") != "open":
            page.keyboard.press("J")
            if current(page) == name:
                break
            continue
        wants_words = page.locator(f'#p-{name} > .acts a[data-key="a"]').count()
        page.keyboard.press("a")
        if wants_words:
            page.wait_for_selector(f"#p-{name} .slot form")
            type_in(page, "statement needed", "Put into words by the reviewer.")
            page.keyboard.press("Control+Enter")
        becomes(page, name, "accepted")
    assert judged(page) == total
    assert page.locator('.card[data-state="open"]').count() == 0
    assert page.locator(".taken.open").count() == 0

    page.keyboard.press("w")
    page.wait_for_selector("#why:focus")
    page.keyboard.type("the 2025 edition")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Read the record of Cuba").wait_for(timeout=PATIENCE_MS)
    page.goto(f"{site}/cu/")
    assert "Cuba" in page.locator("h1").inner_text()
    page.goto(f"{site}/cu/sources/")
    assert page.locator("main a[href*='/cu/sources/']").count() > 10


def test_edit_split_merge_and_root_with_the_keyboard(site: str, page: Any) -> None:
    sign_in(page, site)
    bring_in(page, *small("Edited by keys."))

    def go_to(name: str) -> None:
        for _ in range(20):
            page.keyboard.press("k")
        while current(page) != NAMES[name]:
            page.keyboard.press("j")

    go_to("event")
    assert page.locator(".taken.now").all_inner_texts() == ["Two fields were cleared in May 2024"]
    page.keyboard.press("e")
    page.wait_for_selector(".slot form")
    page.keyboard.press("Escape")
    assert page.locator(".slot form").count() == 0
    page.keyboard.press("s")
    page.wait_for_selector(".slot form")
    assert page.locator(".slot fieldset").count() == 2
    page.keyboard.press("Control+Enter")
    becomes(page, NAMES["event"], "accepted")
    go_to("second")
    page.keyboard.press("m")
    page.wait_for_selector(".slot select")
    page.keyboard.type("Two")  # chooses by its first letters
    page.keyboard.press("Control+Enter")
    becomes(page, NAMES["second"], "merged")
    go_to("figure")
    page.keyboard.press("o")
    page.wait_for_selector(".slot select")
    page.keyboard.type("Rur")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"#p-{NAMES['figure']} .part:has-text('root ruritania')", state="attached")
    assert page.locator(f"#p-{NAMES['figure']}").get_attribute("data-state") == "open"


def test_a_second_reviewer_is_told(site: str, page: Any, browser: Any) -> None:
    sign_in(page, site)
    bring_in(page, *small("For two."))
    other = browser.new_context().new_page()
    other.goto(page.url)
    other.locator("#id_username").fill("ben")
    other.locator("#id_password").fill(PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_selector(".by-keys .card.now")
    recommendation = f"#p-{NAMES['recommendation']}"
    other.locator(recommendation).click()
    other.keyboard.press("r")
    becomes(other, NAMES["recommendation"], "rejected")
    page.locator(recommendation).click()
    page.keyboard.press("a")
    becomes(page, NAMES["recommendation"], "rejected")
    assert "ben made it “rejected” meanwhile" in page.locator("#notice").inner_text()
    other.context.close()


def test_a_report_that_means_harm_is_inert(site: str, page: Any) -> None:
    from dataclasses import replace

    from ploughshare.exchange.country_report.draft import Proposal
    from ploughshare.exchange.country_report.reading.model import Span

    script = "document.title='taken'"
    attack = f"</script><script>{script}</script><img src=x onerror='{script}'> ' onfocus=x"
    text = f"Ruritania\n{attack}\n"
    row = {
        "id": "x",
        "kind": "news_article",
        "title": attack,
        "url": f"javascript:{script}",
        "seen": False,
    }
    hostile = Proposal("sources", row, (Span(None, 10, len(text)),), attack, attack)
    read = replace(small_draft(), name=attack, text=text, pages=(), proposals=(hostile,))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, site)
    bring_in(page, *files_of(read))
    for key in ("e", "Escape", "m", "Escape", "a", "r", "u"):
        page.keyboard.press(key)
        page.wait_for_load_state("networkidle")
    assert page.title() != "taken"
    assert page.locator("main img, main script").count() == 0
    assert attack.strip() in page.locator("#source").inner_text()
    assert not [url for url in asked if url.endswith(("/x", "/y"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_accessible(site: str, page: Any, scheme: str, violations: Callable[[Any], list[str]]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/desk/")
    assert not violations(page)
    sign_in(page, site)
    assert not violations(page)
    bring_in(page, *small(f"Seen in {scheme}."))
    assert not violations(page)
    page.keyboard.press("s")
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert not violations(page)


def test_without_scripts_everything_is_a_form(site: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/desk/")
    page.locator("#id_username").fill("ben")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("#files").set_input_files(small("Without scripts."))
    page.get_by_role("button", name="Bring it in").click()
    card = page.locator(f"#p-{NAMES['event']}")
    page.locator(f"#p-{NAMES['note']}").get_by_role("button", name="Reject").click()
    assert page.locator(f"#p-{NAMES['note']}").get_attribute("data-state") == "rejected"
    page.get_by_role("button", name="Undo").click()
    assert page.locator(f"#p-{NAMES['note']}").get_attribute("data-state") == "open"
    card.locator("> .acts").get_by_role("link", name="Edit").click()
    page.get_by_label("title needed").fill("Two fields, cleared")
    page.get_by_role("button", name="Save and accept").click()
    assert page.locator(f"#p-{NAMES['event']}").get_attribute("data-state") == "accepted"
    context.close()
