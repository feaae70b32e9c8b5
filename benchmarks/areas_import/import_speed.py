"""How long an import of many areas takes, and how much memory: `python benchmarks/areas_import/import_speed.py 200000`.

Makes a GeoPackage of that many made-up areas, plans it into an empty record, applies it, and plans it again.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

MAPPING = """\
format: 1
title: Made-up areas
register: xx-areas
country: xx
country_name: The country
source: {kind: data_set, title: Made-up areas, issued: 2024-05-01}
make:
  province:
    table: places
    id: {prefix: xx, columns: [province]}
    values: {name: {column: province}, kind: province, country: xx}
rows:
  - table: areas
    id: {prefix: xx, columns: [number]}
    values:
      name: {column: name}
      area_class: {column: class, terms: {S: sha, C: cha}}
      status: open
      hazard_types: {column: types, separator: ",", terms: {AP: ap_mines, AV: av_mines, UXO: other_eo}}
      identified: {column: found, dates: DD/MM/YYYY}
      area_m2: {column: hectares, unit: ha}
      place: {make: province}
      geometry: feature
"""


def write(path: Path, count: int) -> None:
    """A GeoPackage of squares scattered over half a degree, with the columns of a programme."""
    import geopandas
    import numpy as np
    import shapely

    source = random.Random(7)  # noqa: S311 (nothing secret)
    west = np.array([source.uniform(17, 18) for _ in range(count)])
    south = np.array([source.uniform(44, 45) for _ in range(count)])
    frame = geopandas.GeoDataFrame(
        {
            "number": [f"A-{number}" for number in range(count)],
            "name": [f"Area {number}" for number in range(count)],
            "class": [source.choice("SC") for _ in range(count)],
            "types": [source.choice(["AP", "AP,AV", "UXO"]) for _ in range(count)],
            "found": [
                f"{source.randint(1, 28):02}/{source.randint(1, 12):02}/{source.randint(1996, 2023)}"
                for _ in range(count)
            ],
            "hectares": [f"{source.uniform(0.01, 9):.3f}" for _ in range(count)],
            "province": [f"Province {source.randint(1, 40)}" for _ in range(count)],
        },
        geometry=shapely.box(west, south, west + 0.001, south + 0.001),
        crs="EPSG:4326",
    )
    frame.to_file(path, driver="GPKG", layer="areas")


def main(count: int) -> None:
    """Print seconds of the processor, which other work on the machine does not change, and the most memory so far."""
    from ploughshare.exchange.areas import applying, planning
    from ploughshare.record import template

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        write(root / "areas.gpkg", count)
        told("made", None)
        start = time.process_time()
        plan = planning.plan(root / "areas.gpkg", root / "mapping.yaml", template.package("xx", name="The country"))
        told("planned", start)
        start = time.process_time()
        applying.apply(plan, root / "xx")
        told("applied", start)
        start = time.process_time()
        package, state = applying.read(root / "xx")
        told("read again", start)
        start = time.process_time()
        again = planning.plan(root / "areas.gpkg", root / "mapping.yaml", package, state=state)
        told("planned again", start)
        print(again.counts())


def told(what: str, start: float | None) -> None:
    """One line of the measure."""
    seconds = f"{time.process_time() - start:7.1f} s" if start is not None else " " * 9
    print(f"{what:<14}{seconds}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
