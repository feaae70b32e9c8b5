"""Take the pictures of the README from the real output: a report as it opens, the page of one of its figures, the map
of the state of the land, and its account."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))

from served_site import served  # noqa: E402  (how the tests start the site)

IMAGES = ROOT / "docs" / "images"
REPORT = ROOT / "build" / "kp" / "report.html"
PAGES = {
    "kp": {"figure": ("kp/figures/jsa-mines-removed-2018/", "main")},
    "demoland": {
        "land": ("xd/land/?on=2024-12-31", ".maplibregl-map"),
        "account": ("xd/land/account/?year=2024&group=ap_mined_area", "main table"),
    },
}
"""Record -> picture -> page of the site, and what is there once the land account has been made."""
# A map is drawn with WebGL, which a machine without a graphics card makes in software.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
MILLISECONDS_TO_DRAW = 8_000
MILLISECONDS_TO_MAKE = 180_000
WIDTH, HEIGHT = 1120, 1060


def main() -> None:
    """Open each page and keep its picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(REPORT.as_uri())
        take(page, "report")
        for record, pages in PAGES.items():
            with tempfile.TemporaryDirectory() as folder, served(ROOT / "records" / record, Path(folder)) as site:
                for name, (address, awaited) in pages.items():
                    page.goto(f"{site}/{address}")
                    page.wait_for_selector(awaited, timeout=MILLISECONDS_TO_MAKE)
                    page.wait_for_timeout(MILLISECONDS_TO_DRAW)
                    take(page, name)
        browser.close()


def take(page: Page, name: str) -> None:
    """Keep what a reader sees of a page first."""
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
