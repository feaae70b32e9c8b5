"""What checking a record of 100,000 claims costs beside one of 10,000: ten times the rows, hardly more in time."""

from __future__ import annotations

import tempfile
from pathlib import Path

from made_up import record
from measure import compare
from ploughshare.record import writer
from ploughshare.report import checks

SMALL, LARGE = 10_000, 100_000


def main() -> None:
    """Write both records, then read and check them in turn."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for claims in (SMALL, LARGE):
            paths[claims] = Path(folder) / str(claims)
            writer.write(record(claims), paths[claims])

        def check(claims: int) -> None:
            checks.check(paths[claims])

        compare(
            "Checking a record, from its files",
            (f"{LARGE:,} claims", lambda: check(LARGE)),
            (f"{SMALL:,} claims", lambda: check(SMALL)),
            target=12,
            rounds=3,
        )


if __name__ == "__main__":
    main()
