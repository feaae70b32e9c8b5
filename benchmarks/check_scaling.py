"""What checking a record of 100,000 claims costs beside one of 10,000: ten times the rows, hardly more in time."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from made_up import record
from measure import compare
from ploughshare.record import writer

SMALL, LARGE = 10_000, 100_000
ERRORS_FOUND = 1


def check(package: Path) -> None:
    """Check the record as a person does, with the command."""
    command = [sys.executable, "-m", "ploughshare", "check", str(package)]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if done.returncode > ERRORS_FOUND:
        raise RuntimeError(f"the record could not be checked: exit code {done.returncode}")


def main() -> None:
    """Write both records, then check them in turn."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for claims in (SMALL, LARGE):
            paths[claims] = Path(folder) / str(claims)
            writer.write(record(claims), paths[claims])
        compare(
            "Checking a record, from its files",
            (f"{LARGE:,} claims", lambda: check(paths[LARGE])),
            (f"{SMALL:,} claims", lambda: check(paths[SMALL])),
            target=12,
            rounds=3,
        )


if __name__ == "__main__":
    main()
