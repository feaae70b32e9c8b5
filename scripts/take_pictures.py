"""Take the pictures of the README from the real output: the report as it opens, and the page of one of its figures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))

from served_site import served  # noqa: E402  (how the tests start the site)

IMAGES = ROOT / "docs" / "images"
REPORT = ROOT / "build" / "kp" / "report.html"
FIGURE = "kp/figures/jsa-mines-removed-2018/"
WIDTH, HEIGHT = 1120, 1060


def main() -> None:
    """Open both pages and keep what a reader sees of them first."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(ROOT / "records" / "kp", Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, address in (("report", REPORT.as_uri()), ("figure", f"{site}/{FIGURE}")):
            page.goto(address)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
