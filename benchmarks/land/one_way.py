"""Answers by one way, in a process of its own: `one_way.py engine|shapely|geopandas|postgis FOLDER OUT`."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from answers import Answers
from workload import Workload, read

WARM = 1_000
"""Rows of each table that are answered once before the time is taken: what is compiled, loaded and opened is ready."""


def run(way: Callable[[Workload], Answers], folder: Path, out: Path) -> None:
    """Answer a little, then all; keep the times and the peak of memory."""
    start = time.perf_counter()
    way(read(folder, WARM))
    warm = time.perf_counter() - start
    work = read(folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, cpu = time.perf_counter(), time.process_time()
    answers = way(work)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answers.save(out, seconds=seconds, cpu=cpu, warm=warm, peak_mb=peak / 1024, read_mb=before / 1024)


def main() -> None:
    """Run the way that is named."""
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if name == "engine":
        import by_engine

        run(by_engine.answers_of, folder, out)
    elif name == "shapely":
        import by_shapely

        run(by_shapely.answers_of, folder, out)
    elif name == "geopandas":
        import by_geopandas

        run(by_geopandas.answers_of, folder, out)
    else:
        import by_postgis

        with by_postgis.server() as address:
            run(lambda work: by_postgis.answers_of(work, address), folder, out)


if __name__ == "__main__":
    main()
