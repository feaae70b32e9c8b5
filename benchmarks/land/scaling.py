"""A million hazards and a million releases beside 200,000 of each: the engine's time may grow sixfold.

python benchmarks/land/scaling.py [--small 200000] [--large 1000000]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import workload
from answers import load

TARGET = 6.0


def main() -> None:
    """Let the engine answer both, each in a process of its own, in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=200_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    sizes = (options.small, options.large)
    best = dict.fromkeys(sizes, float("inf"))
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            workload.make(Path(name) / str(size), size, size)
        for _ in range(options.rounds):
            for size in sizes:
                out = Path(name) / "out.npz"
                way = str(Path(__file__).with_name("one_way.py"))
                subprocess.run([sys.executable, way, "engine", str(Path(name) / str(size)), str(out)], check=True)
                took = load(out)[1]
                best[size] = min(best[size], took["seconds"])
                print(
                    f"  {size:>9,} of each  {took['seconds']:8.2f} s   cpu {took['cpu']:8.2f} s"
                    f"   peak {took['peak_mb']:6.0f} MB",
                    flush=True,
                )
    ratio = best[options.large] / best[options.small]
    print(f"  ratio {ratio:.2f}, target {TARGET:g}: {'PASS' if ratio <= TARGET else 'OVER TARGET'}")


if __name__ == "__main__":
    main()
