"""``ploughshare schema``: what a record package looks like, for those who write one by program."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ploughshare.record import schema

SUMMARY = "Write the published schema of record packages: a Frictionless data package with a schema for each table."
EXAMPLE = """\
  ploughshare schema                          prints it
  ploughshare schema --out datapackage.json   writes it into a file
  ploughshare schema records/kp               without the optional tables that this package does not have"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``schema``."""
    parser.add_argument(
        "package", type=Path, nargs="?", help="folder of a package; Frictionless tools want only files that are there"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write (default: the terminal)")


def run(args: argparse.Namespace) -> int:
    """Print or write the schema."""
    text = json.dumps(schema.frictionless(args.package), ensure_ascii=False, indent=2) + "\n"
    if args.out is None:
        sys.stdout.write(text)
    else:
        args.out.write_text(text, encoding="utf-8")
        print(f"Wrote {args.out}.")
    return 0
