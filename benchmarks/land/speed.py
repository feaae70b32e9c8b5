"""From polygons in WKB to the land account's numbers: the engine beside PostGIS, plain shapely and geopandas.

    python benchmarks/land/speed.py [--hazards 200000] [--releases 200000] [--ways engine,shapely,postgis,geopandas]

Each way answers in a process of its own, after it has answered a little of it once: what remains of each hazard at a
date; the hazardous land, each square metre once, and the sum over hazards, at twenty year-ends; what releases ended by
year and kind (geopandas: the first only). All in one equal-area plane, the last event deciding.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import workload
from answers import AGREE, differences, load

WAYS = ("engine", "shapely", "geopandas", "postgis")
TARGETS = {"shapely": 4.0, "postgis": 10.0}
MEMORY_MB = 2048


def main() -> None:
    """Make the workload, let each way answer, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hazards", type=int, default=200_000)
    parser.add_argument("--releases", type=int, default=200_000)
    parser.add_argument("--ways", default=",".join(WAYS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        origin = workload.make(folder, options.hazards, options.releases)
        print(f"{options.hazards:,} hazards, {options.releases:,} releases ({origin})", flush=True)
        ours = None
        for way in options.ways.split(","):
            load_before = os.getloadavg()[0]
            out = folder / f"{way}.npz"
            subprocess.run(
                [sys.executable, str(Path(__file__).with_name("one_way.py")), way, str(folder), str(out)], check=True
            )
            answers, took = load(out)
            print(
                f"  {way:<10} {took['seconds']:8.2f} s   cpu {took['cpu']:8.2f} s   peak {took['peak_mb']:6.0f} MB"
                f" ({took['read_mb']:.0f} MB when it began)   first {took['warm']:.1f} s   load {load_before:.1f}",
                flush=True,
            )
            if way == "engine":
                ours = answers, took
                verdict = "PASS" if took["peak_mb"] <= MEMORY_MB else "OVER TARGET"
                print(f"             memory, target {MEMORY_MB} MB: {verdict}", flush=True)
            elif ours:
                ratio = took["seconds"] / ours[1]["seconds"]
                target = TARGETS.get(way)
                verdict = (
                    "" if target is None else f", target {target:g}: {'PASS' if ratio >= target else 'UNDER TARGET'}"
                )
                print(f"             {ratio:.1f} times the engine{verdict}", flush=True)
                off = differences(answers, ours[0])
                worst = max(off.values())
                each = ", ".join(f"{what} {value:.1e}" for what, value in off.items())
                print(f"             differs by {each}: {'AGREES' if worst <= AGREE else 'DISAGREES'}", flush=True)


if __name__ == "__main__":
    main()
