"""``ploughshare fmt``: a record package in its canonical bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.findings import Level
from ploughshare.record import canonical, reader, writer

SUMMARY = "Put a record package into its canonical bytes: rows by id, columns in order, one way to write everything."
EXAMPLE = """\
  ploughshare fmt records/kp                  rewrites what is not canonical, and names it
  ploughshare fmt --check records/kp          only names it; exit code 1 if there is any"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fmt``."""
    parser.add_argument("package", type=Path, help="folder of the record package")
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 if something would change")


def run(args: argparse.Namespace) -> int:
    """Rewrite the package, or refuse where it cannot be read without loss."""
    reading = reader.read(args.package)
    faults = [finding for finding in reading.findings if finding.level is Level.ERROR]
    if faults:
        # Rows that could not be read are not in the package: writing it back would lose them.
        listing = "\n".join(finding.line() for finding in faults)
        raise PloughshareError("package.unreadable", path=args.package, findings=listing)
    wanted = canonical.files(reading.package)
    changed = [name for name, content in wanted.items() if _bytes(args.package / name) != content]
    if args.check:
        for name in changed:
            print(f"{args.package / name} is not in its canonical bytes", file=sys.stderr)
        return 1 if changed else 0
    writer.write(reading.package, args.package, with_restricted=True)
    for name in changed:
        print(f"rewrote {args.package / name}")
    if not changed:
        print(f"{args.package} was in its canonical bytes already.")
    return 0


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
