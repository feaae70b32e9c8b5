"""What `ploughshare --help` costs beside starting Python and doing nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from measure import compare

HELP = [str(Path(sys.executable).parent / "ploughshare"), "--help"]
BARE = [sys.executable, "-c", "pass"]


def run(command: list[str]) -> None:
    """Run it to its end, its output thrown away."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    compare(
        "Start of the command line",
        ("ploughshare --help", lambda: run(HELP)),
        ("python -c pass", lambda: run(BARE)),
        target=6,
        rounds=21,
    )
