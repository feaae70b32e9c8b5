"""Times one way of doing a thing against another, in the same run, so that the figure means the same on any machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

ROUNDS = 7


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    title: str,
    ours: tuple[str, Callable[[], object]],
    other: tuple[str, Callable[[], object]],
    *,
    target: float,
    rounds: int = ROUNDS,
) -> None:
    """Print the medians of both over several rounds, taken in turn, and their ratio beside its target."""
    times: tuple[list[float], list[float]] = ([], [])
    for work in (ours[1], other[1]):
        work()  # once unmeasured: caches of files and imports are warm for both
    for _ in range(rounds):
        # In turn, so that whatever else the machine does falls on both.
        times[0].append(seconds(ours[1]))
        times[1].append(seconds(other[1]))
    report(title, (ours[0], median(times[0])), (other[0], median(times[1])), target=target, rounds=rounds)


def report(title: str, ours: tuple[str, float], other: tuple[str, float], *, target: float, rounds: int) -> None:
    """Print two medians in seconds, their ratio, and whether it keeps its target."""
    ratio = ours[1] / other[1]
    width = max(len(ours[0]), len(other[0]))
    print(f"{title} (medians of {rounds})")
    for name, value in (ours, other):
        print(f"  {name:<{width}}  {value * 1000:10.1f} ms")
    print(f"  ratio {ratio:.2f}, target {target:g}: {'PASS' if ratio <= target else 'OVER TARGET'}", flush=True)
