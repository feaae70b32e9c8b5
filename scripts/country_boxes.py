"""Make src/ploughshare/geo/country_boxes.csv from the atlas: run by hand when the atlas changes.

Natural Earth's outlines (public domain) joined with the two-letter codes of ISO 3166 by their numbers.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pycountry

from ploughshare import assets
from ploughshare.geo import topojson

OWN_CODES = {"Kosovo": "xk"}
TARGET = Path(__file__).resolve().parent.parent / "src/ploughshare/geo/country_boxes.csv"


def longitudes_span(longitudes: list[float]) -> tuple[float, float]:
    """West and east of the shortest arc that holds all of them: the world minus the widest gap."""
    ordered = sorted(set(longitudes))
    gaps = [(after - before, after, before) for before, after in pairwise(ordered)]
    gaps.append((ordered[0] + 360 - ordered[-1], ordered[0], ordered[-1]))
    _, west, east = max(gaps)
    return west, east


def main() -> None:
    """Write the table."""
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for outline in topojson.read(assets.path("atlas/countries-10m.json"), "countries").outlines:
        found = pycountry.countries.get(numeric=outline.id) if outline.id else None
        code = found.alpha_2.lower() if found else OWN_CODES.get(outline.name)
        if code is None:
            continue
        points = [point for polygon in outline.polygons for ring in polygon for point in ring.tolist()]
        west, east = longitudes_span([point[0] for point in points])
        latitudes = [point[1] for point in points]
        boxes[code] = (west, min(latitudes), east, max(latitudes))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "west", "south", "east", "north"])
        for code, box in sorted(boxes.items()):
            writer.writerow([code, *(f"{degrees:.2f}" for degrees in box)])


if __name__ == "__main__":
    main()
