"""How fluid the map of the states of land is: a slider dragged over twenty years of a made-up country, in a browser.

    python benchmarks/land/map.py [--hazards 200000] [--releases 200000]

The site is the real one, with the invented record
``demoland``, under whose publication the overview and the picture of the workload are put. Printed are the sizes of
tiles, how long until the map stands, and while the slider is dragged the time between frames and the days painted;
beside it the time between frames of the same map when nothing but its repainting is asked for. Chromium draws in
software here, which is what takes most of the time; a graphics card is one or two orders faster.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.request import urlopen

import numpy as np
import shapely
import workload

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

CHROMIUM = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic"]
RELEASED = {"cancelled": 2, "reduced": 3, "cleared": 5}
STEPS = 60
"""Days to which the slider is dragged."""

DRAG = """([steps, asking]) => new Promise((done) => {
  const slider = document.getElementById("day"), holder = document.getElementById("land-map");
  const painted = new Set(), times = [];
  let step = 0, last = performance.now();
  const frame = (now) => {
    times.push(now - last);
    last = now;
    painted.add(holder.dataset.day);
    if (step > steps) { done({ times: times.slice(2), painted: painted.size - 1, ended: performance.now() }); return; }
    if (asking) {
      slider.value = Math.round((slider.max * step) / steps);
      slider.dispatchEvent(new Event("input"));
    } else holder.landMap.triggerRepaint();
    step += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

SETTLED = """() => new Promise((done) => {
  const began = performance.now(), map = document.getElementById("land-map").landMap;
  const look = () => (map.loaded() ? done(performance.now() - began) : map.once("idle", look));
  look();
})"""


def fetched(address: str) -> tuple[int, bytes]:
    """Status and content of an address of the site started here."""
    with urlopen(address) as answer:  # noqa: S310
        return answer.status, answer.read()


def put_workload(folder: Path, made: Path) -> None:
    """Put the overview and the picture of the workload in the place of those that the site made of its record."""
    from ploughshare.land.engine import FAR, Events, partition
    from ploughshare.web.site.land import painting, picture
    from ploughshare.web.site.land.series import Series

    given = workload.read(folder)
    start = np.concatenate([given.identified, given.released])
    is_hazard = np.arange(len(start)) < len(given.identified)
    made_by_kind = np.array([RELEASED[kind] for kind in workload.KINDS])
    state = np.where(is_hazard, 1, np.append(np.ones_like(given.identified), made_by_kind[given.kind]))
    shapes = shapely.from_wkb(np.concatenate([given.hazard_wkb, given.release_wkb]))
    channels, never = np.ones(len(start), np.uint64), np.full(len(start), FAR)
    events = Events(shapes, is_hazard, channels, start, never, start, state)
    began = time.perf_counter()
    cut = partition(events, [1])
    print(f"partition {time.perf_counter() - began:.1f} s", end=", ")
    began = time.perf_counter()
    painted = painting.paint(cut)
    print(f"painting {time.perf_counter() - began:.1f} s", end=", ")
    began = time.perf_counter()
    for file in (made / "picture-all").iterdir():
        file.unlink()
    none = [-1] * len(start)
    picture.write(painted, picture.Labels(list(map(str, range(len(start)))), none, none, none), made / "picture-all")
    print(f"picture {time.perf_counter() - began:.1f} s")
    content = json.loads((made / "overview" / "overview.json").read_text(encoding="utf-8"))
    content["box"] = shapely.total_bounds(shapes).tolist()
    (made / "overview" / "overview.json").write_text(json.dumps(content), encoding="utf-8")
    series = Series.of(cut, 0)
    np.savez(made / "overview" / "series.npz", **{"all-days": series.days, "all-m2": series.m2})


def weigh_tiles(address: str, made: Path) -> None:
    """Print the size of the fullest tile of each zoom, and how long it takes the first time."""
    strokes = np.load(made / "picture-all" / "strokes.npy", mmap_mode="r")
    print("zoom  strokes      KB  gzipped  first answer")
    for zoom in range(5, 15):
        column, row = np.floor(strokes["point"] * 2**zoom).astype(int).T
        tiles, counts = np.unique(column * 2**zoom + row, return_counts=True)
        fullest = int(tiles[counts.argmax()])
        began = time.perf_counter()
        content = fetched(f"{address}{made.name}/all/{zoom}/{fullest >> zoom}/{fullest % 2**zoom}.mvt")[1]
        seconds = time.perf_counter() - began
        sizes = f"{len(content) / 1e3:7.0f}  {len(gzip.compress(content, 6)) / 1e3:7.0f}"
        print(f"{zoom:4}  {counts.max():7}  {sizes}  {seconds:9.2f} s")


def drag(page: Any, title: str) -> None:
    """Drag the slider once over all years, and print what the browser made of it."""
    idle = page.evaluate(DRAG, [STEPS, False])["times"]
    found = page.evaluate(DRAG, [STEPS, True])
    settled = page.evaluate(SETTLED)
    slow = quantiles(found["times"], n=20)[-1]
    span_s = sum(found["times"]) / 1000
    print(
        f"{title}: {median(found['times']):.0f} ms between frames (95 %: {slow:.0f}), "
        f"{found['painted'] / span_s:.0f} days painted a second, standing {settled:.0f} ms after the last; "
        f"only repainting: {median(idle):.0f} ms"
    )


def measure(hazards: int, releases: int) -> None:
    """Serve, put the workload in, and drag."""
    from playwright.sync_api import sync_playwright

    from served_site import served

    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as made_up,
        served(ROOT / "records" / "demoland", Path(folder)) as site,
    ):
        while fetched(f"{site}/xd/land/")[0] != 200:
            time.sleep(1)
        (made,) = (path for path in (Path(folder) / "land" / "xd").iterdir() if path.is_dir())
        origin = workload.make(Path(made_up), hazards, releases)
        print(f"{hazards:,} hazards, {releases:,} releases ({origin})")
        put_workload(Path(made_up), made)
        weigh_tiles(f"{site}/xd/land/tiles/", made)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            began = time.perf_counter()
            page.goto(f"{site}/xd/land/")
            page.wait_for_selector("#land-map[data-ready]", timeout=180_000)
            print(f"whole country: stands after {time.perf_counter() - began:.1f} s")
            drag(page, "whole country")
            strokes = np.load(made / "picture-all" / "strokes.npy", mmap_mode="r")
            longitude = float(np.median(strokes["point"][:, 0])) * 360 - 180
            latitude = float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * np.median(strokes["point"][:, 1]))))))
            for zoom in (8, 10, 12):
                page.evaluate(
                    "([x, y, zoom]) => document.getElementById('land-map').landMap.jumpTo({center: [x, y], zoom})",
                    [longitude, latitude, zoom],
                )
                page.evaluate(SETTLED)
                drag(page, f"zoom {zoom}")
            browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hazards", type=int, default=200_000)
    parser.add_argument("--releases", type=int, default=200_000)
    asked = parser.parse_args()
    measure(asked.hazards, asked.releases)
