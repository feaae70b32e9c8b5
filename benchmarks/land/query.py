"""What a built partition gives without being built anew: a date's figures, and one release more.

python benchmarks/land/query.py [--hazards 200000] [--releases 200000]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

import by_engine
import numpy as np
import workload

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from measure import report, seconds

QUERY, ONE_MORE = 1 / 50, 1 / 10
ROUNDS = 7


def main() -> None:
    """Build, ask, add, and build again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hazards", type=int, default=200_000)
    parser.add_argument("--releases", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        workload.make(Path(name), options.hazards, options.releases)
        work = workload.read(Path(name))
    events = by_engine.events_of(work)
    all_but = np.arange(len(events) - ROUNDS)
    last = [np.array([number]) for number in range(len(events) - ROUNDS, len(events))]

    def build() -> None:
        by_engine.partition(events, [1], plane=by_engine.PLANE)

    build()  # once unmeasured, for what is compiled
    rebuild = median(seconds(build) for _ in range(3))
    found = by_engine.partition(events.take(all_but), [1], plane=by_engine.PLANE)
    days = iter(np.linspace(workload.YEAR_ENDS[0], workload.YEAR_ENDS[-1], ROUNDS).astype(int).tolist())

    def ask() -> None:
        day = next(days)
        found.remaining_m2(day)
        found.state_m2([day], 0)
        found.remaining_sum_m2([day])

    first = seconds(ask)
    rest = median(seconds(ask) for _ in range(ROUNDS - 1))
    title = f"A date (the first ever: {first * 1000:.0f} ms)"
    report(
        title,
        ("query", rest),
        ("rebuild", rebuild),
        target=QUERY,
        rounds=ROUNDS - 1,
    )
    more = [seconds(lambda one=one: found.with_events(events.take(one))) for one in last]
    report("One release more", ("with it", median(more)), ("rebuild", rebuild), target=ONE_MORE, rounds=ROUNDS)


if __name__ == "__main__":
    main()
